"""Whose words they are where a verb or a citation names nobody: who spoke or was told of before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.speakers import UNKNOWN, Speaker, speakers_at, unsaid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_PARTICLES: Final = 3
_COMMAS: Final = frozenset({"،", ","})
_INNER: Final = ("complement", "relative", "that")


def antecedent(scene: Scene, clause: Clause) -> Speaker | None:
    """The party that a relative clause with another's pronoun tells of ("المعارضة التي وصفته بأنه …")."""
    if not clause.token or all(r.kind != "relative" for r in scene.tokens[clause.token - 1].word.readings):
        return None
    party = next((m for m in scene.mentions if m.end == clause.token - 1 and not m.adjective), None)
    others = is_feminine(clause) and any(
        r.enclitic and r.enclitic not in scene.cues.her for r in clause.readings
    )
    speakers = speakers_at(scene, party.start, party.end) if party is not None and others else ()
    return next((speaker for speaker in speakers if speaker.gender == "f"), None)


def taken_over(scene: Scene, clause: Clause, earlier: Sequence[Attribution]) -> Speaker | None:
    """The subject of a verb before in the sentence; inside someone's words, that someone."""
    subject = clause.subject if clause.inherited else None
    if subject is not None:
        over = [a for a in earlier if a.content.start <= subject.start < a.content.end]
        told = [a.speaker for a in over if a.speaker.start >= 0 and _agrees(clause, a.speaker)]
        if told:
            return told[-1]
        found = speakers_at(scene, subject.start, subject.end)
        if found and not over and (clause.kind == "verb" or _agrees(clause, found[0])):
            return found[0]
    before = (a.speaker for a in reversed(earlier) if 0 <= a.speaker.start < clause.token)
    nearest = next((speaker for speaker in before if _agrees(clause, speaker)), None)
    return nearest or _of_main_verb(scene, clause)


def _of_main_verb(scene: Scene, clause: Clause) -> Speaker | None:
    """Whose circumstance a participle is, or who goes on: the subject of the last main verb that agrees."""
    if clause.kind != "participle" and (clause.subject is None or clause.inherited):
        return None
    for main in reversed([c for c in scene.clauses if c.kind == "verb" and c.token < clause.token]):
        if main.subject is None or main.link in _INNER:
            continue
        said = clause.kind == "participle" and bool(scene.cues.parenthetic & set(clause.lemmas))
        found = speakers_at(scene, main.subject.start, main.subject.end, anyone=said)
        if found and _agrees(clause, found[0]):
            return found[0]
    return None


def _agrees(clause: Clause, speaker: Speaker) -> bool:
    genders = {reading.gender for reading in clause.readings}
    return not speaker.gender or "" in genders or speaker.gender in genders


def opens_sentence(scene: Scene, clause: Clause) -> bool:
    """Whether a verb is the first of its sentence, or opens the main clause behind an adjunct."""
    before = range(clause.token)
    if not any(index in scene.verb_tokens for index in before) or clause.token <= _PARTICLES:
        return True
    return clause.kind == "verb" and _is_behind_adjunct(scene, clause)


def _is_behind_adjunct(scene: Scene, clause: Clause) -> bool:
    """Whether a verb opens the main clause, behind the comma of an adjunct ("وعما إذا كانت …، قال إن …")."""
    comma = next((i for i, token in enumerate(scene.tokens) if token.form in _COMMAS), -1)
    leads = {reading.kind for index in (0, 1) for reading in scene.tokens[index].word.readings}
    joined = any(reading.conjunction for reading in clause.readings)
    return comma == clause.token - 1 and not joined and "preposition" in leads


def remembered_speaker(scene: Scene, clause: Clause) -> Speaker:
    """The speaker of the sentences before that agrees with the verb, the last one first."""
    last = reversed(scene.memory.speakers)
    return next((unsaid(speaker) for speaker in last if _agrees(clause, speaker)), UNKNOWN)


def one_before(scene: Scene, others: Sequence[Attribution], index: int) -> Speaker:
    """Who a pronoun of a citation stands for: who spoke last, else the last person told of before it."""
    told = [a.speaker for a in others if 0 <= a.speaker.start < index]
    if told or scene.memory.speakers:
        return told[-1] if told else unsaid(scene.memory.speakers[-1])
    people = [m for m in scene.mentions if m.end <= index and m.role and m.role.kind == "person"]
    found = speakers_at(scene, people[-1].start, people[-1].end) if people else ()
    return next(iter(found), UNKNOWN)


def is_feminine(clause: Clause) -> bool:
    """Whether a verb can only be read in the feminine."""
    return all(reading.gender == "f" for reading in clause.readings)

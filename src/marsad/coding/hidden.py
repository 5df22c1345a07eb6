"""Verbs of speech that the grammar reads as nouns, and nouns that stand for a verb of speech.

Without vowel signs "كشف تقرير عن" may be "a report disclosed" or "the disclosure of a report". Grammar has to
choose before it knows that reports speak; here, where that is known, the choice is looked at once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.openers import is_that
from marsad.coding.relations import classes_of
from marsad.coding.speakers import Speaker, speakers_at
from marsad.coding.speech import speech_class
from marsad.languages.grammar import Clause, Phrase, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.scene import Scene

_FARTHEST: Final = 12
_BEFORE: Final = 3
_HIGHEST: Final = 6


def hidden_verbs(scene: Scene) -> Iterator[Clause]:
    """Clauses of verbs that were read as nouns or particles: one who speaks stands right behind them."""
    for index, readings in scene.hints.verbs:
        if index in scene.verb_tokens or not _may_open(scene, index):
            continue
        speakers = speakers_at(scene, index + 1, len(scene.tokens))
        end = speakers[-1].end if speakers else index + 1
        content = _content_behind(scene, readings, end)
        if content is not None and speakers:
            yield Clause(index, readings, "verb", (Phrase("subject", index + 1, end), *content))
        elif content is not None and readings[0].conjunction and _is_told_at(scene, end):
            yield Clause(index, readings, "verb", content)  # "أما الوزير فردّ بأن …"


def described_by(scene: Scene) -> Iterator[Clause]:
    """Clauses of verbs with a pronoun for object that were read as nouns, behind what they speak of.

    So "في خطوة وصفها مراقبون بأنها …" and, behind words that cite, "وفقاً لما كشفه مسؤولون".
    """
    for index, readings in scene.hints.bound:
        if index in scene.verb_tokens or not index:
            continue
        speakers = speakers_at(scene, index + 1, len(scene.tokens))
        named = scene.cues.describing & {reading.lemma for reading in readings}
        if not speakers:
            yield from _going_on(scene, index, readings) if named and _is_told_at(scene, index + 1) else ()
            continue
        end = speakers[-1].end
        subject = Phrase("subject", index + 1, end)
        if _is_behind_what(scene, index):
            yield Clause(index, readings, "verb", (subject,))
        elif named and end < len(scene.tokens) and not scene.tokens[end].word.punctuation:
            naming = tuple(reading for reading in readings if reading.lemma in named)
            yield Clause(index, naming, "verb", (subject, Phrase("object", end, len(scene.tokens))))


def _going_on(scene: Scene, index: int, readings: tuple[Reading, ...]) -> Iterator[Clause]:
    """A verb joined to the last one, whose subject it shares ("رفض الاتهامات ووصفها بأنها …")."""
    before = [c for c in scene.clauses if c.kind == "verb" and c.token < index and c.subject is not None]
    if before and before[-1].subject is not None and all(reading.conjunction for reading in readings):
        yield Clause(index, readings, "verb", (before[-1].subject,), inherited=True)


def _is_behind_what(scene: Scene, index: int) -> bool:
    return any(split.stem in scene.cues.what for split in scene.tokens[index - 1].word.splits)


def _is_told_at(scene: Scene, index: int) -> bool:
    """Whether a "that" stands at a token, or behind the preposition there."""
    near = range(index, min(len(scene.tokens), index + 2))
    return any(is_that(scene, at) for at in near)


def _may_open(scene: Scene, index: int) -> bool:
    """Whether a clause may open at a token: at a start, after a sign or a time, or with "and"."""
    if index == 0 or scene.tokens[index - 1].word.punctuation or scene.is_timed(index - 1):
        return True
    joined = any(r.conjunction for r in scene.tokens[index].word.readings)
    kinds = {reading.kind for reading in scene.tokens[index - 1].word.readings}
    return joined or "demonstrative" in kinds


def _content_behind(scene: Scene, readings: tuple[Reading, ...], start: int) -> tuple[Phrase, ...] | None:
    """Nothing where a "that" follows, the phrase of a topic where one does; None for neither."""
    topics = any("topic" in scene.language.classes(reading.lemma) for reading in readings)
    for index in range(start, min(len(scene.tokens), start + _FARTHEST)):
        if is_that(scene, index) or scene.tokens[index].form == ":":
            return ()
        role = scene.lemmas_at(index) & scene.cues.speech
        if topics and role and index + 1 < len(scene.tokens):
            return (Phrase(min(role), index + 1, len(scene.tokens)),)
        if index in scene.verb_tokens and (topics or index == start):
            continue  # "كشف تقرير تلقاه الوزير عن …", "ذكر بيان أصدرته السفارة أن …"
        if index in scene.verb_tokens or scene.tokens[index].form in {"؛", "."}:
            return None
    return None


def nominal_speech(scene: Scene) -> Iterator[tuple[Clause, tuple[Speaker, ...]]]:
    """Verbal nouns that stand for speech, each with who speaks.

    In a title ("تحذير أممي من …"), after "despite" ("رغم تأكيد القيادة على …"), and "to the point of saying
    that".
    """
    for clause in scene.clauses:
        if clause.kind != "masdar":
            continue
        if speech_class(classes_of(scene, clause)) is None:
            continue
        if is_that(scene, min(clause.token + 1, len(scene.tokens) - 1)) or _answers(scene, clause):
            yield clause, _subject_above(scene, clause)
        elif clause.link == "object" and (upper := _renewing(scene, clause)) is not None:
            yield clause, _subject_of(scene, upper)
        elif (scene.title and scene.opens(clause.token)) or _is_conceded(scene, clause):
            yield clause, _doer(scene, clause) if _has_matter(scene, clause) else ()
        elif _is_dated_by(scene, clause):
            yield clause, _doer(scene, clause)


def _answers(scene: Scene, clause: Clause) -> bool:
    """Whether someone answers or ends by what the noun tells ("ردّت بالتحذير من …")."""
    upper = _verb_above(scene, clause) if clause.link in scene.cues.at else None
    return upper is not None and bool(scene.cues.answering & set(upper.lemmas))


def _subject_above(scene: Scene, clause: Clause) -> tuple[Speaker, ...]:
    """The subject of the verb that governs "saying that"."""
    upper = _verb_above(scene, clause)
    if upper is None or upper.subject is None or upper.negated:
        return ()
    reach = clause.link in scene.cues.speech
    return speakers_at(scene, upper.subject.start, upper.subject.end, anyone=True) if reach else ()


def _renewing(scene: Scene, clause: Clause) -> Clause | None:
    """The verb by which a saying is renewed or addressed ("جدّدت دعوتها إلى …", "وجّه نداءً إلى …")."""
    upper = None if clause.governor is None else scene.clauses[clause.governor]
    renews = upper is not None and scene.cues.renews & set(upper.lemmas) and not upper.negated
    return upper if renews else None


def _subject_of(scene: Scene, upper: Clause) -> tuple[Speaker, ...]:
    subject = upper.subject
    return () if subject is None else speakers_at(scene, subject.start, subject.end, anyone=True)


def _verb_above(scene: Scene, clause: Clause) -> Clause | None:
    """The verb that a noun hangs on; behind a comma none of a relative clause ("موسكو، التي …، بالقول")."""
    upper: Clause | None = clause
    apart = scene.tokens[clause.token - 1].word.punctuation if clause.token else False
    for _ in range(_HIGHEST):
        upper = None if upper is None or upper.governor is None else scene.clauses[upper.governor]
        if upper is None or (upper.kind == "verb" and not (apart and _is_inner(scene, upper))):
            return upper
    return None


def _is_inner(scene: Scene, clause: Clause) -> bool:
    above = None if clause.governor is None else scene.clauses[clause.governor]
    leans = clause.link == "complement" and above is not None and above.link == "relative"
    return clause.link == "relative" or leans


def _is_conceded(scene: Scene, clause: Clause) -> bool:
    near = range(max(0, clause.token - _BEFORE), clause.token)
    return any(scene.language.keys(scene.tokens[i].form) & scene.cues.despite for i in near)


def _is_dated_by(scene: Scene, clause: Clause) -> bool:
    """Whether an announcement with its object dates or grounds what is told ("بعد إعلان الرئاسة تعليق …")."""
    near = range(max(0, clause.token - _BEFORE), clause.token)
    after = any(scene.lemmas_at(index) & scene.cues.sooner for index in near)
    announced = "announce" in classes_of(scene, clause) and any(a.role == "object" for a in clause.arguments)
    return after and announced


def _has_matter(scene: Scene, clause: Clause) -> bool:
    """Whether what is said stands with a preposition behind the noun, and the noun is no subject."""
    matter = any(a.role not in ("adjective", "genitive", "object") for a in clause.arguments)
    told = (c for c in scene.clauses if c.kind == "verb" and c.subject is not None)
    return matter and all(c.subject is None or c.subject.start != clause.token for c in told)


def _doer(scene: Scene, clause: Clause) -> tuple[Speaker, ...]:
    """Who speaks by an adjective or genitive behind the noun."""
    phrase = next((a for a in clause.arguments if a.role in ("adjective", "genitive")), None)
    if phrase is None or phrase.start != clause.token + 1:
        return ()
    return speakers_at(scene, phrase.start, phrase.end, adjective=True)

"""Who speaks a verb: its subject where it has one, else whoever spoke before and agrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.attributed import BY_AUTHOR
from marsad.coding.carried import antecedent, is_feminine, opens_sentence, remembered_speaker, taken_over
from marsad.coding.openers import describes_noun, is_named_like_a_verb
from marsad.coding.speakers import (
    OBLIQUE,
    UNKNOWN,
    Speaker,
    name_stop,
    named_at,
    speakers_at,
    with_name,
)
from marsad.coding.speech import is_pointing
from marsad.languages.grammar import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.actors.mention import Mention
    from marsad.coding.attributed import Attribution, Way
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_PARTICLES: Final = 3
_DONE_BY_SOMEONE: Final = frozenset({"alleges", "asks", "denies", "predicts", "stance", "topic"})


class Speech(NamedTuple):
    """Who speaks a verb, how that was found, and the token that opens the words."""

    speakers: tuple[Speaker, ...]
    way: Way | None
    opener: int | None


def speech_of(
    scene: Scene, clause: Clause, classes: frozenset[str], earlier: Sequence[Attribution], opener: int | None
) -> Speech:
    """Who speaks a verb, and how it was found where it is not the verb's own subject."""
    if all(reading.person == "1" for reading in clause.readings):
        quoted = any(a.content.start <= clause.token < a.content.end for a in earlier)
        return Speech((), None, opener) if quoted else Speech(*_first_person(clause, classes), opener)
    if _is_asked_for(scene, clause):
        return Speech((), None, opener)
    topic = topic_subject(scene, clause)
    told = opener is not None and not scene.cues.shows & set(clause.lemmas)
    own = topic or own_subject(scene, clause, opener, anyone=_takes_anyone(classes, told=told))
    if own or (subject_phrase(scene, clause) is not None and not _is_rather_object(scene, clause, opener)):
        return Speech(own, None, opener)
    if _is_impersonal(scene, clause):
        expects = "predicts" in classes and opener is not None and not clause.negated
        return Speech((BY_AUTHOR,) if expects else (), "author", opener)
    found = antecedent(scene, clause) or taken_over(scene, clause, earlier)
    if found is not None:
        return Speech((found,), "resolved", opener)
    if not opens_sentence(scene, clause):
        return Speech((), None, opener)
    remembered = remembered_speaker(scene, clause)
    return Speech((remembered,), "unknown" if remembered is UNKNOWN else "resolved", opener)


def _is_asked_for(scene: Scene, clause: Clause) -> bool:
    """Whether a thing just before asks whom the subject looks to be ("مشروع قرار يطالب الحكومة بوقف …")."""
    phrase = None if clause.inherited else clause.subject
    if phrase is None or phrase.start != clause.token + 1 or not scene.cues.demanding & set(clause.lemmas):
        return False
    if clause.readings[0].tense != "present" or not describes_noun(scene, clause.token):
        return False
    return not any(m.end == clause.token and not m.adjective for m in scene.mentions)


def _is_impersonal(scene: Scene, clause: Clause) -> bool:
    """Whether a verb without its own subject means "one" ("يذكر أن", "يتوقع أن") or shows nothing."""
    lemmas = set(clause.lemmas)
    present = clause.passive or (clause.readings[0].tense == "present" and clause.kind == "verb")
    return bool(scene.cues.shows & lemmas) or (present and bool(scene.cues.impersonal & lemmas))


def _is_rather_object(scene: Scene, clause: Clause, opener: int | None) -> bool:
    """Whether what looks like the subject is the object of a verb whose subject is unsaid.

    So what is described ("ووصف الهجوم بأنه …"), and at the head of a sentence a thing that speaks of nothing
    ("وأكد أهمية التعاون").
    """
    phrase = subject_phrase(scene, clause)
    if phrase is None or not scene.is_event_noun(phrase.start) or phrase.start < clause.token:
        heads = opener is None and clause.token == 0 and phrase is not None and bool(scene.memory.speakers)
        return heads and phrase is not None and scene.language.is_common(scene.tokens[phrase.start].form)
    document = bool(scene.keys(phrase.start) & scene.cues.sources)
    return bool(scene.cues.describing & set(clause.lemmas)) or (opener is None and not document)


def _first_person(clause: Clause, classes: frozenset[str]) -> tuple[tuple[Speaker, ...], Way | None]:
    """The author, where "we" expect or think."""
    expects = bool(classes & {"predicts", "opinion"}) and not clause.negated
    return ((BY_AUTHOR,) if expects else ()), "author"


def _takes_anyone(classes: frozenset[str], *, told: bool) -> bool:
    """Whether only someone can be the subject: figures "confirm" and "warn", but do not "deny" or "ask"."""
    return bool(classes & _DONE_BY_SOMEONE) or (told and "cause" not in classes)


def own_subject(scene: Scene, clause: Clause, opener: int | None, *, anyone: bool) -> tuple[Speaker, ...]:
    """Speakers that stand as the clause's own subject; empty where it takes its subject from elsewhere.

    Args:
        scene: the sentence.
        clause: the clause of the verb.
        opener: token of the "that", colon or quotation mark after it, or None.
        anyone: as in `speakers_at`.
    """
    phrase = subject_phrase(scene, clause)
    if phrase is None and opener is not None and is_named_like_a_verb(scene, clause):
        return (named_at(scene, clause.token + 1, opener),)
    if phrase is None:
        return ()
    if phrase.start < clause.token:
        return speakers_at(scene, phrase.start, clause.token, anyone=anyone)
    phrase = _each(scene, clause, phrase)
    stop = phrase.end if opener is None else max(opener, phrase.end)
    found = speakers_at(scene, phrase.start, stop, joined=phrase.end, anyone=anyone)
    if len(found) == 1 and (opener is not None or _is_cited(scene, clause)):
        return (with_name(scene, found[0], name_stop(scene, found[0].end) if opener is None else opener),)
    return found


def _is_cited(scene: Scene, clause: Clause) -> bool:
    return any(c.start < clause.token <= c.end + _PARTICLES for c in scene.hints.citations)


def _each(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase:
    """Those told one by one, where the subject is "each of" them."""
    if not scene.keys(phrase.start) & scene.cues.each:
        return phrase
    behind = (a for a in (*clause.arguments, *clause.outer) if a.role in scene.cues.from_)
    return next((a for a in behind if a.start == phrase.end + 1), phrase)


def topic_subject(scene: Scene, clause: Clause) -> tuple[Speaker, ...]:
    """The speaker that opens the sentence before "then" ("أما روسيا فنفت …")."""
    opener = next((i for i in range(clause.token - 1, -1, -1) if _is_topical(scene, i)), None)
    if opener is None:
        return ()
    between = any(opener < index < clause.token for index in scene.verb_tokens)
    return () if between else speakers_at(scene, opener + 1, clause.token, anyone=True)


def _is_topical(scene: Scene, index: int) -> bool:
    """Whether "as for" stands at a token, at the head of a sentence or behind a sign."""
    heads = index <= 1 or scene.tokens[index - 1].word.punctuation
    return heads and not scene.keys(index).isdisjoint(scene.cues.topical)


def _is_pronoun_subject(scene: Scene, index: int) -> bool:
    return any(r.kind == "subordinator" and r.enclitic for r in scene.tokens[index].word.readings)


def _is_after_words(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of saying has its subject behind it and one was found before ("هجوم قال الجيش إنه").

    Such a verb has no party for its object.
    """
    subject = clause.subject
    if subject is None or clause.inherited or subject.start > clause.token:
        return False
    party = scene.mention_at.get(clause.token + 1)
    plain = party is not None and not (party.preposition or party.conjunction or party.adjective)
    return plain and not scene.cues.parenthetic.isdisjoint(clause.lemmas)


def _behind_that(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase:
    """The subject without the object that was read as part of it ("نفت ذلك وزارة …")."""
    if is_pointer(scene, clause.token + 1) and phrase.start == clause.token + 1 < phrase.end - 1:
        return phrase._replace(start=phrase.start + 1)
    return phrase


def is_pointer(scene: Scene, index: int) -> bool:
    """Whether a token only points back to what was told, a party behind it ("ذلك")."""
    return index + 1 in scene.mention_at and bool(scene.lemmas_at(index) & scene.cues.those)


def _points_with_preposition(scene: Scene, index: int) -> bool:
    """Whether "by that" stands at a token, a party behind it that no preposition carries."""
    mention = scene.mention_at.get(index + 1)
    if mention is None or mention.preposition or index >= len(scene.tokens):
        return False
    return any(s.preposition and s.stem in scene.cues.those for s in scene.tokens[index].word.splits)


def _object_behind(clause: Clause, first: int) -> Phrase | None:
    """The object that begins at a token."""
    return next((a for a in clause.arguments if a.start == first and a.role == "object"), None)


def _opens_clause(scene: Scene, mention: Mention) -> bool:
    """Whether a party opens a clause of its own: joined by "and", or set against what went before."""
    if mention.preposition or mention.adjective:
        return False
    against = mention.start > 0 and not scene.keys(mention.start - 1).isdisjoint(scene.cues.contrasts)
    return bool(mention.conjunction) or against


def _is_whom(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether what looks like the subject is who is addressed or blamed ("… واتهمت كندا بإيواء …").

    Verbs that ask for such a person have two parties where they have a subject. With one, behind a verb whose
    subject is unsaid, that is the person; and so is a man behind a verb in the feminine.
    """
    if phrase.start != clause.token + 1 or any(reading.enclitic for reading in clause.readings):
        return False
    head = scene.mention_at.get(phrase.start)
    men = scene.tokens[phrase.start].form.endswith(OBLIQUE) and (head is None or head.party is None)
    if men and is_feminine(clause):
        return True
    if not scene.cues.addressing & set(clause.lemmas) or any(a.role == "object" for a in clause.arguments):
        return False
    mentions = scene.mentions_in(phrase)
    rest = range(mentions[0].end, phrase.end) if mentions else range(0)
    alone = len(mentions) == 1 and not any(scene.language.is_people(scene.tokens[i].form) for i in rest)
    return alone and mentions[0].start == phrase.start and _goes_on(scene, clause)


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """Whether a verb joined by "and" may go on with the subject of one before."""
    if not any(reading.conjunction for reading in clause.readings):
        return False
    told = any(c.subject is not None and c.kind == "verb" and c.token < clause.token for c in scene.clauses)
    return told or (clause.token == 0 and bool(scene.memory.speakers))


def subject_phrase(scene: Scene, clause: Clause) -> Phrase | None:
    """The subject that stands in the clause itself."""
    if clause.kind == "participle" and clause.token and scene.tokens[clause.token - 1].word.punctuation:
        return None  # "… ، معتبرة أن …": a circumstance of the speaker before
    if clause.token and _is_pronoun_subject(scene, clause.token - 1):
        return None  # "لكنها حثّت العسكريين": the subject is the pronoun
    before = next((m for m in scene.mentions if m.end == clause.token), None)
    if before is not None and _opens_clause(scene, before):
        # "… وأنقرة تدعو الحلف إلى اجتماع": in titles a second subject stands before its verb too.
        return Phrase("subject", before.start, before.end)
    if _is_after_words(scene, clause):
        return _object_behind(clause, clause.token + 1)
    thus = clause.token and scene.keys(clause.token - 1) & scene.cues.as_
    if thus and clause.subject is not None and clause.subject.end == clause.token:
        return _object_behind(clause, clause.token + 1)  # "هكذا قال أحد …"
    if _points_with_preposition(scene, clause.token + 1):
        pointed_at = scene.mention_at[clause.token + 2]
        return Phrase("subject", pointed_at.start, pointed_at.end)  # "صرّح بذلك المتحدث باسم …"
    if clause.subject is not None and not clause.inherited:
        subject = _behind_that(scene, clause, clause.subject)
        return None if _is_whom(scene, clause, subject) else subject
    pointed = is_pointing(scene, clause)
    first = clause.token + (2 if pointed else 1)
    behind = _object_behind(clause, first)
    if behind is None:
        return None
    # "وهو ما عدّته كاراكاس": with its object as a pronoun, the noun right behind the verb is the subject; so
    # is a body whose word tells no gender ("وصفت وسائل إعلام …").
    bound = pointed or any(reading.enclitic for reading in clause.readings)
    body = any(m.start == behind.start and m.role and m.role.kind == "body" for m in scene.mentions)
    return behind if bound or body or _reread(scene, clause, behind) else None


def _reread(scene: Scene, clause: Clause, behind: Phrase) -> bool:
    """Whether people behind the first verb were taken for its object only because a frame asks for one."""
    first = not any(c.kind == "verb" and c.subject and c.token < clause.token for c in scene.clauses)
    return first and scene.language.is_people(scene.tokens[behind.start].form)

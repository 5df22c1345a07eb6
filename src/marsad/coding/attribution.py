"""Attributions of a sentence: who says what, how, and where the words stand.

Four ways to ascribe words to someone are read: a verb of speech, opinion or stance with its subject (before,
after and amid the words); words that cite a source ("بحسب"); a speaker before a colon in a title; and, for the
author, "it is expected that". A voice inside another's words is an attribution of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.coding.content import (
    Content,
    content_after,
    content_before,
    content_from,
    is_quoted,
    is_that,
    opener_of,
)
from marsad.coding.moods import frame_for
from marsad.coding.slots import classes_of, governor
from marsad.coding.speakers import UNKNOWN, Speaker, own_subject, speakers_at, subject_phrase, unsaid
from marsad.coding.speech import Citation, author_words, citations, speech_class, title_colon
from marsad.coding.tone import as_outlet, by_content, is_expected, verb_of
from marsad.records import AUTHOR, VerbClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

Way = Literal["author", "cited", "colon", "noun", "quote", "resolved", "that", "unknown"]
_AUTHOR: Final = Speaker(AUTHOR, -1, -1, "", named=True)
_MAY_TELL_NOUN: Final = frozenset(
    {"alleges", "asks", "confirms", "denies", "predicts", "stance", "topic", "warns"}
)
_OWN_ACTS: Final = frozenset({"ASSAULT", "COERCE", "CONCEDE", "MOBILIZE", "RETREAT", "SANCTION", "THREATEN"})
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_ASIDE: Final = frozenset({"says", "confirms", "predicts", "reports", "warns", "alleges"})
_PARTICLES: Final = 3
_THIRD: Final = frozenset({"BUS", "CVL", "EDU", "JRN", "MIL", None})


class Attribution(NamedTuple):
    """One ascription of words to a speaker; ``way`` is how it was read, and its confidence hangs on it."""

    speaker: Speaker
    verb: VerbClass
    content: Content
    quoted: bool
    way: Way


def attributions(scene: Scene) -> list[Attribution]:
    """Attributions of a sentence in the order of what is said."""
    found: list[Attribution] = list(_titled(scene))
    found.extend(_cited(scene))
    for clause in scene.clauses:
        found.extend(_spoken(scene, clause, found))
    found.extend(_by_author(scene, found))
    once = {(a.speaker.entity, a.verb, a.content.start): a for a in found}
    return sorted(once.values(), key=lambda a: (a.content.start, a.speaker.start))


def _attributed(
    scene: Scene, speakers: Sequence[Speaker], verb: VerbClass, content: Content, way: Way
) -> Iterator[Attribution]:
    quoted = is_quoted(scene, content)
    for speaker in speakers:
        yield Attribution(speaker, as_outlet(verb, speaker.entity.sector), content, quoted, way)


def _spoken(scene: Scene, clause: Clause, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    classes = classes_of(scene, clause)
    if not _is_speech(scene, clause, classes) or _is_demand_of_a_protest(scene, clause):
        return
    speakers, way = _speakers(scene, clause, classes, earlier)
    if not speakers:
        return
    content = _content(scene, clause, classes, speakers)
    if content is None or (not content.clause and not _tells_as_noun(scene, clause, content)):
        return
    way = way or ("that" if content.clause else "noun")
    yield from _attributed(scene, speakers, verb_of(scene, clause, classes, content), content, way)


def _is_speech(scene: Scene, clause: Clause, classes: frozenset[str]) -> bool:
    if clause.kind not in ("verb", "participle") or clause.passive or clause.future or clause.condition:
        return False
    if clause.readings[0].preposition or (scene.title and clause.question):
        return False  # "in order to say", and a question of a title
    if clause.negated and not _is_what_before(scene, clause) and not scene.cues.doubts & set(clause.lemmas):
        return False
    return speech_class(classes) is not None or bool(classes & {"opinion", "stance", "topic"})


def _is_what_before(scene: Scene, clause: Clause) -> bool:
    """Whether what looks like "not" is "what" ("وهو ما عدّته …"): the verb has its object as a pronoun."""
    what = bool(scene.lemmas_before(clause.token) & scene.cues.what)
    return what and any(reading.enclitic for reading in clause.readings)


def _is_impersonal(scene: Scene, clause: Clause) -> bool:
    """Whether a verb without its own subject means "one" ("يذكر أن", "يتوقع أن") or shows nothing."""
    lemmas = set(clause.lemmas)
    present = clause.readings[0].tense == "present" and clause.kind == "verb"
    return bool(scene.cues.shows & lemmas) or (present and bool(scene.cues.impersonal & lemmas))


def _is_demand_of_a_protest(scene: Scene, clause: Clause) -> bool:
    """Whether it tells what demonstrators want (decision 9)."""
    upper = governor(scene, clause) if clause.kind == "participle" else None
    frame = frame_for(scene, upper) if upper is not None else None
    return frame is not None and frame.type == "PROTEST"


def _tells_as_noun(scene: Scene, clause: Clause, content: Content) -> bool:
    """Whether a noun phrase after a verb is something said, and nothing done, shown or called."""
    lemmas = set(clause.lemmas)
    if lemmas & scene.cues.clausal or (clause.kind == "participle" and "stance" in classes_of(scene, clause)):
        return False
    if lemmas & scene.cues.describing and clause.readings[0].tense == "present":
        return _names_something(scene, clause)
    if lemmas & scene.cues.loads:
        return any(_keys(scene, i) & scene.cues.blame for i in range(content.start, content.end))
    if lemmas & scene.cues.waves and not _is_deed(scene, content.start):
        return False
    return not _is_own_act(scene, clause)


def _names_something(scene: Scene, clause: Clause) -> bool:
    """Whether "calls" has someone who calls: "تعدّ تركيا صاحبة …" is "is considered"."""
    passive_looking = set(clause.lemmas) & scene.cues.considers
    return not passive_looking or any(reading.enclitic for reading in clause.readings)


def _is_deed(scene: Scene, index: int) -> bool:
    return any(reading.kind in ("masdar", "noun") for reading in scene.tokens[index].word.readings)


def _is_own_act(scene: Scene, clause: Clause) -> bool:
    """Whether what is announced is done by announcing it ("أعلن حالة الطوارئ"): an act and no claim."""
    own = frame_for(scene, clause)
    if "announce" not in classes_of(scene, clause):
        return own is not None and own.type in _DEEDS
    number = scene.clauses.index(clause)
    told = [c for c in scene.clauses if c.governor == number and c.link == "object"]
    if any("intend" in classes_of(scene, c) for c in told):
        return False
    frames = [frame for frame in (own, *(frame_for(scene, c) for c in told)) if frame is not None]
    return any(frame.type in _OWN_ACTS for frame in frames)


def _content(
    scene: Scene, clause: Clause, classes: frozenset[str], speakers: Sequence[Speaker]
) -> Content | None:
    start = _aside_start(scene, clause)
    if start is not None:
        return _around(scene, start, max(clause.token + 1, speakers[-1].end))
    found = content_after(scene, clause, topic=bool(classes & _MAY_TELL_NOUN))
    if found is None and _is_parenthesis(scene, clause, classes, speakers):
        return content_before(scene, clause.token)
    return found


def _around(scene: Scene, start: int, end: int) -> Content | None:
    """The words before those that ascribe them; at the head of a sentence, the words after."""
    return content_before(scene, start) or content_from(scene, end)


def _aside_start(scene: Scene, clause: Clause) -> int | None:
    """Where "as … said" begins ("كما يحذّر", "وفق ما أعلنت", "على ما أوردته"); None where it is no such aside."""
    if scene.cues.describing & set(clause.lemmas):
        return None
    for index in range(clause.token - 1, max(-1, clause.token - 1 - _PARTICLES), -1):
        if _keys(scene, index) & scene.cues.as_:
            opener = opener_of(scene, clause)
            return index if opener is None or not is_that(scene, opener) else None
        if scene.lemmas_at(index) & scene.cues.what:
            return index - 1 if scene.lemmas_before(index) & scene.cues.hearsay else None
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return None
    return None


def _is_parenthesis(
    scene: Scene, clause: Clause, classes: frozenset[str], speakers: Sequence[Speaker]
) -> bool:
    """Whether "… ، يقول المتحدث، …" stands amid or after the words."""
    if not classes & _ASIDE or not clause.token or not scene.tokens[clause.token - 1].word.punctuation:
        return False
    end = speakers[-1].end
    return end >= len(scene.tokens) - 1 or (end > 0 and scene.tokens[end].form in ("،", ","))


def _speakers(
    scene: Scene, clause: Clause, classes: frozenset[str], earlier: Sequence[Attribution]
) -> tuple[tuple[Speaker, ...], Way | None]:
    """Who speaks a verb, and how it was found where it is not the verb's own subject."""
    opener = opener_of(scene, clause)
    own = own_subject(scene, clause, opener, anyone=_takes_anyone(classes, told=opener is not None))
    if own or subject_phrase(scene, clause) is not None:
        return own, None
    if _is_impersonal(scene, clause):
        return (), None
    found = _taken_over(scene, clause, earlier)
    if found is not None:
        return (found,), "resolved"
    if not _opens_sentence(scene, clause):
        return (), None
    remembered = _remembered(scene, clause)
    return (remembered,), "unknown" if remembered is UNKNOWN else "resolved"


def _takes_anyone(classes: frozenset[str], *, told: bool) -> bool:
    """Whether only someone can be the subject: figures "confirm" and "warn", but do not "deny" or "ask"."""
    return bool(classes & {"denies", "asks", "alleges"}) or (told and "says" in classes)


def _taken_over(scene: Scene, clause: Clause, earlier: Sequence[Attribution]) -> Speaker | None:
    """The subject of a verb before in the sentence; inside someone's words, that someone."""
    subject = clause.subject
    if subject is not None:
        over = [a for a in earlier if a.content.start <= subject.start < a.content.end]
        told = [a.speaker for a in over if a.speaker.start >= 0 and _agrees(clause, a.speaker)]
        if told:
            return told[-1]
        found = speakers_at(scene, subject.start, subject.end)
        if found and not over:
            return found[0]
    before = [a.speaker for a in earlier if 0 <= a.speaker.start < clause.token]
    return next((speaker for speaker in reversed(before) if _agrees(clause, speaker)), None)


def _agrees(clause: Clause, speaker: Speaker) -> bool:
    genders = {reading.gender for reading in clause.readings}
    return not speaker.gender or "" in genders or speaker.gender in genders


def _opens_sentence(scene: Scene, clause: Clause) -> bool:
    before = range(clause.token)
    return not any(index in scene.verb_tokens for index in before) or clause.token <= _PARTICLES


def _remembered(scene: Scene, clause: Clause) -> Speaker:
    """The speaker of the sentences before that agrees with the verb, the last one first."""
    last = reversed(scene.memory.speakers)
    return next((unsaid(speaker) for speaker in last if _agrees(clause, speaker)), UNKNOWN)


def _cited(scene: Scene) -> Iterator[Attribution]:
    for citation in citations(scene):
        stop = _end_of_source(scene, citation.end)
        if _is_mouth(scene, citation):
            continue
        speakers = speakers_at(scene, citation.end, stop)
        content = _around(scene, citation.start, speakers[-1].end) if speakers else None
        if content is None:
            continue
        verb = citation.verb
        expected = is_expected(scene, content) and all(s.entity.sector in _THIRD for s in speakers)
        yield from _attributed(scene, speakers, "predicts" if expected else verb, content, "cited")


def _is_mouth(scene: Scene, citation: Citation) -> bool:
    """Whether it tells who speaks for the subject of a verb before it ("نفت بغداد على لسان وزيرها …")."""
    words = " ".join(token.form for token in scene.tokens[citation.start : citation.end])
    before = (c for c in scene.clauses if c.token < citation.start and c.kind in ("verb", "participle"))
    return words in scene.cues.mouths and any(_is_speech(scene, c, classes_of(scene, c)) for c in before)


def _end_of_source(scene: Scene, start: int) -> int:
    signs = (i for i in range(start, len(scene.tokens)) if scene.tokens[i].form in ("،", ",", "؛", ".", ":"))
    return next(signs, len(scene.tokens))


def _titled(scene: Scene) -> Iterator[Attribution]:
    """The speaker before the colon of a title, unless the colon follows a place or a topic."""
    colon = title_colon(scene) if scene.title else None
    if colon is None or any(c.token < colon and c.kind == "verb" for c in scene.clauses):
        return
    speakers = speakers_at(scene, 0, colon)
    content = content_from(scene, colon + 1)
    if not speakers or content is None or not _speaks_in_title(scene, speakers[0], content):
        return
    yield from _attributed(scene, speakers[:1], by_content(scene, content), content, "colon")


def _speaks_in_title(scene: Scene, speaker: Speaker, content: Content) -> bool:
    """Whether a party before a colon speaks: a person or body does; a land, where the words are its own."""
    mention = next((m for m in scene.mentions if m.start == speaker.start), None)
    if mention is None or not mention.place:
        return True
    first = scene.tokens[content.start]
    negated = any(reading.kind == "negation" for reading in first.word.readings)
    verbs = [clause for clause in _inside(scene, content) if clause.kind == "verb"]
    own = any(r.person == "1" and r.number == "p" for c in verbs for r in c.readings)
    return negated or own or first.form == '"'


def _inside(scene: Scene, content: Content) -> list[Clause]:
    return [clause for clause in scene.clauses if content.start <= clause.token < content.end]


def _by_author(scene: Scene, others: Sequence[Attribution]) -> Iterator[Attribution]:
    """What the author calls likely, outside the words of others."""
    for words in author_words(scene):
        content = content_from(scene, words.start)
        inside = any(a.content.start <= words.start < a.content.end for a in others)
        if content is not None and not inside:
            yield Attribution(_AUTHOR, words.verb, content, quoted=False, way="author")
            return


def _keys(scene: Scene, index: int) -> frozenset[str]:
    return scene.language.keys(scene.tokens[index].form)

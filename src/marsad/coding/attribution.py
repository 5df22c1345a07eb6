"""Attributions of a sentence: who says what, how, and where the words stand.

Four ways to ascribe words to someone are read: a verb of speech, opinion or stance with its subject (before,
after and amid the words); words that cite a source ("بحسب"); a speaker before a colon in a title; and, for
the author, "it is expected that". A voice inside another's words is an attribution of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.coding.content import (
    COMMAS,
    QUOTE,
    Content,
    clause_after,
    content_before,
    content_behind_source,
    content_from,
    is_quoted,
    noun_after,
    opener_of,
)
from marsad.coding.hidden import hidden_verbs, nominal_speech
from marsad.coding.moods import frame_for
from marsad.coding.slots import classes_of, governor
from marsad.coding.speakers import (
    UNKNOWN,
    Speaker,
    own_subject,
    speakers_at,
    subject_phrase,
    topic_subject,
    unsaid,
)
from marsad.coding.speech import OUTLET, speech_class, title_colon
from marsad.coding.tone import as_outlet, by_content, is_expected, verb_of
from marsad.records import AUTHOR, VerbClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.ascriptions import Ascription
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

Way = Literal["author", "cited", "colon", "noun", "quote", "resolved", "that", "unknown"]
_AUTHOR: Final = Speaker(AUTHOR, -1, -1, "", named=True)
_MAY_TELL_NOUN: Final = frozenset(
    {"alleges", "asks", "confirms", "denies", "predicts", "stance", "topic", "warns"}
)
_OWN_ACTS: Final = frozenset({"CONCEDE", "RETREAT", "SANCTION", "THREATEN"})
_OWN_MODES: Final = frozenset({"curfew", "martial-law"})
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_PARTICLES: Final = 3
_SEVERAL: Final = 2
_REACH: Final = 5
_TITLE_REACH: Final = 5
_LANDS: Final = frozenset({"capital", "place", "state"})
_THIRD: Final = frozenset({"BUS", "CVL", "EDU", "JRN", "MIL", None})


class _Speech(NamedTuple):
    """Who speaks a verb, how that was found, and the token that opens the words."""

    speakers: tuple[Speaker, ...]
    way: Way | None
    opener: int | None


class Attribution(NamedTuple):
    """One ascription of words to a speaker; ``way`` is how it was read, and its confidence hangs on it."""

    speaker: Speaker
    verb: VerbClass
    content: Content
    quoted: bool
    way: Way


def attributions(scene: Scene) -> list[Attribution]:
    """Attributions of a sentence in the order of what is said."""
    found = [*_titled(scene), *_cited(scene)]
    taken: set[int] = set()
    for clause in _verbs(scene):
        classes = classes_of(scene, clause)
        if "stands" in classes:
            found.extend(_in_document(scene, clause))
        if not _is_speech(scene, clause, classes):
            continue
        opener = opener_of(scene, clause)
        spoken = list(_spoken(scene, clause, classes, found, None if opener in taken else opener))
        found.extend(spoken)
        if spoken and opener is not None:
            taken.add(opener)  # "مهندسون تحدثوا إلى … أن": it belongs to the outer verb
    found.extend(_as_nouns(scene))
    found.extend(_by_author(scene, found))
    if len(found) < _SEVERAL:
        return found
    once = {(a.speaker.entity, a.verb, a.content.start): a for a in found}
    return sorted(once.values(), key=lambda a: (a.content.start, a.speaker.start))


def _verbs(scene: Scene) -> list[Clause]:
    """Clauses of verbs, also of those that were read as nouns, in order."""
    seen = [clause for clause in scene.clauses if clause.kind in ("verb", "participle")]
    hidden = list(hidden_verbs(scene))
    return sorted((*seen, *hidden), key=lambda clause: clause.token) if hidden else seen


def _attributed(
    scene: Scene, speakers: Sequence[Speaker], verb: VerbClass, content: Content, way: Way
) -> Iterator[Attribution]:
    quoted = is_quoted(scene, content)
    for speaker in speakers:
        told = as_outlet(verb) if _is_outlet(scene, speaker) else verb
        yield Attribution(speaker, told, content, quoted, way)


def _is_outlet(scene: Scene, speaker: Speaker) -> bool:
    """Whether an outlet speaks: one of the tables, or by its first words ("صحيفة …", "وسائل إعلام …")."""
    head = range(speaker.start, min(speaker.end, speaker.start + 2)) if speaker.start >= 0 else range(0)
    person = any(m.start == speaker.start and m.role and m.role.kind == "person" for m in scene.mentions)
    named = any(_keys(scene, index) & scene.cues.outlets for index in head)
    return not person and (speaker.entity.sector == OUTLET or named or _is_of_news(scene, speaker))


def _is_of_news(scene: Scene, speaker: Speaker) -> bool:
    """Whether an agency is of news ("وكالة … للأنباء")."""
    if speaker.start < 0 or not _keys(scene, speaker.start) & scene.cues.agencies:
        return False
    ahead = range(speaker.start, min(len(scene.tokens), speaker.end + _PARTICLES))
    return any(_keys(scene, index) & scene.cues.news for index in ahead)


def _spoken(
    scene: Scene,
    clause: Clause,
    classes: frozenset[str],
    earlier: Sequence[Attribution],
    opener: int | None,
) -> Iterator[Attribution]:
    if _is_demand_of_a_protest(scene, clause):
        return
    speech = _speech(scene, clause, classes, earlier, opener)
    content = _content(scene, clause, classes, speech) if speech.speakers else None
    if content is None:
        return
    way = speech.way or ("that" if content.clause else "noun")
    verb = verb_of(scene, clause, classes, content)
    yield from _attributed(scene, speech.speakers, verb, content, way)
    if scene.cues.relays & set(clause.lemmas):
        yield from _attributed(scene, _relayed(scene, clause), "says", content, "cited")


def _in_document(scene: Scene, clause: Clause) -> Iterator[Attribution]:
    """What stands in a document ("جاء في البيان أن …")."""
    paper = next((a for a in clause.arguments if a.role in scene.cues.in_), None)
    content = None if paper is None else clause_after(scene, clause, opener_of(scene, clause))
    if paper is not None and content is not None:
        yield from _attributed(scene, speakers_at(scene, paper.start, paper.end), "says", content, "cited")


def _as_nouns(scene: Scene) -> Iterator[Attribution]:
    """What verbal nouns tell of speech."""
    for clause, speakers in nominal_speech(scene):
        after = max(clause.token + 1, *(speaker.end for speaker in speakers), 0)
        told = clause_after(scene, clause, opener_of(scene, clause))
        content = (told or content_from(scene, after)) if speakers else None
        if content is not None:
            verb = verb_of(scene, clause, classes_of(scene, clause), content)
            yield from _attributed(scene, speakers, verb, content, "noun")


def _relayed(scene: Scene, clause: Clause) -> tuple[Speaker, ...]:
    """Whose words an outlet passes on ("نقلت الوكالة عن …")."""
    source = next((a for a in (*clause.arguments, *clause.outer) if a.role in scene.cues.about), None)
    return () if source is None else speakers_at(scene, source.start, source.end, anyone=True)


def _is_speech(scene: Scene, clause: Clause, classes: frozenset[str]) -> bool:
    if not _tells(classes) or clause.future or clause.condition:
        return False
    if clause.passive and not scene.cues.impersonal & set(clause.lemmas):
        return False
    if clause.readings[0].preposition or (scene.title and clause.question):
        return False  # "in order to say", and a question of a title
    vouches = not clause.negated or _is_what_before(scene, clause)
    return vouches or not scene.cues.doubts.isdisjoint(clause.lemmas)


@lru_cache(maxsize=1024)
def _tells(classes: frozenset[str]) -> bool:
    return speech_class(classes) is not None or bool(classes & {"opinion", "stance", "topic"})


def _is_what_before(scene: Scene, clause: Clause) -> bool:
    """Whether what looks like "not" is "what" ("وهو ما عدّته …"): the verb has its object as a pronoun."""
    what = bool(scene.lemmas_before(clause.token) & scene.cues.what)
    return what and any(reading.enclitic for reading in clause.readings)


def _is_impersonal(scene: Scene, clause: Clause) -> bool:
    """Whether a verb without its own subject means "one" ("يذكر أن", "يتوقع أن") or shows nothing."""
    lemmas = set(clause.lemmas)
    present = clause.passive or (clause.readings[0].tense == "present" and clause.kind == "verb")
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
    if lemmas & scene.cues.considers and clause.readings[0].tense == "present":
        return _considers(scene, clause)
    if lemmas & scene.cues.loads:
        return any(_keys(scene, i) & scene.cues.blame for i in range(content.start, content.end))
    if lemmas & scene.cues.waves and not _is_deed(scene, content.start):
        return False
    return not _is_own_act(scene, clause)


def _considers(scene: Scene, clause: Clause) -> bool:
    """Whether someone considers: "تعدّ تركيا صاحبة …" is rather "is considered"."""
    before = subject_phrase(scene, clause)
    leads = before is not None and before.start < clause.token
    return leads or any(reading.enclitic for reading in clause.readings)


def _is_deed(scene: Scene, index: int) -> bool:
    return any(reading.kind in ("masdar", "noun") for reading in scene.tokens[index].word.readings)


def _is_own_act(scene: Scene, clause: Clause) -> bool:
    """Whether what is announced is done by announcing it ("أعلن حالة الطوارئ"): an act and no claim."""
    own = frame_for(scene, clause)
    if own is not None and not _tells(scene.language.classes(own.lemma)):
        return True  # "توقع اتفاقا" is "signs" before it is "expects"
    classes = classes_of(scene, clause)
    if "announce" not in classes or "confirms" in classes:
        return own is not None and own.type in _DEEDS
    number = next((n for n, c in enumerate(scene.clauses) if c.token == clause.token), -1)
    told = [c for c in scene.clauses if c.governor == number and c.link == "object"]
    if any("intend" in classes_of(scene, c) for c in told):
        return False
    frames = [frame for frame in (own, *(frame_for(scene, c) for c in told)) if frame is not None]
    return any(frame.type in _OWN_ACTS or frame.mode in _OWN_MODES for frame in frames)


def _content(scene: Scene, clause: Clause, classes: frozenset[str], speech: _Speech) -> Content | None:
    """What a verb says: behind it, or before it where it stands in an aside or a parenthesis."""
    cited = _citation_before(scene, clause)
    ends = [speaker.end for speaker in speech.speakers if speaker.start > clause.token]
    after = max(clause.token + 1, *ends, 0)
    if cited is not None:
        return _around(scene, cited, after)
    told = clause_after(scene, clause, speech.opener)
    if told is not None:
        return told
    if _is_parenthesis(scene, clause):
        return content_before(scene, clause.token)
    noun = noun_after(scene, clause, after, lone=not ends) if classes & _MAY_TELL_NOUN else None
    if noun is not None:
        return noun if _tells_as_noun(scene, clause, noun) else None
    if after >= len(scene.tokens) and scene.title and speech.speakers[0].start > 0:
        return content_before(scene, speech.speakers[0].start)  # "… والقاهرة تنفي"
    if _is_what_before(scene, clause) and not scene.cues.describing & set(clause.lemmas):
        return content_before(scene, _comma_before(scene, clause))  # "…، وهو ما نفته لجنة الانتخابات"
    aside = _aside_start(scene, clause)
    return None if aside is None else _around(scene, aside, after)


def _comma_before(scene: Scene, clause: Clause) -> int:
    commas = (i for i in range(clause.token - 1, 0, -1) if scene.tokens[i].form in COMMAS)
    return next(commas, clause.token)


def _around(scene: Scene, start: int, end: int) -> Content | None:
    """The words before those that ascribe them; at the head of a sentence, the words after."""
    return content_before(scene, start) or content_behind_source(scene, end)


def _citation_before(scene: Scene, clause: Clause) -> int | None:
    """Where words that cite begin before a verb ("وفق ما أعلنت", "بحسب حصيلة أوردتها", "على ما كشفته")."""
    if scene.cues.describing & set(clause.lemmas):
        return None
    bound = any(reading.enclitic for reading in clause.readings)
    reach = _REACH if bound else _PARTICLES
    near = (c for c in scene.hints.citations if c.start < clause.token <= c.end + reach)
    cited = next((c for c in near if bound or _is_what(scene, clause.token - 1, c.end)), None)
    if cited is not None:
        return cited.start
    for index in range(clause.token - 1, max(-1, clause.token - 1 - _PARTICLES), -1):
        if scene.lemmas_at(index) & scene.cues.what:
            return index - 1 if scene.lemmas_before(index) & scene.cues.upon else None
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return None
    return None


def _is_what(scene: Scene, last: int, first: int) -> bool:
    """Whether "what" stands among the tokens between a citation and its verb; it may carry "to"."""
    between = range(first, last + 1)
    return any(
        split.stem in scene.cues.what for index in between for split in scene.tokens[index].word.splits
    )


def _aside_start(scene: Scene, clause: Clause) -> int | None:
    """Where "as … said" begins ("كما يحذّر", "هكذا يقول"), or None."""
    if scene.cues.describing & set(clause.lemmas):
        return None
    near = range(clause.token - 1, max(-1, clause.token - 1 - _PARTICLES), -1)
    return next((index for index in near if _keys(scene, index) & scene.cues.as_), None)


def _is_parenthesis(scene: Scene, clause: Clause) -> bool:
    """Whether a verb stands amid or after the words: "… ، يقول المتحدث، …"."""
    if not scene.cues.parenthetic & set(clause.lemmas) or clause.kind != "verb" or not clause.token:
        return False
    joined = any(reading.conjunction for reading in clause.readings)
    return not joined and scene.tokens[clause.token - 1].form in {*COMMAS, QUOTE, "-", "–"}


def _speech(
    scene: Scene, clause: Clause, classes: frozenset[str], earlier: Sequence[Attribution], opener: int | None
) -> _Speech:
    """Who speaks a verb, and how it was found where it is not the verb's own subject."""
    if all(reading.person == "1" for reading in clause.readings):
        quoted = any(a.content.start <= clause.token < a.content.end for a in earlier)
        return _Speech((), None, opener) if quoted else _Speech(*_first_person(clause, classes), opener)
    topic = topic_subject(scene, clause)
    told = opener is not None and not scene.cues.shows & set(clause.lemmas)
    own = topic or own_subject(scene, clause, opener, anyone=_takes_anyone(classes, told=told))
    if own or (subject_phrase(scene, clause) is not None and not _is_rather_object(scene, clause, opener)):
        return _Speech(own, None, opener)
    if _is_impersonal(scene, clause):
        expects = "predicts" in classes and opener is not None and not clause.negated
        return _Speech((_AUTHOR,) if expects else (), "author", opener)
    found = _taken_over(scene, clause, earlier)
    if found is not None:
        return _Speech((found,), "resolved", opener)
    if not _opens_sentence(scene, clause):
        return _Speech((), None, opener)
    remembered = _remembered(scene, clause)
    return _Speech((remembered,), "unknown" if remembered is UNKNOWN else "resolved", opener)


def _is_rather_object(scene: Scene, clause: Clause, opener: int | None) -> bool:
    """Whether what looks like the subject is the object of a verb whose subject is unsaid.

    So what is described ("ووصف الهجوم بأنه …"), and at the head of a sentence a thing that speaks of nothing
    ("وأكد أهمية التعاون").
    """
    phrase = subject_phrase(scene, clause)
    if phrase is None or not _is_deed(scene, phrase.start):
        heads = opener is None and clause.token == 0 and phrase is not None and bool(scene.memory.speakers)
        return heads and phrase is not None and scene.language.is_common(scene.tokens[phrase.start].form)
    return bool(scene.cues.describing & set(clause.lemmas)) or (opener is None and clause.token == 0)


def _first_person(clause: Clause, classes: frozenset[str]) -> tuple[tuple[Speaker, ...], Way | None]:
    """The author, where "we" expect or think."""
    expects = bool(classes & {"predicts", "opinion"}) and not clause.negated
    return ((_AUTHOR,) if expects else ()), "author"


def _takes_anyone(classes: frozenset[str], *, told: bool) -> bool:
    """Whether only someone can be the subject: figures "confirm" and "warn", but do not "deny" or "ask"."""
    return bool(classes & {"denies", "asks", "alleges", "predicts", "stance", "topic"}) or (
        told and "cause" not in classes
    )


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
    for citation in scene.hints.citations:
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


def _is_mouth(scene: Scene, citation: Ascription) -> bool:
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
    if len(speakers) != 1 or content is None or not _speaks_in_title(scene, speakers[0], content):
        return
    yield from _attributed(scene, speakers[:1], by_content(scene, content), content, "colon")


def _speaks_in_title(scene: Scene, speaker: Speaker, content: Content) -> bool:
    """Whether a party before a colon speaks: a person or body does; a land or a topic, where it must be."""
    mention = scene.mention_at.get(speaker.start)
    verbs = [clause for clause in _inside(scene, content) if clause.kind == "verb"]
    first = scene.tokens[content.start]
    if mention is None:
        sources = _keys(scene, speaker.start) & scene.cues.sources
        return bool(verbs) or (bool(sources) and not _is_definite(scene, speaker.start))
    kind = mention.party.kind if mention.party is not None else ""
    if not mention.place and kind not in _LANDS:
        return bool(verbs) or mention.sector == "GOV" or not _names_a_thing(scene, content.start)
    negated = any(reading.kind == "negation" for reading in first.word.readings)
    own = any(all(r.person == "1" for r in clause.readings) for clause in verbs)
    return negated or own or first.form == QUOTE or _is_of_another(scene, mention.country, content)


def _is_definite(scene: Scene, index: int) -> bool:
    return any(split.article for split in scene.tokens[index].word.splits)


def _names_a_thing(scene: Scene, index: int) -> bool:
    """Whether words open with a noun without the article: "مديحة يسري: رحلة عطاء" tells of her."""
    word = scene.tokens[index].word
    kinds = {reading.kind for reading in word.readings}
    common = scene.language.is_common(word.form) or bool(kinds & {"active", "masdar", "noun", "passive"})
    return common and not _is_definite(scene, index)


def _is_of_another(scene: Scene, land: str | None, content: Content) -> bool:
    """Whether the words open with another state: what happened at home needs no other."""
    ahead = range(content.start, min(content.end, content.start + _TITLE_REACH))
    return any(m.start in ahead and m.country not in (None, land) for m in scene.mentions)


def _inside(scene: Scene, content: Content) -> list[Clause]:
    return [clause for clause in scene.clauses if content.start <= clause.token < content.end]


def _by_author(scene: Scene, others: Sequence[Attribution]) -> Iterator[Attribution]:
    """What the author calls likely, outside the words of others."""
    for words in scene.hints.author:
        content = content_from(scene, words.start)
        inside = any(a.content.start <= words.start < a.content.end for a in others)
        if content is not None and not inside:
            yield Attribution(_AUTHOR, words.verb, content, quoted=False, way="author")
            return


def _keys(scene: Scene, index: int) -> frozenset[str]:
    return scene.language.keys(scene.tokens[index].form)

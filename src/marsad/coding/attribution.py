"""Attributions of a sentence: who says what, how, and where the words stand.

Four ways to ascribe words to someone are read: a verb of speech, opinion or stance with its subject (before,
after and amid the words); words that cite a source ("بحسب"); a speaker before a colon in a title; and, for
the author, "it is expected that". A voice inside another's words is an attribution of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.attributed import BY_AUTHOR, Attribution, attributed
from marsad.coding.carried import one_before
from marsad.coding.content import clause_after, content_around, content_from, is_quoted
from marsad.coding.hidden import described_by, hidden_verbs, nominal_speech
from marsad.coding.moods import frame_for
from marsad.coding.openers import opener_of
from marsad.coding.relations import classes_of, governor
from marsad.coding.speakers import UNKNOWN, Speaker, name_stop, speakers_at, with_name
from marsad.coding.speech import is_speech, speech_class
from marsad.coding.subjects import speech_of
from marsad.coding.titles import titled
from marsad.coding.tone import is_expected, verb_of
from marsad.coding.utterances import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.ascriptions import Ascription
    from marsad.coding.attributed import Way
    from marsad.coding.content import Content
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_SEVERAL: Final = 2
_ENDS: Final = frozenset({"،", ",", "؛", ".", ":"})
_THIRD: Final = frozenset({"BUS", "CVL", "EDU", "JRN", "MIL", None})
"""Sectors of those whose words about what is to come are no announcement of their own doing."""


def attributions(scene: Scene) -> list[Attribution]:
    """Attributions of a sentence in the order of what is said."""
    found = [*titled(scene), *_cited(scene)]
    taken: set[int] = set()
    for clause in _verbs(scene):
        classes = classes_of(scene, clause)
        if "stands" in classes:
            found.extend(_in_document(scene, clause))
        if _opines(scene, clause):
            classes |= {"opinion"}
        if not is_speech(scene, clause, classes):
            continue
        opener = opener_of(scene, clause)
        spoken = list(_spoken(scene, clause, classes, found, None if opener in taken else opener))
        found.extend(spoken)
        if spoken and opener is not None:
            taken.add(opener)  # "مهندسون تحدثوا إلى … أن": it belongs to the outer verb
    found.extend(_as_nouns(scene))
    found.extend(_by_one_before(scene, found))
    found.extend(_by_author(scene, found))
    if len(found) < _SEVERAL:
        return found
    once = {(a.speaker.entity, a.verb, a.content.start): a for a in found}
    return sorted(once.values(), key=lambda a: (a.content.start, a.speaker.start))


def _verbs(scene: Scene) -> list[Clause]:
    """Clauses of verbs, also of those that were read as nouns, in order."""
    seen = [clause for clause in scene.clauses if clause.kind in ("verb", "participle")]
    hidden = [*hidden_verbs(scene), *described_by(scene)]
    return sorted((*seen, *hidden), key=lambda clause: clause.token) if hidden else seen


def _opines(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of going means to hold something to be so ("يذهب باحثون إلى أن …")."""
    if scene.cues.opining.isdisjoint(clause.lemmas):
        return False
    opener = opener_of(scene, clause)
    return opener is not None and bool(scene.lemmas_before(opener) & scene.cues.toward)


def _spoken(
    scene: Scene,
    clause: Clause,
    classes: frozenset[str],
    earlier: Sequence[Attribution],
    opener: int | None,
) -> Iterator[Attribution]:
    if _is_demand_of_a_protest(scene, clause):
        return
    speech = speech_of(scene, clause, classes, earlier, opener)
    content = content_of(scene, clause, classes, speech) if speech.speakers else None
    if content is None:
        yield from _passed_on(scene, clause, speech.speakers)
        return
    way = speech.way or ("that" if content.clause else "noun")
    verb = verb_of(scene, clause, classes, content)
    for attribution in attributed(scene, speech.speakers, verb, content, way):
        yield attribution._replace(token=clause.token)
    if scene.cues.relays & set(clause.lemmas):
        yield from attributed(scene, _relayed(scene, clause), "says", content, "cited")


def _in_document(scene: Scene, clause: Clause) -> Iterator[Attribution]:
    """What stands in a document ("جاء في البيان أن …")."""
    paper = next((a for a in clause.arguments if a.role in scene.cues.in_), None)
    content = None if paper is None else clause_after(scene, clause, opener_of(scene, clause))
    if paper is not None and content is not None:
        yield from attributed(scene, speakers_at(scene, paper.start, paper.end), "says", content, "cited")


def _as_nouns(scene: Scene) -> Iterator[Attribution]:
    """What verbal nouns tell of speech."""
    for clause, speakers in nominal_speech(scene):
        after = max(clause.token + 1, *(speaker.end for speaker in speakers), 0)
        told = clause_after(scene, clause, opener_of(scene, clause))
        content = (told or content_from(scene, after)) if speakers else None
        if content is not None:
            verb = verb_of(scene, clause, classes_of(scene, clause), content)
            yield from attributed(scene, speakers, verb, content, "noun")


def _passed_on(scene: Scene, clause: Clause, outlets: Sequence[Speaker]) -> Iterator[Attribution]:
    """What an outlet passes on as a noun ("نقل التلفزيون عن الوزير دعوته إلى …")."""
    sources = _relayed(scene, clause) if outlets and scene.cues.relays & set(clause.lemmas) else ()
    told = _told_noun(scene, clause) if sources else None
    content = None if told is None else content_from(scene, told.token + 1)
    if told is not None and content is not None:
        verb = verb_of(scene, told, classes_of(scene, told), content)
        yield from attributed(scene, outlets, "reports", content, "noun")
        yield from attributed(scene, sources, verb, content, "noun")


def _told_noun(scene: Scene, clause: Clause) -> Clause | None:
    """The verbal noun of speech that is the object of a verb."""
    objects = (c for c in scene.clauses if c.kind == "masdar" and c.link == "object")
    own = (c for c in objects if governor(scene, c) == clause)
    return next((c for c in own if speech_class(classes_of(scene, c))), None)


def _relayed(scene: Scene, clause: Clause) -> tuple[Speaker, ...]:
    """Whose words an outlet passes on ("نقلت الوكالة عن …")."""
    source = next((a for a in (*clause.arguments, *clause.outer) if a.role in scene.cues.about), None)
    return () if source is None else speakers_at(scene, source.start, source.end, anyone=True)


def _is_demand_of_a_protest(scene: Scene, clause: Clause) -> bool:
    """Whether it tells what demonstrators want (decision 9)."""
    upper = governor(scene, clause) if clause.kind == "participle" else None
    frame = frame_for(scene, upper) if upper is not None else None
    return frame is not None and frame.type == "PROTEST"


def _cited(scene: Scene) -> Iterator[Attribution]:
    for citation in scene.hints.citations:
        stop = _end_of_source(scene, citation.end)
        if _is_mouth(scene, citation):
            continue
        speakers = speakers_at(scene, citation.end, stop)
        if not speakers:
            continue
        speakers = (*speakers[:-1], with_name(scene, speakers[-1], name_stop(scene, speakers[-1].end)))
        content = _told_by_citing(scene, citation, speakers[-1].end)
        content = content or content_around(scene, citation.start, speakers[-1].end)
        if content is None:
            continue
        verb = citation.verb
        expected = is_expected(scene, content) and all(s.entity.sector in _THIRD for s in speakers)
        yield from attributed(scene, speakers, "predicts" if expected else verb, content, "cited")


def _told_by_citing(scene: Scene, citation: Ascription, end: int) -> Content | None:
    """What follows where a verb of speech cites before its words ("ذكرت الإذاعة نقلاً عن مصدر أن …")."""
    before = (c for c in scene.clauses if c.token < citation.start and c.kind == "verb")
    for clause in before:
        opener = opener_of(scene, clause) if is_speech(scene, clause, classes_of(scene, clause)) else None
        if opener is not None and opener >= end:
            return clause_after(scene, clause, opener)
    return None


def _is_mouth(scene: Scene, citation: Ascription) -> bool:
    """Whether it tells who speaks for the subject of a verb before it ("نفت بغداد على لسان وزيرها …")."""
    words = " ".join(token.form for token in scene.tokens[citation.start : citation.end])
    before = (c for c in scene.clauses if c.token < citation.start and c.kind in ("verb", "participle"))
    return words in scene.cues.mouths and any(is_speech(scene, c, classes_of(scene, c)) for c in before)


def _end_of_source(scene: Scene, start: int) -> int:
    signs = (i for i in range(start, len(scene.tokens)) if scene.tokens[i].form in _ENDS)
    return next(signs, len(scene.tokens))


def _by_one_before(scene: Scene, others: Sequence[Attribution]) -> Iterator[Attribution]:
    """What someone told only by a pronoun is cited for ("برأيه"), outside the words of others."""
    for words in scene.hints.unsaid:
        inside = any(a.content.start <= words.start <= a.content.end for a in others)
        content = None if inside else content_around(scene, words.start, words.end)
        if content is not None:
            speaker = one_before(scene, others, words.start)
            verb = "predicts" if is_expected(scene, content) else words.verb
            way: Way = "unknown" if speaker is UNKNOWN else "resolved"
            yield Attribution(speaker, verb, content, quoted=is_quoted(scene, content), way=way)


def _by_author(scene: Scene, others: Sequence[Attribution]) -> Iterator[Attribution]:
    """What the author calls likely, outside the words of others."""
    for words in scene.hints.author:
        content = content_from(scene, words.start)
        inside = any(a.content.start <= words.start < a.content.end for a in others)
        if content is not None and not inside:
            yield Attribution(BY_AUTHOR, words.verb, content, quoted=False, way="author")
            return

"""Places in a sentence where something is foreseen: words of likelihood with what they make likely.

Whether it is a forecast after all (and no plan, rule, question or date on a calendar) is for
`marsad.coding.plans` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.likelihood import Mark, verb_mark
from marsad.coding.openers import is_that, opener_of
from marsad.coding.speech import tells
from marsad.coding.stretches import STOPS, clause_start, statement_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_THAT_WITHIN: Final = 9
_VERB_WITHIN: Final = 5
_CHANCES_WITHIN: Final = 9
_FEW: Final = 2
_POSSIBLE: Final = 0.2


class Foreseen(NamedTuple):
    """Something foreseen.

    Attributes:
        mark: the words of likelihood.
        start: first token of the statement.
        end: token after it.
        verb: token of the verb to come, or of what stands for it.
        ascribed: the attribution whose own verb foresees; None where that verb is nobody's or no verb does.
    """

    mark: Mark
    start: int
    end: int
    verb: int
    ascribed: Attribution | None = None


def foreseeing(scene: Scene, voiced: Sequence[Attribution]) -> list[Foreseen]:
    """What a sentence foresees, in order; of one inside another, the one that tells the likelihood."""
    words = scene.marks
    found = [*_by_words(scene, words, voiced), *_by_verbs(scene, voiced)]
    places = sorted(found, key=lambda place: place.mark.start)
    return _outermost(_strengthened(place, words) for place in places)


def _by_words(scene: Scene, words: Sequence[Mark], voiced: Sequence[Attribution]) -> Iterator[Foreseen]:
    for mark in words:
        own = next((a for a in voiced if a.token == mark.start), None) if mark.kind == "noun" else None
        if own is not None:
            yield from _as_verb(scene, mark, own)  # "توقع الكثيرون أن …": rather a verb
            continue
        found = _READ_BY[mark.kind](scene, mark) if mark.kind in _READ_BY else None
        if found is not None:
            yield found


def _outermost(places: Iterator[Foreseen]) -> list[Foreseen]:
    """Leaves out what stands inside the statement of another; a warning gives way to what stands in it."""
    kept: list[Foreseen] = []
    for place in places:
        if kept and kept[-1].start <= place.verb < kept[-1].end:
            if kept[-1].mark.kind not in ("estimate", "warn"):
                continue
            kept.pop()
        kept.append(place)
    return kept


def _strengthened(place: Foreseen, words: Sequence[Mark]) -> Foreseen:
    """A verb to come with the adverb beside it, whose words and range it takes ("سيتجدد حتماً")."""
    mark = place.mark
    adverb = next((m for m in words if m.kind == "adverb" and _is_beside(place, m)), None)
    if mark.kind not in ("future", "never") or adverb is None:
        return place
    low, high = adverb.low, adverb.high
    if mark.kind == "never":
        low, high = round(1 - high, 2), round(1 - low, 2)
    return place._replace(mark=Mark(adverb.start, adverb.end, mark.kind, low, high))


def _is_beside(place: Foreseen, adverb: Mark) -> bool:
    return place.start <= adverb.start < place.end or place.start - _FEW <= adverb.end <= place.start


def _clause_to_come(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb with the future's prefix, or after سوف or لن."""
    prefixed = mark.end == mark.start + 1 and scene.language.is_future(scene.tokens[mark.start].form)
    verb = mark.start if prefixed else mark.end
    if verb >= len(scene.tokens) or scene.tokens[verb].word.punctuation:
        return None
    return _around(scene, mark, verb)


def _possible(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb in the present after "may" or "perhaps"; a verb in the past tells a fact or a guess at one."""
    verb = _present_after(scene, mark.end)
    return None if verb is None else _around(scene, mark, verb)


def _maybe(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb in the present right behind "may", at most "not" between."""
    verb = mark.end
    if verb < len(scene.tokens) and any(r.kind == "negation" for r in scene.tokens[verb].word.readings):
        verb += 1
    if verb >= len(scene.tokens) or not is_to_come(scene, verb) or _was_before(scene, mark.start):
        return None
    return None if _is_rather_past(scene, mark.start, verb) else _around(scene, mark, verb)


def _was_before(scene: Scene, index: int) -> bool:
    """Whether "had" stands just before ("كانت قد توارت")."""
    copula = forecast_cues(scene.language.code).copula
    return any(scene.lemmas_at(before) & copula for before in range(max(0, index - _VERB_WITHIN), index))


def _is_rather_past(scene: Scene, may: int, verb: int) -> bool:
    """Whether a form that can be both is a past: its masculine subject stands before ("التوقع قد تحقق")."""
    readings = [reading for reading in scene.tokens[verb].word.readings if reading.kind == "verb"]
    if not any(r.tense == "past" for r in readings) or any(r.enclitic for r in readings):
        return False
    if (
        any(split.conjunction for split in scene.tokens[may].word.splits)
        and not scene.tokens[may].word.readings[0].conjunction == "ف"
    ):
        return True
    before = scene.tokens[may - 1] if may > clause_start(scene, may) else None
    return before is not None and not before.form.endswith(("ه", "ات"))


def _present_after(scene: Scene, start: int) -> int | None:
    """The first verb after a token, if it is in the present and no break stands before it."""
    for index in range(start, min(len(scene.tokens), start + _VERB_WITHIN)):
        if scene.tokens[index].word.punctuation or is_that(scene, index):
            return None
        if is_to_come(scene, index):
            return index
        if index in scene.verb_tokens:
            return None
    return None


def is_to_come(scene: Scene, index: int) -> bool:
    """Whether a verb in the present, or to come, stands at a token."""
    if scene.is_named(index) or scene.is_timed(index):
        return False
    clause = next((c for c in scene.clauses if c.token == index), None)
    if clause is not None:
        present = any(r.tense == "present" and r.person == "3" for r in clause.readings)
        return clause.kind == "verb" and present
    form = scene.tokens[index].form
    return scene.language.is_present(form) or scene.language.is_future(form)


def _after_that(scene: Scene, mark: Mark) -> Foreseen | None:
    """What follows "that", or an event noun right behind the words ("من المتوقع ارتفاع …")."""
    that = _that_after(scene, mark.end)
    if that is not None:
        return _told(scene, mark, that)
    noun = mark.end
    if noun >= len(scene.tokens) or not scene.is_event_noun(noun) or noun in scene.verb_tokens:
        return None
    return Foreseen(mark, noun, statement_end(scene, noun), noun)


def _only_that(scene: Scene, mark: Mark) -> Foreseen | None:
    that = _that_after(scene, mark.end)
    return None if that is None else _told(scene, mark, that)


def _told(scene: Scene, mark: Mark, that: int) -> Foreseen | None:
    """A clause behind a "that": the word itself stays outside unless it says more ("ألا", "أنها")."""
    start = that if _says_more(scene, that) else that + 1
    if start >= len(scene.tokens):
        return None
    end = statement_end(scene, start)
    verb = next((index for index in range(start, end) if is_to_come(scene, index)), start)
    return Foreseen(mark, start, end, verb) if start < end else None


def _says_more(scene: Scene, that: int) -> bool:
    return not scene.lemmas_at(that) & scene.cues.that


def _that_after(scene: Scene, start: int) -> int | None:
    """The "that" that words of likelihood wait for; no verb stands before it."""
    for index in range(start, min(len(scene.tokens), start + _THAT_WITHIN)):
        if is_that(scene, index):
            return index
        if scene.tokens[index].form in STOPS or index in scene.verb_tokens:
            return None
    return None


def _able(scene: Scene, mark: Mark) -> Foreseen | None:
    """What "can" come about: only behind "that", since "can" before a noun tells an ability."""
    that = mark.end if mark.end < len(scene.tokens) and is_that(scene, mark.end) else None
    return None if that is None else _told(scene, mark, that)


def _seeming(scene: Scene, mark: Mark) -> Foreseen | None:
    """What seems to come: only over a verb to come."""
    that = _that_after(scene, mark.end)
    told = None if that is None else _told(scene, mark, that)
    if told is None or not _is_marked(scene, told.verb):
        return None
    return told


def _is_marked(scene: Scene, verb: int) -> bool:
    """Whether a verb carries the future, or سوف or لن stands before it."""
    clause = next((c for c in scene.clauses if c.token == verb), None)
    return scene.language.is_future(scene.tokens[verb].form) or (clause is not None and clause.future)


def _standing(scene: Scene, mark: Mark) -> Foreseen | None:
    """Words that tell by themselves that something is coming, with the clause around them."""
    start = clause_start(scene, mark.start)
    return Foreseen(mark, start, statement_end(scene, mark.end), mark.start)


def _certain(scene: Scene, mark: Mark) -> Foreseen | None:
    """An adverb beside a participle or verb that is no past ("ماضية حتماً إلى …")."""
    near = [index for index in (mark.start - 1, mark.end) if 0 <= index < len(scene.tokens)]
    stating = {c.token for c in scene.clauses if c.kind == "participle"}
    verb = next((index for index in near if index in stating or is_to_come(scene, index)), None)
    return None if verb is None else _around(scene, mark, verb)


def _chances(scene: Scene, mark: Mark) -> Foreseen | None:
    """How great the chances of something are told to be ("فرص التوصل إلى اتفاق ضئيلة")."""
    heads = forecast_cues(scene.language.code).chances
    for index in range(mark.start - 1, max(-1, mark.start - _CHANCES_WITHIN), -1):
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return None
        if scene.keys(index) & heads and index + 1 < mark.start:
            return Foreseen(mark, index + 1, mark.start, index + 1)
    return None


def _as_noun(scene: Scene, mark: Mark) -> Foreseen | None:
    """What expectations are of: behind "that", or behind a preposition and an event noun."""
    that = _that_after(scene, mark.end)
    if that is not None:
        return _told(scene, mark, that)
    for index in range(mark.end, min(len(scene.tokens), mark.end + _VERB_WITHIN)):
        word = scene.tokens[index].word
        if word.punctuation or (is_to_come(scene, index) and not _points(scene, index)):
            return None
        if any(s.preposition in scene.cues.speech and _is_noun(scene, s.stem) for s in word.splits):
            return Foreseen(mark, index, statement_end(scene, index), index)
        if scene.lemmas_at(index) & scene.cues.speech and index + 1 < len(scene.tokens):
            return Foreseen(mark, index + 1, statement_end(scene, index + 1), index + 1)
    return None


def _points(scene: Scene, index: int) -> bool:
    """Whether a verb says what expectations are ("التوقعات تشير إلى …")."""
    return any(tells(scene.language.classes(lemma)) for lemma in scene.lemmas_at(index))


def _is_noun(scene: Scene, stem: str) -> bool:
    """Whether a stem is a noun, of an event or other."""
    readings = scene.language.word(stem).readings
    return scene.language.is_common(stem) or any(r.kind in ("masdar", "noun") for r in readings)


def _by_verbs(scene: Scene, voiced: Sequence[Attribution]) -> Iterator[Foreseen]:
    """What verbs of foreseeing and warning are followed by."""
    for clause in scene.clauses:
        if clause.kind not in ("verb", "participle") or clause.question or clause.condition:
            continue
        mark = verb_mark(scene, clause, denied=clause.negated)
        if mark is None or _was_not(scene, clause, mark):
            continue
        own = next((a for a in voiced if a.token == clause.token and a.verb in ("predicts", "warns")), None)
        found = _by_verb(scene, clause, mark, own)
        if found is not None:
            yield found


def _was_not(scene: Scene, clause: Clause, mark: Mark) -> bool:
    """Whether a verb tells what had not been foreseen ("لم يتوقع"); not to rule out is told so too."""
    before = scene.lemmas_at(mark.start)
    return clause.negated and bool(before & scene.cues.did_not) and mark.low < _POSSIBLE


def _as_verb(scene: Scene, mark: Mark, own: Attribution) -> Iterator[Foreseen]:
    """What stands behind a form that is a verb as well as a noun of foreseeing; verbs are read elsewhere."""
    start, end = own.content.start, min(own.content.end, statement_end(scene, own.content.start))
    if mark.start not in scene.verb_tokens and start < end and own.verb == "predicts":
        verb = next((index for index in range(start, end) if is_to_come(scene, index)), start)
        yield Foreseen(mark, start, end, verb, own)


def _by_verb(scene: Scene, clause: Clause, mark: Mark, own: Attribution | None) -> Foreseen | None:
    opener = opener_of(scene, clause)
    if opener is not None and is_that(scene, opener):
        told = _told(scene, mark, opener)
        if told is not None and mark.kind in ("denied verb", "estimate") and not is_to_come(scene, told.verb):
            return None
        return None if told is None else told._replace(ascribed=own)
    if own is None or mark.kind in ("denied verb", "estimate"):
        return None
    start, end = own.content.start, min(own.content.end, statement_end(scene, own.content.start))
    if start >= end:
        return None
    verb = next((c.token for c in scene.clauses if start <= c.token < end), start)
    return Foreseen(mark, start, end, verb, own)


def _around(scene: Scene, mark: Mark, verb: int) -> Foreseen:
    """The clause of a verb, with a subject that stands before it; a "not ever" at its head stays outside."""
    start = clause_start(scene, mark.start)
    if start >= mark.start or scene.is_then(mark.start):
        start = mark.start if mark.start == verb else mark.end
    return Foreseen(mark, start, statement_end(scene, verb), verb)


_READ_BY: Final = {
    "that": _after_that,
    "risk": _only_that,
    "can": _able,
    "may": _maybe,
    "particle": _possible,
    "future": _clause_to_come,
    "never": _clause_to_come,
    "seems": _seeming,
    "adverb": _certain,
    "state": _standing,
    "chances": _chances,
    "noun": _as_noun,
}

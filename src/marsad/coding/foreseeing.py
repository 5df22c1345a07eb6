"""Places in a sentence where something is foreseen: words and verbs of likelihood with what they make likely.

Whether it is a forecast after all (and no plan, rule, question or date on a calendar) is for
`marsad.coding.plans` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.foretold import Foreseen, is_to_come, told_after
from marsad.coding.likelihood import Mark, verb_mark
from marsad.coding.openers import is_that, opener_of
from marsad.coding.stretches import statement_end
from marsad.coding.wordings import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_FEW: Final = 2
_POSSIBLE: Final = 0.2


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
        found = read_words(scene, mark)
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
        told = told_after(scene, mark, opener)
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

"""Figures of one sentence: numbers that say something checkable about a party or a pair (codebook, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.figure_measures import what_of
from marsad.coding.figure_parties import ToldParties, parties_of, told_parties
from marsad.coding.figure_periods import period_of
from marsad.coding.figure_units import Count, counts
from marsad.coding.setting import is_off_topic
from marsad.records import Figure, content_id

if TYPE_CHECKING:
    from marsad.coding.figure_words import Words
    from marsad.coding.scene import Scene
    from marsad.records import Document

_BASIS_POINTS: Final = "basis points"


def figures(document: Document, scene: Scene) -> list[Figure]:
    """The figures of a sentence, in order.

    A number is a figure where it counts something, something is told that it is of, and a party is told
    that it is about; the rest is left out. See docs/reference/figures.md.
    """
    told = counts(scene)
    if told is None or not told[1] or is_off_topic(scene):
        return []
    words, found = told
    named = told_parties(words)
    made = (_figure(document, words, count, found, named) for count in found)
    return [figure for figure in made if figure is not None]


def _figure(
    document: Document, words: Words, count: Count, others: list[Count], named: ToldParties
) -> Figure | None:
    what = what_of(words, count, others)
    parties = parties_of(words, count, what, named) if what else ()
    if what is None or not parties:
        return None
    quantity, scene = count.quantity, words.scene
    start = scene.offset + min(quantity.start, scene.tokens[count.first].start)
    end = scene.offset + max(quantity.end, scene.tokens[count.last - 1].end)
    identity = ("figure", document.id, start, end, quantity.value, count.unit.unit, what.what, parties)
    return Figure(
        id=content_id(*identity),
        document=document.id,
        sentence=scene.number,
        start=start,
        end=end,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=count.unit.unit,
        what=what.what,
        parties=parties,
        period=period_of(words, count),
        approximate=quantity.approximate,
    )

"""With whom a state dealt: tallies by counterpart and quad class, and the lists behind the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.plover import Quad
from marsad.views.parties import NO_COUNTERPART, counterpart_name
from marsad.views.parts import Dyad, Entry
from marsad.views.tallies import Bar, Tally

if TYPE_CHECKING:
    from marsad.views.labels import Labels

Anchors = Mapping[tuple[str, int], str]
"""(counterpart, quad class) → anchor of the list."""

# Verbal stands next to the middle line, material outside it.
_COOPERATION: Final = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
_CONFLICT: Final = (Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT)


def counted(entry: Entry) -> bool:
    """Whether an entry is counted: only what is reported as done."""
    return entry.status == "actual"


def list_anchors(entries: Sequence[Entry]) -> Anchors:
    """An anchor for every counterpart and quad class that has a counted entry."""
    cells = {(code, entry.quad) for entry in entries if counted(entry) for code in entry.counterparts}
    return {cell: f"f{number}" for number, cell in enumerate(sorted(cells), 1)}


def with_filters(entry: Entry, anchors: Anchors) -> Entry:
    """The entry with the anchors of the lists it is counted in."""
    if not counted(entry):
        return entry
    return msgspec.structs.replace(
        entry, filters=tuple(anchors[code, entry.quad] for code in entry.counterparts)
    )


def dyads_of(state: str, entries: Sequence[Entry], anchors: Anchors, labels: Labels) -> tuple[Dyad, ...]:
    """One row per counterpart, the busiest first, the state itself and "none" last."""
    numbers: dict[str, dict[int, int]] = defaultdict(lambda: dict.fromkeys(map(int, Quad), 0))
    for entry in filter(counted, entries):
        for code in entry.counterparts:
            numbers[code][entry.quad] += 1
    last = {state: 1, NO_COUNTERPART: 2}
    ordered = sorted(numbers, key=lambda code: (last.get(code, 0), -sum(numbers[code].values()), code))
    longest = max(
        (_half(counts, half) for counts in numbers.values() for half in (_COOPERATION, _CONFLICT)), default=1
    )
    return tuple(_dyad(state, code, numbers[code], anchors, longest, labels) for code in ordered)


def _half(counts: Mapping[int, int], quads: Sequence[Quad]) -> int:
    return sum(counts[quad] for quad in quads)


def _dyad(
    state: str, code: str, counts: Mapping[int, int], anchors: Anchors, longest: int, labels: Labels
) -> Dyad:
    name = counterpart_name(code, state, labels)
    first, second, third, fourth = (_tally(code, name, quad, counts[quad], anchors, labels) for quad in Quad)
    return Dyad(
        code=code,
        name=name,
        tallies=(first, second, third, fourth),
        total=sum(counts.values()),
        cooperation=_bars(counts, _COOPERATION, longest),
        conflict=_bars(counts, _CONFLICT, longest),
        alternative=_in_words(counts, labels),
    )


def _tally(code: str, name: str, quad: Quad, number: int, anchors: Anchors, labels: Labels) -> Tally:
    comma = labels.text("ui.comma")
    title = f"{name}{comma} {labels.text(f'quad.{int(quad)}')}{comma} {labels.counted('act', number)}"
    return Tally(quad=int(quad), number=number, anchor=anchors.get((code, int(quad))), title=title)


def _bars(counts: Mapping[int, int], quads: Sequence[Quad], longest: int) -> tuple[Bar, ...]:
    bars, start = [], 0.0
    for quad in quads:
        length = round(100 * counts[quad] / max(longest, 1), 2)
        if length:
            bars.append(Bar(quad=int(quad), start=round(start, 2), length=length))
        start += length
    return tuple(bars)


def _in_words(counts: Mapping[int, int], labels: Labels) -> str:
    return labels.text(
        "ui.bar_text",
        a=_half(counts, _COOPERATION),
        b=counts[Quad.VERBAL_COOPERATION],
        c=counts[Quad.MATERIAL_COOPERATION],
        d=_half(counts, _CONFLICT),
        e=counts[Quad.VERBAL_CONFLICT],
        f=counts[Quad.MATERIAL_CONFLICT],
    )

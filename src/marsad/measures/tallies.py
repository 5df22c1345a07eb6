"""Streams of counts: deeds of each pair of sides and quad class by the window they were first told in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad import plover
from marsad.measures.windows import is_exact_enough, windows_over
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.measures.balance import Numbers
    from marsad.measures.windows import Every, Window
    from marsad.stories.deeds import Deed

_SMOOTH: Final = 10.0
"""Added to the deeds of all others, so that few of them say little of how much the press told."""


class Dyad(NamedTuple):
    """Two sides, in the order of their codes, and a quad class."""

    one: str
    other: str
    quad: plover.Quad

    @property
    def acts(self) -> str:
        """The class in words: "verbal conflict"."""
        return self.quad.name.lower().replace("_", " ")


class Tallies(NamedTuple):
    """Deeds by window.

    Attributes:
        windows: from the first in which anything was told to the last.
        inside: dyad → place of a window → its deeds, by day.
        told: deeds of all dyads in each window.
        last: the last day of which anything is known.
    """

    windows: Sequence[Window]
    inside: Mapping[Dyad, Mapping[int, Sequence[Deed]]]
    told: np.ndarray
    last: dt.date

    def counts(self, dyad: Dyad) -> np.ndarray:
        """Deeds of a dyad in each window."""
        found = np.zeros(len(self.windows), dtype=int)
        for at, deeds in self.inside[dyad].items():
            found[at] = len(deeds)
        return found

    def exposure(self, dyad: Dyad) -> Numbers:
        """How much the press told of everything else in each window."""
        return np.asarray(self.told - self.counts(dyad) + _SMOOTH, dtype=np.float64)


def tallied(
    deeds: Iterable[Deed],
    every: Every,
    last: dt.date | None = None,
    besides: Mapping[dt.date, int] = MappingProxyType({}),
) -> Tallies | None:
    """Deeds by dyad and the window in which they were first told; None where there are none.

    What was told only later than the window after that of its day is background, and not counted.

    Args:
        deeds: of any states.
        every: length of the windows.
        last: the last day of which anything is known; without, the last on which a deed was told.
        besides: day → deeds of other pairs told on it, of which no more is needed than their number.
    """
    dated = [(first_told(deed), deed) for deed in deeds if is_exact_enough(deed.precision, every)]
    # A day that lies ahead of all that was told is a slip of the text, and opens no windows.
    last = last or max((*(deed.told or deed.day for _, deed in dated), *besides), default=None)
    days = [day for day, _ in dated if last is not None and day <= last]
    if not days or last is None:
        return None
    more = {day: number for day, number in besides.items() if day <= last}
    windows = windows_over([*days, *more, last], every)
    place = {day: at for at, window in enumerate(windows) for day in _days(window)}
    inside: dict[Dyad, dict[int, list[Deed]]] = defaultdict(lambda: defaultdict(list))
    told = np.zeros(len(windows), dtype=int)
    for day, deed in sorted(dated, key=lambda each: (each[0], each[1].story)):
        if day <= last and place[day] - place.get(deed.day, -2) <= 1:
            inside[_dyad(deed)][place[day]].append(deed)
            told[place[day]] += 1
    for day, number in more.items():
        told[place[day]] += number
    return Tallies(windows, inside, told, last)


def first_told(deed: Deed) -> dt.date:
    """The day a deed was first told; where that is not known, or before the deed, the day of the deed."""
    return max(deed.told or deed.day, deed.day)


def concerns_state(dyad: Dyad, state: str) -> bool:
    """Whether a state is one of two sides."""
    return state in (party_code(dyad.one), party_code(dyad.other))


def _dyad(deed: Deed) -> Dyad:
    one, other = sorted((deed.actor, deed.recipient))
    return Dyad(one, other, plover.quad(deed.type))


def _days(window: Window) -> Iterable[dt.date]:
    return (window.first + dt.timedelta(step) for step in range((window.last - window.first).days + 1))

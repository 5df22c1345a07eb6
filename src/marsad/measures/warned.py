"""Warnings: windows with improbably many deeds between two sides, and what the rule was worth before."""

from __future__ import annotations

from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from marsad.errors import UsageError
from marsad.measures.changes import changes
from marsad.measures.intervals import wilson
from marsad.measures.rule import IMPROBABLE, LEAST_COUNT, Tally, judged, starts_of, tally
from marsad.measures.tallies import concerns_state, tallied
from marsad.measures.windows import MONTHS, check_every
from marsad.records import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from marsad.measures.rule import Stream
    from marsad.measures.tallies import Dyad, Tallies
    from marsad.stories.deeds import Deed

_WINDOWS: Final = ("week", "month")
_YEARS_APART: Final = 2
"""Years from one change of level to the next, before anything is seen."""


class Level(Record, frozen=True, kw_only=True):
    """The last change of level: its first window, mean counts before and after, and how probable it is."""

    window: str
    before: float
    after: float
    probability: float


class Past(Record, frozen=True, kw_only=True):
    """What the rule was worth before the window it warns of, over all streams looked at.

    Attributes:
        hits: alarms after which the level stayed up for the three windows that followed.
        false_alarms: alarms after which it did not.
        open: alarms of which that was not known yet.
        hit_share: hits / (hits + false alarms); None without any.
        low: lower end of its 90 % interval.
        high: upper end.
        base_rate: share of all windows with a deed, alarm or not, after which the level stayed up.
        rises: lasting rises.
        missed: those without an alarm in the window they started in or the three after it.
        delay: mean windows from the start of a rise to its alarm; None where none was found.
    """

    hits: int
    false_alarms: int
    open: int
    hit_share: float | None
    low: float
    high: float
    base_rate: float | None
    rises: int
    missed: int
    delay: float | None


class Warned(Record, frozen=True, kw_only=True):
    """A window with improbably many deeds between two sides.

    Attributes:
        side: one side, the state asked for where one was.
        other: the other.
        acts: "verbal conflict", "material cooperation" and so on.
        window: its name ("2024-05").
        since: the first window of the run of alarms it belongs to.
        count: deeds first told in it.
        origins: independent origins behind them.
        expected: the base rate: mean count by the windows before.
        chance: probability of so many or more by the windows before.
        stayed: whether the level stayed up in the three windows after; None where that is open.
        streams: pairs of sides and classes with deeds enough that the rule looked at.
        by_chance: at most so many alarms a window by chance alone, over all of them.
        level: the last change of level up to this window; None where there was none.
        past: what the rule was worth before this window.
        evidence: events of the deeds, the surest of each.
    """

    side: str
    other: str
    acts: str
    window: str
    since: str
    count: int
    origins: int
    expected: float
    chance: float
    stayed: bool | None
    streams: int
    by_chance: float
    level: Level | None
    past: Past
    evidence: tuple[str, ...]


def warnings_in(
    deeds: Iterable[Deed],
    state: str | None = None,
    *,
    every: str = "month",
    last: dt.date | None = None,
    besides: Mapping[dt.date, int] = MappingProxyType({}),
) -> list[Warned]:
    """Warnings, the newest first, then the least probable.

    Args:
        deeds: of all states; what is told of the others says how much the press tells at all.
        state: code of a state whose pairs alone are looked at; all pairs without.
        every: week or month.
        last: the last day of which anything is known; that of the last deed without.
        besides: day → deeds of pairs without the state told on it that are not among these.

    Raises:
        UsageError: a window that is neither.
    """
    length = check_every(every)
    if length not in _WINDOWS:
        raise UsageError(f"warnings go by {' or '.join(_WINDOWS)}, not by {every}")
    table = tallied(deeds, length, last, besides)
    return [] if table is None else warnings_among(table, state, length)


def warnings_among(table: Tallies, state: str | None, every: str) -> list[Warned]:
    """Warnings from deeds that are tallied already, which takes longer than the rest; in the same order."""
    streams = streams_of(table, state, every)
    warned = [
        _warned(table, streams, dyad, int(at), state, every)
        for dyad, stream in streams.items()
        for at in np.flatnonzero(stream.alarms)
    ]
    return sorted(warned, key=lambda one: (_backwards(one.window), one.chance, one.side, one.other, one.acts))


def streams_of(table: Tallies, state: str | None, every: str) -> dict[Dyad, Stream]:
    """The rule replayed over each stream of a state, or of all."""
    over = len(table.windows) - (table.windows[-1].last > table.last)
    return {
        dyad: judged(
            table.counts(dyad), table.exposure(dyad), _origins(table, dyad), check_every(every), over
        )
        for dyad in sorted(table.inside)
        if (state is None or concerns_state(dyad, state)) and _some(table, dyad)
    }


def _some(table: Tallies, dyad: Dyad) -> bool:
    """Whether a stream has deeds enough for one alarm at all."""
    return sum(len(deeds) for deeds in table.inside[dyad].values()) >= LEAST_COUNT


def past_of(streams: Mapping[Dyad, Stream], before: int) -> Past:
    """What was known of the rule at the start of a window."""
    total = reduce(Tally.plus, (tally(stream, before) for stream in streams.values()), Tally())
    known = total.hits + total.false
    low, high = wilson(total.hits, known)
    return Past(
        hits=total.hits,
        false_alarms=total.false,
        open=total.open,
        hit_share=total.hits / known if known else None,
        low=low,
        high=high,
        base_rate=total.stayed / total.judged if total.judged else None,
        rises=total.rises,
        missed=total.rises - total.found,
        delay=sum(total.delays) / len(total.delays) if total.delays else None,
    )


def _warned(
    table: Tallies, streams: Mapping[Dyad, Stream], dyad: Dyad, at: int, state: str | None, every: str
) -> Warned:
    stream, deeds = streams[dyad], table.inside[dyad][at]
    sides = (dyad.one, dyad.other) if dyad.other != state else (dyad.other, dyad.one)
    start = max(start for start in starts_of(stream.alarms) if start <= at)
    return Warned(
        side=sides[0],
        other=sides[1],
        acts=dyad.acts,
        window=table.windows[at].name,
        since=table.windows[start].name,
        count=int(stream.counts[at]),
        origins=int(_origins(table, dyad)[at]),
        expected=float(stream.expected[at]),
        chance=float(stream.chance[at]),
        stayed=None if stream.stays[at] < 0 else bool(stream.stays[at]),
        streams=len(streams),
        by_chance=IMPROBABLE * len(streams),
        level=_level(table, dyad, at, every),
        past=past_of(streams, at),
        evidence=tuple(deed.events[0] for deed in deeds),
    )


def _level(table: Tallies, dyad: Dyad, at: int, every: str) -> Level | None:
    """The last change of level, by what was known at the end of a window."""
    counts, exposure = table.counts(dyad)[: at + 1], table.exposure(dyad)[: at + 1]
    found = changes(counts, exposure, MONTHS[check_every(every)] / (12 * _YEARS_APART))
    if not found:
        return None
    last = found[-1]
    return Level(
        window=table.windows[last.at].name,
        before=last.before,
        after=last.after,
        probability=last.probability,
    )


def _origins(table: Tallies, dyad: Dyad) -> np.ndarray:
    found = np.zeros(len(table.windows), dtype=int)
    for at, deeds in table.inside[dyad].items():
        found[at] = len({origin for deed in deeds for origin in deed.origins})
    return found


def _backwards(window: str) -> tuple[int, ...]:
    """A key that puts later windows first."""
    return tuple(-ord(letter) for letter in window)

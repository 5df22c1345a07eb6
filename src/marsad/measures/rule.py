"""The rule of warnings on one stream, window by window, each with only what was known before it.

A window *alarms* when its count is improbable under the baseline of the windows before. What an alarm speaks
of is whether the level stays up: the *verdict* looks at the three windows after it, under the same baseline
as it was before the alarm. Verdicts are made for every window, with an alarm or without, so that there is a
base rate to hold the alarms against, and so that a rise without an alarm is counted as missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.measures.baseline import baseline
from marsad.measures.windows import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.measures.balance import Numbers
    from marsad.measures.baseline import Baseline
    from marsad.measures.windows import Every

LEAST_COUNT: Final = 3
LEAST_ORIGINS: Final = 2
LEAST_BEFORE: Final = 8
"""Windows that the archive must have before one that is judged."""
IMPROBABLE: Final = 0.01
AHEAD: Final = 3
"""Windows after an alarm that its verdict is about."""
LASTING: Final = 0.05
_HALF_LIFE_MONTHS: Final = 12.0


class Stream(NamedTuple):
    """What the rule finds in a stream; arrays have one value a window.

    Attributes:
        counts: deeds.
        expected: mean of the prediction.
        chance: P(count or more); 1 where the count is below the least.
        alarms: whether the rule warns.
        stays: verdict: 1 where the three windows after are improbably full, 0 where not, −1 where it is open.
        rises: whether a lasting rise starts here.
    """

    counts: np.ndarray
    expected: Numbers
    chance: Numbers
    alarms: np.ndarray
    stays: np.ndarray
    rises: np.ndarray


def judged(
    counts: np.ndarray, exposure: Numbers, origins: np.ndarray, every: Every, complete: int | None = None
) -> Stream:
    """The rule, replayed over a stream.

    Args:
        counts: of each window, oldest first.
        exposure: of each window.
        origins: independent origins in each window.
        every: length of the windows.
        complete: number of windows that are over; all without.
    """
    usual = baseline(counts, exposure, 0.5 ** (MONTHS[every] / _HALF_LIFE_MONTHS))
    expected = usual.expected()
    full = (counts >= LEAST_COUNT) & (origins >= LEAST_ORIGINS) & (np.arange(len(counts)) >= LEAST_BEFORE)
    chance = np.ones(len(counts))
    chance[full] = usual.chances(np.flatnonzero(full), counts[full])
    stays = _verdicts(counts, expected, usual, len(counts) if complete is None else complete)
    up = (stays == 1) & (counts > expected)
    return Stream(
        counts,
        expected,
        chance,
        full & (chance <= IMPROBABLE),
        stays,
        up & ~np.concatenate(([False], up[:-1])),
    )


def _verdicts(counts: np.ndarray, expected: Numbers, usual: Baseline, complete: int) -> np.ndarray:
    found = np.full(len(counts), -1)
    places = np.arange(LEAST_BEFORE, max(LEAST_BEFORE, complete - AHEAD))
    found[places] = 0
    after = places[:, None] + np.arange(1, AHEAD + 1)
    totals = counts[after].sum(axis=1)
    # No count up to its mean is improbable with these shapes: the costly sum is spared.
    mean = expected[places] * usual.exposure[after].sum(axis=1) / usual.exposure[places]
    some = (totals >= LEAST_COUNT) & (totals > mean)
    chances = usual.chances(places[some], totals[some], slice(1, AHEAD + 1))
    found[places[some]] = chances <= LASTING
    return found


class Tally(NamedTuple):
    """What came of the alarms of streams; alarms of neighbouring windows are one.

    Attributes:
        hits: alarms after which the level stayed up.
        false: alarms after which it did not.
        open: alarms of which that is not known yet.
        rises: lasting rises.
        found: those with an alarm in the window they start in or the three after it.
        delays: windows from their start to the alarm, of those found.
        judged: windows with a deed and a verdict, alarm or not.
        stayed: those after which the level stayed up: stayed / judged is the base rate of hits.
    """

    hits: int = 0
    false: int = 0
    open: int = 0
    rises: int = 0
    found: int = 0
    delays: tuple[int, ...] = ()
    judged: int = 0
    stayed: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))  # type: ignore[operator]


def tally(stream: Stream, before: int) -> Tally:
    """What was known at the start of window ``before`` of the alarms earlier than it."""
    known = max(0, before - AHEAD)  # the verdict on a window needs the three after it
    stays, told = stream.stays[:known], stream.counts[:known] > 0
    starts = [start for start in starts_of(stream.alarms) if start < before]
    verdicts = [int(stays[at]) if at < known else -1 for at in starts]
    delays = [_delay(stream.alarms, int(at)) for at in np.flatnonzero(stream.rises[:known])]
    return Tally(
        hits=verdicts.count(1),
        false=verdicts.count(0),
        open=verdicts.count(-1),
        rises=len(delays),
        found=sum(delay is not None for delay in delays),
        delays=tuple(delay for delay in delays if delay is not None),
        judged=int(((stays >= 0) & told).sum()),
        stayed=int(((stays == 1) & told).sum()),
    )


def starts_of(alarms: np.ndarray) -> Sequence[int]:
    """The first windows of runs of alarms."""
    return [int(at) for at in np.flatnonzero(alarms & ~np.concatenate(([False], alarms[:-1])))]


def _delay(alarms: np.ndarray, start: int) -> int | None:
    near = np.flatnonzero(alarms[start : start + AHEAD + 1])
    return int(near[0]) if len(near) else None

"""Whether the intervals of the measures hold a known truth as often as they say, on simulated presses.

Run: ``uv run python benchmarks/measures.py [REPETITIONS]``. Each press has origins whose leaning differs
around the state's own, a number of deeds each, and a coder that takes sides wrongly as often as ours does
(``data/confusion.tsv``). Prints Markdown tables: coverage of the 90 % intervals of balance and trend.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Final

import numpy as np

from marsad.measures.alignment import Asked, alignment
from marsad.measures.coder_error import confusion
from marsad.measures.poles import poles_of
from marsad.measures.trend import trend
from marsad.stories.deeds import Deed

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCORES: Final = ((0.2, 0.3, 0.4, 0.6), (-0.3, -0.4, -0.7, -1.0))
_DAY: Final = dt.date(2024, 1, 1)
_SPREADS: Final = (0.2, 0.7, 1.5)
_PRESSES: Final = ((8, 3), (15, 3), (40, 3), (12, 10))


def main(repetitions: int) -> None:
    """Measures and prints."""
    rng = np.random.default_rng(0)
    print("| origins | deeds each | they differ by | truth | readings | in the interval | width |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for spread in _SPREADS:
        for origins, each in _PRESSES:
            for leaning in (0.0, 1.2):
                print(_row(rng, repetitions, origins, each, leaning, spread))
    print("\n| windows | acts in a window | step | in the interval of the trend |\n| --- | --- | --- | --- |")
    for windows, acts, step in ((24, 4, 0.1), (60, 6, 0.15), (60, 20, 0.3)):
        covered = [_trend_covers(rng, windows, acts, step) for _ in range(repetitions)]
        print(f"| {windows} | {acts} | {step} | {np.mean(covered):.2f} |")


def _row(
    rng: np.random.Generator, repetitions: int, origins: int, each: int, leaning: float, spread: float
) -> str:
    truth = _truth(rng, origins * each, leaning, spread)
    widths, covered = [], []
    for _ in range(repetitions):
        deeds = list(_press(rng, origins, each, leaning, spread))
        for reading in alignment(deeds, Asked("KAZ", poles_of(["RUS"]), every="all")):
            if reading.low is not None and reading.high is not None:
                covered.append(reading.low <= truth <= reading.high)
                widths.append(reading.high - reading.low)
    told = f"{np.mean(covered):.2f} | {np.mean(widths):.2f}" if covered else "– | –"
    return f"| {origins} | {each} | {spread} | {truth:.2f} | {len(covered)} | {told} |"


def _truth(rng: np.random.Generator, deeds: int, leaning: float, spread: float) -> float:
    """The balance at the sums that are to be expected; chances are .75 on average."""
    share = _logistic(leaning + rng.normal(0, spread, 400_000)).mean()
    cooperation, conflict = (0.75 * deeds * np.abs(np.mean(scores)) for scores in _SCORES)
    cooperation, conflict = share * cooperation, (1 - share) * conflict
    return float((cooperation - conflict) / (cooperation + conflict + 2))


def _press(
    rng: np.random.Generator, origins: int, each: int, leaning: float, spread: float
) -> Iterator[Deed]:
    known = confusion()
    wrong = (
        known.cooperation_wrong / (known.cooperation_wrong + known.cooperation_right),
        known.conflict_wrong / (known.conflict_wrong + known.conflict_right),
    )
    for origin in range(origins):
        share = _logistic(np.array(leaning + rng.normal(0, spread)))
        for number in range(1 + rng.poisson(each - 1)):
            side = int(rng.random() >= share)
            score = float(rng.choice(_SCORES[side])) * (-1 if rng.random() < wrong[side] else 1)
            name = f"{origin}-{number}"
            yield Deed(
                name, _DAY, "day", "KAZ", "RUS", False, "", score, rng.uniform(0.5, 1),
                {}, str(origin), (str(origin),), ("",), (name,),
            )  # fmt: skip


def _trend_covers(rng: np.random.Generator, windows: int, acts: int, step: float) -> float:
    theta = rng.normal(0, 1) + np.cumsum(rng.normal(0, step, windows))
    share = _logistic(theta)
    counted = rng.poisson(acts, windows)
    drawn = rng.beta(20 * share, 20 * (1 - share))
    found = trend(rng.binomial(counted, drawn).astype(float), counted.astype(float))
    return float(((found.low <= share) & (share <= found.high)).mean())


def _logistic(theta: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-theta)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

"""What the rule of warnings finds of planted shocks, on simulated streams of counts.

Run: ``uv run python benchmarks/shocks.py [REPETITIONS]``. A stream has 60 months; in some a shock starts at
a month drawn from 20 to 50: the level is multiplied for good (step), for four months (episode) or for one
(spike). Counts are Poisson, or come in clusters (negative binomial of shape 2), or the whole press grows to
five times its volume. Prints a Markdown table: shocks with an alarm in the month they start in or the three
after it, the delay of those, and alarms elsewhere.
"""

from __future__ import annotations

import sys
from typing import Final, NamedTuple

import numpy as np

from marsad.measures.changes import changes
from marsad.measures.rule import AHEAD, LEAST_BEFORE, judged, starts_of

_MONTHS: Final = 60
_OTHERS: Final = 60.0
_SHOCKS: Final = (
    ("none", 1.0, 0),
    ("step", 3.0, 99),
    ("step", 5.0, 99),
    ("episode", 5.0, 4),
    ("spike", 5.0, 1),
)


class Found(NamedTuple):
    """What was found in one stream."""

    delay: int | None
    false: int
    dated: bool


def main(repetitions: int) -> None:
    """Measures and prints."""
    rng = np.random.default_rng(0)
    print("| press | level | shock | hits | mean delay | change dated within a month | false alarms a year |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for press in ("even", "clusters", "growing"):
        for level in (0.5, 2.0, 8.0):
            for name, times, months in _SHOCKS:
                found = [simulated(rng, press, level, times, months) for _ in range(repetitions)]
                shock = f"{name} ×{times:.0f}" if months else name
                print(f"| {press} | {level} | {shock} | {_row(found, months)} |")


def simulated(rng: np.random.Generator, press: str, level: float, times: float, months: int) -> Found:
    """One stream with a shock in it, and what the rule and the change points find."""
    volume = np.geomspace(1, 5, _MONTHS) if press == "growing" else np.ones(_MONTHS)
    start = int(rng.integers(20, 50))
    mean = level * volume
    mean[start : start + months] *= times
    counts = rng.poisson(mean * (rng.gamma(2, 0.5, _MONTHS) if press == "clusters" else 1))
    exposure = rng.poisson(_OTHERS * volume) + 10.0
    stream = judged(counts, exposure, counts, "month")
    near = range(start, start + AHEAD + 1) if months else range(0)
    delays = [at - start for at in np.flatnonzero(stream.alarms) if at in near]
    shocked = range(start, start + max(months, AHEAD + 1)) if months else range(0)
    false = sum(at not in shocked for at in starts_of(stream.alarms))
    dated = any(abs(one.at - start) <= 1 for one in changes(counts, exposure, 1 / 24))
    return Found(int(delays[0]) if delays else None, false, dated)


def _row(found: list[Found], months: int) -> str:
    false = sum(one.false for one in found) / (len(found) * (_MONTHS - LEAST_BEFORE) / 12)
    if not months:
        return f"– | – | – | {false:.2f}"
    delays = [one.delay for one in found if one.delay is not None]
    share = len(delays) / len(found)
    mean = f"{np.mean(delays):.1f}" if delays else "–"
    return f"{share:.2f} | {mean} | {np.mean([one.dated for one in found]):.2f} | {false:.2f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

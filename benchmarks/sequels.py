"""What the test of sequels says of independent streams, and how many planted sequels it finds, by n.

Run: ``uv run python benchmarks/sequels.py [REPETITIONS]``. Streams of n deeds lie in two years, evenly or in
bunches (five deeds within twenty days); W is 30 days. The first table counts independent pairs with p below
.05 and .01, with all shifts of the circle and with those within W days either way left out, and over all
streams of a span of 4 W days, the shortest that is tested. The second counts planted sequels that are found
at p ≤ .05, where a share of the first deeds is followed after 5 to 15 days. Prints Markdown.
"""

from __future__ import annotations

import sys
from typing import Final

import numpy as np

from marsad.measures.links import sequels_by_shift
from marsad.multiplicity import share_at_least

_WITHIN: Final = 30
_SPANS: Final = (730, 4 * _WITHIN + 1)
_BUNCH: Final = 5


def main(repetitions: int) -> None:
    """Measures and prints."""
    rng = np.random.default_rng(0)
    print("| days | streams | n | all shifts: p ≤ .05 | p ≤ .01 | far shifts: p ≤ .05 | p ≤ .01 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for span in _SPANS:
        for bunched in (False, True):
            for n in (10, 30):
                print(
                    f"| {span} | {_told(bunched)} | {n} | {_false_row(rng, repetitions, span, n, bunched)} |"
                )
    print("\n| streams | n | one in five followed | two in five | three in five |")
    print("| --- | --- | --- | --- | --- |")
    for bunched in (False, True):
        for n in (8, 12, 20, 30, 50, 100):
            found = [_power(rng, repetitions, n, bunched, share) for share in (0.2, 0.4, 0.6)]
            print(f"| {_told(bunched)} | {n} | {' | '.join(f'{one:.2f}' for one in found)} |")


def stream(rng: np.random.Generator, span: int, n: int, *, bunched: bool) -> np.ndarray:
    """Days of n deeds."""
    if not bunched:
        return rng.integers(0, span, n)
    starts = np.repeat(rng.integers(0, span, -(-n // _BUNCH)), _BUNCH)[:n]
    return (starts + rng.integers(0, 20, n)) % span


def p_of(first: np.ndarray, then: np.ndarray, span: int, *, far: bool = False) -> float:
    """The p-value with all shifts, or with those alone that are farther than W days either way."""
    drawn = sequels_by_shift(first, then, span, _WITHIN)
    if far:
        return share_at_least(drawn[0], drawn[_WITHIN + 1 : span - _WITHIN])
    return share_at_least(drawn[0], drawn[1:])


def _false_row(rng: np.random.Generator, repetitions: int, span: int, n: int, bunched: bool) -> str:
    pairs = [
        (stream(rng, span, n, bunched=bunched), stream(rng, span, n, bunched=bunched))
        for _ in range(repetitions)
    ]
    shares = []
    for far in (False, True):
        p = np.array([p_of(*pair, span, far=far) for pair in pairs])
        shares += [(p <= 0.05).mean(), (p <= 0.01).mean()]  # noqa: PLR2004
    return " | ".join(f"{share:.3f}" for share in shares)


def _power(rng: np.random.Generator, repetitions: int, n: int, bunched: bool, share: float) -> float:
    found = 0
    for _ in range(repetitions):
        first = stream(rng, _SPANS[0], n, bunched=bunched)
        then = stream(rng, _SPANS[0], n, bunched=bunched)
        planted = rng.permutation(n)[: round(share * n)]
        then[planted] = np.minimum(first[planted] + rng.integers(5, 16, len(planted)), _SPANS[0] - 1)
        found += p_of(first, then, _SPANS[0]) <= 0.05  # noqa: PLR2004
    return found / repetitions


def _told(bunched: bool) -> str:
    return "in bunches" if bunched else "even"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

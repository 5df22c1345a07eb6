"""Differences between two tellers of the same things: how large, how sure, and how many were looked at.

Each thing that both tell gives one difference in [−1, 1]. Things of one article stand or fall together, so
they are held together as a **bundle** in all that is drawn. What is computed hangs on the set of bundles
alone; with the two sides exchanged every sign is turned and nothing else changes.

- Interval: 90 %, by drawing the bundles' weights anew (the Bayesian bootstrap, Rubin 1981, "The Bayesian
  bootstrap", Annals of Statistics 9, 130-134). A few bundles that all agree would give it no width at all;
  so half a thing each at −1, 0 and 1 is added before (the posterior of a Dirichlet process, Ferguson 1973,
  Annals of Statistics 1, 209-230, with the weights of Jeffreys' prior for three outcomes).
- Chance: of a difference at least as far from 0 if in every bundle it were a toss which teller is which (the
  paired randomisation test; Fisher 1935, The Design of Experiments, § 21). Exact up to 16 bundles that
  differ; beyond by `_DRAWS` tosses, which count themselves (Phipson and Smyth 2010, Stat. Appl. Genet. Mol.
  Biol. 9, 39).
- Many pairs: chances are raised by `marsad.multiplicity.adjusted`.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_DRAWS: Final = 9_999
_SEED: Final = 0
_SIDES: Final = (5, 95)
_PRIOR: Final = 0.5
_EXACT: Final = 16
_SLACK: Final = 1e-9
_DIGITS: Final = 4


class Bundle(NamedTuple):
    """Things that stand or fall together.

    Attributes:
        number: of things.
        total: of their differences.
    """

    number: int
    total: float


class Difference(NamedTuple):
    """A mean difference of two shares.

    Attributes:
        mean: over things, −1 to 1.
        low: end of the 90 % interval.
        high: its other end.
        chance: of one as far from 0 if it were a toss who is who.
    """

    mean: float
    low: float
    high: float
    chance: float


def difference(bundles: Sequence[Bundle]) -> Difference:
    """The mean difference of the things in the bundles, each thing counted once.

    Args:
        bundles: one or more, none of them empty.
    """
    return _difference(_ordered(bundles))


@lru_cache(maxsize=4_096)  # most pairs share few stories, and these are alike
def _difference(straight: tuple[Bundle, ...]) -> Difference:
    turned = _ordered([Bundle(one.number, -one.total) for one in straight])
    mean = math.fsum(one.total for one in straight) / sum(one.number for one in straight)
    low, high = _ends(max(straight, turned))  # one of the two is drawn, so that the other is its mirror
    if straight <= turned:
        low, high = (-high, -low) if straight < turned else ((low - high) / 2, (high - low) / 2)
    return Difference(
        mean=round(mean, _DIGITS) + 0.0,
        low=round(min(low, mean), _DIGITS) + 0.0,
        high=round(max(high, mean), _DIGITS) + 0.0,
        chance=_chance([one.total for one in straight]),
    )


def _ordered(bundles: Sequence[Bundle]) -> tuple[Bundle, ...]:
    return tuple(sorted(Bundle(one.number, round(one.total, 9) + 0.0) for one in bundles))


@lru_cache(maxsize=4_096)
def _ends(bundles: tuple[Bundle, ...]) -> tuple[float, float]:
    """Ends of the interval; equal bundles share one weight, whose distribution is that of their sum."""
    weights = {one: float(number) for one, number in Counter(bundles).items()}
    for end in (-1.0, 0.0, 1.0):
        weights[Bundle(1, end)] = weights.get(Bundle(1, end), 0.0) + _PRIOR
    kinds = sorted(weights)
    drawn = np.random.default_rng(_SEED).standard_gamma(
        [weights[kind] for kind in kinds], (_DRAWS, len(kinds))
    )
    totals = drawn @ np.array([kind.total for kind in kinds])
    numbers = drawn @ np.array([float(kind.number) for kind in kinds])
    low, high = np.percentile(totals / numbers, _SIDES)
    return float(low), float(high)


def _chance(totals: Sequence[float]) -> float:
    sizes = sorted(abs(total) for total in totals if abs(total) > _SLACK)
    found = abs(math.fsum(totals)) - _SLACK
    if len(sizes) <= _EXACT:
        sums = np.zeros(1)
        for size in sizes:
            sums = np.concatenate((sums + size, sums - size))
        return float(np.mean(np.abs(sums) >= found))
    tossed = sum(
        _tossed(size, number, at) for at, (size, number) in enumerate(sorted(Counter(sizes).items()))
    )
    return float((np.count_nonzero(np.abs(tossed) >= found) + 1) / (_DRAWS + 1))


def _tossed(size: float, number: int, stream: int) -> Floats:
    """Sums of so many equal sizes with tossed signs."""
    heads = np.random.default_rng((_SEED, stream)).binomial(number, 0.5, _DRAWS)
    return size * (2.0 * heads - number)

"""What count is usual: a negative-binomial baseline of a stream of counts, frozen before each window.

The count of a window is Poisson with a rate that itself varies from window to window by a gamma
distribution, so that it is negative binomial with mean r·x and shape k (Greenwood and Yule 1920, JRSS 83(2)):
r is the level, x the exposure (how much the whole press told in that window), k how evenly the counts come.
Both are unknown: a grid of them is weighted by the likelihood of the windows before, in which what is older
counts less (a power discount: Ibrahim and Chen 2000, Statistical Science 15(1)), and by the prior: that of
Jeffreys for a Poisson rate, r^(−1/2), and flat in log k. The prediction is the mean over this posterior.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.measures.special import incomplete_beta, log_gamma

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

_RATES: Final = np.geomspace(1e-4, 1e2, 121)
_SHAPES: Final = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0])
_SMALL: Final = 1e-5
"""Cells of the grid with less weight than this beside the heaviest are left out of a prediction."""


class Baseline(NamedTuple):
    """Predictions for each window of a stream, from the windows before it alone.

    Attributes:
        weights: windows × cells of the grid; each row sums to one.
        exposure: x of each window.
    """

    weights: Numbers
    exposure: Numbers

    def expected(self) -> Numbers:
        """Mean count of each window."""
        return np.asarray(self.weights @ _cells()[0] * self.exposure)

    def chances(self, places: np.ndarray, counts: np.ndarray, windows: slice = slice(0, 1)) -> Numbers:
        """P(count or more) for each place, as known before that window.

        Args:
            places: of windows.
            counts: a count of at least 1 for each: of the window, or of several together.
            windows: which are counted together, from the place on; the window itself without.
        """
        if not len(places):
            return np.zeros(0)
        told = places[:, None] + np.arange(windows.start, windows.stop)
        known = self.weights[places]
        row, cell = np.nonzero(known > _SMALL * known.max(axis=1, keepdims=True))
        rate, shape = _cells()
        mean, together = rate[cell] * self.exposure[told].sum(axis=1)[row], shape[cell] * told.shape[1]
        tails = incomplete_beta(counts[row].astype(np.float64), together, mean / (mean + together))
        weight = known[row, cell]
        return np.asarray(np.clip(np.bincount(row, weight * tails) / np.bincount(row, weight), 0.0, 1.0))


def baseline(counts: np.ndarray, exposure: Numbers, discount: float) -> Baseline:
    """The baseline of a stream.

    Args:
        counts: of each window, oldest first.
        exposure: x of each window, positive, in any unit.
        discount: weight of a window beside that of the one after it, in (0, 1].

    Raises:
        ValueError: the arrays differ in length, or hold what is no count or exposure.
    """
    if counts.shape != exposure.shape or (counts < 0).any() or (exposure <= 0).any():
        raise ValueError("two series of one length are due: counts, and exposures above 0")
    told = _log_likelihood(counts, exposure)
    before = np.zeros_like(told)
    for at in range(1, len(counts)):
        before[at] = discount * (before[at - 1] + told[at - 1])
    logs = before + 0.5 * np.log(_cells()[0])  # r^(−1/2) dr is r^(1/2) d(log r)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return Baseline(weights / weights.sum(axis=1, keepdims=True), exposure)


@lru_cache(maxsize=1)
def _cells() -> tuple[Numbers, Numbers]:
    """Rates and shapes of the cells of the grid."""
    return np.repeat(_RATES, len(_SHAPES)), np.tile(_SHAPES, len(_RATES))


def _log_likelihood(counts: np.ndarray, exposure: Numbers) -> Numbers:
    rate, shape = _cells()
    values, place = np.unique(counts, return_inverse=True)
    y, k = values[:, None].astype(float), _SHAPES[None, :]
    bare = log_gamma(y + k) - log_gamma(k) - log_gamma(y + 1)
    mean = exposure[:, None] * rate
    share = np.log1p(-shape / (mean + shape))
    return np.asarray(
        np.tile(bare[place], len(_RATES)) + counts[:, None] * share - shape * np.log1p(mean / shape)
    )

"""Rank correlations with permutation p-values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.multiplicity import share_at_least

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

PERMUTATIONS: Final = 1_999


class Correlated(NamedTuple):
    """Spearman's ρ and Kendall's τ-b of two series of values, with two-sided permutation p-values."""

    rho: float
    rho_p: float
    tau: float
    tau_p: float


def correlated(x: Numbers, y: Numbers, seed: int = 0) -> Correlated | None:
    """The rank correlations of pairs; None where one side does not vary.

    Spearman (1904), American Journal of Psychology 15(1); Kendall (1945), Biometrika 33(3), with ties.
    """
    if not len(x) or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    rng = np.random.default_rng(seed)
    orders = np.array([rng.permutation(len(x)) for _ in range(PERMUTATIONS)])
    one, other = _scaled(ranks(x)), _scaled(ranks(y))
    rho = float(one @ other)
    signs, others = (_scaled(np.sign(each[:, None] - each[None, :]), centred=False) for each in (x, y))
    tau = float((signs * others).sum())
    drawn = np.array([(signs[np.ix_(order, order)] * others).sum() for order in orders])
    return Correlated(
        rho,
        share_at_least(abs(rho), np.abs(one[orders] @ other)),
        tau,
        share_at_least(abs(tau), np.abs(drawn)),
    )


def ranks(values: Numbers) -> Numbers:
    """Ranks from 1; equal values share the mean of theirs."""
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(number)
    return np.asarray((last - (number - 1) / 2)[place], dtype=np.float64)


def _scaled(values: Numbers, *, centred: bool = True) -> Numbers:
    """Values of length one as a vector, so that a correlation is a product."""
    moved = values - values.mean() if centred else values
    return np.asarray(moved / np.sqrt((moved**2).sum()))

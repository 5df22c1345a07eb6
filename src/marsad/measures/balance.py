"""Where a state leans, from sums of cooperation and conflict: the formulas, on numbers or arrays of them.

C and K are sums over deeds of π · max(s, 0) and π · max(−s, 0). All shrink towards "nothing known" by a few
deeds' worth, so that two lone articles do not make an extreme reading (docs/reference/measures.md).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PRIOR: Final = 2.0
"""Volume that the balance is shrunk by; twice that for the difference of two poles."""
SHARE_PRIOR: Final = 3.0
"""Cooperation that the pole shares are shrunk by, towards the region's."""


def balance(cooperation: Numbers, conflict: Numbers) -> Numbers:
    """B = (C − K) / (C + K + 2), −1 (all conflict) to 1 (all cooperation)."""
    return np.asarray((cooperation - conflict) / (cooperation + conflict + PRIOR))


def ambivalence(cooperation: Numbers, conflict: Numbers) -> Numbers:
    """2 · min(C, K) / (C + K + 2), 0 to 1: whether there is much of both."""
    return np.asarray(2.0 * np.minimum(cooperation, conflict) / (cooperation + conflict + PRIOR))


def pole_shares(cooperation: Numbers, usual: Numbers) -> Numbers:
    """L_p = (C_p + 3 m_p) / (Σ_q C_q + 3), which sum to 1.

    Args:
        cooperation: poles along the last axis.
        usual: m, the mean shares of the region's other states; sums to 1.
    """
    total = cooperation.sum(axis=-1, keepdims=True)
    return np.asarray((cooperation + SHARE_PRIOR * usual) / (total + SHARE_PRIOR))


def hedging(shares: Numbers) -> Numbers:
    """H = (1 − Σ L²) / (1 − 1/|P|): 0 with one pole alone, 1 with all alike (Simpson's index, normed).

    Args:
        shares: at least two poles along the last axis, summing to 1.
    """
    poles = shares.shape[-1]
    return np.asarray((1.0 - (shares**2).sum(axis=-1)) / (1.0 - 1.0 / poles))


def two_pole_lean(cooperation: Numbers, conflict: Numbers) -> Numbers:
    """Λ = [(C₁ − K₁) − (C₂ − K₂)] / (C₁ + K₁ + C₂ + K₂ + 4), towards the first of two poles (last axis)."""
    net = cooperation - conflict
    volume = (cooperation + conflict).sum(axis=-1)
    return np.asarray((net[..., 0] - net[..., 1]) / (volume + 2 * PRIOR))

"""Many tests at once: p-values adjusted for the number of pairs tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def adjusted(p_values: Sequence[float]) -> list[float]:
    """q-values: the smallest false-discovery rate at which each test would be kept.

    Benjamini and Hochberg (1995), "Controlling the false discovery rate", JRSS B 57(1), step-up procedure.
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p)
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    lowest = np.minimum.accumulate(ranked[::-1])[::-1]
    found = np.empty_like(lowest)
    found[order] = np.minimum(lowest, 1.0)
    return [float(value) for value in found]


def share_at_least(observed: float, drawn: np.ndarray) -> float:
    """p-value by permutation: (1 + #{drawn ≥ observed}) / (1 + N), the observed order being a possible one.

    Phipson and Smyth (2010), "Permutation p-values should never be zero".
    """
    return float((1 + (drawn >= observed - 1e-12).sum()) / (1 + len(drawn)))

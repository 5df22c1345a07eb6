"""The two-level Bayesian bootstrap: origins are drawn, then the deeds inside each.

Deeds of one origin are not independent: one correspondent's week is one draw. Weights are those of Rubin
(1981), "The Bayesian bootstrap", Annals of Statistics 9(1), at both levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.measures.balance import Numbers

DRAWS: Final = 2_000
_INNER_SHAPE: Final = 3.0
"""Dirichlet parameter of the deeds inside an origin. Drawing origins alone already has most of the spread
inside them: with 1, as at the upper level, 90 % intervals covered 92 to 99 %, without an inner level 79 to 91
(benchmarks/measures.py)."""
_ENOUGH: Final = 100
"""Origins from which on the upper level is drawn alone: their sums differ by all that differs inside them.
So intervals covered 88 to 97 %, with both levels 92 to 98 (150 presses each of 100 and 200 origins)."""
_MOST: Final = 4_000_000
"""Weights held at a time: 32 MB."""
_BLOCKS: Final = 30
_MANY: Final = 3_000


def resampled_sums(
    values: Numbers, origins: Sequence[str], *, rng: np.random.Generator, draws: int = DRAWS
) -> Numbers:
    """Sums of the columns of deeds, drawn anew.

    With a hundred origins or more only these are drawn. With fewer, and more than 3,000 deeds, those of an
    origin are gathered, in their order, into at most 30 blocks that are drawn whole; their spread stays that
    of sums inside the origin. So the time does not grow with the deeds.

    Args:
        values: deeds × columns.
        origins: the origin of each deed.
        rng: where the weights come from.
        draws: how many.

    Returns:
        draws × columns; their mean is near the plain sums.
    """
    _, group = np.unique(np.asarray(origins), return_inverse=True)
    if len(group) and group.max() + 1 >= _ENOUGH:
        return _outer_alone(values, group, rng, draws)
    if len(group) > _MANY:
        values, group = _in_blocks(values, group)
    order = np.argsort(group, kind="stable")
    values, group = values[order], group[order]
    sums = np.empty((draws, values.shape[1]))
    step = max(1, _MOST // max(1, len(group)))
    for start in range(0, draws, step):
        stop = min(draws, start + step)
        sums[start:stop] = _weights(group, stop - start, rng) @ values
    return sums


def _outer_alone(values: Numbers, group: np.ndarray, rng: np.random.Generator, draws: int) -> Numbers:
    """Sums with weights of origins only."""
    summed = np.zeros((group.max() + 1, values.shape[1]))
    np.add.at(summed, group, values)
    found = np.empty((draws, values.shape[1]))
    step = max(1, _MOST // len(summed))
    for start in range(0, draws, step):
        weights = rng.standard_exponential((min(step, draws - start), len(summed)), dtype=np.float32)
        total = weights.sum(axis=1, dtype=np.float64, keepdims=True)
        found[start : start + step] = weights @ summed.astype(np.float32) * (len(summed) / total)
    return found


def _weights(group: np.ndarray, draws: int, rng: np.random.Generator) -> Numbers:
    """Weights of deeds, sorted by origin: each level has a mean of one."""
    if not len(group):
        return np.zeros((draws, 0))
    sizes = np.bincount(group)
    outer = rng.standard_exponential((draws, len(sizes)))
    outer *= len(sizes) / outer.sum(axis=1, keepdims=True)
    inner = rng.standard_gamma(_INNER_SHAPE, (draws, len(group)))
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    totals = np.add.reduceat(inner, starts, axis=1)
    return np.asarray(inner * (outer * sizes / totals)[:, group])


def _in_blocks(values: Numbers, group: np.ndarray) -> tuple[Numbers, np.ndarray]:
    order = np.argsort(group, kind="stable")
    values, group = values[order], group[order]
    sizes = np.bincount(group)
    place = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    most = min(_BLOCKS, _MANY // len(sizes))
    block = place * np.minimum(most, sizes)[group] // sizes[group]
    key, inverse = np.unique(group * _BLOCKS + block, return_inverse=True)
    summed = np.zeros((len(key), values.shape[1]))
    np.add.at(summed, inverse, values)
    return summed, key // _BLOCKS

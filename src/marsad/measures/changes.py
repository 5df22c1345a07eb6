"""Change points: where the level of a stream of counts changed, looking back.

Between two changes the counts are Poisson with one rate, over-dispersed by a factor φ that the differences
between neighbouring windows give (Rice 1984, Annals of Statistics 12(4)); the likelihood is raised to 1/φ
(quasi-Poisson: McCullagh and Nelder 1989, ch. 9). The rate has a gamma prior of shape 1 around the mean of
all windows, changes come by chance. All segmentations are summed over exactly (Fearnhead 2006, Statistics and
Computing 16(2)), and the likeliest is given, each change with its probability.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.measures.special import log_gamma

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

_PRIOR: Final = 1.0


class Change(NamedTuple):
    """A change of level.

    Attributes:
        at: place of the first window of the new level.
        before: mean count of a window before, at the mean exposure; until then from the change before.
        after: after, until the next change.
        probability: that there is a change within a window of this place.
    """

    at: int
    before: float
    after: float
    probability: float


def changes(counts: np.ndarray, exposure: Numbers, chance: float) -> list[Change]:
    """Changes of level, oldest first.

    Args:
        counts: of each window, oldest first.
        exposure: of each window, positive.
        chance: of a change from one window to the next, before anything is seen.
    """
    if not len(counts):
        return []
    pieces = _pieces(counts, exposure, chance)
    starts = [0, *_likeliest(pieces), len(counts)]
    probability = _probabilities(pieces)
    levels = [
        (counts[one:other].sum() + 0.5) / exposure[one:other].sum() * exposure.mean()
        for one, other in pairwise(starts)
    ]
    return [
        Change(
            at,
            float(levels[place]),
            float(levels[place + 1]),
            float(probability[at - 1 : at + 2].sum().clip(max=1)),
        )
        for place, at in enumerate(starts[1:-1])
    ]


def dispersion(counts: np.ndarray, exposure: Numbers) -> float:
    """φ: mean of Pearson's χ² of neighbouring windows against one rate; at least 1."""
    y, x = counts.astype(float), exposure
    rate = (y[1:] + y[:-1]) / (x[1:] + x[:-1])
    some = rate > 0
    if not some.any():
        return 1.0
    parts = (
        (each - rate * time) ** 2 / np.where(some, rate * time, 1)
        for each, time in ((y[1:], x[1:]), (y[:-1], x[:-1]))
    )
    return max(1.0, float(sum(parts)[some].mean()))


def _pieces(counts: np.ndarray, exposure: Numbers, chance: float) -> Numbers:
    """Log probability of a piece from window i to before window j, with its length; −∞ where j ≤ i."""
    phi = dispersion(counts, exposure)
    y, x = (np.concatenate(([0.0], np.cumsum(each))) for each in (counts / phi, exposure / phi))
    scale = _PRIOR * x[-1] / max(y[-1], 0.5 / phi)
    shape, rate = _PRIOR + y[None, :] - y[:, None], scale + x[None, :] - x[:, None]
    length = np.arange(len(y))[None, :] - np.arange(len(y))[:, None]
    ahead = length > 0
    shape, rate = np.where(ahead, shape, 1.0), np.where(ahead, rate, 1.0)
    told = _PRIOR * np.log(scale) + log_gamma(shape) - shape * np.log(rate)
    ends = np.where(np.arange(len(y)) < len(counts), np.log(chance), 0.0)[None, :]
    return np.asarray(np.where(ahead, told + (length - 1) * np.log1p(-chance) + ends, -np.inf))


def _likeliest(pieces: Numbers) -> list[int]:
    """Inner starts of the likeliest segmentation (Viterbi)."""
    last = len(pieces) - 1
    best, came = np.zeros(last + 1), np.zeros(last + 1, dtype=int)
    for end in range(1, last + 1):
        routes = best[:end] + pieces[:end, end]
        came[end] = routes.argmax()
        best[end] = routes[came[end]]
    starts: list[int] = []
    at = int(came[last])
    while at > 0:
        starts.append(at)
        at = int(came[at])
    return starts[::-1]


def _probabilities(pieces: Numbers) -> Numbers:
    """For each window the probability that a new level starts with it."""
    last = len(pieces) - 1
    ahead, back = np.zeros(last + 1), np.zeros(last + 1)
    for at in range(1, last + 1):
        ahead[at] = _log_sum(ahead[:at] + pieces[:at, at])
        start = last - at
        back[start] = _log_sum(back[start + 1 :] + pieces[start, start + 1 :])
    found = np.exp(ahead + back - back[0])
    found[[0, last]] = 0.0
    return np.asarray(found)


def _log_sum(logs: Numbers) -> float:
    top = logs.max()
    return float(top + np.log(np.exp(logs - top).sum()))

"""How good a probability was: Brier, logarithm, the range that words leave open, Murphy's parts.

All take probabilities of a yes and outcomes, 1 for yes and 0 for no, as arrays of the same length.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.errors import UsageError

Floats = NDArray[np.float64]
Places = NDArray[np.signedinteger]
"""Numbers of groups, one for each forecast."""

CLIP: Final = (0.01, 0.99)
"""Probabilities are taken to lie in here before their logarithm: one certain error would else cost all."""

BINS: Final = 10


class Murphy(NamedTuple):
    """Brier = reliability − resolution + uncertainty + within.

    Attributes:
        reliability: how far the forecasts of a bin lie from how often they came true; 0 is best.
        resolution: how far the bins lie from the base rate; more is better.
        uncertainty: of the outcomes themselves.
        within: what the width of the bins hides (Stephenson, Coelho and Jolliffe 2008); 0 where all forecasts
            of a bin are one number.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


class Verbal(NamedTuple):
    """Mean Brier score where words were told: by the most and least fortunate number that they can mean."""

    best: float
    mid: float
    worst: float


def brier(probabilities: Floats, outcomes: Floats) -> Floats:
    """Squared errors, 0 best and 1 worst (Brier 1950, the form for two outcomes)."""
    return np.square(probabilities - outcomes)


def log_score(probabilities: Floats, outcomes: Floats) -> Floats:
    """Minus the natural logarithm of what was given to the outcome, clipped to `CLIP`; 0 is best."""
    clipped = np.clip(probabilities, *CLIP)
    return -np.log(np.where(outcomes == 1, clipped, 1 - clipped))


def verbal(low: Floats, high: Floats, outcomes: Floats) -> Verbal:
    """Mean Brier of intervals: at the end nearer the outcome, in the middle, at the farther end."""
    nearer, farther = np.where(outcomes == 1, high, low), np.where(outcomes == 1, low, high)
    ends = (nearer, (low + high) / 2, farther)
    return Verbal(*(float(np.mean(brier(end, outcomes))) for end in ends))


def skill(scores: Floats, reference: Floats) -> float:
    """What part of the reference's error was saved: 1 is perfect, 0 no better, below 0 worse.

    Raises:
        UsageError: the reference made no error at all.
    """
    total = float(np.mean(reference))
    if not total:
        raise UsageError("a reference without error leaves nothing to save")
    return 1 - float(np.mean(scores)) / total


def murphy(probabilities: Floats, outcomes: Floats, bins: int = BINS) -> Murphy:
    """The parts of the Brier score by bins of equal width (Murphy 1973).

    Args:
        probabilities: of a yes.
        outcomes: 1 or 0.
        bins: how many; 1 is the last bin's own.
    """
    places = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    numbers = np.bincount(places, minlength=bins)
    filled = numbers > 0
    weights = numbers[filled] / len(outcomes)
    told = np.bincount(places, probabilities, bins)[filled] / numbers[filled]
    came = np.bincount(places, outcomes, bins)[filled] / numbers[filled]
    base = float(np.mean(outcomes))
    index = np.cumsum(filled)[places] - 1
    from_told, from_came = probabilities - told[index], outcomes - came[index]
    return Murphy(
        reliability=float(np.sum(weights * np.square(told - came))),
        resolution=float(np.sum(weights * np.square(came - base))),
        uncertainty=base * (1 - base),
        within=float(np.mean(np.square(from_told) - 2 * from_told * from_came)),
    )

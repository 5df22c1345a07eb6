"""CORP reliability: probabilities calibrated anew by isotonic regression, and what that says of them.

T. Dimitriadis, T. Gneiting, A. I. Jordan, *Stable reliability diagrams for probabilistic classifiers*,
PNAS 118 (2021) e2016191118. The pool-adjacent-violators algorithm gives for every forecast the frequency with
which such forecasts came true, without bins to choose. With S the mean Brier score: MCB = S(forecast) −
S(calibrated), DSC = S(base rate) − S(calibrated), UNC = S(base rate), so that MCB − DSC + UNC = S(forecast).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from marsad.errors import UsageError
from marsad.ledger.scores import Floats, Places, brier

LEVEL: Final = 0.90
DRAWS: Final = 2_000
_FEWEST: Final = 200
_MOST_PLACES: Final = 1_000_000


class Corp(NamedTuple):
    """Parts of the mean Brier score.

    Attributes:
        miscalibration: MCB, what calibration would save; 0 is best.
        discrimination: DSC, what the forecasts tell apart; more is better.
        uncertainty: UNC, the score of the base rate.
    """

    miscalibration: float
    discrimination: float
    uncertainty: float


class Curve(NamedTuple):
    """A reliability curve: one place for each distinct forecast, in rising order.

    Attributes:
        forecast: probabilities that were told.
        number: how many told each.
        calibrated: how often such forecasts came true, by isotonic regression.
        consistent_low: where the curve would run, were the forecasts calibrated: low end of the band.
        consistent_high: its high end.
        confident_low: low end of the band around the curve itself.
        confident_high: its high end.
    """

    forecast: Floats
    number: Floats
    calibrated: Floats
    consistent_low: Floats
    consistent_high: Floats
    confident_low: Floats
    confident_high: Floats


def calibrated(probabilities: Floats, outcomes: Floats) -> Floats:
    """For every forecast the probability that isotonic regression puts in its place.

    Equal forecasts are pooled first; then neighbours that fall are pooled until none does.

    Raises:
        UsageError: no forecast at all.
    """
    if not len(probabilities):
        raise UsageError("no forecast to calibrate")
    _, index, numbers = np.unique(probabilities, return_inverse=True, return_counts=True)
    sums = np.bincount(index, outcomes).astype(np.float64)
    return _pooled(sums, numbers.astype(np.float64))[index]


def _pooled(sums: Floats, numbers: Floats) -> Floats:
    """Pool adjacent violators: means of blocks, never falling, spread over their members."""
    blocks: list[tuple[float, float, int]] = []
    for total, number in zip(sums.tolist(), numbers.tolist(), strict=True):
        block = (total, number, 1)
        while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    means, members = [total / number for total, number, _ in blocks], [members for *_, members in blocks]
    return np.repeat(np.array(means), members)


def corp(probabilities: Floats, outcomes: Floats) -> Corp:
    """The parts of the mean Brier score.

    Raises:
        UsageError: no forecast at all.
    """
    again = float(np.mean(brier(calibrated(probabilities, outcomes), outcomes)))
    told = float(np.mean(brier(probabilities, outcomes)))
    base = float(np.mean(brier(np.full(len(outcomes), np.mean(outcomes)), outcomes)))
    return Corp(told - again, base - again, base)


def curve(
    probabilities: Floats, outcomes: Floats, questions: Places | None = None, draws: int | None = None
) -> Curve:
    """The reliability curve with its two bands, each of `LEVEL` at every place, by resampling.

    Consistency: outcomes are drawn as if every forecast were calibrated. Confidence: as if the calibrated
    probabilities were the true ones. All forecasts of one question share its draw, since they share its
    outcome; so a question with many forecasters counts as the one thing that it is.

    Args:
        probabilities: of a yes.
        outcomes: 1 or 0.
        questions: a number for the question of each; without, each has its own.
        draws: how many samples; without, `DRAWS`, and fewer where thousands of different numbers were told.

    Raises:
        UsageError: no forecast at all.
    """
    values, index, numbers = np.unique(probabilities, return_inverse=True, return_counts=True)
    fitted = calibrated(probabilities, outcomes)
    shared = (
        np.arange(len(probabilities)) if questions is None else np.unique(questions, return_inverse=True)[1]
    )
    at_value = np.zeros(len(values))
    at_value[index] = fitted
    number = draws or max(_FEWEST, min(DRAWS, _MOST_PLACES // len(values)))
    bands = [_band(values, truth, index, shared, number) for truth in (probabilities, fitted)]
    return Curve(values, numbers.astype(np.float64), at_value, *bands[0], *bands[1])


def _band(values: Floats, truth: Floats, index: Places, shared: Places, draws: int) -> tuple[Floats, Floats]:
    """Between which the curve lies at each value, in `LEVEL` of the draws of outcomes from ``truth``."""
    rng, counts = np.random.default_rng(0), np.bincount(index, minlength=len(values)).astype(np.float64)
    curves = np.empty((draws, len(values)))
    for draw in range(draws):
        came = (rng.random(int(shared.max()) + 1)[shared] < truth).astype(np.float64)
        curves[draw] = _pooled(np.bincount(index, came, len(values)).astype(np.float64), counts)
    low, high = np.quantile(curves, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low, high

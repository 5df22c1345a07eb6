"""The latent trend: how likely an act between two sides is to be cooperative, as it moves over time.

Of n_t acts in window t, y_t are cooperative: y_t ~ BetaBinomial(n_t, logit⁻¹ θ_t, φ), with
θ_t = θ_{t−1} + N(0, σ² Δt). For each σ and φ of a grid the mode of θ is found by Newton's steps on a
tridiagonal system, its spread by Laplace's approximation there, and the marginal likelihood from both; the
fits are averaged by it, since one σ taken for certain made 90 % intervals that covered 85 %
(benchmarks/measures.py). See Durbin and Koopman (2012), *Time Series Analysis by State Space Methods*,
ch. 10, and for the averaging Rue, Martino and Chopin (2009), JRSS B 71(2).
"""

from __future__ import annotations

from math import erf
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.measures.intervals import NORMAL_90
from marsad.measures.special import digamma, log_gamma

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

_START: Final = 1.5
"""Spread of θ before any window: a cooperative share between .05 and .95 in 95 of 100 cases."""
_SIGMAS: Final = np.geomspace(0.01, 1.5, 20)
"""Steps of θ in a month that are tried."""
_PHIS: Final = np.array([3.0, 8.0, 20.0, 60.0, 200.0, 1e6])
"""Precisions that are tried; the last one is the binomial."""
_STEPS: Final = 80
_CLOSE: Final = 1e-8
_SMALL: Final = 0.002
"""Fits of less weight are left out."""


class Trend(NamedTuple):
    """The trend of a series; arrays have one value a window, on the scale of the cooperative share.

    Attributes:
        share: logit⁻¹ of the mode of θ.
        low: lower end of the 90 % interval.
        high: upper end.
        rising: probability that θ_t is above θ_{t−lag}; NaN in the first windows.
        sigma: step of θ in a month.
        phi: precision of the beta-binomial; large where acts are as good as independent.
    """

    share: Numbers
    low: Numbers
    high: Numbers
    rising: Numbers
    sigma: float
    phi: float


def trend(cooperative: Numbers, counted: Numbers, *, months: float = 1.0, lag: int = 12) -> Trend:
    """The trend of a series of windows.

    Args:
        cooperative: y, acts that are cooperative in each window.
        counted: n, all acts in each; a window may have none.
        months: length of a window, in months.
        lag: windows between those that are compared.

    Raises:
        ValueError: the arrays differ in length, are empty, or hold more cooperative acts than acts.
    """
    y, n = np.asarray(cooperative, float), np.asarray(counted, float)
    if y.shape != n.shape or y.ndim != 1 or not len(y) or (y > n).any() or (y < 0).any():
        raise ValueError("two series of one length are due, with 0 ≤ cooperative ≤ counted")
    grid = _Grid.over(y, n, months)
    # Flat in σ, on a grid of its logarithm: flat in the logarithm covered 87 % where 90 were due.
    weight = np.exp(grid.likelihood - grid.likelihood.max()) * np.sqrt(grid.step)
    kept = np.flatnonzero(weight >= _SMALL * weight.sum())
    weight = weight[kept] / weight[kept].sum()
    thetas, inverse = grid.theta[kept], _Inverse.of(grid.diagonal[kept], grid.step[kept])
    mean = weight @ thetas
    spread = np.sqrt(weight @ (inverse.variance + (thetas - mean) ** 2))
    best = int(grid.likelihood.argmax())
    return Trend(
        share=_logistic(mean),
        low=_logistic(mean - NORMAL_90 * spread),
        high=_logistic(mean + NORMAL_90 * spread),
        rising=weight @ _rising(thetas, inverse, lag),
        sigma=float(np.sqrt(grid.step[best] / months)),
        phi=float(grid.phi[best]),
    )


class _Grid(NamedTuple):
    """The modes for every σ and φ: fits along the first axis, windows along the second.

    ``step`` is the variance of one step, ``diagonal`` that of the posterior precision.
    """

    theta: Numbers
    diagonal: Numbers
    step: Numbers
    phi: Numbers
    likelihood: Numbers

    @classmethod
    def over(cls, y: Numbers, n: Numbers, months: float) -> _Grid:
        sigma, phi = (axis.ravel() for axis in np.meshgrid(_SIGMAS, _PHIS))
        step = sigma**2 * months
        prior = _prior_diagonal(len(y), step)
        theta = _modes(y, n, prior, step, phi)
        score, weight = _derivatives(y, n, theta, phi)
        _, log_posterior = _solved(prior + weight, step, score)
        _, log_prior = _solved(prior, step, score)
        quadratic = (theta * _times(prior, step, theta)).sum(axis=1)
        likelihood = _log_likelihood(y, n, theta, phi) + 0.5 * (log_prior - log_posterior - quadratic)
        return cls(theta, prior + weight, step, phi, likelihood)


def _modes(y: Numbers, n: Numbers, prior: Numbers, step: Numbers, phi: Numbers) -> Numbers:
    """θ at the mode of each fit, by Newton's steps; a fit that stands still is done."""
    theta, moving = np.zeros_like(prior), np.arange(len(step))
    for _ in range(_STEPS):
        at, steps, precision = theta[moving], step[moving], prior[moving]
        score, weight = _derivatives(y, n, at, phi[moving])
        change, _ = _solved(precision + weight, steps, score - _times(precision, steps, at))
        theta[moving] += np.clip(change, -1.0, 1.0)
        moving = moving[np.abs(change).max(axis=1) >= _CLOSE]
        if not len(moving):
            break
    return theta


def _prior_diagonal(windows: int, step: Numbers) -> Numbers:
    """Diagonals of the precision of random walks that start at N(0, 1.5²)."""
    diagonal = np.repeat(2.0 / step[:, None], windows, axis=1)
    diagonal[:, -1] = 1.0 / step
    diagonal[:, 0] = 1.0 / _START**2 + (1.0 / step if windows > 1 else 0.0)
    return diagonal


def _times(diagonal: Numbers, step: Numbers, x: Numbers) -> Numbers:
    """The tridiagonal precisions (off the diagonal −1/step) times vectors."""
    found = diagonal * x
    found[:, 1:] -= x[:, :-1] / step[:, None]
    found[:, :-1] -= x[:, 1:] / step[:, None]
    return found


def _solved(diagonal: Numbers, step: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Solutions of tridiagonal systems, and the logarithms of their determinants (Thomas' algorithm)."""
    off = -1.0 / step
    pivots, carried = diagonal.copy(), right.copy()
    windows = pivots.shape[1]
    for at in range(1, windows):
        ratio = off / pivots[:, at - 1]
        pivots[:, at] -= ratio * off
        carried[:, at] -= ratio * carried[:, at - 1]
    found = np.empty_like(carried)
    found[:, -1] = carried[:, -1] / pivots[:, -1]
    for at in range(windows - 2, -1, -1):
        found[:, at] = (carried[:, at] - off * found[:, at + 1]) / pivots[:, at]
    return found, np.log(pivots).sum(axis=1)


class _Inverse(NamedTuple):
    """What is needed of the inverses of tridiagonal precisions, without making them: T steps, not T³.

    θ given all of the past and its next value is that value times 1 / (step · pivot), the pivot being that of
    the elimination from the front; so the covariance of two windows is the variance of the later one times
    the product of these factors between (Meurant 1992, SIAM J. Matrix Anal. Appl. 13(3)).

    Attributes:
        variance: diagonals of the inverses.
        carried: running sums of the logarithms of the factors.
    """

    variance: Numbers
    carried: Numbers

    @classmethod
    def of(cls, diagonal: Numbers, step: Numbers) -> _Inverse:
        """Fits along the first axis, windows along the second; off the diagonals stands −1/step."""
        front, back = _pivots(diagonal, step), _pivots(diagonal[:, ::-1], step)[:, ::-1]
        factors = -np.log(step[:, None] * front[:, :-1])
        carried = np.concatenate((np.zeros((len(step), 1)), np.cumsum(factors, axis=1)), axis=1)
        return cls(1.0 / (front + back - diagonal), carried)

    def covariance(self, lag: int) -> Numbers:
        """Of each window from the lag on with the one that lies so many before it."""
        return np.asarray(self.variance[:, lag:] * np.exp(self.carried[:, lag:] - self.carried[:, :-lag]))


def _pivots(diagonal: Numbers, step: Numbers) -> Numbers:
    """Pivots of an elimination from the front."""
    found = diagonal.copy()
    for at in range(1, diagonal.shape[1]):
        found[:, at] -= 1.0 / (step**2 * found[:, at - 1])
    return found


def _derivatives(y: Numbers, n: Numbers, theta: Numbers, phi: Numbers) -> tuple[Numbers, Numbers]:
    """First derivative of the log-likelihood by θ, and its information n·p·q / (1 + (n − 1)/(φ + 1)).

    The information is the reciprocal of the variance of the share, which is positive everywhere, where the
    second derivative of a beta-binomial is not.
    """
    p, phi = _logistic(theta), phi[:, None]
    a, b = phi * p, phi * (1.0 - p)
    by_share = phi * (digamma(y + a) - digamma(a) - digamma(n - y + b) + digamma(b))
    varies = p * (1.0 - p)
    return by_share * varies, n * varies / (1.0 + np.maximum(n - 1.0, 0.0) / (phi + 1.0))


def _log_likelihood(y: Numbers, n: Numbers, theta: Numbers, phi: Numbers) -> Numbers:
    p, phi = _logistic(theta), phi[:, None]
    a, b = phi * p, phi * (1.0 - p)
    terms = log_gamma(y + a) - log_gamma(a) + log_gamma(n - y + b) - log_gamma(b)
    return np.asarray((terms - log_gamma(n + phi) + log_gamma(phi)).sum(axis=1))


def _logistic(theta: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-theta)))


def _rising(theta: Numbers, inverse: _Inverse, lag: int) -> Numbers:
    """P(θ_t > θ_{t−lag}) of each fit and window."""
    found = np.full(theta.shape, np.nan)
    if lag < theta.shape[1]:
        variance = inverse.variance[:, lag:] + inverse.variance[:, :-lag] - 2 * inverse.covariance(lag)
        z = (theta[:, lag:] - theta[:, :-lag]) / np.sqrt(np.maximum(variance, 1e-12))
        found[:, lag:] = _normal(z)
    return found


def _normal(z: Numbers) -> Numbers:
    """Distribution function of the standard normal."""
    return np.array([0.5 * (1.0 + erf(each / 2**0.5)) for each in z.ravel()]).reshape(z.shape)

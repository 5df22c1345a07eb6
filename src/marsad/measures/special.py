"""Functions of analysis that numpy lacks (scipy is 140 MB, see pyproject.toml): log Γ, ψ, incomplete beta.

The first two lift the argument to 8 or more by recurrence and sum Stirling's series there: Abramowitz and
Stegun (1964), *Handbook of Mathematical Functions*, 6.1.41 and 6.3.18. Relative error below 1e-12. The third
is its continued fraction, 26.5.8 there, by Lentz's method; absolute error below 1e-10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.measures.balance import Numbers

_LIFTED: Final = 8
_HALF_LOG_2PI: Final = 0.5 * np.log(2 * np.pi)
_GAMMA: Final = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_PSI: Final = (-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12)
_TERMS: Final = 2_000
_TINY: Final = 1e-300
_CLOSE: Final = 1e-13


def log_gamma(x: Numbers) -> Numbers:
    """Logarithm of Γ(x) for x > 0."""
    lifted = x + _LIFTED
    # Two logarithms where one of all eight might be too large a number: up to 10^77.
    below = sum(np.log(x * (x + 1) * (x + 2) * (x + 3)) for x in (x, x + _LIFTED // 2))
    series = _series(_GAMMA, lifted**-2) / lifted
    return np.asarray((lifted - 0.5) * np.log(lifted) - lifted + _HALF_LOG_2PI + series - below)


def digamma(x: Numbers) -> Numbers:
    """ψ(x) = d log Γ(x) / dx for x > 0."""
    lifted = x + _LIFTED
    below = 1.0 / x
    for step in range(1, _LIFTED):
        below += 1.0 / (x + step)
    square = lifted**-2
    return np.asarray(np.log(lifted) - 0.5 / lifted + _series(_PSI, square) * square - below)


def _series(terms: Sequence[float], x: Numbers) -> Numbers:
    """Σ of a term times x to the power of its place (Horner): powers one by one took most of the time."""
    found = np.full_like(x, terms[-1])
    for term in terms[-2::-1]:
        found *= x
        found += term
    return found


def incomplete_beta(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """Regularised incomplete beta function I_x(a, b), for arrays of one shape; a, b > 0, 0 ≤ x ≤ 1.

    With x = m / (m + k) it is P(Y ≥ a) of a negative binomial of mean m and shape b = k.
    """
    a, b, x = (np.asarray(each, dtype=np.float64) for each in (a, b, x))
    turned = x > (a + 1) / (a + b + 2)  # there the fraction of the other tail is the one that converges
    a, b, x = np.where(turned, b, a), np.where(turned, a, b), np.where(turned, 1 - x, x)
    with np.errstate(divide="ignore"):
        front = a * np.log(x) + b * np.log1p(-x) + log_gamma(a + b) - log_gamma(a) - log_gamma(b)
    tail = np.exp(front) * _fraction(a, b, x) / a
    return np.asarray(np.where(turned, 1 - tail, tail))


def _fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """The continued fraction, by Lentz's method as modified by Thompson and Barnett (1986)."""
    upper = np.ones_like(x)
    lower = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = lower.copy()
    for term in range(1, _TERMS):
        at = a + 2 * term
        for part in (
            term * (b - term) * x / ((at - 1) * at),
            -(a + term) * (a + b + term) * x / (at * (at + 1)),
        ):
            lower = 1 / _not_zero(1 + part * lower)
            upper = _not_zero(1 + part / upper)
            change = lower * upper
            found *= change
        if np.abs(change - 1).max(initial=0) < _CLOSE:
            break
    return found


def _not_zero(x: Numbers) -> Numbers:
    return np.where(np.abs(x) < _TINY, _TINY, x)

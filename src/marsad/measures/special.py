"""Two functions of analysis that numpy lacks (scipy is 140 MB, see pyproject.toml): log Γ and ψ.

Both lift the argument to 8 or more by recurrence and sum Stirling's series there: Abramowitz and Stegun
(1964), *Handbook of Mathematical Functions*, 6.1.41 and 6.3.18. Relative error below 1e-12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

_LIFTED: Final = 8
_HALF_LOG_2PI: Final = 0.5 * np.log(2 * np.pi)
_GAMMA: Final = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_PSI: Final = (-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12)


def log_gamma(x: Numbers) -> Numbers:
    """Logarithm of Γ(x) for x > 0."""
    lifted = x + _LIFTED
    below = np.sum([np.log(x + step) for step in range(_LIFTED)], axis=0)
    series = sum(term * lifted ** -(2 * at + 1) for at, term in enumerate(_GAMMA))
    return np.asarray((lifted - 0.5) * np.log(lifted) - lifted + _HALF_LOG_2PI + series - below)


def digamma(x: Numbers) -> Numbers:
    """ψ(x) = d log Γ(x) / dx for x > 0."""
    lifted = x + _LIFTED
    below = np.sum([1.0 / (x + step) for step in range(_LIFTED)], axis=0)
    series = sum(term * lifted ** -(2 * at + 2) for at, term in enumerate(_PSI))
    return np.asarray(np.log(lifted) - 0.5 / lifted + series - below)

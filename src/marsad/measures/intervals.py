"""Intervals of shares."""

from __future__ import annotations

from typing import Final

NORMAL_90: Final = 1.6448536269514722
"""Ends of the middle 90 % of a standard normal."""


def wilson(some: int, all_: int) -> tuple[float, float]:
    """90 % interval of a share (Wilson 1927, JASA 22(158)); 0 to 1 where there is nothing."""
    if not all_:
        return 0.0, 1.0
    share, z2 = some / all_, NORMAL_90**2
    middle = (share + z2 / (2 * all_)) / (1 + z2 / all_)
    half = NORMAL_90 * ((share * (1 - share) + z2 / (4 * all_)) / all_) ** 0.5 / (1 + z2 / all_)
    return max(0.0, middle - half), min(1.0, middle + half)

"""Numbers in words, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from marsad.views.labels import Labels

_LEFT_TO_RIGHT: Final = "\u200e"


def signed(number: float, labels: Labels) -> str:
    """A number with its sign, which Arabic would else show behind it."""
    mark = _LEFT_TO_RIGHT if labels.language == "ar" else ""
    return f"{mark}{number:+.2f}"


def percent(share: float | None) -> str:
    """A share in whole percent."""
    return f"{100 * (share or 0.0):.0f}%"


def ends(low: str, high: str, labels: Labels) -> str:
    """An interval in words."""
    return labels.text("ui.interval", b=low, c=high)

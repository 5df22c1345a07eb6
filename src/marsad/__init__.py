"""Marsad: news coverage of international affairs as evidence that can be checked.

The front door: `open` an observatory over an archive, or `code` one text. Everything is imported on first
use, so that ``import marsad`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.errors import MarsadError
    from marsad.observatory import BriefPage, Observatory, code
    from marsad.observatory import open_observatory as open  # noqa: A004

__all__ = ["BriefPage", "MarsadError", "Observatory", "__version__", "code", "open"]

__version__ = "0.1.0"

_HOMES: Final = {
    "BriefPage": ("marsad.observatory", "BriefPage"),
    "MarsadError": ("marsad.errors", "MarsadError"),
    "Observatory": ("marsad.observatory", "Observatory"),
    "code": ("marsad.observatory", "code"),
    "open": ("marsad.observatory", "open_observatory"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type of a lazy export is that of its home
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, attribute = _HOMES[name]
    return getattr(import_module(home), attribute)

"""The web room: the archive as pages, read in a browser, on this machine alone unless told otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.web.desk import application
    from marsad.web.guarding import Guard
    from marsad.web.library import Library
    from marsad.web.serving import serve

__all__ = ["Guard", "Library", "application", "serve"]

_HOMES: Final = {"Guard": "guarding", "Library": "library", "application": "desk", "serve": "serving"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type of a lazy export is that of its home
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

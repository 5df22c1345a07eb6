"""The room of imports: rows of others' data → events in the archive, with file and line as evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.imports.formats import FORMATS, Source, sources
    from marsad.imports.importing import import_file

__all__ = ["FORMATS", "Source", "import_file", "sources"]

_HOMES: Final = {"formats": ("FORMATS", "Source", "sources"), "importing": ("import_file",)}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

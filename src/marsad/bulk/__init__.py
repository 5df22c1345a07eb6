"""The same reading and coding over many inputs, in one process, several, or on several machines.

Same output whatever the engine, the number of workers or the order in which they end. Inputs are taken piece
by piece, so memory stays flat, and given in the order in which they came. See
``docs/how-to/code-a-crawl.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.bulk.adding import documents_in
    from marsad.bulk.coding import code_lines, code_sources, texts_in
    from marsad.bulk.engines import Engine, checked_engine, processes
    from marsad.bulk.folder import Finished, code_into
    from marsad.bulk.pieces import Share, parsed_share
    from marsad.bulk.texts import Text, TextLine, code_text_line, coding_of_line, given_text, text_of_line
    from marsad.bulk.work import CHUNK, Asked, Outcome, ReadAndCoded, RecordKind

__all__ = [
    "CHUNK",
    "Asked",
    "Engine",
    "Finished",
    "Outcome",
    "ReadAndCoded",
    "RecordKind",
    "Share",
    "Text",
    "TextLine",
    "checked_engine",
    "code_into",
    "code_lines",
    "code_sources",
    "code_text_line",
    "coding_of_line",
    "documents_in",
    "given_text",
    "parsed_share",
    "processes",
    "text_of_line",
    "texts_in",
]

_HOMES: Final = {
    "adding": ("documents_in",),
    "coding": ("code_lines", "code_sources", "texts_in"),
    "engines": ("Engine", "checked_engine", "processes"),
    "folder": ("Finished", "code_into"),
    "pieces": ("Share", "parsed_share"),
    "texts": ("Text", "TextLine", "code_text_line", "coding_of_line", "given_text", "text_of_line"),
    "work": ("CHUNK", "Asked", "Outcome", "ReadAndCoded", "RecordKind"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

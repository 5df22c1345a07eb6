"""Reading: bytes → `Document`.

Text as a reader would paste it, HTML pages, JSON lines, WARC files and addresses of the web become documents
whose body holds the article and nothing else; readers' comments and footnotes are kept apart. See
``docs/reference/reading.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.reading.html import read_html
    from marsad.reading.jsonl import read_jsonl
    from marsad.reading.lines import Line, classified_lines
    from marsad.reading.sources import read_bytes, read_sources
    from marsad.reading.text import read_text
    from marsad.reading.warc import read_warc

__all__ = [
    "Line",
    "classified_lines",
    "read_bytes",
    "read_html",
    "read_jsonl",
    "read_sources",
    "read_text",
    "read_warc",
]

_HOMES = {
    "Line": "lines",
    "classified_lines": "lines",
    "read_bytes": "sources",
    "read_html": "html",
    "read_jsonl": "jsonl",
    "read_sources": "sources",
    "read_text": "text",
    "read_warc": "warc",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

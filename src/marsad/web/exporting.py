"""The list behind a page as a file, with a note of where it comes from and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode

import msgspec

from marsad.records import CODEBOOK_VERSION, CODER_VERSION
from marsad.views.listing import frame_of, written_frame
from marsad.web.page import RefusedError

if TYPE_CHECKING:
    from marsad.web.asked import Asked
    from marsad.web.page import Table

KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class File(NamedTuple):
    """A file for the reader: its name, its media type and its bytes."""

    name: str
    kind: str
    content: bytes


def exported(table: Table | None, kind: str, asked: Asked) -> File:
    """The list behind a page as a file.

    Raises:
        RefusedError: the page has no list, or no such kind of file.
    """
    if table is None:
        raise RefusedError("no-list")
    if kind not in KINDS:
        raise RefusedError("choice", name="format", words=kind, allowed=", ".join(KINDS))
    return File(f"{table.name}.{kind}", KINDS[kind], _content(table, kind, asked))


def _content(table: Table, kind: str, asked: Asked) -> bytes:
    rows = list(table.rows())
    if kind != "json":
        return written_frame(frame_of(rows, table.columns), kind)
    note = {"made_by": f"Marsad, coder {CODER_VERSION}, codebook {CODEBOOK_VERSION}", "cite": citation(asked)}
    return msgspec.json.encode({**note, "rows": rows})


def citation(asked: Asked) -> str:
    """How to cite a page: what made it, its address, and the day."""
    asking = urlencode({name: value for name, value in asked.given.items() if value and name != "format"})
    address = f"{quote(f'/{asked.language}{asked.path}')}{'?' if asking else ''}{asking}"
    return f"Marsad (coder {CODER_VERSION}, codebook {CODEBOOK_VERSION}), {address}, {asked.now:%Y-%m-%d}"

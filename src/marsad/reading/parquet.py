"""Parquet → rows and Documents: tables of texts, one a row, in bounded memory.

Columns ``text``, ``id``, ``before``, ``title``, ``outlet``, ``url`` hold text (an id may be a whole number),
``published`` text or a day; others are passed over. Lines in messages are rows, from 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from marsad.errors import InputError, MalformedError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from marsad.reading.jsonl import Given
    from marsad.records import Document

COLUMNS: Final = ("id", "text", "before", "published", "title", "outlet", "url")
"""The columns that are read."""

_SUFFIXES: Final = (".parquet", ".pq")
_STRETCH: Final = 8 << 20


def is_parquet(name: str) -> bool:
    """Whether a file is one by its name."""
    return name.lower().endswith(_SUFFIXES)


def read_parquet(
    name: str | Path, given: Given | None = None, start: int = 0, stop: int | None = None
) -> Iterator[Document | InputError]:
    """The documents of a table, one a row; errors are yielded.

    Args:
        name: of the file, or a URL.
        given: what holds where a row does not say.
        start: byte of the file, as in `parquet_rows`.
        stop: byte, too.
    """
    from marsad.reading.jsonl import Given, document_of_row  # noqa: PLC0415 - costs what the readers of pages do

    for found in parquet_rows(name, ("text",), start, stop):
        if isinstance(found, InputError):
            yield found
            continue
        number, row = found
        try:
            yield document_of_row(row, str(name), number, given or Given())
        except InputError as error:
            yield error


def parquet_rows(
    name: str | Path, needed: Sequence[str], start: int = 0, stop: int | None = None
) -> Iterator[tuple[int, dict[str, Any]] | InputError]:
    """Numbers and cells of rows; an error where the file cannot be used.

    Args:
        name: of the file, or a URL.
        needed: columns without which it cannot.
        start: rows are told by bytes, as if all were as long: those from this byte of the file on.
        stop: until before this byte; None is all that is left.
    """
    source = str(name)
    try:
        table, rows, size = _table(source, needed)
        first, last = _row(start, rows, size), rows if stop is None else _row(stop, rows, size)
        step = max(1, rows * _STRETCH // max(1, size))
        for at in range(first, last, step):
            batch = _collected(table.slice(at, min(step, last - at)), source)
            yield from enumerate(batch.iter_rows(named=True), at + 1)
    except InputError as error:
        yield error


def _row(place: int, rows: int, size: int) -> int:
    return min(rows, rows * place // max(1, size))


def _table(source: str, needed: Sequence[str]) -> tuple[pl.LazyFrame, int, int]:
    """The columns that are read, as text; the number of rows; the size of the file."""
    import polars as pl  # noqa: PLC0415 - 100 ms to load, needed for tables alone

    size = _size(source)
    try:
        table = pl.scan_parquet(source, glob=False)
        schema = table.collect_schema()
        rows = table.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise MalformedError(source, f"is no Parquet file, or damaged: {_told(error)}") from error
    _check_columns(source, schema, needed)
    kept = [_as_text(name, schema[name]) for name in COLUMNS if name in schema]
    return table.select(kept), rows, size


def _size(source: str) -> int:
    if "://" in source:
        from pyarrow import fs  # noqa: PLC0415 - of the extra, as URLs are

        system, path = fs.FileSystem.from_uri(source)
        return int(system.get_file_info(path).size or 0)
    try:
        size = Path(source).stat().st_size
    except OSError as error:
        raise UnreadableError(source, (error.strerror or str(error)).lower()) from error
    if not size:
        raise UnreadableError(source, "is empty")
    return size


def _check_columns(source: str, schema: pl.Schema, needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in schema]
    if missing:
        columns = ", ".join(list(schema)[:20]) or "none"
        names = " and ".join(f"`{name}`" for name in missing)
        raise MalformedError(source, f"has no column {names}; its columns are: {columns}")
    for name in COLUMNS:
        if name in schema and not _fits(name, schema[name]):
            raise MalformedError(source, f"column `{name}` must be {_due(name)}, is {schema[name]}")


def _due(name: str) -> str:
    return {"id": "text or a whole number", "published": "text or a day"}.get(name, "text")


def _fits(name: str, kind: pl.DataType) -> bool:
    import polars as pl  # noqa: PLC0415 - see above

    if kind in (pl.String, pl.Categorical, pl.Enum, pl.Null):  # with == and not by hash: units differ
        return True
    return (name == "id" and kind.is_integer()) or (name == "published" and kind in (pl.Date, pl.Datetime))


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    import polars as pl  # noqa: PLC0415 - see above

    column = pl.col(name)
    return (column.dt.date() if kind == pl.Datetime else column).cast(pl.String)


def _collected(table: pl.LazyFrame, source: str) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - see above

    try:
        return table.collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise MalformedError(source, f"is a damaged Parquet file: {_told(error)}") from error


def _told(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:200]

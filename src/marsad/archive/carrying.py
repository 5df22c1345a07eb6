"""An archive carried over whole, row by row: into another database, or out as JSON lines and in again.

The lines are a note, then ``{"table", "row"}`` for each row in an order in which they can be put, then
``{"rows"}`` with their number, so that a file that was cut off is told from a whole one.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Connection, Table, delete, exists, func, insert, select, text

from marsad.archive import schema
from marsad.archive.migrations import VERSION_KEY
from marsad.errors import ArchiveVersionError, MalformedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from marsad.archive.connection import Connections

FORMAT: Final = "marsad archive 1"
"""Stands in the note, so that other JSON lines are not taken for an archive."""

_PAGE: Final = 1_000
_WRITTEN: Final = frozenset(
    {"documents", "issues", "ledger", "imports", "forgotten", "decisions", "feeds", "feed_pages"}
)
"""An archive without rows in these is empty."""

CarriedRow = tuple[Table, dict[str, Any]]


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    table: str
    row: dict[str, Any]


class _Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rows: int


class _Note(msgspec.Struct, frozen=True):
    format: str
    layout: int


def rows_of(connection: Connection) -> Iterator[CarriedRow]:
    """All rows, each after those that it hangs on; equal archives give equal rows."""
    for table in schema.metadata.sorted_tables:
        order = list(table.primary_key.columns) or list(table.columns)
        asked = select(table).order_by(*order)
        with connection.execution_options(yield_per=_PAGE).execute(asked) as result:
            for row in result.mappings():
                yield table, {str(name): value for name, value in row.items()}


def put_rows(connections: Connections, rows: Iterable[CarriedRow]) -> int:
    """Puts all rows into an empty archive, in one transaction; tells how many.

    Raises:
        UsageError: the archive is not empty.
        ArchiveWriteError: disk full, locked too long, or a row that does not fit its table.
    """
    number = 0
    with connections.writing() as connection:
        _check_empty(connection, connections.name)
        connection.execute(delete(schema.meta))
        for table, some in groupby(rows, itemgetter(0)):
            for page in _pages(row for _, row in some):
                connection.execute(insert(table), page)
                number += len(page)
        _continue_keys(connection)
    return number


def lines_of(connections: Connections, note: Mapping[str, Any]) -> Iterator[bytes]:
    """The archive as JSON lines, all of one moment, however long they are drawn out.

    Args:
        connections: of an archive of this version's layout.
        note: what is to stand in the first line besides the format and the layout.

    Raises:
        ArchiveVersionError: of an older layout; opened for writing it is brought up to date.
    """
    with connections.reading() as connection:
        layout = _layout(connection, connections.name)
        yield msgspec.json.encode({"format": FORMAT, "layout": layout, **note})
        counted: Counter[str] = Counter()
        for table, row in rows_of(connection):
            counted[table.name] += 1
            yield msgspec.json.encode({"table": str(table.name), "row": row})
        yield msgspec.json.encode(_Ending(counted.total()))


def put_lines(connections: Connections, lines: Iterable[bytes], source: str) -> int:
    """Puts what `lines_of` gave into an empty archive, all of it or nothing; tells how many rows.

    Args:
        connections: of the archive.
        lines: its lines.
        source: where they come from, for messages.

    Raises:
        MalformedError: a line that is none of an archive, or lines that were cut off.
        ArchiveVersionError: of another layout.
        UsageError: the archive is not empty.
        ArchiveWriteError: as `put_rows`.
    """
    return put_rows(connections, _rows_of_lines(iter(lines), source))


@contextmanager
def carried_out(connections: Connections) -> Iterator[Iterator[CarriedRow]]:
    """All rows of an archive of this version's layout, as of one moment.

    Raises:
        ArchiveVersionError: of an older layout.
    """
    with connections.reading() as connection:
        _layout(connection, connections.name)
        yield rows_of(connection)


def _layout(connection: Connection, name: str) -> int:
    asked = select(schema.meta.c.value).where(schema.meta.c.key == VERSION_KEY)
    layout = int(connection.execute(asked).scalar_one())
    if layout < schema.SCHEMA_VERSION:
        raise ArchiveVersionError(
            f"{name}: of an older layout ({layout}); open it once for writing, by marsad outlets for one"
        )
    return layout


def _check_empty(connection: Connection, name: str) -> None:
    for table in schema.metadata.sorted_tables:
        if table.name in _WRITTEN and connection.execute(select(exists(select(table)))).scalar():
            raise UsageError(f"{name}: is not empty; a whole archive goes into a new one")


def _pages(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    for row in rows:
        page.append(row)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page


def _continue_keys(connection: Connection) -> None:
    """A server's counters do not see keys that rows bring along."""
    if connection.dialect.name != "postgresql":
        return
    for table in schema.metadata.sorted_tables:
        key = table.autoincrement_column
        if key is not None and (last := connection.execute(select(func.max(key))).scalar()):
            counter = "SELECT setval(pg_get_serial_sequence(:table, :key), :last)"
            connection.execute(text(counter), {"table": table.name, "key": key.name, "last": last})


def _rows_of_lines(lines: Iterator[bytes], source: str) -> Iterator[CarriedRow]:
    _check_note(next(lines, b""), source)
    for at, line in enumerate(lines, 2):
        told = _decoded(line, source, at)
        if isinstance(told, _Ending):
            if told.rows != at - 2:
                raise MalformedError(source, f"tells of {told.rows} rows and has {at - 2}", at)
            return
        yield _checked(told, source, at)
    raise MalformedError(source, "was cut off: its last line is missing")


def _decoded(line: bytes, source: str, at: int) -> _Line | _Ending:
    try:
        if line.startswith(b'{"rows":'):
            return msgspec.json.decode(line, type=_Ending)
        return msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError(source, str(error), at) from error


def _check_note(line: bytes, source: str) -> None:
    try:
        note = msgspec.json.decode(line, type=_Note)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError(source, f"is no export of an archive: {error}", 1) from error
    if note.format != FORMAT:
        raise MalformedError(source, f"is no export of an archive: {note.format!r}", 1)
    if note.layout != schema.SCHEMA_VERSION:
        raise ArchiveVersionError(
            f"{source}: of layout {note.layout}, this Marsad has {schema.SCHEMA_VERSION};"
            " take it in with the Marsad that wrote it, then open the archive with this one"
        )


def _checked(told: _Line, source: str, at: int) -> CarriedRow:
    table = schema.metadata.tables.get(told.table)
    if table is None:
        raise MalformedError(source, f"an archive has no table {told.table!r}", at)
    if told.row.keys() != set(table.columns.keys()):
        raise MalformedError(source, f"a row of {told.table} has other columns", at)
    for column in table.columns:
        value = told.row[column.name]
        if not _fits(value, column.type.python_type, may_be_null=bool(column.nullable)):
            raise MalformedError(source, f"{column.name} of {told.table} is {value!r}", at)
    return table, told.row


def _fits(value: object, kind: type, *, may_be_null: bool) -> bool:
    if value is None:
        return may_be_null
    if isinstance(value, str) and "\0" in value:
        return False
    return type(value) is kind or (kind is float and type(value) is int)

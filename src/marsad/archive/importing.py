"""Putting rows of others' data into an archive: many at a time, each once.

A batch goes in within one transaction, together with the line that was reached and the counts until there, so
that a killed run of the same file goes on where its last batch ended.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.archive import schema
from marsad.archive.rows import now
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Table

    from marsad.archive.connection import Connections

UNKNOWN: Final = "UNK"
_DONE: Final = frozenset({"actual", "historical"})
_LOOKED_UP: Final = 10_000
_MANY: Final = 150_000
"""Rows from which on the index of pairs is rather made anew at the end."""
_PAIR_COLUMNS: Final = tuple(schema.imported_pairs.c.keys())
_EVENT_COLUMNS: Final = tuple(schema.imported_events.c.keys())
_ISSUE_COLUMNS: Final = ("id", "source", "line", "problem", "times", "first_seen", "last_seen")


class ImportedRow(NamedTuple):
    """A row of others' data as an event; the fields are those of `schema.imported_events`, in its order.

    Attributes:
        id: format and its own id there ("gdelt:1234").
        date: first possible day, ISO 8601.
        contexts: parted by "|", None for none; so are the next four, "" where nobody is told.
        actors: codes, "UNK" for the unknown, with the name where a code stands for many ("IGO:NATO").
        known: the day on which the row could be known.
        origin: domain or publisher of the source.
    """

    id: str
    line: int
    date: str
    date_precision: str
    type: str
    mode: str | None
    contexts: str | None
    actors: str
    actor_sectors: str | None
    recipients: str
    recipient_sectors: str | None
    place: str | None
    place_country: str | None
    status: str
    confidence: float
    known: str
    origin: str
    url: str | None
    text: str | None


class Problem(NamedTuple):
    """A row that could not be used: its line, 1-based, and why."""

    line: int
    reason: str


_Pair = tuple[int, str, str, str, str, bool, str, str, float]


class Progress(msgspec.Struct, kw_only=True):
    """What became of the rows of a file so far.

    Attributes:
        rows: rows read, good and bad.
        added: events put into the archive.
        already_there: events whose id was there.
        malformed: rows that could not be used, each listed with its line and reason.
        left: code → rows that are no event of PLOVER.
        unknown: code or name of a side that is not in the tables → how often; kept as UNK.
    """

    rows: int = 0
    added: int = 0
    already_there: int = 0
    malformed: int = 0
    left: dict[str, int] = {}
    unknown: dict[str, int] = {}


class Begun(NamedTuple):
    """An import that was begun, now or by an earlier run."""

    key: int
    lines_read: int
    is_complete: bool
    progress: Progress


class Importer:
    """Puts others' data into an archive; writers take turns.

    Every method may raise ArchiveWriteError: read-only, disk full, or locked too long.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def begin(self, identity: str, file: str, form: str, *, licence: str, cite: str) -> Begun:
        """Notes a file, or finds it where it was imported before, in part or whole."""
        columns = schema.imports.c
        with self._connections.writing() as connection:
            known = connection.execute(select(schema.imports).where(columns.id == identity)).first()
            if known is not None:
                progress = msgspec.json.decode(known.report, type=Progress)
                return Begun(known.key, known.lines_read, known.is_complete, progress)
            row = {"id": identity, "file": file, "format": form, "licence": licence, "cite": cite}
            unread = {"lines_read": 0, "is_complete": False, "report": _encoded(Progress())}
            made = connection.execute(insert(schema.imports), row | unread | {"imported_at": now()})
            assert made.inserted_primary_key is not None  # noqa: S101  one row was inserted
            return Begun(made.inserted_primary_key[0], 0, is_complete=False, progress=Progress())

    def put(
        self,
        begun: Begun,
        rows: Sequence[ImportedRow],
        problems: Sequence[Problem],
        progress: Progress,
        *,
        last_line: int,
        is_complete: bool = False,
    ) -> None:
        """Puts a batch in one transaction; ``progress`` then also tells what was added and what was there.

        Args:
            begun: the import.
            rows: of the batch.
            problems: rows of the batch that could not be used; they go to the archive's list of issues.
            progress: counts until the end of the batch, but for those of rows added and there already.
            last_line: the line that the batch ends with.
            is_complete: whether it is the last batch.
        """
        columns = schema.imports.c
        with self._connections.writing() as connection:
            added = _put_events(connection, begun.key, rows)
            progress.added += added
            progress.already_there += len(rows) - added
            if is_complete:
                schema.imported_pairs_by_sides.create(connection, checkfirst=True)
            elif progress.added > _MANY:
                schema.imported_pairs_by_sides.drop(connection, checkfirst=True)
            done = {"lines_read": last_line, "is_complete": is_complete, "report": _encoded(progress)}
            changed = update(schema.imports).where(columns.key == begun.key).values(done)
            connection.execute(changed)
            file = connection.execute(select(columns.file).where(columns.key == begun.key)).scalar_one()
            _put_issues(connection, file, problems)

    def forget(self, file: str) -> int:
        """Takes out all that was imported from files of this name; tells how many imports there were."""
        columns = schema.imports.c
        with self._connections.writing() as connection:
            keys = list(connection.execute(select(columns.key).where(columns.file == file)).scalars())
            for key in keys:
                drop_import(connection, key)
            return len(keys)


def drop_import(connection: Connection, key: int) -> None:
    """Takes out an import by its key, with its rows."""
    events, pairs = schema.imported_events.c, schema.imported_pairs
    gone = select(events.key).where(events["import"] == key)
    connection.execute(delete(pairs).where(pairs.c.event.in_(gone)))
    connection.execute(delete(schema.imported_events).where(events["import"] == key))
    connection.execute(delete(schema.imports).where(schema.imports.c.key == key))


def _encoded(progress: Progress) -> str:
    return msgspec.json.encode(progress, order="sorted").decode()


def _put_events(connection: Connection, key: int, rows: Sequence[ImportedRow]) -> int:
    """Puts rows whose id is not there yet, in the archive or earlier in the batch; tells how many."""
    number = schema.imported_events.c.key
    first = (connection.execute(select(func.max(number))).scalar() or 0) + 1
    events = [(at, key, *row) for at, row in enumerate(rows, first)]
    _put(connection, schema.imported_events, _EVENT_COLUMNS, events, " ON CONFLICT DO NOTHING")
    new = set(connection.execute(select(number).where(number >= first)).scalars())
    pairs = [pair for at, row in enumerate(rows, first) if at in new for pair in _pairs(at, row)]
    _put(connection, schema.imported_pairs, _PAIR_COLUMNS, pairs)
    known = set(connection.execute(select(schema.imported_parties.c.party)).scalars())
    sides = {side for pair in pairs for side in pair[1:3]} - known
    _put(connection, schema.imported_parties, ("party",), [(side,) for side in sorted(sides)])
    return len(new)


def _pairs(number: int, row: ImportedRow) -> Iterator[_Pair]:
    """Every two sides of a row, as rows of `schema.imported_pairs`; none where nobody is known."""
    weight = row.confidence if row.status in _DONE else 0.0
    for actor, recipient, mutual in _sides(row.actors, row.recipients):
        if actor != recipient:
            yield (
                number, actor, recipient, row.date, row.type, mutual, row.date_precision, row.known, weight
            )  # fmt: skip


def _sides(actors: str, recipients: str) -> list[tuple[str, str, bool]]:
    if "|" not in actors and "|" not in recipients:
        return [(actors or UNKNOWN, recipients or UNKNOWN, False)]
    acting, suffering = sorted(set(actors.split("|"))), sorted(set(recipients.split("|")))
    if not recipients and len(acting) > 1:
        return [(one, other, True) for one, other in combinations(acting, 2)]
    return [(one or UNKNOWN, other or UNKNOWN, False) for one in acting for other in suffering]


def _put(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    end: str = "",
) -> None:
    """Rows as the driver takes them: SQLAlchemy's own way takes three times as long for millions."""
    if rows:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join([mark] * len(columns))
        sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks}){end}"  # noqa: S608  names of our own tables
        connection.exec_driver_sql(sql, list(rows))


def _put_issues(connection: Connection, file: str, problems: Sequence[Problem]) -> None:
    """As `Writer.record_issue` notes one; the same again raises its count."""
    columns, moment = schema.issues.c, now()
    rows = {
        content_id("issue", file, line, reason): {"source": file, "line": line, "problem": reason}
        for line, reason in problems
    }
    for start in range(0, len(rows), _LOOKED_UP):
        known = connection.execute(
            select(columns.id).where(columns.id.in_(list(rows)[start : start + _LOOKED_UP]))
        )
        for again in list(known.scalars()):
            counted = {"times": columns.times + 1, "last_seen": moment}
            connection.execute(update(schema.issues).where(columns.id == again).values(counted))
            rows[again] = {}
    seen = {"times": 1, "first_seen": moment, "last_seen": moment}
    fresh = [row | seen | {"id": identity} for identity, row in rows.items() if row]
    if fresh:
        connection.execute(insert(schema.issues), fresh)

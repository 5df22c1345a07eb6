"""Putting rows of others' data into an archive: many at a time, each once.

A batch goes in within one transaction, together with the line that was reached and the counts until there, so
that a killed run of the same file goes on where its last batch ended.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from sqlalchemy import case, delete, false, func, insert, not_, or_, select, union, update

from marsad.archive import schema
from marsad.archive.rows import now
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

    from marsad.archive.connection import Connections

UNKNOWN: Final = "UNK"
_DONE: Final = frozenset({"actual", "historical"})
_LOOKED_UP: Final = 10_000
_MANY: Final = 150_000
"""Rows from which on the index of pairs is made anew at the end, if they are a fifth of all besides."""
_SHARE: Final = 0.2
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
            added, there = _put_events(connection, begun.key, rows)
            progress.added += added
            progress.already_there += len(rows) - added
            if is_complete:
                schema.imported_pairs_by_sides.create(connection, checkfirst=True)
            elif progress.added > max(_MANY, _SHARE * there):
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


def _put_events(connection: Connection, key: int, rows: Sequence[ImportedRow]) -> tuple[int, int]:
    """Puts rows whose id is not there yet, in the archive or earlier in the batch.

    Returns:
        How many, and about how many there are now.
    """
    number = schema.imported_events.c.key
    first = (connection.execute(select(func.max(number))).scalar() or 0) + 1
    events = [(at, key, *row) for at, row in enumerate(rows, first)]
    _put(connection, schema.imported_events, _EVENT_COLUMNS, events, " ON CONFLICT DO NOTHING")
    _put_pairs(connection, first)
    added = connection.execute(select(func.count()).where(number >= first)).scalar_one()
    return added, first + added


def _put_pairs(connection: Connection, first: int) -> None:
    """The sides of the events from a number on; those of one on one, nearly all, by the database alone."""
    columns = schema.imported_events.c
    new, several = columns.key >= first, or_(columns.actors.contains("|"), columns.recipients.contains("|"))
    actor, recipient = (_or_unknown(side) for side in (columns.actors, columns.recipients))
    weight = case((columns.status.in_(_DONE), columns.confidence), else_=0.0)
    told = columns.id, columns.mode, columns.contexts, columns.origin
    plain = select(
        columns.key, actor, recipient, columns.date, columns.type, false(), columns.date_precision,
        columns.known, weight, *told,
    ).where(new, not_(several), actor != recipient)  # fmt: skip
    connection.execute(insert(schema.imported_pairs).from_select(_PAIR_COLUMNS, plain))
    asked = select(
        columns.key, columns.actors, columns.recipients, columns.date, columns.type, columns.date_precision,
        columns.known, weight, *told,
    ).where(new, several)  # fmt: skip
    pairs = [pair for row in connection.execute(asked) for pair in _pairs(*row)]
    _put(connection, schema.imported_pairs, _PAIR_COLUMNS, pairs)
    both = (select(side).where(new) for side in (columns.actors, columns.recipients))
    found = connection.execute(union(*both))
    sides = {party or UNKNOWN for side in found.scalars() for party in side.split("|")}
    known = connection.execute(select(schema.imported_parties.c.party)).scalars()
    _put(connection, schema.imported_parties, ("party",), [(side,) for side in sorted(sides - {*known})])


def _or_unknown(side: ColumnElement[str]) -> ColumnElement[str]:
    return case((side == "", UNKNOWN), else_=side)


def _pairs(
    number: int, actors: str, recipients: str, day: str, kind: str, *rest: str | float | None
) -> Iterator[tuple[Any, ...]]:
    """Every two sides of an event, as rows of `schema.imported_pairs`; a side with itself is none."""
    for actor, recipient, mutual in _sides(actors, recipients):
        if actor != recipient:
            yield number, actor, recipient, day, kind, mutual, *rest


def _sides(actors: str, recipients: str) -> list[tuple[str, str, bool]]:
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

"""The log of the ledger: entries that are only appended, each holding the hash of the one before.

An entry's hash is SHA-256, in hexadecimal, of these lines joined by line feeds, in UTF-8::

    marsad ledger 1
    <number>
    <written_at>
    <who>
    <kind>
    <hash of the entry before; 64 zeros for the first>
    <payload>

None of the first six can hold a line feed, so that no two entries read alike, and anybody can work the chain
out again with a tool of his own. The database refuses to change or take out a row; who can change the file
itself is found by `marsad.ledger.verifying`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, delete, insert, inspect, select

from marsad.archive import schema
from marsad.archive.answers import LEDGER_KEY
from marsad.archive.append_only import AppendOnly
from marsad.archive.rows import now
from marsad.errors import ArchiveWriteError, UsageError
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from marsad.archive.connection import Connections

BEGINNING: Final = "0" * 64
"""Stands for the hash before the first entry."""

_HEADING: Final = "marsad ledger 1"


class LogEntry(Record, frozen=True, kw_only=True):
    """One entry of the log.

    Attributes:
        number: 1, 2, 3 …
        written_at: ISO 8601, UTC; never before that of the entry before.
        who: the person or program that wrote it.
        kind: what it is: question, freeze, forecast, evidence, resolution …
        payload: what it says, as canonical JSON: keys sorted, no blanks.
        previous: hash of the entry before.
        hash: its own.
    """

    number: int
    written_at: str
    who: str
    kind: str
    payload: str
    previous: str
    hash: str


class Draft(NamedTuple):
    """What is to be written: its kind, and what it says."""

    kind: str
    content: Record


Decision: TypeAlias = "Callable[[list[LogEntry], str], Sequence[Draft]]"
"""Looks at entries that came meanwhile and the moment of writing; tells what to write, or raises."""


def entry_hash(entry: LogEntry) -> str:
    """The hash that an entry must have, worked out from its other fields."""
    lines = (_HEADING, entry.number, entry.written_at, entry.who, entry.kind, entry.previous, entry.payload)
    return hashlib.sha256("\n".join(map(str, lines)).encode()).hexdigest()


def canonical(content: object) -> str:
    """A value as JSON that is the same wherever it is made: keys sorted, no blanks, UTF-8."""
    return msgspec.json.encode(content, order="sorted").decode()


class Log:
    """Reads the log and appends to it; may be shared between threads. Nothing in it is ever changed."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @property
    def name(self) -> str:
        """Path or URL of the archive, without a password."""
        return self._connections.name

    def read(self, after: int = 0) -> tuple[list[LogEntry], str | None]:
        """Entries with a number above ``after``, and what is noted beside the log, as of one moment.

        The note tells number and hash of the last entry; None where none was ever written.
        """
        with self._connections.reading() as connection:
            asked = select(schema.meta.c.value).where(schema.meta.c.key == LEDGER_KEY)
            return _entries(connection, after), connection.execute(asked).scalar()

    def append(self, who: str, decide: Decision, after: int) -> list[LogEntry]:
        """Writes what ``decide`` tells, all of it in one transaction, or nothing where it raises.

        No other writer comes between what ``decide`` sees and what is written.

        Args:
            who: the person or program that writes.
            decide: gets the entries above ``after``, and the moment of writing.
            after: number of the last entry that the caller knows.

        Returns:
            The entries above ``after``, those just written at their end.

        Raises:
            UsageError: a name that is empty or of several lines.
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        if not who.strip() or not who.isprintable():
            raise UsageError(f"{who!r} is no name of who writes")
        with self._connections.writing() as connection:
            known = _entries(connection, after)
            last = known[-1] if known else _entry(connection, after)
            moment = max(now(), last.written_at) if last else now()
            written = _chained(last, who, moment, decide(known, moment))
            if written:
                connection.execute(insert(schema.ledger), [entry.as_dict() for entry in written])
                _note_head(connection, written[-1])
        return known + written


def _chained(last: LogEntry | None, who: str, moment: str, drafts: Sequence[Draft]) -> list[LogEntry]:
    chained: list[LogEntry] = []
    for draft in drafts:
        entry = LogEntry(
            number=last.number + 1 if last else 1,
            written_at=moment,
            who=who,
            kind=draft.kind,
            payload=canonical(draft.content),
            previous=last.hash if last else BEGINNING,
            hash="",
        )
        last = msgspec.structs.replace(entry, hash=entry_hash(entry))
        chained.append(last)
    return chained


def _entries(connection: Connection, after: int) -> list[LogEntry]:
    if not inspect(connection).has_table(schema.ledger.name):
        return []
    asked = select(schema.ledger).where(schema.ledger.c.number > after).order_by(schema.ledger.c.number)
    return [LogEntry(**row) for row in connection.execute(asked).mappings()]


def _entry(connection: Connection, number: int) -> LogEntry | None:
    """The entry of a number, None for 0.

    Raises:
        ArchiveWriteError: it is gone.
    """
    if not number:
        return None
    asked = select(schema.ledger).where(schema.ledger.c.number == number)
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise ArchiveWriteError(f"entry {number} of the ledger is gone; nothing was written")
    return LogEntry(**row)


def _note_head(connection: Connection, entry: LogEntry) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.key == LEDGER_KEY))
    connection.execute(insert(schema.meta), {"key": LEDGER_KEY, "value": f"{entry.number} {entry.hash}"})


# What the database itself refuses, whichever program asks; made with the table.

LOG_TABLE: Final = AppendOnly(
    "ledger", "ledger_keeps", "the ledger is only appended to", ("hash", "previous")
)

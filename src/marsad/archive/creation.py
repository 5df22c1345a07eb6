"""Making the tables of a new archive, bringing an old one up to date, refusing what is not ours or newer."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, insert, inspect, select, update

from marsad.archive import decision_rows, fts, log, schema
from marsad.archive.failures import archive_errors
from marsad.archive.migrations import VERSION_KEY, migrate
from marsad.archive.rows import now
from marsad.archive.search_text import search_terms, terms_fingerprint
from marsad.errors import ArchiveError, ArchiveVersionError, ArchiveWriteError

if TYPE_CHECKING:
    from marsad.archive.connection import Connections

_BATCH: Final = 5_000
_RETRY_SECONDS: Final = 0.02


def prepare(connections: Connections, lock_wait: float) -> None:
    """Leaves the database with our tables, or refuses it; what is opened for reading only stays as it is.

    Raises:
        ArchiveVersionError: made by a newer Marsad.
        ArchiveError: a database of something else, or none at all.
    """
    with connections.reading() as connection:
        found = _found_version(connection, connections.name)
    if found is None and connections.readonly:
        raise ArchiveError(f"{connections.name}: holds no archive yet")
    if connections.readonly:
        return
    if found is None:
        _create(connections, lock_wait)
        return
    if found < schema.SCHEMA_VERSION:
        migrate(connections, found)
    if stale_terms(connections):
        _renew_terms(connections)


def stale_terms(connections: Connections) -> bool:
    """Whether the search column was made by other word tables than today's."""
    made_by = select(schema.meta.c.value).where(schema.meta.c.key == "terms")
    with connections.reading() as connection:
        return connection.execute(made_by).scalar() != terms_fingerprint()


def _found_version(connection: Connection, name: str) -> int | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"meta", "documents", "codings"} <= tables:
        raise ArchiveError(f"{name}: a database, but no archive of Marsad")
    asked = select(schema.meta.c.value).where(schema.meta.c.key == VERSION_KEY)
    version = connection.execute(asked).scalar()
    if version is None or not version.isdecimal():
        raise ArchiveError(f"{name}: the archive does not tell its version (found {version!r})")
    if int(version) > schema.SCHEMA_VERSION:
        raise ArchiveVersionError(
            f"{name}: made by a newer Marsad (layout {version}, this one knows {schema.SCHEMA_VERSION})"
        )
    return int(version)


def _create(connections: Connections, lock_wait: float) -> None:
    """All tables in one transaction; who comes second finds them made."""
    if connections.is_sqlite:
        _turn_to_wal(connections, lock_wait)
    with connections.writing() as connection:
        if _found_version(connection, connections.name) is not None:
            return
        schema.metadata.create_all(connection, checkfirst=False)  # there is no table: we looked
        fts.create_index(connection)
        log.LOG_TABLE.guard(connection)
        decision_rows.DECISIONS_TABLE.guard(connection)
        made = {
            VERSION_KEY: str(schema.SCHEMA_VERSION),
            "created_at": now(),
            "terms": terms_fingerprint(),
        }
        connection.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in made.items()])


def _turn_to_wal(connections: Connections, lock_wait: float) -> None:
    """WAL is a property of the file. SQLite does not wait for the lock here, so we do."""
    deadline = time.monotonic() + lock_wait
    with archive_errors(connections.name, writing=True), connections.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101  is_sqlite was asked
        while not _is_wal(raw):
            if time.monotonic() > deadline:
                raise ArchiveWriteError(f"{connections.name}: locked by another writer")
            time.sleep(_RETRY_SECONDS)


def _is_wal(raw: sqlite3.Connection) -> bool:
    """Whether the file could be turned; False while another connection holds it."""
    try:
        raw.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _renew_terms(connections: Connections) -> None:
    """Makes the search column anew, in short transactions; a killed run begins again."""
    last: int | None = 0
    while last is not None:
        with connections.writing() as connection:
            last = _renewed_after(connection, last)
            if last is None:
                changed = update(schema.meta).where(schema.meta.c.key == "terms")
                connection.execute(changed.values(value=terms_fingerprint()))


def _renewed_after(connection: Connection, key: int) -> int | None:
    columns = schema.sentences.c
    asked = select(columns.key, columns.text, columns.terms).where(columns.key > key)
    rows = connection.execute(asked.order_by(columns.key).limit(_BATCH)).all()
    for row in rows:
        terms = search_terms(row.text)
        if terms != row.terms:
            connection.execute(update(schema.sentences).where(columns.key == row.key).values(terms=terms))
    return rows[-1].key if rows else None

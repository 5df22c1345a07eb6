"""Connections to the database behind an archive; all that is special to SQLite's files stands here.

SQLite runs in WAL mode: readers see the state at their first read and never wait for the writer, nor the
writer for them. ``synchronous=FULL`` makes every commit reach the disk before it is reported, so that what
was reported as added survives a killed process and a power cut alike. (``NORMAL`` would survive the killed
process only, and is about a fifth faster.)

On a server, locks are taken in this order, so that no two wait for each other: first the turn of writers
(`_take_turn`), which documents that are added share; then tables and rows. Readers take no turn, and hold
their tables as long as their transaction, or the stream of rows that somebody draws, lasts: what changes the
shape of a table (a migration, the index of an import that is made anew) waits for them, and all that is asked
of this table meanwhile waits behind it. No wait is longer than ``lock_wait``; then it fails.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from marsad.archive.failures import archive_errors
from marsad.errors import ArchiveError, ArchiveWriteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import RowMapping, Select

_WRITES: Final = "marsad_writes"
_TURN: Final = 0x6D61_7273
_CACHE_KIB: Final = 16_384
_PAGE: Final = 1_000
_SQLITE_PREFIX: Final = "sqlite:///"
_KEPT_WARM: Final = 20

MEMORY: Final = ":memory:"
"""The name of an archive that is kept in memory and gone when it is closed."""


class Connections:
    """Hands out connections, one per reading or writing; safe to share between threads.

    Args:
        engine: where they come from.
        name: path or URL for messages, without a password.
        readonly: whether writing is refused.
        anchor: a connection that keeps an archive in memory alive until it is closed.
    """

    def __init__(
        self, engine: Engine, name: str, *, readonly: bool, anchor: sqlite3.Connection | None = None
    ) -> None:
        self.engine, self.name, self.readonly = engine, name, readonly
        self._closed, self._anchor = False, anchor

    @property
    def is_sqlite(self) -> bool:
        """Whether FTS5, pragmas and the like are there."""
        return self.engine.dialect.name == "sqlite"

    @property
    def in_memory(self) -> bool:
        """Whether there is no file, so that a reader who lingers would keep the writer waiting."""
        return self._anchor is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state until it is given back."""
        self._check_open()
        with archive_errors(self.name), self.engine.connect() as connection:
            if not self.is_sqlite:  # which has no other way to read than this
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, beside_others: bool = False) -> Iterator[Connection]:
        """A connection inside one transaction: all of it is on disk afterwards, or nothing.

        Args:
            beside_others: whether what is written does no harm beside others that say so too; they go on
                at once where the database can do that. Nobody writes beside one who does not say so.

        Raises:
            ArchiveWriteError: read-only, disk full, or another writer held the lock too long.
        """
        self._check_open()
        if self.readonly:
            raise ArchiveWriteError(f"{self.name}: opened read-only")
        with archive_errors(self.name, writing=True), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    _take_turn(connection, shared=beside_others)
                yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[Callable[[str], Any]]:
        """Runs statements that no transaction can hold; each gives its first row, where it has rows.

        Raises:
            ArchiveWriteError: read-only, disk full, or somebody else held the lock too long.
        """
        self._check_open()
        if self.readonly:
            raise ArchiveWriteError(f"{self.name}: opened read-only")
        with archive_errors(self.name, writing=True), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            if isinstance(raw, sqlite3.Connection):
                yield lambda statement: raw.execute(statement).fetchone()
            else:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                yield lambda statement: alone.exec_driver_sql(statement) and None

    def streamed(self, asked: Select[Any]) -> Iterator[RowMapping]:
        """The rows of a question, drawn as they are wanted, all of one unchanging state."""
        if self.in_memory:  # where there is no WAL a lingering reader would block the writer
            with self.reading() as connection:
                found = connection.execute(asked).mappings().all()
            yield from found
            return
        with (
            self.reading() as connection,
            connection.execution_options(yield_per=_PAGE).execute(asked) as result,
        ):
            yield from result.mappings()

    def close(self) -> None:
        """Gives all idle connections back; the last one lets SQLite fold its WAL into the file."""
        self._closed = True
        self.engine.dispose()
        if self._anchor is not None:
            self._anchor.close()

    def _check_open(self) -> None:
        if self._closed:
            raise ArchiveError(f"{self.name}: this archive was closed")


def connections_to(path_or_url: str, *, readonly: bool, lock_wait: float) -> Connections:
    """Connections to a file or, by URL, to a database server; nothing is touched yet but the path.

    Args:
        path_or_url: path of a SQLite file, a SQLAlchemy URL, or ":memory:".
        readonly: whether to open for reading only.
        lock_wait: seconds to wait for another writer.

    Raises:
        ArchiveError: no such file or folder, or no driver for the URL.
        UsageError: the URL cannot be understood, or nothing could ever be read from it.
    """
    if path_or_url == MEMORY:
        return _memory_connections(readonly=readonly, lock_wait=lock_wait)
    if "://" in path_or_url and not path_or_url.startswith(_SQLITE_PREFIX):
        return _server_connections(path_or_url, readonly=readonly, lock_wait=lock_wait)
    name = path_or_url.removeprefix(_SQLITE_PREFIX)
    path = _checked_path(name, readonly=readonly)
    return Connections(_sqlite_engine(path, readonly, lock_wait), name, readonly=readonly)


def _checked_path(name: str, *, readonly: bool) -> Path:
    if not name or name == MEMORY or "\0" in name:
        raise UsageError(f"an archive needs a file of its own, not {name!r}")
    path = Path(name).absolute()
    if path.is_dir():
        raise ArchiveError(f"{name}: is a folder")
    if not path.parent.is_dir():
        raise ArchiveError(f"{name}: there is no folder {path.parent}")
    if readonly and not path.exists():
        raise ArchiveError(f"{name}: there is no such archive")
    return path


def _memory_connections(*, readonly: bool, lock_wait: float) -> Connections:
    """An archive of its own in memory, which all connections share as they would a file (VFS "memdb")."""
    if readonly:
        raise UsageError("an archive in memory is empty at first; it cannot be opened for reading only")
    uri = f"file:/marsad-{uuid4().hex}?vfs=memdb"
    engine = _engine(uri, readonly=False, lock_wait=lock_wait)
    return Connections(engine, MEMORY, readonly=False, anchor=_connected(uri, lock_wait))


def _sqlite_engine(path: Path, readonly: bool, lock_wait: float) -> Engine:
    uri = f"{path.as_uri()}?{_open_mode(path, readonly=readonly)}"
    return _engine(uri, readonly=readonly, lock_wait=lock_wait)


def _connected(uri: str, lock_wait: float) -> sqlite3.Connection:
    """isolation_level None: `_begin` alone decides how a transaction starts."""
    return sqlite3.connect(uri, uri=True, timeout=lock_wait, isolation_level=None, check_same_thread=False)


def _engine(uri: str, *, readonly: bool, lock_wait: float) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = _connected(uri, lock_wait)
        _set_pragmas(connection, readonly=readonly)
        return connection

    # max_overflow -1: any number of readers at once, five connections kept warm
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _open_mode(path: Path, *, readonly: bool) -> str:
    """On a disk that nobody can write to there is no writer, and SQLite cannot make the WAL's helpers."""
    if not readonly:
        return "mode=rwc"
    wal = path.with_name(f"{path.name}-wal")
    unwritable = not os.access(path.parent, os.W_OK)
    return "mode=ro&immutable=1" if unwritable and not wal.exists() else "mode=ro"


def _set_pragmas(connection: sqlite3.Connection, *, readonly: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    if readonly:
        connection.execute("PRAGMA query_only = ON")
        # a foreign file may carry views that call functions; a writer needs its triggers to reach FTS5
        connection.execute("PRAGMA trusted_schema = OFF")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: two that first read and then write would fail instead of wait."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turn(connection: Connection, *, shared: bool) -> None:
    """Writers of one archive take turns; archives in other schemas of the database have theirs."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    connection.exec_driver_sql(f"SELECT {lock}({_TURN}, hashtext(current_schema()))")


def _server_connections(url: str, *, readonly: bool, lock_wait: float) -> Connections:
    parsed = _parsed_url(url)
    name = parsed.render_as_string(hide_password=True)
    # any number at once; a server takes long to open one, so that as many as threads commonly ask stay open
    options: dict[str, Any] = {"max_overflow": -1, "pool_size": _KEPT_WARM}
    if parsed.get_backend_name() == "postgresql":
        own = f"-c lock_timeout={int(lock_wait * 1000)}"
        options["connect_args"] = {"options": f"{_told_options(parsed)} {own}".strip()}
        if readonly:  # else as the server has it, which may allow no writing
            options["execution_options"] = {"postgresql_readonly": True}
    try:
        with archive_errors(name):
            engine = create_engine(parsed, **options)
    except ImportError as error:
        raise ArchiveError(f"{name}: the driver is not installed ({error.name})") from error
    return Connections(engine, name, readonly=readonly)


def _told_options(url: URL) -> str:
    """What the URL itself tells the server, such as ``-csearch_path=news`` for a schema."""
    told = url.query.get("options", "")
    return told if isinstance(told, str) else " ".join(told)


def _parsed_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"not a database URL: {error}") from error
    if parsed.get_backend_name() == "sqlite":
        raise UsageError(f"{url}: give the path of the SQLite file alone")
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed

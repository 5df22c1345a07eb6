"""A copy of an archive while others write: by SQLite's own means, or row by row from a server."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.archive.carrying import carried_out, put_rows
from marsad.archive.connection import connections_to
from marsad.archive.creation import prepare
from marsad.archive.failures import archive_errors
from marsad.errors import ArchiveError, ArchiveWriteError

if TYPE_CHECKING:
    from marsad.archive.connection import Connections

_WAIT: Final = 30.0


def back_up(connections: Connections, target: str) -> None:
    """Copies an archive to a new file; see `Archive.backup`."""
    path = Path(target)
    if path.exists():
        raise ArchiveError(f"{target}: is there already")
    if not path.absolute().parent.is_dir():
        raise ArchiveError(f"{target}: there is no folder {path.absolute().parent}")
    unfinished = path.with_name(f"{path.name}.part")
    _remove(unfinished)
    try:
        if connections.is_sqlite:
            _copy_pages(connections, unfinished, target)
        else:
            _copy_rows(connections, unfinished)
        _take_name(unfinished, path)
    finally:
        _remove(unfinished)


def _copy_pages(connections: Connections, unfinished: Path, target: str) -> None:
    with archive_errors(target, writing=True), closing(sqlite3.connect(unfinished)) as copy:
        with connections.engine.connect() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101  is_sqlite was asked
            source.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")


def _copy_rows(connections: Connections, unfinished: Path) -> None:
    copy = connections_to(str(unfinished), readonly=False, lock_wait=_WAIT)
    try:
        prepare(copy, _WAIT)
        with carried_out(connections) as rows:
            put_rows(copy, rows)
    finally:
        copy.close()


def _take_name(unfinished: Path, path: Path) -> None:
    try:
        path.hardlink_to(unfinished)  # which takes no name that is taken meanwhile
    except FileExistsError as error:
        raise ArchiveError(f"{path}: is there already") from error
    except OSError:  # a disk without links
        unfinished.rename(path)


def _remove(unfinished: Path) -> None:
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveWriteError(f"{unfinished}: {(error.strerror or str(error)).lower()}") from error

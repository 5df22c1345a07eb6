"""The one place where a database's own errors become ours."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from marsad.errors import ArchiveError, ArchiveWriteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITE_PROBLEMS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing of this write was kept",
    sqlite3.SQLITE_READONLY: "the file is read-only",
    sqlite3.SQLITE_IOERR: "the disk refused the write",
    sqlite3.SQLITE_BUSY: "locked by another writer",
    sqlite3.SQLITE_LOCKED: "locked by another writer",
    "53100": "the disk is full; nothing of this write was kept",
    "25006": "opened read-only",
    "55P03": "locked by another writer",
}
_OPEN_PROBLEMS: Final = {
    sqlite3.SQLITE_NOTADB: "not a SQLite file",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; is the folder there and writable?",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_AUTH: "no permission",
}

_NUL: Final = "cannot contain NUL (0x00)"
_MISSING: Final = frozenset({"42P01", "42703"})
_SQLITE_MISSING: Final = (
    "no such table",
    "no such column",
)
_OLDER: Final = (
    "an archive of an older layout, without what is asked for;"
    " opened once for writing (by marsad outlets, for one) it is brought up to date"
)


@contextmanager
def archive_errors(name: str, *, writing: bool = False) -> Iterator[None]:
    """Turns what the database raises inside into errors that name the archive.

    Args:
        name: path or URL, without a password.
        writing: whether a failure means that something was not written.

    Raises:
        ArchiveWriteError: disk full, read-only, locked too long.
        ArchiveError: everything else that the database complains of.
        UsageError: a filter holds characters that no database text can carry.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        if _NUL in _own_words(error):
            raise UsageError(f"{name}: cannot ask for text with U+0000") from error
        raise _translated(error, name, writing=writing) from error
    except UnicodeEncodeError as error:
        raise UsageError(f"{name}: cannot ask for {error.object!r}, it is not valid Unicode") from error


def _translated(error: Exception, name: str, *, writing: bool) -> ArchiveError:
    code = _code(error)
    if code in _WRITE_PROBLEMS:
        return ArchiveWriteError(f"{name}: {_WRITE_PROBLEMS[code]}")
    if code in _OPEN_PROBLEMS:
        return ArchiveError(f"{name}: {_OPEN_PROBLEMS[code]}")
    if code in _MISSING or _own_words(error).startswith(_SQLITE_MISSING):
        return ArchiveError(f"{name}: {_OLDER}")
    if isinstance(error, NoSuchModuleError):
        return ArchiveError(f"{name}: no driver for this kind of database")
    kind = ArchiveWriteError if writing else ArchiveError
    return kind(f"{name}: {_own_words(error)}")


def _code(error: Exception) -> int | str | None:
    """SQLite's primary result code or PostgreSQL's SQLSTATE; SQLite's extended codes carry theirs low."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    state = getattr(cause, "sqlstate", None)
    return state if isinstance(state, str) else None


def _own_words(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return (str(cause).splitlines() or [type(cause).__name__])[0]

"""Opening an archive. The Archive owns the file, a Writer puts into it, a Reader reads from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from marsad.archive.acting import ActReader
from marsad.archive.browsing import Browser
from marsad.archive.connection import Connections, connections_to
from marsad.archive.creation import prepare
from marsad.archive.decisions import Decisions
from marsad.archive.failures import archive_errors
from marsad.archive.imported import ImportedReader
from marsad.archive.importing import Importer
from marsad.archive.log import Log
from marsad.archive.reader import Reader
from marsad.archive.search import SearchFilter, search
from marsad.archive.watched import Watched
from marsad.archive.writer import Writer
from marsad.errors import ArchiveError, ArchiveWriteError, UsageError

if TYPE_CHECKING:
    from types import TracebackType

    from marsad.archive.answers import Hit
    from marsad.archive.keeping import Keep

LOCK_WAIT: Final = 30.0
"""Seconds that a writer waits for another one by default."""


def open_archive(path_or_url: str, *, readonly: bool = False, lock_wait: float = LOCK_WAIT) -> Archive:
    """Opens an archive, and makes it where there is none.

    Args:
        path_or_url: path of a SQLite file, a SQLAlchemy URL such as ``postgresql://…``, or ``:memory:`` for
            one in memory that is gone when it is closed.
        readonly: open for reading only; the archive must be there, and nothing can write through it.
        lock_wait: seconds that a writer waits for another one.

    Raises:
        ArchiveVersionError: made by a newer Marsad.
        ArchiveWriteError: the file or the disk cannot be written to.
        ArchiveError: no such file or folder, not a SQLite file, or a database of something else.
        UsageError: not a path or URL.
    """
    connections = connections_to(path_or_url, readonly=readonly, lock_wait=lock_wait)
    try:
        prepare(connections, lock_wait)
    except BaseException:
        connections.close()
        raise
    return Archive(connections)


class Archive:
    """An open archive; close it, or use it in ``with``. Open it anew in every process, threads may share it.

    Args:
        connections: to a database that holds our tables.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @property
    def name(self) -> str:
        """Path or URL, without a password."""
        return self._connections.name

    def writer(self, keep: Keep = "whole") -> Writer:
        """What puts into the archive.

        Args:
            keep: how much of the articles' words to keep: whole, only sentences that are evidence, or a hash.

        Raises:
            ArchiveWriteError: opened read-only.
            UsageError: another word for ``keep``.
        """
        if self._connections.readonly:
            raise ArchiveWriteError(f"{self.name}: opened read-only")
        return Writer(self._connections, keep)

    def reader(self) -> Reader:
        """What reads from the archive."""
        return Reader(self._connections)

    def browser(self) -> Browser:
        """What reads pages of stories as they were last worked out."""
        return Browser(self._connections)

    def acting(self) -> ActReader:
        """What reads events by who is named in them."""
        return ActReader(self._connections)

    def log(self) -> Log:
        """The log of the ledger, which is only appended to."""
        return Log(self._connections)

    def decisions(self) -> Decisions:
        """What people decided about what was read, which is only appended to."""
        return Decisions(self._connections)

    def importer(self) -> Importer:
        """What puts rows of others' data into the archive, and takes them out.

        Raises:
            ArchiveWriteError: opened read-only.
        """
        if self._connections.readonly:
            raise ArchiveWriteError(f"{self.name}: opened read-only")
        return Importer(self._connections)

    def imported(self) -> ImportedReader:
        """What reads rows of others' data."""
        return ImportedReader(self._connections)

    def watched(self) -> Watched:
        """What keeps the state of watched feeds.

        Raises:
            ArchiveWriteError: opened read-only.
        """
        if self._connections.readonly:
            raise ArchiveWriteError(f"{self.name}: opened read-only")
        return Watched(self._connections)

    def search(self, words: str, limit: int = 20, wanted: SearchFilter | None = None) -> list[Hit]:
        """Sentences that hold all the words, best first.

        Small words written onto a word, endings, vowel signs and spelling variants do not matter; words in
        quotation marks must stand side by side.

        Args:
            words: in the asker's words; no operators.
            limit: how many at most.
            wanted: in which sentences.

        Raises:
            UsageError: no word, or a limit below 1.
            ArchiveError: opened read-only with a search column of another version.
        """
        return search(self._connections, words, limit, wanted)

    def backup(self, target: str) -> None:
        """Copies the archive, as it is at this moment, to a new file; writers may go on meanwhile.

        Raises:
            ArchiveError: the target is there already, or cannot be written to.
            UsageError: the archive is on a database server, which has its own means.
        """
        if not self._connections.is_sqlite:
            raise UsageError(f"{self.name}: back a server's database up with its own tools")
        path = Path(target)
        if path.exists():
            raise ArchiveError(f"{target}: is there already")
        with archive_errors(target, writing=True), closing(sqlite3.connect(path)) as copy:
            with self._connections.engine.connect() as connection:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)  # noqa: S101  is_sqlite was asked
                source.backup(copy)
            copy.execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Lets go of the file; the archive cannot be used afterwards. Closing twice does no harm."""
        self._connections.close()

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

"""Opening an archive. The Archive owns the file, a Writer puts into it, a Reader reads from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from marsad.archive.acting import ActReader
from marsad.archive.backing import back_up
from marsad.archive.browsing import Browser
from marsad.archive.carrying import lines_of, put_lines
from marsad.archive.connection import Connections, connections_to
from marsad.archive.creation import prepare
from marsad.archive.decisions import Decisions
from marsad.archive.forgetting import Forgotten, Trace, forget, traces
from marsad.archive.imported import ImportedReader
from marsad.archive.importing import Importer
from marsad.archive.log import Log
from marsad.archive.reader import Reader
from marsad.archive.search import SearchFilter, search
from marsad.archive.watched import Watched
from marsad.archive.writer import Writer
from marsad.errors import ArchiveWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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

        The copy of an archive on a server is a SQLite file as well. A target that is there is whole: a copy
        that is not done yet has another name.

        Raises:
            ArchiveError: the target is there already, or cannot be written to.
        """
        back_up(self._connections, target)

    def export(self, note: Mapping[str, Any]) -> Iterator[bytes]:
        """The whole archive as JSON lines, as of one moment; `take_in` makes the same archive of them.

        Args:
            note: what stands in the first line besides the format and the layout.

        Raises:
            ArchiveVersionError: of an older layout; opened for writing it is brought up to date.
        """
        return lines_of(self._connections, note)

    def take_in(self, lines: Iterable[bytes], source: str) -> int:
        """Puts what `export` gave into this archive, which must be empty; tells how many rows.

        Args:
            lines: its lines.
            source: where they come from, for messages.

        Raises:
            MalformedError: a line that is none of an archive, or lines that were cut off.
            ArchiveVersionError: of another layout.
            UsageError: the archive is not empty.
            ArchiveWriteError: read-only, disk full, locked too long, or a row that fits nowhere.
        """
        return put_lines(self._connections, lines, source)

    def forget(self, source: str, who: str) -> Forgotten:
        """Takes out a document, a URL, an outlet, a feed or a file, words and all, and leaves a trace.

        Args:
            source: id of a document, URL, outlet, address of a feed, or name of an imported file.
            who: who takes it out; stands in the trace.

        Raises:
            UsageError: nothing came from there, or ``who`` is empty.
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        return forget(self._connections, source, who)

    def forgotten(self) -> list[Trace]:
        """What was taken out: when, by whom, what kind, hash of the id; in its order."""
        return traces(self._connections)

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

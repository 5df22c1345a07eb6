"""Looking after an archive: coding anew, copies, taking out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.observatory.over_archive import OverArchive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from marsad.archive import Forgotten
    from marsad.observatory.recoding import Recoded


class Upkeep(OverArchive):
    """What keeps an archive in order."""

    @property
    def name(self) -> str:
        """Path or URL of the archive, without a password."""
        return self._archive.name

    def left_to_recode(self) -> int:
        """How many documents that were kept whole this version of the coder has not coded yet."""
        from marsad.observatory.recoding import left_to_recode

        return left_to_recode(self._archive)

    def recoding(self, *, workers: int = 1) -> Iterator[Recoded]:
        """Codes anew what an older coder coded, one document at a time; earlier codings stay.

        What is yielded is on disk, so that a killed run goes on where it ended.

        Args:
            workers: number of processes; 1 codes in this one.

        Raises:
            UsageError: fewer than one worker.
            ArchiveError: the archive cannot be written.
        """
        from marsad.observatory.recoding import recoding

        return recoding(self._archive, workers)

    def prune(self) -> int:
        """Takes out all codings that a newer one has replaced; tells how many."""
        return self._archive.writer().prune()

    def backup(self, target: str | Path) -> None:
        """Copies the archive, as it is at this moment, to a new SQLite file; writers may go on meanwhile.

        Raises:
            ArchiveError: the target is there already, or cannot be written to.
        """
        self._archive.backup(str(target))

    def export_lines(self) -> Iterator[bytes]:
        """The whole archive as JSON lines, the first a note of what it is and how to cite it.

        Raises:
            ArchiveVersionError: of an older layout; opened for writing it is brought up to date.
        """
        from marsad.observatory.noting import note_of

        return self._archive.export(note_of(self._archive.name, "archive", {}))

    def take_in(self, lines: Iterable[bytes], source: str = "lines") -> int:
        """Makes this archive, which must be empty, equal to an exported one; tells how many rows it got.

        Args:
            lines: as `export_lines` gave them.
            source: where they come from, for messages.

        Raises:
            MalformedError: a line that is none of an archive, or lines that were cut off.
            ArchiveVersionError: of another layout.
            UsageError: the archive is not empty.
        """
        return self._archive.take_in(lines, source)

    def forget(self, source: str, by: str) -> Forgotten:
        """Takes out a document, a URL, an outlet, a feed or a file, words and all, and leaves a trace.

        Args:
            source: id of a document, URL, outlet, address of a feed, or name of an imported file.
            by: who takes it out; stands in the trace.

        Raises:
            UsageError: nothing came from there, or ``by`` is empty.
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        return self._archive.forget(source, by)

    def forgotten(self) -> list[dict[str, str]]:
        """What was taken out: when, by whom, what kind, hash of the id; in its order."""
        return [trace._asdict() for trace in self._archive.forgotten()]

"""Looking after an archive: coding anew, pruning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.observatory.over_archive import OverArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.observatory.recoding import Recoded


class Upkeep(OverArchive):
    """What keeps an archive in order."""

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

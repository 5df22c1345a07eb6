"""The log at work: followed, checked whenever it is read, and written by the rules alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.errors import LedgerError, UsageError
from marsad.ledger.folding import extended, folded
from marsad.ledger.state import Said, State
from marsad.ledger.verifying import Flaw, Known, chain_flaws, flaws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive import Archive, Draft, LogEntry


class Book:
    """The log of an archive and the state that it leaves; each thread opens one of its own.

    Args:
        archive: where the log is.
        by: who writes, unless a call says otherwise.
    """

    def __init__(self, archive: Archive, by: str = "") -> None:
        self._archive, self._log, self._by = archive, archive.log(), by
        self._state, self._last = State(), Known()

    @property
    def state(self) -> State:
        """All of the ledger as it is now.

        Raises:
            LedgerError: the log is not as it was written.
        """
        self._take(*self._log.read(self._last.number))
        return self._state

    def write(self, by: str, *drafts: Draft) -> State:
        """Writes entries in one transaction, if the rules allow each of them after those before it.

        Raises:
            UsageError: the rules forbid one; nothing was written.
            LedgerError: the log is not as it was written.
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        who = by or self._by
        if not who:
            raise UsageError("say who writes into the ledger")

        def decide(known: list[LogEntry], moment: str) -> Sequence[Draft]:
            self._take_own(known)
            after = enumerate(drafts, self._state.length + 1)
            extended(self._state, (Said(n, moment, who, one.kind, one.content) for n, one in after))
            return drafts

        before = self.state.length
        written = self._log.append(who, decide, before)
        self._take_own(written)
        return self._state

    def verify(self, head: str | None = None) -> list[Flaw]:
        """All that is wrong with the log, from its first entry to its last; see `verifying.flaws`."""
        return flaws(*self._log.read(), head)

    def entries(self) -> list[LogEntry]:
        """The log itself."""
        return self._log.read()[0]

    def _take(self, entries: list[LogEntry], noted: str | None) -> None:
        """Follows the log; what does not hold is not worked with."""
        found = chain_flaws(entries, noted, self._last)
        if found:
            raise LedgerError(f"{self._log.name}: {found[0].problem}", found[0].number)
        if entries:
            self._state, self._last = (
                folded(entries, self._state),
                Known(entries[-1].number, entries[-1].hash),
            )

    def _take_own(self, entries: list[LogEntry]) -> None:
        """What was read within a transaction of our own, where the note is not looked at."""
        fresh = [entry for entry in entries if entry.number > self._last.number]
        if fresh:
            self._take(fresh, f"{fresh[-1].number} {fresh[-1].hash}")

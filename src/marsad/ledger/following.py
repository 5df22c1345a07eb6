"""The log at work: followed, checked whenever it is read, and written by the rules alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.errors import LedgerError, UsageError
from marsad.ledger.folding import applied, folded
from marsad.ledger.state import Said, State
from marsad.ledger.verifying import Flaw, flaws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive import Archive, Draft, LogEntry


class Book:
    """The log of an archive and the state that it leaves.

    Args:
        archive: where the log is.
        by: who writes, unless a call says otherwise.
    """

    def __init__(self, archive: Archive, by: str = "") -> None:
        self._archive, self._log, self._by = archive, archive.log(), by
        self._state, self._last = State(), ""

    @property
    def state(self) -> State:
        """All of the ledger as it is now.

        Raises:
            LedgerError: the log is not as it was written.
        """
        self._take(self._log.entries(self._state.length))
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
            self._take(known)
            state = self._state
            for draft in drafts:
                said = Said(state.length + 1, moment, who, draft.kind, draft.content)
                state = applied(state, said)
            return drafts

        before = self.state.length
        written = self._log.append(who, decide, before)
        self._take([entry for entry in written if entry.number > self._state.length])
        return self._state

    def verify(self, head: str | None = None) -> list[Flaw]:
        """All that is wrong with the log, from its first entry to its last; see `verifying.flaws`."""
        return flaws(self._log.entries(), self._log.noted_head(), head)

    def entries(self) -> list[LogEntry]:
        """The log itself."""
        return self._log.entries()

    def _take(self, entries: list[LogEntry]) -> None:
        """Follows the log; what does not hold is not worked with."""
        for entry in entries[:1]:
            if self._last and entry.previous != self._last:
                raise LedgerError(f"{self._log.name}: entry {entry.number} does not follow on what was read")
        if entries and not self._state.length:
            found = flaws(entries, f"{entries[-1].number} {entries[-1].hash}")
            if found:
                raise LedgerError(f"{self._log.name}: {found[0].problem}")
        if entries:
            self._state, self._last = folded(entries, self._state), entries[-1].hash

"""What came of asking a model, counted; shared between threads."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class Tally:
    """Counts of a run.

    Attributes:
        texts: coded in this run.
        skipped: done in an earlier one.
        left: not asked for, for the run had stopped.
        failed: asked in vain.
        events: that passed.
        refused: events that did not, by reason.
        corrected: parts of events that were set right by our own tables, by reason.
        requests: sent, with those sent again.
        again: sent again, by reason.
        tokens_in: of prompts, as the endpoint tells them.
        tokens_out: of answers.
        guessed: requests whose tokens the endpoint did not tell; they are counted by their length.
        seconds: of waiting for answers, over all workers.
        stopped: why the run ended before its end, None where it did not.
    """

    texts: int = 0
    skipped: int = 0
    left: int = 0
    failed: int = 0
    events: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    again: Counter[str] = field(default_factory=Counter)
    tokens_in: int = 0
    tokens_out: int = 0
    guessed: int = 0
    seconds: float = 0.0
    stopped: str | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, name: str, number: float = 1) -> None:
        """Adds to one of the numbers."""
        with self._lock:
            setattr(self, name, getattr(self, name) + number)

    def count_reasons(self, name: str, reasons: Iterable[str]) -> None:
        """Adds to one of the counts by reason."""
        with self._lock:
            getattr(self, name).update(reasons)

    def stop(self, why: str) -> None:
        """Ends the run; the first reason stays."""
        with self._lock:
            self.stopped = self.stopped or why

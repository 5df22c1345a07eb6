"""The chain checked end to end: each entry, their order, their days, and what they say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from marsad.archive.log import BEGINNING, canonical, entry_hash
from marsad.errors import LedgerError, UsageError
from marsad.ledger.folding import applied, read_entry
from marsad.ledger.state import State
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive import LogEntry


class Flaw(Record, frozen=True, kw_only=True):
    """Something in the log that is not as it was written; ``number`` is None where it is of the whole."""

    number: int | None
    problem: str


def flaws(entries: Sequence[LogEntry], noted: str | None, head: str | None = None) -> list[Flaw]:
    """All that is wrong with a log; none where it holds.

    A chain shows that nothing in it was changed, and not that nothing was cut off its end, or that it was not
    made anew from some entry on. Only a hash that was written down elsewhere shows that: give it as ``head``.

    Args:
        entries: all of it, as it stands in the archive.
        noted: number and hash of the last entry as noted beside the log.
        head: hash of any entry, written down earlier by somebody.
    """
    found = [flaw for place in range(len(entries)) for flaw in _entry_flaws(entries, place)]
    found += _end_flaws(entries, noted)
    if head is not None and head not in {entry.hash for entry in entries}:
        found.append(Flaw(number=None, problem=f"no entry has the hash {head}: the log was made anew or cut"))
    return found or _rule_flaws(entries)


def _entry_flaws(entries: Sequence[LogEntry], place: int) -> list[Flaw]:
    entry, before = entries[place], entries[place - 1] if place else None
    problems = [
        (entry.number == place + 1, f"stands where entry {place + 1} is due"),
        (entry.previous == (before.hash if before else BEGINNING), "does not follow on the entry before it"),
        (_hash_holds(entry), "was changed: its hash is not that of what it says"),
        (_is_moment(entry.written_at), f"was written at {entry.written_at!r}, which is no moment"),
        (not before or before.written_at <= entry.written_at, "is dated before the entry before it"),
        (_is_canonical(entry.payload), "is not written the one way that it can be written"),
    ]
    return [
        Flaw(number=entry.number, problem=f"entry {entry.number} {told}")
        for holds, told in problems
        if not holds
    ]


def _end_flaws(entries: Sequence[LogEntry], noted: str | None) -> list[Flaw]:
    end = f"{entries[-1].number} {entries[-1].hash}" if entries else None
    if end == noted:
        return []
    number = entries[-1].number if entries else 0
    due = noted.split()[0] if noted else "none"
    return [Flaw(number=None, problem=f"the log ends with entry {number}; as its last was noted entry {due}")]


def _rule_flaws(entries: Sequence[LogEntry]) -> list[Flaw]:
    """The first entry that should not have been written; what follows it cannot be judged."""
    state = State()
    for entry in entries:
        try:
            state = applied(state, read_entry(entry))
        except (UsageError, LedgerError) as error:
            return [Flaw(number=entry.number, problem=f"entry {entry.number} breaks a rule: {error}")]
    return []


def _hash_holds(entry: LogEntry) -> bool:
    one_line = all("\n" not in text for text in (entry.written_at, entry.who, entry.kind, entry.previous))
    return one_line and entry_hash(entry) == entry.hash


def _is_moment(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).utcoffset() == dt.timedelta(0)
    except ValueError:
        return False


def _is_canonical(payload: str) -> bool:
    try:
        return canonical(msgspec.json.decode(payload)) == payload
    except (msgspec.DecodeError, UnicodeError):
        return False

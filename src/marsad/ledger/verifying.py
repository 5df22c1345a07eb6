"""The chain checked end to end: each entry, their order, their days, and what they say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from marsad.archive.log import BEGINNING, canonical, entry_hash
from marsad.errors import LedgerError
from marsad.ledger.folding import folded
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
    found = chain_flaws(entries, noted, Known())
    if head is not None and head not in {entry.hash for entry in entries}:
        found.append(Flaw(number=None, problem=f"no entry has the hash {head}: the log was made anew or cut"))
    return found or _rule_flaws(entries)


class Known(NamedTuple):
    """The last entry that was read before; the first follows on `BEGINNING`."""

    number: int = 0
    hash: str = BEGINNING


def chain_flaws(entries: Sequence[LogEntry], noted: str | None, after: Known) -> list[Flaw]:
    """What is wrong with the chain itself, whatever its entries say.

    Args:
        entries: those that follow on ``after``.
        noted: as `flaws` takes it.
        after: the last entry that is known to hold.
    """
    found, last, written = [], after, ""
    for entry in entries:
        found += _entry_flaws(entry, last, written)
        last, written = Known(last.number + 1, entry.hash), entry.written_at
    return found + _end_flaws(entries, noted, after)


def _entry_flaws(entry: LogEntry, last: Known, written: str) -> list[Flaw]:
    problems = [
        (entry.number == last.number + 1, f"stands where entry {last.number + 1} is due"),
        (entry.previous == last.hash, "does not follow on the entry before it"),
        (_hash_holds(entry), "was changed: its hash is not that of what it says"),
        (_is_moment(entry.written_at), f"was written at {entry.written_at!r}, which is no moment"),
        (written <= entry.written_at, "is dated before the entry before it"),
        (_is_canonical(entry.payload), "is not written the one way that it can be written"),
    ]
    name = f"entry {entry.number}"
    return [Flaw(number=entry.number, problem=f"{name} {told}") for holds, told in problems if not holds]


def _end_flaws(entries: Sequence[LogEntry], noted: str | None, after: Known) -> list[Flaw]:
    last = Known(entries[-1].number, entries[-1].hash) if entries else after
    end = f"{last.number} {last.hash}" if last.number else None
    if end == noted:
        return []
    due = noted.split()[0] if noted else "none"
    problem = f"the log ends with entry {last.number}; as its last was noted entry {due}"
    return [Flaw(number=None, problem=problem)]


def _rule_flaws(entries: Sequence[LogEntry]) -> list[Flaw]:
    """The first entry that should not have been written; what follows it cannot be judged."""
    try:
        folded(entries)
    except LedgerError as error:
        return [Flaw(number=error.number, problem=str(error))]
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

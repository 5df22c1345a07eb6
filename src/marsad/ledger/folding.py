"""The log folded into the state: pure functions, an entry at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.errors import LedgerError, UsageError
from marsad.ledger.entries import KINDS
from marsad.ledger.rules import check
from marsad.ledger.state import Said, Standing, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from marsad.archive import LogEntry
    from marsad.ledger.entries import Question, Strike, Unfalsifiable, Void


def folded(entries: Iterable[LogEntry], state: State | None = None) -> State:
    """The state after entries of the log.

    Args:
        entries: in their order.
        state: what they follow on; the empty ledger without.

    Raises:
        LedgerError: an entry that says nothing known, or that the rules forbid.
    """
    after = (state or State()).copied()
    number = after.length
    for entry in entries:
        number = entry.number
        try:
            _take(after, read_entry(entry))
        except UsageError as error:
            raise LedgerError(f"entry {number} of the ledger: {error}", number) from error
    return replace(after, length=number)


def read_entry(entry: LogEntry) -> Said[Any]:
    """What an entry says.

    Raises:
        LedgerError: its kind is unknown, or its payload does not hold what the kind promises.
    """
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise LedgerError(f"entry {entry.number} of the ledger: unknown kind {entry.kind!r}", entry.number)
    try:
        content = msgspec.json.decode(entry.payload, type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise LedgerError(f"entry {entry.number} of the ledger: {error}", entry.number) from error
    return Said(entry.number, entry.written_at, entry.who, entry.kind, content)


def extended(state: State, saids: Iterable[Said[Any]]) -> State:
    """The state after further entries; the one given stays as it is.

    Raises:
        UsageError: the rules forbid one of them.
    """
    after, number = state.copied(), state.length
    for said in saids:
        number = said.number
        _take(after, said)
    return replace(after, length=number)


def _take(state: State, said: Said[Any]) -> None:
    """One entry into a state that nobody else holds; a copy for each would make reading a log quadratic."""
    check(state, said)
    _STEPS[said.kind](state, said)


def _asked(state: State, said: Said[Question]) -> None:
    question = said.content
    before = (replace(one, replaced=True) for one in state.versions.get(question.id, ()))
    state.versions[question.id] = (*before, Standing(asked=said))
    if question.key:
        state.keys[question.key] = question.id


def _frozen(state: State, said: Said[Any]) -> None:
    _change(state, said, frozen=said)


def _appended(field: str) -> Callable[[State, Said[Any]], None]:
    def step(state: State, said: Said[Any]) -> None:
        standing = state.standing(said.content.question, said.content.version)
        _change(state, said, **{field: (*getattr(standing, field), said)})

    return step


def _change(state: State, said: Said[Any], **changes: Any) -> None:  # noqa: ANN401  fields of a standing
    """Puts another standing for the version that an entry names."""
    name, version = said.content.question, said.content.version
    standings = list(state.versions[name])
    standings[version - 1] = replace(standings[version - 1], **changes)
    state.versions[name] = tuple(standings)


def _voided(state: State, said: Said[Void]) -> None:
    state.voids[said.content.prediction] = said


def _struck(state: State, said: Said[Strike]) -> None:
    state.strikes[said.content.entry] = said


def _kept(state: State, said: Said[Unfalsifiable]) -> None:
    state.unfalsifiable[said.content.id] = said


_STEPS: Final[dict[str, Callable[[State, Said[Any]], None]]] = {
    "question": _asked,
    "freeze": _frozen,
    "forecast": _appended("predictions"),
    "evidence": _appended("evidence"),
    "resolution": _appended("resolutions"),
    "correction": _appended("resolutions"),
    "dispute": _appended("disputes"),
    "void": _voided,
    "strike": _struck,
    "unfalsifiable": _kept,
}

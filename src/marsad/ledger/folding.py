"""The log folded into the state: pure functions, an entry at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.errors import LedgerError, UsageError
from marsad.ledger.entries import KINDS, Prediction, Question
from marsad.ledger.rules import check
from marsad.ledger.state import Said, Standing, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from marsad.archive import LogEntry


def folded(entries: Iterable[LogEntry], state: State | None = None) -> State:
    """The state after entries of the log.

    Args:
        entries: in their order.
        state: what they follow on; the empty ledger without.

    Raises:
        LedgerError: an entry that says nothing known, or that the rules forbid.
    """
    after = state or State()
    for entry in entries:
        try:
            after = applied(after, read_entry(entry))
        except UsageError as error:
            raise LedgerError(f"entry {entry.number} of the ledger: {error}") from error
    return after


def read_entry(entry: LogEntry) -> Said[Any]:
    """What an entry says.

    Raises:
        LedgerError: its kind is unknown, or its payload does not hold what the kind promises.
    """
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise LedgerError(f"entry {entry.number} of the ledger: unknown kind {entry.kind!r}")
    try:
        content = msgspec.json.decode(entry.payload, type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise LedgerError(f"entry {entry.number} of the ledger: {error}") from error
    return Said(entry.number, entry.written_at, entry.who, entry.kind, content)


def applied(state: State, said: Said[Any]) -> State:
    """The state after one entry.

    Raises:
        UsageError: the rules forbid it.
    """
    check(state, said)
    return replace(_STEPS[said.kind](state, said), length=said.number)


def _asked(state: State, said: Said[Question]) -> State:
    question = said.content
    before = tuple(replace(one, replaced=True) for one in state.versions.get(question.id, ()))
    versions = {**state.versions, question.id: (*before, Standing(asked=said))}
    keys = {**state.keys, question.key: question.id} if question.key else state.keys
    return replace(state, versions=versions, keys=keys)


def _changed(state: State, said: Said[Any], **changes: Any) -> State:  # noqa: ANN401  fields of a standing
    """The state with another standing for the version that an entry names."""
    name, version = said.content.question, said.content.version
    standings = list(state.versions[name])
    standings[version - 1] = replace(standings[version - 1], **changes)
    return replace(state, versions={**state.versions, name: tuple(standings)})


def _frozen(state: State, said: Said[Any]) -> State:
    return _changed(state, said, frozen=said)


def _appended(field: str) -> Callable[[State, Said[Any]], State]:
    def step(state: State, said: Said[Any]) -> State:
        standing = state.standing(said.content.question, said.content.version)
        return _changed(state, said, **{field: (*getattr(standing, field), said)})

    return step


def _foretold(state: State, said: Said[Prediction]) -> State:
    made = said.content
    known = {**state.predictions, made.id: (made.question, made.version)}
    return replace(_appended("predictions")(state, said), predictions=known)


def _voided(state: State, said: Said[Any]) -> State:
    return replace(state, voids={**state.voids, said.content.prediction: said})


def _struck(state: State, said: Said[Any]) -> State:
    return replace(state, strikes={**state.strikes, said.content.entry: said})


def _kept(state: State, said: Said[Any]) -> State:
    return replace(state, unfalsifiable=(*state.unfalsifiable, said))


_STEPS: Final[dict[str, Callable[[State, Said[Any]], State]]] = {
    "question": _asked,
    "freeze": _frozen,
    "forecast": _foretold,
    "evidence": _appended("evidence"),
    "resolution": _appended("resolutions"),
    "correction": _appended("resolutions"),
    "dispute": _appended("disputes"),
    "void": _voided,
    "strike": _struck,
    "unfalsifiable": _kept,
}

"""Questions, forecasts and what hangs on them as flat rows, as a group keeps them in a table of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal

import msgspec

from marsad.ledger.entries import Bearing, Outcome

Codes = tuple[str, ...]


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rows share: ``kind`` tells which one it is."""


class QuestionRow(LedgerRow, frozen=True, kw_only=True):
    """A question; ``freeze`` freezes it at once."""

    kind: Literal["question"] = "question"
    key: str | None = None
    id: str | None = None
    version: int = 1
    text: str
    opens: dt.date
    deadline: dt.date
    threshold: str
    source: str
    topic: str | None = None
    condition: str | None = None
    types: Codes = ()
    actors: Codes = ()
    recipients: Codes = ()
    freeze: bool = False


class FreezeRow(LedgerRow, frozen=True, kw_only=True):
    """The freezing of a question."""

    kind: Literal["freeze"] = "freeze"
    question: str


class ForecastRow(LedgerRow, frozen=True, kw_only=True):
    """A forecast: ``probability``, or ``low`` and ``high``."""

    kind: Literal["forecast"] = "forecast"
    question: str
    forecaster: str
    forecaster_ar: str | None = None
    country: str | None = None
    side: str | None = None
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    words: str | None = None
    made_on: dt.date
    statement: str | None = None
    condition: str | None = None
    voices: Codes = ()
    publisher: str | None = None
    republished_on: dt.date | None = None
    grader: str | None = None
    self_graded: bool = False
    url: str | None = None
    document: str | None = None
    record: str | None = None


class EvidenceRow(LedgerRow, frozen=True, kw_only=True):
    """A piece of evidence."""

    kind: Literal["evidence"] = "evidence"
    question: str
    text: str
    bearing: Bearing = "unclear"
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    origin: str | None = None
    document: str | None = None


class DecisionRow(LedgerRow, frozen=True, kw_only=True):
    """A decision or a correction; it rests on the evidence that was attached before."""

    kind: Literal["resolution", "correction"] = "resolution"
    question: str
    outcome: Outcome
    known_on: dt.date
    why: str = ""
    condition_met: bool | None = None


class DisputeRow(LedgerRow, frozen=True, kw_only=True):
    """An objection to the decision that holds."""

    kind: Literal["dispute"] = "dispute"
    question: str
    why: str
    outcome: Outcome | None = None


class VoidRow(LedgerRow, frozen=True, kw_only=True):
    """The conditional forecasts of a forecaster on a question, void."""

    kind: Literal["void"] = "void"
    question: str
    forecaster: str
    why: str


class UnfalsifiableRow(LedgerRow, frozen=True, kw_only=True):
    """A forecast that no fact could refute."""

    kind: Literal["unfalsifiable"] = "unfalsifiable"
    forecaster: str
    statement: str
    why: str
    made_on: dt.date | None = None
    publisher: str | None = None


KINDS: Final[dict[str, type[LedgerRow]]] = {
    "question": QuestionRow,
    "freeze": FreezeRow,
    "forecast": ForecastRow,
    "evidence": EvidenceRow,
    "resolution": DecisionRow,
    "correction": DecisionRow,
    "dispute": DisputeRow,
    "void": VoidRow,
    "unfalsifiable": UnfalsifiableRow,
}

STATE_COLUMNS: Final = ("stage", "outcome", "known_on", "why", "forecasts", "evidence")
"""What an export tells of a question beside it; an import looks away from it."""

_LISTS: Final = ("types", "actors", "recipients", "voices")
_PARTED: Final = {"voices": ";"}


def row_of(told: dict[str, Any]) -> LedgerRow:
    """A row from an object or from the cells of a table; an empty cell tells nothing.

    Raises:
        ValueError: no such kind, a field that is missing or unknown, or one that does not hold what it must.
    """
    given = {name: _value(name, value) for name, value in told.items() if value not in (None, "")}
    kind = given.get("kind") or _guessed(given)
    wanted = KINDS.get(str(kind))
    if wanted is None:
        raise ValueError(f"kind {kind!r}: one of {', '.join(KINDS)} is due")
    if wanted is QuestionRow:
        given = {name: value for name, value in given.items() if name not in STATE_COLUMNS}
    return msgspec.convert(given, wanted, strict=False)


def _guessed(given: dict[str, Any]) -> str:
    """A file of questions alone, or of forecasts alone, needs no column that says so."""
    if "deadline" in given:
        return "question"
    if "forecaster" in given and "question" in given:
        return "forecast"
    raise ValueError("the row does not tell its kind")


def _value(name: str, value: Any) -> Any:  # noqa: ANN401  JSON
    if name in _LISTS and isinstance(value, str):
        return [part.strip() for part in value.split(_PARTED.get(name)) if part.strip()]
    return value


def plain(row: LedgerRow) -> dict[str, Any]:
    """A row as an object, without what it leaves untold."""
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(row))
    return {name: value for name, value in told.items() if value not in (None, [], "") and value is not False}


def cells(told: dict[str, Any]) -> dict[str, Any]:
    """An object as the cells of a table: lists parted by blanks, voices by semicolons."""
    return {
        name: f"{_PARTED.get(name, '')} ".join(value) if isinstance(value, list) else value
        for name, value in told.items()
    }

"""The table of decisions, and its rows as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from marsad.archive import schema
from marsad.archive.append_only import AppendOnly
from marsad.archive.decided import Decision, Evidence
from marsad.archive.presence import is_there
from marsad.archive.rows import json_of
from marsad.records import content_id

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, RowMapping

_OF_ROW: Final = ("id", "number", "made_at", "who", "kind", "why", "undoes")
_OF_PAYLOAD: Final = ("before", "after", "these", "those", "events", "forgotten")
_ANNOTATION: Final = "annotate"
DECISIONS_TABLE: Final = AppendOnly(
    "decisions", "decisions_keep", "decisions are only appended", ("id", "undoes")
)


def last_number(connection: Connection, *, with_annotations: bool = True) -> int:
    """Number of the last decision, 0 where there is none."""
    if not is_there(connection, schema.decisions):
        return 0
    columns = schema.decisions.c
    asked = select(func.coalesce(func.max(columns.number), 0))
    found = connection.execute(asked if with_annotations else asked.where(columns.kind != _ANNOTATION))
    return int(found.scalar_one())


def found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Decision]:
    """Decisions in their order; none where the table is not there."""
    if not is_there(connection, schema.decisions):
        return []
    asked: Select[Any] = select(schema.decisions).where(*conditions).order_by(schema.decisions.c.number)
    return [_decision(row) for row in connection.execute(asked).mappings()]


def of_document(connection: Connection, document: str) -> list[Decision]:
    """Decisions on a document, with those that take one of them back."""
    columns = schema.decisions.c
    own = select(columns.number).where(columns.document == document)
    return found(connection, (columns.document == document) | columns.undoes.in_(own))


def append(connection: Connection, decision: Decision) -> Decision:
    """Writes a decision with the next number; inside a transaction that no other writer comes into."""
    number = last_number(connection) + 1
    numbered = msgspec.structs.replace(decision, number=number, id="")
    plain = {name: value for name, value in numbered.as_dict().items() if name != "forgotten"}
    whole = msgspec.structs.replace(numbered, id=content_id("decision", plain))
    connection.execute(insert(schema.decisions), row_of(whole))
    return whole


def row_of(decision: Decision) -> dict[str, Any]:
    """A decision as a row of its table."""
    plain, evidence = decision.as_dict(), decision.evidence
    payload = {name: plain[name] for name in _OF_PAYLOAD if plain[name]}
    payload["event"] = evidence.event if evidence else None
    return {name: plain[name] for name in _OF_ROW} | {
        "document": evidence and evidence.document,
        "span_start": evidence and evidence.start,
        "span_end": evidence and evidence.end,
        "words": evidence and evidence.words,
        "payload": json_of(payload),
    }


def _decision(row: RowMapping) -> Decision:
    payload = msgspec.json.decode(row["payload"])
    event = payload.pop("event")
    evidence = None
    if row["document"] is not None:
        evidence = Evidence(
            document=row["document"], start=row["span_start"], end=row["span_end"],
            words=row["words"], event=event,
        )  # fmt: skip
    return msgspec.convert({name: row[name] for name in _OF_ROW} | payload | {"evidence": evidence}, Decision)

"""Decisions put into the tables of events, so that all who read them see what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select

from marsad.archive import decision_rows, schema
from marsad.archive.applying import Applied, applied, is_decided
from marsad.archive.days import Days, published_days
from marsad.archive.decided import ON_EVENTS, Decision, standing
from marsad.archive.rows import RecordRow, decoded, decoded_document, event_row, json_of, party_rows
from marsad.records import Event, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Table


def project(connection: Connection, document: str) -> None:
    """Makes the events of a document what its current coding and the decisions that stand give.

    Older codings are left, or made again, as the coder made them. Called inside the transaction that changes
    a coding or appends a decision, so that both are there, or neither.
    """
    known = decision_rows.of_document(connection, document)
    if not known:
        return
    stand = [one for one in standing(known) if one.kind in ON_EVENTS]
    sentences = sentences_of(connection, document)
    columns = schema.codings.c
    codings = select(columns.key, columns.is_current, columns.coder, columns.codebook)
    for coding in connection.execute(codings.where(columns.document == document)).all():
        versions = {"coder": coding.coder, "codebook": coding.codebook}
        result = applied(
            machine_events(connection, coding.key), stand if coding.is_current else [], sentences
        )
        events = [replace(one, **versions) if is_decided(one) else one for one in result.events]
        _put(connection, document, coding.key, result._replace(events=events))


def misfits_of(connection: Connection, document: str, decisions: Iterable[Decision]) -> Applied | None:
    """What the decisions give on the current coding of a document; None where it is not there."""
    columns = schema.codings.c
    asked = select(columns.key).where(columns.document == document, columns.is_current)
    coding = connection.execute(asked).scalar()
    if coding is None:
        return None
    return applied(machine_events(connection, coding), decisions, sentences_of(connection, document))


def machine_events(connection: Connection, coding: int) -> list[Event]:
    """The events of a coding as the coder made them, in the order of the text."""
    own = [one for one in _shown(connection, coding) if not is_decided(one)]
    columns = schema.machine_events.c
    displaced = connection.execute(select(columns.record).where(columns.coding == coding)).scalars()
    own += [decoded(record, Event) for record in displaced]
    return sorted(own, key=lambda one: (one.start, one.end, one.id))


def sentences_of(connection: Connection, document: str) -> list[Sentence]:
    """The sentences of a document."""
    columns = schema.sentences.c
    asked = select(columns.number, columns.span_start, columns.span_end, columns.text)
    rows = connection.execute(asked.where(columns.document == document).order_by(columns.number))
    return [Sentence(number=row[0], start=row[1], end=row[2], text=row[3]) for row in rows]


def _shown(connection: Connection, coding: int) -> list[Event]:
    asked = select(schema.events.c.record).where(schema.events.c.coding == coding)
    return [decoded(record, Event) for record in connection.execute(asked).scalars()]


def _put(connection: Connection, document: str, coding: int, result: Applied) -> None:
    now = {one.id: one for one in _shown(connection, coding)}
    wanted = {one.id: one for one in result.events}
    gone = [name for name, event in now.items() if wanted.get(name) != event]
    fresh = [event for name, event in wanted.items() if now.get(name) != event]
    events, parties, machine = schema.events, schema.event_parties, schema.machine_events
    if gone:
        connection.execute(delete(events).where(events.c.coding == coding, events.c.id.in_(gone)))
        connection.execute(delete(parties).where(parties.c.coding == coding, parties.c.event.in_(gone)))
    if fresh:
        published = _published(connection, document)
        _insert(connection, events, [event_row(one, published) for one in fresh], coding)
        _insert(connection, parties, [row for one in fresh for row in party_rows(one)], coding)
    connection.execute(delete(machine).where(machine.c.coding == coding))
    displaced = [{"id": one.id, "record": json_of(one)} for one in result.displaced]
    _insert(connection, machine, displaced, coding)


def _insert(connection: Connection, table: Table, rows: Sequence[RecordRow], coding: int) -> None:
    if rows:
        connection.execute(insert(table), [row | {"coding": coding} for row in rows])


def _published(connection: Connection, document: str) -> Days:
    asked = select(schema.documents.c.record).where(schema.documents.c.id == document)
    return published_days(decoded_document(connection.execute(asked).scalar_one(), ""))

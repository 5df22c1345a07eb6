"""What people decided about what was read: appended, never edited, kept when texts are coded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, exists, select

from marsad.archive import decision_rows, schema
from marsad.archive.correcting import annotation, corrected
from marsad.archive.decided import (
    ON_EVENTS,
    Annotation,
    Decision,
    DecisionKind,
    Evidence,
    Unfit,
    standing,
)
from marsad.archive.presence import is_there
from marsad.archive.projecting import misfits_of, project, sentences_of
from marsad.archive.rows import decoded, now
from marsad.errors import UsageError
from marsad.records import Event, Sentence, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from marsad.archive.connection import Connections


class Decided(NamedTuple):
    """A decision, and the number of the one that took it back."""

    decision: Decision
    undone_by: int | None


class Decisions:
    """Reads decisions and appends to them; may be shared between threads. Nothing in them is ever changed.

    Every writing is one transaction: the decision is appended and what the archive tells is changed with it.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[Decided]:
        """All decisions with whether they were taken back, in their order."""
        with self._connections.reading() as connection:
            return _with_undoing(decision_rows.found(connection))

    def about(self, event: str) -> list[Decided]:
        """Decisions on an event, by the id that it has or had, with what took them back, in their order."""
        with self._connections.reading() as connection:
            document = _document_of(connection, event)
            if document is None:
                known = _with_undoing(decision_rows.found(connection))
            else:
                known = _with_undoing(decision_rows.of_document(connection, document))
        own = {one.decision.number for one in known if _names(one.decision, event)}
        return [one for one in known if one.decision.number in own or one.decision.undoes in own]

    def standing(self, *kinds: DecisionKind) -> list[Decision]:
        """Decisions that hold, of these kinds or of all, in their order."""
        stand = standing(one.decision for one in self.all())
        return [one for one in stand if not kinds or one.kind in kinds]

    def of(self, documents: Iterable[str]) -> list[Decision]:
        """Decisions on events of these documents that hold."""
        with self._connections.reading() as connection:
            known = [
                one
                for document in dict.fromkeys(documents)
                for one in decision_rows.of_document(connection, document)
            ]
        return [one for one in standing(known) if one.kind in ON_EVENTS]

    def last(self, *, with_annotations: bool = True) -> int:
        """Number of the last decision; 0 where there is none."""
        with self._connections.reading() as connection:
            return decision_rows.last_number(connection, with_annotations=with_annotations)

    def unfit(self) -> list[Unfit]:
        """Decisions that hold and do not fit what the archive holds by now, in their order."""
        by_document: dict[str, list[Decision]] = {}
        for one in self.standing(*ON_EVENTS):
            by_document.setdefault(one.evidence.document if one.evidence else "", []).append(one)
        found: list[Unfit] = []
        with self._connections.reading() as connection:
            for document, decisions in by_document.items():
                result = misfits_of(connection, document, decisions)
                found += [
                    Unfit(one, result.misfits[one.number] if result else "document")
                    for one in decisions
                    if result is None or one.number in result.misfits
                ]
        return sorted(found, key=lambda one: one.decision.number)

    def annotators(self) -> dict[str, int]:
        """Who annotated, with how many sentences, by name."""
        counted: dict[str, set[tuple[str, int]]] = {}
        for one in self.standing("annotate"):
            if one.evidence:
                counted.setdefault(one.who, set()).add((one.evidence.document, one.evidence.start))
        return {who: len(counted[who]) for who in sorted(counted)}

    def correct(self, event: str, *, who: str, why: str = "", **changes: Any) -> Decision:  # noqa: ANN401
        """Says what an event is in truth.

        Args:
            event: its id.
            who: decides.
            why: in words.
            **changes: as `marsad.archive.correcting.corrected` takes them.

        Raises:
            UsageError: no such event in a current coding, no name, or changes that cannot be or change
                nothing.
            ArchiveWriteError: read-only, disk full, locked too long.
        """

        def made(connection: Connection) -> Decision:
            before = _event(connection, event)
            after = corrected(before, **changes)
            if after == before:
                raise UsageError(f"nothing of event {event} would change")
            return _draft("correct", who, why, evidence=_of(before, connection), before=before, after=after)

        return self._decide(who, made)

    def confirm(self, event: str, *, who: str, why: str = "") -> Decision:
        """Says that an event is right as it is; raises as `correct`."""

        def made(connection: Connection) -> Decision:
            seen = _event(connection, event)
            return _draft("confirm", who, why, evidence=_of(seen, connection), before=seen, after=seen)

        return self._decide(who, made)

    def drop(self, event: str, *, who: str, why: str = "") -> Decision:
        """Says that there is no such event; raises as `correct`."""

        def made(connection: Connection) -> Decision:
            before = _event(connection, event)
            return _draft("drop", who, why, evidence=_of(before, connection), before=before)

        return self._decide(who, made)

    def add(
        self,
        document: str,
        start: int,
        end: int,
        *,
        who: str,
        why: str = "",
        **fields: Any,  # noqa: ANN401
    ) -> Decision:
        """Says that there is an event which the coder did not see.

        Args:
            document: id of the document.
            start: offset of its trigger.
            end: offset after it.
            who: decides.
            why: in words.
            **fields: ``type``, and what `correct` takes.

        Raises:
            UsageError: no such words within a sentence of the document, or no type.
            ArchiveWriteError: as `correct`.
        """

        def made(connection: Connection) -> Decision:
            evidence, sentence = _words(connection, document, start, end)
            name = content_id("event", document, start, end, who, sorted(map(str, fields.items())))
            if "type" not in fields:
                raise UsageError("an event needs its type")
            blank = Event(
                id=name, document=document, sentence=sentence.number, start=start, end=end,
                type="", confidence=1.0, text=sentence.text,
            )  # fmt: skip
            return _draft("add", who, why, evidence=evidence, after=corrected(blank, **fields))

        return self._decide(who, made)

    def merge(self, these: Sequence[str], those: Sequence[str], *, who: str, why: str = "") -> Decision:
        """Says that reports are of one happening.

        Args:
            these: ids of the events of one story.
            those: ids of those of another.
            who: decides.
            why: in words.

        Raises:
            UsageError: no such events, or one on both sides.
            ArchiveWriteError: as `correct`.
        """
        return self._joined("merge", (these, those), who, why)

    def split(self, these: Sequence[str], those: Sequence[str], *, who: str, why: str = "") -> Decision:
        """Says that reports of one story are of another happening than the rest; arguments as `merge`.

        Args:
            these: ids of the events that are taken off.
            those: ids of those that stay.
            who: decides.
            why: in words.

        Raises:
            UsageError, ArchiveWriteError: as `merge`.
        """
        return self._joined("split", (these, those), who, why)

    def annotate(
        self, document: str, sentence: int, events: Iterable[Mapping[str, Any]], *, who: str
    ) -> Decision:
        """Keeps what a person reads in a sentence; of two annotations by one person the later holds.

        Args:
            document: id of the document.
            sentence: its number.
            events: fields of `Annotation` for each; none for a sentence without an event.
            who: annotates.

        Raises:
            UsageError: no such sentence or codes.
            ArchiveWriteError: as `correct`.
        """
        read: tuple[Annotation, ...] = tuple(annotation(**one) for one in events)

        def made(connection: Connection) -> Decision:
            home = next((one for one in sentences_of(connection, document) if one.number == sentence), None)
            if home is None:
                raise UsageError(f"no sentence {sentence} in document {document}")
            evidence = Evidence(document=document, start=home.start, end=home.end, words=home.text)
            return _draft("annotate", who, "", evidence=evidence, events=read)

        return self._decide(who, made)

    def undo(self, number: int, *, who: str, why: str = "") -> Decision:
        """Takes a decision back; both stay on the list. To have it again, decide it again.

        Raises:
            UsageError: no such decision, it was taken back, or it takes back another itself.
            ArchiveWriteError: as `correct`.
        """

        def made(connection: Connection) -> Decision:
            columns = schema.decisions.c
            known = decision_rows.found(connection, (columns.number == number) | (columns.undoes == number))
            if not any(one.number == number and one.kind != "undo" for one in known):
                raise UsageError(f"there is no decision {number} to take back")
            if any(one.number == number and one.evidence is None for one in known):
                raise UsageError(f"decision {number} is about a text that was taken out")
            if len(known) > 1:
                raise UsageError(f"decision {number} was taken back already")
            return _draft("undo", who, why, undoes=number)

        return self._decide(who, made)

    def _joined(
        self, kind: DecisionKind, sides: tuple[Sequence[str], Sequence[str]], who: str, why: str
    ) -> Decision:
        def made(connection: Connection) -> Decision:
            these, those = (_there(connection, side) for side in sides)
            if not these or not those or set(sides[0]) & set(sides[1]):
                raise UsageError(f"to {kind}, reports are due on both sides, none of them on both")
            return _draft(kind, who, why, evidence=these[0], these=these, those=those)

        return self._decide(who, made)

    def _decide(self, who: str, made: Callable[[Connection], Decision]) -> Decision:
        if not who.strip() or not who.isprintable():
            raise UsageError(f"{who!r} is no name of who decides")
        with self._connections.writing() as connection:
            decision = decision_rows.append(connection, made(connection))
            document = _touched(connection, decision)
            if document is not None:
                project(connection, document)
        return decision


def _touched(connection: Connection, decision: Decision) -> str | None:
    """The document whose events a decision changes."""
    if decision.undoes is None:
        evidence = decision.evidence if decision.kind in ON_EVENTS else None
        return evidence.document if evidence else None
    asked = select(schema.decisions.c.document).where(schema.decisions.c.number == decision.undoes)
    document: str | None = connection.execute(asked).scalar()
    return document


def _with_undoing(decisions: list[Decision]) -> list[Decided]:
    undone = {one.undoes: one.number for one in decisions if one.undoes}
    return [Decided(one, undone.get(one.number)) for one in decisions]


def _names(decision: Decision, event: str) -> bool:
    evidence, after = decision.evidence, decision.after
    return event in {evidence.event if evidence else None, after.id if after else None}


def _document_of(connection: Connection, event: str) -> str | None:
    """The document of an event that is shown, or that the coder made and a person dropped."""
    columns = schema.events.c
    found: str | None = connection.execute(select(columns.document).where(columns.id == event)).scalar()
    if found is None and is_there(connection, schema.decisions):
        machine = schema.machine_events.c
        asked = select(machine.record).where(machine.id == event).limit(1)
        record = connection.execute(asked).scalar()
        found = None if record is None else decoded(record, Event).document
    return found


def _draft(kind: DecisionKind, who: str, why: str, **fields: Any) -> Decision:  # noqa: ANN401
    return Decision(id="", number=0, made_at=now(), who=who, kind=kind, why=why, **fields)


def _event(connection: Connection, name: str) -> Event:
    columns = schema.events.c
    current = exists().where(schema.codings.c.key == columns.coding, schema.codings.c.is_current)
    record = connection.execute(select(columns.record).where(columns.id == name, current)).scalar()
    if record is None:
        raise UsageError(f"no event {name!r} in a current coding")
    return decoded(record, Event)


def _there(connection: Connection, names: Sequence[str]) -> tuple[Evidence, ...]:
    """The words of those of the events that are still there: stories are worked out after events change."""
    columns = schema.events.c
    current = exists().where(schema.codings.c.key == columns.coding, schema.codings.c.is_current)
    known = connection.execute(select(columns.id).where(columns.id.in_(names), current)).scalars()
    there = set(known)
    return tuple(_of(_event(connection, name), connection) for name in names if name in there)


def _of(event: Event, connection: Connection) -> Evidence:
    evidence, _ = _words(connection, event.document, event.start, event.end)
    return Evidence(
        document=event.document, start=event.start, end=event.end, words=evidence.words, event=event.id
    )


def _words(connection: Connection, document: str, start: int, end: int) -> tuple[Evidence, Sentence]:
    for one in sentences_of(connection, document):
        if one.start <= start < end <= one.end:
            words = one.text[start - one.start : end - one.start]
            return Evidence(document=document, start=start, end=end, words=words), one
    raise UsageError(f"no words {start}:{end} within a sentence of document {document!r}")

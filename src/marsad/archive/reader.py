"""Reading an archive. Lists stream in a stable order: equal archives give equal lists, byte for byte.

An iterator sees the archive as it was at its first row, however long it is drawn out, and holds no lock.
Drawn out for hours beside a writer it makes the WAL grow, since SQLite cannot fold it in meanwhile.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import ColumnElement, RowMapping, Select, Table, exists, func, select

from marsad.archive import schema
from marsad.archive.answers import ORIGINS_KEY, STORIES_KEY, CodingVersion, Issue, OriginRow, OutletCount
from marsad.archive.deed_rows import DeedRow, found_deeds
from marsad.archive.filters import (
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    FigureFilter,
    ForecastFilter,
    RecordFilter,
    document_conditions,
    record_conditions,
)
from marsad.archive.keeping import Keep, rebuilt_text
from marsad.archive.presence import is_there
from marsad.archive.rows import decoded, decoded_document
from marsad.records import (
    Claim,
    Coding,
    Document,
    Event,
    Figure,
    Forecast,
    Record,
    Rival,
    Sentence,
    Story,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from marsad.archive.connection import Connections

R = TypeVar("R", bound=Record)
D = TypeVar("D")


class Reader:
    """Reads from an archive; may be shared between threads. Every method may raise ArchiveError."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def documents(self, wanted: DocumentFilter | None = None) -> Iterator[Document]:
        """Documents by day of publication, then id; those without a day come first.

        Where the text was not kept whole, spaces stand for what is missing (see `keep_of`).
        """
        columns = schema.documents.c
        asked = select(*_DOCUMENT_COLUMNS).where(*document_conditions(wanted or DocumentFilter()))
        for row in self._stream(asked.order_by(columns.published.nulls_first(), columns.id)):
            yield self._document(row)

    def document(self, document: str) -> Document | None:
        """A document by its id, None where there is none."""
        asked = select(*_DOCUMENT_COLUMNS).where(schema.documents.c.id == document)
        with self._connections.reading() as connection:
            row = connection.execute(asked).mappings().first()
        return None if row is None else self._document(row)

    def has(self, document: str) -> bool:
        """Whether a document of this id is in the archive; quicker than `document`."""
        return bool(self._scalar(select(exists().where(schema.documents.c.id == document))))

    def keep_of(self, document: str) -> Keep | None:
        """How much of a document's text was kept, None where there is no such document."""
        kept: Keep | None = self._scalar(
            select(schema.documents.c.keep).where(schema.documents.c.id == document)
        )
        return kept

    def sentences(self, document: str) -> list[Sentence]:
        """The sentences of a document as its current coding split it; ``text`` is empty where not kept."""
        columns = schema.sentences.c
        start, end = columns.span_start.label("start"), columns.span_end.label("end")
        asked = select(columns.number, start, end, columns.text)
        rows = self._stream(asked.where(columns.document == document).order_by(columns.number))
        return [Sentence(**row) for row in rows]

    def coding(self, document: str, coder: str | None = None) -> Coding:
        """All that was read out of a document, by a version of the coder or by the newest."""
        wanted: dict[str, Any] = {"document": document, "coder": coder}
        return Coding(
            document=document,
            events=tuple(self.events(EventFilter(**wanted))),
            claims=tuple(self.claims(ClaimFilter(**wanted))),
            forecasts=tuple(self.forecasts(ForecastFilter(**wanted))),
            figures=tuple(self.figures(FigureFilter(**wanted))),
        )

    def codings(self, document: str) -> list[CodingVersion]:
        """The versions in which a document was coded, oldest first."""
        columns = schema.codings.c
        told = select(columns.document, columns.coder, columns.codebook, columns.coded_at, columns.is_current)
        rows = self._stream(told.where(columns.document == document).order_by(columns.key))
        return [CodingVersion(**row) for row in rows]

    def events(self, wanted: EventFilter | None = None) -> Iterator[Event]:
        """Events by first day, document, place in the text; those without any day come first."""
        return self._records(schema.events, wanted or EventFilter(), Event)

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[Claim]:
        """Claims, ordered as events are."""
        return self._records(schema.claims, wanted or ClaimFilter(), Claim)

    def forecasts(self, wanted: ForecastFilter | None = None) -> Iterator[Forecast]:
        """Forecasts, ordered as events are, by the day they were made."""
        return self._records(schema.forecasts, wanted or ForecastFilter(), Forecast)

    def figures(self, wanted: FigureFilter | None = None) -> Iterator[Figure]:
        """Figures, ordered as events are."""
        return self._records(schema.figures, wanted or FigureFilter(), Figure)

    def event(self, event: str) -> Event | None:
        """An event by its id, of the newest coding that holds it, None where there is none."""
        return self._record(schema.events, event, Event)

    def forecast(self, forecast: str) -> Forecast | None:
        """A forecast by its id, as `event` finds one."""
        return self._record(schema.forecasts, forecast, Forecast)

    def issues(self) -> Iterator[Issue]:
        """Inputs that could not be used, by source and line."""
        columns = schema.issues.c
        order = (columns.source, columns.line.nulls_first(), columns.problem)
        for row in self._stream(
            select(*(columns[name] for name in Issue.__struct_fields__)).order_by(*order)
        ):
            yield Issue(**row)

    def outlets(self) -> list[OutletCount]:
        """Outlets with their documents, most first; None stands for documents without an outlet."""
        columns = schema.documents.c
        number = func.count().label("documents")
        first, last = func.min(columns.published).label("first"), func.max(columns.published).label("last")
        told = select(columns.outlet, number, first, last).group_by(columns.outlet)
        rows = self._stream(told.order_by(number.desc(), columns.outlet.nulls_first()))
        return [OutletCount(**row) for row in rows]

    def ids(self) -> list[str]:
        """Ids of all documents, in their order."""
        return [
            row["id"] for row in self._stream(select(schema.documents.c.id).order_by(schema.documents.c.id))
        ]

    def terms(self) -> Iterator[tuple[str, str]]:
        """Each document's id with its words as search compares them, by id; without those that have none."""
        columns = schema.sentences.c
        asked = select(columns.document, columns.terms).order_by(columns.document, columns.number)
        for document, rows in groupby(self._stream(asked), itemgetter("document")):
            yield document, " ".join(row["terms"] for row in rows if row["terms"])

    def origins(self, made_from: str) -> list[OriginRow] | None:
        """The origins that were put, by document; None where they were made from something else.

        Args:
            made_from: as given to `Writer.put_origins`.
        """
        with self._connections.reading() as connection:
            if not _was_made_from(connection, schema.origins, ORIGINS_KEY, made_from):
                return None
            rows = connection.execute(select(schema.origins).order_by(schema.origins.c.document)).all()
        return [OriginRow(*row) for row in rows]

    def stories(self, made_from: str) -> tuple[list[Story], list[Rival]] | None:
        """The stories and rival accounts that were put; None where they were made from something else.

        Args:
            made_from: as given to `Writer.put_stories`.
        """
        with self._connections.reading() as connection:
            if not _was_made_from(connection, schema.stories, STORIES_KEY, made_from):
                return None
            stories, rivals = (
                connection.execute(select(table.c.record).order_by(table.c.place_in_list)).scalars().all()
                for table in (schema.stories, schema.rivals)
            )
        return [decoded(one, Story) for one in stories], [decoded(one, Rival) for one in rivals]

    def deeds(self, made_from: str, made: Callable[[DeedRow], D]) -> tuple[list[D], int] | None:
        """What ``made`` gives for each deed of the stories, and how many stories gave none for want of a day.

        Args:
            made_from: as given to `Writer.put_stories`; None where they were made from something else.
            made: makes what is wanted of a row.
        """
        with self._connections.reading() as connection:
            if not _was_made_from(connection, schema.deeds, STORIES_KEY, made_from):
                return None
            return found_deeds(connection, made)

    def current_codings(self) -> list[tuple[str, str, str]]:
        """Document, coder and codebook of every current coding, by document."""
        columns = schema.codings.c
        asked = select(columns.document, columns.coder, columns.codebook).where(columns.is_current)
        rows = self._stream(asked.order_by(columns.document))
        return [(row["document"], row["coder"], row["codebook"]) for row in rows]

    def all_sentences(self) -> Iterator[tuple[str, list[Sentence]]]:
        """Each document's id with its sentences as `sentences` gives them, by id."""
        columns = schema.sentences.c
        start, end = columns.span_start.label("start"), columns.span_end.label("end")
        asked = select(columns.document, columns.number, start, end, columns.text)
        ordered = self._stream(asked.order_by(columns.document, columns.number))
        for document, rows in groupby(ordered, itemgetter("document")):
            found = ({name: row[name] for name in ("number", "start", "end", "text")} for row in rows)
            yield document, [Sentence(**row) for row in found]

    def parties(self) -> Iterator[tuple[str, str]]:
        """Each document's id with the code of a party of its current events, each pair once, in order."""
        codings, parties = schema.codings.c, schema.event_parties.c
        asked = (
            select(codings.document, parties.country)
            .join(schema.event_parties, parties.coding == codings.key)
            .where(codings.is_current, parties.role != "voice")
            .distinct()
            .order_by(codings.document, parties.country)
        )
        for row in self._stream(asked):
            yield row["document"], row["country"]

    def counts(self) -> dict[str, int]:
        """Rows of each kind; of events, claims, forecasts and figures those of current codings."""
        plain = (schema.documents, schema.sentences, schema.codings, schema.issues)
        counts = {table.name: self._scalar(select(func.count()).select_from(table)) for table in plain}
        for table in schema.RECORD_TABLES:
            current = schema.codings.c.is_current & (schema.codings.c.key == table.c.coding)
            counts[table.name] = self._scalar(
                select(func.count()).select_from(table).join(schema.codings, current)
            )
        return counts

    def to_recode(self, coder: str, codebook: str, after: str = "", limit: int = 500) -> list[str]:
        """Ids, in their order, of documents kept whole that this version has not coded yet.

        Args:
            coder: version of the coder.
            codebook: version of the codebook.
            after: the last id of the batch before.
            limit: size of a batch; a short batch at a time keeps memory flat and a killed run resumes.
        """
        documents = schema.documents.c
        asked = select(documents.id).where(documents.id > after, _is_to_recode(coder, codebook))
        return [row["id"] for row in self._stream(asked.order_by(documents.id).limit(limit))]

    def count_to_recode(self, coder: str, codebook: str) -> int:
        """How many documents `to_recode` has to give, all batches together."""
        asked = select(func.count()).select_from(schema.documents)
        number: int = self._scalar(asked.where(_is_to_recode(coder, codebook)))
        return number

    def _records(self, table: Table, wanted: RecordFilter, kind: type[R]) -> Iterator[R]:
        columns = table.c
        conditions = record_conditions(table, wanted, self._connections.engine.dialect.name)
        order = (
            columns.first_day.nulls_first(),
            columns.document,
            columns.span_start,
            columns.id,
            columns.coding,
        )
        asked = select(columns.record).where(*conditions).order_by(*order)
        return (decoded(row["record"], kind) for row in self._stream(asked))

    def _record(self, table: Table, name: str, kind: type[R]) -> R | None:
        asked = select(table.c.record).join(schema.codings, schema.codings.c.key == table.c.coding)
        newest = asked.order_by(schema.codings.c.is_current.desc(), table.c.coding.desc())
        record = self._scalar(newest.where(table.c.id == name).limit(1))
        return None if record is None else decoded(record, kind)

    def _document(self, row: RowMapping) -> Document:
        text = row["text"]
        if text is None:
            text = rebuilt_text(row["text_length"], self.sentences(row["id"]))
        return decoded_document(row["record"], text)

    def _stream(self, asked: Select[Any]) -> Iterator[RowMapping]:
        return self._connections.streamed(asked)

    def _scalar(self, asked: Select[Any]) -> Any:  # noqa: ANN401  as SQLAlchemy has it
        with self._connections.reading() as connection:
            return connection.execute(asked).scalar()


_DOCUMENT_COLUMNS: Final = (
    schema.documents.c.id,
    schema.documents.c.record,
    schema.documents.c.text,
    schema.documents.c.text_length,
)


def _is_to_recode(coder: str, codebook: str) -> ColumnElement[bool]:
    documents, codings = schema.documents.c, schema.codings.c
    done = exists().where(
        codings.document == documents.id, codings.coder == coder, codings.codebook == codebook
    )
    return (documents.keep == "whole") & ~done


def _was_made_from(connection: Connection, table: Table, key: str, made_from: str) -> bool:
    """Whether a table of what is worked out is there, and was worked out from what is named."""
    if not is_there(connection, table):
        return False
    known = select(schema.meta.c.value).where(schema.meta.c.key == key)
    return bool(connection.execute(known).scalar() == made_from)

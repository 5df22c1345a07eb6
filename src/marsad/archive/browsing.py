"""Pages of stories and rival accounts as they were last worked out, found by index.

What lists of a web page need: a part of a long list, and how long it is. Nothing is worked out here; an
archive whose stories were never worked out has none (see `Browser.worked_out`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, Table, asc, desc, exists, func, select

from marsad.archive import decision_rows, schema
from marsad.archive.answers import STORIES_KEY
from marsad.archive.presence import is_there
from marsad.archive.rows import decoded, decoded_document
from marsad.archive.story_rows import dimension_bit
from marsad.records import Document, Event, Forecast, Record, Rival, Story

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.archive.connection import Connections

R = TypeVar("R", bound=Record)
_ASKED_AT_ONCE: Final = 500


class Page(NamedTuple, Generic[R]):
    """A part of a list, and how long the whole of it is."""

    records: list[R]
    total: int


class PairCount(NamedTuple):
    """How many stories a state has with another side, by status and quad class; dates are ISO 8601."""

    other: str
    quad: int
    status: str
    stories: int
    last: str


class DyadCount(NamedTuple):
    """How many stories two states have with one another in a quad class; the codes in their order."""

    first: str
    second: str
    quad: int
    stories: int


class StateCount(NamedTuple):
    """How many stories a state has a side in, and the day of the last dated one."""

    country: str
    stories: int
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """Which stories; an empty field does not filter.

    Attributes:
        party: code of a side.
        other: code of another side, beside ``party``.
        type: PLOVER type.
        quad: 1 to 4.
        status: actual, historical or negated.
        dimension: one of `plover.DIMENSIONS`.
        since: dated to this day or later; an undated one has the day it was first published.
        until: dated to this day or earlier, likewise.
        added_after: with a document that came after this moment (ISO 8601, UTC).
    """

    party: str
    other: str | None = None
    type: str | None = None
    quad: int | None = None
    status: str | None = None
    dimension: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    added_after: str | None = None


class Browser:
    """Reads pages of what was worked out; may be shared between threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def worked_out(self) -> str | None:
        """A mark of the state in which stories were last worked out; None where they never were."""
        with self._connections.reading() as connection:
            if not is_there(connection, schema.story_sides):
                return None
            asked = select(schema.meta.c.value).where(schema.meta.c.key == STORIES_KEY)
            found: str | None = connection.execute(asked).scalar()
        return found

    def extent(self) -> tuple[int, str]:
        """How many codings there are, and a mark of the last one and of the last decision.

        Changes with all that stories hang on.
        """
        columns = schema.codings.c
        asked = select(func.count(), func.coalesce(func.max(columns.key), 0), func.max(columns.coded_at))
        number, key, moment = self._rows(asked.select_from(schema.codings))[0]
        with self._connections.reading() as connection:
            decided = decision_rows.last_number(connection, with_annotations=False)
        return number, f"{key} {moment} {decided}"

    def stories(
        self, wanted: StoryFilter, *, limit: int, offset: int = 0, oldest_first: bool = False
    ) -> Page[Story]:
        """Stories of a state, newest first, those without any day last; or the other way round."""
        sides, conditions = schema.story_sides.c, _conditions(wanted)
        turned = asc if oldest_first else desc
        number = select(func.count()).select_from(schema.story_sides).where(*conditions)
        part = (
            select(sides.story, sides.day)
            .where(*conditions)
            .order_by(turned(sides.day), turned(sides.story))
            .limit(limit)
            .offset(offset)
            .subquery("part")
        )
        told = (
            select(schema.stories.c.record)
            .join(part, part.c.story == schema.stories.c.id)
            .order_by(turned(part.c.day), turned(part.c.story))
        )
        return Page(self._decoded(told, Story), self._scalar(number))

    def fresh(self, party: str, *, limit: int) -> list[tuple[str, Story]]:
        """Stories of a state that got a document last, each with the moment (ISO 8601, UTC) it came."""
        sides, records = schema.story_sides.c, schema.stories.c
        asked = (
            select(sides.added_at, records.record)
            .join(schema.stories, records.id == sides.story)
            .where(sides.country == party, sides.is_lead)
            .order_by(sides.added_at.desc(), sides.day.desc(), sides.story.desc())
        )
        return [(moment, decoded(record, Story)) for moment, record in self._rows(asked.limit(limit))]

    def story(self, name: str) -> Story | None:
        """A story by its id or by the id of one of its events; None where there is none."""
        events = schema.story_events.c
        home = self._scalar(select(events.story).where(events.event == name)) or name
        found = self._decoded(select(schema.stories.c.record).where(schema.stories.c.id == home), Story)
        return found[0] if found else None

    def each_story(self, at_once: int = _ASKED_AT_ONCE) -> Iterator[list[Story]]:
        """All stories, so many at a time, by their ids."""
        records, last = schema.stories.c, ""
        while rows := self._rows(
            select(records.id, records.record).where(records.id > last).order_by(records.id).limit(at_once)
        ):
            yield [decoded(record, Story) for _, record in rows]
            last = rows[-1][0]

    def homes(self, events: Iterable[str]) -> dict[str, str]:
        """The id of the story of each event, of those that have one."""
        columns = schema.story_events.c
        asked = select(columns.event, columns.story)
        return dict(chain.from_iterable(self._by(asked, columns.event, events)))

    def rivals(self, party: str, *, limit: int, offset: int = 0) -> Page[Rival]:
        """Rival accounts about a state, newest first."""
        sides = schema.rival_sides.c
        number = select(func.count()).where(sides.country == party)
        told = (
            select(schema.rivals.c.record)
            .join(schema.rival_sides, sides.rival == schema.rivals.c.id)
            .where(sides.country == party)
            .order_by(sides.place_in_list)
            .limit(limit)
            .offset(offset)
        )
        return Page(self._decoded(told, Rival), self._scalar(number))

    def rivals_of(self, story: str) -> list[Rival]:
        """Rival accounts of a story."""
        columns = schema.rivals.c
        told = select(columns.record).where(columns.story == story)
        return self._decoded(told.order_by(columns.place_in_list), Rival)

    def rival(self, name: str) -> Rival | None:
        """Rival accounts by their id, None where there are none."""
        found = self._decoded(select(schema.rivals.c.record).where(schema.rivals.c.id == name), Rival)
        return found[0] if found else None

    def pairs(self, state: str) -> list[PairCount]:
        """Stories of a state by other side, status and quad class; other "" for stories without another."""
        sides = schema.story_sides.c
        keys = (sides.other, sides.quad, sides.status)
        asked = select(*keys, func.count(), func.max(sides.day)).where(sides.country == state)
        return [PairCount(*row) for row in self._rows(asked.group_by(*keys).order_by(*keys))]

    def dyads(
        self, *, dimension: str | None = None, since: dt.date | None = None, until: dt.date | None = None
    ) -> list[DyadCount]:
        """Stories of every two sides, by quad class, denied ones left out; reads all sides of stories."""
        sides, number = schema.story_sides.c, func.count()
        keys = (sides.country, sides.other, sides.quad)
        asked = select(*keys, number).where(
            sides.country < sides.other,
            sides.status != "negated",
            *([_has_bit(schema.story_sides, dimension)] if dimension else []),
            *_days(since, until),
        )
        return [DyadCount(*row) for row in self._rows(asked.group_by(*keys).order_by(*keys))]

    def states(self) -> list[StateCount]:
        """Sides of stories with the number of their stories, those of most first."""
        sides = schema.story_sides.c
        number = func.count()
        asked = select(sides.country, number, func.max(sides.day)).where(sides.is_lead)
        ordered = asked.group_by(sides.country).order_by(number.desc(), sides.country)
        return [StateCount(*row) for row in self._rows(ordered)]

    def events(self, names: Sequence[str]) -> list[Event]:
        """Events by their ids, each from the newest coding that holds it, in the order of the ids."""
        columns = schema.events.c
        asked = select(columns.id, columns.record).order_by(columns.coding)
        found = {name: record for rows in self._by(asked, columns.id, names) for name, record in rows}
        return [decoded(found[name], Event) for name in names if name in found]

    def current_event(self, name: str) -> Event | None:
        """An event of a current coding by its id, None where there is none."""
        columns = schema.events.c
        asked = select(columns.record).where(columns.id == name, _is_current(schema.events))
        found = self._decoded(asked, Event)
        return found[0] if found else None

    def unsure(self, *, limit: int, offset: int = 0) -> list[Event]:
        """Events of current codings that nobody decided, those of least confidence first."""
        columns = schema.events.c
        asked = select(columns.record).where(columns.confidence < 1, _is_current(schema.events))
        ordered = asked.order_by(columns.confidence, columns.id)
        return self._decoded(ordered.limit(limit).offset(offset), Event)

    def forecasts(self, *, limit: int, offset: int = 0) -> Page[Forecast]:
        """Forecasts of current codings, the newest first."""
        columns, current = schema.forecasts.c, _is_current(schema.forecasts)
        number = select(func.count()).select_from(schema.forecasts).where(current)
        asked = select(columns.record).where(current)
        ordered = asked.order_by(
            columns.first_day.desc().nulls_last(), columns.document.desc(), columns.id.desc()
        )
        return Page(self._decoded(ordered.limit(limit).offset(offset), Forecast), self._scalar(number))

    def documents(
        self, *, outlet: str, limit: int, offset: int = 0, party: str | None = None
    ) -> Page[Document]:
        """Documents of an outlet without their texts, newest first, undated ones last.

        Args:
            outlet: as it is written.
            limit: of how many.
            offset: after how many.
            party: only those that tell an act of or towards this code.
        """
        columns = schema.documents.c
        wanted = [columns.outlet == outlet, *([_tells_of(party)] if party else [])]
        number = select(func.count()).select_from(schema.documents).where(*wanted)
        asked = select(columns.record).where(*wanted)
        ordered = asked.order_by(columns.published.desc().nulls_last(), columns.id.desc())
        rows = self._rows(ordered.limit(limit).offset(offset))
        return Page([decoded_document(row[0], "") for row in rows], self._scalar(number))

    def headers(self, names: Iterable[str]) -> dict[str, Document]:
        """Documents by their ids, without their texts."""
        columns = schema.documents.c
        asked = select(columns.id, columns.record)
        rows = chain.from_iterable(self._by(asked, columns.id, names))
        return {name: decoded_document(record, "") for name, record in rows}

    def sentence_starts(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """Where sentences begin in their documents, by document and number."""
        wanted, columns = set(places), schema.sentences.c
        # Not by pairs: SQLite reads the whole table for a list of pairs, half a second with a million.
        asked = select(columns.document, columns.number, columns.span_start).where(
            columns.number.in_(sorted({number for _, number in wanted}))
        )
        rows = chain.from_iterable(self._by(asked, columns.document, sorted({one for one, _ in wanted})))
        return {(document, number): start for document, number, start in rows if (document, number) in wanted}

    def _by(
        self, asked: Select[Any], column: ColumnElement[Any], names: Iterable[Any]
    ) -> Iterable[list[Any]]:
        each = list(dict.fromkeys(names))
        for start in range(0, len(each), _ASKED_AT_ONCE):
            some = each[start : start + _ASKED_AT_ONCE]
            yield [tuple(row) for row in self._rows(asked.where(column.in_(some)))]

    def _decoded(self, asked: Select[Any], kind: type[R]) -> list[R]:
        return [decoded(row[0], kind) for row in self._rows(asked)]

    def _rows(self, asked: Select[Any]) -> Sequence[Any]:
        with self._connections.reading() as connection:
            return connection.execute(asked).all()

    def _scalar(self, asked: Select[Any]) -> Any:  # noqa: ANN401  as SQLAlchemy has it
        with self._connections.reading() as connection:
            return connection.execute(asked).scalar()


def _is_current(table: Table) -> ColumnElement[bool]:
    return exists().where(schema.codings.c.key == table.c.coding, schema.codings.c.is_current)


def _conditions(wanted: StoryFilter) -> list[ColumnElement[bool]]:
    sides = schema.story_sides.c
    alone = sides.other == wanted.other if wanted.other is not None else sides.is_lead
    plain = {"type": wanted.type, "quad": wanted.quad, "status": wanted.status}
    return [
        sides.country == wanted.party,
        alone,
        *(sides[name] == value for name, value in plain.items() if value is not None),
        *([_has_bit(schema.story_sides, wanted.dimension)] if wanted.dimension else []),
        *_days(wanted.since, wanted.until),
        *([sides.added_at > wanted.added_after] if wanted.added_after else []),
    ]


def _days(since: dt.date | None, until: dt.date | None) -> list[ColumnElement[bool]]:
    day = schema.story_sides.c.day
    return [
        *([day >= since.isoformat()] if since else []),
        *([day <= until.isoformat(), day != ""] if until else []),
    ]


def _tells_of(party: str) -> ColumnElement[bool]:
    codings, parties = schema.codings.c, schema.event_parties.c
    named = (parties.coding == codings.key) & (parties.country == party) & (parties.role != "voice")
    return exists().where(codings.document == schema.documents.c.id, codings.is_current, named)


def _has_bit(table: Table, dimension: str) -> ColumnElement[bool]:
    return table.c.dimensions.bitwise_and(dimension_bit(dimension)) != 0

"""Reading rows of others' data: as marked events, as acts between sides, as sums of many acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal_column, or_, select

from marsad.archive import schema
from marsad.archive.importing import UNKNOWN, Progress
from marsad.archive.presence import is_there
from marsad.records import Entity, Event, Imported, Place, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import RowMapping

    from marsad.archive.connection import Connections
    from marsad.archive.filters import Codes, Condition, EventFilter

_LENGTH: Final = {"day": 10, "month": 7, "year": 4}
_EVENTS, _PAIRS, _IMPORTS = schema.imported_events.c, schema.imported_pairs.c, schema.imports.c

# Written out, for PostgreSQL takes two expressions with parameters for different ones when it groups.
_MONTH: Final = func.substr(_PAIRS.day, literal_column("1"), literal_column("7")).concat(
    literal_column("'-01'")
)


class ImportInfo(Record, frozen=True, kw_only=True):
    """A file that was imported, its terms, and what became of its rows."""

    id: str
    file: str
    format: str
    licence: str
    cite: str
    imported_at: str
    is_complete: bool
    report: Progress


class ImportedAct(NamedTuple):
    """An act of one side on another."""

    actor: str
    recipient: str
    day: str
    date_precision: str
    type: str
    mutual: bool
    weight: float
    event: str = ""
    mode: str | None = None
    contexts: str | None = None
    origin: str = ""
    known: str = ""


class ImportedSum(NamedTuple):
    """What the acts of one side on another are worth together, of one day or month."""

    actor: str
    recipient: str
    day: str
    date_precision: str
    worth: float


class ImportedReader:
    """Reads others' data from an archive; an archive without any gives nothing."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def imports(self) -> list[ImportInfo]:
        """The files that were imported, in their order."""
        if not self._is_there():
            return []
        rows = self._connections.streamed(select(schema.imports).order_by(_IMPORTS.key))
        return [msgspec.convert(_info(row), ImportInfo) for row in rows]

    def parties(self) -> frozenset[str]:
        """All sides of the rows, as codes with names of bodies ("IGO:NATO")."""
        if not self._is_there():
            return frozenset()
        asked = select(schema.imported_parties.c.party)
        return frozenset(row["party"] for row in self._connections.streamed(asked)) - {UNKNOWN}

    def events(self, wanted: EventFilter) -> Iterator[Event]:
        """Rows as events, each marked with where it stands, by day; none for filters that need a text."""
        if not self._is_there():
            return
        conditions = self._conditions(wanted)
        for row in self._connections.streamed(_rows(*conditions).order_by(_EVENTS.date, _EVENTS.key)):
            yield _event(row)

    def named(self, ids: Collection[str]) -> dict[str, Event]:
        """The rows of these ids as marked events, by id; those that are not there are left out."""
        if not (ids and self._is_there()):
            return {}
        found = map(_event, self._connections.streamed(_rows(_EVENTS.id.in_(ids))))
        return {event.id: event for event in found}

    def acts(
        self, actors: Collection[str], recipients: Collection[str], as_of: dt.date | None = None
    ) -> Iterator[ImportedAct]:
        """Acts of any of the actors on any of the recipients, one by one."""
        asked = select(*(_PAIRS["id" if name == "event" else name] for name in ImportedAct._fields))
        for row in self._between(asked, actors, recipients, as_of):
            yield ImportedAct(*row.values())

    def sums(
        self,
        actors: Collection[str],
        recipients: Collection[str],
        worth: Mapping[str, float],
        *,
        by_month: bool,
        as_of: dt.date | None = None,
    ) -> Iterator[ImportedSum]:
        """What acts are worth together, by sides and day; by month with the first day of the month.

        Args:
            actors: who acts.
            recipients: on whom.
            worth: type → what one of its acts is worth; other types are worth nothing.
            by_month: whether by month.
            as_of: only what could be known on that day.
        """
        day = _MONTH if by_month else _PAIRS.day
        parts = (_PAIRS.actor, _PAIRS.recipient, day.label("day"), _PAIRS.date_precision)
        total = func.sum(_PAIRS.weight * case(dict(worth), value=_PAIRS.type, else_=0.0)).label("worth")
        asked = select(*parts, total).group_by(_PAIRS.actor, _PAIRS.recipient, day, _PAIRS.date_precision)
        for row in self._between(asked, actors, recipients, as_of):
            yield ImportedSum(*row.values())

    def told(self, without: Collection[str], as_of: dt.date | None = None) -> Iterator[tuple[str, str, int]]:
        """Day, the first day on which it was known, and how many acts between others than these there are.

        Acts of one day, actor, recipient and type are one.
        """
        if not self._is_there():
            return
        wanted = [_PAIRS.weight > 0, _PAIRS.actor.not_in(without), _PAIRS.recipient.not_in(without)]
        if as_of is not None:
            wanted.append(_PAIRS.known <= as_of.isoformat())
        same = _PAIRS.actor, _PAIRS.recipient, _PAIRS.day, _PAIRS.type, _PAIRS.mutual, _PAIRS.date_precision
        once = (
            select(_PAIRS.day, func.min(_PAIRS.known).label("known"))
            .where(*wanted)
            .group_by(*same)
            .subquery()
        )
        asked = select(once.c.day, once.c.known, func.count().label("acts")).group_by(
            once.c.day, once.c.known
        )
        for row in self._connections.streamed(asked):
            yield row["day"], row["known"], row["acts"]

    def _between(
        self,
        asked: Select[Any],
        actors: Collection[str],
        recipients: Collection[str],
        as_of: dt.date | None,
    ) -> Iterator[RowMapping]:
        if not (actors and recipients and self._is_there()):
            return
        conditions = [_PAIRS.actor.in_(actors), _PAIRS.recipient.in_(recipients), _PAIRS.weight > 0]
        if as_of is not None:
            conditions.append(_PAIRS.known <= as_of.isoformat())
        yield from self._connections.streamed(asked.where(*conditions))

    def _conditions(self, wanted: EventFilter) -> list[Condition]:
        if wanted.words or wanted.voice or wanted.coder:
            return [false()]
        return [
            *_plain_conditions(wanted),
            *([_last_possible(wanted.since)] if wanted.since else []),
            *([wanted.until.isoformat() >= _EVENTS.date] if wanted.until else []),
            *([wanted.as_of.isoformat() >= _EVENTS.known] if wanted.as_of else []),
            *([_EVENTS.confidence >= wanted.min_confidence] if wanted.min_confidence else []),
            *([_IMPORTS.id == wanted.document] if wanted.document else []),
            *self._party_conditions(wanted),
        ]

    def _party_conditions(self, wanted: EventFilter) -> list[Condition]:
        found: list[Condition] = []
        for codes, acting, suffering in (
            (wanted.actor, True, False), (wanted.recipient, False, True), (wanted.party, True, True)
        ):  # fmt: skip
            if codes:
                names = self._named(codes)
                sides = [
                    *([_PAIRS.actor.in_(names), and_(_PAIRS.mutual, _PAIRS.recipient.in_(names))] * acting),
                    *([and_(~_PAIRS.mutual, _PAIRS.recipient.in_(names))] * suffering),
                ]
                found.append(_EVENTS.key.in_(select(_PAIRS.event).where(or_(*sides))))
        return found

    def _named(self, codes: Codes) -> list[str]:
        """The codes themselves and the bodies that they stand for."""
        bodies = [party for party in self.parties() if party.partition(":")[0] in codes]
        return sorted({*codes, *bodies})

    def _is_there(self) -> bool:
        with self._connections.reading() as connection:
            return is_there(connection, schema.imported_parties)


def _rows(*conditions: Condition) -> Select[Any]:
    """Rows with the import they came with."""
    columns = _IMPORTS.id.label("document"), _IMPORTS.file, _IMPORTS.format
    asked = select(schema.imported_events, *columns)
    return asked.join(schema.imports, _IMPORTS.key == _EVENTS["import"]).where(*conditions)


def _plain_conditions(wanted: EventFilter) -> list[Condition]:
    asked = {
        _EVENTS.type: wanted.type,
        _EVENTS.mode: wanted.mode,
        _EVENTS.status: wanted.status,
        _EVENTS.place_country: wanted.place,
        _EVENTS.origin: wanted.outlet,
    }
    return [column.in_(codes) for column, codes in asked.items() if codes]


def _last_possible(since: dt.date) -> ColumnElement[bool]:
    """Whether the last possible day of a row is this day or later: "in May" may be the 31st."""
    told = since.isoformat()
    return or_(
        *(
            and_(_EVENTS.date_precision == precision, told[:length] <= func.substr(_EVENTS.date, 1, length))
            for precision, length in _LENGTH.items()
        )
    )


def _info(row: RowMapping) -> dict[str, Any]:
    told = {name: row[name] for name in ImportInfo.__struct_fields__}
    return told | {"report": msgspec.json.decode(row["report"])}


def _event(row: RowMapping) -> Event:
    place = row["place"] or row["place_country"]
    contexts = row["contexts"]
    return Event(
        id=row["id"],
        document=row["document"],
        sentence=row["line"],
        start=0,
        end=0,
        type=row["type"],
        mode=row["mode"],
        contexts=tuple(contexts.split("|")) if contexts else (),
        actors=_entities(row["actors"], row["actor_sectors"]),
        recipients=_entities(row["recipients"], row["recipient_sectors"]),
        date=row["date"][: _LENGTH[row["date_precision"]]],
        date_precision=row["date_precision"],
        place=Place(text=place, country=row["place_country"]) if place else None,
        status=row["status"],
        confidence=row["confidence"],
        text=row["text"] or "",
        coder=row["format"],
        imported=Imported(
            format=row["format"], file=row["file"], line=row["line"], url=row["url"], origin=row["origin"]
        ),
    )


def _entities(parties: str, sectors: str | None) -> tuple[Entity, ...]:
    """Parties of a row; nobody told gives none."""
    if not parties:
        return ()
    names = parties.split("|")
    told = sectors.split("|") if sectors else [""] * len(names)
    return tuple(_entity(name, sector) for name, sector in zip(names, told, strict=True))


def _entity(party: str, sector: str) -> Entity:
    code, _, name = party.partition(":")
    return Entity(text=None, name=name or None, country=code, sector=sector or None)

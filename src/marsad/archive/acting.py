"""What was told of one party: events in which it acts, is acted on or speaks, found by index.

However often a party is named, no question reads more than the last `MOST` of its events: of whom more is
told, lists and counts are of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select

from marsad import plover
from marsad.archive import schema
from marsad.archive.browsing import Page
from marsad.archive.rows import decoded
from marsad.records import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Subquery

    from marsad.archive.connection import Connections

MOST: Final = 5_000
"""Events of a party that are looked at: the last that were coded."""

ROLES: Final = ("actor", "recipient", "voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFilter:
    """Which events of a party; the party is a code, or the name of someone.

    Attributes:
        country: code of the state or bloc that is meant, whoever of it is named.
        name: canonical English name of a person or body; goes before the code.
        role: actor, recipient or voice.
        other: only with this code on the other side.
        quad: only of this quad class, 1 to 4.
    """

    country: str = ""
    name: str = ""
    role: str = "actor"
    other: str | None = None
    quad: int | None = None


class PartnerCount(NamedTuple):
    """How many events of a quad class a party has with another side, in the role it was asked for."""

    other: str
    quad: int
    events: int


class ActReader:
    """Reads events by who is named in them; may be shared between threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def acts(self, wanted: ActFilter, *, limit: int, offset: int = 0) -> Page[Event]:
        """Events of a party, the newest first, undated ones by publication; of at most `MOST`."""
        part, events = _last(wanted), schema.events.c
        asked = select(events.record, events.first_day, events.id).join(
            part, (part.c.event == events.id) & (part.c.coding == events.coding)
        )
        fitting = asked.where(*_conditions(wanted, part)).distinct().subquery("fitting")
        ordered = select(fitting.c.record).order_by(
            fitting.c.first_day.desc().nulls_last(), fitting.c.id.desc()
        )
        number = select(func.count()).select_from(fitting)
        rows = self._rows(ordered.limit(limit).offset(offset))
        return Page([decoded(row[0], Event) for row in rows], int(self._rows(number)[0][0]))

    def partners(self, wanted: ActFilter) -> list[PartnerCount]:
        """With whom a party has events in its role, by quad class; voices have no partner."""
        part, parties, events = _last(wanted), schema.event_parties.c, schema.events.c
        asked = (
            select(parties.country, events.type, func.count(parties.event.distinct()))
            .select_from(part)
            .join(
                schema.event_parties,
                (parties.coding == part.c.coding)
                & (parties.event == part.c.event)
                & (parties.role == _facing(wanted.role)),
            )
            .join(schema.events, (events.coding == part.c.coding) & (events.id == part.c.event))
            .group_by(parties.country, events.type)
        )
        counted: dict[tuple[str, int], int] = {}
        for other, kind, number in self._rows(asked):
            key = (other, int(plover.quad(kind)))
            counted[key] = counted.get(key, 0) + number
        return [PartnerCount(*key, number) for key, number in sorted(counted.items())]

    def _rows(self, asked: Select[Any]) -> Sequence[Any]:
        with self._connections.reading() as connection:
            return connection.execute(asked).all()


def _last(wanted: ActFilter) -> Subquery:
    """The last events of current codings in which the party has the role."""
    parties, codings = schema.event_parties.c, schema.codings.c
    named = parties.name == wanted.name if wanted.name else parties.country == wanted.country
    current = exists().where(codings.key == parties.coding, codings.is_current)
    asked = select(parties.coding, parties.event).where(named, parties.role == wanted.role, current)
    return asked.order_by(parties.coding.desc(), parties.event.desc()).limit(MOST).subquery("last")


def _conditions(wanted: ActFilter, part: Subquery) -> list[ColumnElement[bool]]:
    parties = schema.event_parties.c
    facing = exists().where(
        parties.coding == part.c.coding,
        parties.event == part.c.event,
        parties.role == _facing(wanted.role),
        parties.country == wanted.other,
    )
    kinds = [kind for kind in plover.event_types() if wanted.quad == int(plover.quad(kind))]
    return [
        *([facing] if wanted.other else []),
        *([schema.events.c.type.in_(kinds)] if wanted.quad else []),
    ]


def _facing(role: str) -> str:
    return "actor" if role == "recipient" else "recipient"

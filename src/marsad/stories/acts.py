"""What an event is compared by: its sides, its days, its place, its voice and its words."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.members import members_of
from marsad.archive.days import Days, event_days
from marsad.archive.search_text import search_terms
from marsad.stories.wording import Keys, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.records import DatePrecision, Entity, Event

TOLD: Final = frozenset({"actual", "negated", "historical"})
"""Statuses of events that are joined: what is expected or supposed is no happening yet."""

UNKNOWN: Final = "UNK"
MANY_BODIES: Final = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO"})
_NO_LAND: Final = MANY_BODIES | {UNKNOWN, "UNO", "EUR"}
Names = frozenset[str]


class Sides(NamedTuple):
    """Who acts and to whom, by names as `party_name` gives them."""

    actors: Names
    recipients: Names

    @property
    def all(self) -> Names:
        """Both, without the unknown."""
        return (self.actors | self.recipients) - {UNKNOWN}

    @property
    def mutual(self) -> bool:
        """Whether all sides act."""
        return len(self.actors) > 1 and not self.recipients


class Act(NamedTuple):
    """An event with what it is compared by.

    Attributes:
        day: its document's day of publication as an ordinal, None where not known.
        first: first possible day of the act as an ordinal; None for an undated one.
        last: last possible day.
        place: the words of the place as they are compared, "" for none.
        lands: codes of the states on whose land it can have been.
        voice: who tells it; "" for the author.
        keys: words of its sentence without those of its parties.
    """

    event: Event
    day: int | None
    sides: Sides
    first: int | None
    last: int | None
    precision: DatePrecision
    place: str
    lands: Names
    voice: str
    keys: Keys

    @property
    def negated(self) -> bool:
        """Whether it is told as not so."""
        return self.event.status == "negated"

    @property
    def order(self) -> tuple[int, str, int, str]:
        """A place in a fixed order: by publication, document, text."""
        return (self.day or _LATE, self.event.document, self.event.start, self.event.id)


_LATE: Final = dt.date.max.toordinal()


def acts_of(events: Iterable[Event], published: Mapping[str, dt.date | None]) -> list[Act]:
    """Those of the events that are told as having happened or not happened, in their fixed order.

    Args:
        events: of any documents, each once or several times.
        published: day of publication by document.
    """
    told = {event.id: event for event in events if event.status in TOLD}
    return sorted(
        (_act(event, published[event.document]) for event in told.values()), key=lambda act: act.order
    )


def party_name(party: Entity) -> str:
    """The code of a party; with its name where the code stands for many bodies ("IGO:CSTO")."""
    if party.country in MANY_BODIES and party.name:
        return f"{party.country}:{party.name}"
    return party.country


def party_code(name: str) -> str:
    """The code alone."""
    return name.partition(":")[0]


def speaker_name(event: Event) -> str:
    """Who tells the event: the nearest voice as it is compared, "" for the author."""
    return entity_name(event.voices[0].speaker) if event.voices else ""


def entity_name(speaker: Entity) -> str:
    """A speaker as it is compared: what it is called, or the words that stand for it, with its code."""
    return f"{speaker.country}:{speaker.sector or ''}:{_called(speaker.name or speaker.text or '')}"


def same_speaker(left: str, right: str) -> bool:
    """Whether two speakers, as `entity_name` gives them, are one: one is called by words of the other.

    A later mention is shorter (الوزارة for وزارة الدفاع); states that are told must be the same.
    """
    if not left or not right:
        return left == right
    one, other = left.split(":"), right.split(":")
    if one[0] != other[0] and UNKNOWN not in (one[0], other[0]):
        return False
    words, others = set(one[2].split()), set(other[2].split())
    return words <= others or others <= words


def are_one(left: str, right: str, day: dt.date | None) -> bool:
    """Whether two parties can be one: the same, a group and its member, or one of them unknown."""
    if UNKNOWN in (left, right) or left == right:
        return True
    if party_code(left) == party_code(right) and MANY_BODIES & {left, right}:
        return True  # one of them is a body that the text does not name
    return _is_member(left, right, day) or _is_member(right, left, day)


def _is_member(state: str, group: str, day: dt.date | None) -> bool:
    return state in members_of(group.partition(":")[2] or group, day)


def _act(event: Event, published: dt.date | None) -> Act:
    sides = Sides(frozenset(map(party_name, event.actors)), frozenset(map(party_name, event.recipients)))
    days = event_days(event, Days(None, None))
    parties = [party.text for party in (*event.actors, *event.recipients) if party.text]
    return Act(
        event=event,
        day=published.toordinal() if published else None,
        sides=sides,
        first=_ordinal(days.first),
        last=_ordinal(days.last),
        precision=event.date_precision if event.date else "unknown",
        place=_called(event.place.name or event.place.text) if event.place else "",
        lands=_lands(event, sides),
        voice=speaker_name(event),
        keys=keys_of(event.text) - keys_of(" ".join(parties)),
    )


def _lands(event: Event, sides: Sides) -> Names:
    """The place's state; without a place, the state that is on both sides, else the recipients' states."""
    if event.place is not None and event.place.country:
        return frozenset({event.place.country})
    within = (sides.actors & sides.recipients) or sides.recipients
    return frozenset(name for name in within if party_code(name) not in _NO_LAND)


def _ordinal(day: str | None) -> int | None:
    return dt.date.fromisoformat(day).toordinal() if day else None


@lru_cache(maxsize=65_536)
def _called(words: str) -> str:
    return search_terms(words)

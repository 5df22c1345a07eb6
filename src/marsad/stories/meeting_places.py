"""Which tellings are worth comparing: those that share a day and a party or land, or rare words.

Comparing each with each would take the square of the archive. Each telling goes to a few meeting places,
and is compared with those it meets there; a crowded place is parted by the rarest words.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from marsad.stories.likeness import RECENT, WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.stories.acts import Act
    from marsad.stories.tellings import Telling
    from marsad.stories.wording import Wording

Place = tuple[str, ...]

_CROWD: Final = 150
_RARE: Final = 6
_LONGEST: Final = 31


def meetings(tellings: Sequence[Telling], wording: Wording) -> Iterator[tuple[int, int]]:
    """Numbers of the tellings that are to be compared, the smaller one first, each pair once, in order.

    A million events make a hundred million pairs: they are told one by one, not held.
    """
    seats = _seats(tellings, wording)
    for number, sat in enumerate(seats):
        found = {
            other
            for place, group in sat
            for other in group[bisect_right(group, number) :]
            if _may_meet(place, number, other, tellings)
        }
        for other in sorted(found):
            yield number, other


_Seat = tuple[Place, list[int]]


def _seats(tellings: Sequence[Telling], wording: Wording) -> list[list[_Seat]]:
    """For each telling the groups it sits in, each in ascending order, with their places."""
    places: dict[Place, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for place in _places(telling, wording):
            places[place].append(number)
    seats: list[list[_Seat]] = [[] for _ in tellings]
    for place, guests in places.items():
        for group in _parted(guests, tellings, wording):
            for guest in group[:-1]:
                seats[guest].append((place, group))
    return seats


def _places(telling: Telling, wording: Wording) -> Iterator[Place]:
    act = telling.head
    yield ("document", telling.document)
    names = sorted(act.sides.all | act.lands)
    for day in _days(act):
        yield from (("day", str(day), name) for name in names)
    for month in _months(act):
        yield from (("month", month, name) for name in names)
    if act.first is not None:
        year = dt.date.fromordinal(act.first).isoformat()[:4]
        yield from (("year", year, name) for name in names)
    sides = (" ".join(sorted(act.sides.actors)), " ".join(sorted(act.sides.recipients)))
    yield from (("words", act.event.type, *sides, key) for key in wording.rarest(act.keys, _RARE))


def _days(act: Act) -> range:
    """Ordinals at which one act meets another that may be of the same day."""
    if act.first is not None and act.last is not None:
        return (
            range(act.first, min(act.last, act.first + _LONGEST) + WINDOW + 1)
            if act.precision == "day"
            else range(0)
        )
    return range(act.day - RECENT, act.day + 2) if act.day is not None else range(0)


def _months(act: Act) -> list[str]:
    if act.first is None or act.last is None or act.precision == "year":
        return []
    ends = (act.first, act.last)
    return sorted({dt.date.fromordinal(day).isoformat()[:7] for day in ends})


def _parted(guests: list[int], tellings: Sequence[Telling], wording: Wording) -> Iterator[list[int]]:
    if len(guests) <= _CROWD:
        yield guests
        return
    tables: dict[str, list[int]] = defaultdict(list)
    for guest in guests:
        for key in wording.rarest(tellings[guest].head.keys, _RARE):
            tables[key].append(guest)
    for table in tables.values():
        yield table[:_CROWD]


def _may_meet(place: Place, one: int, other: int, tellings: Sequence[Telling]) -> bool:
    """Months, years and words are for those that have no day to meet at."""
    wanted = _FOR_THOSE.get(place[0])
    return wanted is None or wanted in (tellings[one].head.precision, tellings[other].head.precision)


_FOR_THOSE: Final = {"month": "month", "year": "year", "words": "unknown"}

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


def meetings(tellings: Sequence[Telling], wording: Wording) -> Iterator[tuple[int, list[int]]]:
    """For each telling that meets later ones its number and theirs, in ascending order.

    A million events make seventy million pairs: they are told telling by telling, not held.
    """
    for number, sat in enumerate(_seats(tellings, wording)):
        found: set[int] = set()
        for group in sat:
            found.update(group[bisect_right(group, number) :])
        if found:
            yield number, sorted(found)


def _seats(tellings: Sequence[Telling], wording: Wording) -> list[list[list[int]]]:
    """For each telling the groups that it meets, each in ascending order; it may be one of them."""
    places: dict[Place, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for place in _places(telling, wording):
            places[place].append(number)
    seats: list[list[list[int]]] = [[] for _ in tellings]
    for place, guests in places.items():
        for guest, met in _met(place, guests, tellings, wording):
            seats[guest].append(met)
    return seats


def _met(
    place: Place, guests: list[int], tellings: Sequence[Telling], wording: Wording
) -> Iterator[tuple[int, list[int]]]:
    """Each guest of a place and the group that it meets there.

    Months, years and words are for those that have no day to meet at: they meet all, the others only them.
    """
    wanted = _FOR_THOSE.get(place[0])
    hosts = {one for one in guests if wanted in (None, tellings[one].head.precision)}
    if not hosts or len(guests) == 1:
        return
    for group in _parted(guests, tellings, wording):
        among = group if wanted is None else [one for one in group if one in hosts]
        if among:
            yield from ((one, group if one in hosts else among) for one in group[:-1])


_FOR_THOSE: Final = {"month": "month", "year": "year", "words": "unknown"}


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

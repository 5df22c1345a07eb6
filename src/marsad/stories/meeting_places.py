"""Which tellings are worth comparing: those that share a day and a party or land, or rare words.

Comparing each with each would take the square of the archive. Each telling goes to a few meeting places,
and is compared with those it meets there; a crowded place is parted by the rarest words.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations
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


def meetings(tellings: Sequence[Telling], wording: Wording) -> list[tuple[int, int]]:
    """Numbers of the tellings that are to be compared, the smaller one first, each pair once, in order."""
    places: dict[Place, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for place in _places(telling, wording):
            places[place].append(number)
    found: set[tuple[int, int]] = set()
    for place, guests in places.items():
        for group in _parted(guests, tellings, wording):
            found.update(pair for pair in combinations(group, 2) if _may_meet(place, pair, tellings))
    return sorted(found)


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


def _may_meet(place: Place, pair: tuple[int, int], tellings: Sequence[Telling]) -> bool:
    """Months, years and words are for those that have no day to meet at."""
    kinds = {tellings[number].head.precision for number in pair}
    if place[0] in ("month", "year"):
        return place[0] in kinds
    return place[0] != "words" or "unknown" in kinds

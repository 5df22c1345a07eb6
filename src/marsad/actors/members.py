"""Which states belonged to a group on a day (``data/memberships.tsv``)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.layers import table

if TYPE_CHECKING:
    import datetime as dt

_LAST: Final = {4: "-12-31", 7: "-31"}
_OPEN_START: Final = "0000"
_OPEN_END: Final = "9999"


class Membership(NamedTuple):
    """A member and the days of its membership, as text that compares as days do."""

    member: str
    since: str
    until: str


def members_of(group: str, day: dt.date | None) -> frozenset[str]:
    """Codes of the members of a group, named by its code or by its English name.

    Args:
        group: code of a bloc ("XCA") or name of a body ("CSTO").
        day: the day of interest; without one, whoever was ever a member.
    """
    known = _memberships().get(group, ())
    if day is None:
        return frozenset(one.member for one in known)
    told = day.isoformat()
    return frozenset(one.member for one in known if one.since <= told <= one.until)


def groups() -> frozenset[str]:
    """Codes and names of the groups whose members are known."""
    return frozenset(_memberships())


def memberships_of(group: str) -> tuple[Membership, ...]:
    """Members of a group with their days, by member and day; none where they are not known."""
    return tuple(sorted(_memberships().get(group, ())))


def groups_of(member: str) -> tuple[tuple[str, Membership], ...]:
    """The groups that a state belonged to, each with its days."""
    every = ((group, one) for group, rows in _memberships().items() for one in rows if one.member == member)
    return tuple(sorted(every))


def is_open(day: str) -> bool:
    """Whether the end of a membership stands for none: it has no first or last day."""
    return day in {_OPEN_START, _OPEN_END}


@lru_cache(maxsize=1)
def _memberships() -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in table("memberships"):
        until = row["to"] or _OPEN_END
        last = until + _LAST.get(len(until), "") if row["to"] else until
        found[row["bloc"]].append(Membership(row["member"], row["from"] or _OPEN_START, last))
    return {group: tuple(rows) for group, rows in found.items()}

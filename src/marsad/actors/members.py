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


@lru_cache(maxsize=1)
def _memberships() -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in table("memberships"):
        until = row["to"] or _OPEN_END
        last = until + _LAST.get(len(until), "") if row["to"] else until
        found[row["bloc"]].append(Membership(row["member"], row["from"] or _OPEN_START, last))
    return {group: tuple(rows) for group, rows in found.items()}

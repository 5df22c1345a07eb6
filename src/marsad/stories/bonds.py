"""What people decided about stories: reports that are of one happening, and reports that are not.

A decision names words; the events that stand there are found when stories are worked out, by their ids or, of
a newer coder, by overlap. Where decisions contradict each other, the later one holds.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.archive import Decision, Evidence
    from marsad.records import Event

Names = frozenset[str]


class Bond(NamedTuple):
    """One decision: ids of the events on its two sides."""

    number: int
    kind: Literal["merge", "split"]
    these: Names
    those: Names

    def crosses(self, one: Names, other: Names) -> bool:
        """Whether its sides stand on both sides of two groups of events."""
        return bool((self.these & one and self.those & other) or (self.these & other and self.those & one))


class Bonds:
    """The decisions on stories; without any, nothing is joined or kept apart.

    Args:
        bonds: in the order in which they were decided.
    """

    def __init__(self, bonds: Iterable[Bond] = ()) -> None:
        known = list(bonds)
        self._merges = [one for one in known if one.kind == "merge"]
        self._splits = [one for one in known if one.kind == "split"]
        self._split_events: Names = frozenset().union(*(one.these | one.those for one in self._splits))

    @property
    def parts(self) -> bool:
        """Whether anything is kept apart at all."""
        return bool(self._splits)

    def apart(self, one: Names, other: Names) -> bool:
        """Whether two groups of events must not be one."""
        if not (one & self._split_events and other & self._split_events):
            return False
        return any(split.crosses(one, other) for split in self._splits)

    def merged(self, groups: Sequence[Names]) -> list[tuple[int, ...]]:
        """Numbers of the groups that are one, each in order, by their first."""
        home, members = list(range(len(groups))), {at: [at] for at in range(len(groups))}
        events = list(groups)
        for merge in self._merges:
            later = [split for split in self._splits if split.number > merge.number]
            for left, right in _met(merge, groups):
                one, other = sorted((home[left], home[right]))
                if one == other or any(split.crosses(events[one], events[other]) for split in later):
                    continue
                events[one] |= events[other]
                members[one] += members.pop(other)
                for member in members[one]:
                    home[member] = one
        return [tuple(sorted(members[at])) for at in sorted(members)]


def _met(merge: Bond, groups: Sequence[Names]) -> list[tuple[int, int]]:
    """Pairs of groups that a merge joins."""
    these = [at for at, group in enumerate(groups) if group & merge.these]
    those = [at for at, group in enumerate(groups) if group & merge.those]
    return [(one, other) for one in these for other in those if one != other]


def bonds_of(decisions: Iterable[Decision], events: Iterable[Event]) -> Bonds:
    """The bonds of events that stand where the decisions say.

    Args:
        decisions: merges and splits that hold, in their order.
        events: that are to be joined.
    """
    known = list(decisions)
    wanted = {evidence.document for one in known for evidence in (*one.these, *one.those)}
    there: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.document in wanted:
            there[event.document].append(event)
    found = []
    for one in known:
        these, those = _named(one.these, there), _named(one.those, there)
        kind: Literal["merge", "split"] = "merge" if one.kind == "merge" else "split"
        found.append(Bond(one.number, kind, these - those, those - these))
    return Bonds(found)


def _named(side: Iterable[Evidence], there: Mapping[str, list[Event]]) -> Names:
    return frozenset(name for evidence in side for name in _events_at(evidence, there))


def _events_at(evidence: Evidence, there: Mapping[str, list[Event]]) -> list[str]:
    events = there.get(evidence.document, [])
    if any(event.id == evidence.event for event in events):
        return [evidence.event] if evidence.event else []
    return [event.id for event in events if event.start < evidence.end and evidence.start < event.end]

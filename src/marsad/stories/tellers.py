"""Who tells a state's acts in a story, and how: each independent origin once, copies never.

A text is told by its outlet where it is a root itself, or derives from texts of that outlet
(`marsad.stories.origins`), and shares no root of others with another text of the story. Texts that are
another's, whole or in part, stand for their source, once, and for no outlet; where the source's own text is
among those of the story, they do not count at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad import plover
from marsad.stories.origins import OUTLET, cover

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Event
    from marsad.stories.origins import Origins

NO_STATE: Final = frozenset({"UNK", "IGO", "NGO", "IMG", "ISM", "MNC"})
"""Codes that stand for nobody in particular."""


class Tale(NamedTuple):
    """What one document tells of a state's acts in a story.

    Attributes:
        outlet: that published it, None where it is not known.
        events: one or more, in the order of the text.
    """

    outlet: str | None
    events: tuple[Event, ...]

    @property
    def hostile(self) -> float:
        """Share of them that are conflict (quad classes 3 and 4)."""
        return mean([float(is_hostile(event)) for event in self.events])


class Unit(NamedTuple):
    """What one origin tells.

    Attributes:
        teller: the outlet that it comes from; where that is not known, the origin, which stands alone.
        own: a known outlet tells it itself; else others have it from there.
        tales: of one origin.
    """

    teller: str
    own: bool
    tales: tuple[Tale, ...]


def is_hostile(event: Event) -> bool:
    """Whether an event is conflict, verbal or material."""
    return not plover.quad(event.type).cooperative


def mean(shares: Sequence[float]) -> float:
    """Of one share or more."""
    return math.fsum(shares) / len(shares)


def tales_by_state(
    events: Iterable[Event], outlets: Mapping[str, str | None], *, quoted: bool
) -> dict[str, dict[str, Tale]]:
    """What the documents of a story tell of each state's acts: state → document → tale.

    What is denied is no act.

    Args:
        events: of the story.
        outlets: of the documents that are asked about.
        quoted: count what a document only quotes, beside what it tells in its own voice.
    """
    found: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        told = event.status != "negated" and (quoted or not event.voices)
        if told and event.document in outlets:
            for state in {party.country for party in event.actors} - NO_STATE:
                found[state][event.document].append(event)
    return {
        state: {
            name: Tale(outlets[name] or "", _in_order(told)) for name, told in sorted(by_document.items())
        }
        for state, by_document in found.items()
    }


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.start, event.id)))


def units_of(tales: Mapping[str, Tale], origins: Origins) -> list[Unit]:
    """The independent origins of a story's documents.

    Args:
        tales: by document.
        origins: of all documents.

    Raises:
        UsageError: a document whose origin is not known.
    """
    rooted = origins.roots_among(tales)
    own = {name: root for name, tale in tales.items() if (root := _own_root(name, tale, rooted, origins))}
    sources: dict[str, list[str]] = defaultdict(list)
    for name, root in own.items():
        sources[root].append(name)
    told = {root for names in sources.values() for name in names for root in rooted[name]}
    passed_on = {name: roots for name, roots in rooted.items() if name not in own and not roots & told}
    found = [
        Unit(known or root, own=bool(known), tales=tuple(tales[name] for name in names))
        for root, names in sources.items()
        for known in (tales[names[0]].outlet,)
    ]
    chosen = set(cover(passed_on.values()))
    relays: dict[str, list[Tale]] = defaultdict(list)
    for name, roots in passed_on.items():
        relays[min(roots & chosen)].append(tales[name])
    found += [
        Unit(_outlet_of(root, origins), own=False, tales=tuple(passed)) for root, passed in relays.items()
    ]
    return found


def _outlet_of(root: str, origins: Origins) -> str:
    return root.removeprefix(OUTLET) if root.startswith(OUTLET) else origins.of(root).outlet or root


def _own_root(name: str, tale: Tale, rooted: Mapping[str, frozenset[str]], origins: Origins) -> str | None:
    """The root by which a document is its outlet's own; None where it is another's, even in part."""
    mine = {root for root in rooted[name] if root == name or _is_of(root, tale.outlet, origins)}
    others = rooted[name] - mine
    if not mine or any(others & roots for other, roots in rooted.items() if other != name):
        return None
    return name if name in mine else min(mine)


def _is_of(root: str, outlet: str | None, origins: Origins) -> bool:
    return bool(outlet) and _outlet_of(root, origins) == outlet


def sides_of(units: Sequence[Unit], outlet: str) -> tuple[list[Unit], dict[str, list[Unit]]]:
    """What an outlet tells itself, and what others tell, by teller; what it only prints is on no side.

    Args:
        units: of a story.
        outlet: its canonical name.
    """
    own = [unit for unit in units if unit.teller == outlet and unit.own]
    others: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        tales = tuple(tale for tale in unit.tales if tale.outlet != outlet)
        if unit.teller != outlet and tales:
            others[unit.teller].append(unit._replace(tales=tales))
    return own, dict(others)


def hostile_share(units: Iterable[Unit]) -> float:
    """Share of conflict in what one teller tells: each origin counts once, and in it each document."""
    return mean([mean([tale.hostile for tale in unit.tales]) for unit in units])

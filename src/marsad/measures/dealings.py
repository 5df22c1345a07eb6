"""Deeds of others' data between a state and others, as links and warnings count them: once a day.

Others' rows are reports: ten newspapers give some happenings ten rows. What users of such data call the
one-a-day filter is applied: rows of one day, actor, recipient and type are one deed, with the origins of all.
Alignment needs none, for there the origin is what is drawn; counts of deeds are inflated by copies.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from marsad.measures.borrowed import deed_of, may_be_held, outer_acts
from marsad.measures.poles import poles_of
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.archive import Archive, ImportedAct
    from marsad.stories.deeds import Deed

_MOST_EVENTS: Final = 20
"""Ids of rows that are kept with a deed."""


def dealings(
    archive: Archive, state: str, sides: Iterable[str] = (), as_of: dt.date | None = None
) -> tuple[Deed, ...]:
    """The deeds of others' data between a state and others, each once a day.

    Args:
        archive: with imports or without.
        state: code of the state.
        sides: as `marsad.measures.poles.poles_of` takes them; without any, all it deals with.
        as_of: only rows that could be known on that day.

    Raises:
        UnknownCodeError: a side that is not known.
    """
    asked, reader = tuple(sides), archive.imported()
    poles = poles_of(asked) if asked else ()
    parties = reader.parties()
    own = {party for party in parties if party_code(party) == state}
    held = {party for party in parties - own if not asked or may_be_held(party, poles)}
    same: dict[tuple[str, ...], list[ImportedAct]] = defaultdict(list)
    for act in outer_acts(reader, own, held, as_of):
        same[act.actor, act.recipient, act.day, act.date_precision, act.type, str(act.mutual)].append(act)
    return tuple(_deed(acts) for acts in same.values())


def told_besides(archive: Archive, state: str, as_of: dt.date | None = None) -> dict[dt.date, int]:
    """Day → deeds of all pairs without the state, once a day, that could be known on it first.

    Those known only two months after their day or later are background.
    """
    reader, found = archive.imported(), defaultdict[dt.date, int](int)
    own = {party for party in reader.parties() if party_code(party) == state}
    for day, known, number in reader.told(own, as_of):
        first = dt.date.fromisoformat(known)
        if first - dt.date.fromisoformat(day) <= _RECENT:
            found[first] += number
    return dict(found)


_RECENT: Final = dt.timedelta(days=61)


def _deed(acts: Sequence[ImportedAct]) -> Deed:
    """One deed of rows that tell the same; the surest is first."""
    ranked = sorted(acts, key=lambda act: (-act.weight, act.event))
    origins = tuple(sorted({act.origin for act in acts}))
    return deed_of(ranked[0])._replace(
        origin=origins[0],
        origins=origins,
        outlets=origins,
        events=tuple(act.event for act in ranked[:_MOST_EVENTS]),
        dimensions=_mean([deed_of(act).dimensions for act in acts]),
        told=dt.date.fromisoformat(min(act.known for act in acts)),
    )


def _mean(told: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Mean shares of those that have any: two rows of one deed may differ in their contexts."""
    some = [shares for shares in told if shares]
    names = dict.fromkeys(name for shares in some for name in shares)
    return {name: sum(shares.get(name, 0.0) for shares in some) / len(some) for name in names}

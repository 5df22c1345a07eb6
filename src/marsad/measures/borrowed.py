"""Deeds of others' data, which may be tens of millions: only those that one alignment needs are made.

Each row is a story of its own, told by the origin that its source is. What the other states of the region
do is summed up by the database, by sides, type and month (by day for windows of a week); membership of a bloc
is then judged on the first day of the month.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from marsad import plover
from marsad.archive import ImportedAct
from marsad.measures.poles import poles_of
from marsad.measures.usual import regions
from marsad.measures.windows import check_every
from marsad.stories.acts import party_code
from marsad.stories.deeds import Deed, dimensions_of, score_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marsad.archive import Archive, ImportedReader
    from marsad.measures.poles import Pole
    from marsad.measures.windows import Every
    from marsad.records import DatePrecision


class Borrowed(NamedTuple):
    """What others' data add to one alignment.

    Attributes:
        deeds: between the state and the poles.
        summed: cooperation between the region's other states and the poles; each stands for many acts, its
            ``chance`` is the sum of what they are worth, so that it is of use for `usual_shares` alone.
    """

    deeds: tuple[Deed, ...] = ()
    summed: tuple[Deed, ...] = ()


NOTHING: Final = Borrowed()


def borrowed_deeds(
    archive: Archive,
    state: str,
    poles: Iterable[str],
    *,
    every: str = "month",
    as_of: dt.date | None = None,
) -> Borrowed:
    """The deeds of others' data in an archive that an alignment of a state with poles needs.

    Args:
        archive: with imports or without.
        state: code of the state.
        poles: as `marsad.measures.poles.poles_of` takes them.
        every: length of the windows.
        as_of: only rows that could be known on that day.

    Raises:
        UsageError: no pole, or no such window.
        UnknownCodeError: a pole that is not known.
    """
    sides, length, reader = poles_of(poles), check_every(every), archive.imported()
    parties = reader.parties()
    held = {party for party in parties if may_be_held(party, sides)}
    own = {party for party in parties if party_code(party) == state}
    deeds = (deed_of(act) for act in outer_acts(reader, own, held, as_of))
    return Borrowed(tuple(deeds), tuple(_summed(reader, state, held, length, as_of)))


def may_be_held(party: str, poles: Sequence[Pole]) -> bool:
    """Whether a party is, or ever was, of one of the poles."""
    return any(pole.may_hold(party) for pole in poles)


def outer_acts(
    reader: ImportedReader, own: set[str], held: set[str], as_of: dt.date | None
) -> Iterator[ImportedAct]:
    """Acts of a state's own parties on others and of these on its own, each once."""
    yield from reader.acts(own, held, as_of)
    for act in reader.acts(held, own, as_of):
        if not (act.actor in own and act.recipient in held):  # which came already
            yield act


def _summed(
    reader: ImportedReader, state: str, held: set[str], every: Every, as_of: dt.date | None
) -> Iterator[Deed]:
    region = regions().get(state)
    others = {code for code, where in regions().items() if where == region and code != state}
    worth = {name: score_of(name, None) for name, kind in plover.event_types().items() if kind.score > 0}
    for one, other in ((others, held), (held, others - held)):
        # the second question leaves out acts between two that are both, which the first has given
        for told in reader.sums(one, other, worth, by_month=every != "week", as_of=as_of):
            if told.worth and (one is others or told.actor not in others or told.recipient not in held):
                yield deed_of(ImportedAct(*told[:4], "", mutual=False, weight=told.worth), score=1.0)


def deed_of(act: ImportedAct, score: float | None = None) -> Deed:
    """An act as a deed of its own; with a score where it is not that of its type."""
    origin = (act.origin,)
    return Deed(
        story=act.event,
        day=_day(act.day),
        precision=cast("DatePrecision", act.date_precision),
        actor=act.actor,
        recipient=act.recipient,
        mutual=bool(act.mutual),
        type=act.type,
        score=score_of(act.type, act.mode) if score is None else score,
        chance=act.weight,
        dimensions=_dimensions(act.contexts),
        origin=act.origin,
        origins=origin,
        outlets=origin,
        events=(act.event,),
    )


@lru_cache(maxsize=65_536)
def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=4096)
def _dimensions(contexts: str | None) -> Mapping[str, float]:
    return dimensions_of(contexts.split("|")) if contexts else {}

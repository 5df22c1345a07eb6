"""Measures of what an archive holds."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from marsad.measures.alignment import ALL, Asked, alignment, checked
from marsad.measures.beside import Structure, beside, ranked
from marsad.measures.borrowed import NOTHING, Borrowed
from marsad.measures.brought import brought
from marsad.measures.dealings import dealings
from marsad.measures.links import links
from marsad.measures.poles import Pole, poles_of
from marsad.measures.series import moved
from marsad.measures.shares import shares
from marsad.measures.structure import ties_of
from marsad.measures.usual import region_states, usual_shares
from marsad.measures.warned import warnings_in
from marsad.measures.windows import check_every
from marsad.plover import DIMENSIONS
from marsad.stories.acts import party_code
from marsad.stories.deeds import Counted
from marsad.stories.outlets import listed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from marsad.archive import Archive
    from marsad.errors import MalformedError
    from marsad.measures.alignment import Direction, Reading
    from marsad.measures.links import Link
    from marsad.measures.series import Moved
    from marsad.measures.shares import Shares
    from marsad.measures.warned import Warned


def near_deeds(counted: Counted, state: str) -> Counted:
    """The deeds that the alignment of a state hangs on: its own, and those of the other states of its region.

    With these alone `alignment_of` and `shares_of` give the same, and read less, which tells where a million
    deeds are asked ten times.
    """
    wanted = {state, *region_states(state)}
    deeds = (
        deed
        for deed in counted.deeds
        if party_code(deed.actor) in wanted or party_code(deed.recipient) in wanted
    )
    return Counted(tuple(deeds), counted.undated)


def alignment_of(
    counted: Counted,
    state: str,
    poles: Iterable[str],
    *,
    every: str = "month",
    direction: Direction = "both",
    dimension: str = "all",
    borrowed: Borrowed = NOTHING,
    trends: bool = True,
) -> list[Reading]:
    """The alignment of a state with poles, by pole and window.

    Args:
        counted: the deeds of all states, which tell what is usual in the region.
        state: code of the state.
        poles: as `poles_of` takes them.
        every: week, month, quarter, year, or all.
        direction: both, to (acts of the state) or from (acts on it).
        dimension: all, or one of PLOVER's dimensions.
        borrowed: what others' data add, as `borrowed_deeds` gives it for the same state, poles and windows.
        trends: whether the latent trend is wanted, which takes most of the time.

    Raises:
        UsageError: no pole, or a window, direction or dimension that there is not.
        UnknownCodeError: a pole that is not known.
    """
    asked = checked(Asked(state, poles_of(poles), check_every(every), direction, dimension))
    deeds = chain(counted.deeds, borrowed.deeds)
    return alignment(deeds, _usually(asked, counted, borrowed)._replace(trends=trends))


def alignment_by_dimension(
    counted: Counted, state: str, poles: Iterable[str], *, every: str = "month"
) -> dict[str, list[Reading]]:
    """The alignment in "all" and in each dimension; arguments as in `alignment_of`.

    What is usual in the region is the same for all of them, and counted once.

    Raises:
        UsageError: no pole, or a window that there is not.
        UnknownCodeError: a pole that is not known.
    """
    asked = _usually(checked(Asked(state, poles_of(poles), check_every(every))), counted, NOTHING)
    return {name: alignment(counted.deeds, asked._replace(dimension=name)) for name in (ALL, *DIMENSIONS)}


def shares_of(
    counted: Counted,
    state: str,
    poles: Iterable[str],
    *,
    every: str = "month",
    direction: Direction = "both",
    dimension: str = "all",
    borrowed: Borrowed = NOTHING,
) -> list[Shares]:
    """How a state's cooperation was shared out among poles, by window; arguments as in `alignment_of`.

    Raises:
        UsageError: no pole, or a window, direction or dimension that there is not.
        UnknownCodeError: a pole that is not known.
    """
    asked = checked(Asked(state, poles_of(poles), check_every(every), direction, dimension))
    return shares(chain(counted.deeds, borrowed.deeds), _usually(asked, counted, borrowed))


def _usually(asked: Asked, counted: Counted, borrowed: Borrowed) -> Asked:
    """The question, with what is usual in the region and who owns what."""
    usual = usual_shares(chain(counted.deeds, borrowed.summed), asked.state, asked.poles, asked.every)
    return asked._replace(usual=usual.get, family=family_of)


def with_dealings(
    counted: Counted,
    archive: Archive,
    state: str,
    sides: Iterable[str] = (),
    as_of: dt.date | None = None,
) -> Counted:
    """The deeds with those of others' data between a state and others; see `dealings`.

    Raises:
        UnknownCodeError: a side that is not known.
    """
    return counted._replace(deeds=(*counted.deeds, *dealings(archive, state, sides, as_of)))


def links_of(counted: Counted, state: str, sides: Iterable[str] = (), *, within: int = 30) -> list[Link]:
    """What precedes what between a state and others, political and economic acts, the likeliest first.

    Args:
        counted: the deeds of all states.
        state: code of the state.
        sides: as `poles_of` takes them; without any, all states and blocs it deals with.
        within: days within which something follows.

    Raises:
        UsageError: a span that is none.
        UnknownCodeError: a side that is not known.
    """
    return links(counted.deeds, state, _others(counted, state, sides), within=within)


def moves_of(
    counted: Counted, state: str, table: Path, sides: Iterable[str] = (), *, within: int = 30
) -> tuple[list[Moved], list[MalformedError]]:
    """What a series of the user did after deeds of each kind, and the rows of its table that are bad.

    Args:
        counted: the deeds of all states.
        state: code of the state.
        table: CSV file of date and value.
        sides: as in `links_of`.
        within: days over which the series is followed.

    Raises:
        UsageError: a span that is none.
        UnknownCodeError: a side that is not known.
        UnreadableError: the table cannot be read.
        MalformedError: its header is another.
    """
    others, held = _others(counted, state, sides), brought([table], ("series",))
    return moved(counted.deeds, state, others, held.points, within=within), held.problems


def warnings_of(
    counted: Counted,
    state: str | None = None,
    *,
    every: str = "month",
    as_of: dt.date | None = None,
    besides: Mapping[dt.date, int] = MappingProxyType({}),
) -> list[Warned]:
    """Windows with improbably many deeds between a state and another side, the newest first.

    Args:
        counted: the deeds of all states.
        state: code of the state; without, all that the archive tells of.
        every: week or month.
        as_of: the last day of which anything is known.
        besides: day → deeds of others' data between other pairs, as `told_besides` counts them.

    Raises:
        UsageError: a window that is neither.
    """
    return warnings_in(counted.deeds, state, every=every, last=as_of, besides=besides)


def structure_of(counted: Counted, state: str, tables: Iterable[Path]) -> Structure:
    """The structure a state stands in by the user's tables, with the press of each year beside it.

    Args:
        counted: the deeds of all states.
        state: code of the state.
        tables: CSV files of trade, GDP, arms, aid or votes; see docs/reference/measures.md.

    Raises:
        UnreadableError: a table that cannot be read.
        MalformedError: a table whose header is none of those known.
    """
    held = brought(tables, ("trade", "arms", "aid", "gdp", "votes"))
    ties = ties_of(held, state)
    told = {pole.name for pole in _partners(counted, state)}
    partners = sorted({tie.partner for tie in ties} & told)
    readings = alignment_of(counted, state, partners, every="year") if partners else []
    rows = beside(ties, {(reading.pole, int(reading.window)): reading for reading in readings})
    return Structure(rows, ranked(rows, state), held.problems)


def partners_of(counted: Counted, state: str) -> list[str]:
    """All that a state has deeds with, those of most stories first."""
    stories: dict[str, set[str]] = defaultdict(set)
    for deed in counted.deeds:
        one, other = party_code(deed.actor), party_code(deed.recipient)
        if state in (one, other) and one != other:
            stories[other if one == state else one].add(deed.story)
    return sorted(stories, key=lambda code: (-len(stories[code]), code))


def _others(counted: Counted, state: str, sides: Iterable[str]) -> tuple[Pole, ...]:
    """The sides asked; without any, all that a state deals with."""
    asked = tuple(sides)
    return poles_of(asked) if asked else _partners(counted, state)


def _partners(counted: Counted, state: str) -> tuple[Pole, ...]:
    """All that a state has deeds with, each a pole of its own."""
    return tuple(Pole(code, (code,)) for code in sorted(partners_of(counted, state)))


@lru_cache(maxsize=4096)
def family_of(outlet: str) -> str:
    """The family an outlet belongs to: its owner where the tables name one, else itself."""
    known = listed().get(outlet)
    return (known.owner if known else None) or outlet

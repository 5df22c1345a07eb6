"""The trap of what an archive holds."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.archive import EventFilter, ForecastFilter
from marsad.measures.branches import Move, between
from marsad.measures.reactions import reactions
from marsad.measures.trap import Branch, Kind, Reaction, Said
from marsad.measures.voiced import Library, foretold, pressed
from marsad.records import Support
from marsad.stories import origins_of, stories_of
from marsad.stories.deeds import deeds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.archive import Archive
    from marsad.measures.branches import Between
    from marsad.measures.voiced import Sorted
    from marsad.stories import Origins, Stories

_SHELF: Final = 256
"""Documents whose sentences are kept at hand."""


def trap_of(
    archive: Archive,
    state: str,
    poles: Iterable[str],
    *,
    within: int = 30,
    as_of: dt.date | None = None,
    origins: Origins | None = None,
    told: Stories | None = None,
) -> list[Branch]:
    """For a state between poles, what each choice is said to cost, and what followed such acts before.

    Args:
        archive: with the documents and what was coded in them.
        state: code of the state.
        poles: two or more, as `marsad.measures.poles.poles_of` takes them.
        within: days within which a reaction follows.
        as_of: what could be known on that day.
        origins: of the documents of that day, where they are at hand.
        told: all stories of that day, where they are at hand.

    Raises:
        UsageError: fewer than two poles, the state a pole itself, or a span that is none.
        UnknownCodeError: a pole that is not known.
    """
    known, reader = between(state, poles), archive.reader()
    rooted = origins_of(archive, as_of) if origins is None else origins
    stories = (stories_of(archive, as_of, rooted) if told is None else told).stories
    events = {event.id: event for event in reader.events(EventFilter(as_of=as_of))}
    documents = {document.id: document for document in reader.documents()}
    library = Library(
        documents, lru_cache(_SHELF)(reader.sentences), rooted, as_of or dt.datetime.now(dt.UTC).date()
    )
    costs = foretold(reader.forecasts(ForecastFilter(as_of=as_of)), known, library)
    followed = reactions(deeds_of(stories, events, documents).deeds, known, events, within=within)
    said = [*costs.said, *pressed(stories, events, known, library)]
    return _branches(known, said, followed, costs.unsorted, library)


def _branches(
    known: Between, said: Sequence[Sorted], followed: Sequence[Reaction], unsorted: int, library: Library
) -> list[Branch]:
    found = [_branch(one, known, said, followed, unsorted, library) for one in known.branches()]
    return [one for one in found if one.sense == "towards" or one.why is None]


def _branch(
    choice: Move,
    known: Between,
    said: Sequence[Sorted],
    followed: Sequence[Reaction],
    unsorted: int,
    library: Library,
) -> Branch:
    own = sorted((one for move, one in said if known.branch_of(move) == choice), key=_best_first)
    after = [one for one in followed if known.branch_of(Move(one.sense, one.pole)) == choice]
    ids = library.origins.independent(place.document for one in own for place in one.sentences)
    return Branch(
        state=known.state,
        pole=choice.pole,
        sense=choice.sense,
        others=tuple(pole.name for pole in known.poles if pole.name != choice.pole),
        forecasts=_of_kind(own, "forecast"),
        threats=_of_kind(own, "threat"),
        demands=_of_kind(own, "demand"),
        reactions=tuple(sorted(after, key=_likeliest_first)),
        origins=Support(number=len(ids), ids=ids),
        unsorted=unsorted,
        why=None if own or after else "nothing told",
    )


def _of_kind(said: Sequence[Said], kind: Kind) -> tuple[Said, ...]:
    return tuple(one for one in said if one.kind == kind)


def _best_first(one: Said) -> tuple[int, int, str, str]:
    """The best supported first, then the newest."""
    day = dt.date.fromisoformat(one.day[:10] + "-01-01"[len(one.day) - 4 :]) if one.day else dt.date.min
    return (-one.origins.number, -day.toordinal(), one.id, one.pole)


def _likeliest_first(one: Reaction) -> tuple[float, float, int, str, str, str]:
    return (2.0 if one.p is None else one.p, -one.followed, -one.n_first, one.sense, one.pole, one.answer)

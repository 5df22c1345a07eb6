"""The outlets of what an archive holds: what they cover and cite, and how they tell the acts of states."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from marsad.archive import EventFilter
from marsad.records import Record
from marsad.stories.archived import origins_of, stories_of
from marsad.stories.contrasts import contrasts_of
from marsad.stories.profiles import is_between, outlet_profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive import Archive, Reader
    from marsad.records import Story
    from marsad.stories.contrasts import Contrast
    from marsad.stories.origins import Origin, Origins
    from marsad.stories.profiles import OutletProfile

_TWO: Final = 2


class OutletFilter(Record, frozen=True, kw_only=True):
    """Which outlets, and by which of their documents.

    Attributes:
        actor: codes; only documents that tell an act of one of them, and how these acts are told.
        outlet: names, canonical or Arabic; the comparison is still with all.
        since: only documents published on this day or later.
        until: only documents published on this day or earlier. With either, none without a day.
        as_of: only what was surely published on this day or earlier.
    """

    actor: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None


def profiles_of(
    archive: Archive,
    wanted: OutletFilter,
    origins: Origins | None = None,
    told: Sequence[Story] | None = None,
) -> list[OutletProfile]:
    """The outlets of an archive, those of most documents first.

    Whatever is asked for, all outlets and states of these days are compared and tested together: who looks
    at one alone has still found it among all.

    Args:
        archive: where they are.
        wanted: which.
        origins: as they were known on the day of ``as_of``, where they are at hand.
        told: the stories in the same way.

    Raises:
        ArchiveError: it cannot be read.
    """
    reader, origins = archive.reader(), origins or origins_of(archive, wanted.as_of)
    stories = told if told is not None else stories_of(archive, wanted.as_of, origins).stories
    contrasts = _contrasts(reader, stories, origins, wanted)
    profiles = outlet_profiles(
        _asked(reader, origins, wanted),
        reader.parties(),
        since=wanted.since,
        until=wanted.until,
        tells=contrasts,
    )
    shown = [replace(one, tells=_of(one.tells, wanted.actor)) for one in profiles]
    return [one for one in shown if not wanted.outlet or {one.outlet, one.name_ar} & set(wanted.outlet)]


def _contrasts(
    reader: Reader, stories: Sequence[Story], origins: Origins, wanted: OutletFilter
) -> dict[str, tuple[Contrast, ...]]:
    several = [story for story in stories if len(story.documents) >= _TWO]
    counted = {name for story in several for name in story.events}
    events = {one.id: one for one in reader.events(EventFilter(as_of=wanted.as_of)) if one.id in counted}
    outlets = {
        one.document: one.outlet for one in origins if is_between(one.published, wanted.since, wanted.until)
    }
    return contrasts_of(several, events, outlets, origins)


def _asked(reader: Reader, origins: Origins, wanted: OutletFilter) -> list[Origin]:
    """The origins of the documents that tell an act of those asked for."""
    if not wanted.actor:
        return list(origins)
    acting = reader.events(EventFilter(actor=wanted.actor, as_of=wanted.as_of))
    documents = {event.document for event in acting}
    return [origin for origin in origins if origin.document in documents]


def _of(contrasts: Sequence[Contrast], states: Sequence[str]) -> tuple[Contrast, ...]:
    return tuple(one for one in contrasts if not states or one.state in states)

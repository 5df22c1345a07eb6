"""Stories and rivals that a filter of events asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.stories.told import Stories

if TYPE_CHECKING:
    from collections.abc import Collection

    from marsad.archive import EventFilter
    from marsad.records import Rival

_SIDES: Final = ("actor", "recipient", "party")
_OF_EVENTS: Final = ("type", "mode", "status", "place", "voice", "words", "min_confidence")


def selected(told: Stories, events: Collection[str], wanted: EventFilter) -> Stories:
    """The stories that hold one of the events, and the rivals about them.

    Rivals that rest on no event (figures, claims) are asked by the parties and the days of publication; what
    only an event can have (a type, a status) leaves them out.

    Args:
        told: all of them.
        events: ids of those that the filter finds.
        wanted: the filter.
    """
    stories = tuple(story for story in told.stories if not set(story.events).isdisjoint(events))
    kept = {story.id for story in stories}
    rivals = (one for one in told.rivals if _is_asked(one, kept, events, wanted))
    return Stories(stories, tuple(rivals))


def _is_asked(rival: Rival, stories: Collection[str], events: Collection[str], wanted: EventFilter) -> bool:
    if rival.story is not None:
        return rival.story in stories
    shown = {one.event for account in rival.accounts for one in account.sentences} - {None}
    return not shown.isdisjoint(events) if shown else _is_of_sides_and_days(rival, wanted)


def _is_of_sides_and_days(rival: Rival, wanted: EventFilter) -> bool:
    if any(getattr(wanted, name) for name in _OF_EVENTS):
        return False
    asked = [set(codes) for name in _SIDES if (codes := getattr(wanted, name))]
    days = [day for account in rival.accounts for day in account.dates]
    after = wanted.since is None or any(day >= wanted.since.isoformat() for day in days)
    before = wanted.until is None or any(day <= wanted.until.isoformat() for day in days)
    outlets = not wanted.outlet and wanted.document is None
    return after and before and outlets and all(codes & set(rival.agreed.parties) for codes in asked)

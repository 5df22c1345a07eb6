"""Stories and rival accounts as rows of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad import plover
from marsad.archive import schema
from marsad.archive.rows import RecordRow, json_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Table

    from marsad.records import Rival, Story

NO_SIDE = ""
"""Stands for the other side of a story that has one side."""


class Arrival(NamedTuple):
    """When a document came into the archive, and the day it was published; empty where that is not known."""

    added_at: str
    published: str


def rows_of_stories(
    stories: Sequence[Story], rivals: Sequence[Rival], arrivals: Mapping[str, Arrival]
) -> Iterator[tuple[Table, list[RecordRow]]]:
    """The rows of all tables of stories.

    Args:
        stories: in the order in which they are to be given back.
        rivals: in theirs.
        arrivals: by the id of a document.
    """
    homes = {event: story for story in stories for event in story.events}
    yield schema.stories, [_story_row(*one) for one in enumerate(stories)]
    yield schema.rivals, [_rival_row(*one) for one in enumerate(rivals)]
    yield schema.story_sides, [row for story in stories for row in _side_rows(story, arrivals)]
    yield schema.story_events, [{"event": event, "story": story.id} for event, story in homes.items()]
    yield (
        schema.rival_sides,
        [
            {"country": code, "place_in_list": place, "rival": one.id}
            for place, one in enumerate(rivals)
            for code in sorted(_parties_of(one, homes))
        ],
    )


def dimension_bit(name: str) -> int:
    """The bit of a dimension in ``story_sides.dimensions``; raises ValueError for no such dimension."""
    return 1 << plover.DIMENSIONS.index(name)


def _story_row(place: int, story: Story) -> RecordRow:
    return {"id": story.id, "place_in_list": place, "date": story.date, "record": json_of(story)}


def _rival_row(place: int, rival: Rival) -> RecordRow:
    told = {"id": rival.id, "story": rival.story, "kind": rival.kind}
    return told | {"place_in_list": place, "record": json_of(rival)}


def _side_rows(story: Story, arrivals: Mapping[str, Arrival]) -> Iterator[RecordRow]:
    known = [arrivals[name] for name in story.documents if name in arrivals]
    shared = {
        "story": story.id,
        "day": _day(story, known),
        "type": story.type,
        "quad": int(plover.quad(story.type)),
        "status": story.status,
        "dimensions": _bits(story.contexts),
        "origins": story.origins.number,
        "added_at": max((one.added_at for one in known), default=""),
    }
    for country in story.parties:
        others = [other for other in story.parties if other != country] or [NO_SIDE]
        for at, other in enumerate(others):
            yield shared | {"country": country, "other": other, "is_lead": at == 0}


def _day(story: Story, known: Iterable[Arrival]) -> str:
    """Its own day; of one told without, as news, the day it was first published."""
    if story.date or story.status == "historical":
        return story.date or ""
    return min((one.published for one in known if one.published), default="")


def _bits(contexts: Iterable[str]) -> int:
    return sum({dimension_bit(plover.contexts()[context]) for context in contexts})


def _parties_of(rival: Rival, homes: Mapping[str, Story]) -> set[str]:
    """What all sides agree on, and the sides of the stories whose sentences are shown."""
    shown = (one.event for account in rival.accounts for one in account.sentences)
    told = (homes[event] for event in shown if event is not None and event in homes)
    return {*rival.agreed.parties, *(code for story in told for code in story.parties)}

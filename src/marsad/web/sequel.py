"""What was told of the same sides before and after a story, and what others then did to who acted in it.

That one thing came after another is told in the order of days, and nothing is said of causes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.archive import StoryFilter
from marsad.web.telling import StoryLine, story_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.records import Story
    from marsad.web.asked import Asked

SPAN: Final = 30
"""Days before and after."""

_SHOWN: Final = 6
_LOOKED_AT: Final = 60


class Sequel(NamedTuple):
    """What stands around a story in time.

    Attributes:
        day: the day it is counted on.
        sides: codes of the two sides; one alone, or none, where it has no two.
        before: stories of the same two sides in the days before, the oldest first.
        then: those in the days after.
        others: acts of further sides on who acted in it, in the days after.
        acted_on: code of who acted; None where nobody is named.
        href: all stories of the same two sides of these days; None where it has no two.
        others_href: all stories of who acted, of the days after.
    """

    day: dt.date
    sides: tuple[str, ...]
    before: Sequence[StoryLine]
    then: Sequence[StoryLine]
    others: Sequence[StoryLine]
    acted_on: str | None
    href: str | None
    others_href: str | None


def sequel_of(story: Story, line: StoryLine, asked: Asked) -> Sequel | None:
    """What stands around a story; None where no day of it is known.

    Args:
        story: of the archive.
        line: the same in words.
        asked: by whom.
    """
    day = _day(story, asked)
    if day is None:
        return None
    sides = _sides(story, line)
    pair = StoryFilter(party=sides[0], other=sides[1]) if len(sides) > 1 else None
    actor = sides[0] if sides else None
    return Sequel(
        day,
        sides,
        before=_found(pair, _before(day), story, asked, newest=True)[::-1] if pair else (),
        then=_found(pair, _after(day), story, asked)[:_SHOWN] if pair else (),
        others=_others(actor, sides, day, story, asked) if actor else (),
        acted_on=actor,
        href=_address(sides, _before(day)[0], _after(day)[1], asked) if pair else None,
        others_href=_address(sides[:1], *_after(day), asked) if actor else None,
    )


def _day(story: Story, asked: Asked) -> dt.date | None:
    """Its first possible day; of one told without, as news, the day of its first article."""
    if story.date is not None:
        year, month, day = (*map(int, story.date.split("-")), 1, 1)[:3]
        return dt.date(year, month, day)
    if story.status == "historical":
        return None
    known = asked.library.browser.headers(story.documents).values()
    return min((one.published for one in known if one.published), default=None)


def _sides(story: Story, line: StoryLine) -> tuple[str, ...]:
    """Who acts and on whom, of the sides that the story is listed under."""
    told = dict.fromkeys(one.code for one in (*line.actors, *line.recipients))
    return tuple(code for code in told if code in story.parties)[:2]


_Days = tuple[dt.date, dt.date]


def _before(day: dt.date) -> _Days:
    return day - dt.timedelta(days=SPAN), day - dt.timedelta(days=1)


def _after(day: dt.date) -> _Days:
    return day, day + dt.timedelta(days=SPAN)


def _found(
    wanted: StoryFilter, days: _Days, story: Story, asked: Asked, *, newest: bool = False
) -> list[StoryLine]:
    some = _stories(wanted, days, asked, _SHOWN + 1, newest=newest)
    return story_lines([one for one in some if one.id != story.id][:_SHOWN], asked)


def _others(
    actor: str, sides: Sequence[str], day: dt.date, story: Story, asked: Asked
) -> Sequence[StoryLine]:
    """What further sides did to who acted: neither the actor nor the other side is among those who act."""
    some = _stories(StoryFilter(party=actor), _after(day), asked, _LOOKED_AT)
    further = [one for one in some if one.id != story.id and set(one.parties) - set(sides)]
    return [one for one in story_lines(further, asked) if _acts_on(one, actor, sides)][:_SHOWN]


def _acts_on(line: StoryLine, actor: str, sides: Sequence[str]) -> bool:
    acting = {one.code for one in line.actors}
    return not acting & set(sides) and actor in {one.code for one in line.recipients}


def _stories(
    wanted: StoryFilter, days: _Days, asked: Asked, most: int, *, newest: bool = False
) -> Iterable[Story]:
    between = replace(wanted, since=days[0], until=days[1])
    found = asked.library.browser.stories(between, limit=most, oldest_first=not newest)
    return [one for one in found.records if one.status != "historical"]


def _address(sides: Sequence[str], since: dt.date, until: dt.date, asked: Asked) -> str:
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return asked.links.state(sides[0], "stories", other=sides[1] if len(sides) > 1 else "", **days)

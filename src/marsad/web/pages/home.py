"""The first page: the states that are followed, what is new, and whom the archive knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.archive import StoryFilter
from marsad.web.page import Page, Table
from marsad.web.telling import StoryLine, story_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive import StateCount
    from marsad.web.asked import Asked

_NEWEST: Final = 5
_STATES: Final = 40


class Followed(NamedTuple):
    """A state that is followed.

    Attributes:
        stories: number of its stories.
        new: of these, with a document that came since the last visit; None on the first visit.
        lines: the newest of these, or of all on a first visit.
    """

    code: str
    name: str
    href: str
    stories: int
    new: int | None
    lines: Sequence[StoryLine]


def home_page(asked: Asked) -> Page:
    """The first page."""
    library = asked.library
    states = library.once("states", library.browser.states)
    known = [one for one in states if one.country in asked.labels.names]
    return Page(
        "home.html.j2",
        asked.labels.text("web.home"),
        {
            "followed": [_followed(code, asked) for code in asked.followed],
            "states": known[:_STATES],
            "outlets": library.once("outlets", library.reader.outlets),
            "worked_out": library.browser.worked_out() is not None,
        },
        Table("states", ("country", "name", "stories", "last"), lambda: _rows(known, asked)),
    )


def _followed(code: str, asked: Asked) -> Followed:
    browser = asked.library.browser
    every = browser.stories(StoryFilter(party=code), limit=_NEWEST)
    fresh = (
        browser.stories(StoryFilter(party=code, added_after=asked.last_visit), limit=_NEWEST)
        if asked.last_visit
        else None
    )
    return Followed(
        code,
        asked.labels.country(code),
        asked.links.state(code),
        every.total,
        fresh.total if fresh else None,
        story_lines((fresh or every).records, asked),
    )


def _rows(states: Sequence[StateCount], asked: Asked) -> list[dict[str, object]]:
    return [{**one._asdict(), "name": asked.labels.country(one.country)} for one in states]

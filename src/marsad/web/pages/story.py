"""A story: who tells it how, side by side, every sentence of it, and what came before and after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from marsad.archive import StoryFilter
from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.web.acts import named_in
from marsad.web.page import NotThereError, Page, Table
from marsad.web.sequel import SPAN, sequel_of
from marsad.web.telling import StoryLine, account_lines, rival_lines, story_lines, told_lines

if TYPE_CHECKING:
    from marsad.records import Story
    from marsad.web.asked import Asked


_DAYS: Final = dt.timedelta(days=10)
_MOST_NEAR: Final = 30


def story_page(asked: Asked) -> Page:
    """A story, by its id or that of one of its events.

    Raises:
        NotThereError: there is none.
    """
    browser = asked.library.browser
    story = browser.story(asked.named["id"])
    lines = story_lines([story], asked) if story else []
    if story is None or not lines:
        raise NotThereError("story", words=asked.named["id"])
    line, events = lines[0], browser.events(story.events)
    sides = asked.labels.listed([asked.labels.country(code) for code in story.parties])
    return Page(
        "story.html.j2",
        f"{line.type_label}: {sides}",
        {
            "line": line,
            "story": story,
            "accounts": account_lines(story.accounts, asked),
            "rivals": rival_lines(browser.rivals_of(story.id), asked),
            "reports": told_lines(events, asked),
            "parties": story.parties,
            "named": named_in(events, asked),
            "sequel": sequel_of(story, line, asked),
            "span": SPAN,
            "near": _near(story, asked) if asked.library.editing else [],
        },
        Table(f"story-{story.id}", EVENT_COLUMNS, lambda: map(event_row, events)),
    )


def _near(story: Story, asked: Asked) -> list[tuple[str, StoryLine]]:
    """Stories of the same sides and days, which it may be one with."""
    first, *others = [code for code in story.parties if code != "UNK"] or list(story.parties)
    day = _day(story.date)
    wanted = StoryFilter(
        party=first,
        other=others[0] if others else None,
        since=day - _DAYS if day else None,
        until=day + _DAYS if day else None,
    )
    found = asked.library.browser.stories(wanted, limit=_MOST_NEAR).records
    known = {asked.links.story(one): one for one in found if one.id != story.id}
    return [(known[line.href].id, line) for line in story_lines(list(known.values()), asked)]


def _day(date: str | None) -> dt.date | None:
    """The first day of a date that is as exact as it is known."""
    return (
        dt.date.fromisoformat(f"{date}-01-01"[:10] if len(date) < len("2024-05-31") else date)
        if date
        else None
    )

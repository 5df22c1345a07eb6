"""A story: who tells it how, side by side, every sentence of it, and what came before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.web.acts import named_in
from marsad.web.page import NotThereError, Page, Table
from marsad.web.sequel import SPAN, sequel_of
from marsad.web.telling import account_lines, rival_lines, story_lines, told_lines

if TYPE_CHECKING:
    from marsad.web.asked import Asked


def story_page(asked: Asked) -> Page:
    """A story, by its id or that of one of its events.

    Raises:
        NotThereError: there is none.
    """
    browser = asked.library.browser
    story = browser.story(asked.named["id"])
    lines = story_lines([story], asked) if story else []
    if story is None or not lines:
        raise NotThereError(f"no story {asked.named['id']!r}")
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
        },
        Table(f"story-{story.id}", EVENT_COLUMNS, lambda: map(event_row, events)),
    )

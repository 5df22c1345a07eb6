"""What the machine is least sure of, to be looked at one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.web.deciding import said
from marsad.web.page import Page, Table
from marsad.web.telling import told_lines

if TYPE_CHECKING:
    from marsad.records import Event
    from marsad.web.asked import Asked
    from marsad.web.telling import Told

PER_PAGE: Final = 20
_MOST_EXPORTED: Final = 5000


class Doubt(NamedTuple):
    """An event of the queue: what it says, its sentence, and where it can be corrected."""

    event: Event
    said: str
    told: Told
    href: str


def queue_page(asked: Asked) -> Page:
    """Events by confidence, the least first; those that a person decided are not there.

    Raises:
        UsageError: a page that is no number.
    """
    number, browser = asked.number("page"), asked.library.browser
    found = browser.unsure(limit=PER_PAGE + 1, offset=PER_PAGE * (number - 1))
    told = {one.event: one for one in told_lines(found[:PER_PAGE], asked)}
    doubts = [
        Doubt(one, said(one, asked) or "", told[one.id], asked.links.to("event", one.id))
        for one in found[:PER_PAGE]
        if one.id in told
    ]
    return Page(
        "queue.html.j2",
        asked.labels.text("web.queue"),
        {
            "doubts": doubts,
            "before": asked.links.to("queue", page=number - 1) if number > 1 else None,
            "after": asked.links.to("queue", page=number + 1) if len(found) > PER_PAGE else None,
        },
        Table("queue", EVENT_COLUMNS, lambda: map(event_row, browser.unsure(limit=_MOST_EXPORTED))),
    )

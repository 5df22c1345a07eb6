"""All rival accounts about a state, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.story_listing import RIVAL_COLUMNS, rival_rows
from marsad.web.page import Page, Table
from marsad.web.pages.stories import paging
from marsad.web.telling import rival_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.web.asked import Asked

_PER_PAGE: Final = 10
_MOST_EXPORTED: Final = 100_000


def rivals_page(asked: Asked) -> Page:
    """Rival accounts about a state, newest first.

    Raises:
        NotThereError: no such state.
    """
    state, number = asked.state(), asked.number("page")
    found = asked.library.browser.rivals(state, limit=_PER_PAGE, offset=_PER_PAGE * (number - 1))
    return Page(
        "rivals_list.html.j2",
        asked.labels.text("web.rivals_of", x=asked.labels.country(state)),
        {
            "rivals": rival_lines(found.records, asked),
            "total": found.total,
            "paging": paging(asked, number, found.total, _PER_PAGE),
        },
        Table(f"rivals-{state}", RIVAL_COLUMNS, lambda: _rows(state, asked)),
        of=state,
    )


def _rows(state: str, asked: Asked) -> Iterator[dict[str, object]]:
    every = asked.library.browser.rivals(state, limit=_MOST_EXPORTED).records
    return (row for one in every for row in rival_rows(one))

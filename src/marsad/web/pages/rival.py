"""Rival accounts: what cannot all hold, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.story_listing import RIVAL_COLUMNS, rival_rows
from marsad.web.page import NotThereError, Page, Table
from marsad.web.telling import rival_lines

if TYPE_CHECKING:
    from marsad.web.asked import Asked


def rival_page(asked: Asked) -> Page:
    """Rival accounts by their id.

    Raises:
        NotThereError: there are none.
    """
    found = asked.library.browser.rival(asked.named["id"])
    if found is None:
        raise NotThereError("rival", words=asked.named["id"])
    line = rival_lines([found], asked)[0]
    table = Table(f"rival-{found.id}", RIVAL_COLUMNS, lambda: rival_rows(found))
    return Page("rival.html.j2", line.matter, {"rival": line}, table)

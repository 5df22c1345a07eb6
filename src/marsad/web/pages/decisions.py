"""All that people decided, newest first, with what does not fit any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.decision_listing import DECISION_COLUMNS, decision_row
from marsad.web.deciding import decision_lines
from marsad.web.page import Page, Table
from marsad.web.pages.stories import paging

if TYPE_CHECKING:
    from marsad.archive.decided import Misfit
    from marsad.web.asked import Asked

_PER_PAGE: Final = 40


def decisions_page(asked: Asked) -> Page:
    """Decisions with who and when, and those that wait for a person since nothing fits them.

    Raises:
        UsageError: a page that is no number.
    """
    number, decisions = asked.number("page"), asked.library.archive.decisions()
    known = decisions.all()[::-1]
    unfit = _unfit(asked) if known else {}
    waiting = [one for one in known if one.decision.number in unfit]
    shown = known[_PER_PAGE * (number - 1) : _PER_PAGE * number]
    return Page(
        "decisions.html.j2",
        asked.labels.text("web.decisions"),
        {
            "waiting": decision_lines(waiting, asked, unfit) if number == 1 else [],
            "decisions": decision_lines(shown, asked, unfit),
            "total": len(known),
            "paging": paging(asked, number, len(known), _PER_PAGE),
        },
        Table("decisions", DECISION_COLUMNS, lambda: map(decision_row, known)),
    )


def _unfit(asked: Asked) -> dict[int, Misfit]:
    """Why some do not fit, by number; worked out once for each state of codings and decisions."""
    library = asked.library
    decisions, state = library.archive.decisions(), library.browser.extent()
    return library.once(
        ("unfit", state), lambda: {one.decision.number: one.misfit for one in decisions.unfit()}
    )

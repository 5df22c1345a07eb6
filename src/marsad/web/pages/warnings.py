"""What to watch: windows in which improbably much was told between two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.measures import warnings_among
from marsad.views.measure_listing import WARNING_COLUMNS, warning_row
from marsad.views.watching import WarningWords, warning_words
from marsad.web.page import Page, Table
from marsad.web.telling import Told, told_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.measures import Warned
    from marsad.web.asked import Asked

_SHOWN: Final = 25
_EVIDENCE: Final = 5


class WarningLine(NamedTuple):
    """A warning in words, with the first of the sentences behind it."""

    words: WarningWords
    told: Sequence[Told]


def warnings_page(asked: Asked) -> Page:
    """Warnings about a state, the newest first, with the rule's own record.

    Raises:
        NotThereError: no such state.
    """
    state = asked.state()
    found = warnings(asked, state)
    return Page(
        "warnings.html.j2",
        asked.labels.text("web.warnings_of", x=asked.labels.country(state)),
        {"lines": warning_lines(found[:_SHOWN], asked), "total": len(found)},
        Table(f"warnings-{state}", WARNING_COLUMNS, lambda: map(warning_row, found)),
        of=state,
    )


def warnings_short(asked: Asked) -> Page:
    """How many warnings there are, and the newest; raises as `warnings_page` does."""
    found = warnings(asked, asked.state())
    parts = {"lines": warning_lines(found[:2], asked), "total": len(found)}
    return Page("warnings_short.html.j2", "", parts)


def warnings(asked: Asked, state: str) -> list[Warned]:
    """The warnings about a state, the newest first."""
    library = asked.library

    def made() -> list[Warned]:
        table = library.tallies()
        return [] if table is None else warnings_among(table, state, "month")

    return library.once(("warnings", state), made)


def warning_lines(warned: Sequence[Warned], asked: Asked) -> list[WarningLine]:
    """Warnings in words, with the first of the sentences behind them."""
    events = asked.library.browser.events([name for one in warned for name in one.evidence[:_EVIDENCE]])
    told = {one.event or "": one for one in told_lines(events, asked)}
    return [
        WarningLine(
            warning_words(one, asked.labels),
            [told[name] for name in one.evidence[:_EVIDENCE] if name in told],
        )
        for one in warned
    ]

"""What to watch: windows in which improbably much was told between two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.measures import warnings_of
from marsad.views.measure_listing import WARNING_COLUMNS, warning_row
from marsad.web.page import Page, Table
from marsad.web.telling import Told, told_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.measures import Warned
    from marsad.web.asked import Asked

_SHOWN: Final = 25
_EVIDENCE: Final = 5


class WarningLine(NamedTuple):
    """A warning in words.

    Attributes:
        says: how many deeds, against how many expected.
        past: what the rule was worth before.
        told: the first of the sentences behind it.
    """

    sides: str
    acts: str
    quad: int
    window: str
    says: str
    stayed: str
    past: str
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
    return library.once(("warnings", state), lambda: warnings_of(library.deeds(), state))


def warning_lines(warned: Sequence[Warned], asked: Asked) -> list[WarningLine]:
    """Warnings in words, with the first of the sentences behind them."""
    events = asked.library.browser.events([name for one in warned for name in one.evidence[:_EVIDENCE]])
    told = {one.event or "": one for one in told_lines(events, asked)}
    return [_line(one, told, asked) for one in warned]


_QUADS: Final = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}


def _line(one: Warned, told: Mapping[str, Told], asked: Asked) -> WarningLine:
    labels, past, quad = asked.labels, one.past, _QUADS[one.acts]
    known = past.hits + past.false_alarms
    usual = "–" if past.base_rate is None else f"{past.base_rate:.2f}"
    stayed = {True: "stayed", False: "fell", None: "still_open"}[one.stayed]
    return WarningLine(
        sides=labels.listed([labels.country(one.side), labels.country(one.other)]),
        acts=labels.text(f"quad.{quad}"),
        quad=quad,
        window=one.window,
        says=labels.text(
            "web.warned", x=one.count, y=f"{one.expected:.1f}", z=f"{one.chance:.4f}", o=one.origins
        ),
        stayed=labels.text(f"web.{stayed}"),
        past=labels.text("web.rule_past" if known else "web.rule_new", x=past.hits, y=known, z=usual),
        told=[told[name] for name in one.evidence[:_EVIDENCE] if name in told],
    )

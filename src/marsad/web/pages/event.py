"""An event: its words, what the coder read there, what people decided about it, and the forms to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.archive.applying import is_decided
from marsad.views.decision_listing import DECISION_COLUMNS, decision_row
from marsad.web.deciding import decision_lines, said
from marsad.web.editing import STATUSES, acts
from marsad.web.page import NotThereError, Page, Table
from marsad.web.telling import told_lines

if TYPE_CHECKING:
    from marsad.web.asked import Asked


def event_page(asked: Asked) -> Page:
    """An event by its id, also one that was dropped.

    Raises:
        NotThereError: there is none, and nothing was decided about one.
    """
    name = asked.named["id"]
    event = asked.library.browser.current_event(name)
    known = asked.library.archive.decisions().about(name)[::-1]
    seen = event or next(
        (one.decision.before or one.decision.after for one in known if one.decision.evidence), None
    )
    if seen is None:
        raise NotThereError("event", words=name)
    return Page(
        "event.html.j2",
        said(seen, asked) or "",
        {
            "event": event,
            "seen": seen,
            "reports": told_lines([seen], asked),
            "is_decided": event is not None and is_decided(event),
            "decisions": decision_lines(known, asked),
            **form_parts(asked),
        },
        Table(f"event-{name}", DECISION_COLUMNS, lambda: map(decision_row, known)),
    )


def form_parts(asked: Asked) -> dict[str, object]:
    """What the forms of events choose from; nothing where nobody works here."""
    if asked.library.editing is None:
        return {"acts": {}, "statuses": (), "codes": ()}
    codes = sorted(asked.labels.names, key=asked.labels.country)
    return {"acts": acts(), "statuses": STATUSES, "codes": codes}

"""What goes with an export: what made it, what was asked, and how to cite it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from marsad.records import CODEBOOK_VERSION, CODER_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping


def note_of(archive: str, what: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """The note of an export.

    Args:
        archive: its path or URL, without a password.
        what: archive, documents, events and so on.
        query: the filters; those that do not filter are left out.
    """
    from marsad import __version__

    moment = dt.datetime.now(dt.UTC)
    asked = {name: value for name, value in query.items() if value}
    told = "".join(f", {name} {_in_words(value)}" for name, value in asked.items())
    made_by = f"Marsad {__version__} (coder {CODER_VERSION}, codebook {CODEBOOK_VERSION})"
    return {
        "made_by": made_by,
        "made_at": moment.isoformat(timespec="seconds"),
        "archive": archive,
        "what": what,
        "query": asked,
        "cite": f"{made_by}, {what} of {archive}{told}, {moment:%Y-%m-%d}",
    }


def _in_words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)

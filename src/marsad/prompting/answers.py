"""A model's words → proposals of events, as they stand; nothing is believed yet."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from marsad.errors import MalformedError

MOST_EVENTS: Final = 12
"""Most events of one sentence; a model that gives more repeats itself."""


def proposals(content: str) -> list[Any]:
    """What an answer proposes, its entries unchecked.

    Words around the object (a fence of code, thoughts) are passed over; the object itself must be whole.

    Raises:
        MalformedError: no JSON object with a list ``events``.
    """
    inner = content[content.find("{") : content.rfind("}") + 1]
    try:
        found = msgspec.json.decode(inner.encode())
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise MalformedError("answer", f"no JSON: {error}") from error
    events = found.get("events") if isinstance(found, dict) else None
    if not isinstance(events, list):
        raise MalformedError("answer", "no JSON object with a list `events`")
    return events

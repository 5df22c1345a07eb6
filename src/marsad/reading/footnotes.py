"""Footnote markers: finding and removing them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SQUARE = re.compile(r"\s*\[\^?\s?[\d٠-٩]{1,3}(?:\s?[,،–-]\s?[\d٠-٩]{1,3})*\s?\]")
_ROUND = re.compile(r"\s*\(\s?([\d٠-٩]{1,3})\s?\)(?=[\s.،,؛:\"”»]|$)")
_RAISED = re.compile(r"(?<=[\w\"”»).،])[⁰¹²³⁴-⁹]+")
_LEADING_ROUND = re.compile(r"^\s*\(\s?([\d٠-٩]{1,3})\s?\)")
_LEADING_RAISED = re.compile(r"^\s*[⁰¹²³⁴-⁹]+")


def without_markers(text: str, citations: Iterable[str] = ()) -> str:
    """A paragraph without its footnote markers.

    "[1]" always goes. "(1)" and "¹" may be something else (an item's number, a square metre), so they go only
    where ``citations`` has a note that begins so.
    """
    notes = list(citations)
    text = _SQUARE.sub("", text)
    numbers = {found[1] for note in notes if (found := _LEADING_ROUND.match(note))}
    if numbers:
        text = _ROUND.sub(lambda found: "" if found[1] in numbers else found[0], text)
    if any(map(_LEADING_RAISED.match, notes)):
        text = _RAISED.sub("", text)
    return text.strip()

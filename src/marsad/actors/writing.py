"""How the tables write names and days, and how the index keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from marsad.actors.parties import Name
from marsad.languages.arabic.normalise import normalised

# Quotation marks are left out; plus and hyphen are tokens of their own in a sentence (أوبك+).
_APART: Final = str.maketrans({'"': " ", "'": " ", "+": " + ", "-": " - "})


def name_of(form: str, needs: frozenset[str] = frozenset()) -> Name:
    """A written form as the index keeps it."""
    words = normalised(form).text.translate(_APART).split()
    article = words[0].startswith("ال") and len(words[0]) > len("ال") + 1
    first = words[0][2:] if article else words[0]
    return Name((first, *words[1:]), article, needs)


def index_key(name: Name) -> str:
    """A name as one text, its article kept."""
    return ("ال" if name.article else "") + " ".join(name.words)


def date_of(text: str, *, end: bool = False) -> dt.date | None:
    """A date cell: YYYY, YYYY-MM or YYYY-MM-DD; the last day of the span where ``end``."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    if not end:
        return dt.date(year, month or 1, 1)
    following = dt.date(year + 1, 1, 1) if month in (0, 12) else dt.date(year, month + 1, 1)
    return following - dt.timedelta(days=1)

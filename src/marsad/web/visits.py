"""What a reader's browser keeps: the states that are followed, the last visit, the name of who annotates.

All of it stands in cookies of this server alone; nothing about readers is kept on it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLLOWED: Final = "followed"
ANNOTATOR: Final = "annotator"
KEPT_SECONDS: Final = 400 * 24 * 3600
_CODES: Final = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{2,6})*")
_MOST: Final = 30
_LONGEST_NAME: Final = 60
_PAUSE: Final = dt.timedelta(minutes=30)
"""A visit ends when nothing was asked for so long."""


class Visit(NamedTuple):
    """A visit.

    Attributes:
        before: when the last one ended, ISO 8601; None for the first.
        now: the moment of asking.
    """

    before: str | None
    now: str

    def cookie(self) -> str:
        """What the browser keeps."""
        return f"{self.before or ''}|{self.now}"


def visit_of(cookies: Mapping[str, str], now: dt.datetime) -> Visit:
    """The visit that a request belongs to; a cookie that cannot be read begins the first one."""
    before, _, last = cookies.get("visit", "").partition("|")
    moment, known = now.isoformat(timespec="milliseconds"), _moment(last)
    if known is None:
        return Visit(None, moment)
    if now - known > _PAUSE:
        return Visit(last, moment)
    return Visit(before if _moment(before) else None, moment)


def followed_in(cookies: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of the states that the reader follows, each once, 30 at most."""
    text = cookies.get(FOLLOWED, "")
    found = text.split("-") if _CODES.fullmatch(text) else []
    return tuple(dict.fromkeys(found))[:_MOST]


def followed_cookie(codes: tuple[str, ...]) -> str:
    """What the browser keeps of them."""
    return "-".join(codes[:_MOST])


def annotator_in(cookies: Mapping[str, str]) -> str | None:
    """Who annotates from this browser, None where nobody has said."""
    name = unquote(cookies.get(ANNOTATOR, "")).strip()
    return name if name and name.isprintable() and len(name) <= _LONGEST_NAME else None


def annotator_cookie(name: str) -> str:
    """What the browser keeps of it."""
    return quote(name[:_LONGEST_NAME], safe="")


def _moment(words: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else None

"""What keeps foreign words from acting: addresses that may be linked, characters that may be printed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TURNS: Final = re.compile(f"[{_BIDI}]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>&|~#$!])")
_LEADING: Final = re.compile(r"^\s+")
"""Blanks that would make a block of code at the start of a line."""

_LIST_MARK: Final = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def safe_url(url: str | None) -> str | None:
    """The address where it may stand behind a link: http or https with a host, no blanks or controls."""
    if url is None or re.search(r"[\s\x00-\x20\x7f\"<>\\^`{|}]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def printable(words: str) -> str:
    """Words that cannot disturb what stands around them on a terminal.

    Control characters (escape sequences) become U+FFFD; marks that turn the direction of the text go.
    """
    return _CONTROLS.sub("\ufffd", _TURNS.sub("", words))


def markdown(words: str) -> str:
    """Words as they are in Markdown: printable, on one line, nothing taken for markup or HTML."""
    line = _LEADING.sub(" ", " ".join(printable(words).split("\n")))
    return _LIST_MARK.sub(_escaped_list_mark, _MARKDOWN.sub(r"\\\1", line))


def _escaped_list_mark(found: re.Match[str]) -> str:
    blank, mark = found.groups()
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"

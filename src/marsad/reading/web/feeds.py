"""RSS, Atom, RDF and JSON feeds → the pages they name."""

from __future__ import annotations

import datetime as dt
import io
import re
from email.utils import parsedate
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urldefrag, urljoin

import feedparser
import msgspec

from marsad.errors import MalformedError, UnreadableError
from marsad.reading.metadata import iso_day
from marsad.reading.web.listing import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LETTERS: Final = 2_000_000
"""Longest XML feed that is parsed: feedparser takes ten seconds and more for a broken one of this length."""

_LONGEST: Final = 8_000
_NO_ADDRESS: Final = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]")
_LONGEST_DAY: Final = 100
_PROBLEMS: Final = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    LookupError,
    AssertionError,
    RecursionError,
)


def entries(text: str, url: str) -> tuple[Entry, ...]:
    """The pages that an XML feed names, in its order, each once.

    Raises:
        UnreadableError: it is too long.
        MalformedError: it cannot be read.
    """
    if len(text) > MOST_LETTERS:
        raise UnreadableError(url, f"is a feed of {len(text):,} letters; at most {MOST_LETTERS:,} are read")
    # A stream: of bytes alone feedparser would try whether they are an address or a file's name.
    stream = io.BytesIO(b"<?xml version='1.0' encoding='utf-8'?>" + text.encode("utf-8", "replace"))
    try:
        found = feedparser.parse(stream, resolve_relative_uris=False, sanitize_html=False)
    except _PROBLEMS as error:  # its lenient parser trips over some broken feeds
        raise MalformedError(url, f"is a feed that cannot be read: {type(error).__name__}") from error
    return _once(((_text(entry, "link"), _day(entry)) for entry in found.entries), url)


def json_entries(text: str, url: str) -> tuple[Entry, ...]:
    """The pages that a JSON feed names.

    Raises:
        MalformedError: it cannot be read.
    """
    try:
        feed = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedError(url, f"is a JSON feed that cannot be read: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    told = (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return _once(
        ((_text(item, "url", "external_url"), _told_day(item.get("date_published"))) for item in told), url
    )


def _once(told: Iterable[tuple[str, dt.date | None]], url: str) -> tuple[Entry, ...]:
    found = (Entry(address, day) for link, day in told if (address := joined(url, link)))
    return tuple({entry.address: entry for entry in found}.values())


def joined(base: str, link: str) -> str:
    """The full address of a link, without its fragment; "" where it is none of the web."""
    try:
        address = urldefrag(urljoin(base, link.strip())).url if link.strip() else ""
    except ValueError:
        return ""
    address = address.replace(" ", "%20")
    web = address.startswith(("http://", "https://")) and len(address) <= _LONGEST
    return address if web and not _NO_ADDRESS.search(address) else ""


def _day(entry: dict[str, Any]) -> dt.date | None:
    """The day of publication, as its own offset has it, else as the parser understood it in UTC."""
    name = "published" if entry.get("published") else "updated"
    told, moment = _told_day(entry.get(name)), entry.get(f"{name}_parsed")
    return told or (dt.date(*moment[:3]) if moment and moment[0] > 0 else None)


def _told_day(value: object) -> dt.date | None:
    if not isinstance(value, str):
        return None
    try:
        parts = None if iso_day(value) else parsedate(value[:_LONGEST_DAY])
        return dt.date(*parts[:3]) if parts else iso_day(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(item: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := item.get(name), str) and value), "")

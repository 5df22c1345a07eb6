"""What an answer is: a page, or a list of pages (feed, sitemap), and what the list holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.errors import MalformedError
from marsad.reading.encodings import decoded
from marsad.reading.web.decoding import GZIP, unpacked

if TYPE_CHECKING:
    import datetime as dt

    from marsad.reading.web.decoding import Limits
    from marsad.reading.web.fetching import Answer

MOST_LISTED: Final = 50_000
"""Entries of one feed or sitemap that are read, as the protocol of sitemaps has it."""

_PROLOGUE: Final = re.compile(r"(?:\s+|<\?[^>]*>|<!--.*?-->)*", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_DTD: Final = re.compile(r"<!(?:doctype|entity)\b(?!\s+html\b)", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEEDS: Final = frozenset({"rss", "feed", "rdf"})
_MAPS: Final = frozenset({"urlset", "sitemapindex"})
_JSON_FEED: Final = re.compile(r'"version"\s*:\s*"https?://jsonfeed\.org/version/')
_HEAD: Final = 65_536
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class Entry(NamedTuple):
    """A page that a list names.

    Attributes:
        address: where it is.
        day: when it was published, where the list says so.
    """

    address: str
    day: dt.date | None = None


class Listed(NamedTuple):
    """What a list holds.

    Attributes:
        entries: pages.
        lists: further lists, of an index.
    """

    entries: tuple[Entry, ...]
    lists: tuple[str, ...] = ()


class Content(NamedTuple):
    """An answer, told apart.

    Attributes:
        kind: "page", "feed", "json feed" or "sitemap".
        body: unpacked.
        text: as decoded; of a list, without its XML declaration.
        charset: that the answer tells.
    """

    kind: str
    body: bytes
    text: str
    charset: str | None


def content_of(answer: Answer, limits: Limits) -> Content:
    """What an answer is.

    Raises:
        UnreadableError: packed beyond the limits, binary, undecodable, without a letter.
        MalformedError: XML that defines a document type, or is no page, feed or sitemap.
    """
    body = answer.body
    if body.startswith(GZIP):  # a packed sitemap
        body = unpacked(body, limits, answer.url)
    told = _CHARSET.search(answer.headers.get("content-type", ""))
    charset = told[1] if told else None
    text = decoded(body, answer.url, told=charset).text.lstrip("\ufeff")
    return Content(_kind(text, answer.url), body, text, charset)


def listed(content: Content, url: str) -> Listed:
    """What a feed or sitemap holds.

    Args:
        content: of another kind than "page".
        url: where it was found, which its addresses are relative to.

    Raises:
        MalformedError: it cannot be read.
    """
    from marsad.reading.web import feeds, sitemaps  # noqa: PLC0415 - feedparser takes 150 ms to load

    match content.kind:
        case "json feed":
            found = Listed(feeds.json_entries(content.text, url))
        case "feed":
            found = Listed(feeds.entries(_DECLARATION.sub("", content.text), url))
        case _:
            found = sitemaps.listed(_DECLARATION.sub("", content.text), url)
    return Listed(found.entries[:MOST_LISTED], found.lists)


def _kind(text: str, url: str) -> str:
    if text[:_HEAD].lstrip().startswith("{") and _JSON_FEED.search(text[:_HEAD]):
        return "json feed"
    start = _PROLOGUE.match(text)
    at = start.end() if start else 0
    if _DTD.match(text, at):
        raise MalformedError(url, "is XML that defines a document type; its entities are not read")
    root = _ROOT.match(text, at)
    name = root[1].lower() if root else ""
    if name in _FEEDS or name in _MAPS:
        return "sitemap" if name in _MAPS else "feed"
    if text[:at].lstrip().lower().startswith("<?xml") and name != "html" and not _is_html(text, at):
        raise MalformedError(url, "is XML but no page, feed or sitemap")
    return "page"


def _is_html(text: str, at: int) -> bool:
    return text[at : at + 14].lower() == "<!doctype html"

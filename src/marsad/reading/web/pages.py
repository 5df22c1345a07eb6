"""A fetched or archived page → Document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from marsad.errors import FetchError, UnreadableError
from marsad.reading.html import read_html
from marsad.reading.text import read_text
from marsad.reading.web.reservations import reservation_of
from marsad.records import Document, document_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page beside itself.

    Attributes:
        outlet: who published it; goes before what the page says.
        published: the day; goes before what the page says.
        listed: the day that a feed or sitemap tells; counts where the page does not say it.
        reserved: whether what its publisher reserves is taken all the same.
    """

    outlet: str | None = None
    published: dt.date | None = None
    listed: dt.date | None = None
    reserved: bool = False


def check_reservation(page: bytes, headers: Mapping[str, str], source: str, told: Told) -> None:
    """Refuses a page that its publisher keeps back.

    Raises:
        FetchError: it does, and nobody said to take it all the same.
    """
    why = None if told.reserved else reservation_of(page, headers)
    if why is not None:
        raise FetchError(source, f"is kept back: {why}")


def page_document(text: str, url: str, kind: str, source: str, told: Told) -> Document:
    """The article of a page.

    Args:
        text: of the page, decoded.
        url: where it was found.
        kind: its media type ("text/html"); "" where none is told.
        source: its name, for messages.
        told: what is known beside.

    Raises:
        UnreadableError: of a media type that is no page.
        MalformedError: no line of it is an article.
    """
    if kind == "text/plain":
        document = read_text(text, source=source, outlet=told.outlet, published=told.published)
    elif not kind or "html" in kind or "xml" in kind:
        document = _html_document(text, source, told)
    else:
        raise UnreadableError(source, f"is {kind[:60]}, no page of text")
    return _placed(document, url)


def _html_document(text: str, source: str, told: Told) -> Document:
    document = read_html(text, source=source, outlet=told.outlet, published=told.published)
    if told.listed is None or document.published_basis in {"stated", "metadata"}:
        return document
    return read_html(text, source=source, outlet=told.outlet, published=told.listed)


def _placed(document: Document, url: str) -> Document:
    """With its address: the one the page gives itself on the same site, else where it was found.

    The same article is met under several addresses ("?utm_source=rss"); a page of another site that claims
    to be this one is not believed.
    """
    own = document.url
    if own and _site(own) == _site(url):
        return document
    same = document_id(document.text, document.outlet, document.published, url)
    return msgspec.structs.replace(document, url=url, id=same)


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""

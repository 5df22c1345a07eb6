"""Sitemaps → the pages they name; indexes → further sitemaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from marsad.errors import MalformedError
from marsad.reading.metadata import iso_day
from marsad.reading.web.feeds import joined
from marsad.reading.web.listing import Entry, Listed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_DAYS: Final = ("publication_date", "lastmod")
"""Where a page's day stands: of a news sitemap, or the day of its last change."""

_REFERENCE: Final = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,10});?")
_CONTROLS: Final = frozenset({9, 10, 13})
_CHARACTERS: Final = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))


def listed(text: str, url: str) -> Listed:
    """What a sitemap names, each once.

    Args:
        text: without XML declaration.
        url: where it was found.

    Raises:
        MalformedError: it cannot be read.
    """
    root = safe_tree(text, url)
    try:
        return _listed(root, url)
    except UnicodeDecodeError as error:  # lxml gives out what it has mended as it is
        raise MalformedError(url, f"is XML with characters that are none: {error.reason}") from error


def _listed(root: etree._Element, url: str) -> Listed:
    if _name(root) == "sitemapindex":
        lists = (joined(url, _inner(part, "loc")) for part in _parts(root, "sitemap"))
        return Listed((), tuple(dict.fromkeys(filter(None, lists))))
    pages = ((joined(url, _inner(part, "loc")), _day(part)) for part in _parts(root, "url"))
    return Listed(tuple({address: Entry(address, day) for address, day in pages if address}.values()))


def safe_tree(text: str, url: str) -> etree._Element:
    """XML as a tree: no entities, no document type, nothing loaded from elsewhere; broken markup is mended.

    Raises:
        MalformedError: it cannot be read.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_REFERENCE.sub(_sound, text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedError(url, f"is XML that cannot be read: {error}") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise MalformedError(url, "is XML without an element, or with a document type")
    return root


def _sound(reference: re.Match[str]) -> str:
    """A reference to a character that XML has; of another one, such as half a surrogate pair, nothing."""
    code = int(reference[1][1:], 16) if reference[1][0] in "xX" else int(reference[1])
    return reference[0] if code in _CONTROLS or any(code in span for span in _CHARACTERS) else ""


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _parts(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root if _name(element) == name)


def _inner(element: etree._Element, name: str) -> str:
    """Text of the first element of a name inside, at any depth."""
    found = (inner.text or "" for inner in element.iter() if _name(inner) == name)
    return next(found, "")


def _day(part: etree._Element) -> dt.date | None:
    days = (iso_day(_inner(part, name).strip()) for name in _DAYS)
    return next((day for day in days if day is not None), None)

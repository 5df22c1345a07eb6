"""What a page's markup says of itself: title, site, author, day, address."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.reading.assemble import Facts
from marsad.reading.cleaning import inline
from marsad.reading.titles import without_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "og:article:author", "byl", "parsely-author")
_DAYS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
)
_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T\s]|$)")
_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T|$)")
_MOST_JSON = 1 << 20
_LONGEST = 300
_LONGEST_META = 2000
_MOST_NAME_WORDS = 10
_DEEPEST = 4


def facts_of(root: etree._Element, url: str | None) -> Facts:
    """What the head of a page and its JSON-LD say."""
    metas = _metas(root)
    linked = list(_json_ld(root))
    titles = [
        value for value in (_json_text(linked, "headline"), _first(metas, _TITLES), _title_tag(root)) if value
    ]
    site = _first(metas, _SITES) or _json_name(linked, "publisher")
    return Facts(
        url=url or _canonical(root, metas),
        author=_author(_json_name(linked, "author") or _first(metas, _AUTHORS), site),
        title=without_site(titles[0])[0] if titles else None,
        published=_day(_json_text(linked, "datePublished") or "") or _first_day(metas) or _time_element(root),
        site=site,
        title_site=_site_in_title(root),
        extra_titles=tuple(titles),
    )


def iso_day(value: str) -> dt.date | None:
    """The day of an ISO 8601 date or time as its own offset has it; None where it is none."""
    return _day(value)


def _metas(root: etree._Element) -> dict[str, str]:
    """Content of the meta elements by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = inline(meta.get("content") or "")
        if name and content and len(content) <= _LONGEST_META:
            found.setdefault(name.lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name][:_LONGEST] for name in names if name in metas), None)


def _first_day(metas: dict[str, str]) -> dt.date | None:
    days = (_day(metas[name]) for name in _DAYS if name in metas)
    return next((day for day in days if day is not None), None)


def _day(value: str) -> dt.date | None:
    found = _ISO.match(value) or _COMPACT.match(value)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _time_element(root: etree._Element) -> dt.date | None:
    """The day of an element that markup calls the day of publication."""
    for time in root.iter("time"):
        marked = (
            time.get("pubdate") is not None
            or "publish" in f"{time.get('itemprop')} {time.get('class')}".lower()
        )
        day = _day(time.get("datetime") or "") if marked else None
        if day is not None:
            return day
    return None


def _title_tag(root: etree._Element) -> str | None:
    title = root.find(".//title")
    text = inline("".join(title.itertext())) if title is not None else ""
    return text[:_LONGEST] or None


def _site_in_title(root: etree._Element) -> str | None:
    title = _title_tag(root)
    return without_site(title)[1] if title else None


def _canonical(root: etree._Element, metas: dict[str, str]) -> str | None:
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    address = next(filter(None, links), None) or metas.get("og:url")
    return address.strip() if address and re.match(r"https?://\S+$", address.strip()) else None


def _author(name: str | None, site: str | None) -> str | None:
    """A person or desk; addresses, system accounts and the site itself are none."""
    if not name or "://" in name or name.lower() in {"admin", "administrator", "editor", "root", "webmaster"}:
        return None
    return None if name == site or len(name.split()) > _MOST_NAME_WORDS else name


def _json_ld(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Objects of the page's JSON-LD that speak of an article; what cannot be parsed is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        try:
            value = msgspec.json.decode(text.encode()) if len(text) <= _MOST_JSON else None
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        yield from _articles(value, 0)


def _articles(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if re.search("Article|Posting|Report", str(value.get("@type", ""))):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _json_text(objects: list[dict[str, Any]], key: str) -> str | None:
    values = (value for one in objects if isinstance(value := one.get(key), str) and value.strip())
    found = next(values, None)
    return inline(found)[:_LONGEST] if found else None


def _json_name(objects: list[dict[str, Any]], key: str) -> str | None:
    for one in objects:
        value = one.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            return inline(name)[:_LONGEST]
    return None

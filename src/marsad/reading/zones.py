"""What the names of elements, classes and ids say of a part of a page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from marsad.tables import rows

SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "datalist",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
    ]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def zone_of(tag: str, classes: str, role: str) -> str:
    """The zone that an element opens, by its tag, its class and id (and itemprop, rel), and its ARIA role."""
    by_tag = _tags().get(role) or _tags().get(tag)
    words = _NOT_WORD.sub(" ", _CAMEL.sub(" ", classes).lower()).split()
    if not words:
        return by_tag or ""
    joined = f" {' '.join(words)} "
    named = next((zone for words_, zone in _classes() if words_ in joined), None)
    return named or by_tag or ""


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    table = rows("marsad.reading", "data/zones.tsv", ("name", "kind", "zone", "rank"))
    return {row["name"]: row["zone"] for row in table if row["kind"] == "tag"}


@lru_cache(maxsize=1)
def _classes() -> list[tuple[str, str]]:
    """Words of class names, padded with spaces, with their zone; the most telling first."""
    table = rows("marsad.reading", "data/zones.tsv", ("name", "kind", "zone", "rank"))
    found = [(int(row["rank"]), f" {row['name']} ", row["zone"]) for row in table if row["kind"] == "class"]
    return [(name, zone) for _, name, zone in sorted(found)]

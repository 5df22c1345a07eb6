"""Pages that their publisher keeps back: the switch by which a licence is told to machines.

Read from the head of a page, from the headers of its answer, and from the site's list
(``/.well-known/tdmrep.json``, W3C TDM Reservation Protocol). Which words count stands in
``data/reservations.tsv``.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec

from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SITE_FILE: Final = "/.well-known/tdmrep.json"
"""Where a site lists what it reserves."""

_HEADERS: Final = {"x-robots-tag": "robots", "tdm-reservation": "tdm-reservation"}
_OURS: Final = frozenset({"robots", "marsad"})
_HEAD: Final = 1 << 18
_META: Final = re.compile(rb"<meta\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(rb"""\b(name|content)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_MOST_RULES: Final = 1_000


def reservation_of(page: bytes, headers: Mapping[str, str]) -> str | None:
    """Why a page is kept back, in a clause; None where it is not.

    Args:
        page: as it was fetched.
        headers: of its answer, by lower-case name.
    """
    told = [*_told_by_headers(headers), *_told_by_metas(page)]
    return next((why for name, value in told if (why := _reason(name, value)) is not None), None)


def site_reserves(content: bytes, url: str) -> bool:
    """Whether a site's list of reservations holds for an address; the first rule that matches counts."""
    try:
        rules = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    for rule in rules[:_MOST_RULES] if isinstance(rules, list) else ():
        if isinstance(rule, dict) and _covers(rule.get("location"), path):
            return rule.get("tdm-reservation") in (1, "1")
    return False


def _told_by_headers(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for header, name in _HEADERS.items():
        for value in headers.get(header, "").split(","):
            agent, colon, rest = value.partition(":")
            if not colon:
                yield name, value
            elif agent.strip().lower() in _OURS:
                yield name, rest


def _told_by_metas(page: bytes) -> Iterator[tuple[str, str]]:
    for meta in _META.finditer(page[:_HEAD]):
        found = {key.lower(): _unquoted(value) for key, value in _ATTRIBUTE.findall(meta[1])}
        name = found.get(b"name", "").lower()
        for value in found.get(b"content", "").split(","):
            yield ("robots" if name in _OURS else name), value


def _unquoted(value: bytes) -> str:
    return html.unescape(value.strip(b"\"'").decode("latin-1"))


def _reason(name: str, value: str) -> str | None:
    return _table().get((name, value.strip().lower()))


def _covers(pattern: Any, path: str) -> bool:  # noqa: ANN401 - from a foreign file
    """Whether a pattern of a site's list covers a path; ``*`` is anything, ``$`` the end."""
    if not isinstance(pattern, str) or not pattern:
        return False
    ended, pieces = pattern.endswith("$"), pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ended or at == len(path) or (len(pieces) > 1 and path[at:].endswith(pieces[-1]))


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], str]:
    table = rows("marsad.reading", "data/reservations.tsv", ("name", "value", "why"))
    return {(row["name"], row["value"]): row["why"] for row in table}

"""Searches that a reader keeps: in a cookie of the reader's browser, nothing of them on the server."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

SAVED: Final = "searches"
FIELDS: Final = ("q", "outlet", "state", "since", "until")
"""What a search is made of, as in its address."""

_MOST: Final = 20
_MOST_BYTES: Final = 3000
_LONGEST: Final = 300
_LIST: Final = msgspec.json.Decoder(list[str])


def query_of(given: Mapping[str, str]) -> str:
    """A search as it stands in an address, its fields in one order; empty where there are no words."""
    told = {name: given[name].strip()[:_LONGEST] for name in FIELDS if given.get(name, "").strip()}
    return urlencode(told) if "q" in told else ""


def fields_of(query: str) -> dict[str, str]:
    """The fields of a search that was kept."""
    return {name: value for name, value in parse_qsl(query) if name in FIELDS}


def saved_in(cookies: Mapping[str, str]) -> tuple[str, ...]:
    """The searches that a reader keeps, each once; of a cookie that cannot be read none."""
    try:
        found = _LIST.decode(base64.urlsafe_b64decode(cookies.get(SAVED, "").encode()))
    except (binascii.Error, msgspec.DecodeError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(query for one in found if (query := query_of(fields_of(one)))))[:_MOST]


def saved_cookie(queries: tuple[str, ...]) -> str:
    """What the browser keeps of them: the last ones, as many as a cookie holds."""
    kept = list(queries[-_MOST:])
    while len(written := base64.urlsafe_b64encode(msgspec.json.encode(kept))) > _MOST_BYTES:
        kept.pop(0)
    return written.decode()

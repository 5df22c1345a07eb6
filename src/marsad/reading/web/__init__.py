"""The web, guarded: addresses → documents.

`Web` fetches pages, feeds and sitemaps. Nothing is fetched from this machine or its network, no more than the
limits allow, and nothing that a site's robots.txt or its publisher's reservation keeps back. See
``docs/reference/reading.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.reading.web.addresses import AddressRules
    from marsad.reading.web.decoding import Limits
    from marsad.reading.web.fetching import Answer, Fetcher
    from marsad.reading.web.listing import Listed
    from marsad.reading.web.settings import Settings
    from marsad.reading.web.sites import Web

__all__ = ["AddressRules", "Answer", "Fetcher", "Limits", "Listed", "Settings", "Web"]

_HOMES: Final = {
    "AddressRules": "addresses",
    "Answer": "fetching",
    "Fetcher": "fetching",
    "Limits": "decoding",
    "Listed": "listing",
    "Settings": "settings",
    "Web": "sites",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type of a lazy export is that of its home
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""The watching room: a list of feeds, asked on and on, into the archive."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.watching.feed_list import Feed, feeds_in
    from marsad.watching.rounds import Kept, Round, Watch

__all__ = ["Feed", "Kept", "Round", "Watch", "feeds_in"]

_HOMES: Final = {
    "Feed": "feed_list",
    "Kept": "rounds",
    "Round": "rounds",
    "Watch": "rounds",
    "feeds_in": "feed_list",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type of a lazy export is that of its home
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

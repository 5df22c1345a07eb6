"""The stories' room: what documents have from one another, and what they tell of one happening.

`origins_of` gives the origins of an archive, `OriginIndex` those of documents that come one by one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.stories.archived import origins_of
    from marsad.stories.citations import Citation
    from marsad.stories.duplicates import DuplicateIndex, Likeness, near_duplicates
    from marsad.stories.origins import Origin, OriginIndex, Origins, Parent
    from marsad.stories.profiles import OutletProfile, outlet_profiles

__all__ = [
    "Citation",
    "DuplicateIndex",
    "Likeness",
    "Origin",
    "OriginIndex",
    "Origins",
    "OutletProfile",
    "Parent",
    "near_duplicates",
    "origins_of",
    "outlet_profiles",
]

_HOMES: Final = {
    "archived": ("origins_of",),
    "citations": ("Citation",),
    "duplicates": ("DuplicateIndex", "Likeness", "near_duplicates"),
    "origins": ("Origin", "OriginIndex", "Origins", "Parent"),
    "profiles": ("OutletProfile", "outlet_profiles"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

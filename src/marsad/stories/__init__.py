"""The stories' room: what documents have from one another, and what they tell of one happening.

`origins_of` gives the origins of an archive, `OriginIndex` those of documents that come one by one;
`stories_of` the stories and rival accounts of an archive, `stories_told` those of any documents.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.stories.archived import counted_deeds, kept_deeds, kept_stories, origins_of, stories_of
    from marsad.stories.archived_profiles import OutletFilter, profiles_of
    from marsad.stories.citations import Citation
    from marsad.stories.contrasts import Contrast
    from marsad.stories.deeds import Counted, Deed
    from marsad.stories.duplicates import DuplicateIndex, Likeness, near_duplicates
    from marsad.stories.figure_naming import amount_words, measure_words, period_words
    from marsad.stories.origins import Origin, OriginIndex, Origins, Parent
    from marsad.stories.profiles import OutletProfile, outlet_profiles
    from marsad.stories.selection import selected
    from marsad.stories.shared_stories import Measured, SharedStory, Witnessed
    from marsad.stories.told import Coded, Stories, stories_told

__all__ = [
    "Citation",
    "Coded",
    "Contrast",
    "Counted",
    "Deed",
    "DuplicateIndex",
    "Likeness",
    "Measured",
    "Origin",
    "OriginIndex",
    "Origins",
    "OutletFilter",
    "OutletProfile",
    "Parent",
    "SharedStory",
    "Stories",
    "Witnessed",
    "amount_words",
    "counted_deeds",
    "kept_deeds",
    "kept_stories",
    "measure_words",
    "near_duplicates",
    "origins_of",
    "outlet_profiles",
    "period_words",
    "profiles_of",
    "selected",
    "stories_of",
    "stories_told",
]

_HOMES: Final = {
    "archived": ("counted_deeds", "kept_deeds", "kept_stories", "origins_of", "stories_of"),
    "archived_profiles": ("OutletFilter", "profiles_of"),
    "citations": ("Citation",),
    "contrasts": ("Contrast",),
    "deeds": ("Counted", "Deed"),
    "duplicates": ("DuplicateIndex", "Likeness", "near_duplicates"),
    "figure_naming": ("amount_words", "measure_words", "period_words"),
    "origins": ("Origin", "OriginIndex", "Origins", "Parent"),
    "profiles": ("OutletProfile", "outlet_profiles"),
    "selection": ("selected",),
    "shared_stories": ("Measured", "SharedStory", "Witnessed"),
    "told": ("Coded", "Stories", "stories_told"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

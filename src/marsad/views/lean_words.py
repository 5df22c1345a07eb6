"""Readings in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.measures.alignment import LEAST_ORIGINS, LEAST_STORIES

if TYPE_CHECKING:
    from marsad.measures import Reading
    from marsad.views.labels import Labels

_WHY: Final = {
    "no deeds": "lean.no_deeds",
    "few stories": "lean.few_stories",
    "few origins": "lean.few_origins",
    "wide interval": "lean.wide_interval",
}


def why_not(reading: Reading | None, labels: Labels) -> str:
    """Why there is no reading."""
    told = (reading.why if reading else None) or "no deeds"
    stories = labels.counted("story", reading.stories if reading else 0)
    origins = labels.counted("origin", reading.origins if reading else 0)
    return labels.text(_WHY[told], s=stories, o=origins, k=LEAST_STORIES, m=LEAST_ORIGINS)

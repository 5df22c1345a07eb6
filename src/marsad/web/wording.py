"""The words of the web pages beside those of all views: a table for each page."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.actors import country_names
from marsad.views.labels import Labels, labels_for, with_words

_PACKAGE: Final = "marsad.web"


@lru_cache
def web_labels(language: str) -> Labels:
    """The words of a language; raises as `marsad.views.labels.labels_for` does."""
    labels = labels_for(language, country_names())
    for file in word_files():
        labels = with_words(labels, _PACKAGE, file)
    return labels


def word_files() -> list[str]:
    """Names of the tables of words."""
    folder = files(_PACKAGE).joinpath("data")
    return sorted(f"data/{one.name}" for one in folder.iterdir() if one.name.startswith("words_"))

"""What a reader asked for: a page, in a language, with what stands in the address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from marsad.actors import country_names
from marsad.web.links import Links
from marsad.web.page import NotThereError, RefusedError
from marsad.web.wording import web_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from marsad.views.labels import Labels, Language
    from marsad.web.library import Library

_MOST_PAGES = 100_000


@dataclass(frozen=True)
class Asked:
    """A request, without its HTTP.

    Attributes:
        language: of the interface.
        path: of the page, without the language ("/state/KAZ").
        named: what stands in the path, by name.
        given: what stands behind the question mark; of one given twice, the last.
        library: what the pages are made from.
        followed: codes of the states that the reader follows.
        saved: searches that the reader keeps.
        last_visit: when the reader was here before this visit (ISO 8601, UTC); None for the first time.
        now: the moment of asking, UTC.
        origin: scheme and host under which it was asked ("http://127.0.0.1:8000").
        annotator: who annotates from this browser.
    """

    language: Language
    path: str
    named: Mapping[str, str]
    given: Mapping[str, str]
    library: Library
    followed: tuple[str, ...]
    saved: tuple[str, ...]
    last_visit: str | None
    now: dt.datetime
    origin: str
    annotator: str | None = None

    @cached_property
    def labels(self) -> Labels:
        """The words of the interface."""
        return web_labels(self.language)

    @property
    def links(self) -> Links:
        """Addresses in the same language."""
        return Links(self.language)

    def state(self) -> str:
        """The code of the state in the path.

        Raises:
            NotThereError: no such state.
        """
        code = self.named["code"].upper()
        if code not in country_names():
            raise NotThereError("state", words=code)
        return code

    def day(self, name: str) -> dt.date | None:
        """A day that was asked for.

        Raises:
            RefusedError: it is none.
        """
        words = self.given.get(name)
        if not words:
            return None
        try:
            return dt.date.fromisoformat(words)
        except ValueError as error:
            raise RefusedError("day", name=name, words=words) from error

    def one_of(self, name: str, allowed: Collection[str]) -> str | None:
        """A word that was asked for.

        Raises:
            RefusedError: it is not one of those allowed.
        """
        word = self.given.get(name)
        if word and word not in allowed:
            raise RefusedError("choice", name=name, words=word, allowed=", ".join(sorted(allowed)))
        return word or None

    def number(self, name: str, default: int = 1, most: int = _MOST_PAGES) -> int:
        """A whole number from 1 on that was asked for.

        Raises:
            RefusedError: it is none, or too large.
        """
        words = self.given.get(name)
        if not words:
            return default
        if not (words.isascii() and words.isdecimal() and 1 <= int(words[:9]) <= most):
            raise RefusedError("number", name=name, words=words, most=most)
        return int(words[:9])

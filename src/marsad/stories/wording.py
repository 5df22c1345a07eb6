"""The words that sentences have in common, each worth what it tells: rare words much, common ones little.

A word counts by its consonants (`marsad.languages.arabic.consonants`), so that افتتح and افتتاح are one. Its
worth is −ln p, p the share of tellings that hold it. A small archive knows little of how common words are;
so p starts from the shares of ``data/common_words.ar.tsv``, which weigh as much as `_PRIOR` tellings.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad import tables
from marsad.archive.search_text import search_terms
from marsad.languages.arabic.consonants import consonants

if TYPE_CHECKING:
    from collections.abc import Iterable

Keys = frozenset[str]

_COLUMNS: Final = ("key", "per_mille", "example")
_PRIOR: Final = 200
_UNLISTED: Final = 0.002
"""Assumed share of a word that the table does not list: less than half of the rarest that it lists."""

_LEAST_LETTERS: Final = 2
_THOUSAND: Final = 1000


def keys_of(text: str) -> Keys:
    """The words of a text as they are compared."""
    return frozenset(_keys(text))


def _keys(text: str) -> list[str]:
    return [consonants(term) for term in search_terms(text).split() if len(term) >= _LEAST_LETTERS]


class Wording:
    """What words are worth in a set of tellings.

    Args:
        tellings: the words of each.
    """

    def __init__(self, tellings: Iterable[Keys]) -> None:
        self._held: Counter[str] = Counter()
        self._n = _PRIOR
        for keys in tellings:
            self._held.update(keys)
            self._n += 1
        self._known: dict[str, float] = {}

    def worth(self, key: str) -> float:
        """Of one word, in nats."""
        if key not in self._known:
            before = _shares().get(key, _UNLISTED) * _PRIOR
            self._known[key] = -math.log((self._held[key] + before) / (self._n + before))
        return self._known[key]

    def total(self, keys: Iterable[str]) -> float:
        """Of several words; summed exactly, so that equal sets have equal sums to the last bit."""
        return math.fsum(map(self.worth, keys))

    def likeness(self, left: Keys, right: Keys) -> float:
        """The worth of what both hold as a share of the poorer one's, 0 to 1."""
        shared = left & right
        if not shared:
            return 0.0
        return self.total(shared) / min(self.total(left), self.total(right))

    def rarest(self, keys: Keys, number: int) -> list[str]:
        """The words that are worth most."""
        return sorted(keys, key=lambda key: (-self.worth(key), key))[:number]


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    found = {}
    for row in tables.rows("marsad.stories", "data/common_words.ar.tsv", _COLUMNS):
        if not row["per_mille"].isdecimal() or not 0 < int(row["per_mille"]) < _THOUSAND:
            raise row.error(f"per_mille is {row['per_mille']!r}, must be a whole number from 1 to 999")
        found[row["key"]] = int(row["per_mille"]) / _THOUSAND
    return found


def forms_of(text: str, keys: Iterable[str]) -> list[str]:
    """The words of a text that have these keys, each once, in their order."""
    wanted, found = set(keys), []
    for word in text.split():
        held = keys_of(word) & wanted
        if held:
            wanted -= held
            found.append(word.strip(_SIGNS))
    return found


_SIGNS: Final = "«»\"“”'()[].,،؛:؟!…"

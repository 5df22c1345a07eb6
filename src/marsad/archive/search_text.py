"""What search compares: words without diacritics, spelling variants, and the small words written onto them.

Arabic writes "and", "to", "in", "the", "her" onto its words, so that a search for عقوبات must find للعقوبات
and والعقوبات. `search_terms` takes these off, on the archive's side and on the asker's alike. It is light: it
knows no roots, and takes off only what data/affixes.tsv lists, never below a word's `rest`. The steps go from
the word's front inwards, one affix at a time and each judged by what remains, so that a word with an affix
ends where the word without it does. data/whole_words.tsv keeps وزير from becoming زير.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final, NamedTuple

from marsad import tables
from marsad.languages.arabic.normalise import normalised

_PACKAGE: Final = "marsad.archive"
_WORD: Final = re.compile(r"[^\W_]+")
_ARABIC: Final = re.compile(r"[\u0621-\u064A]+")
_PROBE: Final = "أإآٱابةتثجحخدذرزسشصضطظعغفقكلمنهويىئؤء مُحَمَّدٌ كـتـاب ٢٠٢٦ ۱۲ NATO Été «بيان» 1,5"


class Affix(NamedTuple):
    """Letters that may be taken off, and how many must remain."""

    letters: str
    rest: int


class Affixes(NamedTuple):
    """The table of affixes by their place in the word, longest first."""

    front: tuple[Affix, ...]
    back: tuple[Affix, ...]


def search_terms(text: str) -> str:
    """The words of a text as search compares them, parted by single spaces, in their order.

    Each is made of letters and digits alone, so that none can be taken for an operator.
    """
    words = _WORD.findall(normalised(text).text.casefold())
    return " ".join(bare for word in words if (bare := _term(word)))


@lru_cache(maxsize=262_144)
def _term(word: str) -> str:
    if not _ARABIC.fullmatch(word):
        return word
    return _without_back(_without_front(word))


def _without_front(word: str) -> str:
    """Takes one affix off the front at a time until the word is a known whole or none fits.

    Where several fit, one that leaves a known whole wins (لليبيا is ل and ليبيا), then the longest.
    """
    while not _is_whole(word):
        rests = [word[len(letters) :] for letters, rest in _affixes().front if _fits(word, letters, rest)]
        if not rests:
            break
        word = next(filter(_is_whole, rests), rests[0])
    return word


def _fits(word: str, letters: str, rest: int) -> bool:
    return word.startswith(letters) and len(word) - len(letters) >= rest


def _is_whole(word: str) -> bool:
    return _without_back(word) in _whole_words()


def _without_back(word: str) -> str:
    shorter = word
    while shorter:
        word, shorter = shorter, _one_less_at_back(shorter)
    return word


def _one_less_at_back(word: str) -> str:
    for letters, rest in _affixes().back:
        if word.endswith(letters) and len(word) - len(letters) >= rest:
            return word.removesuffix(letters)
    return ""


@lru_cache(maxsize=1)
def _affixes() -> Affixes:
    front: set[Affix] = set()
    back: set[Affix] = set()
    for row in tables.rows(_PACKAGE, "data/affixes.tsv", ("affix", "kind", "rest", "note")):
        if row["kind"] not in {"article", "proclitic", "suffix"}:
            raise row.error(f"kind is {row['kind']!r}, must be article, proclitic or suffix")
        if not row["rest"].isdecimal():
            raise row.error(f"rest is {row['rest']!r}, must be a number of letters")
        side = back if row["kind"] == "suffix" else front
        side.add(Affix(normalised(row["affix"]).text, int(row["rest"])))
    return Affixes(_longest_first(front), _longest_first(back))


def _longest_first(affixes: set[Affix]) -> tuple[Affix, ...]:
    return tuple(sorted(affixes, key=lambda affix: (-len(affix.letters), affix.letters)))


@lru_cache(maxsize=1)
def _whole_words() -> frozenset[str]:
    rows = tables.rows(_PACKAGE, "data/whole_words.tsv", ("word",))
    return frozenset(_without_back(normalised(row["word"]).text) for row in rows)


def terms_fingerprint() -> str:
    """Changes whenever `search_terms` may give other terms: by its tables or by the normalisation."""
    known = (_affixes(), sorted(_whole_words()), search_terms(_PROBE))
    return hashlib.blake2b(repr(known).encode(), digest_size=8).hexdigest()

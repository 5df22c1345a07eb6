"""The words of citing (``data/citations.ar.tsv``), and how they are found in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad import tables
from marsad.stories.outlets import may_begin_name, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

How = Literal["relays", "translates", "cites", "told", "footnote", "own", "agencies"]
Where = Literal["label", "before", "after", "head"]

_PACKAGE: Final = "marsad.stories"
_TO: Final = "ل"
_PROCLITICS: Final = ("و", "ف")
_MOST_BETWEEN: Final = 6


class Phrase(NamedTuple):
    """Words of citing: what they tell, where the name stands, and whether it must carry ل."""

    words: tuple[str, ...]
    how: How
    where: Where
    to: bool


def phrase_at(forms: list[str]) -> tuple[Phrase | None, int]:
    """The longest phrase of citing that some words begin with, and the word at which a name may begin.

    و and ف may be written onto the first word.
    """
    word = forms[0]
    for first in (word, word[1:] if word.startswith(_PROCLITICS) else ""):
        for phrase in phrases_by_word().get(first, ()):
            length = len(phrase.words)
            if phrase.words[1:] != tuple(forms[1:length]):
                continue
            start = _addressee(forms) if phrase.where == "after" else length
            if start and (not phrase.to or _goes_to(forms, start)) and _may_be_name(forms, start):
                return phrase, start
    return None, 0


def _may_be_name(forms: list[str], at: int) -> bool:
    return at < len(forms) and may_begin_name(forms[at])


def _addressee(forms: list[str]) -> int:
    """The word to whom something was said: with ل, before what was said begins; 0 for none."""
    for at, form in enumerate(forms[1 : _MOST_BETWEEN + 2], 1):
        named = _may_be_name(forms, at)
        if named or form in _said_begins():
            return at if named and form.startswith(_TO) else 0
    return 0


def _goes_to(forms: list[str], at: int) -> bool:
    return at < len(forms) and forms[at].startswith(_TO)


@lru_cache(maxsize=1)
def phrase_starts() -> re.Pattern[str]:
    """Where a phrase may begin; one regular expression is five times as fast as to look at every word."""
    phrases = [phrase for options in phrases_by_word().values() for phrase in options]
    labels = _any_of(phrase.words[0] for phrase in phrases if phrase.where == "label")
    others = _any_of(phrase.words[0] for phrase in phrases if phrase.where != "label")
    return re.compile(rf"(?<!\w)(?:[{''.join(_PROCLITICS)}]?(?:{others})(?!\w)|(?:{labels})(?:\s\w+)?\s*:)")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1)
def phrases_by_word() -> dict[str, tuple[Phrase, ...]]:
    """First word → phrases that begin with it, the longest first; with a preposition before those without."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrase_rows():
        if phrase.where != "head":
            found.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(phrases, key=lambda one: (-len(one.words), one.where != "after", not one.to)))
        for first, phrases in found.items()
    }


@lru_cache(maxsize=1)
def _said_begins() -> frozenset[str]:
    rows = tables.rows(_PACKAGE, "data/said_begins.ar.tsv", ("word",))
    return frozenset(word for row in rows for word in words_of(row["word"]))


@lru_cache(maxsize=1)
def signs() -> dict[tuple[str, ...], How]:
    """What stands alone in a byline or dateline → what it tells."""
    return {phrase.words: phrase.how for phrase in phrase_rows() if phrase.where == "head"}


def phrase_rows() -> Iterator[Phrase]:
    """The table of words of citing.

    Raises:
        DataFileError: an unknown kind or place, or no words.
    """
    for row in tables.rows(_PACKAGE, "data/citations.ar.tsv", ("words", "how", "where")):
        how = next((known for known in get_args(How) if known == row["how"]), None)
        where = next((known for known in get_args(Where) if known == row["where"]), None)
        words = words_of(row["words"])
        to = len(words) > 1 and words[-1] == _TO
        if how is None or how == "footnote":
            raise row.error(f"unknown how {row['how']!r}")
        if where is None or not words:
            raise row.error(f"unknown place {row['where']!r}" if words else "no words")
        yield Phrase(words[:-1] if to else words, how, where, to)

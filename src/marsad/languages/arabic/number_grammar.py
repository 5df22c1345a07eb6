"""How number words and digits join to a number.

A number is one or more parts, joined by و, each of a smaller scale than the one before: "مليونان وثلاثمئة ألف
وخمسة". A part is a factor and its scales ("20 مليار"), a scale alone ("ألف") or a factor alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.number_words import NumberWord, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.pieces import Piece

_DIGITS: Final = frozenset("0123456789")
_TEN: Final = 10.0
_MOST_DIGITS: Final = 24
_FEWEST: Final = 2.0
_MANY: Final = 9.0
_WEEKDAY_TWO: Final = 2.0
_TENS: Final = frozenset({"ten", "ordinal_ten"})
_SCALES: Final = frozenset({"scale", "scale_many", "scale_or_two"})
# "واحد" (one) and "وأحد" (and one) are alike in even spelling; before عشر it is the second.
_ONE_OR_AND_ONE: Final = "واحد"
_DECIMAL: Final = re.compile(r"[0-9]{1,24}\.[0-9]+")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([,٬،.])[0-9]{3})(?:\1[0-9]{3})*(?:[.,٫][0-9]+)?")


class Read(NamedTuple):
    """A number read from pieces.

    Attributes:
        low: its value, or the least it may be.
        high: its value, or the most it may be.
        after: the piece after it.
    """

    low: float
    high: float
    after: int


class _Part(NamedTuple):
    low: float
    high: float
    scale: float
    after: int


def number_at(cut: Sequence[Piece], at: int) -> Read | None:
    """The cardinal number that begins at a piece, or None."""
    part = _part(cut, at)
    if part is None:
        return None
    while (following := _joined_part(cut, part)) is not None:
        low, high = part.low + following.low, part.high + following.high
        part = _Part(low, high, following.scale, following.after)
    return Read(part.low, part.high, part.after)


def ordinal_at(cut: Sequence[Piece], at: int) -> Read | None:
    """The ordinal in words that begins at a piece, or None."""
    head = _word(cut, at)
    if head is None or head.kind not in {"ordinal", "ordinal_head"}:
        return None
    following = _word(cut, at + 1)
    if following is not None and _is_teen_tail(following):
        return Read(head.value + _TEN, head.value + _TEN, at + 2)
    if following is not None and following.joined and following.article and following.kind in _TENS:
        return Read(head.value + following.value, head.value + following.value, at + 2)
    return None if head.kind == "ordinal_head" else Read(head.value, head.value, at + 1)


@lru_cache(maxsize=4096)
def value_of_digits(written: str) -> float | None:
    """The value of a number in ASCII digits with its separators, or None for what is none ("1.2.3").

    ٬ parts thousands and ٫ decimals. A comma before exactly three digits parts thousands, else decimals; a
    point parts thousands only where it stands twice or beside a comma.
    """
    if written.isdigit():
        return float(written) if len(written) <= _MOST_DIGITS else None
    grouped = _GROUPED.fullmatch(written)
    if grouped is not None and (grouped[1] != "." or written.count(".") > 1 or "," in written):
        return float(re.sub("[,٫]", ".", written.replace(grouped[1], "")))
    plain = re.sub("[,،٫]", ".", written)
    return float(plain) if _DECIMAL.fullmatch(plain) else None


def _part(cut: Sequence[Piece], at: int) -> _Part | None:
    factor = _factor(cut, at)
    if factor is None:
        return None
    scale, after = _scales(cut, factor.after)
    word = _word(cut, at)
    if word is not None and word.kind == "fraction" and scale == 1:
        return None  # "نصف" alone is a half of something, no number
    return _Part(factor.low * scale, factor.high * scale, factor.scale * scale, after)


def _joined_part(cut: Sequence[Piece], part: _Part) -> _Part | None:
    """The part that follows with و, if it is smaller than the scale before it."""
    at = part.after
    if part.scale == 1 or at >= len(cut):
        return None
    if cut[at].text == "و":
        at += 1
    word = _word(cut, at)
    if at == part.after and (word is None or not word.joined):
        return None
    if word is not None and word.kind == "fraction":
        return _joined_fraction(cut, word, at, part.scale)
    following = _part(cut, at)
    return following if following is not None and following.high < part.scale else None


def _joined_fraction(cut: Sequence[Piece], word: NumberWord, at: int, scale: float) -> _Part:
    """A part of the scale before it: "ونصف", "ونصف المليون"."""
    named = _word(cut, at + 1)
    after = at + 2 if named is not None and named.kind == "scale" and named.value == scale else at + 1
    return _Part(word.value * scale, word.value * scale, 1, after)


def _scales(cut: Sequence[Piece], at: int) -> tuple[float, int]:
    scale = 1.0
    while (word := _word(cut, at)) is not None and word.kind in _SCALES and not word.joined:
        scale, at = scale * word.value, at + 1
    return scale, at


def _factor(cut: Sequence[Piece], at: int) -> _Part | None:
    if at < len(cut) and cut[at].text[0] in _DIGITS:
        value = value_of_digits(cut[at].text)
        return None if value is None else _Part(value, value, 1, at + 1)
    word = _word(cut, at)
    if word is None or word.kind in {"ordinal", "ordinal_head"}:
        return None
    if word.kind in {"vague", "fraction"}:
        return _Part(word.value, word.high, 1, at + 1)
    if word.kind.startswith("scale"):
        return _scale_alone(cut, word, at)
    below = _below_thousand(cut, at, word)
    return None if below is None else _Part(below[0], below[0], 1, below[1])


def _scale_alone(cut: Sequence[Piece], word: NumberWord, at: int) -> _Part:
    """A scale with no factor before it: "ألف", "ألفان", "آلاف"."""
    if word.kind == "scale_many":
        return _Part(_FEWEST * word.value, _MANY * word.value, word.value, at + 1)
    if word.kind == "scale_two":
        return _Part(word.value, word.value, word.value / 2, at + 1)
    times = 2 if word.kind == "scale_or_two" and _governs(cut, at) else 1
    return _Part(times * word.value, times * word.value, word.value, at + 1)


def _governs(cut: Sequence[Piece], at: int) -> bool:
    """Whether a noun follows that a dual could govern: "مليونا دولار" are two, "مليوناً ونصف" is one."""
    following = cut[at + 1].text if at + 1 < len(cut) else ""
    return following[:1].isalpha() and following[0] != "و"


def _below_thousand(cut: Sequence[Piece], at: int, word: NumberWord) -> tuple[float, int] | None:
    if word.kind == "hundred":
        return _after_hundred(cut, word.value, at + 1)
    if word.kind in {"unit", "teen_head"} and 0 < word.value < _TEN:
        compound = _compound(cut, at, word)
        if compound is not None:
            return compound
        if word.article and word.value == _WEEKDAY_TWO:
            return None  # "الاثنين" is Monday
    return None if word.kind == "teen_head" else (word.value, at + 1)


def _compound(cut: Sequence[Piece], at: int, unit: NumberWord) -> tuple[float, int] | None:
    """Teens ("اثنا عشر"), units with tens ("خمسة وعشرون") and hundreds in two words ("ثلاث مئة")."""
    following = _word(cut, at + 1)
    if following is None:
        return None
    if _is_teen_tail(following):
        return unit.value + _TEN, at + 2
    if following.joined and following.kind in _TENS:
        return unit.value + following.value, at + 2
    if following.kind == "hundred" and following.value == _TEN**2 and not following.joined:
        return _after_hundred(cut, unit.value * following.value, at + 2)
    return None


def _after_hundred(cut: Sequence[Piece], hundreds: float, at: int) -> tuple[float, int]:
    word, following = _word(cut, at), _word(cut, at + 1)
    if cut[at : at + 1] and cut[at].text == _ONE_OR_AND_ONE and following and _is_teen_tail(following):
        return hundreds + 1 + _TEN, at + 2
    if word is None or not word.joined or word.kind not in {"unit", "ten", "teen_head", "ordinal_ten"}:
        return hundreds, at
    rest = _below_thousand(cut, at, word)
    return (hundreds, at) if rest is None else (hundreds + rest[0], rest[1])


def _is_teen_tail(word: NumberWord) -> bool:
    return word.kind == "unit" and word.value == _TEN and not word.joined and not word.article


def _word(cut: Sequence[Piece], at: int) -> NumberWord | None:
    return number_words().get(cut[at].text) if at < len(cut) else None

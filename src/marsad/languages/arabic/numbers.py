"""Numbers as the Arabic press writes them: in digits, in words, and in both at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.normalise import normalised, raw_span
from marsad.languages.arabic.number_grammar import number_at, ordinal_at
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.number_grammar import Read
    from marsad.languages.arabic.pieces import Piece

_MORE: Final = frozenset({"اكثر من", "ازيد من", "يزيد علي", "يزيد عن", "تزيد علي", "تزيد عن"})
_MORE_WORDS: Final = frozenset({"يفوق", "تفوق", "يتجاوز", "تتجاوز", "تجاوز", "تجاوزت", "فوق"})
_LESS: Final = frozenset({"اقل من", "يقل عن", "تقل عن", "ما دون"})
_PER_CENT: Final = frozenset({"بالميه", "بالمايه", "%", "٪"})
_HUNDRED: Final = frozenset({"الميه", "المايه"})


class Number(NamedTuple):
    """A number of the text.

    Attributes:
        value: the number; for a vague one ("عشرات الآلاف") its low end. A percentage keeps its own figure:
            60 for "60 في المئة".
        low: the least it may be, where it is vague or "more than"; else None.
        high: the most it may be, where it is vague or "less than"; else None.
        start: where it begins in the text, in code points.
        end: where it ends, with the words or the sign that make it a percentage.
    """

    value: float
    low: float | None
    high: float | None
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """The cardinal numbers of a text, in order; ordinals and dates in digits are left out."""
    even = normalised(text)
    cut = pieces(even.text)
    found: list[Number] = []
    at = 0
    while at < len(cut):
        ordinal = ordinal_at(cut, at)
        read = number_at(cut, at) if ordinal is None else None
        if read is None:
            at = at + 1 if ordinal is None else ordinal.after
            continue
        end = _end_of_percentage(cut, read.after)
        span = raw_span(even, _start(cut[at]), cut[end - 1].end)
        found.append(Number(read.low, *_bounds(cut, at, read), *span))
        at = end
    return found


def ordinals(text: str) -> list[Number]:
    """The ordinals of a text that are written in words with the article: "الثاني عشر", "الحادية والعشرين"."""
    even = normalised(text)
    cut = pieces(even.text)
    found: list[Number] = []
    at = 0
    while at < len(cut):
        read = ordinal_at(cut, at)
        if read is not None:
            span = raw_span(even, _start(cut[at]), cut[read.after - 1].end)
            found.append(Number(read.low, None, None, *span))
        at = at + 1 if read is None else read.after
    return found


def _start(piece: Piece) -> int:
    """Where the number begins: after the conjunction."""
    word = number_words().get(piece.text)
    return piece.start if word is None else piece.start + word.lead


def _end_of_percentage(cut: Sequence[Piece], after: int) -> int:
    following = [piece.text for piece in cut[after : after + 2]]
    if following and following[0] in _PER_CENT:
        return after + 1
    return after + 2 if following[:1] == ["في"] and following[1:] and following[1] in _HUNDRED else after


def _bounds(cut: Sequence[Piece], at: int, read: Read) -> tuple[float | None, float | None]:
    if read.low != read.high:
        return read.low, read.high
    before = [piece.text for piece in cut[max(0, at - 2) : at]]
    phrase = " ".join(before).removeprefix("و")
    if phrase in _MORE or (before and before[-1].removeprefix("و") in _MORE_WORDS):
        return read.low, None
    return (None, read.high) if phrase in _LESS else (None, None)

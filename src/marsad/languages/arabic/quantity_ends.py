"""One end of a quantity: a number, or a fraction of something, with what tells its kind.

Numbers that are part of a name ("إف-16", "5+1"), of a score or of a clock time are no ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.number_grammar import number_at, ordinal_at
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.quantity_words import run_after, run_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.pieces import Piece
    from marsad.languages.grammar import QuantityKind

_HUNDRED: Final = 100.0
_PERCENT_SIGNS: Final = frozenset({"%", "٪"})
_BINDING: Final = frozenset("-–:/+.")
_ARTICLE: Final = "ال"
_PROCLITICS: Final = frozenset({"و", "ب", "ل", "ف", "ك", "ال", "بال", "لل", "وال", "وب", "ول", "فال"})
_KINDS: Final[dict[str, QuantityKind]] = {
    "percent": "percent",
    "points": "points",
    "basis_points": "basis points",
    "times": "times",
}
_KIND_WORDS: Final = frozenset(_KINDS)
_SPECIALS: Final[dict[str, tuple[float, QuantityKind]]] = {
    "three_quarters": (75, "fraction"),
    "thirds": (200 / 3, "fraction"),
    "two_points": (2, "points"),
    "twice": (2, "times"),
}
_SPECIAL_WORDS: Final = frozenset(_SPECIALS)
_DEFINITE_FRACTION: Final = frozenset({"definite_fraction"})


class End(NamedTuple):
    """A number in a text.

    Attributes:
        low: its value, or the least it may be.
        high: its value, or the most it may be.
        at: its first piece.
        after: the piece after it and after what tells its kind.
        scale: power of a thousand that its last words give it.
        kind: as in `Quantity`.
        definite: it carries the article.
    """

    low: float
    high: float
    at: int
    after: int
    scale: float = 1
    kind: QuantityKind = "count"
    definite: bool = False


def end_at(cut: Sequence[Piece], at: int, *, after_dash: bool = False) -> End | None:
    """The number or fraction that begins at a piece, or None; ``after_dash``: as the end of a range."""
    if (not after_dash and _is_bound_before(cut, at)) or ordinal_at(cut, at) is not None:
        return None
    special = _special(cut, at)
    if special is not None:
        return special
    read = number_at(cut, at)
    if read is None or _is_bound_after(cut, read.after):
        return None
    end = End(read.low, read.high, at, read.after, _scale(cut, at, read.after), "count", _definite(cut, at))
    return _with_kind(cut, end)


def _with_kind(cut: Sequence[Piece], end: End) -> End:
    found = run_after(cut, end.after, _KIND_WORDS)
    if found is not None:
        return end._replace(after=end.after + found.length, kind=_KINDS[found.kind], definite=False)
    if end.at and cut[end.at - 1].text in _PERCENT_SIGNS and _touches(cut, end.at):
        return end._replace(kind="percent", definite=False)
    return end


def _is_bound_before(cut: Sequence[Piece], at: int) -> bool:
    """Whether a piece is written onto what stands before it: "إف-16", "F16", "14:30", no proclitic."""
    if not at or not _touches(cut, at) or not cut[at].text[0].isdigit():
        return False
    before = cut[at - 1].text
    return before in _BINDING or (before[-1].isalpha() and before not in _PROCLITICS)


def _is_bound_after(cut: Sequence[Piece], after: int) -> bool:
    """Whether a number runs on into another: "5+1", "14:30", "1-0"; an ascending "12-18" is a range."""
    if after + 1 >= len(cut) or not _touches(cut, after) or cut[after].text not in _BINDING:
        return False
    following = number_at(cut, after + 1)
    if following is None or not _touches(cut, after + 1) or cut[after].text == ".":
        return False
    before = number_at(cut, after - 1)
    return cut[after].text not in "-–" or before is None or following.high <= before.low


def _touches(cut: Sequence[Piece], at: int) -> bool:
    return cut[at - 1].end == cut[at].start


def _definite(cut: Sequence[Piece], at: int) -> bool:
    word = number_words().get(cut[at].text)
    if word is not None:
        return word.article and word.kind not in ("vague", "scale_many")
    return bool(at) and cut[at - 1].text.endswith(_ARTICLE) and _touches(cut, at)


def _scale(cut: Sequence[Piece], at: int, after: int) -> float:
    first = number_words().get(cut[at].text)
    if after == at + 1:  # "مليارا" is a scale by itself, and its dual two of it
        alone = first is not None and first.kind in ("scale", "scale_two", "scale_or_two")
        return (first.value / (2 if first.kind == "scale_two" else 1)) if first and alone else 1
    scale = 1.0
    for piece in reversed(cut[at + 1 : after]):
        word = number_words().get(piece.text)
        if word is None or not word.kind.startswith("scale") or word.joined:
            break
        scale *= word.value
    return scale


def _special(cut: Sequence[Piece], at: int) -> End | None:
    """Fractions of something, "twice what …", and two percentage points."""
    found = run_after(cut, at, _SPECIAL_WORDS)
    if found is None:
        return _fraction(cut, at)
    value, kind = _SPECIALS[found.kind]
    length = 1 if found.kind == "twice" else found.length
    return End(value, value, at, at + length, 1, kind)


def _fraction(cut: Sequence[Piece], at: int) -> End | None:
    word = number_words().get(cut[at].text)
    following = cut[at + 1].text if at + 1 < len(cut) else ""
    if word is None or word.article or not following[:1].isalpha() or following in number_words():
        return None
    if word.kind == "fraction":
        return End(_HUNDRED * word.value, _HUNDRED * word.value, at, at + 1, 1, "fraction")
    if run_before(cut, at + 1, _DEFINITE_FRACTION) and following.startswith(_ARTICLE):
        return End(_HUNDRED / word.value, _HUNDRED / word.value, at, at + 1, 1, "fraction")
    return None

"""Quantities as the Arabic press tells them: numbers with "about" and "at least", shares, ranges.

Ordinals, clock times and the numbers inside names and scores are left out. What a quantity is of, the rooms
above tell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.number_grammar import ordinal_at
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.pieces import pieces_of
from marsad.languages.arabic.quantity_ends import End, end_at
from marsad.languages.arabic.quantity_words import quantity_words, run_after, run_before
from marsad.languages.grammar import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.pieces import Piece
    from marsad.languages.grammar import Token

_DASHES: Final = frozenset("-–—")
_AND: Final = "و"
_DIGIT: Final = re.compile("[0-9٠-٩۰-۹]")
_AROUND: Final = 10
_EXCEEDS_WITHIN: Final = 3
_MORE_WITHIN: Final = 6
_ABOUT_WITHIN: Final = 4
_HEDGED_WITHIN: Final = 4
_HEDGES: Final = frozenset({"about", "least", "most"})
_AFTER: Final = {"about_after": "about", "at_least_after": "least", "at_most_after": "most"}
_AFTER_WORDS: Final = frozenset(_AFTER)
_BETWEEN, _TO, _FROM = frozenset({"between"}), frozenset({"to"}), frozenset({"from"})
_EXCEED, _THAN, _MORE = frozenset({"exceed"}), frozenset({"than"}), frozenset({"more"})


class _Range(NamedTuple):
    """Two ends, and whether they may also be a state before and one after ("from 3 to 5")."""

    first: End
    second: End
    of_states: bool


class _Hedge(NamedTuple):
    """What stands before a number: its first piece, and which of "about", "least", "most" it tells."""

    start: int
    told: frozenset[str]


def counting(text: str, forms: Sequence[str]) -> list[int]:
    """Words at which a quantity may begin; quick, so that a sentence without any costs next to nothing.

    Args:
        text: the sentence as it stands.
        forms: the forms of its tokens.
    """
    words = _counting_words()
    if words.isdisjoint(forms) and _DIGIT.search(text) is None:
        return []
    return [at for at, form in enumerate(forms) if form in words or form[-1].isdigit() or form[0].isdigit()]


@lru_cache(maxsize=1)
def _counting_words() -> frozenset[str]:
    first = (run[0] for kind in ("thirds", "twice", "two_points") for run in quantity_words()[kind])
    return frozenset(number_words()).union(first)


def quantities(tokens: Sequence[Token], beginning: Sequence[int]) -> list[Quantity]:
    """The quantities of a sentence, in order, none overlapping.

    Args:
        tokens: its tokens.
        beginning: those of them at which one may begin, some of what `counting` gives.
    """
    if not beginning:
        return []
    first, last = max(0, beginning[0] - _AROUND), beginning[-1] + _AROUND
    cut = pieces_of(tokens[first:last])  # what lies further off tells nothing of a number
    starts = frozenset(at for index in beginning for at in range(tokens[index].start, tokens[index].end))
    found: list[Quantity] = []
    at = 0
    for index in [at for at, piece in enumerate(cut) if piece.start in starts]:
        end = end_at(cut, index) if index >= at else None
        if end is None:
            at = max(at, _after_ordinal(cut, index))
            continue
        hedge = _hedge(cut, end.at)
        pair = _range(cut, end, hedge.start)
        found.append(_of_range(cut, pair, hedge) if pair else _of_end(cut, end, hedge))
        at = pair.second.after if pair else end.after
    return found


def _after_ordinal(cut: Sequence[Piece], at: int) -> int:
    ordinal = ordinal_at(cut, at)
    return at if ordinal is None else ordinal.after


def _range(cut: Sequence[Piece], first: End, hedge: int) -> _Range | None:
    """The two ends of "between 10 and 15", "from 3 to 5", "3-5", "three or four"."""
    after = first.after
    if run_before(cut, hedge, _BETWEEN):
        joiner = int(after < len(cut) and cut[after].text == _AND)
        return _pair(cut, first, after + joiner, of_states=False)
    to = run_after(cut, after, _TO)
    if to is not None:
        of_states = run_before(cut, hedge, _FROM) is not None
        return _pair(cut, first, after + to.length, of_states=of_states)
    if after < len(cut) and cut[after].text in _DASHES:
        return _pair(cut, first, after + 1, of_states=False)
    return None


def _pair(cut: Sequence[Piece], first: End, at: int, *, of_states: bool) -> _Range | None:
    second = _second_end(cut, at)
    if second is None or first.kind not in ("count", second.kind):
        return None
    first = _with_shared_scale(first, second)
    first = first._replace(kind=second.kind) if first.kind == "count" else first
    if first.low < second.high or of_states:
        return _Range(first, second, of_states)
    return None


def _second_end(cut: Sequence[Piece], begin: int) -> End | None:
    """The end of a range that begins here, with a hedge of its own or none ("to less than 2000")."""
    for at in range(begin, min(len(cut), begin + _HEDGED_WITHIN)):
        end = end_at(cut, at, after_dash=cut[begin - 1].text in _DASHES)
        if end is not None:
            return end if _hedge(cut, at).start <= begin else None
    return None


def _with_shared_scale(first: End, second: End) -> End:
    """The first end with the scale that stands only behind the second: "between 10 and 15 million"."""
    scale = second.scale
    if first.scale == 1 and scale > 1 and first.low * scale < second.high:
        return first._replace(low=first.low * scale, high=first.high * scale)
    return first


def _of_range(cut: Sequence[Piece], pair: _Range, hedge: _Hedge) -> Quantity:
    opening = run_before(cut, hedge.start, _FROM if pair.of_states else _BETWEEN)
    start = hedge.start - (opening.length if opening else 0)
    ends = (pair.first, pair.second)
    parts = tuple(_of_end(cut, end, _hedge(cut, end.at)) for end in ends) if pair.of_states else ()
    if pair.of_states:
        parts = (parts[0]._replace(kind=pair.first.kind), parts[1])
    begin, end = _span(cut, start, pair.second.after)
    low, high = pair.first.low, pair.second.high
    number = _span(cut, pair.first.at, pair.second.after)[0]
    return Quantity(begin, number, end, (low + high) / 2, low, high, True, pair.second.kind, parts=parts)


def _of_end(cut: Sequence[Piece], end: End, hedge: _Hedge) -> Quantity:
    told = hedge.told | _told_after(cut, end.after) | _told_by_a_verb(cut, hedge.start)
    vague = end.low != end.high
    low = end.low if vague or "least" in told else None
    high = end.high if vague or "most" in told else None
    begin, stop = _span(cut, hedge.start, end.after)
    number = _span(cut, end.at, end.after)[0]
    return Quantity(begin, number, stop, end.low, low, high, bool(told) or vague, end.kind, end.definite)


def _hedge(cut: Sequence[Piece], at: int) -> _Hedge:
    """What stands right before a number, two words of it at most ("more than about")."""
    if at and cut[at - 1].text in ("ب", "ال"):
        at -= 1
    start, told = at, frozenset[str]()
    for _ in range(2):
        found = run_before(cut, start, _HEDGES)
        if found is None:
            break
        start, told = start - found.length, told | {found.kind}
    return _Hedge(start, told)


def _told_after(cut: Sequence[Piece], after: int) -> frozenset[str]:
    """What follows the number or its noun: "تقريباً", "على الأقل"."""
    for at in range(after, min(len(cut), after + _ABOUT_WITHIN)):
        if not cut[at].text[0].isalpha() or cut[at].text in number_words():
            break
        found = run_after(cut, at, _AFTER_WORDS)
        if found is not None:
            return frozenset((_AFTER[found.kind],))
    return frozenset()


def _told_by_a_verb(cut: Sequence[Piece], start: int) -> frozenset[str]:
    """A verb of exceeding a little before: "تفوق قيمتها 14 ملياراً", "تزيد مساحة البلاد على مليون"."""
    near = range(max(0, start - _EXCEEDS_WITHIN), start)
    if any(run_after(cut, at, _EXCEED) for at in near):
        return frozenset(("least",))
    if run_before(cut, start, _THAN):
        further = range(max(0, start - _MORE_WITHIN), start - 1)
        if any(run_after(cut, at, _MORE) for at in further):
            return frozenset(("least",))
    return frozenset()


def _span(cut: Sequence[Piece], at: int, after: int) -> tuple[int, int]:
    """Offsets of pieces ``at`` to ``after``, without a conjunction on the first."""
    word = number_words().get(cut[at].text)
    return cut[at].start + (word.lead if word else 0), cut[after - 1].end

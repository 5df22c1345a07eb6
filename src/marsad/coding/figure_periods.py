"""The time that a figure holds for: a year, a month, a stretch of them, or a rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.figure_tables import RATES

if TYPE_CHECKING:
    from marsad.coding.figure_units import Count
    from marsad.coding.figure_words import Words
    from marsad.languages.grammar import TimeExpression

_DATED: Final = frozenset({"absolute", "relative", "range"})
_RATE_WITHIN: Final = 6


def period_of(words: Words, count: Count) -> str | None:
    """As "2023", "2023-05", "2022/2023", "per year"; None where no year, month or rate is told."""
    return _rate(words, count) or _dated(words, count)


def _rate(words: Words, count: Count) -> str | None:
    part = words.part_around(count.first)
    behind = range(count.last, min(part[-1] + 1, count.last + _RATE_WITHIN))
    before = range(max(part[0], count.first - _RATE_WITHIN), count.first)
    for span in (behind, before):
        for rate in RATES:
            if words.cue_in(rate, span) is not None:
                return rate
    return None


def _dated(words: Words, count: Count) -> str | None:
    here, tokens, part = count.quantity.number, words.scene.tokens, words.part_around(count.first)
    near = range(tokens[part[0]].start, tokens[part[-1]].end)
    long = [time for time in words.scene.times if time.start in near and _is_long(words, time)]
    nearest = min(long, key=lambda time: abs(time.start - here), default=None)
    if nearest is None:
        return None
    ends = (nearest.date, nearest.end_date)
    return "/".join(day for day in ends if day)


def _is_long(words: Words, time: TimeExpression) -> bool:
    """Whether it tells years or months that a figure may hold for; "ten years ago" is only compared with."""
    scene = words.scene
    opening = scene.language.even(time.text).split()[:1]
    if time.kind not in _DATED or not scene.cues.ago.isdisjoint(opening):
        return False
    ends = [day for day in (time.date, time.end_date) if day]
    return bool(ends) and all(len(day) <= len("2024-05") for day in ends)

"""Time expressions of the Arabic press, worked out against the day of publication.

See docs/reference/dates.md for what is understood, what is not, and the conventions.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic import day_rules, length_rules, stretch_rules
from marsad.languages.arabic.date_guards import is_measure_of_record, is_trap, looks_ahead
from marsad.languages.arabic.date_patterns import Shape, shapes
from marsad.languages.arabic.date_reading import Phrase, Rule, Setting
from marsad.languages.arabic.date_values import VAGUE, Direction, Precision, Stretch
from marsad.languages.arabic.normalise import Normalised, normalised_sentence, raw_span
from marsad.languages.arabic.pieces import pieces
from marsad.languages.arabic.time_lexicon import time_lexicon
from marsad.languages.arabic.time_marks import Mark, marks
from marsad.languages.grammar import TimeExpression

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r"[^\W\d_]+")
_FIGURE: Final = re.compile(r"[0-9]")
# Four figures that may be a year, or a day and month in figures.
_FIGURES: Final = re.compile(
    r"(?<![0-9])(?:1[0-9]|2[012])[0-9]{2}(?![0-9])|[0-9][/.-][0-9]{1,2}[/.-][0-9]{2}"
)
_AUGUST: Final = "آب"
_BOUND_DIRECTIONS: Final[dict[str, Direction]] = {"g": "future", "a": "near", "B": "near", "s": "past"}


def time_expressions(
    text: str, published: dt.date | None, previous: dt.date | None = None, grain: Precision = "day"
) -> list[TimeExpression]:
    """The time expressions of a sentence, in order, without overlap.

    Args:
        text: a sentence as it stands.
        published: the day that "اليوم" means; with None, relative expressions have no date.
        previous: the day of the act that the sentence before tells, for "في اليوم التالي"; may be None.
        grain: how exactly that day is known: of a year the first of January stands for it.
    """
    even = normalised_sentence(text)
    if not _may_hold_time(even.text):
        return []
    found = _marks(text, even)
    expressions: list[TimeExpression] = []
    told = _Told(previous, grain)
    for shape in shapes("".join([mark.letter for mark in found])):
        value = None if is_trap(found, shape) else _value(found, shape, published, told)
        if value is not None:
            told = _told(value) or told
            begin = shape.start - len(shape.bound)
            start, end = raw_span(even, found[begin].start, found[shape.end - 1].end)
            expressions.append(_expression(text, start, end, value))
    return expressions


def _marks(text: str, even: Normalised) -> list[Mark]:
    found = marks(pieces(even.text))
    if _AUGUST not in text:
        return found
    # In even spelling August is the word "father"; written with its madda it is August beyond doubt.
    return [
        mark._replace(bare=True)
        if mark.text == "اب" and text[raw_span(even, mark.start, mark.end)[0]] == "آ"
        else mark
        for mark in found
    ]


def _may_hold_time(even: str) -> bool:
    if not _triggers().isdisjoint(_WORD.findall(even)):
        return True
    return _FIGURE.search(even) is not None and _FIGURES.search(even) is not None


@lru_cache(maxsize=1)
def _triggers() -> frozenset[str]:
    return time_lexicon().triggers


class _Told(NamedTuple):
    """The day that "في اليوم التالي" counts from."""

    day: dt.date | None
    grain: Precision


def _told(value: Stretch) -> _Told | None:
    """The day that an expression gives to those after it in the sentence, if it dates an act itself."""
    if value.first is None or value.kind in {"duration", "vague"}:
        return None
    if value.last is not None:
        return _Told(None, "day")  # which day of the stretch is not told
    day = dt.date(value.first.year, value.first.month or 1, value.first.day or 1)
    return _Told(day, value.first.precision)


def _value(found: Sequence[Mark], shape: Shape, published: dt.date | None, told: _Told) -> Stretch | None:
    bound = _bound(found, shape)
    if "s" in {bound, found[shape.start].letter} and is_measure_of_record(found, shape.start - len(bound)):
        return VAGUE
    direction = _BOUND_DIRECTIONS.get(bound, "likely")
    if direction == "likely" and looks_ahead(found, shape.start, shape.end):
        direction = "future"
    after = found[shape.end] if shape.end < len(found) else None
    parts = {name: found[start:end] for name, (start, end) in shape.parts.items()}
    phrase = Phrase(
        found[shape.start : shape.end], parts, after.letter if after else "", after.text if after else ""
    )
    value = _rules()[shape.rule](phrase, Setting(published, told.day, direction, told.grain))
    if value is not None and not _is_in_calendar(value):
        return VAGUE
    return value if value is None or not bound else _bounded(value, bound)


def _is_in_calendar(value: Stretch) -> bool:
    """Whether the years of a value can be told: the autumn before the year 1 cannot."""
    days = (day for day in (value.first, value.last) if day is not None)
    return all(dt.MINYEAR <= day.year <= dt.MAXYEAR for day in days)


def _bound(found: Sequence[Mark], shape: Shape) -> str:
    # "بنهاية العام" is a deadline like "بحلول نهاية العام".
    opening = found[shape.start]
    is_deadline = not shape.bound and opening.letter == "L" and opening.prefix == "ب"
    return "g" if is_deadline else shape.bound[:1]


def _bounded(value: Stretch, bound: str) -> Stretch:
    """A value seen through "منذ", "حتى", "قبل" or "بعد": what lies beyond the bound is not told."""
    if value.first is None or value.kind in {"duration", "vague"}:
        return value
    if bound in {"s", "a"}:
        return Stretch(value.first, None, "range")
    if bound == "E":
        return Stretch(None, None, "vague")
    return Stretch(None, value.last or value.first, "range")


def _expression(text: str, start: int, end: int, value: Stretch) -> TimeExpression:
    date = None if value.first is None else value.first.iso()
    last = None if value.last is None else value.last.iso()
    precision: Precision = "unknown" if value.first is None else value.first.precision
    return TimeExpression(start, end, date, last, precision, value.kind, text[start:end])


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return {
        "two_calendars": day_rules.two_calendars,
        "day_range": day_rules.day_range,
        "numeric_range": day_rules.numeric_range,
        "day": day_rules.day,
        "hijri_day": day_rules.hijri_day_rule,
        "day_of_month": day_rules.day_of_month,
        "numeric": day_rules.numeric,
        "numeric_day_month": day_rules.numeric_day_month,
        "weekday_range": day_rules.weekday_range,
        "weekday": day_rules.weekday,
        "day_word": day_rules.day_word,
        "anniversary": length_rules.anniversary,
        "that_after": length_rules.that_after,
        "last_units": length_rules.last_units,
        "ago": length_rules.ago,
        "after_length": length_rules.after_length,
        "within": length_rules.within,
        "lasting": length_rules.lasting,
        "some_units": length_rules.some_units,
        "anaphor": length_rules.anaphor,
        "part": stretch_rules.part,
        "year_range": stretch_rules.year_range,
        "hijri_year": stretch_rules.hijri_year,
        "month_range": stretch_rules.month_range,
        "hijri_month": stretch_rules.hijri_month_rule,
        "month": stretch_rules.month,
        "decade": stretch_rules.decade,
        "century": stretch_rules.century,
        "season": stretch_rules.season,
        "unit": stretch_rules.unit_rule,
        "year": stretch_rules.year_rule,
    }

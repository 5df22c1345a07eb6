"""Values of expressions that name a month, a year or a stretch of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.date_reading import Phrase, Setting, adjective, first, year
from marsad.languages.arabic.date_values import (
    UNRESOLVED,
    VAGUE,
    Point,
    Stretch,
    chosen,
    hijri_month,
    hijri_year_of,
    last_day,
    moved,
    nearest_month,
    valid_day,
    week,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.time_marks import Mark

_MONTHS: Final = 12
_SEASON: Final = 3
_HALF: Final = 6
_HALF_MONTH: Final = 15
_TWENTIES: Final = 1920
_DECADE_YEARS: Final = 9
_CENTURY: Final = 100
_WIDEST: Final = 300
_STEPS: Final = {"A": -1, "C": 0, "F": 1}


def month(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "يناير 2022", "أغسطس الماضي", "مطلع مارس"; two names of different months are a range."""
    names = [mark for mark in phrase.marks if mark.letter == "M"]
    if names[0].number != names[-1].number:
        return _range_of_months(names[:1], [*names[1:], *phrase.marks], setting)
    found, absolute = _month(phrase.marks, setting)
    return UNRESOLVED if found is None else Stretch(found, None, "absolute" if absolute else "relative")


def month_range(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بين يناير ومارس 2024"."""
    return _range_of_months(*phrase.pairs("a", "b", "c", "d", "g", "h"), setting)


def year_rule(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "عام 2023", "منذ 2015"."""
    told = year(phrase.marks, setting)
    return None if told.value is None else Stretch(Point(told.value), None, "absolute")


def year_range(phrase: Phrase, _setting: Setting) -> Stretch | None:
    """Of "بين عامي 2015 و2019", "2015-2019"."""
    opening, closing = phrase.pairs("a", "b", "c", "d", "g", "h", "i", "j")
    start, end = int(opening[0].number), int(closing[0].number)
    return Stretch(Point(start), Point(end), "range") if start < end < start + _WIDEST else None


def hijri_year(phrase: Phrase, _setting: Setting) -> Stretch | None:
    """Of "عام 1445هـ": from its first day to its last."""
    figures = first(phrase.marks, "Y")
    opening = None if figures is None else hijri_month(int(figures.number), 1)
    closing = None if figures is None else hijri_month(int(figures.number), _MONTHS)
    return None if opening is None or closing is None else Stretch(opening[0], closing[1], "range")


def hijri_month_rule(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "رمضان 1445", "شهر رمضان الماضي": from its first day to its last."""
    name, figures = first(phrase.marks, "H"), first(phrase.marks, "Y")
    if name is None:
        return None
    if figures is not None:
        span = hijri_month(int(figures.number), int(name.number))
        return None if span is None else Stretch(*span, "range")
    return _hijri_month_near(int(name.number), phrase.marks, setting)


def decade(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "تسعينيات القرن الماضي"; "العشرينيات" alone may be those of two centuries."""
    word = first(phrase.marks, "c")
    if word is None or (word.number == _TWENTIES and first(phrase.marks, "k") is None):
        return VAGUE
    start = int(word.number) + (_CENTURY if first(phrase.marks, "C") else 0)
    if first(phrase.marks, "A") and setting.published is not None:
        start = (setting.published.year - 1) // _CENTURY * _CENTURY - _CENTURY + start % _CENTURY
    return Stretch(Point(start), Point(start + _DECADE_YEARS), "vague")


def century(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "القرن الماضي", "القرن التاسع عشر"."""
    told = first(phrase.marks, "ON")
    if told is not None:
        number = int(told.number)
    elif setting.published is None:
        return VAGUE
    else:
        step = next(_STEPS[mark.letter] for mark in phrase.marks if mark.letter in _STEPS)
        number = (setting.published.year - 1) // _CENTURY + 1 + step
    if not 1 <= number <= dt.date.max.year // _CENTURY:
        return None
    return Stretch(Point((number - 1) * _CENTURY + 1), Point(number * _CENTURY), "vague")


def season(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "صيف 2022", "الخريف الماضي": the year alone, since the press means no certain months."""
    told = year(phrase.marks, setting)
    name = first(phrase.marks, "G")
    if told.told:
        found = None if told.value is None else Point(told.value)
        kind = Stretch(found, None, "absolute" if told.absolute else "relative")
        return UNRESOLVED if found is None else kind
    if name is None or setting.published is None:
        return UNRESOLVED
    direction = adjective(phrase.marks) or "current"
    begun = nearest_month(int(name.number), setting.published, "after" if direction == "after" else "past")
    if begun is None:
        return UNRESOLVED
    months_since = (
        (setting.published.year - begun.year) * _MONTHS + setting.published.month - int(name.number)
    )
    return Stretch(Point(begun.year - (direction == "before" and months_since < _SEASON)), None, "relative")


def part(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "الربع الأول من 2024", "النصف الثاني من العام الجاري", "النصف الأول من أكتوبر"."""
    name, ordinal = first(phrase.marks, "R"), first(phrase.marks, "O")
    if name is None:
        return None
    size = int(name.number)
    if ordinal is None:
        return _part_near(size, phrase.marks, setting)
    unit = first(phrase.marks, "D")
    if first(phrase.marks, "M") is not None or (unit is not None and unit.unit == "month"):
        return _part_of_month(size, int(ordinal.number), phrase, setting)
    told = year(phrase.marks, setting)
    base = told.value if told.told else (setting.published.year if setting.published else None)
    return UNRESOLVED if base is None else _part_of_year(base, size, int(ordinal.number))


def unit_rule(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "الأسبوع الماضي", "هذا الشهر", "نهاية العام"."""
    unit = first(phrase.marks, "D")
    direction = first(phrase.marks, "AFC")
    if unit is None or unit.unit == "decade":
        return VAGUE
    if unit.unit == "week" and direction is None and first(phrase.marks, "h") is None:
        return VAGUE  # "نهاية الأسبوع", of which week
    if setting.published is None:
        return UNRESOLVED
    there = moved(setting.published, 0 if direction is None else _STEPS[direction.letter], unit.unit)
    return UNRESOLVED if there is None else _unit_around(there, unit.unit)


def _unit_around(day: dt.date, unit: str) -> Stretch:
    if unit == "year":
        return Stretch(Point(day.year), None, "relative")
    if unit == "month":
        return Stretch(Point(day.year, day.month), None, "relative")
    span = week(day)
    return UNRESOLVED if span is None else Stretch(*span, "range")


def _month(marks: Sequence[Mark], setting: Setting) -> tuple[Point | None, bool]:
    name = first(marks, "M")
    if name is None:
        return None, False
    told = year(marks, setting)
    if told.told:
        return (None if told.value is None else Point(told.value, int(name.number))), told.absolute
    if setting.published is None:
        return None, False
    direction = adjective(marks) or setting.direction
    return nearest_month(int(name.number), setting.published, direction), False


def _range_of_months(opening: Sequence[Mark], closing: Sequence[Mark], setting: Setting) -> Stretch | None:
    last, _ = _month(closing, setting)
    if last is None or last.month is None:
        return Stretch(None, None, "range")
    name = first(opening, "M")
    told = year(opening, setting)
    number = 0 if name is None else int(name.number)
    start = told.value if told.value is not None else last.year - (number > last.month)
    return Stretch(Point(start, number), last, "range")


def _hijri_month_near(name: int, marks: Sequence[Mark], setting: Setting) -> Stretch:
    around = None if setting.published is None else hijri_year_of(setting.published)
    if around is None or setting.published is None:
        return UNRESOLVED
    spans = {}
    for step in (-1, 0, 1):
        span = hijri_month(around + step, name)
        if span is not None:
            spans[valid_day(span[0].year, span[0].month or 0, span[0].day or 0)] = span
    direction = adjective(marks) or setting.direction
    starts = (day for day in spans if day is not None)
    found = chosen(starts, setting.published, "near" if direction == "current" else direction)
    return UNRESOLVED if found is None else Stretch(*spans[found], "range")


def _part_of_year(base: int, size: int, ordinal: int) -> Stretch | None:
    opening = (ordinal - 1) * size + 1
    if opening > _MONTHS:
        return None
    return Stretch(Point(base, opening), Point(base, opening + size - 1), "range")


def _part_near(size: int, marks: Sequence[Mark], setting: Setting) -> Stretch | None:
    step = next((_STEPS[mark.letter] for mark in marks if mark.letter in _STEPS), None)
    if step is None or first(marks, "DMY") is not None:
        return None
    if setting.published is None:
        return UNRESOLVED
    index = (setting.published.year * _MONTHS + setting.published.month - 1) // size + step
    return _part_of_year(index * size // _MONTHS, size, index * size % _MONTHS // size + 1)


def _part_of_month(size: int, ordinal: int, phrase: Phrase, setting: Setting) -> Stretch | None:
    if size != _HALF or ordinal not in {1, 2}:
        return None
    whole = month(phrase, setting) if first(phrase.marks, "M") else unit_rule(phrase, setting)
    if whole is None or whole.first is None or whole.first.month is None:
        return whole
    beginning = dt.date(whole.first.year, whole.first.month, 1)
    if ordinal == 1:
        return Stretch(whole.first._replace(day=1), whole.first._replace(day=_HALF_MONTH), "range")
    return Stretch(
        whole.first._replace(day=_HALF_MONTH + 1), whole.first._replace(day=last_day(beginning).day), "range"
    )

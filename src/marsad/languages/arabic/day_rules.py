"""Values of expressions that name a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.date_reading import Phrase, Setting, adjective, first, number, year
from marsad.languages.arabic.date_values import (
    UNRESOLVED,
    Direction,
    Stretch,
    chosen,
    hijri_day,
    hijri_year_of,
    moved,
    nearest_day,
    nearest_weekday,
    point,
    valid_day,
    week,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.time_marks import Mark

_DAYS: Final = 31
_WEEK: Final = 7
_YEAR_FIGURES: Final = 4
_SHORT_YEAR_FIGURES: Final = 2
_MONTHS: Final = 12
_CENTURY: Final = 100
_HIJRI_YEARS: Final = range(1343, 1501)


def day(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "17 أكتوبر 2024", "السابع عشر من أكتوبر", "الخميس 17 أكتوبر", "الخميس الأول من أكتوبر"."""
    return _day(phrase.marks, setting)


def day_range(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بين 22 و24 أكتوبر 2024", "من 28 سبتمبر إلى 3 أكتوبر": what the first lacks is the last's."""
    opening, closing = phrase.pairs("a", "b", "c", "d", "g", "h", "i", "j")
    last = _day(closing, setting)
    if last is None or last.first is None or last.first.month is None or last.first.day is None:
        return last
    beginning = number(opening)
    month = first(opening, "M")
    told = year(opening, setting)
    start_year = told.value if told.value is not None else last.first.year
    start_month = last.first.month if month is None else int(month.number)
    if not told.told and start_month > last.first.month:
        start_year -= 1
    start = valid_day(start_year, start_month, beginning or 0)
    if start is None or point(start) > last.first:
        return None
    return Stretch(point(start), last.first, "range")


def two_calendars(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "23 رجب 1444 هـ الموافق 14 فبراير 2023": the Gregorian, since the Hijri may be a day off."""
    return _day(phrase.parts.get("a") or phrase.parts["b"], setting)


def day_of_month(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "15 من الشهر الماضي", "الخامس من الجاري"."""
    figure = number(phrase.marks)
    unit = first(phrase.marks, "D")
    if figure is None or (unit is not None and unit.unit != "month"):
        return None
    letters = {mark.letter for mark in phrase.marks}
    base = setting.previous if letters & set("Sqn") else setting.published
    if base is None:
        return UNRESOLVED
    step = 1 if letters & set("nF") else -1 if "A" in letters else 0
    month = moved(base.replace(day=1), step, "month")
    found = None if month is None else valid_day(month.year, month.month, figure)
    return None if found is None else Stretch(point(found), None, "relative")


def hijri_day_rule(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "12 رمضان 1445", "غرة شوال"."""
    month, figure = first(phrase.marks, "H"), number(phrase.marks)
    if month is None or figure is None or not 1 <= figure <= _DAYS:
        return None
    told = first(phrase.marks, "Y")
    if told is not None:
        found = hijri_day(int(told.number), int(month.number), figure)
        return None if found is None else Stretch(point(found), None, "absolute")
    if setting.published is None:
        return UNRESOLVED
    around = hijri_year_of(setting.published) or 0
    days = (hijri_day(around + step, int(month.number), figure) for step in (-1, 0, 1))
    found = chosen((found for found in days if found is not None), setting.published, setting.direction)
    return UNRESOLVED if found is None else Stretch(point(found), None, "relative")


def numeric(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "17-10-2024", "2024/10/17", "17.10.2024"; the day stands before the month unless it cannot."""
    written = first(phrase.marks, "Z")
    hijri = first(phrase.marks, "Q") is not None
    found = None if written is None else _numeric_day(written.text, setting.published, hijri=hijri)
    return None if found is None else Stretch(point(found), None, "absolute")


def numeric_range(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "من 1/3/2024 إلى 5/3/2024"."""
    opening, closing = phrase.pairs("a", "b", "c", "d", "g", "h")
    start = _numeric_day(opening[0].text, setting.published, hijri=False)
    end = _numeric_day(closing[0].text, setting.published, hijri=False)
    if start is None or end is None or start > end:
        return None
    return Stretch(point(start), point(end), "range")


def numeric_day_month(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "يوم 17/10", "بتاريخ 17-10"."""
    figures = [int(mark.number) for mark in phrase.marks if mark.letter == "N"]
    if not 1 <= figures[0] <= _DAYS or not 1 <= figures[1] <= _MONTHS:
        return None
    return _nearest(figures[1], figures[0], setting, setting.direction)


def weekday(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "الخميس", "الخميس الماضي", "أمس الخميس", "الخميس من الأسبوع الماضي"."""
    name = first(phrase.marks, "W")
    if name is None or setting.published is None:
        return UNRESOLVED
    reference, direction = setting.published, adjective(phrase.marks) or setting.direction
    near = first(phrase.marks, "tTV")
    unit = first(phrase.marks, "D")
    if near is not None:
        # Where day word and weekday differ, the text is a day old: the weekday is right.
        reference, direction = moved(reference, near.number, "day") or reference, "near"
    elif direction == "current" or (unit is not None and unit.unit == "week"):
        return _weekday_of_week(int(name.number), phrase.marks, reference)
    found = nearest_weekday(int(name.number), reference, direction)
    return UNRESOLVED if found is None else Stretch(point(found), None, "relative")


def weekday_range(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "من الخميس إلى السبت"; of "ليل الثلاثاء الأربعاء" the second day, in which most of a night lies."""
    opening, closing = phrase.pairs("a", "b", "c", "d", "g", "h", "i", "j")
    if setting.published is None:
        return Stretch(None, None, "range")
    direction = adjective(closing) or setting.direction
    last = nearest_weekday(int(closing[0].number), setting.published, direction)
    start = None if last is None else nearest_weekday(int(opening[0].number), last, "past")
    if last is None or start is None:
        return UNRESOLVED
    if "i" in phrase.parts:
        return Stretch(point(last), None, "relative")
    return Stretch(point(start), point(last), "range")


def day_word(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "اليوم", "أمس", "أول أمس", "مساء غد"."""
    word = first(phrase.marks, "tTV")
    if word is None or setting.published is None:
        return UNRESOLVED
    found = moved(setting.published, word.number, "day")
    return UNRESOLVED if found is None else Stretch(point(found), None, "relative")


def _day(marks: Sequence[Mark], setting: Setting) -> Stretch | None:
    month, figure = first(marks, "M"), number(marks)
    if month is None or figure is None or not 1 <= figure <= _DAYS:
        return None
    told = year(marks, setting)
    if told.told:
        if told.value is None:
            return UNRESOLVED
        found = valid_day(told.value, int(month.number), figure)
        value = (
            None
            if found is None
            else Stretch(point(found), None, "absolute" if told.absolute else "relative")
        )
    else:
        direction = adjective([mark for mark in marks if mark.start > month.start]) or setting.direction
        value = _nearest(int(month.number), figure, setting, direction, weekday=first(marks, "W"))
    return _nth_weekday(marks, value) or value


def _nearest(
    month: int, figure: int, setting: Setting, direction: Direction, weekday: Mark | None = None
) -> Stretch | None:
    if setting.published is None:
        return UNRESOLVED
    found = nearest_day(month, figure, setting.published, direction)
    if weekday is not None and (found is None or found.weekday() != weekday.number):
        # A weekday that fits next year's or last year's day tells the year.
        years = range(setting.published.year - 1, setting.published.year + 2)
        days = [
            day for y in years if (day := valid_day(y, month, figure)) and day.weekday() == weekday.number
        ]
        found = chosen(days, setting.published, "near") or found
    if found is None:
        return None if valid_day(2000, month, figure) is None else UNRESOLVED
    return Stretch(point(found), None, "relative")


def _nth_weekday(marks: Sequence[Mark], value: Stretch | None) -> Stretch | None:
    """The n-th such weekday of the month, where the ordinal cannot be the day: "الخميس الثاني من أكتوبر"."""
    name, ordinal = first(marks, "W"), first(marks, "O")
    if name is None or ordinal is None or value is None or value.first is None or value.first.month is None:
        return None
    here = dt.date(value.first.year, value.first.month, 1)
    if here.replace(day=int(ordinal.number)).weekday() == name.number:
        return None
    figure = (int(name.number) - here.weekday()) % _WEEK + 1 + _WEEK * (int(ordinal.number) - 1)
    if figure > calendar.monthrange(here.year, here.month)[1]:
        return None
    return Stretch(point(here.replace(day=figure)), None, value.kind)


def _weekday_of_week(name: int, marks: Sequence[Mark], reference: dt.date) -> Stretch:
    letters = {mark.letter for mark in marks}
    step = -1 if "A" in letters else 1 if "F" in letters else 0
    there = moved(reference, step, "week")
    span = None if there is None else week(there)
    if span is None or span[0].month is None or span[0].day is None:
        return UNRESOLVED
    found = moved(dt.date(span[0].year, span[0].month, span[0].day), name, "day")
    return UNRESOLVED if found is None else Stretch(point(found), None, "relative")


def _numeric_day(written: str, published: dt.date | None, *, hijri: bool) -> dt.date | None:
    figures = re.split(r"[./-]", written)
    if len(figures[0]) == _YEAR_FIGURES:
        figures.reverse()
    if len(figures[0]) > _SHORT_YEAR_FIGURES or len(figures[2]) not in {_SHORT_YEAR_FIGURES, _YEAR_FIGURES}:
        return None
    first_figure, second, full = int(figures[0]), int(figures[1]), int(figures[2])
    if len(figures[2]) == _SHORT_YEAR_FIGURES:
        if "." in written:
            return None  # a version or section number
        latest = (published.year if published else dt.date.max.year) % _CENTURY + 1
        full += 2000 if full <= latest else 1900
    if hijri or full in _HIJRI_YEARS:
        return hijri_day(full, second, first_figure)
    return valid_day(full, second, first_figure) or valid_day(full, first_figure, second)

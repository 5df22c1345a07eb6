"""Values of expressions that count from another moment: "قبل يومين", "بعدها بأسبوع", "خلال العامين الماضيين"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.date_reading import Phrase, Setting, first
from marsad.languages.arabic.date_values import UNRESOLVED, VAGUE, Point, Stretch, cut_to, moved, week

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.languages.arabic.time_marks import Mark

_LENGTH_ONLY: Final = Stretch(None, None, "duration")
_COUNTED_FROM: Final = frozenset({"علي", "علي"})
_ROUGH_UNITS: Final = {"hour": "day", "day": "month", "week": "month", "month": "month", "year": "year"}
_TOO_LONG: Final = frozenset({"decade", "century"})


class Length(NamedTuple):
    """So many units; a count of 0 is an unnamed plural."""

    count: float
    unit: str


def ago(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "قبل يومين", "منذ أسبوعين", "قبل نحو عام"; "قبل يوم من القمة" is counted from the summit."""
    length = _length(phrase.parts["len"])
    if _is_counted_from_other(phrase):
        return _LENGTH_ONLY
    return _from(setting.published, length, -1, phrase.marks)


def after_length(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بعد أسبوع": from the reference day where the future is spoken of, else from the act before."""
    length = _length(phrase.parts["len"])
    if _is_counted_from_other(phrase):
        return _LENGTH_ONLY
    ahead = setting.direction == "future" or first(phrase.marks, "wt") is not None
    return _from(setting.published if ahead else setting.previous, length, 1, phrase.marks)


def that_after(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بعدها بيومين", "قبل ذلك بعام"."""
    counted = next((mark for mark in phrase.parts["len"]), None)
    if counted is None or (counted.prefix != "ب" and phrase.marks[1].text != "ب"):
        return None
    step = 1 if phrase.marks[0].letter == "r" else -1
    return _from(setting.previous, _length(phrase.parts["len"]), step, phrase.marks)


def within(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "خلال ثلاثة أشهر", "في غضون 48 ساعة": dates no act; its last day is the horizon of what is promised."""
    length = _length(phrase.parts["len"])
    if setting.published is None or length.count == 0 or length.unit in _TOO_LONG:
        return _LENGTH_ONLY
    end = moved(setting.published, length.count, length.unit)
    return _LENGTH_ONLY if end is None else Stretch(None, cut_to(end, length.unit), "duration")


def lasting(_phrase: Phrase, _setting: Setting) -> Stretch | None:
    """Of "لمدة عام", "على مدى 5 سنوات": dates nothing."""
    return _LENGTH_ONLY


def some_units(_phrase: Phrase, _setting: Setting) -> Stretch | None:
    """Of "قبل أيام", "منذ عدة سنوات"."""
    return VAGUE


def last_units(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "خلال العامين الماضيين", "الأشهر الثلاثة المقبلة": from or to the reference day."""
    unit = first(phrase.marks, "XuyJd")
    counted = first(phrase.marks, "N1") or unit
    if unit is None or counted is None or counted.number == 0:
        return VAGUE
    if setting.published is None:
        return UNRESOLVED
    step = -1 if first(phrase.marks, "A") else 1
    other = moved(setting.published, step * counted.number, unit.unit)
    if other is None:
        return VAGUE
    first_day, last_day = sorted((other, setting.published))
    return Stretch(cut_to(first_day, unit.unit), cut_to(last_day, unit.unit), "range")


def anaphor(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "اليوم التالي", "العام نفسه", "ذلك اليوم": counted from the act told before."""
    unit = first(phrase.marks, "D")
    name = "day" if unit is None else unit.unit
    step = 1 if first(phrase.marks, "n") else -1 if first(phrase.marks, "v") else 0
    there = None if setting.previous is None else moved(setting.previous, step, name)
    if there is None or name in _TOO_LONG:
        return UNRESOLVED
    if name == "week":
        span = week(there)
        return UNRESOLVED if span is None else Stretch(*span, "range")
    return Stretch(cut_to(there, name), None, "relative")


def _is_counted_from_other(phrase: Phrase) -> bool:
    if first(phrase.marks, "wt") is not None:
        return False
    return phrase.following == "f" or phrase.following_text in _COUNTED_FROM


def _length(marks: Sequence[Mark]) -> Length:
    unit = first(marks, "uyJd2")
    if unit is None:
        return Length(0, "")
    half = 0.5 if first(marks, "5") else 0.0
    if marks[0].letter == "5":
        return Length(half, unit.unit)
    count = marks[0].number if marks[0].letter in "N1" else unit.number
    return Length(count + half, unit.unit)


def _from(base: dt.date | None, length: Length, step: int, marks: Sequence[Mark]) -> Stretch:
    about = first(marks, "o")
    if length.count == 0 or length.unit in _TOO_LONG or (about is not None and about.number == 0):
        return VAGUE
    there = None if base is None else moved(base, step * length.count, length.unit)
    if there is None:
        return UNRESOLVED
    return Stretch(_as_told(there, length, rough=about is not None), None, "relative")


def _as_told(day: dt.date, length: Length, *, rough: bool) -> Point:
    if length.count < 1 and length.unit == "year":
        return cut_to(day, "month")
    return cut_to(day, _ROUGH_UNITS[length.unit] if rough else length.unit)

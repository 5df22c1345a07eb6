"""Values of expressions that count from another moment: "قبل يومين", "بعدها بأسبوع", "العامين الماضيين"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.date_reading import Phrase, Setting, first
from marsad.languages.arabic.date_values import UNRESOLVED, VAGUE, Point, Stretch, cut_to, moved, week

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.languages.arabic.time_marks import Mark

_LENGTH_ONLY: Final = Stretch(None, None, "duration")
_COUNTED_FROM: Final = "علي"
_ROUGH_UNITS: Final = {"hour": "day", "day": "month", "week": "month", "month": "month", "year": "year"}
_EARLIEST: Final = 1000
_GRAINS: Final = {"unknown": 0, "hour": 0, "day": 0, "week": 0, "month": 1, "year": 2, "decade": 2}
_TOO_LONG: Final = frozenset({"decade", "century"})


class Length(NamedTuple):
    """So many units; a number of 0 is an unnamed plural."""

    units: float
    unit: str


def ago(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "قبل يومين", "منذ أسبوعين", "قبل نحو عام"; "قبل يوم من القمة" tells the day of the summit."""
    length = _length(phrase.parts["len"])
    if _is_counted_from_other(phrase):
        return _other_end(setting, length, 1, phrase.marks)
    return _from(setting.published, length, -1, phrase.marks)


def after_length(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بعد أسبوع": from the reference day where the future is spoken of, else from the act before."""
    length = _length(phrase.parts["len"])
    if _is_counted_from_other(phrase):
        return _other_end(setting, length, -1, phrase.marks)
    if setting.direction == "future" or first(phrase.marks, "wt") is not None:
        return _from(setting.published, length, 1, phrase.marks)
    return _from_previous(setting, length, 1, phrase.marks)


def that_after(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "بعدها بيومين", "قبل ذلك بعام"."""
    counted = next((mark for mark in phrase.parts["len"]), None)
    if counted is None or (counted.prefix != "ب" and phrase.marks[1].text != "ب"):
        return None
    step = 1 if phrase.marks[0].letter == "r" else -1
    return _from_previous(setting, _length(phrase.parts["len"]), step, phrase.marks)


def within(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "خلال ثلاثة أشهر", "في غضون 48 ساعة": dates no act; the end is the horizon of a promise."""
    length = _length(phrase.parts["len"])
    if setting.published is None or length.units == 0 or length.unit in _TOO_LONG:
        return _LENGTH_ONLY
    end = moved(setting.published, length.units, length.unit)
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
    if there is None or name in _TOO_LONG or _is_finer(name, setting):
        return UNRESOLVED
    if name == "week":
        span = week(there)
        return UNRESOLVED if span is None else Stretch(*span, "range")
    return Stretch(cut_to(there, name), None, "relative")


def anniversary(phrase: Phrase, setting: Setting) -> Stretch | None:
    """Of "في مثل هذا اليوم من عام 1995", "في مثل هذا الشهر قبل ثلاثين عاما": as today, years before."""
    if setting.published is None:
        return UNRESOLVED
    told, length = first(phrase.parts.get("y", ()), "Y"), _length(phrase.parts.get("len", ()))
    years = setting.published.year - told.number if told is not None else length.units
    unit = first(phrase.marks, "D")
    if not years or (told is None and length.unit != "year") or (unit is not None and unit.unit != "month"):
        return None
    there = moved(setting.published, -years, "year")
    return (
        None
        if there is None
        else Stretch(cut_to(there, "day" if unit is None else "month"), None, "absolute")
    )


def _is_counted_from_other(phrase: Phrase) -> bool:
    if first(phrase.marks, "wt") is not None:
        return False
    return phrase.following == "f" or phrase.following_text == _COUNTED_FROM


def _length(marks: Sequence[Mark]) -> Length:
    unit = first(marks, "uyJd2")
    if unit is None:
        return Length(0, "")
    part = first(marks, "5")
    half = part.number if part is not None else 0.0
    if marks[0].letter == "5":
        return Length(half, unit.unit)
    count = marks[0].number if marks[0].letter in "N1" else unit.number
    return Length(count + half, unit.unit)


def _from(base: dt.date | None, length: Length, step: int, marks: Sequence[Mark]) -> Stretch:
    about = first(marks, "o")
    if length.units == 0 or length.unit in _TOO_LONG or (about is not None and about.number == 0):
        return VAGUE
    there = None if base is None else moved(base, step * length.units, length.unit)
    if there is None:
        return UNRESOLVED
    if there.year < _EARLIEST:
        return VAGUE  # "قبل ألفي عام" is no year
    return Stretch(_as_told(there, length, rough=about is not None), None, "relative")


def _from_previous(setting: Setting, length: Length, step: int, marks: Sequence[Mark]) -> Stretch:
    """Counted from the day told before, as exactly as that day is known."""
    value = _from(setting.previous, length, step, marks)
    if value.first is None or length.unit not in _GRAINS:
        return value
    if _is_finer(length.unit, setting):
        return UNRESOLVED
    return value


def _other_end(setting: Setting, length: Length, step: int, marks: Sequence[Mark]) -> Stretch:
    """Of "بعد يوم من القمة": the day of the summit, a day before the act told. It dates no other act.

    Where no day was told the act is news, and the day is counted from that of publication.
    """
    told = setting if setting.previous is not None else setting._replace(previous=setting.published)
    return _from_previous(told, length, step, marks)._replace(kind="duration")


def _is_finer(unit: str, setting: Setting) -> bool:
    """Whether a unit is too fine to be counted from a month or a year: "في اليوم التالي" after "عام 2015"."""
    return _GRAINS[unit] < _GRAINS[setting.grain]


def _as_told(day: dt.date, length: Length, *, rough: bool) -> Point:
    if length.units < 1 and length.unit == "year":
        return cut_to(day, "month")
    return cut_to(day, _ROUGH_UNITS[length.unit] if rough else length.unit)

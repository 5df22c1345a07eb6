"""Calendar arithmetic behind time expressions: points in time, nearest days, shifts, the Hijri calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hijridate import Gregorian, Hijri

if TYPE_CHECKING:
    from collections.abc import Iterable

Precision = Literal["day", "month", "year", "unknown"]
Kind = Literal["absolute", "relative", "range", "duration", "vague"]
Direction = Literal["likely", "past", "before", "future", "after", "current", "near"]
"""Which of several days is meant: the likely one (see `chosen`), on or before the reference day, strictly
before it, on or after it, strictly after it, in its year, or nearest to it."""

_MONTHS: Final = 12
_WEEK: Final = 7
_LEAP_DAY: Final = (2, 29)
_DAY_UNITS: Final = {"day": 1, "week": 7}
_MONTH_UNITS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_HOURS: Final = 24
_OLD: Final = 300
_FARTHEST: Final = 100_000


class Point(NamedTuple):
    """A day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    def iso(self) -> str:
        """The date as ISO 8601, cut to what is known."""
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}"


class Stretch(NamedTuple):
    """The value of an expression: first and last point, either of them None where it is not told."""

    first: Point | None
    last: Point | None
    kind: Kind


UNRESOLVED: Final = Stretch(None, None, "relative")
"""Value of a relative expression with nothing to count from."""

VAGUE: Final = Stretch(None, None, "vague")
"""Value of an expression that names no day, month or year."""


def point(day: dt.date) -> Point:
    """A day as a point."""
    return Point(day.year, day.month, day.day)


def valid_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def chosen(days: Iterable[dt.date], reference: dt.date, direction: Direction) -> dt.date | None:
    """The day nearest to a reference day among those that lie in a direction.

    The likely day is the last one on or before the reference day; but where that lies more than ten months
    back the next one is near, and a writer who meant the old one would have named its year.
    """
    days = list(days)
    if direction == "likely":
        past = chosen(days, reference, "past")
        is_old = past is None or (reference - past).days > _OLD
        return chosen(days, reference, "near") if is_old else past
    fitting = [day for day in days if _fits(day, reference, direction)]
    return min(fitting, key=lambda day: abs((day - reference).days), default=None)


def nearest_day(month: int, day: int, reference: dt.date, direction: Direction) -> dt.date | None:
    """The day of a month that is nearest to a reference day, in a direction."""
    reach = 8 if (month, day) == _LEAP_DAY else 1
    years = range(reference.year - reach, reference.year + reach + 1)
    days = (valid_day(year, month, day) for year in years)
    return chosen((day for day in days if day is not None), reference, direction)


def nearest_month(month: int, reference: dt.date, direction: Direction) -> Point | None:
    """The month of that name nearest to the month of a reference day, in a direction."""
    found = nearest_day(month, 1, reference.replace(day=1), direction)
    return None if found is None else Point(found.year, month)


def nearest_weekday(weekday: int, reference: dt.date, direction: Direction) -> dt.date | None:
    """The day of the week (Monday is 0) nearest to a reference day, in a direction."""
    days = (moved(reference, step, "day") for step in range(-_WEEK, _WEEK + 1))
    return chosen((d for d in days if d is not None and d.weekday() == weekday), reference, direction)


def moved(day: dt.date, count: float, unit: str) -> dt.date | None:
    """The day that lies a number of units later (earlier if negative); None beyond the calendar.

    Hours count as the days that they touch. A month too short for the day gives its last day.
    """
    if abs(count) > _FARTHEST:
        return None
    try:
        if unit == "hour":
            return day + dt.timedelta(days=round(count / _HOURS))
        if unit in _DAY_UNITS:
            return day + dt.timedelta(days=round(count * _DAY_UNITS[unit]))
        months = day.year * _MONTHS + day.month - 1 + round(count * _MONTH_UNITS[unit])
        first = dt.date(months // _MONTHS, months % _MONTHS + 1, 1)
        return first.replace(day=min(day.day, last_day(first).day))
    except (OverflowError, ValueError):
        return None


def cut_to(day: dt.date, unit: str) -> Point:
    """A day, as exactly as a count of units tells it: months give the month, years the year."""
    if unit in {"hour", "day", "week"}:
        return point(day)
    return Point(day.year, day.month) if unit == "month" else Point(day.year)


def last_day(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    if day.month == _MONTHS:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - dt.timedelta(days=1)


def week(day: dt.date) -> tuple[Point, Point] | None:
    """Monday and Sunday of a day's week: the press of twenty countries begins its weeks on four days."""
    monday = moved(day, -day.weekday(), "day")
    sunday = moved(day, 6 - day.weekday(), "day")
    return None if monday is None or sunday is None else (point(monday), point(sunday))


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """A Hijri day (Umm al-Qura) in the Gregorian calendar; None outside 1343–1500 AH or for no such day."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (OverflowError, ValueError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_month(year: int, month: int) -> tuple[Point, Point] | None:
    """First and last day of a Hijri month."""
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // _MONTHS, month % _MONTHS + 1, 1)
    if first is None or following is None:
        return None
    return point(first), point(following - dt.timedelta(days=1))


def hijri_year_of(day: dt.date) -> int | None:
    """The Hijri year of a day; None outside 1343–1500 AH."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return None


def _fits(day: dt.date, reference: dt.date, direction: Direction) -> bool:
    return {
        "likely": day <= reference,
        "past": day <= reference,
        "before": day < reference,
        "future": day >= reference,
        "after": day > reference,
        "current": day.year == reference.year,
        "near": True,
    }[direction]

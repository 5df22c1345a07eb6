"""Windows of time that deeds are counted in."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.records import DatePrecision

Every = Literal["week", "month", "quarter", "year", "all"]

MONTHS: Final[dict[Every, float]] = {"week": 12 / 52.1775, "month": 1, "quarter": 3, "year": 12, "all": 12}
"""Length of a window in months; of "all" it is not used."""

_FINE: Final[dict[str, frozenset[Every]]] = {
    "day": frozenset(MONTHS),
    "month": frozenset(("month", "quarter", "year", "all")),
    "year": frozenset(("year", "all")),
    "unknown": frozenset(("all",)),
}


class Window(NamedTuple):
    """A span of days: its name ("2024-05", "2024-Q2", "2024-W19"), its first and last day."""

    name: str
    first: dt.date
    last: dt.date


def check_every(every: str) -> Every:
    """A length of windows.

    Raises:
        UsageError: no such length.
    """
    if every not in MONTHS:
        raise UsageError(f"unknown window {every!r}; known: {', '.join(MONTHS)}")
    return every


def is_exact_enough(precision: DatePrecision, every: Every) -> bool:
    """Whether a date told so exactly falls into one window: "in 2022" is of no one month."""
    return every in _FINE[precision]


def windows_over(days: Sequence[dt.date], every: Every) -> list[Window]:
    """All windows from the first day to the last, also those in which nothing fell."""
    if not days:
        return []
    first, last = min(days), max(days)
    if every == "all":
        return [Window("all", first, last)]
    found = [window_of(first, every)]
    while found[-1].last < last:
        found.append(window_of(found[-1].last + dt.timedelta(days=1), every))
    return found


def window_of(day: dt.date, every: Every) -> Window:
    """The window that a day falls into; weeks are those of ISO 8601."""
    if every == "week":
        monday = day - dt.timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return Window(f"{year}-W{week:02}", monday, monday + dt.timedelta(days=6))
    if every == "month":
        return _months(f"{day:%Y-%m}", day.year, day.month, 1)
    if every == "quarter":
        quarter = (day.month - 1) // 3
        return _months(f"{day.year}-Q{quarter + 1}", day.year, 3 * quarter + 1, 3)
    return _months(f"{day.year}", day.year, 1, 12)


def _months(name: str, year: int, month: int, length: int) -> Window:
    last = month + length - 1
    return Window(name, dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))

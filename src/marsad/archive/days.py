"""The days that a record speaks of, as the interval that filters compare."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from marsad.records import Document, Event

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LENGTH: Final = {"year": 4, "month": 7}


class Days(NamedTuple):
    """First and last possible day, ISO 8601; both None where nothing is known."""

    first: str | None
    last: str | None


def published_days(document: Document) -> Days:
    """When the document may have been published."""
    first = document.published_earliest or document.published
    last = document.published_latest or document.published
    return Days(_iso(first), _iso(last))


def event_days(event: Event, published: Days) -> Days:
    """When the event may have taken place; an undated one takes the days of its document.

    Raises:
        ValueError: a date that is no ISO 8601 day, month or year.
    """
    if event.date is None:
        return published
    length = _LENGTH.get(event.date_precision)
    first, last = event.date[:length], (event.end_date or event.date)[:length]
    return Days(_bounds(first)[0], _bounds(last)[1])


def _bounds(date: str) -> tuple[str, str]:
    """First and last day of a year, a month or a day."""
    found = _DATE.fullmatch(date)
    if found is None:
        raise ValueError(f"{date!r} is no ISO 8601 day, month or year")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # noqa: S101  the pattern holds it
    first = dt.date(year, month or 1, day or 1)
    last_day = day or calendar.monthrange(year, month or 12)[1]
    return first.isoformat(), first.replace(month=month or 12, day=last_day).isoformat()


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

"""Dates in words."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from marsad.errors import MalformedError
from marsad.views.parts import When

if TYPE_CHECKING:
    from marsad.views.labels import Labels

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WIDTH: Final = {"day": 10, "month": 7, "year": 4}


def told_date(date: str | None, precision: str, source: str) -> str | None:
    """An event's date cut to what is known of it: a day, a month or a year.

    Args:
        date: ISO 8601 day, month or year.
        precision: the event's ``date_precision``.
        source: the document, for the message.

    Raises:
        MalformedError: no such date.
    """
    if date is None or precision == "unknown":
        return None
    found = _DATE.fullmatch(date)
    if found is None:
        raise MalformedError(source, f"event date {date!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError as problem:
        raise MalformedError(source, f"event date {date!r}: {problem}") from problem
    return date[: _WIDTH[precision]]


def when_told(iso: str, labels: Labels, end: str | None = None) -> When:
    """A date in words; with ``end``, a range."""
    text = _in_words(iso, labels)
    if end is not None and end != iso:
        return When(iso=iso, text=f"{text} – {_in_words(end, labels)}")
    return When(iso=iso, text=text)


def when_published(day: dt.date | None, labels: Labels) -> When:
    """A day of publication in words, or words that say it is not known."""
    if day is None:
        return When(iso=None, text=labels.text("ui.date_unknown"))
    return when_told(day.isoformat(), labels)


def when_made(moment: dt.datetime, labels: Labels) -> When:
    """A moment in words, with its zone where it has one."""
    clock = f"{moment:%H:%M}"
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    day = _in_words(moment.date().isoformat(), labels)
    comma = labels.text("ui.comma")
    return When(iso=moment.isoformat(timespec="minutes"), text=f"{day}{comma} {clock}{zone}")


def month_title(key: str, labels: Labels) -> str:
    """Heading of a group of the timeline: "2024-10", "2024" or "" (undated)."""
    if not key:
        return labels.text("ui.undated")
    year, _, month = key.partition("-")
    if not month:
        return labels.text("ui.year_only", x=year)
    return f"{labels.text(f'month_long.{month}')} {year}"


def _in_words(iso: str, labels: Labels) -> str:
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = f"{labels.text(f'month.{rest[0]}')} {year}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"

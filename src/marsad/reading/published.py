"""The day of publication and how it is known.

stated: a line of the page gives it. metadata: the page's markup, or the caller. inferred: an interval from
below by the latest day the text tells of as past, from above by the first reader's comment. unknown: nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.reading.datewords import days_told, stated_day, years_told
from marsad.reading.phrases import found_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.reading.lines import Line
    from marsad.records import PublishedBasis

_FUTURE = re.compile(
    r"(?:\bسوف\b|\bس[يتن]\w{3,}|المقبل|القادم|المقرر|المزمع|المتوقع|المرتقب|بحلول|\bحتى\b|موعد|يعتزم|تعتزم|ستكون)[^.؟!]{0,60}$"
)
_YEAR_AGO = re.compile(r"(?:قبل|منذ)\s(?:نحو|حوالي|قرابة|زهاء|ما يقارب)?\s?(?:عام|سنة)\b(?!ين)")
_LAST_YEAR = re.compile(r"(?:العام|السنة)\s(?:الماضي|المنصرم|الفائت|الماضية|المنصرمة)")
_NEAR = 90
_YEAR = dt.timedelta(days=365)
_ABOUT = dt.timedelta(days=61)
_EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Published:
    """The day, its basis, and the interval where it was inferred."""

    day: dt.date | None = None
    basis: PublishedBasis = "unknown"
    earliest: dt.date | None = None
    latest: dt.date | None = None


def published_of(lines: Sequence[Line], known: dt.date | None = None) -> Published:
    """When a page was published.

    Args:
        lines: its classified lines.
        known: the day that its markup or the caller gives. Where a line of the page gives the same day, the
            basis is "stated", else "metadata".
    """
    stated = _stated(lines)
    if known is not None:
        return Published(known, "stated" if known in stated else "metadata")
    if stated:
        return Published(stated[0], "stated")
    return _inferred(lines)


def _stated(lines: Sequence[Line]) -> list[dt.date]:
    """Days given by date lines, bylines and the dateline; the day of the last change comes last."""
    first = [
        line.text for line in lines if line.kind in {"date", "author"} and line.region in {"head", "body"}
    ]
    first += [line.text[: -len(line.body)] for line in lines if line.body and line.text.endswith(line.body)]
    labelled = [line.text for line in lines if line.kind == "date" and line.region in {"notes", "end"}]
    texts = [*first, *(text for text in labelled if (phrase := found_phrase(text)) and phrase.kind == "date")]
    texts.sort(key=_tells_change)
    return [day for text in texts if (day := stated_day(text)) is not None and _possible(day)]


def _tells_change(text: str) -> bool:
    phrase = found_phrase(text)
    return phrase is not None and phrase.kind == "updated"


def _inferred(lines: Sequence[Line]) -> Published:
    latest = min(_comment_days(lines), default=None)
    body = "\n".join(line.body for line in lines if line.kind == "body")
    notes = "\n".join(line.text for line in lines if line.kind == "citation")
    told = [day for day in (*past_days(body), *past_days(notes)) if latest is None or day <= latest]
    earliest = max(told, default=None)
    if latest is not None:
        return Published(latest, "inferred", earliest, latest)
    if earliest is not None:
        return Published(earliest, "inferred", earliest, _about_a_year_after(body, earliest))
    return _by_last_year(body)


def past_days(text: str) -> Iterable[dt.date]:
    """Full dates that a text tells of as past: none that stands behind a word of the future, none to come."""
    for day, start in days_told(text):
        if _possible(day) and not _FUTURE.search(text[max(0, start - _NEAR) : start]):
            yield day


def _possible(day: dt.date) -> bool:
    return _EARLIEST <= day <= dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)


def _comment_days(lines: Iterable[Line]) -> list[dt.date]:
    heard = [line.text for line in lines if line.kind == "date" and line.region in {"comments", "ask"}]
    return [day for text in heard if (day := stated_day(text)) is not None and _possible(day)]


def _about_a_year_after(body: str, earliest: dt.date) -> dt.date | None:
    """Upper bound from a dated thing said to be "about a year ago": a year and two months after it."""
    for day, start in days_told(body):
        if _YEAR_AGO.search(body[max(0, start - _NEAR) : start + _NEAR]) and day + _YEAR + _ABOUT >= earliest:
            return day + _YEAR + _ABOUT
    return None


def _by_last_year(body: str) -> Published:
    """A text that says "last year" and names a year by number is of the year after it."""
    years = years_told(body)
    if not years or not _LAST_YEAR.search(body):
        return Published()
    year = max(years) + 1
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Published(first, "inferred", first, last) if _possible(first) else Published()

"""By when something foreseen is to come: the date that its statement, or else its condition, sets."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad.coding.when import last_day
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.scene import Scene
    from marsad.languages.grammar import TimeExpression

COLUMNS: Final = ("words", "kind", "month", "note")
HorizonKind = Literal["before", "end", "middle", "now", "season"]
_YEAR: Final = len("2024")
_MONTH: Final = len("2024-05")
_JUNE: Final = 6
_LAST_MONTH: Final = 12
_NEAR: Final = 2


class HorizonWord(NamedTuple):
    """A row: what a word does to the date beside it; the month of a season, else 0."""

    kind: HorizonKind
    month: int


def horizon_of(scene: Scene, start: int, end: int) -> str | None:
    """The latest date that tokens ``start`` to ``end`` set, if it lies ahead; None where they set none.

    Returns:
        ISO 8601 day, month or year, as exact as it is told.
    """
    if start >= end:
        return None
    first, last = scene.tokens[start].start, scene.tokens[end - 1].end
    inside = [time for time in scene.times if first <= time.start < last]
    dates = [date for time in inside if (date := _bound(scene, time)) and _is_ahead(date, scene.published)]
    seasons = list(_seasons(scene, start, end))
    return max([*dates, *seasons], key=_exact, default=None)


def _exact(date: str) -> tuple[int, dt.date]:
    """The most exact date goes first, then the latest ("خلال عام، أي قبل نهاية يوليو")."""
    return len(date), last_day(date) or dt.date.min


def _bound(scene: Scene, time: TimeExpression) -> str | None:
    """The date by which, of one expression of time."""
    date = time.end_date or (time.date if time.kind != "duration" else None)
    if date is None:
        return None
    kinds = {word.kind for word in _words(scene, time.text)}
    if "now" in kinds:
        return None
    if "before" in kinds and not kinds & {"end", "middle"}:
        return _eve(date)
    if "middle" in kinds and len(date) == _YEAR:
        return f"{date}-{_JUNE:02}"
    return date


def _words(scene: Scene, text: str) -> Iterator[HorizonWord]:
    known = horizon_words(scene.language.code)
    for word in scene.language.even(text).split():
        found = next(
            (known[split.stem] for split in scene.language.word(word).splits if split.stem in known), None
        )
        if found is not None:
            yield found


def _eve(date: str) -> str:
    """The day before a day, month or year begins."""
    first = f"{date}-01-01" if len(date) == _YEAR else f"{date}-01" if len(date) == _MONTH else date
    return (dt.date.fromisoformat(first) - dt.timedelta(days=1)).isoformat()


def _is_ahead(date: str, published: dt.date | None) -> bool:
    last = last_day(date)
    return last is not None and (published is None or last >= published)


def _seasons(scene: Scene, start: int, end: int) -> Iterator[str]:
    """The month in which the season begins that a statement names as its bound ("قبل الصيف")."""
    if scene.published is None:
        return
    known = horizon_words(scene.language.code)
    for index in range(start + 1, end):
        if scene.is_timed(index) or not _is_bound(scene, index):
            continue
        stems = [split.stem for split in scene.tokens[index].word.splits if split.article]
        month = next((known[stem].month for stem in stems if stem in known and known[stem].month), None)
        if month is not None:
            year = scene.published.year + (month < scene.published.month)
            yield f"{year}-{month:02}"


def _is_bound(scene: Scene, index: int) -> bool:
    """Whether a preposition stands before a token, at most a word between ("قبل حلول الصيف")."""
    near = scene.tokens[max(0, index - _NEAR) : index]
    return any(reading.kind == "preposition" for token in near for reading in token.word.readings)


@lru_cache(maxsize=4)
def horizon_words(code: str) -> dict[str, HorizonWord]:
    """Word in even spelling → what it does to a date.

    Raises:
        DataFileError: an unknown kind, or a season without a month from 1 to 12.
    """
    found: dict[str, HorizonWord] = {}
    for row in rows("marsad.coding", f"data/horizons.{code}.tsv", COLUMNS):
        kind = next((name for name in get_args(HorizonKind) if name == row["kind"]), None)
        if kind is None:
            raise row.error(f"unknown kind {row['kind']!r}")
        month = int(row["month"]) if row["month"].isdigit() else 0
        if (kind == "season") != (1 <= month <= _LAST_MONTH):
            raise row.error(f"month {row['month']!r} of a {kind}")
        for word in row.alternatives("words"):
            found[language(code).even(word)] = HorizonWord(kind, month)
    return found

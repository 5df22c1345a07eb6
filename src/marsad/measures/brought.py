"""Tables that the user brings, as CSV with a header: trade, GDP, arms, aid, votes, and series of numbers.

What a table is of is told by its header. A bad row is kept as a problem with file and line, and the rest goes
on; a table with another header, or that cannot be read, is refused as a whole.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.actors import country_names
from marsad.errors import MalformedError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Matter = Literal["trade", "arms", "aid", "gdp", "votes", "series"]

HEADERS: Final[dict[Matter, tuple[str, ...]]] = {
    "trade": ("exporter", "importer", "year", "value"),
    "arms": ("supplier", "recipient", "year", "value"),
    "aid": ("donor", "recipient", "year", "value"),
    "gdp": ("state", "year", "gdp"),
    "votes": ("state", "resolution", "vote", "date"),
    "series": ("date", "value"),
}
_VOTES: Final = {"yes": 1, "abstain": 2, "no": 3, "1": 1, "2": 2, "3": 3, "absent": 0, "8": 0, "9": 0}
_YEARS: Final = range(1800, 2101)


class Flow(NamedTuple):
    """What went from one state to another in a year; ``giver`` is the exporter, supplier or donor."""

    matter: Matter
    giver: str
    taker: str
    year: int
    value: float


class Vote(NamedTuple):
    """A vote: 1 for yes, 2 for an abstention, 3 for no; absences are left out."""

    state: str
    resolution: str
    vote: int
    year: int


class Brought(NamedTuple):
    """What tables hold.

    Attributes:
        flows: of trade, arms and aid.
        products: gross domestic product by state and year.
        votes: in the order of the tables.
        points: day → value of a series.
        problems: bad rows, each an error that names file and line.
    """

    flows: list[Flow]
    products: dict[tuple[str, int], float]
    votes: list[Vote]
    points: dict[dt.date, float]
    problems: list[MalformedError]


def brought(paths: Iterable[Path], matters: Iterable[Matter] = tuple(HEADERS)) -> Brought:
    """What tables hold, together.

    Args:
        paths: of CSV files in UTF-8.
        matters: what they may be of.

    Raises:
        UnreadableError: a file that cannot be read.
        MalformedError: a file whose header is none of those that may be.
    """
    found = Brought([], {}, [], {}, [])
    seen: dict[tuple[object, ...], str] = {}
    allowed = tuple(matters)
    for path in paths:
        _read(path, allowed, found, seen)
    return found


def _read(
    path: Path, allowed: tuple[Matter, ...], found: Brought, seen: dict[tuple[object, ...], str]
) -> None:
    rows = _rows(path)
    _, header = next(rows, (1, []))
    names = tuple(cell.strip().lower() for cell in header)
    matter = next((each for each in allowed if sorted(HEADERS[each]) == sorted(names)), None)
    if matter is None:
        due = "; ".join(",".join(HEADERS[each]) for each in allowed)
        raise MalformedError(str(path), f"header is {','.join(header)!r}, must be one of: {due}", 1)
    for line, cells in rows:
        try:
            key = _KEEPERS[matter](_row(names, cells), found, seen, matter)
            seen[key] = f"{path}:{line}"
        except ValueError as error:
            found.problems.append(MalformedError(str(path), str(error), line))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line it ends on."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            yield from ((reader.line_num, cells) for cells in reader if cells)
    except OSError as error:
        raise UnreadableError(str(path), (error.strerror or str(error)).lower()) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(str(path), "is no CSV in UTF-8") from error


def _row(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(names):
        raise ValueError(f"{len(cells)} cells where {len(names)} are due")
    return dict(zip(names, (cell.strip() for cell in cells), strict=True))


def _new(key: tuple[object, ...], seen: Mapping[tuple[object, ...], str]) -> tuple[object, ...]:
    if key in seen:
        raise ValueError(f"the same is told in {seen[key]}")
    return key


def _flow(
    row: Mapping[str, str], found: Brought, seen: Mapping[tuple[object, ...], str], matter: Matter
) -> tuple[object, ...]:
    giver, taker = (_state(row[name]) for name in HEADERS[matter][:2])
    if giver == taker:
        raise ValueError(f"{giver} is on both sides")
    flow = Flow(matter, giver, taker, _year(row["year"]), _amount(row["value"]))
    key = _new(flow[:4], seen)
    found.flows.append(flow)
    return key


def _product(
    row: Mapping[str, str], found: Brought, seen: Mapping[tuple[object, ...], str], matter: Matter
) -> tuple[object, ...]:
    state, year, amount = _state(row["state"]), _year(row["year"]), _amount(row["gdp"])
    if not amount:
        raise ValueError("a gdp of 0")
    key = _new((matter, state, year), seen)
    found.products[state, year] = amount
    return key


def _vote(
    row: Mapping[str, str], found: Brought, seen: Mapping[tuple[object, ...], str], matter: Matter
) -> tuple[object, ...]:
    state, cast = _state(row["state"]), _VOTES.get(row["vote"].lower())
    if cast is None:
        raise ValueError(f"vote {row['vote']!r}; known: {', '.join(_VOTES)}")
    if not row["resolution"]:
        raise ValueError("no resolution")
    year = _day(row["date"]).year
    key = _new((matter, state, row["resolution"]), seen)
    if cast:
        found.votes.append(Vote(state, row["resolution"], cast, year))
    return key


def _point(
    row: Mapping[str, str], found: Brought, seen: Mapping[tuple[object, ...], str], matter: Matter
) -> tuple[object, ...]:
    day, value = _day(row["date"]), _number(row["value"])
    key = _new((matter, day), seen)
    found.points[day] = value
    return key


_KEEPERS: Final[
    Mapping[
        Matter,
        Callable[[Mapping[str, str], Brought, Mapping[tuple[object, ...], str], Matter], tuple[object, ...]],
    ]
] = {"trade": _flow, "arms": _flow, "aid": _flow, "gdp": _product, "votes": _vote, "series": _point}


def _state(code: str) -> str:
    if code not in country_names():
        raise ValueError(f"unknown state {code!r}; a code of three capitals is due")
    return code


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) not in _YEARS:
        raise ValueError(f"{text!r} is no year")
    return int(text)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date; YYYY-MM-DD is due") from None


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is no number")
    return number


def _amount(text: str) -> float:
    number = _number(text)
    if number < 0:
        raise ValueError(f"{text} is below 0")
    return number

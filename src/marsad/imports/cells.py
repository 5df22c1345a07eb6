"""What rows of all formats have in common: days, origins, columns, and what a row can turn out to be."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from marsad.archive.importing import ImportedRow, Problem
from marsad.errors import MalformedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from marsad.imports.lines import Line

_DAY_FORMATS: Final = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y")
_EARLIEST: Final = 1800


class Left(NamedTuple):
    """A row that is no event of PLOVER: its line, and the code that says so."""

    line: int
    code: str


class Unknown(NamedTuple):
    """A side that is not in the tables: its code or name. The event is kept with UNK."""

    code: str


Found = ImportedRow | Problem | Left | Unknown
Told = TypeVar("Told")


class RowError(ValueError):
    """A row does not hold what its format promises; the text says what."""


@lru_cache(maxsize=65_536)
def day_of(text: str) -> str:
    """A day as ISO 8601, from the ways in which the formats write it.

    Raises:
        RowError: no day, or one before 1800.
    """
    for form in _DAY_FORMATS:
        try:
            # a day has no time zone; ISO text comes first, for it is the most frequent
            day = dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day.year >= _EARLIEST:
            return day.isoformat()
    raise RowError(f"{text!r} is no day" if text.strip() else "no day")


def origin_of(url: str, otherwise: str = "") -> str:
    """The domain of an address, without "www." and port; else the name given, else "unknown source"."""
    parts = url.split("/", 3)
    if len(parts) > _HOST and parts[0].endswith(":") and not parts[1]:
        host = _domain(parts[_HOST])
        if host:
            return host
    return otherwise.strip() or "unknown source"


@lru_cache(maxsize=65_536)
def _domain(host: str) -> str:
    return host.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


_HOST: Final = 2


def joined(parts: Sequence[str]) -> str | None:
    """Parts with "|" between them; None where all are empty."""
    return "|".join(parts) if any(parts) else None


def number_of(text: str, name: str) -> float:
    """A number of a cell.

    Raises:
        RowError: none.
    """
    try:
        return float(text)
    except ValueError:
        raise RowError(f"{name} {text!r} is no number") from None


class Header:
    """The columns of a table by their names, in any case and order.

    Args:
        cells: the header as it stands.
        needed: names that must be there.
        file: for the message.

    Raises:
        MalformedError: a name is missing.
    """

    def __init__(self, cells: Sequence[str], needed: Sequence[str], file: str) -> None:
        self._places = {cell.strip().strip('"').lower(): place for place, cell in enumerate(cells)}
        self.width = len(cells)
        missing = [name for name in needed if name not in self._places]
        if missing:
            raise MalformedError(file, f"no column {', '.join(missing)}; is it of this format?", 1)

    def row(self, cells: Sequence[str]) -> Mapping[str, str]:
        """The cells by the names of their columns.

        Raises:
            RowError: more or fewer cells than columns.
        """
        if len(cells) != self.width:
            raise RowError(f"{len(cells)} columns where {self.width} are due")
        return {name: cells[place].strip() for name, place in self._places.items()}


def each(
    rows: Iterable[tuple[int, Told] | Problem], of_row: Callable[[int, Told], Iterable[Found]]
) -> Iterator[Found]:
    """What every row is, as its format reads it; one that breaks the format's promise is a problem.

    Args:
        rows: number and content of each, or what was wrong with it before.
        of_row: reads number and content; raises `RowError`.
    """
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            yield from of_row(*row)
        except RowError as error:
            yield Problem(row[0], str(error))


def table_rows(
    lines: Iterator[Line | Problem], needed: Sequence[str], file: str
) -> Iterator[tuple[int, Mapping[str, str]] | Problem]:
    """Rows of tab-separated text with a header, by the names of the columns.

    Raises:
        MalformedError: the header lacks a column, or cannot be read.
    """
    header: Header | None = None
    for line in lines:
        if isinstance(line, Problem):
            if header is None:
                raise MalformedError(file, f"header: {line.reason}", line.line)
            yield line
        elif header is None:
            header = Header(line.text.split("\t"), needed, file)
        else:
            try:
                yield line.number, header.row(line.text.split("\t"))
            except RowError as error:
                yield Problem(line.number, str(error))

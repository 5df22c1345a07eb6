"""Reading of the tab-separated tables that hold the domain knowledge.

A table is UTF-8 text: lines that start with ``#`` are remarks, the first other line is the header, every
further line is one row with as many cells as the header. ``|`` parts alternatives inside a cell; an empty
cell is the empty string. Blank lines are not allowed, so that a lost row is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from marsad.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with the place it stands at."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells[column]

    def alternatives(self, column: str) -> list[str]:
        """The alternatives of a cell, parted by ``|``; empty list for an empty cell."""
        return [part.strip() for part in self.cells[column].split("|") if part.strip()]

    def error(self, problem: str) -> DataFileError:
        """An error that names this row."""
        return DataFileError(self.file, self.line, problem)


def rows(package: str, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a table shipped in a package.

    Args:
        package: dotted package that holds the file.
        name: file name, possibly with a folder ("data/states.tsv").
        columns: the header that the file must have, in order.

    Raises:
        DataFileError: wrong header, wrong number of cells, blank line, or a row given twice.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return parsed_rows(text, f"{package.replace('.', '/')}/{name}", columns)


def rows_of_file(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a table that the user brings; raises as `rows` does."""
    return parsed_rows(path.read_text(encoding="utf-8"), str(path), columns)


def parsed_rows(text: str, file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a table given as text; ``file`` is the name for messages."""
    header_seen = False
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or (not line and number == text.count("\n") + 1):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header_seen:
            header_seen = _checked_header(cells, columns, file, number)
            continue
        if len(cells) != len(columns):
            raise DataFileError(file, number, f"{len(cells)} cells where {len(columns)} are due")
        if line in seen:
            raise DataFileError(file, number, f"the same row stands in line {seen[line]}")
        seen[line] = number
        yield Row(file, number, dict(zip(columns, cells, strict=True)))
    if not header_seen:
        raise DataFileError(file, 1, "no header")


def written_rows(columns: tuple[str, ...], cells: Iterable[Mapping[str, str]]) -> str:
    """The text of a table that `parsed_rows` reads back as the same cells.

    Args:
        columns: the header.
        cells: the rows, each with a value for every column, without tabs and line ends.
    """
    lines = ["\t".join(columns), *("\t".join(row[column] for column in columns) for row in cells)]
    return "\n".join(lines) + "\n"


def _checked_header(cells: list[str], columns: tuple[str, ...], file: str, number: int) -> bool:
    if tuple(cells) != columns:
        raise DataFileError(file, number, f"header is {cells}, must be {list(columns)}")
    return True

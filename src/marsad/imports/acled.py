"""ACLED: CSV with a header, event and sub-event types of its own, actors by name."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.archive.importing import ImportedRow, Problem
from marsad.errors import MalformedError
from marsad.imports.cameo import Act, act_of
from marsad.imports.cells import Found, Header, Left, RowError, Unknown, day_of, origin_of
from marsad.imports.lines import LONGEST_LINE
from marsad.imports.parties import Side, country_of
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marsad.imports.lines import Line

NEEDED: Final = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country",
    "source",
)  # fmt: skip
COLUMNS: Final = ("event_type", "sub_event_type", "type", "mode", "contexts", "sides")
SIDES: Final = ("", "mutual", "turned")
_PRECISION: Final = {"": "day", "1": "day", "2": "day", "3": "month"}
_YEARS: Final = re.compile(r"\s*\(\d{4}-(\d{4})?\)")
_OF_STATE: Final = re.compile(
    r"(?P<what>Military Forces|Police Forces|Government|Coast Guard|Presidential Guard) of (the )?"
    r"(?P<land>.+)"
)
_IN_BRACKETS: Final = re.compile(r"(?P<who>[^()]+) \((?P<land>[^()]+)\)")
_BODY_SECTORS: Final = {
    "Military Forces": "MIL", "Presidential Guard": "MIL", "Police Forces": "COP", "Coast Guard": "COP",
    "Government": "GOV", "Protesters": "CVL", "Rioters": "CVL", "Civilians": "CVL",
    "Private Security Forces": "BUS",
}  # fmt: skip


class Kind(NamedTuple):
    """A sub-event type: its act, and who acts on whom."""

    act: Act
    sides: str


@lru_cache(maxsize=1)
def kinds() -> dict[tuple[str, str], Kind]:
    """Event type and sub-event type, in small letters → kind.

    Raises:
        DataFileError: a pair given twice, or a type, mode, context or order of sides that there is not.
    """
    found: dict[tuple[str, str], Kind] = {}
    for row in rows("marsad.imports", "data/acled.tsv", COLUMNS):
        pair = row["event_type"].lower(), row["sub_event_type"].lower()
        if pair in found or row["sides"] not in SIDES:
            raise row.error(f"{pair} is given twice, or {row['sides']!r} is no order of sides")
        found[pair] = Kind(act_of(row), row["sides"])
    return found


def found(lines: Iterator[Line | Problem], file: str) -> Iterator[Found]:
    """What every record of a file is; one that spans several lines is named by the first.

    Raises:
        MalformedError: the header lacks a column.
    """
    header: Header | None = None
    for record in _records(lines):
        if header is None:
            if isinstance(record, Problem):
                raise MalformedError(file, f"header: {record.reason}", record.line)
            header = Header(record[1], NEEDED, file)
        elif isinstance(record, Problem):
            yield record
        else:
            try:
                yield from _of_row(record[0], header.row(record[1]))
            except RowError as error:
                yield Problem(record[0], str(error))


def _records(lines: Iterator[Line | Problem]) -> Iterator[tuple[int, list[str]] | Problem]:
    """Records of CSV; a line that cannot be read ends the record that it stands in."""
    feed = _Feed(lines)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(feed, strict=True)
    while True:
        feed.first = 0
        found: list[tuple[int, list[str]] | Problem] = []
        try:
            record = next(reader)
        except StopIteration:
            yield from feed.taken()
            return
        except csv.Error as error:
            found.append(Problem(feed.first or feed.last, _where(feed, f"no CSV: {error}")))
            reader = csv.reader(feed, strict=True)
        else:
            found += [(feed.first, record)] if record else []
        # In the order of lines, so that a run which goes on after a line misses none before it.
        yield from sorted([*feed.taken(), *found], key=itemgetter(0))


def _where(feed: _Feed, reason: str) -> str:
    return reason if feed.first == feed.last else f"{reason} (up to line {feed.last})"


class _Feed:
    """Lines for the reader of CSV, which remembers where a record begins and what could not be read."""

    def __init__(self, lines: Iterator[Line | Problem]) -> None:
        self._lines = lines
        self.first = self.last = 0
        self._problems: list[Problem] = []

    def taken(self) -> list[Problem]:
        """The lines that could not be read since it was last asked."""
        problems, self._problems = self._problems, []
        return problems

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, Problem):
                self._problems.append(line)
                continue
            self.first, self.last = self.first or line.number, line.number
            return line.text + "\n"
        raise StopIteration


def _of_row(number: int, cells: Mapping[str, str]) -> Iterator[Found]:
    pair = cells["event_type"].lower(), cells["sub_event_type"].lower()
    kind = kinds().get(pair)
    if kind is None:
        raise RowError(f"unknown type {cells['event_type']!r} / {cells['sub_event_type']!r}")
    if not cells["event_id_cnty"]:
        raise RowError("no event_id_cnty")
    if not kind.act.type:
        yield Left(number, f"{cells['event_type']} / {cells['sub_event_type']}")
        return
    sides = side_of(cells["actor1"]), side_of(cells["actor2"])
    for side in sides:
        if side.missing:
            yield Unknown(side.missing)
    yield _row(number, cells, kind, sides)


def _row(number: int, cells: Mapping[str, str], kind: Kind, sides: tuple[Side, Side]) -> ImportedRow:
    day, told = day_of(cells["event_date"]), cells.get("time_precision", "")
    if told not in _PRECISION:
        raise RowError(f"time_precision {told!r} is not 1, 2 or 3")
    precision = _PRECISION[told]
    actors, recipients = _ordered(sides, kind.sides)
    parts = [cells.get(name, "") for name in ("location", "admin1", "country")]
    return ImportedRow(
        f"acled:{cells['event_id_cnty']}", number, f"{day[:7]}-01" if precision == "month" else day,
        precision, *kind.act,
        "|".join(side.party for side in actors), "|".join(side.sector for side in actors) or None,
        "|".join(side.party for side in recipients), "|".join(side.sector for side in recipients) or None,
        ", ".join(part for part in parts if part) or None, country_of(cells["country"]), "actual", 1.0, day,
        origin_of("", cells["source"].split(";")[0]), None, cells.get("notes") or None,
    )  # fmt: skip


def _ordered(sides: tuple[Side, Side], order: str) -> tuple[list[Side], list[Side]]:
    one, other = ([side] if side.party else [] for side in sides)
    if order == "mutual":
        return [*one, *other], []
    return (other, one) if order == "turned" else (one, other)


@lru_cache(maxsize=65_536)
def side_of(actor: str) -> Side:
    """The side of an actor's name: "Military Forces of Kazakhstan (2019-)", "Protesters (India)".

    Groups named without a state are kept as unknown; who fights at home acts within one state.
    """
    if not actor:
        return Side("")
    name = _YEARS.sub("", actor).strip()
    state = _OF_STATE.match(name)
    if state:
        land = _land(state["land"])
        return Side(land or "UNK", _BODY_SECTORS[state["what"]], "" if land else actor)
    bracketed = _IN_BRACKETS.fullmatch(name)
    land = _land(bracketed["land"]) if bracketed else None
    if bracketed and land:
        return Side(land, _BODY_SECTORS.get(bracketed["who"].strip(), ""))
    return Side("UNK", "", actor)


def _land(text: str) -> str | None:
    """The country at the start of what follows "of": "Mali Gendarmerie" and "Russia Navy" too."""
    words = re.split(r"\s*[-,(]\s*|\s+", text)
    for length in range(len(words), 0, -1):
        code = country_of(" ".join(words[:length])) if length < len(words) else country_of(text)
        if code:
            return code
    return None

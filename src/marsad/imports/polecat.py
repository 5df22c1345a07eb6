"""POLECAT: tab-separated with a header, PLOVER types and modes, several countries parted by semicolons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad import plover
from marsad.archive.importing import ImportedRow, Problem
from marsad.errors import UnknownCodeError
from marsad.imports.cells import Found, RowError, Unknown, day_of, each, joined, origin_of, table_rows
from marsad.imports.parties import Side, body_side, country_of, named_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marsad.imports.lines import Line

NEEDED: Final = ("event id", "event date", "event type", "event mode", "actor country", "recipient country")
_EMPTY: Final = frozenset({"", "None", "NA"})


def found(lines: Iterator[Line | Problem], file: str) -> Iterator[Found]:
    """What every line of a file is.

    Raises:
        MalformedError: the header lacks a column.
    """
    return each(table_rows(lines, NEEDED, file), _of_row)


def _of_row(number: int, cells: Mapping[str, str]) -> Iterator[Found]:
    if not cells["event id"]:
        raise RowError("no event id")
    kind, mode = act_named(cells["event type"], cells["event mode"])
    actors, recipients = _sides(cells, "actor"), _sides(cells, "recipient")
    for side in (*actors, *recipients):
        if side.missing:
            yield Unknown(side.missing)
    day, country = day_of(cells["event date"]), cells.get("country", "")
    known = cells.get("publication date", "")
    place = cells.get("placename", "")
    yield ImportedRow(
        f"polecat:{cells['event id']}", number, day, "day", kind, mode,
        contexts_named(cells.get("contexts", "")),
        "|".join(side.party for side in actors), joined([side.sector for side in actors]),
        "|".join(side.party for side in recipients), joined([side.sector for side in recipients]),
        None if place in _EMPTY else place, country_of(country), "actual", 1.0,
        max(day, day_of(known)) if known not in _EMPTY else day,
        origin_of("", cells.get("source", "")), None, None,
    )  # fmt: skip


def act_named(kind: str, mode: str) -> tuple[str, str | None]:
    """A type and mode of PLOVER as a row names them, in any case.

    Raises:
        RowError: PLOVER does not have it.
    """
    wanted = mode.strip().lower().replace("_", "-").replace(" ", "-")
    told = None if mode.strip() in _EMPTY else wanted
    try:
        plover.check_mode(kind.strip().upper(), told)
    except UnknownCodeError as error:
        raise RowError(str(error).partition(";")[0]) from error
    return kind.strip().upper(), told


def contexts_named(text: str) -> str | None:
    """The contexts of a cell that PLOVER has, parted by "|"; others tell nothing here."""
    parts = [part.strip().lower().replace(" ", "_") for part in text.replace(",", ";").split(";")]
    return joined([part for part in dict.fromkeys(parts) if part in plover.contexts()])


def _sides(cells: Mapping[str, str], role: str) -> list[Side]:
    """The countries of a role, each once; without one, a body by its name."""
    sector = cells.get(f"primary {role} sector", "")
    countries = [part.strip() for part in cells[f"{role} country"].split(";")]
    told = dict.fromkeys(part for part in countries if part not in _EMPTY)
    if told:
        by_party = {side.party: side for part in told for side in [named_side(part, _told(sector))]}
        return list(by_party.values())
    body = body_side(cells.get(f"{role} name", ""))
    return [body] if body else []


def _told(sector: str) -> str:
    first = sector.split(";", maxsplit=1)[0].strip()
    return "" if first in _EMPTY else first

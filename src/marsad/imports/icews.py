"""ICEWS coded event data: tab-separated with a header, CAMEO codes, names of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.archive.importing import ImportedRow, Problem
from marsad.imports.cameo import act_of_code
from marsad.imports.cells import Found, Left, RowError, Unknown, day_of, each, origin_of, table_rows
from marsad.imports.parties import Side, body_side, country_of, named_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marsad.imports.lines import Line

NEEDED: Final = (
    "event id", "event date", "source name", "source country", "cameo code", "target name", "target country",
)  # fmt: skip
_SECTORS: Final = (
    ("Military", "MIL"), ("Police", "COP"), ("Judicial", "JUD"), ("Legislative", "LEG"), ("Rebel", "REB"),
    ("Insurgents", "REB"), ("Opposition", "OPP"), ("Government", "GOV"), ("Executive", "GOV"),
    ("Business", "BUS"), ("Media", "JRN"), ("Parties", "PTY"), ("Civilian", "CVL"),
    ("General Population", "CVL"),
)  # fmt: skip


def found(lines: Iterator[Line | Problem], file: str) -> Iterator[Found]:
    """What every line of a file is.

    Raises:
        MalformedError: the header lacks a column.
    """
    return each(table_rows(lines, NEEDED, file), _of_row)


def _of_row(number: int, cells: Mapping[str, str]) -> Iterator[Found]:
    act = act_of_code(cells["cameo code"])
    if act is None:
        raise RowError(f"unknown CAMEO code {cells['cameo code']!r}")
    if not cells["event id"]:
        raise RowError("no event id")
    if not act.type:
        yield Left(number, f"CAMEO {cells['cameo code']}")
        return
    actor, recipient = _side(cells, "source"), _side(cells, "target")
    for side in (actor, recipient):
        if side.missing:
            yield Unknown(side.missing)
    day, place = day_of(cells["event date"]), _place(cells)
    yield ImportedRow(
        f"icews:{cells['event id']}", number, day, "day", *act, actor.party, actor.sector or None,
        recipient.party, recipient.sector or None, place, country_of(cells.get("country", "")), "actual",
        1.0, day, origin_of("", cells.get("publisher", "")), None, cells.get("event text") or None,
    )  # fmt: skip


def _side(cells: Mapping[str, str], role: str) -> Side:
    """A country, else a body by its name ("NATO"); a name that is neither is unknown."""
    name, country = cells[f"{role} name"], cells[f"{role} country"]
    if not country:
        return body_side(name) or named_side(name)
    return named_side(country, _sector(cells.get(f"{role} sectors", "")))


def _sector(told: str) -> str:
    return next((sector for word, sector in _SECTORS if word in told), "")


def _place(cells: Mapping[str, str]) -> str | None:
    parts = [cells.get(name, "") for name in ("city", "province", "country")]
    return ", ".join(part for part in parts if part) or None

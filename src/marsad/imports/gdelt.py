"""GDELT 2 events: 61 tab-separated columns without a header (GDELT Event Codebook 2.0)."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from marsad.archive.importing import ImportedRow, Problem
from marsad.imports.cameo import act_of_code
from marsad.imports.cells import Found, Left, RowError, Unknown, day_of, each, origin_of
from marsad.imports.parties import Side, cameo_side, country_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.imports.lines import Line

COLUMNS: Final = 61
_ID, _DAY, _CODE, _PLACE, _ADDED, _URL = 0, 1, 26, 52, 59, 60
_ACTOR, _RECIPIENT = itemgetter(7, 8, 12, 13, 14), itemgetter(17, 18, 22, 23, 24)
_DATE_DIGITS: Final = 8


def found(lines: Iterator[Line | Problem], file: str) -> Iterator[Found]:  # noqa: ARG001  as the other formats
    """What every line of a file is."""
    return each(lines, _of_line)


def _of_line(number: int, text: str) -> list[Found]:
    cells = text.split("\t")
    if len(cells) != COLUMNS:
        raise RowError(f"{len(cells)} columns where {COLUMNS} are due")
    act = act_of_code(cells[_CODE])
    if act is None:
        raise RowError(f"unknown CAMEO code {cells[_CODE]!r}")
    if not cells[_ID].isdecimal():
        raise RowError(f"GLOBALEVENTID {cells[_ID]!r} is no number")
    if not act.type:
        return [Left(number, f"CAMEO {cells[_CODE]}")]
    actor, recipient = _side(_ACTOR(cells)), _side(_RECIPIENT(cells))
    day, url = day_of(cells[_DAY]), cells[_URL]
    row = ImportedRow(
        f"gdelt:{cells[_ID]}", number, day, "day", *act, actor.party, actor.sector or None, recipient.party,
        recipient.sector or None, *_place(cells[_PLACE]), "actual", 1.0,
        day_of(cells[_ADDED][:_DATE_DIGITS]), origin_of(url), url if "://" in url else None, None,
    )  # fmt: skip
    if actor.missing or recipient.missing:
        return [*(Unknown(side.missing) for side in (actor, recipient) if side.missing), row]
    return [row]


@lru_cache(maxsize=65_536)
def _side(cells: tuple[str, str, str, str, str]) -> Side:
    """Country, known group and three types of an actor; ethnic and religious codes tell no side."""
    country, group, *agents = cells
    return cameo_side(country, group, tuple(agents))


@lru_cache(maxsize=65_536)
def _place(name: str) -> tuple[str | None, str | None]:
    """The place and its country, by its last part ("Astana, Astana, Kazakhstan"): its codes are FIPS 10-4."""
    return name or None, country_of(name.rpartition(",")[2].strip())

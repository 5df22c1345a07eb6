"""PLOVER's JSON interchange format, one event a line, as Marsad writes it and as others do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec

from marsad.archive.importing import ImportedRow, Problem
from marsad.imports.cells import Found, RowError, Unknown, day_of, each, joined, origin_of
from marsad.imports.parties import Side, named_side
from marsad.imports.polecat import act_named, contexts_named
from marsad.records import Status, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.imports.lines import Line

_PART_OF_DAY: Final = re.compile(r"\d{4}(-\d\d)?")
_PRECISION: Final = {4: "year", 7: "month"}
_NUL: Final = "\\u0000"


def found(lines: Iterator[Line | Problem], file: str) -> Iterator[Found]:  # noqa: ARG001  as the other formats
    """What every line of a file is."""
    return each(lines, _of_line)


def _of_line(number: int, text: str) -> Iterator[Found]:
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RowError(f"no JSON: {error}") from error
    if not isinstance(told, dict):
        raise RowError("no JSON object")
    if _NUL in text and _holds_nul(told):
        raise RowError("holds a NUL character (\\u0000)")
    sides = _sides(told, "actor", "source"), _sides(told, "recipient", "target")
    for side in (*sides[0], *sides[1]):
        if side.missing:
            yield Unknown(side.missing)
    yield _row((number, text), told, *sides)


def _row(
    line: tuple[int, str], told: dict[str, Any], actors: list[Side], recipients: list[Side]
) -> ImportedRow:
    number, text = line
    kind, mode = act_named(_text(told, "type"), _text(told, "mode"))
    day, precision = _day(_text(told, "date"))
    url, place = _text(told, "url"), told.get("place")
    own = _text(told, "id") or content_id("plover", text)
    publisher = _text(told, "publisher") or _text(told, "storyid")
    return ImportedRow(
        f"plover:{own}", number, day, precision, kind, mode,
        contexts_named(";".join(_listed(told, "context") or _listed(told, "contexts"))),
        "|".join(side.party for side in actors), joined([side.sector for side in actors]),
        "|".join(side.party for side in recipients), joined([side.sector for side in recipients]),
        place if isinstance(place, str) else None, None, _status(told), _confidence(told), day,
        origin_of(url, publisher), url or None, _text(told, "text") or None,
    )  # fmt: skip


def _holds_nul(told: object) -> bool:
    """Whether any text in it holds U+0000, which PostgreSQL cannot carry."""
    if isinstance(told, dict):
        return any(_holds_nul(value) for value in told.values())
    if isinstance(told, list):
        return any(map(_holds_nul, told))
    return isinstance(told, str) and "\0" in told


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise RowError(f"{name} is no text")
    return str(value)


def _listed(told: dict[str, Any], name: str) -> list[str]:
    value = told.get(name) or []
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise RowError(f"{name} is no list of texts")
    return parts


def _sides(told: dict[str, Any], *names: str) -> list[Side]:
    name = next((name for name in names if told.get(name)), None)
    if name is None:
        return []
    parties = told[name] if isinstance(told[name], list) else [told[name]]
    return [_side(party, name) for party in parties]


def _side(party: object, name: str) -> Side:
    if not isinstance(party, dict):
        raise RowError(f"{name} is no list of objects")
    code = _text(party, "country") or _text(party, "code")
    side = _side_of(code, _text(party, "sector"))
    return Side("UNK", side.sector) if not side.party else side


@lru_cache(maxsize=65_536)
def _side_of(code: str, sector: str) -> Side:
    if any("|" in part for part in (code, sector)):
        raise RowError(f"{code or sector!r} is no code")
    if code == "UNK":
        return Side("UNK", sector)
    return named_side(code, sector)


@lru_cache(maxsize=65_536)
def _day(date: str) -> tuple[str, str]:
    """The first possible day, and how exact it is told."""
    if _PART_OF_DAY.fullmatch(date):
        return day_of(f"{date}-01-01"[:10]), _PRECISION[len(date)]
    return day_of(date), "day"


def _status(told: dict[str, Any]) -> str:
    status = _text(told, "status") or "actual"
    if status not in get_args(Status):
        raise RowError(f"unknown status {status!r}")
    return status


def _confidence(told: dict[str, Any]) -> float:
    value = told.get("confidence", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise RowError(f"confidence {value!r} is not above 0 and up to 1")
    return float(value)

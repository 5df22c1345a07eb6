"""The formats that can be imported, whose data they bring, and under which terms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.errors import UnknownCodeError
from marsad.imports import acled, gdelt, icews, plover_lines, polecat
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from marsad.archive.importing import Problem
    from marsad.imports.cells import Found
    from marsad.imports.lines import Line

    Parser = Callable[[Iterator[Line | Problem], str], Iterator[Found]]

_PARSERS: Final[dict[str, Parser]] = {
    "acled": acled.found,
    "gdelt": gdelt.found,
    "icews": icews.found,
    "plover": plover_lines.found,
    "polecat": polecat.found,
}
FORMATS: Final = tuple(sorted(_PARSERS))
COLUMNS: Final = ("format", "name", "where", "licence", "cite")


class Source(NamedTuple):
    """Whose data a format brings: name, address, terms, how to cite it."""

    name: str
    where: str
    licence: str
    cite: str


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Format → source (``data/sources.tsv``)."""
    return {
        row["format"]: Source(*(row[name] for name in COLUMNS[1:]))
        for row in rows("marsad.imports", "data/sources.tsv", COLUMNS)
    }


def parser_of(form: str) -> Parser:
    """What reads a format.

    Raises:
        UnknownCodeError: no such format.
    """
    if form not in _PARSERS:
        raise UnknownCodeError(f"unknown format {form!r}; known: {', '.join(FORMATS)}")
    return _PARSERS[form]

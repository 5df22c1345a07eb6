"""The tables of the actors' room, shipped, and the user's own rows over them.

A row in the user's folder replaces the shipped row of the same key and is added where there is none. Keys:
people by name, office and year of its start (a shipped row without a start is of any year); bodies by name
and year; places by name.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.caching import fingerprint
from marsad.tables import Row, rows, rows_of_file, written_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OWN_VARIABLE: Final = "MARSAD_ACTORS"
"""Environment variable: the folder of the user's own actor tables."""

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "ambiguous_forms": ("form", "codes", "default", "why"),
    "ambiguous_people": ("form", "name", "needs"),
    "behind": ("place", "behind"),
    "blocs": ("code", "name", "name_ar", "forms", "nisba", "sector", "wikidata"),
    "bodies": ("name", "name_ar", "forms", "country", "sector", "kind", "from", "to", "wikidata"),
    "former_names": ("form", "code", "kind", "from", "to", "note"),
    "offices": ("label", "office", "also", "sector"),
    "memberships": ("bloc", "member", "from", "to", "basis"),
    "outlets": ("name", "domains", "ownership", "owner", "basis"),
    "people": (
        "name", "name_ar", "forms", "country", "sector", "office", "from", "to", "basis", "wikidata",
    ),
    "place_nouns": ("form",),
    "places": ("name", "name_ar", "forms", "country", "kind", "power", "ambiguous", "lat", "lon"),
    "roles": ("form", "plural", "feminine", "sector", "kind", "note"),
    "told_apart": ("form", "code", "kind", "cues", "example"),
    "states": (
        "code", "name", "name_ar", "forms", "nisba", "people", "capital", "capital_forms", "region",
        "wikidata",
    ),
}  # fmt: skip
"""Table → its header."""

_KEYS: Final = {"people": ("name", "office", "from"), "bodies": ("name", "from"), "places": ("name",)}
_YEAR: Final = 4


def own_folder() -> Path:
    """Where the user's own rows stand: ``$MARSAD_ACTORS``, else the user's data folder."""
    told = os.environ.get(OWN_VARIABLE, "")
    if told:
        return Path(told)
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where no folder is told

    return user_data_path("marsad") / "actors"


def table(name: str) -> Iterator[Row]:
    """Rows of a table, the user's own over the shipped ones, which come last.

    Raises:
        DataFileError: a row is bad.
    """
    own = list(own_rows(name))
    if not own:
        yield from shipped(name)
        return
    replacing = {_key(name, row): row for row in own}
    undated = {_key(name, row)[:-1]: row for row in own if "from" in COLUMNS[name]}
    for row in shipped(name):
        key = _key(name, row)
        if key not in replacing and not (key[-1] == "" and key[:-1] in undated):
            yield row
    yield from replacing.values()


def shipped(name: str) -> Iterator[Row]:
    """Rows of a table as shipped."""
    return rows("marsad.actors", f"data/{name}.tsv", COLUMNS[name])


def own_file(name: str) -> Path:
    """The user's file of a table."""
    return own_folder() / f"{name}.tsv"


def own_rows(name: str) -> Iterator[Row]:
    """The user's own rows of a table; none where the table has no layer of theirs."""
    if name in _KEYS and own_file(name).is_file():
        yield from rows_of_file(own_file(name), COLUMNS[name])


def write_own_rows(name: str, fresh: Iterable[Mapping[str, str]]) -> None:
    """Puts rows into the user's own table, over those of the same key.

    Raises:
        DataFileError: the user's file has a bad row.
        OSError: it cannot be written.
    """
    cells = {_cells_key(name, row.cells): dict(row.cells) for row in own_rows(name)}
    cells |= {_cells_key(name, row): dict(row) for row in fresh}
    write_whole(own_file(name), written_rows(COLUMNS[name], [cells[key] for key in sorted(cells)]).encode())


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file of the user's folder, which is made where it is missing.

    The file is written beside and renamed, so that a killed run leaves the old one whole.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(content)
    beside.replace(file)


def _key(name: str, row: Row) -> tuple[str, ...]:
    """What makes a row the same fact in both layers."""
    return _cells_key(name, row.cells)


def _cells_key(name: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    columns = _KEYS.get(name, COLUMNS[name])
    return tuple(cells[column][:_YEAR] if column == "from" else cells[column] for column in columns)


def sources_fingerprint() -> str:
    """A hash of all that the index of names is compiled from: tables of both layers and the code itself."""
    own = [own_file(name) for name in sorted(_KEYS)]
    return fingerprint(chain(_shipped_sources(), (file for file in own if file.is_file())))


@lru_cache(maxsize=1)
def _shipped_sources() -> tuple[Path, ...]:
    """Files of this room and of the normaliser that names are written with."""
    room, normaliser = files("marsad.actors"), files("marsad.languages.arabic").joinpath("normalise.py")
    folder = Path(str(room))
    found = sorted((*folder.glob("*.py"), *(folder / "data").glob("*.tsv")))
    return (*found, Path(str(normaliser)))

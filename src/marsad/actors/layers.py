"""The tables of the actors' room, shipped, and the user's own rows over them.

A row in the user's folder replaces the shipped row of the same key and is added where there is none. Keys:
people by name, office and year of its start; bodies by name and year; places by name.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.caching import fingerprint
from marsad.tables import Row, rows, rows_of_file

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_VARIABLE: Final = "MARSAD_ACTORS"
"""Environment variable: the folder of the user's own actor tables."""

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "ambiguous_forms": ("form", "codes", "default", "why"),
    "ambiguous_people": ("form", "name", "needs"),
    "behind": ("place", "behind"),
    "blocs": ("code", "name", "name_ar", "forms", "nisba", "sector", "wikidata"),
    "bodies": ("name", "name_ar", "forms", "country", "sector", "kind", "from", "to", "wikidata"),
    "former_names": ("form", "code", "kind", "from", "to", "note"),
    "memberships": ("bloc", "member", "from", "to", "basis"),
    "people": (
        "name", "name_ar", "forms", "country", "sector", "office", "from", "to", "basis", "wikidata",
    ),
    "places": ("name", "name_ar", "forms", "country", "kind", "power", "ambiguous", "lat", "lon"),
    "roles": ("form", "plural", "feminine", "sector", "kind", "note"),
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
    """Rows of a table, the user's own over the shipped ones, in the order of the shipped table.

    Raises:
        DataFileError: a row is bad.
    """
    own = {_key(name, row): row for row in _own_rows(name)}
    for row in shipped(name):
        yield own.pop(_key(name, row), row) if own else row
    yield from own.values()


def shipped(name: str) -> Iterator[Row]:
    """Rows of a table as shipped."""
    return rows("marsad.actors", f"data/{name}.tsv", COLUMNS[name])


def own_file(name: str) -> Path:
    """The user's file of a table."""
    return own_folder() / f"{name}.tsv"


def _own_rows(name: str) -> Iterator[Row]:
    if name in _KEYS and own_file(name).is_file():
        yield from rows_of_file(own_file(name), COLUMNS[name])


def _key(name: str, row: Row) -> tuple[str, ...]:
    """What makes a row the same fact in both layers."""
    columns = _KEYS.get(name, COLUMNS[name])
    return tuple(row[column][:_YEAR] if column == "from" else row[column] for column in columns)


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

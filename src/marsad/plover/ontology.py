"""Event types, modes, quad classes, contexts and scores of PLOVER 2.0, read from tables."""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from marsad.errors import UnknownCodeError
from marsad.tables import rows

_PACKAGE = "marsad.plover"
DIMENSIONS = ("political", "military", "economic", "energy", "cultural")
_LIMIT = 10.0


class Quad(IntEnum):
    """Quad class: verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def cooperative(self) -> bool:
        """Whether the class is cooperation."""
        return self in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)

    @property
    def material(self) -> bool:
        """Whether the class is material rather than verbal."""
        return self in (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT)


class EventType(NamedTuple):
    """One of the 16 types: its quad class, score (−10 to 10), modes and meaning."""

    name: str
    quad: Quad
    score: float
    modes: frozenset[str]
    meaning: str


@lru_cache(maxsize=1)
def event_types() -> dict[str, EventType]:
    """The 16 types by name.

    Raises:
        DataFileError: a row of the tables is bad.
    """
    modes = _modes()
    found = {}
    for row in rows(_PACKAGE, "types.tsv", ("type", "quad", "score", "meaning")):
        name, score = row["type"], float(row["score"])
        if not -_LIMIT <= score <= _LIMIT:
            raise row.error(f"score {score} is not in -10 to 10")
        allowed = frozenset(modes.get(name, ()))
        found[name] = EventType(name, Quad(int(row["quad"])), score, allowed, row["meaning"])
    return found


def _modes() -> dict[str, list[str]]:
    modes: dict[str, list[str]] = defaultdict(list)
    for row in rows(_PACKAGE, "modes.tsv", ("type", "mode")):
        modes[row["type"]].append(row["mode"])
    return modes


@lru_cache(maxsize=1)
def contexts() -> dict[str, str]:
    """Context → the dimension that it counts for.

    Raises:
        DataFileError: an unknown dimension.
    """
    found = {}
    for row in rows(_PACKAGE, "contexts.tsv", ("context", "dimension")):
        if row["dimension"] not in DIMENSIONS:
            raise row.error(f"unknown dimension {row['dimension']!r}")
        found[row["context"]] = row["dimension"]
    return found


def event_type(name: str) -> EventType:
    """The type of a name.

    Raises:
        UnknownCodeError: no such type.
    """
    try:
        return event_types()[name]
    except KeyError:
        raise UnknownCodeError(f"unknown event type {name!r}; known: {', '.join(event_types())}") from None


def quad(name: str) -> Quad:
    """Quad class of a type; raises as `event_type` does."""
    return event_type(name).quad


def score(type_name: str, mode: str | None = None) -> float:
    """PLOVER's score of a type, −10 to 10.

    The manual's scores of single modes are not at hand, so that a mode changes nothing yet; the argument
    keeps the place where they belong.

    Raises:
        UnknownCodeError: unknown type, or a mode that the type does not have.
    """
    check_mode(type_name, mode)
    return event_type(type_name).score


def check_mode(type_name: str, mode: str | None) -> None:
    """Checks that a mode belongs to a type.

    Raises:
        UnknownCodeError: unknown type, or a mode that the type does not have.
    """
    allowed = event_type(type_name).modes
    if mode is not None and mode not in allowed:
        raise UnknownCodeError(
            f"{type_name} has no mode {mode!r}; it has: {', '.join(sorted(allowed)) or 'none'}"
        )

"""The room of measures: stories → numbers, each with how many stories and origins it rests on.

Formulas are those of docs/reference/measures.md; each function names the source of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.measures.alignment import Reading
    from marsad.measures.archived import (
        alignment_by_dimension,
        alignment_of,
        links_of,
        moves_of,
        near_deeds,
        partners_of,
        shares_of,
        structure_of,
        warnings_of,
        with_dealings,
    )
    from marsad.measures.beside import Structure
    from marsad.measures.borrowed import Borrowed, borrowed_deeds
    from marsad.measures.dealings import told_besides
    from marsad.measures.filed import filed_deeds
    from marsad.measures.links import Link
    from marsad.measures.series import Moved
    from marsad.measures.shares import Shares
    from marsad.measures.tallies import Tallies, tallied
    from marsad.measures.trap import Branch, Reaction, Said
    from marsad.measures.trapped import trap_of
    from marsad.measures.warned import Warned, warnings_among

__all__ = [
    "Borrowed",
    "Branch",
    "Link",
    "Moved",
    "Reaction",
    "Reading",
    "Said",
    "Shares",
    "Structure",
    "Tallies",
    "Warned",
    "alignment_by_dimension",
    "alignment_of",
    "borrowed_deeds",
    "filed_deeds",
    "links_of",
    "moves_of",
    "near_deeds",
    "partners_of",
    "shares_of",
    "structure_of",
    "tallied",
    "told_besides",
    "trap_of",
    "warnings_among",
    "warnings_of",
    "with_dealings",
]

_HOMES: Final = {
    "alignment": ("Reading",),
    "archived": (
        "alignment_by_dimension",
        "alignment_of",
        "links_of",
        "moves_of",
        "near_deeds",
        "partners_of",
        "shares_of",
        "structure_of",
        "warnings_of",
        "with_dealings",
    ),
    "beside": ("Structure",),
    "borrowed": ("Borrowed", "borrowed_deeds"),
    "dealings": ("told_besides",),
    "filed": ("filed_deeds",),
    "links": ("Link",),
    "series": ("Moved",),
    "shares": ("Shares",),
    "trap": ("Branch", "Reaction", "Said"),
    "trapped": ("trap_of",),
    "tallies": ("Tallies", "tallied"),
    "warned": ("Warned", "warnings_among"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

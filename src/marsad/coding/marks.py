"""Marks: what a mention is, apart from its words, where the condition of a frame asks for it ("@person")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.actors.mention import Mention

UNIONS: Final = frozenset({"EUR", "IGO", "UNO"})
"""Codes of bodies between states, which a state may leave."""
FORCES: Final = frozenset({"MIL", "REB"})
"""Sectors of those who bear arms in the field."""
PEOPLE: Final = "@people"
MARKS: Final = frozenset(
    {"@deed", "@force", "@official", PEOPLE, "@person", "@place", "@state", "@union"},
)
"""All that a condition may ask for in the place of a word."""


def marks_of(mention: Mention) -> Iterator[str]:
    """Marks of a mention at the head of a phrase.

    "@person", "@official" (a person of a government), "@force" (an army or armed group), "@union" (a body
    of states), "@state" (a state by its name or its capital's), "@place" (a town or district), "@people".
    """
    kinds = {part.kind for part in (mention.role, mention.party) if part is not None}
    if "person" in kinds:
        yield "@person"
        if mention.sector == "GOV":
            yield "@official"
    if mention.sector in FORCES:
        yield "@force"
    if mention.country in UNIONS:
        yield "@union"
    if mention.role is None and kinds & {"state", "capital"}:
        yield "@state"
    if mention.role is None and "place" in kinds:
        yield "@place"
    if mention.people:
        yield PEOPLE


def is_of_a_nation(mention: Mention) -> bool:
    """Whether a mention tells people by their nation only ("التونسيين", "أفغاني")."""
    return mention.people or (mention.role is None and mention.adjective)

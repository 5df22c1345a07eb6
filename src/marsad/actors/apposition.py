"""An office and the name of its holder, which stand side by side as one party."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.actors.mention import Mention


def continues(first: Mention, second: Mention) -> bool:
    """Whether a person's name directly follows the office ("الأمين العام للأمم المتحدة أنطونيو غوتيريش")."""
    person = second.party is not None and second.party.kind == "person"
    bare = not second.preposition and not second.conjunction
    party = first.party
    office = first.role is not None or (party is not None and party.kind == "person")
    office = office or (party is not None and party.kind == "body" and first.country == second.country)
    adjacent = first.end == second.start and second.role is None
    if party is not None and party.kind == "person" and second.party is not None:
        office = office and party.name == second.party.name  # "حذر ترامب روحاني" are two
    return person and bare and office and adjacent and not first.adjective


def joined(first: Mention, second: Mention) -> Mention:
    """The person with the office before the name as one mention."""
    return second._replace(
        start=first.start,
        conjunction=first.conjunction,
        preposition=first.preposition,
        role=first.role,
        gender=first.gender or second.gender,
    )

"""Names with several readings, settled by what stands around them (``told_apart.tsv``).

A cue in the sentence decides; else the one reading whose state the document has named before; else the
default of ``ambiguous_forms.tsv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.actors.knowledge import knowledge
from marsad.actors.writing import index_key

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from marsad.actors.parties import Name, Party

_SHADDA: Final = "\u0651"


def settled(
    name: Name,
    parties: tuple[Party, ...],
    raw: str,
    stems: Callable[[], frozenset[str]],
    countries: Container[str],
) -> tuple[Party, ...]:
    """The parties of a name, or the one reading that its surroundings tell.

    Args:
        name: the name as the index keeps it.
        parties: what it stands for by default.
        raw: its first word as written.
        stems: gives the stems of all words of the sentence.
        countries: codes that the document has named before.
    """
    readings = knowledge().readings.get(index_key(name), ())
    if not readings:
        return parties
    for reading in readings:
        if (reading.shadda and _SHADDA in raw) or not stems().isdisjoint(reading.cues):
            return knowledge().those([reading.party])
    if any(party.country in countries for party in parties):
        return parties
    named = [reading for reading in readings if reading.code in countries]
    return knowledge().those([named[0].party]) if len(named) == 1 else parties

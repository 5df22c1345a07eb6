"""What Marsad knows of parties: the tables of ``data/`` and the user's own, indexed by name.

Every name leads to one or more `Party` records, each valid for a span of time; the resolver picks by date.
The index is compiled once and kept in the user's cache; it is read in about 50 ms (see
``benchmarks/actors.py``).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.adjectives import adjective_pairs, adjectives
from marsad.actors.layers import sources_fingerprint, table
from marsad.actors.names import all_names, ambiguous_forms
from marsad.actors.parties import Name, Party, Role
from marsad.actors.roles import roles
from marsad.caching import cached

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Knowledge", "country_names", "knowledge"]


class Knowledge(NamedTuple):
    """All names and roles, indexed by first word (without article). Parties are given by their number.

    Attributes:
        parties: every party that a name stands for.
        names: first word → names that begin with it, the longest first.
        roles: first word → generic words that begin with it, the longest first.
        adjectives: inflected adjective → parties.
        pairs: first word of an inflected adjective of two (كوري جنوبي) → its second words and parties.
        codes: code → (Arabic name, English name).
        behind: name of a disputed land → the state that a refusal to recognise it is addressed to.
    """

    parties: list[Party]
    names: dict[str, list[tuple[Name, tuple[int, ...]]]]
    roles: dict[str, list[tuple[Name, Role]]]
    adjectives: dict[str, tuple[int, ...]]
    pairs: dict[str, list[tuple[str, int]]]
    codes: dict[str, tuple[str, str]]
    behind: dict[str, str]

    def those(self, numbers: Iterable[int]) -> tuple[Party, ...]:
        """The parties of some numbers."""
        return tuple(self.parties[number] for number in numbers)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge shipped with Marsad, with the user's own rows over it.

    Raises:
        DataFileError: a row of a table is bad.
    """
    return cached("actors", sources_fingerprint(), Knowledge, compiled)


def compiled() -> Knowledge:
    """The index made from the tables, which takes a second or so.

    Raises:
        DataFileError: a row of a table is bad.
    """
    numbers: dict[Party, int] = {}

    def number(party: Party) -> int:
        return numbers.setdefault(party, len(numbers))

    def numbered(parties: Iterable[Party]) -> tuple[int, ...]:
        return tuple(map(number, parties))

    bending = adjectives()
    names = {
        word: [(name, numbered(parties)) for name, parties in options]
        for word, options in _names(bending.keys()).items()
    }
    by_adjective = {form: numbered(parties) for form, parties in bending.items()}
    pairs = {
        first: [(second, number(party)) for second, party in options]
        for first, options in adjective_pairs().items()
    }
    return Knowledge(list(numbers), names, roles(), by_adjective, pairs, _codes(), _behind())


def country_names() -> dict[str, tuple[str, str]]:
    """Code → (Arabic name, English name)."""
    return knowledge().codes


def _names(bending: Iterable[str]) -> dict[str, list[tuple[Name, tuple[Party, ...]]]]:
    found: dict[Name, dict[Party, None]] = defaultdict(dict)
    for name, party in all_names():
        found[name][party] = None
    ambiguous, adjective_words = ambiguous_forms(), frozenset(bending)
    names: dict[str, list[tuple[Name, tuple[Party, ...]]]] = defaultdict(list)
    for name in {**found, **dict.fromkeys(ambiguous)}:
        if name not in found and len(name.words) == 1 and name.words[0] in adjective_words:
            continue
        parties = _unambiguous(name, tuple(found.get(name, ())), ambiguous)
        bound = ambiguous.get(name, "").endswith("?")
        names[name.words[0]].append((name._replace(after_preposition=bound), parties))
    for options in names.values():
        options.sort(key=lambda option: -len(option[0].words))
    return names


def _unambiguous(name: Name, parties: tuple[Party, ...], ambiguous: dict[Name, str]) -> tuple[Party, ...]:
    """The parties of a name, or only the default reading of one that the table marks as ambiguous.

    No default: no party, and the name stops shorter ones from being read into it (مسقط رأسه).
    """
    if name not in ambiguous or any(party.kind in ("person", "body") for party in parties):
        return parties
    default = ambiguous[name].removesuffix("?")
    fitting = tuple(party for party in parties if party.country == default)
    if fitting or not default:
        return fitting
    return (Party("place", "", " ".join(name.words), default),)


_NO_STATE: Final = {
    "IGO": ("منظمة دولية", "International organisation"),
    "IMG": ("جماعة مسلحة عابرة للحدود", "Transnational armed group"),
    "ISM": ("حركة دينية عابرة للحدود", "Transnational religious movement"),
    "MNC": ("شركة متعددة الجنسيات", "Multinational company"),
    "NGO": ("منظمة غير حكومية", "Non-governmental organisation"),
    "UNK": ("غير معروف", "Unknown"),
}


def _behind() -> dict[str, str]:
    return {row["place"]: row["behind"] for row in table("behind")}


def _codes() -> dict[str, tuple[str, str]]:
    names = {row["code"]: (row["name_ar"], row["name"]) for row in table("states")}
    names |= {row["code"]: (row["name_ar"], row["name"]) for row in table("blocs")}
    return names | _NO_STATE

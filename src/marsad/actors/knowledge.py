"""What Marsad knows of parties: the tables of ``data/`` and the user's own, indexed by name.

Every name leads to one or more `Party` records, each valid for a span of time; the resolver picks by date.
The index is compiled once and kept in the user's cache; it is read in about 50 ms (see
``benchmarks/actors.py``).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from marsad.actors.adjectives import adjective_pairs, adjectives
from marsad.actors.layers import sources_fingerprint, table
from marsad.actors.names import NO_CODE, all_names, ambiguous_forms, state_party
from marsad.actors.parties import Name, Party, Role
from marsad.actors.roles import roles
from marsad.actors.writing import index_key, name_of
from marsad.caching import cached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from marsad.tables import Row

READING_KINDS: Final = ("state", "capital", "place", "force", "people")
"""What a reading of a name with several may be."""
SHADDA_CUE: Final = "shadda"
"""Stands among the cues for a doubling sign on the name itself."""


class Reading(NamedTuple):
    """One meaning of a name that has several.

    Attributes:
        code: the state.
        cues: stems one of which in the sentence tells that it is meant.
        shadda: a doubling sign on the name tells it too (عمّان).
        party: number of the party.
    """

    code: str
    cues: frozenset[str]
    shadda: bool
    party: int


_PARTY: Final = msgspec.msgpack.Decoder(Party)
_NAMES: Final = msgspec.msgpack.Decoder(list[tuple[Name, tuple[int, ...]]])


class Knowledge(NamedTuple):
    """All names and roles, indexed by first word (without article). Parties are given by their number.

    Parties and names are kept as written in the cache and read when asked for: a process meets some hundreds
    of 40,000 names, and reading all took three times as long and 30 MB more.

    Attributes:
        parties: every party that a name stands for, see `those`.
        names: first word → names that begin with it, the longest first, see `names_from`.
        roles: first word → generic words that begin with it, the longest first.
        adjectives: inflected adjective → parties.
        pairs: first word of an inflected adjective of two (كوري جنوبي) → its second words and parties.
        codes: code → (Arabic name, English name).
        behind: name of a disputed land → the state that a refusal to recognise it is addressed to.
        given: first words of people's full names in even spelling.
        readings: name with its article → its meanings that the surroundings may tell.
        heirs: name of a union that fell apart → the state that what it did is coded with.
    """

    parties: list[msgspec.Raw]
    names: dict[str, msgspec.Raw]
    roles: dict[str, list[tuple[Name, Role]]]
    adjectives: dict[str, tuple[int, ...]]
    pairs: dict[str, list[tuple[str, int]]]
    codes: dict[str, tuple[str, str]]
    behind: dict[str, str]
    heirs: dict[str, str]
    readings: dict[str, list[Reading]]
    given: frozenset[str]

    def those(self, numbers: Iterable[int]) -> tuple[Party, ...]:
        """The parties of some numbers."""
        return tuple(_PARTY.decode(self.parties[number]) for number in numbers)

    def everyone(self) -> tuple[Party, ...]:
        """All parties; takes a while."""
        return self.those(range(len(self.parties)))

    def names_from(self, word: str) -> list[tuple[Name, tuple[int, ...]]]:
        """Names whose first word it is, the longest first, each with the numbers of its parties."""
        found = self.names.get(word)
        return [] if found is None else _NAMES.decode(found)


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
        word: _raw([(name, numbered(parties)) for name, parties in options])
        for word, options in _names(bending.keys()).items()
    }
    by_adjective = {form: numbered(parties) for form, parties in bending.items()}
    pairs = {
        first: [(second, number(party)) for second, party in options]
        for first, options in adjective_pairs().items()
    }
    readings = _readings(number)
    return Knowledge(
        list(map(_raw, numbers)),
        names,
        roles(),
        by_adjective,
        pairs,
        _codes(),
        _behind(),
        _heirs(),
        readings,
        _given(),
    )


def _raw(thing: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(thing))


def country_names() -> dict[str, tuple[str, str]]:
    """Code → (Arabic name, English name)."""
    return knowledge().codes


def acting_country(party: Party | None, country: str | None) -> str | None:
    """The country that the deeds of a party's bodies are coded with: of the Soviet forces, RUS."""
    return knowledge().heirs.get(party.name, country) if party is not None and country == NO_CODE else country


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


def _heirs() -> dict[str, str]:
    return {row["note"]: row["code"] for row in table("former_names") if row["kind"] == "union"}


def _readings(number: Callable[[Party], int]) -> dict[str, list[Reading]]:
    states = {row["code"]: row for row in table("states")}
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in table("told_apart"):
        if row["code"] not in states:
            raise row.error(f"unknown code {row['code']!r}")
        cues = frozenset(word for cue in row.alternatives("cues") for word in name_of(cue).words[:1])
        party = _read_as(row, states[row["code"]])
        reading = Reading(row["code"], cues - {SHADDA_CUE}, SHADDA_CUE in cues, number(party))
        found[index_key(name_of(row["form"]))].append(reading)
    return dict(found)


def _read_as(row: Row, state: Row) -> Party:
    """What a row of ``told_apart.tsv`` reads a name as."""
    if row["kind"] == "place":
        return Party("place", "", row["form"], row["code"])
    if row["kind"] == "force":
        return Party("body", "", row["form"], row["code"], "MIL")
    if row["kind"] == "people":
        return state_party(state, "state")._replace(kind="people", sector="CVL", gender="m")
    return state_party(state, "capital" if row["kind"] == "capital" else "state")


def _given() -> frozenset[str]:
    forms = (form for row in table("people") for form in (row["name_ar"], *row.alternatives("forms")))
    return frozenset(name_of(form).words[0] for form in forms if " " in form and not form.startswith("ال"))


def _codes() -> dict[str, tuple[str, str]]:
    names = {row["code"]: (row["name_ar"], row["name"]) for row in table("states")}
    names |= {row["code"]: (row["name_ar"], row["name"]) for row in table("blocs")}
    return names | _NO_STATE

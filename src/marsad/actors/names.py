"""From the rows of the tables to names and the parties that they stand for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from marsad.actors.layers import table
from marsad.actors.parties import Name, Party, PartyKind
from marsad.actors.writing import date_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.tables import Row

NO_CODE: Final = "UNK"
"""A party that the codebook gives no code."""
BETWEEN_STATES: Final = frozenset({"EUR", "IGO", "UNO"})
"""Codes of bodies that states sit in."""

_WITHOUT_ALEF: Final = ("ة", "ون", "ين")
"""Endings that take no alef in the accusative."""

# Names of states are feminine in Arabic but for these, of which the press makes either.
_EITHER_GENDER: Final = frozenset({"HUN", "IRQ", "JOR", "LBN", "MAR", "SDN", "SSD", "VAT", "YEM"})


def all_names() -> Iterator[tuple[Name, Party]]:
    """Every name of the tables with the party it stands for; a name may come several times.

    Raises:
        DataFileError: a row is bad.
    """
    yield from _state_names()
    yield from _former_names()
    yield from _bloc_names()
    yield from _place_names()
    yield from _body_names()
    yield from _people_names()


def ambiguous_forms() -> dict[Name, str]:
    """Name → the code that it means by default; see the remarks of the table."""
    return {name_of(row["form"]): row["default"] for row in table("ambiguous_forms")}


def state_party(row: Row, kind: PartyKind) -> Party:
    """The state of a row of the states' table."""
    gender = "" if kind == "state" and row["code"] in _EITHER_GENDER else "f"
    return Party(
        kind, row["name"], row["name_ar"], row["code"], wikidata=row["wikidata"] or None, gender=gender
    )


def _state_names() -> Iterator[tuple[Name, Party]]:
    for row in table("states"):
        state = state_party(row, "state")
        for form in _arabic_forms(row):
            yield name_of(form), state
        for form in row.alternatives("capital_forms"):
            yield name_of(form), state_party(row, "capital")._replace(seat=row["capital"] or None)
        people = state._replace(kind="people", sector="CVL", gender="m")
        own = {name_of(form) for form in _arabic_forms(row)}
        for form in row.alternatives("people"):
            # المجر is the state before it is the people.
            names = (name_of(written) for written in _cases(form))
            yield from ((name, people) for name in names if name not in own)


def _cases(people: str) -> Iterator[str]:
    """A people as it is written: indefinite, with the article, in the accusative ("اعتقلت أتراكا")."""
    yield from (people, "ال" + people)
    if not people.endswith(_WITHOUT_ALEF):
        yield people + "ا"


def _former_names() -> Iterator[tuple[Name, Party]]:
    states = {row["code"]: row for row in table("states")}
    for row in table("former_names"):
        if row["code"] not in states:
            raise row.error(f"unknown code {row['code']!r}")
        if row["kind"].endswith("nisba"):
            continue
        name, state = name_of(row["form"]), states[row["code"]]
        if row["kind"] == "capital":
            since, until = date_of(row["from"]), date_of(row["to"], end=True)
            yield name, state_party(state, "capital")._replace(since=since, until=until)
        elif row["kind"] == "union":
            yield from ((name, party) for party in union_parties(row, state))
        else:
            yield name, state_party(state, "state")  # a former name of a state is read at any date


def union_parties(row: Row, state: Row) -> tuple[Party, Party]:
    """A union of states while it stood, and as what is told of it later: a side without a code."""
    until = date_of(row["to"], end=True)
    if until is None:
        raise row.error("a union that fell apart has a last day")
    stood = state_party(state, "state")._replace(name=row["note"], name_ar=row["form"], wikidata=None)
    later = stood._replace(country=NO_CODE, since=until + dt.timedelta(days=1))
    return stood._replace(since=date_of(row["from"]), until=until), later


def _arabic_forms(row: Row) -> tuple[str, ...]:
    return (row["name_ar"], *row.alternatives("forms"))


def _bloc_names() -> Iterator[tuple[Name, Party]]:
    for row in table("blocs"):
        party = Party(
            "bloc", row["name"], row["name_ar"], row["code"], row["sector"] or None, row["wikidata"] or None
        )
        for form in _arabic_forms(row):
            yield name_of(form), party
            if " " not in form and not form.startswith("ال"):
                yield name_of("ال" + form), party  # أفارقة, الأفارقة


def _place_names() -> Iterator[tuple[Name, Party]]:
    behind = frozenset(name_of(row["form"]).words[0] for row in table("place_nouns"))
    for row in table("places"):
        needs = behind if row["ambiguous"] == "yes" else frozenset()
        kind: PartyKind = "seat" if row["power"] == "yes" else "place"
        sector = "GOV" if kind == "seat" else None
        lat, lon = (float(row[axis]) if row[axis] else None for axis in ("lat", "lon"))
        party = Party(kind, row["name"], row["name_ar"], row["country"], sector, lat=lat, lon=lon)
        for form in _arabic_forms(row):
            yield name_of(form, needs), party


def _body_names() -> Iterator[tuple[Name, Party]]:
    for row in table("bodies"):
        party = Party(
            "body",
            row["name"],
            row["name_ar"],
            row["country"],
            row["sector"] or None,
            row["wikidata"] or None,
            since=date_of(row["from"]),
            until=date_of(row["to"], end=True),
        )
        for form in _arabic_forms(row):
            yield name_of(form), party


def _people_names() -> Iterator[tuple[Name, Party]]:
    people: dict[str, list[Party]] = defaultdict(list)
    for row in table("people"):
        party = _person(row)
        people[row["name"]].append(party)
        for form in _arabic_forms(row):
            yield name_of(form), party
    for row in table("ambiguous_people"):
        needs = frozenset(word for need in row.alternatives("needs") for word in name_of(need).words)
        for party in people.get(row["name"], ()):
            yield name_of(row["form"], needs), party


def _person(row: Row) -> Party:
    return Party(
        "person",
        row["name"],
        row["name_ar"],
        row["country"],
        row["sector"] or None,
        row["wikidata"] or None,
        row["office"],
        date_of(row["from"]),
        date_of(row["to"], end=True),
    )

"""Others' codes and names of countries and bodies → our codes."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from marsad.actors import country_names
from marsad.actors.members import groups
from marsad.tables import rows

_PACKAGE: Final = "marsad.imports"
UNKNOWN: Final = "UNK"


class Side(NamedTuple):
    """A side of an event: its code (with a body's name, "IGO:NATO"), "" where nobody is told; its sector.

    ``missing`` is the code or name that the tables do not have, "" where they do.
    """

    party: str
    sector: str = ""
    missing: str = ""


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """CAMEO's codes of countries and groups → ours, with names of bodies.

    Raises:
        DataFileError: a code given twice, or one of ours that there is not.
    """
    known = country_names()
    found = {code: code for code, (_, name) in known.items() if name and not code.startswith("X")}
    seen: set[str] = set()
    for row in rows(_PACKAGE, "data/codes.tsv", ("code", "country", "name")):
        if row["code"] in seen or row["country"] not in known:
            raise row.error(f"{row['code']} is given twice, or {row['country']} is no code")
        seen.add(row["code"])
        found[row["code"]] = ":".join(part for part in (row["country"], row["name"]) if part)
    found.pop(UNKNOWN, None)
    return found


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """English names of countries, in small letters → codes.

    Raises:
        DataFileError: a name given twice, or a code that there is not.
    """
    known = country_names()
    found = {english.lower(): code for code, (_, english) in known.items() if code != UNKNOWN}
    for row in rows(_PACKAGE, "data/country_names.tsv", ("name", "country")):
        name = row["name"].lower()
        if name in found or row["country"] not in known:
            raise row.error(f"{row['name']!r} is known already, or {row['country']} is no code")
        found[name] = row["country"]
    return found


@lru_cache(maxsize=1)
def sectors() -> dict[str, str]:
    """CAMEO's types of actors → sectors."""
    return {row["agent"]: row["sector"] for row in rows(_PACKAGE, "data/sectors.tsv", ("agent", "sector"))}


@lru_cache(maxsize=65_536)
def cameo_side(country: str, group: str, agents: tuple[str, ...]) -> Side:
    """A side as CAMEO codes it: a country, else a known group, else a type of body ("NGO").

    A type alone, such as GOV of no country, is a side that is not known.
    """
    sector = next((found for agent in agents if (found := sectors().get(agent))), "")
    for code in (country, group):
        if code:
            party = codes().get(code)
            return Side(party or UNKNOWN, sector, "" if party else code)
    kinds = [party for agent in agents if agent in _KINDS and (party := codes().get(agent))]
    if kinds:
        return Side(kinds[0], "")
    return Side(UNKNOWN, sector) if any(agents) else Side("")


_KINDS: Final = frozenset({"IGO", "IMG", "MNC", "NGM", "NGO"})


@lru_cache(maxsize=65_536)
def named_side(country: str, sector: str = "") -> Side:
    """A side by a code or an English name of a country; "" for nobody."""
    if country in {"", "None", "NA", "--", "---"}:
        return Side("")
    party = country_of(country) or codes().get(country)
    return Side(party or UNKNOWN, sector, "" if party else country)


@lru_cache(maxsize=65_536)
def body_side(name: str) -> Side | None:
    """A body between states by the name that the tables of memberships have it under; None for others."""
    return Side(f"IGO:{name}") if name in groups() and name not in country_names() else None


@lru_cache(maxsize=65_536)
def country_of(text: str) -> str | None:
    """Our code of a country's code or English name; None where it is neither."""
    if text in country_names() and text != UNKNOWN:
        return text
    return names().get(text.lower())

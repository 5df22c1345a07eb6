"""The closed lists of labels, from the tables of the house, and the schema that tells them to a model."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple, get_args

from marsad.actors import country_names
from marsad.plover import contexts, event_types
from marsad.records import Status, VerbClass
from marsad.tables import rows

_PACKAGE: Final = "marsad.prompting"
_CODE_LETTERS: Final = 3


class Labels(NamedTuple):
    """All labels that a model may give; modes by type, sectors with their meaning."""

    types: frozenset[str]
    modes: dict[str, frozenset[str]]
    contexts: frozenset[str]
    countries: frozenset[str]
    sectors: dict[str, str]
    statuses: tuple[str, ...]
    verbs: tuple[str, ...]


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The labels.

    Raises:
        DataFileError: a row of a table is bad.
    """
    kinds = event_types()
    return Labels(
        types=frozenset(kinds),
        modes={name: kind.modes for name, kind in kinds.items()},
        contexts=frozenset(contexts()),
        countries=frozenset(country_names()) | {"UNK"},
        sectors=_sectors(),
        statuses=get_args(Status),
        verbs=get_args(VerbClass),
    )


def _sectors() -> dict[str, str]:
    found = {}
    for row in rows(_PACKAGE, "data/sectors.tsv", ("sector", "meaning")):
        if len(row["sector"]) != _CODE_LETTERS or not row["sector"].isupper() or not row["meaning"]:
            raise row.error(f"no sector with its meaning: {row['sector']!r}")
        found[row["sector"]] = row["meaning"]
    return found


@lru_cache(maxsize=1)
def told_labels() -> str:
    """The labels in words, for the instructions; the same on every machine."""
    known, kinds = labels(), event_types()
    lines = ["TYPE, its meaning and its MODEs:"]
    for name in sorted(kinds):
        modes = ", ".join(sorted(kinds[name].modes)) or "none"
        lines.append(f"- {name}: {kinds[name].meaning}. Modes: {modes}")
    lines += ["SECTOR: " + "; ".join(f"{code} {meaning}" for code, meaning in known.sectors.items())]
    lines += ["CONTEXT: " + ", ".join(sorted(known.contexts))]
    lines += ["STATUS: " + ", ".join(known.statuses), "VERB: " + ", ".join(known.verbs)]
    lines += [f"COUNTRY: ISO 3166-1 alpha-3, or one of: {_other_codes(known)}"]
    return "\n".join(lines)


def _other_codes(known: Labels) -> str:
    names = country_names()
    special = [code for code in sorted(known.countries) if code.startswith("X") or code in _SPECIAL]
    return ", ".join(f"{code} ({names[code][1]})" if code in names else code for code in special)


_SPECIAL: Final = frozenset({"EUR", "IGO", "IMG", "ISM", "KOS", "MNC", "NGO", "UNK", "UNO"})


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """JSON schema of an answer, in the strict form of structured output: every field, nothing besides."""
    known = labels()
    party = {
        "text": _or_null({"type": "string"}),
        "country": _one_of(known.countries),
        "sector": _one_of([*known.sectors, None]),
    }
    modes = frozenset().union(*known.modes.values())
    event = {
        "sentence": {"type": "integer"},
        "trigger": {"type": "string"},
        "type": _one_of(known.types),
        "mode": _one_of([*sorted(modes), None]),
        "contexts": _list_of(_one_of(known.contexts)),
        "actors": _list_of(_object(party)),
        "recipients": _list_of(_object(party)),
        "date": _or_null({"type": "string"}),
        "status": _one_of(known.statuses),
        "voices": _list_of(_object({**party, "verb": _one_of(known.verbs)})),
        "place": _or_null({"type": "string"}),
    }
    return _object({"events": _list_of(_object(event))})


def _one_of(values: Any) -> dict[str, Any]:  # noqa: ANN401 - a set of codes, or a list with null
    ordered = sorted(values) if isinstance(values, frozenset) else list(values)
    return {"type": ["string", "null"] if None in ordered else "string", "enum": ordered}


def _or_null(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "type": [one["type"], "null"]}


def _list_of(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}

"""Adjectives of states and blocs (نسبة) in all their forms: روسي، روسية، الروس, كوري جنوبي."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from marsad.actors.layers import table
from marsad.actors.names import ambiguous_forms, state_party, union_parties
from marsad.actors.parties import Party
from marsad.actors.writing import name_of
from marsad.languages.arabic.normalise import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR: Final = 2
_NISBA_ENDINGS: Final = ("", "ه", "ا", "ون", "ين", "ان", "تان", "تين", "ات")


def adjectives() -> dict[str, tuple[Party, ...]]:
    """Inflected adjective → parties."""
    found: dict[str, list[Party]] = defaultdict(list)
    ambiguous = ambiguous_forms()
    for party, stems in _nisba_stems():
        adjective = party._replace(kind="adjective", gender="")
        for stem in stems:
            if ambiguous.get(name_of(stem), party.country) != party.country:  # also where it is "MLI?"
                continue
            for form in nisba_forms(normalised(stem).text):
                if adjective not in found[form]:
                    found[form].append(adjective)
    return {form: tuple(parties) for form, parties in found.items()}


def adjective_pairs() -> dict[str, list[tuple[str, Party]]]:
    """First word of an inflected adjective of two → its second words and parties.

    Both words bend (كورية جنوبية), but a noun in front stays (جنوب أفريقي).
    """
    found: dict[str, list[tuple[str, Party]]] = defaultdict(list)
    for party, stems in _nisba_stems():
        for stem in stems:
            words = normalised(stem).text.split()
            if len(words) != _PAIR:
                continue
            for ending in _NISBA_ENDINGS:
                first = words[0] + ending if words[0].endswith("ي") else words[0]
                found[first].append((words[1] + ending, party._replace(kind="adjective", gender="")))
    return dict(found)


def nisba_forms(stem: str) -> Iterator[str]:
    """Inflected forms of a nisba adjective given in normalised masculine singular (روسي: روسيه، روسيون …)."""
    for ending in _NISBA_ENDINGS:
        yield stem + ending


def _nisba_stems() -> Iterator[tuple[Party, list[str]]]:
    states = {row["code"]: row for row in table("states")}
    for row in states.values():
        yield state_party(row, "state"), row.alternatives("nisba")
    for row in table("former_names"):
        if row["kind"] == "nisba":
            yield state_party(states[row["code"]], "state"), [row["form"]]
        elif row["kind"] == "union nisba":
            yield from ((party, [row["form"]]) for party in union_parties(row, states[row["code"]]))
    for row in table("blocs"):
        party = Party("bloc", row["name"], row["name_ar"], row["code"], row["sector"] or None)
        yield party, row.alternatives("nisba")

"""Everything the tables know of one actor: its names, its offices over time, who belonged to it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.knowledge import country_names, knowledge
from marsad.actors.members import Membership, groups_of, memberships_of

if TYPE_CHECKING:
    from marsad.actors.parties import Party

_KINDS: Final = frozenset({"state", "bloc", "body", "person"})
_CODED: Final = frozenset({"state", "bloc"})


class Actor(NamedTuple):
    """An actor of the tables.

    Attributes:
        name: canonical English name.
        name_ar: canonical Arabic name.
        kind: state, bloc, body or person.
        code: of the codebook: its own, or that of its state.
        wikidata: QID or None.
        spans: what is known of it, each for a span of time; of a person an office each.
        members: who belonged to it from when to when.
        groups: what it belonged to, by name or code.
    """

    name: str
    name_ar: str
    kind: str
    code: str
    wikidata: str | None
    spans: tuple[Party, ...]
    members: tuple[Membership, ...]
    groups: tuple[tuple[str, Membership], ...]

    @property
    def is_coded(self) -> bool:
        """Whether the code is its own and not that of its state."""
        return self.kind in _CODED


def actor_called(words: str) -> Actor | None:
    """The actor of a canonical name in English or Arabic, a code or a Wikidata QID; None where it is none.

    Of several of one name the first of the tables is meant, states before bodies before people.
    """
    asked = " ".join(words.split()).casefold()
    numbers = _index().get(asked)
    if numbers is None:
        return _without_row(words)
    parties = knowledge().those(numbers)
    first = min(parties, key=lambda one: _ORDER.index(one.kind))
    spans = [one for one in parties if (one.kind, one.name, one.country) == _same(first)]
    return _actor(first, spans)


_ORDER: Final = ("state", "bloc", "body", "person")


def _same(one: Party) -> tuple[str, str, str]:
    return one.kind, one.name, one.country


def _actor(first: Party, spans: list[Party]) -> Actor:
    group = first.country if first.kind in _CODED else first.name
    return Actor(
        first.name,
        first.name_ar,
        first.kind,
        first.country,
        next((one.wikidata for one in spans if one.wikidata), None),
        tuple(sorted(set(spans), key=lambda one: (str(one.since or ""), str(one.until or "9999")))),
        memberships_of(group),
        groups_of(first.country) if first.kind == "state" else (),
    )


def _without_row(code: str) -> Actor | None:
    """A code that the tables name without a row of its own (IGO)."""
    names = country_names().get(code.upper())
    return Actor(names[1], names[0], "bloc", code.upper(), None, (), (), ()) if names else None


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[int, ...]]:
    """Names, codes and QIDs → numbers of parties."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, party in enumerate(knowledge().everyone()):
        if party.kind in _KINDS:
            for key in _keys(party):
                found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _keys(party: Party) -> set[str]:
    code = party.country if party.kind in _CODED else ""
    told = (party.name, party.name_ar, party.wikidata or "", code)
    return {" ".join(one.split()).casefold() for one in told if one}

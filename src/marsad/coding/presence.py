"""A visit told without a verb: "وزير الخارجية الصيني في الرياض", the way of titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import entity
from marsad.languages.grammar import Clause

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.records import Entity

_LANDS: Final = frozenset({"state", "capital", "place"})


class Presence(NamedTuple):
    """Who is told to be in another's land; ``clause`` stands at the "in"."""

    clause: Clause
    visitor: Entity
    host: Entity


def presence_of(scene: Scene) -> Presence | None:
    """The visit that a title opens with, or None."""
    if not scene.title or not scene.mentions or scene.mentions[0].start:
        return None
    visitor = scene.mentions[0]
    host = next((m for m in scene.mentions[1:] if m.start == visitor.end + 1), None)
    if host is None or not _is_in(scene, visitor.end) or not _is_of_state(visitor):
        return None
    if not _is_land(host) or host.country == visitor.country or not _closes(scene, host.end):
        return None
    clause = Clause(visitor.end, scene.tokens[visitor.end].word.readings, "noun")
    return Presence(clause, entity(scene, visitor), entity(scene, host))


def _is_in(scene: Scene, index: int) -> bool:
    return bool(scene.lemmas_at(index) & scene.cues.in_)


def _is_of_state(mention: Mention) -> bool:
    """Whether it is one person who speaks for a state."""
    named = mention.party is not None and mention.party.kind == "person"
    office = mention.role is not None and mention.role.kind == "person" and not mention.role.plural
    return bool(mention.country) and mention.sector == "GOV" and (named or office)


def _is_land(mention: Mention) -> bool:
    return mention.party is not None and mention.party.kind in _LANDS and not mention.adjective


def _closes(scene: Scene, index: int) -> bool:
    """Whether the statement ends: the title does, or a sign, or a purpose or another phrase follows."""
    if index == len(scene.tokens):
        return True
    word = scene.tokens[index].word
    purpose = any(reading.kind == "masdar" and reading.preposition for reading in word.readings)
    return word.punctuation or purpose or any(reading.kind == "preposition" for reading in word.readings)

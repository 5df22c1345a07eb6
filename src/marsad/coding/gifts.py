"""Money or goods told without a verb: "مليار يورو من فرنسا للبنان", the way of titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import entity
from marsad.languages.grammar import Clause

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.records import Entity

_PAIR: Final = 2
_SIZES: Final = 3


class Gift(NamedTuple):
    """Who is told to give to whom; ``clause`` stands at the word for what is given."""

    clause: Clause
    giver: Entity
    taker: Entity


def gift_of(scene: Scene) -> Gift | None:
    """The gift that a title without a verb tells, or None."""
    if not scene.title or len(scene.mentions) != _PAIR:
        return None
    what = next((i for i in range(min(_SIZES, len(scene.tokens))) if scene.keys(i) & scene.cues.gifts), None)
    if what is None or scene.verb_tokens:
        return None
    giver = next((m for m in scene.mentions if scene.lemmas_before(m.start) & scene.cues.from_), None)
    taker = next((m for m in scene.mentions if m is not giver and _is_taker(scene, m)), None)
    if giver is None or taker is None or giver.adjective or taker.adjective:
        return None
    if not giver.country or not taker.country or giver.country == taker.country:
        return None
    clause = Clause(what, scene.tokens[what].word.readings, "noun")
    return Gift(clause, entity(scene, giver), entity(scene, taker))


def _is_taker(scene: Scene, mention: Mention) -> bool:
    """Whether "to" or "for" stands before a party."""
    goal = scene.cues.for_ | scene.cues.goals
    return mention.preposition in goal or bool(scene.lemmas_before(mention.start) & goal)

"""What a speaker before a title's colon says of another or to another without a verb that tells it.

"كييف: موسكو ضالعة في التفجير" blames (codebook, decision 16); "غوتيريش لأطراف النزاع: أوقفوا القتال" demands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import entity
from marsad.coding.speech import title_colon
from marsad.languages.grammar import Clause

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.records import Entity

_ORDER: Final = "وا"
"""End of an order to many, which is written like "they did"."""


class Retort(NamedTuple):
    """An event that a title tells by what is said; ``clause`` stands at the word that tells it."""

    type: str
    mode: str
    clause: Clause
    speaker: Entity
    other: Entity


def retort_of(scene: Scene) -> Retort | None:
    """The blame or the demand that a title tells by the words behind its colon, or None."""
    colon = title_colon(scene) if scene.title else None
    if colon is None or colon + 1 >= len(scene.tokens):
        return None
    first = scene.mentions[0] if scene.mentions else None
    if first is None or first.start or first.end > colon or not first.country or first.adjective:
        return None
    if first.party is not None and first.party.kind == "place":
        return None
    speaker = entity(scene, first)
    return _blame(scene, colon, speaker) or _demand(scene, colon, speaker)


def _blame(scene: Scene, colon: int, speaker: Entity) -> Retort | None:
    blamed = scene.mention_at.get(colon + 1)
    if blamed is None or blamed.end >= len(scene.tokens) or not blamed.country:
        return None
    if any(clause.token < colon for clause in scene.clauses):
        return None  # "وصول وزير مصري إلى تونس: …": nobody speaks there
    guilty = not scene.cues.guilty.isdisjoint(scene.keys(blamed.end))
    if not guilty or blamed.country == speaker.country:
        return None
    return Retort("ACCUSE", "allege", _at(scene, blamed.end), speaker, entity(scene, blamed))


def _demand(scene: Scene, colon: int, speaker: Entity) -> Retort | None:
    told = (m for m in scene.mentions[1:] if m.end <= colon and _is_addressed(scene, m))
    addressed = next(told, None)
    order = scene.tokens[colon + 1]
    verb = any(reading.kind == "verb" and not reading.conjunction for reading in order.word.readings)
    if addressed is None or not verb or not order.form.endswith(_ORDER):
        return None
    other = entity(scene, addressed)
    return (
        Retort("REQUEST", "change", _at(scene, colon + 1), speaker, other) if other.country != "UNK" else None
    )


def _is_addressed(scene: Scene, mention: Mention) -> bool:
    """Whether "to" carries a party, or what it is of ("لأطراف الصراع في السودان")."""
    ahead = range(1, mention.start + 1)
    return any(s.preposition in scene.cues.for_ for i in ahead for s in scene.tokens[i].word.splits)


def _at(scene: Scene, index: int) -> Clause:
    return Clause(index, scene.tokens[index].word.readings, "noun")

"""Who is blamed where an attack is condemned: those who made it, never those whom it struck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.coding.moods import frame_for
from marsad.coding.parties import codes
from marsad.coding.slots import entities_in

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.records import Entity


def blamed_attack(scene: Scene, clause: Clause, frame: Frame) -> Clause | None:
    """The attack that is condemned in the same sentence, or None."""
    if frame.type != "ACCUSE" or frame.mode != "disapprove" or not frame.recipient:
        return None
    number = scene.number_of(clause)
    for below in scene.clauses:
        if below.governor == number and below.kind in ("masdar", "noun") and below.token > clause.token:
            if below.link in scene.cues.anchors:
                continue
            told = _is_attack(scene, below)
            if told and below.arguments:
                return below
            return _meant_by(scene, clause, below) or (below if told else None)
    return None


def _is_attack(scene: Scene, clause: Clause) -> bool:
    frame = frame_for(scene, clause)
    return frame is not None and frame.type == "ASSAULT"


def _meant_by(scene: Scene, clause: Clause, noun: Clause) -> Clause | None:
    """The attack told before that "the incident" stands for ("هجوم على قرية وباريس تدين الحادث")."""
    if not scene.keys(noun.token) & scene.cues.incidents:
        return None
    before = [c for c in reversed(scene.clauses) if c.token < clause.token]
    heads = (c for c in before if c.kind in ("masdar", "noun") and c.governor is None)
    return next((c for c in before if _is_attack(scene, c)), None) or next(heads, None)


def attackers(scene: Scene, attack: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Who made an attack, as its clause tells; empty where it does not."""
    frame = frame_for(scene, attack)
    found = entities_in(scene, attack, ("subject",), frame) if frame is not None else ()
    return tuple(party for party in found if party.country not in codes(actors) | {"UNK"})


def struck_by(scene: Scene, attack: Clause) -> frozenset[str]:
    """Countries of those whom an attack struck, or where."""
    end = max((argument.end for argument in attack.arguments), default=attack.token)
    inside = (m for m in scene.mentions if attack.token < m.start < end)
    return frozenset(mention.country for mention in inside if mention.country)

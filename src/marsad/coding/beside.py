"""Parties that a sentence names beside an act and not in it: they do something of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_BESIDE: Final = 2


def acts_apart(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a party is the subject of a main verb of its own beside the clause's.

    So is one behind "while" ("…، بينما اكتفت موسكو بالقول"), one of a later main verb ("علقت برلين …، ونددت
    الرئيسة"), and one of the verb before, where the clause itself stands behind "while".
    """
    if scene.title:
        return False
    for other in scene.clauses:
        subject = other.subject
        if other.kind != "verb" or subject is None or other.inherited or other.token == clause.token:
            continue
        if not subject.start <= mention.start < subject.end:
            continue
        if _stands_beside(scene, other.token):
            return True
        if other.token < clause.token and _stands_beside(scene, clause.token):
            return True
        if other.token > clause.token and other.governor is None:
            return True
    return False


def _stands_beside(scene: Scene, token: int) -> bool:
    """Whether "while" or "whereas" stands just before a verb."""
    ahead = range(max(0, token - _BESIDE), token)
    return any(scene.lemmas_at(index) & scene.cues.meanwhile for index in ahead)

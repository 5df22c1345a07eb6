"""A denial that repeats nothing: "وهو ما نفته موسكو", "لكن الوزارة نفت ذلك" deny the act told before.

The same act is then told twice, once as said and once as denied (codebook, decisions 2 and 20).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marsad.coding.recipients import STANCES
from marsad.coding.relations import classes_of
from marsad.coding.speech import speakers_of
from marsad.coding.when import UNDATED
from marsad.records import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.events import Act
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause


def denied_again(scene: Scene, told: Sequence[Act]) -> Iterator[Act]:
    """The acts that a sentence denies by pointing back.

    Args:
        scene: the sentence.
        told: the acts that it tells itself.
    """
    if not (told or scene.memory.told):
        return
    if not any("denies" in classes for classes in map(scene.language.classes, scene.lemmas)):
        return
    for clause in scene.clauses:
        if _points_back(scene, clause):
            before = [act for act in told if act.clause.token < clause.token] or scene.memory.told
            deeds = [act for act in before if act.status == "actual" and act.type not in STANCES]
            speakers = speakers_of(scene, clause)
            if deeds and speakers:
                voice = Voice(speaker=speakers[0], verb="denies")
                yield replace(deeds[-1], clause=clause, status="negated", voices=(voice,), when=UNDATED)


def _points_back(scene: Scene, clause: Clause) -> bool:
    if clause.kind != "verb" or clause.negated or "denies" not in classes_of(scene, clause):
        return False
    if any(reading.enclitic for reading in clause.readings):
        return bool(scene.lemmas_before(clause.token) & scene.cues.what)
    things = [a for a in clause.arguments if a.role in ("object", "subject") and a.start > clause.token]
    return any(scene.lemmas_at(a.end - 1) & scene.cues.those for a in things)

"""Denials without a verb: "لا صحة لما تردد عن إغلاق المعبر", "لا أساس للأنباء عن قصف القرية"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.slots import classes_of

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_FARTHEST: Final = 12


def is_dismissed(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is what "there is no truth in" speaks of; only verbs that report stand between."""
    for index in range(clause.token - 1, max(0, clause.token - _FARTHEST), -1):
        if scene.tokens[index].word.punctuation or (
            index in scene.verb_tokens and not _reports(scene, index)
        ):
            return False
        if scene.keys(index) & scene.cues.truth:
            return bool(scene.lemmas_before(index) & scene.cues.untrue)
    return False


def _reports(scene: Scene, index: int) -> bool:
    verb = next(clause for clause in scene.clauses if clause.token == index)
    return bool(classes_of(scene, verb) & {"reports", "says", "alleges"})

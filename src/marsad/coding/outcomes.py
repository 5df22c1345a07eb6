"""Deaths that an attack brought about: who attacked is who killed ("غارة على دمشق، ما أدى إلى مقتل …")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from marsad.coding.parties import codes
from marsad.coding.relations import classes_of

if TYPE_CHECKING:
    from marsad.coding.events import Act
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_BRINGS_ABOUT: Final = frozenset({"cause", "result"})
_ATTACK: Final = "ASSAULT"


def with_doers_of_outcomes(scene: Scene, acts: list[Act]) -> list[Act]:
    """The acts of a sentence, deaths told as the outcome of an attack before with its doers."""
    return [_by_the_attackers(scene, act, acts) for act in acts]


def _by_the_attackers(scene: Scene, act: Act, acts: list[Act]) -> Act:
    if act.type != _ATTACK or not _is_outcome(scene, act.clause):
        return act
    attacks = (a for a in acts if a.type == _ATTACK and a.clause.token < act.clause.token)
    doers = next((a.actors for a in attacks if codes(a.actors) - {"UNK"}), None)
    if doers is None or codes(doers) & codes(act.recipients):
        return act
    return replace(act, actors=doers)


def _is_outcome(scene: Scene, clause: Clause) -> bool:
    """Whether the verb above tells what came of something: of what no pronoun or noun of people tells."""
    above = None if clause.governor is None else scene.clauses[clause.governor]
    if above is None or above.kind != "verb" or not _BRINGS_ABOUT & classes_of(scene, above):
        return False
    subject = above.subject
    return subject is None or above.inherited or scene.is_event_noun(subject.start)

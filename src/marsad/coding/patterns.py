"""What a forecast is about, as an event: the first act inside its statement that can be coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.coding.adjusting import Deed, as_its_sides_make_it, heir
from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.moods import Mood, frame_for
from marsad.coding.parties import codes
from marsad.coding.setting import is_off_topic
from marsad.coding.sides import sides

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause


def pattern_of(scene: Scene, start: int, end: int, *, negation_told: bool) -> dict[str, Any] | None:
    """Type, mode, actors and recipients of the act that tokens ``start`` to ``end`` foresee.

    Args:
        scene: the sentence.
        start: first token of the statement.
        end: token after it.
        negation_told: the words of likelihood are the negation themselves ("لن").
    """
    if is_off_topic(scene):
        return None
    inside = (clause for clause in scene.clauses if start <= clause.token < end and not clause.condition)
    for clause in inside:
        deed = deed_of(scene, clause)
        if deed is not None:
            not_that = scene.keys(start) & forecast_cues(scene.language.code).not_that
            negated = bool(not_that) or (clause.negated and not negation_told)
            return _told(deed, negated=negated)
    return None


def deed_of(scene: Scene, clause: Clause) -> Deed | None:
    """The act of a clause, however it is told; None where no side of it has a known country."""
    frame = frame_for(scene, clause)
    if frame is None or clause.link == "relative":
        return None
    mood = Mood()
    actors, recipients = (tuple(map(heir, side)) for side in sides(scene, clause, frame, mood))
    deed = as_its_sides_make_it(scene, clause, frame, mood, Deed(frame.type, frame.mode, actors, recipients))
    known = (codes(deed.actors) | codes(deed.recipients)) - {"UNK"}
    return deed if known else None


def _told(deed: Deed, *, negated: bool) -> dict[str, Any]:
    return {
        "type": deed.type,
        "mode": deed.mode,
        "actors": sorted(codes(deed.actors)),
        "recipients": sorted(codes(deed.recipients)),
        "negated": negated,
    }

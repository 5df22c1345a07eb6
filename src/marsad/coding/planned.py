"""What is told flatly and is yet to come: meetings on the calendar, and warnings of what the speaker will do.

"بوتين يزور تركيا الأسبوع المقبل" is a plan (codebook, decision 22), "حذرت موسكو لندن من أنها ستضرب" a
threat (decision 6).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from marsad.coding.moods import frame_for
from marsad.coding.parties import codes
from marsad.coding.relations import classes_of, clause_range
from marsad.plover import quad

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, TimeExpression
    from marsad.records import Entity

_LATE: Final = 20
_NEAR: Final = 3
_WARNS: Final = "warns"
_MATERIAL: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "REJECT", "SANCTION", "THREATEN"})


def is_scheduled(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a meeting or visit is told in the present with a time that is to come."""
    if frame.type != "CONSULT" or clause.kind != "verb" or clause.negated or not scene.times:
        return False
    if any(reading.tense != "present" for reading in clause.readings):
        return False
    window = clause_range(scene, clause)
    start, end = scene.tokens[window[0]].start, scene.tokens[window[-1]].end
    return any(start <= time.start < end and _is_ahead(scene, time) for time in scene.times)


def _is_ahead(scene: Scene, time: TimeExpression) -> bool:
    """Whether a time lies after publication, by its date or, where that is not known, by its words."""
    if scene.published is None or time.date is None:
        words = scene.language.even(time.text).split()
        return any(word in scene.cues.coming for word in words)
    if _is_late_this_month(scene, time, scene.published):
        return True
    return dt.date.fromisoformat((time.date + "-01-01")[:10]) > scene.published


def _is_late_this_month(scene: Scene, time: TimeExpression, today: dt.date) -> bool:
    """Whether it is the end of the month of publication, told well before ("أواخر الشهر الجاري")."""
    late = not scene.cues.late.isdisjoint(scene.language.even(time.text).split()[:1])
    return late and today.day < _LATE and (time.date or "").startswith(today.isoformat()[:7])


def is_own_threat(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> bool:
    """Whether who warns would bring it about: the verb behind "that" is the warner's own, and hostile."""
    if frame.type != "ACCUSE" or clause.kind != "verb" or _WARNS not in classes_of(scene, clause):
        return False
    number = scene.number_of(clause)
    below = (c for c in scene.clauses if c.governor == number and c.link == "that" and c.future)
    return any(_is_hostile(scene, c) and _is_by(scene, c, actors) for c in below)


def _is_hostile(scene: Scene, clause: Clause) -> bool:
    if clause.negated:
        return False
    frame = frame_for(scene, clause)
    told = frame is not None and frame.type in _MATERIAL and not quad(frame.type).cooperative
    return told or not scene.cues.retaliates.isdisjoint(clause.lemmas)


def _is_by(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> bool:
    """Whether a verb's subject is a pronoun on "that", or is of the warner's state ("بلاده", "الجيش")."""
    subject = clause.subject
    if subject is None or clause.inherited or subject.start < clause.token - _NEAR:
        return True
    inside = scene.mentions_in(subject)
    return not inside or inside[0].owned or inside[0].country in codes(actors) | {None}

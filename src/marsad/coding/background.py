"""Undated acts beside acts of years ago: they are background too (codebook, decision 19)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marsad.coding.moods import frame_for
from marsad.coding.when import UNDATED, When, is_background, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from marsad.coding.events import Act
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause


def with_background(scene: Scene, told: Sequence[Act]) -> Iterator[Act]:
    """The acts of a sentence, those undated ones made background that hang on a background act.

    So "… in 2016 after rioters stormed …" and "… in 2003, and paid …". Two that are one then are told once.
    """
    if not told:
        return
    past = {scene.number_of(act.clause): act.when for act in told if act.status == "historical"}
    then = UNDATED if _goes_on_then(scene) else None
    if not scene.times and not past and then is None:
        yield from told
        return
    standing: dict[object, Act] = {}
    for act in told:
        placed = _as_background(act, _background_of(scene, act, past, then))
        standing.setdefault(placed.key, placed)
    yield from standing.values()


def _as_background(act: Act, past: When | None) -> Act:
    """An act beside or below a background act; the year alone is carried on."""
    if past is None:
        return act
    year = past.date[:4] if past.date else None
    return replace(act, status="historical", when=When(year, None, "year") if year else UNDATED)


def _goes_on_then(scene: Scene) -> bool:
    """Whether a sentence without a date goes on with "at that time" from one that told of years ago."""
    if not any(act.status == "historical" for act in scene.memory.told):
        return False
    if any(time.date and time.kind != "duration" for time in scene.times):
        return False
    return any(scene.keys(index) & scene.cues.at_that_time for index in range(len(scene.tokens)))


def _background_of(scene: Scene, act: Act, past: Mapping[int, When], then: When | None) -> When | None:
    """When the background act was that an undated act hangs on, or that its verb goes on from with "and"."""
    if act.status != "actual" or act.when != UNDATED:
        return None
    upper = act.clause.governor
    while upper is not None and upper not in past:
        upper = scene.clauses[upper].governor
    if upper is not None:
        return past[upper]
    return (
        _told_before_or_after(scene, act.clause) or _gone_on_from(scene, _verb_of(scene, act), past) or then
    )


def _verb_of(scene: Scene, act: Act) -> Clause:
    """The verb that an event noun is the subject of ("فاندلعت احتجاجات"), else the act's own predicate."""
    clause = act.clause
    carried = clause.kind != "verb" and clause.link == "subject" and clause.governor is not None
    return scene.clauses[clause.governor] if carried and clause.governor is not None else clause


def _told_before_or_after(scene: Scene, clause: Clause) -> When | None:
    """When the verb was before or after which a deed was done ("استعادها عام 1982 قبل أن يهزمها")."""
    if clause.kind != "verb" or clause.link != "adverb" or clause.governor is None:
        return None
    that = scene.that_before(clause)
    before = that is not None and bool(scene.lemmas_before(that) & scene.cues.ago)
    if clause.readings[0].tense != "past" and not before:
        return None
    upper = scene.clauses[clause.governor]
    then = when(scene, upper) if upper.kind == "verb" else UNDATED
    return then if then.date and is_background(then.date, scene.published) else None


def _gone_on_from(scene: Scene, clause: Clause, past: Mapping[int, When]) -> When | None:
    """When the verb was that "and" joins a past one to: a background act, or a verb of years ago."""
    first = clause.readings[0]
    joined = first.conjunction or bool(scene.lemmas_before(clause.token) & scene.cues.next)
    if clause.kind != "verb" or first.tense != "past" or not joined:
        return None
    for number in range(scene.number_of(clause) - 1, -1, -1):
        earlier = scene.clauses[number]
        if earlier.kind == "verb" and number in past:
            return past[number]
        if earlier.link == "relative" or (earlier.kind == "verb" and frame_for(scene, earlier) is not None):
            return None
        if earlier.kind == "verb" and earlier.governor is None:
            then = when(scene, earlier)
            if then.date:
                return then if is_background(then.date, scene.published) else None
    return None

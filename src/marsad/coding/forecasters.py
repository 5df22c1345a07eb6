"""Who foresees: the innermost voice over a statement; and when, where the text dates an older forecast."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from marsad.coding.attributed import BY_AUTHOR
from marsad.coding.openers import opener_of
from marsad.coding.speakers import UNKNOWN, Speaker
from marsad.coding.subjects import own_subject
from marsad.coding.when import last_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.foreseeing import Foreseen
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import TimeExpression

_PAPER_WITHIN: Final = 9


def voice_over(scene: Scene, place: Foreseen, voiced: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution in whose words something is foreseen; None in the author's own words."""
    if place.ascribed is not None:
        return place.ascribed
    over = [a for a in voiced if a.content.start <= place.mark.start < a.content.end and a.speaker != BY_AUTHOR]
    return max(over, key=lambda a: (a.content.start, -a.content.end), default=None)


def forecaster_of(scene: Scene, place: Foreseen, voice: Attribution | None) -> Speaker:
    """Who foresees: the subject of the verb itself, else who speaks, else the author."""
    if place.ascribed is not None:
        return place.ascribed.speaker
    own = _subject_of(scene, place) if place.mark.kind in ("verb", "denied verb") else None
    if own is not None:
        return own
    if voice is not None:
        return voice.speaker
    return UNKNOWN if place.mark.kind == "noun" else BY_AUTHOR


def _subject_of(scene: Scene, place: Foreseen) -> Speaker | None:
    """The subject of a verb of foreseeing that no attribution was read from (a denied one, say)."""
    clause = next((c for c in scene.clauses if c.token == place.mark.end - 1), None)
    if clause is None or clause.passive or all(r.person == "1" for r in clause.readings):
        return None
    found = own_subject(scene, clause, opener_of(scene, clause), anyone=True)
    return found[0] if found else None


def made_on(scene: Scene, place: Foreseen, speaker: Speaker, voice: Attribution | None) -> dt.date | None:
    """The latest day on which it can have been foreseen: as the text dates it, else the publication's."""
    key = _key(speaker)
    told = _told_day(scene, place, voice)
    if told is not None:
        if key:
            scene.memory.papers[key] = told
        return told
    return scene.memory.papers.get(key, scene.published) if key else scene.published


def _key(speaker: Speaker) -> str:
    words = (speaker.entity.text or speaker.entity.name_ar or "").split()
    return words[-1] if words else ""


def _told_day(scene: Scene, place: Foreseen, voice: Attribution | None) -> dt.date | None:
    """The day that the words before the statement give for it: of the saying, or of a paper that holds it."""
    if scene.published is None or (voice is None and place.mark.kind != "verb"):
        return None
    before = scene.tokens[min(place.start, place.mark.start)].start
    content = scene.tokens[voice.content.start].start if voice is not None else before
    past = [t for t in scene.times if t.start < max(before, content) and _is_past(t, scene.published)]
    dating = [t for t in past if _is_of_the_saying(scene, t, voice, place)]
    exact = max(dating, key=lambda time: (len(time.date or ""), time.start), default=None)
    return last_day(exact.date) if exact is not None and exact.date else None


def _is_past(time: TimeExpression, published: dt.date) -> bool:
    last = last_day(time.date) if time.date and time.kind in ("absolute", "relative") else None
    return last is not None and last < published


def _is_of_the_saying(scene: Scene, time: TimeExpression, voice: Attribution | None, place: Foreseen) -> bool:
    """Whether a time stands between the verb that ascribes and its words, or behind a paper ("في دراسة …")."""
    at = next((i for i, token in enumerate(scene.tokens) if token.start >= time.start), 0)
    verb = voice.token if voice is not None and voice.token >= 0 else place.mark.start
    if verb < at:
        return True
    papers = scene.cues.sources
    return any(scene.keys(i) & papers for i in range(max(0, at - _PAPER_WITHIN), at))

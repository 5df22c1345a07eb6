"""What a speaker says a party must do, told by a preposition alone: "إيفانوف: على كييف سحب قواتها"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import codes, entities_of, entity
from marsad.coding.relations import classes_of
from marsad.coding.speech import colon_voices, speakers_of, speech_class
from marsad.languages.grammar import Clause

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.records import Entity

_DONE: Final = frozenset({"masdar", "noun"})


class Duty(NamedTuple):
    """Who says that who must do something; ``clause`` stands at the "upon", ``task`` is the deed's token."""

    clause: Clause
    speaker: Entity
    bound: Entity
    task: int


def duty_of(scene: Scene) -> Duty | None:
    """The demand that a sentence tells by "upon" or by "must", or None."""
    return _by_upon(scene) or _by_must(scene)


def _by_must(scene: Scene) -> Duty | None:
    """The demand of "must that …": of the subject of what must be done ("إيفانوف: يجب أن تنسحب كييف")."""
    if scene.cues.must.isdisjoint(scene.lemmas):
        return None
    for number, clause in enumerate(scene.clauses):
        if clause.kind != "verb" or clause.negated or scene.cues.must.isdisjoint(clause.lemmas):
            continue
        below = next((c for c in scene.clauses if c.governor == number and c.link == "that"), None)
        subject = below.subject if below is not None else None
        bound = entities_of(scene, subject, below) if subject is not None else ()
        speaker = _speaker_before(scene, clause.token) if codes(bound) - {"UNK"} else None
        if speaker is not None and speaker.country not in codes(bound) | {"UNK"}:
            return Duty(clause, speaker, bound[0], below.token if below is not None else clause.token)
    return None


def _by_upon(scene: Scene) -> Duty | None:
    for mention in scene.mentions:
        index = mention.start - 1
        if index < 1 or scene.cues.upon.isdisjoint(scene.lemmas_at(index)) or not _is_task(scene, mention):
            continue
        speaker, bound = _speaker_before(scene, index), entity(scene, mention)
        known = speaker is not None and "UNK" not in (speaker.country, bound.country)
        # Of one's own land only a body that is named as such is told what to do.
        if speaker is not None and known and (speaker.country != bound.country or not mention.country):
            clause = Clause(index, scene.tokens[index].word.readings, "noun")
            return Duty(clause, speaker, bound, mention.end)
    return None


def _is_task(scene: Scene, mention: Mention) -> bool:
    """Whether the deed due follows: "that", or an event noun."""
    if mention.end >= len(scene.tokens):
        return False
    that = bool(scene.lemmas_at(mention.end) & scene.cues.that)
    return that or any(r.kind in _DONE for r in scene.tokens[mention.end].word.readings)


def _speaker_before(scene: Scene, index: int) -> Entity | None:
    """Who speaks: before a title's colon, or the subject of the verb of speech whose "that" stands there."""
    if scene.tokens[index - 1].form == ":":
        voices = colon_voices(scene) if scene.title else ()
        return voices[0].speaker if voices else None
    if not scene.lemmas_at(index - 1) & scene.cues.that:
        return None
    before = [clause for clause in scene.clauses if clause.kind == "verb" and clause.token < index]
    if not before or speech_class(classes_of(scene, before[-1])) is None:
        return None
    found = speakers_of(scene, before[-1])
    return found[0] if codes(found) - {"UNK"} else None

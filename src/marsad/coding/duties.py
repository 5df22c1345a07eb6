"""What a speaker says a party must do, told by a preposition alone: "إيفانوف: على كييف سحب قواتها"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import codes, entity
from marsad.coding.slots import classes_of
from marsad.coding.speech import colon_voices, speakers_of, speech_class
from marsad.languages.grammar import Clause

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.records import Entity

_DONE: Final = frozenset({"masdar", "noun"})


class Duty(NamedTuple):
    """Who says that who must do something; ``clause`` stands at the "upon"."""

    clause: Clause
    speaker: Entity
    bound: Entity


def duty_of(scene: Scene) -> Duty | None:
    """The demand that a sentence tells by "upon", or None."""
    for mention in scene.mentions:
        index = mention.start - 1
        if index < 1 or not scene.lemmas_at(index) & scene.cues.upon or not _is_task(scene, mention):
            continue
        speaker = _speaker_before(scene, index)
        if speaker is not None and mention.country and speaker.country not in {mention.country, "UNK"}:
            clause = Clause(index, scene.tokens[index].word.readings, "noun")
            return Duty(clause, speaker, entity(scene, mention))
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

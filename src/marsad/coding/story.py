"""What the text has told so far, as a reader keeps it: who did what to whom, for what is left unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.parties import codes
from marsad.coding.relations import clause_range, is_what
from marsad.records import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.coding.events import Act
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase

_ANSWERS: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types that speak to a deed told before."""
_WORDS: Final = frozenset({"ACCUSE", "CONSULT", "REJECT", "REQUEST", "SUPPORT"})
"""Types of what is no step that others judge."""
_FIGHTS: Final = frozenset({"ASSAULT"})
_UNKNOWN: Final = frozenset({"UNK"})


def other_in_story(scene: Scene, own: frozenset[str], frame: Frame) -> tuple[Entity, ...]:
    """The other side of a party by what the text told: whom it acts on, who acts on it, who set it going."""
    for act in _latest(scene):
        doers, others = codes(act.actors) - _UNKNOWN, codes(act.recipients) - _UNKNOWN
        if not others and own < doers and len(doers) == len(own) + 1:
            return _sides(doers - own)
        if not doers or not others or doers == others:
            continue
        if own <= doers and others - own:
            return _sides(others - own)
        if own <= others and doers - own:
            return _sides(doers - own)
    for act in _earliest(scene):
        found = codes(act.actors if frame.type in _ANSWERS else act.recipients) - own - _UNKNOWN
        if found and not (frame.type in _ANSWERS and own & codes(act.recipients)):
            return _sides(found)
    return ()


def takers_of_step(scene: Scene, clause: Clause, frame: Frame, own: frozenset[str]) -> tuple[Entity, ...]:
    """Who took "the step" that is welcomed or condemned, where nothing beside the words tells whose it is."""
    if frame.type not in _ANSWERS or scene.title or not _is_of_a_step(scene, clause, frame):
        return ()
    here = (act for act in reversed(scene.done) if act.status == "actual")
    return _doers_of(here, own) or _doers_of(_earliest(scene), own)


def doers_before(scene: Scene, own: frozenset[str]) -> tuple[Entity, ...]:
    """Who did the last thing told that is more than words, and that the party itself did not do."""
    return _doers_of(_latest(scene), own)


def _doers_of(acts: Iterable[Act], own: frozenset[str]) -> tuple[Entity, ...]:
    for act in acts:
        doers = codes(act.actors) - _UNKNOWN
        if act.type not in _WORDS and doers - own and not doers & own:
            return _sides(doers)
    return ()


def _is_of_a_step(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether "the step", or "what she called …", is what is judged, and nobody's name goes with it."""
    if frame.type == "ACCUSE" and _is_called_so(scene, clause):
        return True
    near = clause_range(scene, clause)
    told = [a for a in (*clause.arguments, *clause.outer) if a.role != "subject" and a.start in near]
    steps = [phrase for phrase in told if _heads_a_step(scene, phrase) or _is_it(scene, phrase)]
    return bool(steps) and not any(scene.mentions_in(phrase) for phrase in steps)


def _heads_a_step(scene: Scene, phrase: Phrase) -> bool:
    head = scene.tokens[phrase.start].word.splits
    return any(split.article and split.stem in scene.cues.steps for split in head)


def _is_it(scene: Scene, phrase: Phrase) -> bool:
    """Whether "by it" stands there alone ("أشاد به"); a land is "her"."""
    word = scene.tokens[phrase.start].word
    bound = any(r.kind == "preposition" and r.enclitic and r.lemma in scene.cues.at for r in word.readings)
    return bound and not word.form.endswith(tuple(scene.cues.her))


def _is_called_so(scene: Scene, clause: Clause) -> bool:
    """Whether "what she called …" is what is judged ("أدانت طهران ما وصفته بالانتهاك")."""
    own = scene.number_of(clause)
    below = (c for c in scene.clauses if c.governor == own and c.link in ("that", "relative"))
    return any(scene.cues.describing & set(c.lemmas) and is_what(scene, c.token) for c in below)


def foes(scene: Scene, own: frozenset[str]) -> tuple[Entity, ...]:
    """Whom a party fights, by the last attack or truce told between it and another."""
    for act in _latest(scene):
        doers, others = codes(act.actors) - _UNKNOWN, codes(act.recipients) - _UNKNOWN
        if act.type not in _FIGHTS and act.mode != "ceasefire":
            continue
        if own <= doers | others and len(doers | others) > 1:
            found = others if own <= doers and others - own else doers
            return _sides(found - own)
    return ()


def with_whom(scene: Scene, own: frozenset[str]) -> tuple[Entity, ...]:
    """The other side of what a party did last in the sentence, for what it does along with it."""
    for act in reversed(scene.done):
        doers, others = codes(act.actors) - _UNKNOWN, codes(act.recipients) - _UNKNOWN
        if own <= doers:
            return _sides((others or doers) - own)
    return ()


def _latest(scene: Scene) -> Iterator[Act]:
    for act in (*reversed(scene.done), *reversed(scene.memory.story)):
        if act.status == "actual":
            yield act


def _earliest(scene: Scene) -> Iterator[Act]:
    for act in scene.memory.story:
        if act.status == "actual":
            yield act


def _sides(found: frozenset[str]) -> tuple[Entity, ...]:
    return tuple(Entity(text=None, country=code) for code in sorted(found))

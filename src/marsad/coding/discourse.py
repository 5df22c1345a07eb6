"""To whom it was done where the clause leaves it unsaid: the other party that the text speaks of.

Arabic news names the two sides once and goes on with "رفضت الخطوة", "سحب سفيره". Counted on 67
acts of the tuned half of all gold whose recipient no slot told: the gold has one in 57 of them, and in 53 it
is a party of the sentence, one named before it, or the actor's own country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.beside import acts_apart
from marsad.coding.parties import NOT_NATIONAL, codes, entity, is_located
from marsad.coding.relations import clause_range
from marsad.coding.story import other_in_story
from marsad.coding.unsaid import replace_text
from marsad.records import Entity

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_DATELINE: Final = 10
_DASHES: Final = frozenset({"-", "–", "—"})
_CLOSING: Final = frozenset({")", "]"})
_STATES: Final = frozenset({"state", "bloc", "capital"})
_ABROAD: Final = frozenset({None, "GOV", "MIL"})
"""Sectors that act abroad; all others act at home where their sentence speaks of no other side."""


def other_side(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The other side of an act by what the sentence and those before it speak of; empty where open."""
    own = codes(actors)
    if not frame.recipient or not own - {"UNK"} or _needs_none(scene, frame, own):
        return ()
    told = _others(scene, own, len(scene.tokens))
    told = {code: mention for code, mention in told.items() if not acts_apart(scene, clause, mention)}
    at_home = actors[0].sector not in _ABROAD and actors[0].country not in NOT_NATIONAL
    if (len(told) > 1 or at_home) and not scene.title:
        nearer = _others(scene, own, clause_range(scene, clause).stop)
        told = {code: m for code, m in told.items() if code in nearer} or ({} if at_home else told)
    if len(told) == 1:
        return (entity(scene, next(iter(told.values()))),)
    if told:
        known = list(told.values())
        group = with_joined(scene, known[0], known[1:])
        return tuple(entity(scene, mention) for mention in group) if len(group) == len(told) else ()
    if at_home:
        return (Entity(text=None, country=actors[0].country),)
    return other_in_story(scene, own, frame) or _spoken_of(scene, own)


def _needs_none(scene: Scene, frame: Frame, own: frozenset[str]) -> bool:
    """Whether an act has no other side where none is told: forces are moved, several agree."""
    moved = frame.type == "MOBILIZE" and not scene.title
    return moved or (frame.type == "AGREE" and len(own) > 1)


def _spoken_of(scene: Scene, own: frozenset[str]) -> tuple[Entity, ...]:
    """The party of the sentences before that the text speaks of most, else the one named last."""
    before = [code for code in scene.memory.recent if code not in own]
    if not before:
        return ()
    focus = scene.memory.focus
    return (Entity(text=None, country=focus if focus in before else before[-1]),)


def _others(scene: Scene, own: frozenset[str], stop: int) -> dict[str, Mention]:
    """The other countries that a sentence names before a token, each with where it is named last."""
    first = _end_of_dateline(scene)
    near = (m for m in scene.mentions if first <= m.start < stop and m.sector != "JRN")
    return {mention.country: mention for mention in near if mention.country and mention.country not in own}


def _end_of_dateline(scene: Scene) -> int:
    """The token behind "وارسو (أ ف ب) -", whose place is no side; 0 where a sentence has none."""
    for index in range(1, min(_DATELINE, len(scene.tokens))):
        if index in scene.verb_tokens:
            return 0
        if scene.tokens[index].form in _DASHES and scene.tokens[index - 1].form in _CLOSING:
            return index + 1
    return 0


def likeliest_other(
    scene: Scene, clause: Clause, actors: tuple[Entity, ...], *, at_home: bool
) -> tuple[Entity, ...]:
    """The likeliest other side of an act that must have one and that no rule told; empty where open.

    The party that the sentence names first, else that of the sentences before, else the actor's own people.
    Of 54 such acts on the tuned half of all gold that were left with one side, 8 were right; 26 are when it
    is filled in this way, and no fewer with weights learned for the choice (docs/reference/coder.md).

    Args:
        scene: the sentence.
        clause: the clause of the act.
        actors: the side that is known.
        at_home: whether the other side may be of the same state.
    """
    own = codes(actors) | {"UNK"}
    first = _end_of_dateline(scene)
    told = [m for m in scene.mentions if m.country and m.start >= first]
    here = [m for m in told if m.country not in own and m.sector != "JRN"]
    here = [m for m in here if not acts_apart(scene, clause, m)] or ([] if scene.memory.recent else here)
    powers = [m for m in here if not (m.place and is_located(scene, m))]
    if powers:
        return tuple(replace_text(entity(scene, mention)) for mention in with_joined(scene, powers[0], here))
    before = _spoken_of(scene, own)
    if before:
        return before
    stays = at_home and not here and not own & NOT_NATIONAL - {"UNK"} and _is_within_a_state(scene, actors[0])
    return (Entity(text=None, country=actors[0].country),) if stays else ()


def with_joined(scene: Scene, first: Mention, others: list[Mention]) -> list[Mention]:
    """A party and those that "and" joins to it ("في مالي والنيجر")."""
    joined = [first]
    for mention in others:
        apart = mention.start - joined[-1].end
        bound = mention.conjunction in scene.cues.and_ if apart == 0 else False
        bound = bound or (apart == 1 and bool(scene.lemmas_before(mention.start) & scene.cues.and_))
        if mention.start > first.start and bound and not mention.adjective:
            joined.append(mention)
    return joined


def _is_within_a_state(scene: Scene, actor: Entity) -> bool:
    """Whether it is someone or a body of a state, not the state itself by name, adjective or capital."""
    named = (m for m in scene.mentions if scene.span(m.start, m.end)[0] == actor.start)
    mention = next(named, None)
    if mention is None or mention.adjective:
        return False
    return mention.role is not None or (mention.party is not None and mention.party.kind not in _STATES)


def other_land(scene: Scene, own: frozenset[str]) -> str | None:
    """The other country that the sentence names first, or that the text speaks of most; None for none."""
    named = (m.country for m in scene.mentions if m.country and m.sector != "JRN")
    return next(
        (code for code in (*named, scene.memory.focus) if code not in {*own, *NOT_NATIONAL, None}), None
    )

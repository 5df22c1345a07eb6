"""Who speaks: verbs of speech, their subjects, the speaker before a colon, the source that is cited.

Events take their voices from here, and claims their speakers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.parties import entities_of, entity
from marsad.records import Entity, VerbClass, Voice

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

VERB_CLASSES: Final[tuple[VerbClass, ...]] = (
    "denies", "confirms", "alleges", "warns", "asks", "predicts", "reports", "says",
)  # fmt: skip
"""In order of weight: a verb that both says and denies denies."""
OUTLET: Final = "JRN"
_COLON_WITHIN: Final = 10


def speech_class(classes: frozenset[str]) -> VerbClass | None:
    """How a verb of these classes speaks; None where it does not."""
    return next((name for name in VERB_CLASSES if name in classes), None)


def speakers_of(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Parties that stand as the subject of a speech verb."""
    for phrase in clause.arguments:
        if phrase.role == "subject":
            found = entities_of(scene, phrase, clause)
            if found:
                return found
            start, end = scene.span(phrase.start, phrase.end)
            return (Entity(text=scene.words(phrase.start, phrase.end), start=start, end=end),)
    return scene.memory.subject[:1]


def title_colon(scene: Scene) -> int | None:
    """The colon near the start of a sentence that may part a speaker from the words, or None."""
    return next((i for i, token in enumerate(scene.tokens[:_COLON_WITHIN]) if token.form == ":"), None)


def colon_voices(scene: Scene) -> tuple[Voice, ...]:
    """The speaker before a colon in a title ("نتنياهو: …")."""
    colon = title_colon(scene)
    if colon is None or any(clause.token < colon for clause in scene.clauses):
        return ()
    before = [mention for mention in scene.mentions if mention.end <= colon]
    if not before or (before[0].place and before[0].party and before[0].party.kind == "place"):
        return ()
    return (Voice(speaker=entity(scene, before[0]), verb="says"),)


def cited_voices(scene: Scene) -> tuple[Voice, ...]:
    """The source that a sentence cites ("بحسب رويترز"): an outlet reports, anyone else says."""
    starts = {mention.start: mention for mention in scene.mentions}
    for citation in scene.hints.citations:
        mention = starts.get(citation.end)
        if mention is not None:
            return (Voice(speaker=entity(scene, mention), verb=cited_class(mention, citation.verb)),)
    return ()


def cited_class(mention: Mention, verb: VerbClass) -> VerbClass:
    """How a source speaks: an outlet reports."""
    return "reports" if mention.sector == OUTLET else verb

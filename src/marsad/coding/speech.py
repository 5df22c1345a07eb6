"""Who speaks: verbs of speech, their subjects, the speaker before a colon, the source that is cited.

Events take their voices from here, and claims their speakers.
"""

from __future__ import annotations

from functools import lru_cache
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
_APPOSED: Final = 3
_MATTER: Final = 2


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
    for citation in scene.hints.citations:
        mention = scene.mention_at.get(citation.end)
        if mention is not None:
            return (Voice(speaker=entity(scene, mention), verb=cited_class(mention, citation.verb)),)
    return ()


def cited_class(mention: Mention, verb: VerbClass) -> VerbClass:
    """How a source speaks: an outlet reports."""
    return "reports" if mention.sector == OUTLET else verb


def is_speech(scene: Scene, clause: Clause, classes: frozenset[str]) -> bool:
    """Whether a verb of these classes, as it stands, ascribes words to someone."""
    if not tells(classes) or clause.future or clause.condition:
        return False
    if clause.passive and not scene.cues.impersonal & set(clause.lemmas):
        return False
    if clause.readings[0].preposition or (scene.title and clause.question):
        return False  # "in order to say", and a question of a title
    vouches = not clause.negated or is_what_before(scene, clause)
    return vouches or not scene.cues.doubts.isdisjoint(clause.lemmas)


@lru_cache(maxsize=1024)
def tells(classes: frozenset[str]) -> bool:
    """Whether verbs of these classes speak, hold an opinion or take a stance."""
    return speech_class(classes) is not None or bool(classes & {"opinion", "stance", "topic"})


def is_what_before(scene: Scene, clause: Clause) -> bool:
    """Whether what looks like "not" is "what" ("وهو ما عدّته …"): the verb has its object as a pronoun."""
    bound = any(reading.enclitic for reading in clause.readings)
    if bound and is_which_matter(scene, clause.token):
        return True
    if bound or is_pointing(scene, clause):
        return bool(scene.lemmas_before(clause.token) & scene.cues.what)
    return False


def is_which_matter(scene: Scene, token: int) -> bool:
    """Whether "the matter which" stands before a token ("…، الأمر الذي نفته طهران")."""
    if token < _MATTER or not scene.keys(token - _MATTER) & scene.cues.matters:
        return False
    return any(r.kind == "relative" for r in scene.tokens[token - 1].word.readings)


def is_pointing(scene: Scene, clause: Clause) -> bool:
    """Whether a pronoun behind the verb tells what it speaks of, in a clause on it ("وهو رقم تشكك فيه …")."""
    behind = scene.tokens[clause.token + 1 : clause.token + 2]
    if not any(r.kind == "preposition" and r.enclitic for token in behind for r in token.word.readings):
        return False
    return bool(scene.lemmas_before(clause.token) & scene.cues.what) or _is_apposed(scene, clause)


def _is_apposed(scene: Scene, clause: Clause) -> bool:
    """Whether a pronoun and a noun behind a comma stand before a verb ("…، وهو رقم …")."""
    if clause.token < _APPOSED or not scene.tokens[clause.token - _APPOSED].word.punctuation:
        return False
    return any(r.kind == "pronoun" for r in scene.tokens[clause.token - 2].word.readings)

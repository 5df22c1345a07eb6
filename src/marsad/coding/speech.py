"""Who speaks: verbs of speech, their subjects, the speaker before a colon, the source that is cited.

Events take their voices from here, and claims their speakers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import entities_of, entity
from marsad.languages import language
from marsad.records import Entity, VerbClass, Voice
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

CITATION_COLUMNS: Final = ("words", "verb", "note")
VERB_CLASSES: Final[tuple[VerbClass, ...]] = (
    "denies", "confirms", "alleges", "warns", "asks", "predicts", "reports", "says",
)  # fmt: skip
"""In order of weight: a verb that both says and denies denies."""
OUTLET: Final = "JRN"
_COLON_WITHIN: Final = 10


class Citation(NamedTuple):
    """Words that cite a source: tokens ``start`` to ``end`` (exclusive); the source begins at ``end``."""

    start: int
    end: int
    verb: VerbClass


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
    for citation in citations(scene):
        mention = starts.get(citation.end)
        if mention is not None:
            return (Voice(speaker=entity(scene, mention), verb=cited_class(mention, citation.verb)),)
    return ()


def cited_class(mention: Mention, verb: VerbClass) -> VerbClass:
    """How a source speaks: an outlet reports."""
    return "reports" if mention.sector == OUTLET else verb


def citations(scene: Scene) -> Iterator[Citation]:
    """Words of a sentence that cite a source, in order."""
    yield from _told(scene, ascriptions("citations", scene.language.code))


def author_words(scene: Scene) -> Iterator[Citation]:
    """Words by which the author speaks of the likely, or of what he or she thinks, in order."""
    yield from _told(scene, ascriptions("author", scene.language.code))


Ascriptions = dict[str, tuple[tuple[tuple[str, ...], VerbClass], ...]]


def _told(scene: Scene, table: Ascriptions) -> Iterator[Citation]:
    for index, token in enumerate(scene.tokens):
        for split in token.word.splits:
            options = () if split.article else table.get(split.preposition + split.stem, ())
            found = next(filter(None, (_matched(scene, index, *option) for option in options)), None)
            if found is not None:
                yield found
                break


def _matched(scene: Scene, index: int, words: tuple[str, ...], verb: VerbClass) -> Citation | None:
    """The citation whose words begin at a token; a last word of one letter stands on the source itself."""
    whole = [word for word in words if len(word) > 1]
    end = index + len(whole)
    if end >= len(scene.tokens) or [t.form for t in scene.tokens[index + 1 : end]] != whole[1:]:
        return None
    bound = words[-1] if len(words[-1]) == 1 else ""
    if bound and scene.tokens[end].form == bound:
        return Citation(index, end + 1, verb) if end + 1 < len(scene.tokens) else None
    if bound and all(split.preposition != bound for split in scene.tokens[end].word.splits):
        return None
    return Citation(index, end, verb)


@lru_cache(maxsize=8)
def ascriptions(table: str, code: str) -> Ascriptions:
    """First word in even spelling → the rows of a table that begin with it (all words, verb), longest first.

    Args:
        table: "citations" or "author".
        code: language.

    Raises:
        DataFileError: an unknown verb class.
    """
    found: dict[str, list[tuple[tuple[str, ...], VerbClass]]] = {}
    for row in rows("marsad.coding", f"data/{table}.{code}.tsv", CITATION_COLUMNS):
        verb = next((name for name in VERB_CLASSES if name == row["verb"]), None)
        if verb is None:
            raise row.error(f"unknown verb class {row['verb']!r}")
        words = tuple(language(code).even(row["words"]).split())
        found.setdefault(words[0], []).append((words, verb))
    return {first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in found.items()}

"""The setting of an event: its PLOVER contexts and its place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.parties import is_located
from marsad.coding.relations import clause_range
from marsad.languages import language
from marsad.plover import contexts
from marsad.records import Place
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

CONTEXT_COLUMNS: Final = ("context", "words")
OFF_TOPIC_COLUMNS: Final = ("word", "field")


@lru_cache(maxsize=4)
def context_words(code: str) -> dict[str, frozenset[str]]:
    """Word in even spelling → the contexts that it tells.

    Raises:
        DataFileError: a context that PLOVER does not have.
    """
    known = contexts()
    found: dict[str, frozenset[str]] = {}
    for row in rows("marsad.coding", f"data/contexts.{code}.tsv", CONTEXT_COLUMNS):
        if row["context"] not in known:
            raise row.error(f"unknown context {row['context']!r}")
        for word in row.alternatives("words"):
            even = language(code).even(word)
            found[even] = found.get(even, frozenset()) | {row["context"]}
    return found


def contexts_of(scene: Scene) -> tuple[str, ...]:
    """Contexts told by the words of a sentence, in alphabetical order."""
    table = context_words(scene.language.code)
    return tuple(sorted(frozenset().union(*(table[key] for key in scene.all_keys & table.keys()))))


@lru_cache(maxsize=4)
def off_topic_words(code: str) -> frozenset[str]:
    """Words in even spelling that tell of sport or entertainment.

    Raises:
        DataFileError: a bad row.
    """
    table = rows("marsad.coding", f"data/off_topic.{code}.tsv", OFF_TOPIC_COLUMNS)
    return frozenset(language(code).even(row["word"]) for row in table)


def is_off_topic(scene: Scene) -> bool:
    """Whether a sentence tells of sport or entertainment, whose "attacks" and "wins" are no events."""
    code = scene.language.code
    if scene.all_keys.isdisjoint(off_topic_words(code)):
        return False
    # After an office المنتخب is the elected one, and no team.
    offices = {
        index
        for mention in scene.mentions
        if mention.role is not None
        for index in range(mention.start, mention.end + 1)
    }
    return any(
        index not in offices and _is_off_topic_word(code, token.form)
        for index, token in enumerate(scene.tokens)
    )


@lru_cache(maxsize=65536)
def _is_off_topic_word(code: str, form: str) -> bool:
    """Whether a word with its proclitics taken off is listed; whole stems only: حكومة منتخبة is elected."""
    return any(split.stem in off_topic_words(code) for split in language(code).word(form).splits)


def place_of(scene: Scene, clause: Clause) -> Place | None:
    """The place named with "in" or "near" in a clause's stretch, or None."""
    window = clause_range(scene, clause)
    for mention in scene.mentions:
        if mention.start not in window or mention.party is None or not mention.place:
            continue
        if mention.preposition in scene.cues.at or is_located(scene, mention):
            party = mention.party
            text = scene.words(mention.start, mention.end)
            return Place(
                text=text,
                name=party.seat or party.name,
                country=party.country or None,
                lat=party.lat,
                lon=party.lon,
            )
    return None

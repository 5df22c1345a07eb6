"""The setting of an event: its PLOVER contexts and its place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.slots import clause_range, word_keys
from marsad.languages.arabic.normalise import normalised
from marsad.plover import contexts
from marsad.records import Place
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

CONTEXT_COLUMNS: Final = ("context", "words")
OFF_TOPIC_COLUMNS: Final = ("word", "field")


@lru_cache(maxsize=4)
def context_words(language: str) -> dict[str, frozenset[str]]:
    """Word in even spelling → the contexts that it tells.

    Raises:
        DataFileError: a context that PLOVER does not have.
    """
    known, found = contexts(), {}
    for row in rows("marsad.coding", f"data/contexts.{language}.tsv", CONTEXT_COLUMNS):
        if row["context"] not in known:
            raise row.error(f"unknown context {row['context']!r}")
        for word in row.alternatives("words"):
            even = normalised(word).text
            found[even] = found.get(even, frozenset()) | {row["context"]}
    return found


def contexts_of(scene: Scene) -> tuple[str, ...]:
    """Contexts told by the words of a sentence, in alphabetical order."""
    table = context_words("ar")
    found: set[str] = set()
    for token in scene.tokens:
        for key in word_keys(token.form):
            found |= table.get(key, frozenset())
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def off_topic_words(language: str) -> frozenset[str]:
    """Words in even spelling that tell of sport or entertainment.

    Raises:
        DataFileError: a bad row.
    """
    table = rows("marsad.coding", f"data/off_topic.{language}.tsv", OFF_TOPIC_COLUMNS)
    return frozenset(normalised(row["word"]).text for row in table)


def is_off_topic(scene: Scene) -> bool:
    """Whether a sentence tells of sport or entertainment, whose "attacks" and "wins" are no events."""
    words = off_topic_words("ar")
    return any(words & word_keys(token.form) for token in scene.tokens)


def place_of(scene: Scene, clause: Clause) -> Place | None:
    """The place named with "in" or "near" in a clause's stretch, or None."""
    window = clause_range(scene, clause)
    for mention in scene.mentions:
        if mention.start not in window or mention.party is None or not mention.place:
            continue
        if mention.preposition == "ب" or _after_in(scene, mention.start):
            party = mention.party
            text = scene.words(mention.start, mention.end)
            return Place(text=text, name=party.name, country=party.country, lat=party.lat, lon=party.lon)
    return None


def _after_in(scene: Scene, start: int) -> bool:
    if not start:
        return False
    lemmas = {reading.lemma for reading in scene.tokens[start - 1].word.readings}
    return bool(lemmas & {"في", "قرب", "داخل", "قبالة"})

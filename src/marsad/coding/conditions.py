"""Conditions: "if", "unless" and what belongs to them; words in ``data/conditions.<language>.tsv``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.openers import COMMAS, QUOTE
from marsad.coding.stretches import STOPS
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene

COLUMNS: Final = ("words", "note")
Run = tuple[int, int]


def conditions(scene: Scene) -> list[Run]:
    """Runs of tokens that are conditions, from the word that opens one to where it ends."""
    openers = _openers(scene.language.code)
    found: list[Run] = []
    for index, token in enumerate(scene.tokens):
        if found and index < found[-1][1]:
            continue
        options = [words for split in token.word.splits for words in openers.get(split.stem, ())]
        if any(_stands(scene, index, words) for words in options) or _is_if(scene, index):
            found.append((index, _end(scene, index)))
    return found


def _stands(scene: Scene, index: int, words: tuple[str, ...]) -> bool:
    ahead = scene.tokens[index + 1 : index + len(words)]
    return [token.form for token in ahead] == list(words[1:])


def _is_if(scene: Scene, index: int) -> bool:
    """Whether "إن" stands before a verb in the past, as only "if" does ("إن أُغلق المضيق").

    With an "and" it may be "although" too; then what follows has to begin with "then" ("وإن أُغلق … فسيعود").
    """
    raw = scene.tokens[index].raw
    if raw not in ("إن", "وإن") or index + 1 >= len(scene.tokens):
        return False
    if raw == "وإن" and not _has_then(scene, index):
        return False
    readings = scene.tokens[index + 1].word.readings
    verbs = [reading for reading in readings if reading.kind == "verb"]
    return bool(verbs) and len(verbs) == len(readings) and all(r.tense == "past" for r in verbs)


def _has_then(scene: Scene, start: int) -> bool:
    """Whether a "then" is written with a verb to come before the sentence breaks."""
    for index in range(start + 2, len(scene.tokens)):
        if scene.tokens[index].form in STOPS:
            return False
        if scene.is_then(index) and any(mark.start == index for mark in scene.marks):
            return True
    return False


def _end(scene: Scene, start: int) -> int:
    """The sign that ends a condition, or what begins with "then" ("فسيعود") or is a verb to come."""
    for index in range(start + 1, len(scene.tokens)):
        form = scene.tokens[index].form
        if form in COMMAS or form in STOPS or (form == QUOTE and _closes(scene, start, index)):
            return index
        if index > start + 1 and _is_then(scene, index):
            return index
    return len(scene.tokens)


def _closes(scene: Scene, start: int, index: int) -> bool:
    """Whether a mark closes a quotation that was open where the condition began."""
    opened = sum(token.form == QUOTE for token in scene.tokens[:start])
    inside = sum(token.form == QUOTE for token in scene.tokens[start:index])
    return opened % 2 == 1 and inside % 2 == 0


def _is_then(scene: Scene, index: int) -> bool:
    if not any(mark.start == index and mark.kind not in ("adverb", "chances") for mark in scene.marks):
        return False
    return not scene.tokens[index - 1].word.readings or scene.tokens[index].raw.startswith("ف")


@lru_cache(maxsize=4)
def _openers(code: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word in even spelling → the runs of words that begin with it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("marsad.coding", f"data/conditions.{code}.tsv", COLUMNS):
        words = tuple(language(code).even(row["words"]).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(runs) for first, runs in found.items()}

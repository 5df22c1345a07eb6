"""The sentences of a document as our own tables see them: who is named where, and which lands at all."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.parties import entity, is_located
from marsad.coding.scene import Memory, Scene
from marsad.languages import sentences
from marsad.records import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.records import Document, Sentence

UNNAMED: Final = "UNK"
_LEAST: Final = 2
_WRITTEN_WITH: Final = 3


class SideError(Exception):
    """A party that does not hold; the message is the reason."""


class Side(NamedTuple):
    """A party as it is taken.

    Attributes:
        entity: the record.
        known: "told", "named" or "vouched", as in ``data/confidence.tsv``.
        corrected: what our tables set right of what the model said, None where nothing.
    """

    entity: Entity
    known: str
    corrected: str | None = None


class Seen(NamedTuple):
    """A sentence with its scene.

    Attributes:
        sentence: the sentence.
        scene: its words, parties and times.
        lands: codes that it and what stands before it name.
        timed: whether it, or the sentence before, tells a time.
    """

    sentence: Sentence
    scene: Scene
    lands: frozenset[str]
    timed: bool


def seen(document: Document, before: str = "") -> dict[int, Seen]:
    """The sentences of a document by their numbers; ``before`` is read for names and days."""
    memory, lands, timed = Memory(), set[str](), False
    for sentence in sentences(before) if before else ():
        scene = _scene(document, sentence, memory)
        lands |= _lands(scene)
        timed = bool(scene.times)
        _note(memory, scene)
    found: dict[int, Seen] = {}
    for sentence in sentences(document.text, document.body_start):
        scene = _scene(document, sentence, memory)
        lands |= _lands(scene)
        here = bool(scene.times)
        found[sentence.number] = Seen(sentence, scene, frozenset(lands), here or timed)
        timed = here
        _note(memory, scene)
    return found


def _scene(document: Document, sentence: Sentence, memory: Memory) -> Scene:
    title = sentence.number == 0
    return Scene(sentence.text, sentence.start, sentence.number, document.published, title, memory)


def _note(memory: Memory, scene: Scene) -> None:
    places = frozenset(m.start for m in scene.mentions if m.place and is_located(scene, m))
    memory.note(scene.tokens, scene.mentions, title=scene.title, places=places)


def _lands(scene: Scene) -> set[str]:
    return {mention.country for mention in scene.mentions if mention.country}


def span_of(seen_there: Seen, words: object) -> tuple[int, int] | None:
    """Offsets, in the sentence, of words that stand in it letter by letter; None where they do not.

    They must be whole words; only small words written with the first one may be left off ("و", "ب"): at most
    three letters before, and two or more stay. The first such place is taken.
    """
    if not isinstance(words, str) or sum(map(str.isalnum, words)) < _LEAST:
        return None
    text = seen_there.sentence.text
    start = text.find(words)
    while start >= 0:
        if _is_whole(text, start, start + len(words)):
            return start, start + len(words)
        start = text.find(words, start + 1)
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    if not (text[start].isalnum() and _is_of_word(text[end - 1])):
        return False
    if end < len(text) and _is_of_word(text[end]):
        return False
    begin = start
    while begin and _is_of_word(text[begin - 1]):
        begin -= 1
    return start - begin <= _WRITTEN_WITH


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.combining(letter) > 0


def side(there: Seen, words: str | None, code: str, sector: str | None) -> Side:
    """A party: by our tables where they know its words, else by the model's code.

    Args:
        there: the sentence.
        words: as the model copied them; None for a party left unsaid.
        code: of the closed list.
        sector: of the closed list, or None.

    Raises:
        SideError: the words do not stand in the sentence, stand for several parties of which the code is
            none, or are no party; or an unsaid party is of a land that the text does not name.
    """
    if words is None:
        return _unsaid(there, code, sector)
    span = span_of(there, words)
    if span is None:
        raise SideError("party not in the sentence")
    known = {one.country: one for one in _entities(there, *span) if one.country != UNNAMED}
    offset = there.sentence.start
    told = Entity(text=words, country=code, sector=sector, start=offset + span[0], end=offset + span[1])
    if not known:
        if any(time.start <= span[0] and span[1] <= time.end for time in there.scene.times):
            raise SideError("party is a time")
        return Side(told, "named" if code in there.lands | {UNNAMED} else "vouched")
    if code in known:
        return Side(known[code], "told")
    if len(known) > 1:
        raise SideError("party words stand for several, the code for none of them")
    return Side(next(iter(known.values())), "told", "country by our tables")


def _unsaid(there: Seen, code: str, sector: str | None) -> Side:
    if code not in there.lands | {UNNAMED}:
        raise SideError("unsaid party of a land that the text does not name")
    return Side(Entity(text=None, country=code, sector=sector), "named")


def _entities(there: Seen, start: int, end: int) -> Iterator[Entity]:
    """Entities of our tables whose words lie in, around or across a span of the sentence."""
    scene = there.scene
    for mention in scene.mentions:
        first, last = scene.tokens[mention.start].start, scene.tokens[mention.end - 1].end
        if first < end and start < last:
            yield entity(scene, mention)

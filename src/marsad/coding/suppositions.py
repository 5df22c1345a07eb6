"""What a sentence supposes a side to do: the condition of what is foretold, or what is said to lead to it.

"If Astana ties itself to the European market, Moscow may …" has a condition; "Kazakhstan's compliance with
Western sanctions may lead to Moscow's anger" has a cause, told by a verb of leading
(``data/leads.<language>.tsv``). Either is read for the acts in it (`marsad.coding.leanings`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.conditions import conditions
from marsad.coding.leanings import Leaning, leanings, reached_by
from marsad.coding.scene import Memory, Scene
from marsad.coding.stretches import clause_start
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from marsad.coding.conditions import Run
    from marsad.records import Forecast, Sentence

COLUMNS: Final = ("words", "to", "example", "near_miss")
_OBJECT: Final = "object"


class Supposed(NamedTuple):
    """The words of a condition or a cause, and the acts in them.

    Attributes:
        start: offset of the words in the document.
        end: offset after them.
        leanings: the acts.
        named: codes of all that the sentence, or the one before it, names: whom a doer left unsaid may be.
    """

    start: int
    end: int
    leanings: tuple[Leaning, ...]
    named: frozenset[str]


def supposed_by(
    forecast: Forecast, sentences: Sequence[Sentence], published: dt.date | None
) -> Supposed | None:
    """What a forecast supposes; None where it has no condition and nothing is said to lead to it.

    Args:
        forecast: with its place in the document.
        sentences: of the document, with their text.
        published: the document's day.
    """
    scene = _scene_around(forecast.start, sentences, published)
    if scene is None:
        return None
    run = _condition(scene, forecast) if forecast.condition else _cause(scene, forecast)
    if run is None or run[0] >= run[1]:
        return None
    return _supposed(scene, run, forecast.condition)


def conditions_around(
    start: int, sentences: Sequence[Sentence], published: dt.date | None
) -> tuple[int, int] | None:
    """Offsets of the first condition in the sentence around an offset; None where there is none."""
    scene = _scene_around(start, sentences, published)
    found = conditions(scene) if scene is not None else []
    return scene.span(*found[0]) if scene is not None and found else None


def may_lead(words: str, code: str = "ar") -> bool:
    """Whether a verb of leading may stand in words; quick, and right where it says no."""
    known = _leads(code)
    return any(
        not known.keys().isdisjoint(language(code).keys(one.form)) for one in language(code).tokens(words)
    )


def _scene_around(offset: int, sentences: Sequence[Sentence], published: dt.date | None) -> Scene | None:
    """The sentence around an offset; what it leaves unsaid may stand in the one before."""
    at = next((at for at, one in enumerate(sentences) if one.start <= offset < one.end), None)
    if at is None or not sentences[at].text:
        return None
    memory = Memory()
    for number in range(max(0, at - 1), at):
        before = _scene(sentences[number], published, memory)
        memory.note(before.tokens, before.mentions, title=before.title)
    return _scene(sentences[at], published, memory)


def _scene(sentence: Sentence, published: dt.date | None, memory: Memory) -> Scene:
    return Scene(sentence.text, sentence.start, sentence.number, published, sentence.number == 0, memory)


def _supposed(scene: Scene, run: Run, condition: str | None) -> Supposed:
    start, end = scene.span(*run)
    if condition is not None:  # its words begin behind an "and" that is written with the first
        start = end - len(condition)
    named = {mention.country for mention in scene.mentions if mention.country}
    return Supposed(start, end, tuple(leanings(scene, *run)), frozenset(named | {*scene.memory.recent}))


def _condition(scene: Scene, forecast: Forecast) -> Run | None:
    """The tokens of a forecast's condition; of the same words twice, those nearer to the statement."""
    words, found = forecast.condition or "", []
    at = scene.text.find(words)
    while at >= 0:
        found.append(at)
        at = scene.text.find(words, at + 1)
    if not found:
        return None
    place = forecast.start - scene.offset
    first = min(found, key=lambda one: abs(one - place))
    return _tokens(scene, first, first + len(words))


def _tokens(scene: Scene, start: int, end: int) -> Run | None:
    """The tokens that stand, with a part of them at least, between two offsets of the sentence."""
    inside = [at for at, token in enumerate(scene.tokens) if token.end > start and token.start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _cause(scene: Scene, forecast: Forecast) -> Run | None:
    """What is said to lead to something: before the verb, or between it and what it leads to."""
    told = _tokens(scene, forecast.start - scene.offset, forecast.end - scene.offset)
    if told is None:
        return None
    known = _leads(scene.language.code)
    for index in range(*told):
        slots = frozenset().union(*(known[key] for key in scene.keys(index) if key in known))
        if slots:
            before = clause_start(scene, index)
            return (
                (before, index)
                if _names(scene, before, index)
                else (index + 1, _end(scene, index, told, slots))
            )
    return None


def _names(scene: Scene, start: int, end: int) -> bool:
    return any(start <= mention.start < end for mention in scene.mentions)


def _end(scene: Scene, verb: int, told: Run, slots: Iterable[str]) -> int:
    """Where what a verb leads to begins; the end of the statement where it is no phrase of a preposition."""
    prepositions = {slot for slot in slots if slot != _OBJECT}
    ends = (index for index in range(verb + 1, told[1]) if reached_by(scene, index, prepositions))
    return next(ends, told[1])


@lru_cache(maxsize=4)
def _leads(code: str) -> dict[str, frozenset[str]]:
    """Verb of leading in even spelling → the prepositions of what it leads to, or "object"."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("marsad.coding", f"data/leads.{code}.tsv", COLUMNS):
        for word in map(language(code).even, row.alternatives("words")):
            found[word] = found.get(word, frozenset()) | frozenset(row.alternatives("to"))
    return found

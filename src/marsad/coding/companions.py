"""Whether the conditions of a frame hold for a clause: which words, or kinds of party, stand in its slots."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.frames import frames
from marsad.coding.marks import PEOPLE, is_of_a_nation, marks_of
from marsad.coding.relations import clause_range
from marsad.coding.slots import is_count, phrases_in, whole_of
from marsad.languages import language
from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.frames import Condition, Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase

_DESCRIBED: Final = 3
_HEAD_WORDS: Final = 5


def possible_frames(scene: Scene, clause: Clause, lemma: str) -> Sequence[Frame]:
    """Frames of a lemma, without those that ask for words that the sentence does not hold: most of them."""
    options = _options(scene.language.code, lemma)
    if clause.negated and not scene.all_keys.isdisjoint(scene.cues.anyone):
        return [frame for frame, _ in options.everything]
    return options.possible(scene.all_keys)


def may_tell(scene: Scene) -> bool:
    """Whether any frame may fit a clause of a sentence; of three headlines in ten none does."""
    code = scene.language.code
    options = [_options(code, lemma) for lemma in frames(code).keys() & scene.lemmas]
    if any(option.free for option in options):
        return True
    keys = scene.all_keys if options else frozenset()
    return not keys.isdisjoint(scene.cues.anyone) or any(option.possible(keys) for option in options)


class _Options(Shape, frozen=True):
    """Frames of a lemma, found by the words of a sentence and not one by one.

    Attributes:
        everything: each frame with the sets of words of which the sentence must hold one.
        free: those that ask for none.
        numbers: their numbers.
        words: the words of the first sets.
        asking: each of them → numbers of the frames.
    """

    everything: tuple[tuple[Frame, tuple[frozenset[str], ...]], ...]
    free: tuple[Frame, ...]
    numbers: frozenset[int]
    words: frozenset[str]
    asking: dict[str, frozenset[int]]

    def possible(self, keys: frozenset[str]) -> Sequence[Frame]:
        """The frames whose words a sentence holds, in the order of the table."""
        if self.words.isdisjoint(keys):
            return self.free
        held = self.words & keys
        numbers = sorted(self.numbers.union(*[self.asking[word] for word in held]))
        options = [self.everything[number] for number in numbers]
        return [frame for frame, due in options if not any(map(keys.isdisjoint, due))]


@lru_cache(maxsize=8192)
def _options(code: str, lemma: str) -> _Options:
    found = frames(code).get(lemma, ())
    everything = tuple((frame, tuple(_words_due(code, frame))) for frame in found)
    asking: dict[str, set[int]] = defaultdict(set)
    for number, (_, due) in enumerate(everything):
        for word in due[0] if due else ():
            asking[word].add(number)
    return _Options(
        everything,
        tuple(frame for frame, due in everything if not due),
        frozenset(number for number, (_, due) in enumerate(everything) if not due),
        frozenset(asking),
        {word: frozenset(numbers) for word, numbers in asking.items()},
    )


def _words_due(code: str, frame: Frame) -> Iterator[frozenset[str]]:
    for condition in frame.conditions:
        words = _even(code, condition.words)
        if not (condition.negated or words.marked or "*" in condition.words):
            yield words.first


def holds(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether all conditions of a frame hold for a clause."""
    return all(_met(scene, clause, frame, condition) for condition in frame.conditions)


def _met(scene: Scene, clause: Clause, frame: Frame, condition: Condition) -> bool:
    if "*" in condition.words:
        return bool(_slot(scene, clause, frame, condition.slot)[0]) != condition.negated
    words = _even(scene.language.code, condition.words)
    anyone = (
        clause.negated and condition.slot == "object" and not scene.all_keys.isdisjoint(scene.cues.anyone)
    )
    # Four conditions in five ask for words that the sentence does not hold: no need to look at the slot.
    if words.first.isdisjoint(scene.all_keys) and not anyone and not words.marked:
        return condition.negated
    tokens, keys = _slot(scene, clause, frame, condition.slot)
    met = not keys.isdisjoint(words.single) or any(_runs_in(scene, tokens, run) for run in words.runs)
    met = met or (anyone and not keys.isdisjoint(scene.cues.anyone))
    return met != condition.negated


def _slot(scene: Scene, clause: Clause, frame: Frame, slot: str) -> tuple[list[int], frozenset[str]]:
    """Tokens of a slot and all that they may be known by.

    Those of a verb, and of "any" about a noun, are the same for every frame.
    """
    if slot != "any" and clause.kind not in ("verb", "participle"):
        return _filled(scene, clause, frame, slot)
    place = clause.token, clause.kind, clause.passive, clause.arguments, slot
    if place not in scene.slots:
        scene.slots[place] = _filled(scene, clause, frame, slot)
    return scene.slots[place]


def _filled(scene: Scene, clause: Clause, frame: Frame, slot: str) -> tuple[list[int], frozenset[str]]:
    tokens = list(_tokens_in(scene, clause, frame, slot))
    marks = () if slot == "any" else _marks(scene, phrases_in(scene, clause, slot, frame))
    return tokens, frozenset(marks).union(*map(scene.keys, tokens))


def _marks(scene: Scene, phrases: list[Phrase]) -> Iterator[str]:
    """What the heads of phrases are, apart from their words, as `marks_of` and "@deed", a verbal noun."""
    for phrase in phrases:
        mention = scene.mention_at.get(phrase.start)
        if mention is not None:
            yield from marks_of(mention)
        elif any(reading.kind == "masdar" for reading in scene.tokens[phrase.start].word.readings):
            yield "@deed"
        elif _are_counted_people(scene, phrase):
            yield PEOPLE


def _are_counted_people(scene: Scene, phrase: Phrase) -> bool:
    """Whether a number of a nation's people stands there ("عشرات التونسيين", "عشرين ألف أفغاني")."""
    inside = scene.mentions_in(phrase)
    if not inside or inside[0].start == phrase.start:
        return False
    return is_of_a_nation(inside[0]) and all(
        is_count(scene, index) for index in range(phrase.start, inside[0].start)
    )


def _runs_in(scene: Scene, tokens: list[int], run: tuple[str, ...]) -> bool:
    """Whether words stand one after the other, the first of them inside the slot."""
    for index in tokens:
        ahead = range(index, min(len(scene.tokens), index + len(run)))
        if len(ahead) == len(run) and all(
            word in scene.keys(at) for at, word in zip(ahead, run, strict=True)
        ):
            return True
    return False


def _tokens_in(scene: Scene, clause: Clause, frame: Frame, slot: str) -> Iterator[int]:
    if slot == "any":
        above = scene.clauses[clause.governor] if clause.governor is not None else None
        if above is not None and above.kind == "verb" and clause.kind in ("masdar", "noun"):
            yield above.token  # "دخل وقف إطلاق النار حيز التنفيذ": the verb is of the noun's company
        inside = clause_range(scene, clause)
        yield from inside
        for phrase in clause.arguments if clause.kind == "verb" else ():
            if phrase.start >= inside.stop:  # "أدرجت واشنطن، في خطوة كانت متوقعة، مصارف على لائحة العقوبات"
                yield from range(phrase.start, phrase.end)
        return
    for phrase in phrases_in(scene, clause, slot, frame):
        yield from range(phrase.start, min(phrase.end, phrase.start + _HEAD_WORDS))
        whole = whole_of(scene, clause, phrase) if slot in ("object", "subject") else None
        if whole is not None and is_count(scene, phrase.end - 1):
            yield from range(whole.start, min(whole.end, whole.start + _HEAD_WORDS))
    if slot == "object" and clause.kind in ("masdar", "noun"):
        yield from _words_after(scene, clause)
    elif slot == "object" and clause.link in ("relative", "complement"):
        yield from _words_described(scene, clause)


def _words_described(scene: Scene, clause: Clause) -> Iterator[int]:
    """The noun that a relative clause describes, where a pronoun on the verb stands for it."""
    bound = any(reading.enclitic for reading in clause.readings)
    if not bound or not clause.token:
        return
    if clause.link == "complement":  # without a relative pronoun: "عقوبات فرضتها عليها"
        yield clause.token - 1
        return
    if not any(reading.kind == "relative" for reading in scene.tokens[clause.token - 1].word.readings):
        return
    for index in range(clause.token - 2, max(-1, clause.token - 2 - _DESCRIBED), -1):
        token = scene.tokens[index]
        yield index
        definite = any(split.article for split in token.word.splits)
        if token.word.punctuation or index in scene.verb_tokens or definite:
            return


def _words_after(scene: Scene, clause: Clause) -> Iterator[int]:
    """The words of an event noun's own phrase: its genitive, also where it is no party."""
    for index in range(clause.token + 1, min(len(scene.tokens), clause.token + 1 + _HEAD_WORDS)):
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return
        yield index


class _Words(Shape, frozen=True):
    """Words of a condition in even spelling: those alone, runs of several, and all that begin either.

    ``marked`` where one of them is no word but a mark ("@person"), which no sentence holds.
    """

    single: frozenset[str]
    runs: tuple[tuple[str, ...], ...]
    first: frozenset[str]
    marked: bool


@lru_cache(maxsize=4096)
def _even(code: str, words: frozenset[str]) -> _Words:
    split = [tuple(language(code).even(word).split()) for word in words]
    single = frozenset(parts[0] for parts in split if len(parts) == 1)
    runs = tuple(sorted(parts for parts in split if len(parts) > 1))
    marked = any(word.startswith("@") for word in single)
    return _Words(single, runs, single | {run[0] for run in runs}, marked)

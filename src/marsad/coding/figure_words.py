"""The words of one sentence as figures are read from it: cues, breaks, measures, goods and wholes told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.figure_tables import Measure, Said, sayings_from, stands
from marsad.languages.lazy import lazy

if TYPE_CHECKING:
    from marsad.coding.scene import Scene

_BREAKS: Final = frozenset("،,؛;:()[]–—!؟")
_LONGEST_CUE: Final = 3
_ASIDE: Final = "aside"


class Told(NamedTuple):
    """A measure told at tokens ``start`` to ``end``."""

    start: int
    end: int
    measure: Measure


class Words:
    """What the words of a sentence are to its figures.

    Attributes:
        scene: the sentence.
        forms: the form of each word.
        told: the measures that the sentence names, in order.
    """

    def __init__(self, scene: Scene, taken: list[tuple[int, int]]) -> None:
        """Takes the sentence and the character spans of its numbers, inside which no comma is a break."""
        self.scene, self._taken = scene, taken
        self.forms = [token.word.form for token in scene.tokens]
        self._cues: dict[tuple[str, int], int] = {}
        self._goods: dict[int, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        self._wholes: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        self.told: list[Told] = []
        for index, form in enumerate(self.forms):
            for run, said in sayings_from(scene.language.code, form):
                if len(run) == 1 or stands(run, self.keys, index):
                    self._note(index, len(run), said)

    @lazy
    def keys(self) -> list[frozenset[str]]:
        """What a table may know each word by."""
        return [self.scene.language.keys(form) for form in self.forms]

    def _note(self, index: int, length: int, said: Said) -> None:
        if said.cue:
            self._cues[said.cue, index] = max(length, self._cues.get((said.cue, index), 0))
        if said.measure is not None:
            self.told.append(Told(index, index + length, said.measure))
        if said.good is not None:
            self._goods[index].append(said.good)
        if said.whole is not None:
            self._wholes[index].append(said.whole)

    def is_cue(self, cue: str, index: int) -> bool:
        """Whether words of a cue begin at a token."""
        return (cue, index) in self._cues

    def ends_cue(self, cue: str, index: int) -> bool:
        """Whether words of a cue end right before a token."""
        starts = range(index - _LONGEST_CUE, index)
        return any(start + self._cues.get((cue, start), -_LONGEST_CUE) == index for start in starts)

    def cue_in(self, cue: str, span: range) -> int | None:
        """The first token of a span at which words of a cue begin."""
        return next((index for index in span if (cue, index) in self._cues), None)

    def goods_at(self, index: int) -> list[tuple[str, frozenset[str]]]:
        """Goods named at a token, each with the measures that it makes more exact."""
        return self._goods.get(index, [])

    def whole_in(self, span: range) -> tuple[str, bool] | None:
        """The first whole named in a span: what a share of it is called, and whether that is of a pair."""
        return next((self._wholes[index][0] for index in span if index in self._wholes), None)

    @lazy
    def parts(self) -> list[int]:
        """For each token the number of the part of the sentence that it stands in."""
        numbers, part = [], 0
        for index, token in enumerate(self.scene.tokens):
            mark = token.word.form in _BREAKS and not any(a <= token.start < b for a, b in self._taken)
            part += mark or (_ASIDE, index) in self._cues
            numbers.append(part)
        return numbers

    def part_at(self, index: int) -> int:
        """The number of the part in which a token stands; the last one's behind the end."""
        return self.parts[min(index, len(self.parts) - 1)]

    def part_around(self, index: int) -> range:
        """The tokens of the part in which a token stands."""
        part = self.part_at(index)
        start = self.parts.index(part)
        return range(start, start + self.parts.count(part))

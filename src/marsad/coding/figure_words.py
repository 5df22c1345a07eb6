"""The words of one sentence as figures are read from it: keys, cues, breaks, measures told."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.figure_tables import Measure, figure_cues, measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.scene import Scene

_LONGEST_CUE: Final = 3
_BREAKS: Final = frozenset("،,؛;:()[]–—!؟")


class Told(NamedTuple):
    """A measure told at tokens ``start`` to ``end``."""

    start: int
    end: int
    measure: Measure


class Words:
    """What the words of a sentence are to its figures."""

    def __init__(self, scene: Scene, taken: list[tuple[int, int]]) -> None:
        """Takes the sentence and the character spans of its numbers, inside which no comma is a break."""
        self.scene, self._taken = scene, taken
        self.keys = [scene.language.keys(token.form) for token in scene.tokens]
        self.forms = [frozenset((token.form,)) for token in scene.tokens]
        self._cues = figure_cues(scene.language.code)

    def is_cue(self, cue: str, index: int) -> bool:
        """Whether words of a cue begin at a token."""
        if not 0 <= index < len(self.keys):
            return False
        return bool(self._cues[cue].at(self.keys, index))

    def ends_cue(self, cue: str, index: int) -> bool:
        """Whether words of a cue end right before a token."""
        starts = range(max(0, index - _LONGEST_CUE), index)
        return any(
            start + length == index for start in starts for length, _ in self._cues[cue].at(self.keys, start)
        )

    def cue_in(self, cue: str, span: range) -> int | None:
        """The first token of a span at which words of a cue begin."""
        return next((index for index in span if self.is_cue(cue, index)), None)

    @cached_property
    def parts(self) -> list[int]:
        """For each token the number of the part of the sentence that it stands in."""
        numbers, part = [], 0
        for index, token in enumerate(self.scene.tokens):
            mark = token.form in _BREAKS and not any(a <= token.start < b for a, b in self._taken)
            part += mark or self.is_cue("aside", index)
            numbers.append(part)
        return numbers

    def part_around(self, index: int) -> range:
        """The tokens of the part in which a token stands."""
        index = min(index, len(self.parts) - 1)
        inside = [at for at, part in enumerate(self.parts) if part == self.parts[index]]
        return range(inside[0], inside[-1] + 1)

    @cached_property
    def told(self) -> list[Told]:
        """The measures that the sentence names, longer runs first at each token."""
        return list(self._measures())

    def _measures(self) -> Iterator[Told]:
        table = measures(self.scene.language.code)
        for index in range(len(self.keys)):
            for length, measure in table.at(self.keys, index):
                yield Told(index, index + length, measure)

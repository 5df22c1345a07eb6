"""What the rules of days, lengths and stretches read from: a found phrase and its setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.languages.arabic.date_values import Direction, Precision, Stretch
    from marsad.languages.arabic.time_marks import Mark

_ADJECTIVES: Final[dict[str, Direction]] = {"A": "before", "F": "after", "C": "current"}
_NUMBERS: Final = frozenset("NO1")


class Setting(NamedTuple):
    """What an expression is counted from.

    Attributes:
        published: the reference day, or None.
        previous: the day told before, in this sentence or the one before it, or None.
        direction: where to look for a day that lacks its year or week.
        grain: how exactly ``previous`` is known.
    """

    published: dt.date | None
    previous: dt.date | None
    direction: Direction
    grain: Precision = "day"


class Phrase(NamedTuple):
    """A found expression: its marks, the marks of its named parts, and its surroundings.

    Attributes:
        marks: the marks of the expression, without the word that bounds it.
        parts: named parts, see `date_patterns`.
        following: letter of the mark after it, or "".
        following_text: word after it, or "".
    """

    marks: Sequence[Mark]
    parts: dict[str, Sequence[Mark]]
    following: str
    following_text: str

    def pairs(self, *names: str) -> tuple[Sequence[Mark], Sequence[Mark]]:
        """The two ends of a range: the first pair of parts that matched."""
        for first, second in zip(names[::2], names[1::2], strict=True):
            if first in self.parts:
                return self.parts[first], self.parts[second]
        raise LookupError(f"no pair of {names}")


class Year(NamedTuple):
    """The year told with a day or month.

    Attributes:
        told: whether the phrase names one.
        value: the year, or None where it cannot be worked out.
        absolute: whether it stands in figures.
    """

    told: bool
    value: int | None = None
    absolute: bool = False


Rule = Callable[[Phrase, Setting], "Stretch | None"]
"""Works out a phrase; None where the phrase is no time expression after all."""


def first(marks: Sequence[Mark], letters: str) -> Mark | None:
    """The first mark with one of some letters."""
    return next((mark for mark in marks if mark.letter in letters), None)


def number(marks: Sequence[Mark]) -> int | None:
    """The first cardinal or ordinal."""
    mark = next((mark for mark in marks if mark.letter in _NUMBERS), None)
    return None if mark is None else int(mark.number)


def adjective(marks: Sequence[Mark]) -> Direction | None:
    """Direction of an adjective, the unit's own ("من العام الماضي") left aside."""
    for before, mark in zip([None, *marks], marks, strict=False):
        if mark.letter in _ADJECTIVES and (before is None or before.letter != "D"):
            return _ADJECTIVES[mark.letter]
    return None


def year(marks: Sequence[Mark], setting: Setting) -> Year:
    """The year that marks tell: in figures, or as "العام الماضي", "هذا العام", "العام نفسه"."""
    figures = first(marks, "Y")
    if figures is not None:
        return Year(told=True, value=int(figures.number), absolute=True)
    unit = first(marks, "D")
    if unit is None or unit.unit != "year":
        return Year(told=False)
    letters = {mark.letter for mark in marks}
    base, step = _base_and_step(letters, setting)
    return Year(told=True, value=None if base is None else base.year + step)


def _base_and_step(letters: set[str], setting: Setting) -> tuple[dt.date | None, int]:
    if letters & set("SqU"):
        return setting.previous, 0
    if "n" in letters:
        return setting.previous, 1
    return setting.published, -1 if "A" in letters else 1 if "F" in letters else 0

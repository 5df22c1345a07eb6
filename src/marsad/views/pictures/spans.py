"""Windows of time along an axis, and their names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.measures.windows import window_of
from marsad.views.pictures.sheet import wide
from marsad.views.times import month_title

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from marsad.measures.windows import Every
    from marsad.views.labels import Labels

_BETWEEN: Final = 10.0
_OVER: Final = 4.0
"""How far a name may reach beyond its axis."""
_YEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Windows laid side by side, each as wide as the other.

    Attributes:
        windows: their names, the oldest first.
        at: where the first begins, in the direction of reading.
        wide: width of all together.
    """

    windows: tuple[str, ...]
    at: float
    wide: float

    @property
    def step(self) -> float:
        """Width of a window."""
        return self.wide / len(self.windows)

    def start(self, number: int) -> float:
        """Where a window begins."""
        return self.at + number * self.step

    def middle(self, number: int) -> float:
        """The middle of a window."""
        return self.start(number) + self.step / 2

    def part(self, windows: Sequence[str]) -> Span:
        """Some of its windows that stand side by side, at their places."""
        first = self.windows.index(windows[0]) if windows else 0
        return Span(tuple(windows), self.start(first), self.step * len(windows))

    def of_day(self, day: dt.date, every: Every) -> float | None:
        """Where a day stands; None where it falls outside."""
        if every == "all":
            return None
        window = window_of(day, every)
        if window.name not in self.windows:
            return None
        inside = ((day - window.first).days + 0.5) / ((window.last - window.first).days + 1)
        return self.start(self.windows.index(window.name)) + inside * self.step


def window_name(window: str, labels: Labels) -> str:
    """A window in words: "2022-Q3", "2022-05", "2022", "2022-W19", "all"."""
    if window == "all":
        return labels.text("picture.whole_span")
    year, _, part = window.partition("-")
    if part.startswith("Q"):
        return labels.text("ui.quarter", x=part[1:], y=year)
    if part.startswith("W"):
        return labels.text("picture.week", x=int(part[1:]), y=year)
    return month_title(window, labels) if part else year


class Tick(NamedTuple):
    """A year, or a window where all are of one year: where it begins, its middle, its name if it fits."""

    begins: float
    middle: float
    words: str


def ticks(span: Span, labels: Labels) -> list[Tick]:
    """What stands under an axis."""
    found: list[Tick] = []
    free = float("-inf")
    groups = list(_groups(span, labels))
    for first, last, words in groups:
        middle, half = (span.start(first) + span.start(last + 1)) / 2, wide(words) / 2
        inside = span.at - _OVER <= middle - half and middle + half <= span.at + span.wide + _OVER
        fits = middle - half >= free and (inside or len(groups) == 1)
        free = middle + half + _BETWEEN if fits else free
        found.append(Tick(span.start(first), middle, words if fits else ""))
    return found


def _groups(span: Span, labels: Labels) -> Iterator[tuple[int, int, str]]:
    years = [window[:_YEAR] for window in span.windows]
    if len(set(years)) == 1:
        yield from ((at, at, window_name(name, labels)) for at, name in enumerate(span.windows))
        return
    for year, group in groupby(range(len(years)), key=years.__getitem__):
        held = list(group)
        yield held[0], held[-1], year

"""The sheet a chart is drawn on: places count from where reading starts, so that Arabic is mirrored."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.views.pictures.svg import joined, points, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from marsad.views.labels import Labels
    from marsad.views.pictures.svg import Place, Value

Anchor = Literal["start", "middle", "end"]

SIZE: Final = 12.0
"""Height of letters."""
LINE: Final = 18.0
_LATIN, _ARABIC, _NARROW = 0.6, 0.54, 0.31
"""Widths of a letter in heights, as in Noto Sans and Noto Sans Arabic, rather too wide than too narrow."""
_NARROW_SIGNS: Final = frozenset(" .,:;'|!،؛()-iIljtfrاإأآل")
_ISOLATED: Final = "\u2068{}\u2069"


class Box(NamedTuple):
    """A part of a sheet: where it begins in the direction of reading, its top, its width and height."""

    at: float
    top: float
    wide: float
    high: float

    @property
    def foot(self) -> float:
        """Its lower edge."""
        return self.top + self.high


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a chart is drawn.

    Attributes:
        width: in units of the picture.
        labels: words of its language.
        name: begins all ids in it, so that several pictures can stand on one page.
    """

    width: float
    labels: Labels
    name: str = "picture"

    @property
    def mirrored(self) -> bool:
        """Whether reading starts at the right."""
        return self.labels.language == "ar"

    def x(self, at: float) -> float:
        """The place from the left of a place from where reading starts."""
        return self.width - at if self.mirrored else at

    def rect(self, box: Box, *inside: str, **more: Value) -> Markup:
        """A rectangle."""
        left = self.x(box.at + box.wide) if self.mirrored else box.at
        return tag("rect", *inside, x=left, y=box.top, width=box.wide, height=box.high, **more)

    def line(self, one: Place, two: Place, **more: Value) -> Markup:
        """A line between two places."""
        return tag("line", x1=self.x(one[0]), y1=one[1], x2=self.x(two[0]), y2=two[1], **more)

    def circle(self, place: Place, radius: float, *inside: str, **more: Value) -> Markup:
        """A circle."""
        return tag("circle", *inside, cx=self.x(place[0]), cy=place[1], r=radius, **more)

    def polyline(self, places: Iterable[Place], **more: Value) -> Markup:
        """A line through places."""
        return tag("polyline", points=self.points(places), **more)

    def polygon(self, places: Iterable[Place], *inside: str, **more: Value) -> Markup:
        """An area between places."""
        return tag("polygon", *inside, points=self.points(places), **more)

    def points(self, places: Iterable[Place]) -> str:
        """Places as SVG writes them."""
        return points((self.x(at), y) for at, y in places)

    def text(self, place: Place, words: str, anchor: Anchor = "start", **more: Value) -> Markup:
        """Words that start, end or are centred at a place, in the direction of reading."""
        held = None if anchor == "start" else anchor
        return tag("text", words, x=self.x(place[0]), y=place[1], text_anchor=held, **more)

    def block(self, place: Place, lines: Sequence[str]) -> Markup:
        """Lines of one sentence, whose first letter tells its direction.

        Against the direction of the sheet a single line ends where the others would start, and several start
        together at the far side of the widest.
        """
        arabic = _is_arabic("".join(lines))
        if arabic == self.mirrored:
            return joined(self._lines(place, lines, "start"))
        told = "rtl" if arabic else "ltr"
        if len(lines) == 1:
            return joined(self._lines(place, lines, "end", direction=told))
        far = place[0] + max(map(wide, lines), default=0.0)
        return joined(self._lines((far, place[1]), lines, "start", direction=told))

    def _lines(self, place: Place, lines: Sequence[str], anchor: Anchor, **more: Value) -> Iterator[Markup]:
        for number, line in enumerate(lines):
            yield self.text((place[0], place[1] + number * LINE), line, anchor, **more)


def _is_arabic(words: str) -> bool:
    """Whether the first letter is one of Arabic."""
    first = next((sign for sign in words if sign.isalpha()), "")
    return "\u0600" <= first <= "\u08ff"


def isolated(words: str) -> str:
    """Words of another direction that leave those around them in their order."""
    return _ISOLATED.format(words)


def wide(words: str, size: float = SIZE) -> float:
    """About how wide words will be: SVG cannot ask."""
    return size * sum(_of_letter(sign) for sign in words)


@lru_cache(maxsize=1024)
def _of_letter(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Cf"):
        return 0.0
    if sign in _NARROW_SIGNS:
        return _NARROW
    return _ARABIC if "\u0600" <= sign <= "\u08ff" else _LATIN


def wrapped(words: str, width: float, size: float = SIZE, most: int = 0) -> list[str]:
    """Words in lines of a width; with ``most``, so many at most, the last with an ellipsis."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and wide(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if most and len(lines) > most:
        return [*lines[: most - 1], f"{lines[most - 1]} …"]
    return lines


def shortened(words: str, width: float, size: float = SIZE) -> str:
    """Words cut off with an ellipsis where they are too wide."""
    if wide(words, size) <= width:
        return words
    kept = words
    while kept and wide(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"

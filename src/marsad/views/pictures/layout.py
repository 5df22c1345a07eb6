"""A chart with its heading, key and notes: as a file of its own, or as part of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from marsad.records import Record
from marsad.views.pictures.sheet import LINE, SIZE, Box, Sheet, wide, wrapped
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MARGIN: Final = 24.0
_TITLE: Final = 19.0
_BOLD: Final = 0.9
_SYMBOL: Final = 30.0
_GAP: Final = 18.0
_PROPERTY: Final = re.compile(r"--([\w-]+):\s*([^;]+);")
_USE: Final = re.compile(r"var\(--([\w-]+)\)")


Drawer = Callable[[Sheet, Box], Markup]
"""Draws a sign into a box."""


class Table(Record, frozen=True, kw_only=True):
    """What a picture shows, in rows; for those who cannot see it, or want the numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sign(NamedTuple):
    """A sign of the key: how it is drawn into a box 30 wide and a line high, and what it says."""

    draw: Drawer
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as drawn, before anything stands around it.

    Attributes:
        title: what it shows.
        description: all of it in words.
        height: of the drawing.
        body: the drawing.
        links: marks that lead somewhere; they stand on top.
        key: what its signs say.
        notes: how to read it, a paragraph each.
        table: what it shows, in rows.
    """

    title: str
    description: str
    height: float
    body: Markup
    key: tuple[Sign, ...]
    notes: tuple[str, ...]
    table: Table
    links: Markup | None = None


class PictureView(Record, frozen=True, kw_only=True):
    """A picture as part of a page; the page says the notes and holds the table.

    Attributes:
        svg: the picture, everything in it escaped.
        narrow: the same for a narrow screen, where it is another.
    """

    title: str
    alternative: str
    svg: str
    narrow: str | None
    notes: tuple[str, ...]
    table: Table


def on_a_page(chart: Chart, sheet: Sheet) -> str:
    """A chart with its key, for a page that has `picture_style` among its own rules."""
    key, height = _key(chart.key, sheet)
    return str(
        tag(
            "svg",
            _named(chart, sheet),
            _shown(chart, sheet, tag("g", key, transform=f"translate(0 {chart.height + LINE / 2:g})")),
            class_="picture",
            viewBox=f"0 0 {sheet.width:g} {chart.height + LINE / 2 + height:g}",
            direction="rtl" if sheet.mirrored else "ltr",
        )
    )


def standing_alone(chart: Chart, sheet: Sheet, heading: Sequence[str] = ()) -> str:
    """A chart as a file of its own, with heading, key, notes and style.

    Args:
        chart: drawn on the sheet.
        sheet: it was drawn on; the margins come on top.
        heading: lines under the title.
    """
    title = _lines((chart.title,), sheet, _TITLE, "title")
    under = _lines(heading, sheet, SIZE, "soft")
    key, notes = _key(chart.key, sheet), _lines(chart.notes, sheet, SIZE, "soft")
    parts = [title, under, (_shown(chart, sheet), chart.height), key, notes]
    body, height = _stacked(parts)
    total = height + 2 * _MARGIN
    return str(
        tag(
            "svg",
            _named(chart, sheet),
            tag("style", Markup(picture_style())),  # noqa: S704  our own rules, without a mark to escape
            tag("rect", width="100%", height="100%", class_="paper"),
            tag("g", body, transform=f"translate({_MARGIN:g} {_MARGIN:g})"),
            xmlns="http://www.w3.org/2000/svg",
            class_="picture alone",
            viewBox=f"0 0 {sheet.width + 2 * _MARGIN:g} {total:g}",
            width=sheet.width + 2 * _MARGIN,
            height=total,
            lang=sheet.labels.language,
            direction="rtl" if sheet.mirrored else "ltr",
        )
    )


def _stacked(parts: Iterable[tuple[Markup, float]]) -> tuple[Markup, float]:
    """Parts one below the other, empty ones left out, and the height of all."""
    placed, height = [], 0.0
    for part, high in parts:
        if high:
            placed.append(tag("g", part, transform=f"translate(0 {height:g})"))
            height += high + LINE / 2
    return joined(placed), height


def _named(chart: Chart, sheet: Sheet) -> Markup:
    return tag("title", chart.title, id=f"{sheet.name}-title") + tag(
        "desc", chart.description, id=f"{sheet.name}-desc"
    )


def _shown(chart: Chart, sheet: Sheet, key: Markup | str = "") -> Markup:
    """The drawing as one image, and beside it what can be followed: inside an image nothing can."""
    image = tag(
        "g",
        chart.body,
        key,
        role="img",
        aria_labelledby=f"{sheet.name}-title",
        aria_describedby=f"{sheet.name}-desc",
    )
    return image + tag("g", chart.links) if chart.links else image


def _lines(paragraphs: Iterable[str], sheet: Sheet, size: float, kind: str) -> tuple[Markup, float]:
    room = sheet.width * (_BOLD if kind == "title" else 1.0)
    lines = [line for words in paragraphs for line in wrapped(words, room, size)]
    step = LINE * size / SIZE
    drawn = (
        sheet.text((0, size + at * step), line, class_=kind, font_size=size) for at, line in enumerate(lines)
    )
    return joined(drawn), step * len(lines)


def _key(signs: Sequence[Sign], sheet: Sheet) -> tuple[Markup, float]:
    """The signs with their words, flowing into as many lines as they need."""
    drawn, at, top = [], 0.0, 0.0
    for sign in signs:
        needed = _SYMBOL + 8 + min(wide(sign.words), sheet.width - _SYMBOL - 8)
        if at and at + needed > sheet.width:
            at, top = 0.0, top + LINE + 2
        drawn.append(sign.draw(sheet, Box(at, top, _SYMBOL, LINE)))
        lines = wrapped(sign.words, sheet.width - _SYMBOL - 8)
        for number, line in enumerate(lines):
            drawn.append(sheet.text((at + _SYMBOL + 8, top + number * LINE + 13), line))
        top += (len(lines) - 1) * LINE
        at += needed + _GAP
    return joined(drawn), top + LINE + 2 if signs else 0.0


def picture_style() -> str:
    """The rules of pictures with their colours written out, as not all that shows SVG knows variables."""
    light, dark = palette()
    rules = _read("picture.css")
    plain, night = _filled(rules, light), _filled(rules, dark)
    return f"{plain}\n@media (prefers-color-scheme: dark) {{\n{night}}}\n"


def _filled(rules: str, values: Mapping[str, str]) -> str:
    return _USE.sub(lambda used: values[used[1]], rules)


@lru_cache(maxsize=1)
def palette() -> tuple[dict[str, str], dict[str, str]]:
    """Names of colours and fonts with their values, by day and by night (``templates/palette.css``)."""
    day, _, night = _read("palette.css").partition("@media")
    light = dict(_PROPERTY.findall(day))
    return light, light | dict(_PROPERTY.findall(night))


@lru_cache(maxsize=4)
def _read(name: str) -> str:
    return files("marsad.views").joinpath(f"templates/{name}").read_text(encoding="utf-8")

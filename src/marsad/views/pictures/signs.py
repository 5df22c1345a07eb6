"""Signs that several charts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.pictures.sheet import Box
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from marsad.views.pictures.layout import Drawer
    from marsad.views.pictures.sheet import Sheet
    from marsad.views.pictures.svg import Place

BADGE: Final = 8.0
_GAP: Final = 5.0


def hatch(sheet: Sheet, box: Box, *, faint: bool = False, gap: float = _GAP) -> Markup:
    """Slanting lines where there is no reading; no colour, so that none can be read into it."""
    path = " ".join(f"M{one[0]:g} {one[1]:g}L{two[0]:g} {two[1]:g}" for one, two in _slants(sheet, box, gap))
    return tag("path", d=path, class_="hatch faint" if faint else "hatch")


def _slants(sheet: Sheet, box: Box, gap: float) -> Iterator[tuple[Place, Place]]:
    """Lines at 45 degrees through a box, from its left or lower edge to its upper or right one."""
    left, right = sorted((sheet.x(box.at), sheet.x(box.at + box.wide)))
    away = gap
    while away < box.wide + box.high:
        low = (left + max(0.0, away - box.high), box.top + min(away, box.high))
        high = (left + min(away, right - left), box.top + max(0.0, away - box.wide))
        yield (round(low[0], 1), round(low[1], 1)), (round(high[0], 1), round(high[1], 1))
        away += gap


def badge(sheet: Sheet, place: Place, number: str, *, cooperative: bool, words: str = "") -> Markup:
    """A numbered mark: round for cooperation, a diamond for conflict."""
    told = (tag("title", words),) if words else ()
    if cooperative:
        shape = sheet.circle(place, BADGE, class_="m-coop")
    else:
        at, y = place
        reach = BADGE * 1.3
        corners = ((at - reach, y), (at, y - reach), (at + reach, y), (at, y + reach))
        shape = sheet.polygon(corners, class_="m-conf")
    figure = sheet.text((place[0], place[1] + 3.6), number, "middle", class_="on", font_size=10)
    return tag("g", *told, shape, figure, class_="badge")


def line_sign(kind: str, *, dot: bool = False) -> Drawer:
    """A stretch of a line, with a dot on it or without, for the key."""

    def draw(sheet: Sheet, box: Box) -> Markup:
        middle = box.top + box.high / 2
        parts = [sheet.line((box.at, middle), (box.at + box.wide, middle), class_=kind)]
        if dot:
            parts.append(sheet.circle((box.at + box.wide / 2, middle), 2.6, class_="dot"))
        return joined(parts)

    return draw


def area_sign(kind: str) -> Drawer:
    """A patch of an area, for the key."""

    def draw(sheet: Sheet, box: Box) -> Markup:
        return sheet.rect(Box(box.at, box.top + 3, box.wide, box.high - 6), class_=kind)

    return draw


def hatch_sign(*, faint: bool = False) -> Drawer:
    """A patch without a reading, for the key."""

    def draw(sheet: Sheet, box: Box) -> Markup:
        patch = Box(box.at, box.top + 3, box.wide, box.high - 6)
        return sheet.rect(patch, class_="area") + hatch(sheet, patch, faint=faint)

    return draw


def badge_sign(*, cooperative: bool) -> Drawer:
    """A mark without a number, for the key."""

    def draw(sheet: Sheet, box: Box) -> Markup:
        return badge(sheet, (box.at + box.wide / 2, box.top + box.high / 2), "", cooperative=cooperative)

    return draw

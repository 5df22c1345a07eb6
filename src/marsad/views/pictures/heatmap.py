"""The heat map: a state's balance with each partner by window; the area of a square is what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.views.amounts import ends, signed
from marsad.views.lean_words import why_not
from marsad.views.pictures.layout import Chart, Sign, Table
from marsad.views.pictures.panels import time_axis
from marsad.views.pictures.sheet import LINE, Box, shortened, wide
from marsad.views.pictures.signs import hatch, hatch_sign
from marsad.views.pictures.spans import Span, window_name
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from marsad.measures import Reading
    from marsad.views.labels import Labels
    from marsad.views.pictures.layout import Drawer
    from marsad.views.pictures.sheet import Sheet

STEPS: Final = (-0.6, -0.3, -0.1, 0.1, 0.3, 0.6)
"""Bounds of the seven colours of a balance."""
LEAST_CELL: Final = 7.0
"""No window is drawn narrower."""
_BACKGROUND: Final = 0.05
_LONG_AGO: Final = 1 / 3
_ROW: Final = 26.0
_WIDEST_NAME: Final = 150.0
_NAMES_SHARE: Final = 0.36
_WIDEST_CELL: Final = 44.0
_LEAST_SIDE: Final = 0.3
_SIGN: Final = 12.0


class Row(NamedTuple):
    """A partner, with a reading for each window."""

    name: str
    readings: Sequence[Reading]


def shade(balance: float) -> str:
    """The class of the colour of a balance: b-3 (conflict) over b0 to b3 (cooperation)."""
    return f"b{sum(balance > step for step in STEPS) - len(STEPS) // 2}"


def names_width(rows: Sequence[Row], sheet: Sheet) -> float:
    """Room that the names of partners take."""
    return min(max(wide(row.name) for row in rows) + 12, _WIDEST_NAME, sheet.width * _NAMES_SHARE)


def heat_map(rows: Sequence[Row], sheet: Sheet, title: str) -> Chart:
    """The balance with each partner by window.

    Args:
        rows: partners with readings of the same windows.
        sheet: it is drawn on.
        title: of the whole.
    """
    rows, before = _without_beginnings(rows)
    labels, at = sheet.labels, names_width(rows, sheet)
    windows = tuple(one.window for one in rows[0].readings)
    span = Span(windows, at, min(sheet.width - at, _WIDEST_CELL * len(windows)))
    most = max((one.volume for row in rows for one in row.readings), default=0.0) or 1.0
    foot = len(rows) * _ROW
    parts = [
        joined([
            sheet.text((0, number * _ROW + 17), shortened(row.name, at - 8)),
            *(
                _cell(sheet, Box(span.start(column), number * _ROW, span.step, _ROW), row.name, one, most)
                for column, one in enumerate(row.readings)
            ),
        ])
        for number, row in enumerate(rows)
    ]  # fmt: skip
    return Chart(
        title=title,
        description=_described(rows, labels),
        height=foot + LINE,
        body=joined([*parts, time_axis(sheet, span, foot)]),
        key=_key(labels),
        notes=(labels.text("picture.note_heatmap"), *_left_out(before, windows[0], labels)),
        table=_table(rows, labels),
    )


def shown_windows(rows: Sequence[Row]) -> int:
    """How many windows the heat map of these rows has."""
    return len(_without_beginnings(rows)[0][0].readings)


def _without_beginnings(rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """The rows from where telling begins, and how many stories lie before.

    What is told of long ago comes in single stories with years of nothing between: where the first third of
    the windows, or more of them, hold no more than one story in twenty, they are left out.
    """
    counts = [
        sum(one.stories for one in column) for column in zip(*(row.readings for row in rows), strict=True)
    ]
    first, before = 0, 0
    while first < len(counts) - 1 and before + counts[first] <= _BACKGROUND * sum(counts):
        before += counts[first]
        first += 1
    if first < len(counts) * _LONG_AGO:
        return rows, 0
    return [Row(row.name, row.readings[first:]) for row in rows], before


def _left_out(before: int, first: str, labels: Labels) -> Iterator[str]:
    if before:
        told = labels.counted("story", before)
        yield labels.text("picture.left_out", n=told, x=window_name(first, labels))


def _cell(sheet: Sheet, box: Box, name: str, one: Reading, most: float) -> Markup:
    inner = Box(box.at + 1, box.top + 1, box.wide - 2, box.high - 2)
    title = tag("title", f"{name}{sheet.labels.text('ui.comma')} {_words(one, sheet.labels)}")
    area = sheet.rect(inner, class_="area hit")
    if not one.reading or one.balance is None:
        return tag("g", title, area, hatch(sheet, inner, faint=not one.stories), class_="cell none")
    square = _square(inner, one.volume / most)
    parts = [sheet.rect(square, class_=shade(one.balance))]
    if _is_sure(one) and min(square.wide, square.high) >= _SIGN - 4:
        parts.append(_sign(sheet, square, plus=one.balance > 0))
    return tag("g", title, area, *parts, class_="cell read")


def _is_sure(one: Reading) -> bool:
    return (one.low or 0.0) > 0 or (one.high or 0.0) < 0


def _square(box: Box, part: float) -> Box:
    """A rectangle of the box's form in its middle, its area a part of the box's; never too small to see."""
    scale = max(_LEAST_SIDE, part**0.5)
    high, broad = box.high * scale, box.wide * scale
    return Box(box.at + (box.wide - broad) / 2, box.top + (box.high - high) / 2, broad, high)


def _sign(sheet: Sheet, box: Box, *, plus: bool) -> Markup:
    """A plus or a minus where the interval leaves no doubt which way it points: colours are not all."""
    at, y, reach = box.at + box.wide / 2, box.top + box.high / 2, 3.5
    lines = [sheet.line((at - reach, y), (at + reach, y), class_="sure")]
    if plus:
        lines.append(sheet.line((at, y - reach), (at, y + reach), class_="sure"))
    return joined(lines)


def _key(labels: Labels) -> tuple[Sign, ...]:
    return (
        Sign(_scale, labels.text("picture.key_balance")),
        Sign(_sizes, labels.text("picture.key_volume")),
        Sign(_sure_sign(plus=True), labels.text("picture.key_plus")),
        Sign(_sure_sign(plus=False), labels.text("picture.key_minus")),
        Sign(hatch_sign(), labels.text("picture.key_few")),
        Sign(hatch_sign(faint=True), labels.text("picture.key_nothing")),
    )


def _scale(sheet: Sheet, box: Box) -> Markup:
    each = box.wide / (len(STEPS) + 1)
    return joined([
        sheet.rect(Box(box.at + at * each, box.top + 3, each + 0.2, box.high - 6), class_=f"b{at - 3}")
        for at in range(len(STEPS) + 1)
    ])  # fmt: skip


def _sizes(sheet: Sheet, box: Box) -> Markup:
    foot = box.top + box.high - 3
    return joined([
        sheet.rect(Box(box.at + at, foot - side, side, side), class_="column")
        for at, side in ((2.0, 4.0), (8.0, 8.0), (18.0, 12.0))
    ])  # fmt: skip


def _sure_sign(*, plus: bool) -> Drawer:
    def draw(sheet: Sheet, box: Box) -> Markup:
        patch = Box(box.at + 7, box.top + 1, 16, 16)
        return sheet.rect(patch, class_="b3" if plus else "b-3") + _sign(sheet, patch, plus=plus)

    return draw


def _words(one: Reading, labels: Labels) -> str:
    """A window in words: the balance with its interval, or why there is none."""
    window = window_name(one.window, labels)
    stories = labels.counted("story", one.stories)
    if one.balance is None:
        return f"{window}: {labels.text('lean.no_reading')}: {why_not(one, labels)}"
    between = ends(signed(one.low or 0.0, labels), signed(one.high or 0.0, labels), labels)
    comma = f"{labels.text('ui.comma')} "
    origins = labels.counted("origin", one.origins)
    return f"{window}: {signed(one.balance, labels)} ({between}){comma}{stories}{comma}{origins}"


def _described(rows: Sequence[Row], labels: Labels) -> str:
    """Each partner with its readings; the rest is counted."""
    told = []
    for row in rows:
        known = [_words(one, labels) for one in row.readings if one.reading]
        none = labels.text("picture.missing", n=len(row.readings) - len(known), m=len(row.readings))
        told.append(f"{row.name}. {'. '.join([*known, none])}")
    return " ".join(told)


def _table(rows: Sequence[Row], labels: Labels) -> Table:
    heads = ("ui.counterpart", "picture.window", "ui.balance", "ui.interval_90", "ui.stories", "ui.origins")
    return Table(
        head=tuple(labels.text(key) for key in heads),
        rows=tuple(_row(row.name, one, labels) for row in rows for one in row.readings if one.stories),
    )


def _row(name: str, one: Reading, labels: Labels) -> tuple[str, ...]:
    counts = str(one.stories), str(one.origins)
    window = window_name(one.window, labels)
    if one.balance is None:
        return name, window, labels.text("lean.no_reading"), "", *counts
    between = ends(signed(one.low or 0.0, labels), signed(one.high or 0.0, labels), labels)
    return name, window, signed(one.balance, labels), between, *counts

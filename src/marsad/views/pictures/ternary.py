"""The ternary plot: how cooperation was shared out among three poles, as a path through time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.views.amounts import ends, percent
from marsad.views.pictures.layout import Chart, Sign, Table
from marsad.views.pictures.sheet import LINE, SIZE, Box, shortened, wide
from marsad.views.pictures.signs import area_sign
from marsad.views.pictures.spans import window_name
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from marsad.measures import Shares
    from marsad.views.labels import Labels
    from marsad.views.pictures.layout import Drawer
    from marsad.views.pictures.sheet import Sheet
    from marsad.views.pictures.svg import Place

POLES: Final = 3
_UPRIGHT: Final = 3**0.5 / 2
_SIDE_ROOM: Final = 34.0
_QUARTERS: Final = (0.25, 0.5, 0.75)
_LEAST, _MOST = 3.0, 5.5
_FAR: Final = 42.0


class Triangle(NamedTuple):
    """A triangle of equal sides: the first pole on top, the second where reading starts, the third opposite.

    Attributes:
        at: where its base begins, in the direction of reading.
        top: of the first corner.
        side: length of a side.
    """

    at: float
    top: float
    side: float

    @property
    def high(self) -> float:
        """Its height."""
        return self.side * _UPRIGHT

    def place(self, shares: Sequence[float]) -> Place:
        """Where shares stand."""
        one, _, three = shares
        return self.at + self.side * (three + one / 2), self.top + self.high * (1 - one)

    def shares(self, place: Place) -> tuple[float, float, float]:
        """The shares that stand at a place."""
        one = 1 - (place[1] - self.top) / self.high
        three = (place[0] - self.at) / self.side - one / 2
        return one, 1 - one - three, three


def ternary_chart(names: Sequence[str], moving: Sequence[Shares], sheet: Sheet, title: str) -> Chart:
    """The shares of three poles by window.

    Args:
        names: of the three poles.
        moving: shares of each window; those without a reading leave a gap in the path.
        sheet: it is drawn on.
        title: of the whole.
    """
    labels = sheet.labels
    side = min(sheet.width - 2 * _SIDE_ROOM, 460.0)
    triangle = Triangle((sheet.width - side) / 2, LINE + 8, side)
    known = [one for one in moving if one.reading]
    foot = triangle.top + triangle.high
    missing = sum(not one.reading for one in moving)
    return Chart(
        title=title,
        description=_described(names, moving, labels),
        height=foot + 2 * LINE,
        body=joined([
            _frame(sheet, triangle),
            _corners(sheet, triangle, names),
            *(_region(sheet, triangle, one, last=one is known[-1]) for one in known),
            *_path(sheet, triangle, moving),
            *_stops(sheet, triangle, names, known),
            *_names(sheet, triangle, known),
        ]),
        key=_key(labels) if known else (),
        notes=(
            labels.text("picture.note_ternary"),
            *([labels.text("picture.missing", n=missing, m=len(moving))] if missing else []),
        ),
        table=_table(names, moving, labels),
    )  # fmt: skip


def _key(labels: Labels) -> tuple[Sign, ...]:
    return (
        Sign(_stop_sign("stop last"), labels.text("picture.key_last")),
        Sign(_stop_sign("stop"), labels.text("picture.key_earlier")),
        Sign(area_sign("region last"), labels.text("picture.key_region")),
    )


def _stop_sign(kind: str) -> Drawer:
    def draw(sheet: Sheet, box: Box) -> Markup:
        middle = box.top + box.high / 2
        way = sheet.line((box.at, middle), (box.at + box.wide, middle), class_="way")
        return way + sheet.circle((box.at + box.wide / 2, middle), _LEAST + 1, class_=kind)

    return draw


def _frame(sheet: Sheet, triangle: Triangle) -> Markup:
    """The triangle with its lines of a quarter, a half and three quarters, and their numbers."""
    drawn = [sheet.polygon([triangle.place(corner) for corner in _corner_shares()], class_="edge")]
    for part in _QUARTERS:
        kind = "even" if part == 0.5 else "grid"  # noqa: PLR2004 - the half is told apart
        for one, two in _lines(part):
            drawn.append(sheet.line(triangle.place(one), triangle.place(two), class_=kind))
        drawn += [_number(sheet, triangle, corner, part) for corner in range(POLES)]
    return joined(drawn)


def _corner_shares() -> Iterator[tuple[float, ...]]:
    for corner in range(POLES):
        yield tuple(float(at == corner) for at in range(POLES))


def _lines(part: float) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """For each pole the line on which its share is the same, from one side to the other."""
    for corner in range(POLES):
        one, two = [0.0] * POLES, [0.0] * POLES
        one[corner] = two[corner] = part
        one[(corner + 1) % POLES] = two[(corner + 2) % POLES] = 1 - part
        yield tuple(one), tuple(two)


def _number(sheet: Sheet, triangle: Triangle, corner: int, part: float) -> Markup:
    """The share of a pole, at the edge that leads to its corner from the pole before it."""
    held = [0.0] * POLES
    held[corner], held[(corner + 1) % POLES] = part, 1 - part
    at, y = triangle.place(held)
    away: tuple[tuple[float, float, str], ...] = ((-5, 4, "end"), (-2, 14, "middle"), (5, 2, "start"))
    across, down, anchor = away[corner]
    place = (at + across, y + down)
    return tag(
        "text",
        percent(part),
        x=sheet.x(place[0]),
        y=place[1],
        text_anchor=anchor,
        class_="soft",
        font_size=10,
    )


def _corners(sheet: Sheet, triangle: Triangle, names: Sequence[str]) -> Markup:
    first, second, third = (triangle.place(corner) for corner in _corner_shares())
    room = sheet.width / 2 - 6
    start = max(0.0, second[0] - _SIDE_ROOM + 8)
    base = second[1] + LINE + 12
    return joined([
        sheet.text((first[0], first[1] - 9), shortened(names[0], sheet.width), "middle", class_="strong"),
        sheet.text((start, base), shortened(names[1], room), "start", class_="strong"),
        sheet.text((third[0] + second[0] - start, base), shortened(names[2], room), "end", class_="strong"),
    ])  # fmt: skip


def _region(sheet: Sheet, triangle: Triangle, one: Shares, *, last: bool) -> Markup:
    corners = [triangle.place(corner) for corner in one.region]
    return sheet.polygon(corners, class_="region last" if last else "region")


def _path(sheet: Sheet, triangle: Triangle, moving: Sequence[Shares]) -> Iterator[Markup]:
    """The way from reading to reading; dotted where windows between them have none."""
    known = [(at, one) for at, one in enumerate(moving) if one.reading]
    for (one, before), (two, after) in pairwise(known):
        kind = "way" if two == one + 1 else "way carried"
        yield sheet.line(triangle.place(before.shares), triangle.place(after.shares), class_=kind)


def _stops(
    sheet: Sheet, triangle: Triangle, names: Sequence[str], known: Sequence[Shares]
) -> Iterator[Markup]:
    """Dots that grow from the oldest to the newest."""
    for at, one in enumerate(known):
        last = at == len(known) - 1
        radius = _LEAST + (_MOST - _LEAST) * (at + 1) / len(known)
        title = tag("title", _words(names, one, sheet.labels))
        kind = "stop last" if last else "stop"
        yield sheet.circle(triangle.place(one.shares), radius, title, class_=kind)


def _names(sheet: Sheet, triangle: Triangle, known: Sequence[Shares]) -> Iterator[Markup]:
    """Names of windows beside their dots: the last first, others where there is room."""
    taken = [_around(triangle.place(one.shares)) for one in known]
    for one in (*known[-1:], *known[:-1]):
        words, dot = window_name(one.window, sheet.labels), triangle.place(one.shares)
        for place, box in _beside(dot, wide(words) + 4):
            inside = box[0] >= 0 and box[0] + box[2] <= sheet.width
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield _name(sheet, dot, place, words)
                break


def _name(sheet: Sheet, dot: Place, place: Place, words: str) -> Markup:
    """A name, with a line to its dot where it stands farther off."""
    name = sheet.text(place, words, "middle", class_="halo strong")
    lifted = place[1] - SIZE / 3
    if abs(lifted - dot[1]) < _FAR / 2:
        return name
    return sheet.line(dot, (place[0], lifted), class_="leader") + name


_Rect = tuple[float, float, float, float]


def _around(dot: Place) -> _Rect:
    return dot[0] - _MOST, dot[1] - _MOST, 2 * _MOST, 2 * _MOST


def _beside(dot: Place, need: float) -> Iterator[tuple[Place, _Rect]]:
    """Places for a name: after its dot, before, above, below it, then farther off; each with its box."""
    across = _MOST + 3 + need / 2
    near = ((across, 4.0), (-across, 4.0), (0.0, -10.0), (0.0, 19.0))
    far = ((0.0, _FAR), (0.0, -_FAR), (across, _FAR), (-across, _FAR), (across, -_FAR), (-across, -_FAR))
    farther = ((0.0, 2 * _FAR), (0.0, -2 * _FAR), (across, 2 * _FAR), (-across, -2 * _FAR))
    for away, down in (*near, *far, *farther):
        middle, base = dot[0] + away, dot[1] + down
        yield (middle, base), (middle - need / 2, base - SIZE, need, SIZE + 3)


def _overlap(one: _Rect, two: _Rect) -> bool:
    return (
        one[0] < two[0] + two[2]
        and two[0] < one[0] + one[2]
        and one[1] < two[1] + two[3]
        and two[1] < one[1] + one[3]
    )


def _described(names: Sequence[str], moving: Iterable[Shares], labels: Labels) -> str:
    return " ".join(f"{_words(names, one, labels)}." for one in moving)


def _words(names: Sequence[str], one: Shares, labels: Labels) -> str:
    """A window in words: the share of each pole with its interval."""
    window = window_name(one.window, labels)
    if not one.reading:
        return f"{window}: {labels.text('lean.no_reading')}"
    comma = f"{labels.text('ui.comma')} "
    told = comma.join(
        f"{name} {percent(share)} ({ends(percent(low), percent(high), labels)})"
        for name, share, low, high in zip(names, one.shares, one.low, one.high, strict=True)
    )
    return f"{window}: {told}{comma}{labels.counted('story', one.stories)}"


def _table(names: Sequence[str], moving: Iterable[Shares], labels: Labels) -> Table:
    head = [labels.text("picture.window")]
    for name in names:
        head += [name, labels.text("ui.interval_90")]
    head += [labels.text("ui.stories"), labels.text("ui.origins")]
    return Table(head=tuple(head), rows=tuple(_row(one, len(names), labels) for one in moving))


def _row(one: Shares, poles: int, labels: Labels) -> tuple[str, ...]:
    cells = [window_name(one.window, labels)]
    if not one.reading:
        cells += [labels.text("lean.no_reading"), ""] + [""] * (2 * poles - 2)
    for share, low, high in zip(one.shares, one.low, one.high, strict=True):
        cells += [percent(share), ends(percent(low), percent(high), labels)]
    return (*cells, str(one.stories), str(one.origins))

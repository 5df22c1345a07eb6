"""A panel: the latent trend in a box with its band, and below it how much was told."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from marsad.views.amounts import ends, percent
from marsad.views.pictures.layout import Sign
from marsad.views.pictures.sheet import LINE, Box, wide
from marsad.views.pictures.signs import area_sign, hatch, hatch_sign, line_sign
from marsad.views.pictures.spans import ticks, window_name
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from marsad.measures import Reading
    from marsad.views.labels import Labels
    from marsad.views.pictures.sheet import Sheet
    from marsad.views.pictures.spans import Span

AXIS: Final = 42.0
"""Room for the numbers of the upright axis."""
_STRIP: Final = 0.22
"""Height of the columns, in heights of the panel."""
_LEAST: Final = 2
_DOT: Final = 2.6


def is_drawn(run: Sequence[Reading]) -> bool:
    """Whether there is a trend of more than one window."""
    return sum(one.trend is not None for one in run) >= _LEAST


def panel(sheet: Sheet, box: Box, span: Span, run: Sequence[Reading], most: int) -> Markup:
    """The trend of one pole; hatched where there is none.

    Args:
        sheet: it is drawn on.
        box: of the panel, columns at its foot included.
        span: windows of the readings.
        run: a reading for each window.
        most: stories of the highest column.
    """
    plot = _plot(box)
    if not is_drawn(run):
        nothing = tag("title", sheet.labels.text("lean.no_reading"))
        return tag("g", nothing, hatch(sheet, plot, gap=8), sheet.rect(plot, class_="edge hit"))
    line = [(span.middle(at), _y(plot, one.trend)) for at, one in enumerate(run)]
    return joined([
        _halves(sheet, plot),
        *(sheet.line((one.begins, plot.top), (one.begins, plot.foot), class_="grid")
          for one in ticks(span, sheet.labels)[1:]),
        sheet.polygon(_band(plot, span, run), class_="band"),
        *_pieces(sheet, line, run),
        *_stops(sheet, (plot, box), span, run, most),
        sheet.line((box.at, box.foot), (box.at + box.wide, box.foot), class_="edge"),
    ])  # fmt: skip


def _plot(box: Box) -> Box:
    """The upper part of a panel."""
    return Box(box.at, box.top, box.wide, box.high * (1 - _STRIP))


def _y(plot: Box, share: float | None) -> float:
    return plot.foot - plot.high * (share or 0.0)


def _halves(sheet: Sheet, plot: Box) -> Markup:
    half, middle = plot.high / 2, plot.top + plot.high / 2
    return joined([
        sheet.rect(plot._replace(high=half), class_="t-coop"),
        sheet.rect(plot._replace(top=middle, high=half), class_="t-conf"),
        sheet.line((plot.at, middle), (plot.at + plot.wide, middle), class_="even"),
    ])  # fmt: skip


def _band(plot: Box, span: Span, run: Sequence[Reading]) -> list[tuple[float, float]]:
    there = [(span.middle(at), _y(plot, one.trend_low)) for at, one in enumerate(run)]
    back = [(span.middle(at), _y(plot, one.trend_high)) for at, one in enumerate(run)]
    return [*there, *back[::-1]]


def _pieces(sheet: Sheet, line: Sequence[tuple[float, float]], run: Sequence[Reading]) -> Iterator[Markup]:
    """The line: whole between windows that hold stories, dotted where it is carried over."""
    for (one, first), (two, second) in pairwise(zip(line, run, strict=True)):
        kind = "run" if first.stories and second.stories else "run carried"
        yield sheet.line(one, two, class_=kind)


def _stops(
    sheet: Sheet, boxes: tuple[Box, Box], span: Span, run: Sequence[Reading], most: int
) -> Iterator[Markup]:
    """A dot and a column for each window with stories; all of its height shows the words on hovering."""
    plot, box = boxes
    room = (box.high - plot.high) * 0.86
    thick = max(1.0, min(6.0, span.step * 0.6))
    for at, one in enumerate(run):
        if one.stories:
            middle, high = span.middle(at), room * one.stories / most
            yield tag(
                "g",
                tag("title", stop_words(one, sheet.labels)),
                sheet.rect(Box(span.start(at), box.top, span.step, box.high), class_="hit"),
                sheet.circle(
                    (middle, _y(plot, one.trend)), min(_DOT, max(1.2, span.step * 0.4)), class_="dot"
                ),
                sheet.rect(Box(middle - thick / 2, box.foot - high, thick, high), class_="column"),
            )


def share_axis(sheet: Sheet, box: Box) -> Markup:
    """The numbers of the upright axis."""
    plot, at = _plot(box), box.at - 6
    places = ((plot.top + 9, 1.0), (plot.top + plot.high / 2 + 4, 0.5), (plot.foot, 0.0))
    return joined([sheet.text((at, y), percent(share), "end", class_="soft") for y, share in places])


def time_axis(sheet: Sheet, span: Span, top: float) -> Markup:
    """The names of years or windows."""
    named = [one for one in ticks(span, sheet.labels) if one.words]
    places = [(_inside(sheet, one.middle, one.words), top + LINE - 4) for one in named]
    words = [one.words for one in named]
    drawn = zip(places, words, strict=True)
    return joined([sheet.text(place, name, "middle", class_="soft") for place, name in drawn])


def _inside(sheet: Sheet, middle: float, words: str) -> float:
    half = wide(words) / 2
    return min(max(middle, half), sheet.width - half)


def panel_key(labels: Labels, *, gaps: bool) -> tuple[Sign, ...]:
    """What is drawn in a panel.

    Args:
        labels: words.
        gaps: whether some panel has no reading.
    """
    signs = (
        Sign(line_sign("run", dot=True), labels.text("picture.key_trend")),
        Sign(line_sign("run carried"), labels.text("picture.key_carried")),
        Sign(area_sign("band"), labels.text("ui.interval_90")),
        Sign(area_sign("column"), labels.text("picture.key_stories")),
    )
    return (*signs, Sign(hatch_sign(), labels.text("lean.no_reading"))) if gaps else signs


def stop_words(one: Reading, labels: Labels) -> str:
    """A window of a trend in words."""
    return labels.text(
        "ui.trend_stop",
        x=window_name(one.window, labels),
        y=f"{percent(one.trend)} ({ends(percent(one.trend_low), percent(one.trend_high), labels)})",
        z=labels.counted("story", one.stories),
    )


def run_words(name: str, run: Sequence[Reading], labels: Labels) -> str:
    """A trend in words: where it begins, its least and its most, where it ends."""
    known = [one for one in run if one.trend is not None]
    if not is_drawn(run):
        return f"{name}: {labels.text('lean.no_reading')}."
    least, most = (pick(known, key=_height) for pick in (min, max))
    told = dict(zip("abcd", (known[0], least, most, known[-1]), strict=True))
    return labels.text("ui.trend_text", x=name, **{key: _told(one, labels) for key, one in told.items()})


def _height(one: Reading) -> float:
    return one.trend or 0.0


def _told(one: Reading, labels: Labels) -> str:
    between = ends(percent(one.trend_low), percent(one.trend_high), labels)
    return f"{window_name(one.window, labels)}: {percent(one.trend)} ({between})"


def run_row(one: Reading, labels: Labels) -> tuple[str, ...]:
    """A window of a trend as cells of a table: window, share, interval, stories, origins."""
    if one.trend is None:
        between = share = "–"
    else:
        share, between = percent(one.trend), ends(percent(one.trend_low), percent(one.trend_high), labels)
    return window_name(one.window, labels), share, between, str(one.stories), str(one.origins)


def run_head(labels: Labels) -> tuple[str, ...]:
    """The heads of `run_row`."""
    keys = ("picture.window", "ui.trend_share", "ui.interval_90", "ui.stories", "ui.origins")
    return tuple(labels.text(key) for key in keys)

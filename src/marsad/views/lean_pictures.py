"""The pictures of a brief: the trend of each pole, and what the poles show together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from marsad.views.pictures.dimensions import Field, dimensions_chart
from marsad.views.pictures.drawing import title_of
from marsad.views.pictures.heatmap import LEAST_CELL, Row, heat_map, names_width, shown_windows
from marsad.views.pictures.layout import PictureView, on_a_page
from marsad.views.pictures.marking import Weighty, marks_of
from marsad.views.pictures.panels import is_drawn
from marsad.views.pictures.sheet import Sheet
from marsad.views.pictures.ternary import ternary_chart
from marsad.views.pictures.trend import Run, trend_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marsad.measures import Reading
    from marsad.views.labels import Labels
    from marsad.views.matter import Lean
    from marsad.views.parts import Witness
    from marsad.views.pictures.layout import Chart

_CARD: Final = 290.0
_WIDE: Final = 900.0
_NARROW: Final = 340.0
_SIDE: Final = 420.0
_LEAST_DRAWN: Final = 2


def trend_picture(
    anchor: str,
    name: str,
    run: Sequence[Reading],
    told: Sequence[tuple[str, Witness]],
    lean: Lean,
    labels: Labels,
) -> PictureView | None:
    """The trend of one pole with marks that lead to sentences of the page; None where there is none.

    Args:
        anchor: of the pole, which begins the ids in the picture.
        name: of the pole.
        run: its readings by quarter.
        told: its evidence, ids of events with their sentences.
        lean: with the deeds of that evidence.
        labels: words.
    """
    if not is_drawn(run):
        return None
    known = [one for one in run if one.trend is not None]
    deeds = lean.deeds.get(known[0].pole, {})
    marks = [
        marks_of([Weighty(deeds[event], _words(one), one.href)], labels, number)[0]
        for number, (event, one) in enumerate(told, 1)
        if event in deeds
    ]
    sheet = Sheet(_CARD, labels, anchor)
    title = f"{name}{labels.text('ui.comma')} {labels.text('ui.trend')}"
    chart = trend_chart([Run(name, known, marks)], sheet, "quarter", title, alone=False)
    return _view(chart, sheet)


def _words(one: Witness) -> str:
    return f"{one.quote.before}{one.quote.trigger}{one.quote.after}"


def pictures_of(state: str, lean: Lean, labels: Labels) -> tuple[PictureView, ...]:
    """What the poles show together, each picture only where it has something to show."""
    return tuple(_together(state, lean, labels))


def _together(state: str, lean: Lean, labels: Labels) -> Iterator[PictureView]:
    names = {pole: labels.country(pole) for pole in lean.poles}
    if sum(one.reading for one in lean.shares) >= _LEAST_DRAWN:
        title, sheet = title_of("ternary", state, list(names.values()), labels), Sheet(_SIDE, labels, "p-t")
        yield _view(ternary_chart(list(names.values()), lean.shares, sheet, title), sheet)
    dimensions = _dimensions(state, lean, names, labels)
    if dimensions is not None:
        yield _both(dimensions, labels, "p-d")
    dealings = _dealings(state, lean, labels)
    if dealings is not None:
        yield _both(dealings, labels, "p-h")


def _dimensions(
    state: str, lean: Lean, names: dict[str, str], labels: Labels
) -> Callable[[Sheet], Chart] | None:
    """The small multiples; dimensions without any trend are only named, and without all there is none."""
    fields = [
        Field(
            labels.text(f"dimension.{name}"),
            {pole: [one for one in readings if one.pole == pole] for pole in lean.poles},
        )
        for name, readings in lean.fields.items()
    ]
    held = [field for field in fields if any(is_drawn(run) for run in field.runs.values())]
    if not held:
        return None
    empty = [field.name for field in fields if field not in held]
    windows = sorted({one.window for one in lean.moving})
    title = title_of("dimensions", state, [], labels)
    return lambda sheet: _noted(
        dimensions_chart(held, names, sheet, windows, title), "picture.fields_empty", empty, labels
    )


def _noted(chart: Chart, key: str, items: Sequence[str], labels: Labels) -> Chart:
    """A chart with a note on what it leaves out, where there is such."""
    return replace(chart, notes=(*chart.notes, labels.text(key, x=labels.listed(items)))) if items else chart


def _dealings(state: str, lean: Lean, labels: Labels) -> Callable[[Sheet], Chart] | None:
    """The heat map; None where it would show no reading, or more windows than a phone has room for."""
    rows = [
        Row(labels.country(partner), [one for one in lean.dealings if one.pole == partner])
        for partner in lean.partners
    ]
    if not any(one.reading for one in lean.dealings):
        return None
    narrow = Sheet(_NARROW, labels)
    if shown_windows(rows) > (_NARROW - names_width(rows, narrow)) // LEAST_CELL:
        return None
    title = title_of("heatmap", state, [], labels)
    return lambda sheet: heat_map(rows, sheet, title)


def _both(drawn: Callable[[Sheet], Chart], labels: Labels, name: str) -> PictureView:
    """A picture for wide and for narrow screens."""
    broad, narrow = Sheet(_WIDE, labels, name), Sheet(_NARROW, labels, f"{name}-n")
    return _view(drawn(broad), broad, on_a_page(drawn(narrow), narrow))


def _view(chart: Chart, sheet: Sheet, narrow: str | None = None) -> PictureView:
    return PictureView(
        title=chart.title,
        alternative=chart.description,
        svg=on_a_page(chart, sheet),
        narrow=narrow,
        notes=chart.notes,
        table=chart.table,
    )

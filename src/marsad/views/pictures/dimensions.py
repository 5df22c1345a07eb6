"""Small multiples: the trend by dimension and pole, all on the same scales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.views.pictures.layout import Chart, Table
from marsad.views.pictures.panels import (
    is_drawn,
    panel,
    panel_key,
    run_head,
    run_row,
    run_words,
    share_axis,
    time_axis,
)
from marsad.views.pictures.sheet import LINE, Box, shortened
from marsad.views.pictures.spans import Span
from marsad.views.pictures.svg import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from marsad.measures import Reading
    from marsad.views.labels import Labels
    from marsad.views.pictures.sheet import Sheet

_BETWEEN: Final = 8.0
_ROOMY: Final = 560.0
_AXIS: Final = 38.0
_NAMES: Final = 92.0


class Field(NamedTuple):
    """A dimension of a state's dealings: pole → a reading for each window."""

    name: str
    runs: Mapping[str, Sequence[Reading]]


class _Grid(NamedTuple):
    """Where the panels stand: rooms at the start, the widths and heights of each."""

    names: float
    at: float
    wide: float
    high: float
    above: float

    def box(self, column: int, row: int) -> Box:
        """The box of a panel."""
        top = LINE + row * (self.high + self.above) + self.above
        return Box(self.at + column * (self.wide + _BETWEEN), top, self.wide, self.high)


def dimensions_chart(
    fields: Sequence[Field], names: Mapping[str, str], sheet: Sheet, windows: Sequence[str], title: str
) -> Chart:
    """The trend of each dimension (rows) with each pole (columns).

    Args:
        fields: dimensions, each with readings of some of the windows or none.
        names: pole → its name in words.
        sheet: it is drawn on.
        windows: of all panels, so that the same place is the same time.
        title: of the whole.
    """
    labels, grid = sheet.labels, _grid(sheet, len(names))
    filled = [_filled(field, names, windows) for field in fields]
    runs = [run for held in filled for run in held.values()]
    most = max((one.stories for run in runs for one in run), default=0) or 1
    body = [*_heads(sheet, grid, list(names.values()))]
    for row, held in enumerate(filled):
        body += _row(sheet, grid, (row, fields[row].name), (windows, list(held.values()), most))
    foot = grid.box(0, len(fields) - 1).foot
    for column in range(len(names)):
        box = grid.box(column, 0)
        body.append(time_axis(sheet, Span(tuple(windows), box.at, box.wide), foot))
    return Chart(
        title=title,
        description=" ".join(_described(fields, filled, names, labels)),
        height=foot + LINE,
        body=joined(body),
        key=panel_key(labels, gaps=not all(is_drawn(run) for run in runs)),
        notes=(labels.text("picture.note_dimensions"),),
        table=_table(fields, filled, names, labels),
    )


def _grid(sheet: Sheet, poles: int) -> _Grid:
    """With room the names of dimensions stand before their rows, else above them."""
    roomy = sheet.width >= _ROOMY
    names = _NAMES if roomy else 0.0
    at = names + _AXIS
    wide = (sheet.width - at - _BETWEEN * (poles - 1)) / poles
    return _Grid(names, at, wide, 84.0 if roomy else 62.0, 12.0 if roomy else LINE + 6)


def _filled(field: Field, names: Mapping[str, str], windows: Sequence[str]) -> dict[str, Sequence[Reading]]:
    """The runs of a dimension over all windows; where it has no reading of some, it has no trend there."""
    return {pole: _over(field.runs.get(pole, ()), windows) for pole in names}


def _over(run: Sequence[Reading], windows: Sequence[str]) -> Sequence[Reading]:
    known = {one.window: one for one in run if one.trend is not None}
    return [known[window] for window in windows if window in known]


def _heads(sheet: Sheet, grid: _Grid, names: Sequence[str]) -> Iterator[Markup]:
    for column, name in enumerate(names):
        box = grid.box(column, 0)
        words = shortened(name, box.wide)
        yield sheet.text((box.at + box.wide / 2, 13), words, "middle", class_="strong")


def _row(
    sheet: Sheet,
    grid: _Grid,
    head: tuple[int, str],
    held: tuple[Sequence[str], Sequence[Sequence[Reading]], int],
) -> Iterator[Markup]:
    (row, name), (windows, runs, most) = head, held
    first = grid.box(0, row)
    place = (0.0, first.top + first.high / 2) if grid.names else (0.0, first.top - 7)
    yield sheet.text(place, shortened(name, grid.names or sheet.width), class_="strong")
    yield share_axis(sheet, first)
    for column, run in enumerate(runs):
        box = grid.box(column, row)
        span = Span(tuple(windows), box.at, box.wide).part([one.window for one in run])
        yield panel(sheet, box, span, run, most)


def _described(
    fields: Sequence[Field],
    filled: Sequence[Mapping[str, Sequence[Reading]]],
    names: Mapping[str, str],
    labels: Labels,
) -> Iterator[str]:
    for field, held in zip(fields, filled, strict=True):
        told = " ".join(run_words(names[pole], run, labels) for pole, run in held.items())
        yield f"{field.name}. {told}"


def _table(
    fields: Sequence[Field],
    filled: Sequence[Mapping[str, Sequence[Reading]]],
    names: Mapping[str, str],
    labels: Labels,
) -> Table:
    return Table(
        head=(labels.text("picture.dimension"), labels.text("ui.pole"), *run_head(labels)),
        rows=tuple(
            (field.name, names[pole], *run_row(one, labels))
            for field, held in zip(fields, filled, strict=True)
            for pole, run in held.items()
            for one in run
        ),
    )

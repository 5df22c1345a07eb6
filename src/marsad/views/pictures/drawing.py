"""Pictures by their kind: what is asked is checked, drawn, and can be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from marsad.errors import UsageError
from marsad.views.labels import labels_for
from marsad.views.pictures.dimensions import Field, dimensions_chart
from marsad.views.pictures.heatmap import LEAST_CELL, Row, heat_map, names_width, shown_windows
from marsad.views.pictures.layout import standing_alone
from marsad.views.pictures.marking import Weighty, marks_of
from marsad.views.pictures.sheet import Sheet
from marsad.views.pictures.ternary import POLES, ternary_chart
from marsad.views.pictures.trend import Run, trend_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.measures import Reading, Shares
    from marsad.measures.windows import Every
    from marsad.views.labels import Labels, Names
    from marsad.views.pictures.layout import Chart

Kind = Literal["trend", "ternary", "dimensions", "heatmap"]

LEAST_WIDTH: Final = 300
MOST_WIDTH: Final = 4000
_USUAL: Final[dict[Kind, int]] = {"trend": 720, "ternary": 560, "dimensions": 720, "heatmap": 720}


@dataclass(frozen=True, slots=True)
class Portrait:
    """What pictures of a state are drawn from; each kind looks only at what it needs.

    Attributes:
        state: its code.
        every: length of the windows.
        direction: of the acts.
        dimension: "all" or one.
        poles: their names; of a heat map the partners.
        readings: by pole and window, of all dimensions.
        fields: dimension → readings by pole and window.
        shares: of three poles by window.
        weighty: pole → the deeds that weigh most in its balance.
    """

    state: str
    every: Every
    poles: Sequence[str]
    direction: str = "both"
    dimension: str = "all"
    readings: Sequence[Reading] = ()
    fields: Mapping[str, Sequence[Reading]] = field(default_factory=dict)
    shares: Sequence[Shares] = ()
    weighty: Mapping[str, Sequence[Weighty]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that stands alone: SVG, and what it shows in words and rows."""

    kind: Kind
    svg: str
    chart: Chart


def check_kind(kind: str, poles: int, every: str, dimension: str = "all") -> Kind:
    """A kind of picture, if it can be drawn of so many poles and such windows.

    Raises:
        UsageError: no such kind; a ternary plot without three poles; a trend of one window.
    """
    if kind not in get_args(Kind):
        raise UsageError(f"unknown kind of picture {kind!r}; known: {', '.join(get_args(Kind))}")
    if kind == "ternary" and poles != POLES:
        raise UsageError(f"a ternary plot has three poles; {poles} {'was' if poles == 1 else 'were'} given")
    if kind in ("trend", "dimensions") and every == "all":
        raise UsageError(f"a picture of kind {kind} goes through time; windows of all are only one")
    if kind == "dimensions" and dimension != "all":
        raise UsageError(f"a picture of dimensions shows them all; {dimension} alone was asked")
    return kind  # type: ignore[return-value]  # it is one of those


def check_width(width: int | None) -> int | None:
    """A width that a picture can have.

    Raises:
        UsageError: it is too narrow to be read or too wide to be drawn.
    """
    if width is not None and not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise UsageError(f"a picture is {LEAST_WIDTH} to {MOST_WIDTH} wide; {width} was asked")
    return width


def draw(
    kind: Kind, portrait: Portrait, language: str, names: Names | None = None, width: int | None = None
) -> Drawn:
    """A picture that stands alone.

    Args:
        kind: of picture.
        portrait: what it is drawn from.
        language: of its words, "ar" or "en".
        names: country code → (Arabic, English).
        width: of the drawing without its margins; without, what suits the kind.

    Raises:
        UnknownCodeError: another language.
        UsageError: nothing is there to be drawn, or more windows than can be told apart.
    """
    labels = labels_for(language, names)
    if not _windows(kind, portrait):
        raise UsageError(f"nothing to draw: {portrait.state} has no deed with {', '.join(portrait.poles)}")
    sheet = Sheet(float(check_width(width) or _USUAL[kind]), labels)
    chart = chart_of(kind, portrait, sheet)
    return Drawn(kind, standing_alone(chart, sheet, (_asked(portrait, kind, labels),)), chart)


def chart_of(kind: Kind, portrait: Portrait, sheet: Sheet) -> Chart:
    """The chart of a kind, drawn on a sheet.

    Raises:
        UsageError: more windows than can be told apart in a heat map.
    """
    labels = sheet.labels
    names = {pole: labels.country(pole) for pole in portrait.poles}
    title = title_of(kind, portrait.state, list(names.values()), labels)
    if kind == "ternary":
        return ternary_chart(list(names.values()), portrait.shares, sheet, title)
    if kind == "dimensions":
        fields = [
            Field(labels.text(f"dimension.{name}"), _by_pole(portrait.poles, readings))
            for name, readings in portrait.fields.items()
        ]
        return dimensions_chart(fields, names, sheet, _windows(kind, portrait), title)
    if kind == "heatmap":
        rows = [Row(names[pole], run) for pole, run in _by_pole(portrait.poles, portrait.readings).items()]
        _check_cells(rows, sheet)
        return heat_map(rows, sheet, title)
    return trend_chart(_runs(portrait, labels), sheet, portrait.every, title, alone=True)


def title_of(kind: Kind, state: str, poles: Sequence[str], labels: Labels) -> str:
    """What a picture shows."""
    return labels.text(f"picture.title_{kind}", x=labels.country(state), y=labels.listed(poles))


def _asked(portrait: Portrait, kind: Kind, labels: Labels) -> str:
    """What was asked, in a line under the title."""
    state = labels.country(portrait.state)
    names = [labels.country(pole) for pole in portrait.poles]
    dimension = "picture.dimension_all" if portrait.dimension == "all" else f"dimension.{portrait.dimension}"
    told = [
        labels.listed(names) if kind in ("trend", "dimensions") else "",
        labels.text(f"picture.every_{portrait.every}"),
        labels.text(f"picture.direction_{portrait.direction}", x=state),
        "" if kind == "dimensions" else labels.text(dimension),
    ]
    return " · ".join(words for words in told if words)


def _windows(kind: Kind, portrait: Portrait) -> list[str]:
    """Names of all windows that the picture spans, the oldest first."""
    if kind == "ternary":
        return [one.window for one in portrait.shares]
    return sorted({one.window for one in portrait.readings})


def _by_pole(poles: Sequence[str], readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    return {pole: [one for one in readings if one.pole == pole] for pole in poles}


def _runs(portrait: Portrait, labels: Labels) -> list[Run]:
    """The trends, their marks numbered through."""
    runs: list[Run] = []
    for pole, readings in _by_pole(portrait.poles, portrait.readings).items():
        first = 1 + sum(len(run.marks) for run in runs)
        marks = marks_of(portrait.weighty.get(pole, ()), labels, first)
        runs.append(Run(labels.country(pole), readings, marks))
    return runs


def _check_cells(rows: Sequence[Row], sheet: Sheet) -> None:
    windows = shown_windows(rows)
    room = int((sheet.width - names_width(rows, sheet)) // LEAST_CELL)
    if windows > room:
        raise UsageError(
            f"{windows} windows are more than the {room} that a heat map {sheet.width:g} wide can show: "
            "take longer windows or a wider picture"
        )

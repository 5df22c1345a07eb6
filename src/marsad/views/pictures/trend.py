"""Lean over time: the latent trend of each pole, with marks of the stories that weigh most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from marsad.views.pictures.layout import Chart, Sign, Table
from marsad.views.pictures.panels import (
    AXIS,
    is_drawn,
    panel,
    panel_key,
    run_head,
    run_row,
    run_words,
    share_axis,
    time_axis,
)
from marsad.views.pictures.sheet import LINE, SIZE, Box, wrapped
from marsad.views.pictures.signs import BADGE, badge, badge_sign
from marsad.views.pictures.spans import Span
from marsad.views.pictures.svg import joined, tag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from marsad.measures import Reading
    from marsad.measures.windows import Every
    from marsad.views.labels import Labels
    from marsad.views.pictures.sheet import Sheet

_HIGH: Final = 128.0
_EDGE: Final = 12.0
_LANE: Final = 2 * BADGE + 4
_MOST_LINES: Final = 3


class Mark(NamedTuple):
    """A single story that weighs much.

    Attributes:
        number: it has in the picture.
        day: of the story.
        cooperative: whether it speaks for cooperation.
        words: what it is, in a line.
        sentence: that it was told in.
        href: where that sentence stands; None where nowhere.
    """

    number: int
    day: dt.date
    cooperative: bool
    words: str
    sentence: str
    href: str | None


class Run(NamedTuple):
    """The trend of a state with one pole: a reading for each window, and the stories that weigh most."""

    name: str
    readings: Sequence[Reading]
    marks: Sequence[Mark] = ()


class _Drawn(NamedTuple):
    """What one pole takes: its drawing, its links, and where it ends."""

    body: Markup
    links: Markup
    foot: float


def trend_chart(runs: Sequence[Run], sheet: Sheet, every: Every, title: str, *, alone: bool) -> Chart:
    """The trends of poles, one below the other, on the same scales.

    Args:
        runs: each with readings of the same windows.
        sheet: it is drawn on.
        every: length of the windows.
        title: of the whole.
        alone: whether each pole gets its name and the sentences of its marks, and the whole a key; a page has
            these around it.
    """
    labels, drawn, top = sheet.labels, [], 0.0
    most = max((one.stories for run in runs for one in run.readings), default=0) or 1
    for run in runs:
        drawn.append(_pole(sheet, run, (every, most), top, alone=alone))
        top = drawn[-1].foot + (LINE if alone else 0)
    return Chart(
        title=title,
        description=" ".join(run_words(run.name, run.readings, labels) for run in runs),
        height=drawn[-1].foot,
        body=joined([one.body for one in drawn]),
        links=joined([one.links for one in drawn if one.links]),
        key=_key(runs, labels) if alone else (),
        notes=(labels.text("picture.note_trend"),),
        table=_table(runs, labels),
    )


def _key(runs: Sequence[Run], labels: Labels) -> tuple[Sign, ...]:
    gaps = not all(is_drawn(run.readings) for run in runs)
    return (*panel_key(labels, gaps=gaps), *_mark_key(runs, labels))


def _mark_key(runs: Sequence[Run], labels: Labels) -> Iterator[Sign]:
    kinds = {mark.cooperative for run in runs for mark in run.marks}
    for kind, key in ((True, "picture.key_mark_coop"), (False, "picture.key_mark_conf")):
        if kind in kinds:
            yield Sign(badge_sign(cooperative=kind), labels.text(key))


def _pole(sheet: Sheet, run: Run, shared: tuple[Every, int], top: float, *, alone: bool) -> _Drawn:
    every, most = shared
    head = sheet.text((0, top + 13), run.name, class_="strong", font_size=14) if alone else Markup()
    span = Span(tuple(one.window for one in run.readings), AXIS, sheet.width - AXIS - _EDGE)
    placed = _placed(run.marks, span, every)
    lanes = 1 + max((lane for _, _, lane in placed), default=-1)
    above = top + (LINE + 6 if alone else 4)
    box = Box(AXIS, above + lanes * _LANE, span.wide, _HIGH)
    fixed, linked = _marks(sheet, placed, above, box)
    told, foot = _told(sheet, run.marks, box.foot + LINE + 8) if alone else (Markup(), box.foot + LINE)
    axes = [share_axis(sheet, box), time_axis(sheet, span, box.foot)] if is_drawn(run.readings) else []
    parts = [head, panel(sheet, box, span, run.readings, most), *axes, fixed, told]
    return _Drawn(joined([part for part in parts if part]), linked, foot)


def _placed(marks: Sequence[Mark], span: Span, every: Every) -> list[tuple[Mark, float, int]]:
    """Marks with their places and lanes: none covers another."""
    known = sorted((at, mark) for mark in marks if (at := span.of_day(mark.day, every)) is not None)
    ends: list[float] = []
    found = []
    for at, mark in known:
        lane = next((number for number, end in enumerate(ends) if end <= at), len(ends))
        ends[lane : lane + 1] = [at + _LANE]
        found.append((mark, at, lane))
    return found


def _marks(
    sheet: Sheet, placed: Sequence[tuple[Mark, float, int]], above: float, box: Box
) -> tuple[Markup, Markup]:
    """The marks that lead nowhere with all stems, and those that lead to a sentence."""
    fixed, linked = [], []
    for mark, at, lane in placed:
        y = above + lane * _LANE + BADGE
        fixed.append(sheet.line((at, y + BADGE), (at, box.foot), class_="stem"))
        drawn = badge(sheet, (at, y), str(mark.number), cooperative=mark.cooperative, words=_tip(mark))
        if mark.href:
            linked.append(tag("a", drawn, href=mark.href, aria_label=_tip(mark)))
        else:
            fixed.append(drawn)
    return joined(fixed), joined(linked)


def _tip(mark: Mark) -> str:
    return f"{mark.words}: {mark.sentence}" if mark.sentence else mark.words


def _told(sheet: Sheet, marks: Sequence[Mark], top: float) -> tuple[Markup, float]:
    """The sentences of the marks, each with its number."""
    drawn, room = [], sheet.width - AXIS - _EDGE
    for mark in marks:
        place = (BADGE + 3, top + LINE / 2 - 3)
        drawn.append(badge(sheet, place, str(mark.number), cooperative=mark.cooperative))
        for line in wrapped(mark.words, room):
            drawn.append(sheet.text((AXIS, top + SIZE - 2), line, class_="soft"))
            top += LINE
        lines = wrapped(mark.sentence, room, most=_MOST_LINES) if mark.sentence else []
        drawn.append(sheet.block((AXIS, top + SIZE - 2), lines))
        top += LINE * len(lines) + 6
    return joined(drawn), top


def _table(runs: Sequence[Run], labels: Labels) -> Table:
    return Table(
        head=(labels.text("ui.pole"), *run_head(labels)),
        rows=tuple((run.name, *run_row(one, labels)) for run in runs for one in run.readings),
    )

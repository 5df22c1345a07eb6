"""Where a state leans and what was foretold, line by line for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.views.foretold_parts import ForecastView, Foretold
    from marsad.views.labels import Labels
    from marsad.views.lean_parts import Gauge, Leaning, PoleView
    from marsad.views.parts import Quote

_CELLS: Final = 41
_WHOLE: Final = 200


class Piece(NamedTuple):
    """Something to print: words or a quoted sentence, how, and whether it stands further in or is a rule."""

    words: str | Quote
    style: str = ""
    inside: bool = False
    rule: bool = False


def leaning_pieces(leaning: Leaning, labels: Labels) -> Iterator[Piece]:
    """Each pole with its bar, its sentence, its trend in words and its evidence."""
    yield Piece(labels.text("ui.leaning"), rule=True)
    yield Piece(leaning.choice, "bold")
    yield Piece(labels.text("ui.leaning_note"), "dim")
    for one in leaning.poles:
        yield Piece(f"\n{one.says}", "bold")
        yield from _pole(one)
        for told in one.evidence:
            yield Piece(told.quote, inside=True)
            yield Piece(f"{told.outlet} · {told.published.text}", "dim", inside=True)


def _pole(one: PoleView) -> Iterator[Piece]:
    if one.gauge:
        yield Piece(_bar(one.gauge), inside=True)
    for words in (one.hangs, one.trend and one.trend.alternative):
        if words:
            yield Piece(words, "dim", inside=True)


def foretold_pieces(foretold: Foretold, labels: Labels) -> Iterator[Piece]:
    """Forecasts with their sentences, then what the ledger holds."""
    yield Piece(labels.text("ui.foretold"), rule=True)
    yield Piece(labels.text("ui.foretold_note"), "dim")
    for one in foretold.forecasts:
        yield from _forecast(one, labels)
    if foretold.questions:
        yield Piece(f"\n{labels.text('ui.questions')}", "bold underline")
    for asked in foretold.questions:
        state = " · ".join(words for words in (asked.stage, asked.outcome, asked.due) if words)
        yield Piece(f"{asked.text} [{state}]", "bold" if asked.due else "")
        yield Piece(" · ".join((asked.days, *asked.told)), "dim", inside=True)
    for line in foretold.scores:
        yield Piece(line)
    if foretold.alternative:
        yield Piece(foretold.alternative, "dim")


def _forecast(one: ForecastView, labels: Labels) -> Iterator[Piece]:
    t = labels.text
    who = labels.annotated(one.who, [one.country] if one.country else [])
    flags = "".join(f" [{note}]" for note in (one.grade, *one.notes) if note)
    yield Piece(f"{who} · {one.words} ({t('ui.likelihood')}: {one.range}){flags}", "bold")
    yield Piece(one.witness.quote, inside=True)
    if one.condition:
        yield Piece(f"{t('ui.condition')}: {one.condition}", "dim", inside=True)
    by = f"{t('ui.by_when')} {one.horizon.text} · " if one.horizon else ""
    said = f"{t('ui.said_on')} {one.made_on.text} · " if one.made_on else ""
    again = f" · {t('ui.repeated', n=one.repeats)}" if one.repeats else ""
    told = f"{by}{said}{one.witness.outlet} · {one.witness.published.text}{again}"
    yield Piece(told, "dim", inside=True)


def _bar(gauge: Gauge) -> str:
    """The bar of a balance: where its interval lies, where it stands, and where zero is."""
    cells = ["·"] * _CELLS
    for at in range(_cell(gauge.left), _cell(gauge.left + gauge.width) + 1):
        cells[at] = "░"
    cells[_CELLS // 2] = "│"
    cells[_cell(gauge.at)] = "█"
    return "".join(cells)


def _cell(place: float) -> int:
    return min(_CELLS - 1, max(0, round(place / _WHOLE * (_CELLS - 1))))

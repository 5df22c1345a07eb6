"""An evaluation of figures for people, and the same numbers as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.figure_scoring import agrees
from marsad.views.safety import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from marsad.figure_scoring import FigureEvaluation, Share

_CORE = ("unit", "what", "parties")


def print_figure_evaluation(
    name: str, texts: Sequence[Mapping[str, Any]], result: FigureEvaluation, console: Console, *, errors: bool
) -> None:
    """Prints an evaluation of figures.

    Args:
        name: what was scored, for the heading.
        texts: the gold texts, for the sentences of the errors.
        result: the comparison.
        console: where to.
        errors: print also what was missed, what is a false alarm, and what differs.
    """
    from rich.table import Table  # noqa: PLC0415 - only what prints pays for rich

    table = Table(show_edge=False, pad_edge=False)
    for column in ("field", "P", "90 % interval", "R", "90 % interval"):
        table.add_column(column, justify="left" if column == "field" else "right", no_wrap=True)
    for field, score in result.fields.items():
        table.add_row(field, *_cells(score.p), *_cells(score.r))
    console.print(
        f"{printable(name)}: {result.texts} texts, {result.gold} gold figures, {result.system} coded",
        soft_wrap=True,
    )
    console.print()
    console.print(table)
    if errors:
        _print_errors(texts, result, console)


def figure_scores(result: FigureEvaluation) -> dict[str, Any]:
    """An evaluation of figures as plain values; shares in [0, 1], each with its interval."""
    fields = {
        name: {"p": list(score.p), "r": list(score.r)}  # value, low, high
        for name, score in result.fields.items()
    }
    return {"texts": result.texts, "gold": result.gold, "system": result.system, **fields}


def _cells(share: Share) -> tuple[str, str]:
    return f"{share.value:.3f}", f"{share.low:.3f} to {share.high:.3f}"


def _print_errors(texts: Sequence[Mapping[str, Any]], result: FigureEvaluation, console: Console) -> None:
    for text in texts:
        pairs = result.pairs[str(text["id"])]
        lines = [f"missed  {_told(figure)}" for figure in pairs.missed]
        lines += [f"false alarm  {_told(figure)}" for figure in pairs.extra]
        differing = [(g, s) for g, s in pairs.hits if not all(agrees(field, g, s) for field in _CORE)]
        lines += [f"differs  {_told(gold)}  coded  {_told(system)}" for gold, system in differing]
        if lines:
            console.print()
            console.print(printable(f"{text['id']}  {text['text']}"), markup=False)
        for line in lines:
            console.print(f"    {printable(line)}", markup=False)


def _told(figure: Mapping[str, Any]) -> str:
    return f"{figure['value']} {figure['unit']}, {figure['what']}, {' '.join(figure['parties'])}"

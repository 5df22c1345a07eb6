"""An evaluation of forecasts for people, and the same numbers as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.claim_scoring import told_by
from marsad.forecast_scoring import agrees
from marsad.views.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console

    from marsad.claim_scoring import Interval
    from marsad.forecast_scoring import Compared, ForecastEvaluation

_SHOWN = ("forecaster", "words", "horizon", "condition")


def print_forecast_evaluation(
    name: str,
    texts: Sequence[Mapping[str, Any]],
    result: ForecastEvaluation,
    console: Console,
    *,
    errors: bool,
) -> None:
    """Prints an evaluation of forecasts.

    Args:
        name: what was scored, for the heading.
        texts: the gold texts, for the sentences of the errors.
        result: the comparison.
        console: where to.
        errors: print also what was missed, what is a false alarm, and what differs.
    """
    from rich.table import Table  # noqa: PLC0415 - only what prints pays for rich

    table = Table(show_edge=False, pad_edge=False)
    for column in ("forecasts", "share", "90 % interval"):
        table.add_column(column, justify="left" if column == "forecasts" else "right", no_wrap=True)
    for row, interval in _rows(result):
        table.add_row(row, *_cells(interval))
    console.print(
        f"{printable(name)}: {result.texts} texts, {result.gold} gold forecasts, coded in {result.system}",
        soft_wrap=True,
    )
    console.print()
    console.print(table)
    if errors:
        _print_errors(texts, result, console)


def forecast_scores(result: ForecastEvaluation) -> dict[str, Any]:
    """An evaluation of forecasts as plain values: shares in [0, 1], low and high; null where undefined."""
    counts = {"texts": result.texts, "gold": result.gold, "system": result.system}
    return counts | {row: list(interval) for row, interval in _rows(result)}


def _rows(result: ForecastEvaluation) -> Iterator[tuple[str, Interval]]:
    yield "precision", result.precision
    yield "recall", result.recall
    yield from result.fields.items()


def _cells(interval: Interval) -> tuple[str, str]:
    if interval.value is None:
        return "–", ""
    return f"{interval.value:.3f}", f"{interval.low:.3f} to {interval.high:.3f}"


def _print_errors(texts: Sequence[Mapping[str, Any]], result: ForecastEvaluation, console: Console) -> None:
    for text in texts:
        one = result.compared.get(str(text["id"]))
        line = None if one is None else _difference(one)
        if line is not None:
            console.print()
            console.print(printable(f"{text['id']}  {text['text']}"), markup=False)
            console.print(f"    {printable(line)}", markup=False)


def _difference(one: Compared) -> str | None:
    """What is wrong with a text, None where nothing is."""
    gold, coded = one.gold, one.coded
    if gold is None:
        return None if coded is None else f"false alarm  {_coded(coded)}"
    due = f"{gold['forecaster']}, {gold['likelihood']}, {gold.get('horizon')}, {gold.get('condition')}"
    if coded is None:
        return f"missed  {due}"
    if all(agrees(name, gold, coded) for name in _SHOWN):
        return None
    return f"differs  {due}  coded  {_coded(coded)}"


def _coded(forecast: Mapping[str, Any]) -> str:
    who = told_by({"speaker": forecast["forecaster"]})
    return f"{who}, {forecast['likelihood']['words']}, {forecast['horizon']}, {forecast['condition']}"

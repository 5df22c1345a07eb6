"""The command that scores the coder against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from marsad.cli.app import app
from marsad.cli.output import checked, console

_SCORE_FORMATS: Final = ("table", "json")


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files, JSON lines.")],
    confusion: Annotated[
        bool, typer.Option("--confusion", help="Show which types are taken for which.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show misses and false alarms with their sentences.")
    ] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Score the coder against gold: precision, recall, F1 by level and type, with intervals."""
    from marsad.views.scores import print_evaluation, scores_as_json

    checked("--format", format, _SCORE_FORMATS)
    for path in gold:
        texts, result = _evaluated(path)
        told = [text for text in texts if "figures" in text]
        if format == "json":
            typer.echo(scores_as_json(str(path), result, figures=_figure_scores(texts, told)))
            continue
        if not told or result.gold:
            print_evaluation(str(path), texts, result, console(), confusion=confusion, errors=errors)
        if told:
            _print_figures(str(path), texts, told, errors=errors)


def _figure_scores(texts: list[dict[str, Any]], told: list[dict[str, Any]]) -> dict[str, Any] | None:
    from marsad.evaluation import coded_figures, evaluate_figures
    from marsad.views.figure_scores import figure_scores

    return figure_scores(evaluate_figures(told, coded_figures(texts))) if told else None


def _print_figures(
    name: str, texts: list[dict[str, Any]], told: list[dict[str, Any]], *, errors: bool
) -> None:
    from marsad.evaluation import coded_figures, evaluate_figures
    from marsad.views.figure_scores import print_figure_evaluation

    result = evaluate_figures(told, coded_figures(texts))
    print_figure_evaluation(name, told, result, console(), errors=errors)


def _evaluated(path: Path) -> tuple[list[dict[str, Any]], Any]:
    from marsad.evaluation import coded_gold, read_gold
    from marsad.evaluation import evaluate as compared

    texts = read_gold(path)
    return texts, compared(texts, coded_gold(texts))

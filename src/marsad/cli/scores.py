"""The command that scores the coder against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from marsad.cli.app import app
from marsad.cli.comparing import evaluate_model
from marsad.cli.models import ModelOptions, asking, with_model_options
from marsad.cli.output import checked, console
from marsad.errors import UsageError

if TYPE_CHECKING:
    from marsad.evaluation import ClaimEvaluation, Evaluation, FigureEvaluation, ForecastEvaluation

_SCORE_FORMATS: Final = ("table", "json")


@app.command()
@with_model_options
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files, JSON lines.")],
    confusion: Annotated[
        bool, typer.Option("--confusion", help="Show which types are taken for which.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show misses and false alarms with their sentences.")
    ] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
    *,
    given: ModelOptions,
) -> None:
    """Score the coder against gold: precision, recall, F1 of events, claims, forecasts, figures."""
    checked("--format", format, _SCORE_FORMATS)
    run = asking(given)
    if run is not None:
        _check_one(gold)
        evaluate_model(run, gold[0], as_json=format == "json", errors=errors)
        return
    for path in gold:
        scored = _evaluated(path)
        if format == "json":
            typer.echo(_as_json(str(path), scored))
        else:
            _print(str(path), scored, confusion=confusion, errors=errors)


def _check_one(gold: list[Path]) -> None:
    if len(gold) > 1:
        raise UsageError("--coder llm takes one gold file at a time, so that its cost is told apart")


class _Scored(NamedTuple):
    """What became of one gold file; claims, forecasts and figures are None where it has none."""

    texts: list[dict[str, Any]]
    events: Evaluation
    claims: ClaimEvaluation | None
    figures: FigureEvaluation | None
    forecasts: ForecastEvaluation | None


def _evaluated(path: Path) -> _Scored:
    from marsad.evaluation import (
        codings_of,
        evaluate_claims,
        evaluate_figures,
        evaluate_forecasts,
        read_gold,
    )
    from marsad.evaluation import evaluate as compared

    texts = read_gold(path)
    codings = list(codings_of(texts))
    events = [event.as_dict() for coding in codings for event in coding.events]
    claims = [claim.as_dict() for coding in codings for claim in coding.claims]
    forecasts = [forecast.as_dict() for coding in codings for forecast in coding.forecasts]
    told = _with_figures(texts)
    figures = [figure.as_dict() for coding in codings for figure in coding.figures]
    return _Scored(
        texts,
        compared(texts, events),
        evaluate_claims(texts, claims),
        evaluate_figures(told, figures) if told else None,
        evaluate_forecasts(texts, forecasts),
    )


def _with_figures(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [text for text in texts if "figures" in text]


def _as_json(name: str, scored: _Scored) -> str:
    from marsad.views.figure_scores import figure_scores
    from marsad.views.forecast_scores import forecast_scores
    from marsad.views.scores import scores_as_json

    figures = None if scored.figures is None else figure_scores(scored.figures)
    forecasts = None if scored.forecasts is None else forecast_scores(scored.forecasts)
    return scores_as_json(name, scored.events, claims=scored.claims, figures=figures, forecasts=forecasts)


def _print(name: str, scored: _Scored, *, confusion: bool, errors: bool) -> None:
    """Prints what the gold tells of; a file of figures or forecasts alone has no table of events."""
    from marsad.views.figure_scores import print_figure_evaluation
    from marsad.views.forecast_scores import print_forecast_evaluation
    from marsad.views.scores import print_evaluation

    texts, events, claims, figures, forecasts = scored
    if (figures is None and forecasts is None) or claims is not None or events.gold:
        print_evaluation(name, texts, events, console(), confusion=confusion, errors=errors, claims=claims)
    if figures is not None:
        print_figure_evaluation(name, _with_figures(texts), figures, console(), errors=errors)
    if forecasts is not None:
        print_forecast_evaluation(name, texts, forecasts, console(), errors=errors)

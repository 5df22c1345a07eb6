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
    """Score the coder against gold: precision, recall, F1 of events and claims, with intervals."""
    from marsad.views.scores import print_evaluation, scores_as_json

    checked("--format", format, _SCORE_FORMATS)
    for path in gold:
        texts, result, claims = _evaluated(path)
        if format == "json":
            typer.echo(scores_as_json(str(path), result, claims))
        else:
            print_evaluation(
                str(path), texts, result, console(), confusion=confusion, errors=errors, claims=claims
            )


def _evaluated(path: Path) -> tuple[list[dict[str, Any]], Any, Any]:
    """The texts, the comparison of events, and that of claims, None where the file has none."""
    from marsad.evaluation import codings_of, evaluate_claims, read_gold
    from marsad.evaluation import evaluate as compared

    texts = read_gold(path)
    codings = list(codings_of(texts))
    events = [event.as_dict() for coding in codings for event in coding.events]
    claims = [claim.as_dict() for coding in codings for claim in coding.claims]
    return texts, compared(texts, events), evaluate_claims(texts, claims)

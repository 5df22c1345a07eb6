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
        if format == "json":
            typer.echo(scores_as_json(str(path), result))
        else:
            print_evaluation(str(path), texts, result, console(), confusion=confusion, errors=errors)


def _evaluated(path: Path) -> tuple[list[dict[str, Any]], Any]:
    from marsad.evaluation import coded_gold, read_gold
    from marsad.evaluation import evaluate as compared

    texts = read_gold(path)
    return texts, compared(texts, coded_gold(texts))

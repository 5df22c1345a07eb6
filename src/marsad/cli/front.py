"""The entry point: errors become messages and exit codes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marsad.cli import (
    actors,
    articles,
    briefs,
    coding,
    comparing,
    decisions,
    exporting,
    figures,
    forecast_deeds,
    forecast_files,
    forecasts,
    importing,
    lists,
    measured,
    scores,
    serving,
    told,
    upkeep,
    watching,
)
from marsad.cli.app import DONE, MISUSE, SOME_FAILED, app
from marsad.cli.output import complain
from marsad.errors import MarsadError, UsageError

COMMANDS = (
    articles, coding, watching, importing, upkeep, exporting, lists, figures, told, measured, briefs,
    serving, forecasts, forecast_deeds, forecast_files, decisions, scores, comparing,
    actors,
)  # fmt: skip
"""The modules whose import registers the commands, in the order of ``--help``."""


def main() -> None:
    """Entry point: turns errors into messages and exit codes."""
    try:
        app(standalone_mode=True)
    except UsageError as error:
        complain(str(error))
        sys.exit(MISUSE)
    except MarsadError as error:
        complain(str(error))
        sys.exit(SOME_FAILED)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Shows the version where asked."""
    if version:
        from marsad import __version__

        typer.echo(__version__)
        raise typer.Exit(DONE)

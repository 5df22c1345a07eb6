"""The application that the commands register with, and its exit codes."""

from __future__ import annotations

from typing import Final

import typer

app = typer.Typer(
    name="marsad",
    help="Reads news articles, Arabic first, and says what happened, who says so, and who says otherwise.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

DONE: Final = 0
SOME_FAILED: Final = 1
MISUSE: Final = 2

"""The command that watches feeds, and how the web is asked by all commands."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.app import app
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, ReservedOption
from marsad.cli.output import complain, exit_with
from marsad.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.errors import InputError
    from marsad.reading.web import Settings


def web_settings(*, reserved: bool) -> Settings:
    """How the commands ask the web."""
    from marsad.reading.web import Settings

    return Settings(reserved=reserved)


@app.command()
def watch(
    feeds: Annotated[Path, typer.Argument(help="File with the address of a feed or sitemap a line.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    once: Annotated[bool, typer.Option("--once", help="A single round, then end.")] = False,
    every: Annotated[
        float | None, typer.Option(min=1, help="Minutes between two questions to a feed; 15 without.")
    ] = None,
    reserved: ReservedOption = False,
) -> None:
    """Ask feeds on and on, and add the articles they name; Ctrl-C ends it."""
    import marsad
    from marsad.archive.connection import MEMORY
    from marsad.watching import feeds_in

    if archive == MEMORY:
        raise UsageError("an archive in memory would be gone when the command ends; give a file")
    try:
        feeds_in(feeds)
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    failed = 0

    def tell(problem: InputError) -> None:
        nonlocal failed
        failed += 1
        complain(str(problem))

    settings = web_settings(reserved=reserved)
    with _stopping(), marsad.open(archive) as observatory:
        for told in observatory.watching(feeds, once=once, minutes=every, web=settings, on_problem=tell):
            typer.echo(told.line())
    exit_with(failed)


@contextmanager
def _stopping() -> Iterator[None]:
    """Ctrl-C, and the signal by which services are ended, end the work between two steps without a trace."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("marsad: stopped; the same command goes on where it was", err=True)
        raise typer.Exit from None
    finally:
        signal.signal(signal.SIGTERM, before)

"""The command that serves the archive as web pages."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from marsad.cli.app import app
from marsad.cli.briefs import added_quietly
from marsad.cli.options import DEFAULT_ARCHIVE


@app.command()
def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Articles to read first; without, the archive as it is.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(help="What readers must show, needed beyond this machine.", envvar="MARSAD_TOKEN"),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="Further host name it may be asked under; may be repeated.")
    ] = None,
    edit: Annotated[
        str | None,
        typer.Option(
            help="Correct from the pages, in this name; without, they only show.", show_default=False
        ),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option("--archive", "-a", help="Archive: a file or a database URL.", envvar="MARSAD_ARCHIVE"),
    ] = None,
) -> None:
    """Show the archive as web pages, on this machine alone unless told otherwise.

    Sources without an archive are read into one that is gone afterwards.
    """
    import marsad
    from marsad.web import serve as serves
    from marsad.web.guarding import guard_for

    guard_for(host, token)
    with ExitStack() as stack:
        path = archive or DEFAULT_ARCHIVE
        if sources and archive is None:
            path = str(Path(stack.enter_context(TemporaryDirectory())) / "pages.db")
        if sources:
            with marsad.open(path) as observatory:
                added_quietly(observatory.adding(sources))
                observatory.story_records()
        serves(path, host=host, port=port, token=token, names=tuple(name or ()), edit=edit, ready=_told)


def _told(address: str) -> None:
    typer.echo(f"The pages lie at {address}   (Ctrl-C ends)", err=True)

"""The command that makes the brief of a state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from marsad.cli.app import app
from marsad.cli.options import DEFAULT_ARCHIVE, AsOfOption
from marsad.cli.output import advance, checked, complain, console, exit_with, progress_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_LANGUAGES: Final = ("ar", "en")


@app.command()
def brief(
    state: Annotated[str, typer.Argument(help="Code of the state, such as KAZ.")],
    sources: Annotated[
        list[str] | None, typer.Argument(help="Articles to read first; without, the archive as it is.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Page to write, .html or .md; the terminal without.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the labels: ar or en.")] = "ar",
    archive: Annotated[
        str | None,
        typer.Option("--archive", "-a", help="Archive: a file or a database URL.", envvar="MARSAD_ARCHIVE"),
    ] = None,
    as_of: AsOfOption = None,
    poles: Annotated[
        str | None,
        typer.Option(
            help="Poles its lean is measured against, parted by commas: RUS,XWE,CSTO,West=USA+EUR.",
            show_default="RUS,XWE,CHN",
        ),
    ] = None,
) -> None:
    """Make the brief of a state, from sources or from an archive.

    Sources without an archive are read into one that is gone afterwards.
    """
    from tempfile import TemporaryDirectory

    from marsad.observatory import check_brief

    check_brief(state.upper(), out, as_of)
    asked = {"language": checked("--lang", lang, _LANGUAGES), "as_of": as_of, "poles": _poles(poles)}
    if archive is None and sources:
        with TemporaryDirectory() as folder:
            failed = _brief(state, sources, out, str(Path(folder) / "brief.db"), asked)
    else:
        failed = _brief(state, sources or [], out, archive or DEFAULT_ARCHIVE, asked)
    exit_with(failed)


def _poles(words: str | None) -> list[str] | None:
    """The poles that were asked for; refused at once where there is no such pole."""
    from marsad.measures.poles import poles_of

    if words is None:
        return None
    poles_of(words.split(","))
    return words.split(",")


def _brief(state: str, sources: list[str], out: Path | None, archive: str, asked: dict[str, Any]) -> int:
    import marsad
    from marsad.views import brief_terminal

    with marsad.open(archive, readonly=not sources) as observatory:
        failed = added_quietly(observatory.adding(sources)) if sources else 0
        page = observatory.brief(state.upper(), **asked)
    if out is None:
        brief_terminal(page.brief, console())
    else:
        typer.echo(f"The brief lies at {page.save(out).resolve()}", err=True)
    return failed


def added_quietly(additions: Iterable[Any]) -> int:
    """Reads articles, tells of those that cannot be used, and how many these are."""
    failed = 0
    with progress_of("articles") as progress:
        for added in additions:
            advance(progress)
            if added.error is not None:
                complain(str(added.error))
                failed += 1
    return failed

"""The command that takes in others' data: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.app import app
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption
from marsad.cli.output import complain, exit_with, opened, progress_of

if TYPE_CHECKING:
    from rich.progress import Progress as Shown

    from marsad.archive import Progress

_MOST_TOLD = 20


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file, plain, gzip or zip.")],
    form: Annotated[
        str,
        typer.Option(
            "--as", help="plover, polecat, icews, gdelt, acled, or marsad for an export of a whole archive."
        ),
    ] = "",
    licence: Annotated[
        str | None, typer.Option(help="Terms of the data, in place of those known of the format.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=2, help="2: another process reads a large file while this one writes.")
    ] = 2,
    forget: Annotated[bool, typer.Option("--forget", help="Take out what was imported from it.")] = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Import events of others' data: each row is an event whose evidence is its file and line."""
    import marsad
    from marsad.archive.connection import MEMORY
    from marsad.errors import UsageError
    from marsad.imports import sources
    from marsad.imports.formats import parser_of

    if archive == MEMORY:
        raise UsageError("an archive in memory would be gone when the command ends; give a file")
    if form == "marsad":
        _take_in(file, archive)
        return
    if forget:
        with marsad.open(archive) as observatory:
            number = observatory.forget_import(file)
        typer.echo(f"{number} imports of {file} taken out", err=True)
        return
    parser_of(form)
    with marsad.open(archive) as observatory, progress_of("rows") as shown:
        told = observatory.import_file(
            file, form, licence=licence, on_problem=lambda error: complain(str(error)),
            on_batch=lambda progress: _show(shown, progress), workers=workers,
        )  # fmt: skip
    _tell(told)
    source = sources()[form]
    typer.echo(f"Terms: {licence or source.licence}. Cite: {source.cite}.", err=True)
    exit_with(told.malformed)


def _take_in(file: Path, archive: str) -> None:
    import marsad

    with opened(file, "rb") as lines, marsad.open(archive) as observatory:
        number = observatory.take_in(lines, str(file))
    typer.echo(f"{number:,} rows", err=True)


def _show(shown: Shown | None, progress: Progress) -> None:
    if shown is not None:
        shown.update(shown.task_ids[0], completed=progress.rows)


def _tell(told: Progress) -> None:
    typer.echo(
        f"{told.rows:,} rows: {told.added:,} added, {told.already_there:,} already there, "
        f"{sum(told.left.values()):,} no event of PLOVER, {told.malformed:,} malformed",
        err=True,
    )
    for what, counts in (("No event of PLOVER", told.left), ("Unknown sides, kept as UNK", told.unknown)):
        if counts:
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            rest = len(ranked) - _MOST_TOLD
            more = f", and {rest:,} more" if rest > 0 else ""
            listed = ", ".join(f"{code} {number:,}" for code, number in ranked[:_MOST_TOLD])
            typer.echo(f"{what}: {listed}{more}", err=True)

"""The commands that look after an archive: recode, backup, forget."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.app import SOME_FAILED, app
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption
from marsad.cli.output import advance, complain, exit_with, progress_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.observatory import Observatory


@app.command()
def recode(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    prune: Annotated[bool, typer.Option("--prune", help="Then take earlier codings out.")] = False,
) -> None:
    """Code anew what an older coder coded; a killed run goes on where it ended, earlier codings stay."""
    with opened_for_upkeep(archive) as observatory:
        left = observatory.left_to_recode()
        failed = _recode_all(observatory.recoding(workers=workers), left)
        if prune:
            typer.echo(f"{observatory.prune():,} earlier codings taken out", err=True)
    exit_with(failed)


@app.command()
def backup(
    target: Annotated[str, typer.Argument(help="File to make; it must not be there yet.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Copy an archive, as it is at this moment, to a new SQLite file; others may write meanwhile."""
    import marsad

    with marsad.open(archive, readonly=True) as observatory:
        observatory.backup(target)
    typer.echo(f"{target}: a copy of {archive}", err=True)


@app.command()
def forget(
    source: Annotated[str, typer.Argument(help="Id of a document, URL, outlet, feed, or imported file.")],
    by: Annotated[
        str,
        typer.Option(help="Who takes it out; stays noted.", envvar="MARSAD_WHO", show_default=False),
    ],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Take out a source and all that came from it, words and all; that it was taken out stays noted."""
    with opened_for_upkeep(archive) as observatory:
        gone = observatory.forget(source, by)
    typer.echo(
        f"{gone.kind}: {gone.documents:,} documents, {gone.imports:,} imports,"
        f" {gone.issues:,} noted problems, {gone.pages:,} pages of feeds taken out;"
        f" {gone.decisions:,} decisions without their words",
        err=True,
    )
    if gone.quoted:
        numbers = ", ".join(map(str, gone.quoted))
        complain(f"the ledger, which is only appended to, names them in entries {numbers}")
    if not gone.wiped:
        complain("somebody else holds the archive: their words may stand in free parts of the file")
        raise typer.Exit(SOME_FAILED)


def opened_for_upkeep(archive: str) -> Observatory:
    """An archive that is there, for writing."""
    import marsad

    marsad.open(archive, readonly=True).close()
    return marsad.open(archive)


def _recode_all(recoded: Iterable[Any], left: int) -> int:
    """Shows progress, tells what changed by type; gives the number of failures."""
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    done = kept = failed = 0
    with progress_of("articles") as progress:
        if progress is not None:
            progress.update(progress.task_ids[0], total=left)
        for one in recoded:
            advance(progress)
            if one.error is not None:
                complain(str(one.error))
                failed += 1
                continue
            done, kept = done + 1, kept + one.kept
            gained.update(one.gained)
            lost.update(one.lost)
    typer.echo(f"{done:,} coded anew, {failed:,} failed", err=True)
    for kind in sorted({*gained, *lost}):
        typer.echo(f"{kind}\t+{gained[kind]:,}\t-{lost[kind]:,}")
    typer.echo(f"{gained.total():,} events gained, {lost.total():,} lost, {kept:,} as before", err=True)
    return failed

"""The commands that take articles in: read, add."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.app import app
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    ChunkOption,
    EngineOption,
    OutletOption,
    PublishedOption,
    RayOption,
    ReservedOption,
    SourcesArgument,
    WorkersOption,
)
from marsad.cli.output import advance, complain, exit_with, progress_of
from marsad.cli.watching import web_settings
from marsad.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


@app.command()
def read(
    sources: SourcesArgument,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    reserved: ReservedOption = False,
) -> None:
    """Show what reading makes of the sources: documents as JSON lines; nothing is kept."""
    import msgspec

    from marsad.asking import parsed_day
    from marsad.reading import read_sources

    errors = 0
    web = web_settings(reserved=reserved)
    for found in read_sources(sources, outlet=outlet, published=parsed_day(published), web=web):
        if isinstance(found, InputError):
            complain(str(found))
            errors += 1
        else:
            sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    sys.stdout.buffer.flush()
    exit_with(errors)


@app.command()
def add(
    sources: SourcesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    keep: Annotated[
        str, typer.Option(help="Words to keep: whole, sentences (only those that are evidence) or hash.")
    ] = "whole",
    reserved: ReservedOption = False,
    workers: WorkersOption = 1,
    engine: EngineOption = "local",
    ray_address: RayOption = None,
    chunk: ChunkOption = None,
) -> None:
    """Read, code and keep articles; adding the same twice changes nothing."""
    import marsad
    from marsad.archive.connection import MEMORY
    from marsad.archive.keeping import checked_keep
    from marsad.bulk import checked_engine, parsed_share

    if archive == MEMORY:
        raise UsageError("an archive in memory would be gone when the command ends; give a file")
    runs_on, share = checked_engine(engine, workers, ray_address), parsed_share(chunk)
    kept = checked_keep(keep)
    with marsad.open(archive) as observatory:
        additions = observatory.adding(
            sources, outlet=outlet, published=published, web=web_settings(reserved=reserved), keep=kept,
            engine=runs_on, share=share,
        )  # fmt: skip
        counts = _add_all(additions)
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()), err=True)
    exit_with(counts["failed"])


def _add_all(additions: Iterable[Any]) -> dict[str, int]:
    counts = {"added": 0, "already there": 0, "failed": 0}
    with progress_of("articles") as progress:
        for added in additions:
            advance(progress)
            if added.error is not None:
                complain(str(added.error))
                counts["failed"] += 1
                continue
            counts[str(added.outcome)] += 1
            typer.echo(f"{added.document.id}\t{added.outcome}\t{added.document.title or ''}")
    return counts

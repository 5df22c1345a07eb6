"""The commands that take articles in: read, add, code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from marsad.cli.app import app
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    OutletOption,
    OutOption,
    PublishedOption,
    ReservedOption,
    SourcesArgument,
)
from marsad.cli.output import advance, checked, complain, exit_with, lines_of, output, progress_of
from marsad.cli.watching import web_settings
from marsad.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.bulk import RecordKind

_RECORDS: Final = ("events", "claims", "forecasts", "figures")


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
) -> None:
    """Read, code and keep articles; adding the same twice changes nothing."""
    import marsad
    from marsad.archive.connection import MEMORY
    from marsad.archive.keeping import checked_keep
    from marsad.errors import UsageError

    if archive == MEMORY:
        raise UsageError("an archive in memory would be gone when the command ends; give a file")
    kept = checked_keep(keep)
    with marsad.open(archive) as observatory:
        web = web_settings(reserved=reserved)
        added = observatory.adding(sources, outlet=outlet, published=published, web=web, keep=kept)
        counts = _add_all(added)
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


@app.command()
def code(
    source: Annotated[str, typer.Argument(help="Texts as JSON lines; - is standard input.")],
    out: OutOption = None,
    records: Annotated[
        str, typer.Option(help="What to write: events, claims, forecasts or figures.")
    ] = "events",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Lowest confidence kept.")
    ] = None,
) -> None:
    """Code texts {"id","text","before"?,"published"?,"title"?,"outlet"?}: one record a line, no archive."""
    from marsad.bulk import code_lines

    kind = cast("RecordKind", checked("--records", records, _RECORDS))
    _refuse_same_file(source, out)
    errors = 0
    with lines_of(source) as lines, output(out) as stream, progress_of("texts") as progress:
        outcomes = code_lines(lines, source=source, workers=workers, minimum=min_confidence, records=kind)
        for outcome in outcomes:
            advance(progress)
            if outcome.error is not None:
                complain(str(outcome.error))
                errors += 1
            for record in outcome.records:
                stream.write(record + b"\n")
    exit_with(errors)


def _refuse_same_file(source: str, out: Path | None) -> None:
    if out is not None and out.exists() and Path(source).exists() and out.samefile(source):
        raise UsageError(f"{out}: is the input; writing it would empty it")

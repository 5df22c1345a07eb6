"""The command that codes texts without an archive: code."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import typer

from marsad.cli.app import app
from marsad.cli.models import ModelOptions, asking, code_by_model, with_model_options
from marsad.cli.options import (
    ChunkOption,
    EngineOption,
    IntoOption,
    LeastOption,
    OutletOption,
    OutOption,
    PublishedOption,
    RayOption,
    RecordsOption,
    ReservedOption,
    TextsArgument,
    WorkersOption,
)
from marsad.cli.output import advance, checked, complain, exit_with, output, progress_of
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from marsad.bulk import Asked, Engine, Finished, Outcome, RecordKind, Share

_RECORDS: Final = ("events", "claims", "forecasts", "figures")


@app.command()
@with_model_options
def code(
    sources: TextsArgument,
    out: OutOption = None,
    into: IntoOption = None,
    records: RecordsOption = "events",
    workers: WorkersOption = 1,
    engine: EngineOption = "local",
    ray_address: RayOption = None,
    chunk: ChunkOption = None,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    reserved: ReservedOption = False,
    min_confidence: LeastOption = None,
    *,
    given: ModelOptions,
) -> None:
    """Code texts {"id","text","before"?,"published"?,"title"?,"outlet"?}: one record a line, no archive."""
    from marsad.asking import parsed_day
    from marsad.bulk import Asked, checked_engine, parsed_share

    kind = cast("RecordKind", checked("--records", records, _RECORDS))
    asked = Asked(kind, min_confidence, outlet, parsed_day(published), reserved)
    run = asking(given)
    runs_on, share = checked_engine(engine, workers, ray_address), parsed_share(chunk)
    _check_targets(sources, out, into, runs_on)
    if run is not None:
        _check_alone(into, runs_on, chunk)
        _check_report(run.report, sources, out)
        code_by_model(run, sources, asked, out)
    else:
        _code_by_rules(sources, asked, (out, into), runs_on, share)


def _check_alone(into: Path | None, engine: Engine, chunk: str | None) -> None:
    """Refuses what shares the work of the built-in coder among processes and machines."""
    given = {
        "--into": into is not None,
        "--engine": engine.name != "local",
        "--workers": engine.workers > 1,
        "--chunk": chunk is not None,
    }
    for name, is_given in given.items():
        if is_given:
            raise UsageError(
                f"{name} is for the built-in coder; a model's run writes one file, goes on where it stopped, "
                "and asks for several texts at a time with --requests"
            )


def _check_report(report: Path | None, sources: list[str], out: Path | None) -> None:
    if report is None:
        return
    for source in sources:
        _refuse_input(source, report)
    if out is not None and out.resolve() == report.resolve():
        raise UsageError(f"{report}: --out and --report must be two files")


def _code_by_rules(
    sources: list[str], asked: Asked, targets: tuple[Path | None, Path | None], engine: Engine, share: Share
) -> None:
    from marsad.bulk import code_into, code_sources

    out, into = targets
    with progress_of("texts") as progress:
        if into is None:
            outcomes = code_sources(sources, asked, engine=engine, share=share)
            failed = _write_all(outcomes, out, lambda: advance(progress))
        else:
            parts = code_into(
                into, sources, asked, engine=engine, share=share, on_text=lambda: advance(progress)
            )  # fmt: skip
            failed = _tell_all(parts)
    exit_with(failed)


def _write_all(outcomes: Iterable[Outcome], out: Path | None, on_text: Callable[[], None]) -> int:
    errors = 0
    with output(out) as stream:
        for outcome in outcomes:
            on_text()
            if outcome.error is not None:
                complain(str(outcome.error))
                errors += 1
            for record in outcome.records:
                stream.write(record + b"\n")
    return errors


def _tell_all(parts: Iterable[Finished]) -> int:
    """Tells of every problem, and in the end what there is."""
    made, kept, texts, records, errors = 0, 0, 0, 0, 0
    for receipt, was_there in parts:
        made, kept = made + (not was_there), kept + was_there
        texts, records, errors = (
            texts + receipt.texts,
            records + receipt.records,
            errors + len(receipt.problems),
        )
        for problem in receipt.problems:
            complain(str(problem.as_error()))
    typer.echo(
        f"{made + kept:,} parts, {kept:,} of them there before; {texts:,} texts, {records:,} records, "
        f"{errors:,} failed",
        err=True,
    )
    return errors


def _check_targets(sources: list[str], out: Path | None, into: Path | None, engine: Engine) -> None:
    if out is not None and into is not None:
        raise UsageError("--out writes a file and --into a folder; give one of them")
    target = out or into
    for source in sources:
        if target is not None:
            _refuse_input(source, target)
        if source == "-" and (into is not None or engine.name == "ray"):
            raise UsageError("-: only files can be cut into chunks and parts, or given to Ray")
    if into is not None and into.exists() and not into.is_dir():
        raise UsageError(f"{into}: is no folder")


def _refuse_input(source: str, target: Path) -> None:
    """Refuses to write what is read: an input would be emptied, or events be taken for texts."""
    if _is_among(target, source):
        raise UsageError(f"{target}: is the input, or among the inputs; write elsewhere")


def _is_among(target: Path, source: str) -> bool:
    try:
        path, aim = Path(source).resolve(), target.resolve()
        return aim.is_relative_to(path) if path.is_dir() else aim == path or fnmatch(str(target), source)
    except (OSError, ValueError):  # no name of a file, as reading it will say
        return False

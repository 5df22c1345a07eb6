"""The command line: thin; every command is a few calls to the rooms.

Exit codes: 0 done, 1 some inputs failed (each listed on stderr with its reason), 2 misuse.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final

import typer

from marsad.errors import InputError, MarsadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.progress import Progress

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
_DEFAULT_ARCHIVE: Final = "marsad.db"
_RECORDS: Final = ("events",)
_LANGUAGES: Final = ("ar", "en")
_SCORE_FORMATS: Final = ("table", "json")
_FRAME_SUFFIXES: Final = ("csv", "parquet", "xlsx")
_HIT_COLUMNS: Final = (
    "published", "outlet", "title", "text", "document", "sentence", "start", "end", "score",
)  # fmt: skip

ArchiveOption = Annotated[
    str, typer.Option("--archive", "-a", help="Archive: a file or a database URL.", envvar="MARSAD_ARCHIVE")
]
FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, jsonl, csv, parquet or xlsx; events also plover.")
]
SourcesArgument = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
OutletOption = Annotated[
    str | None, typer.Option(help="Outlet of the texts; goes before what a page says of itself.")
]
PublishedOption = Annotated[
    str | None, typer.Option(help="Day (YYYY-MM-DD) of the texts; goes before what a page says of itself.")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="File to write; standard output without.")
]
AsOfOption = Annotated[str | None, typer.Option(help="Only what was published by this day (YYYY-MM-DD).")]


def main() -> None:
    """Entry point: turns errors into messages and exit codes."""
    try:
        app(standalone_mode=True)
    except UsageError as error:
        _complain(str(error))
        sys.exit(MISUSE)
    except MarsadError as error:
        _complain(str(error))
        sys.exit(SOME_FAILED)


def _complain(message: str) -> None:
    typer.echo(f"marsad: {message}", err=True)


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


@contextmanager
def _progress(what: str) -> Iterator[Progress | None]:
    """A progress line on stderr, only on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn(what), MofNCompleteColumn())
    with Progress(*columns, console=_console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield progress


def _advance(progress: Progress | None) -> None:
    if progress is not None:
        progress.advance(progress.task_ids[0])


def _exit_with(errors: int) -> None:
    if errors:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _opened(path, "wb") as out:
        yield out


@contextmanager
def _lines(source: str) -> Iterator[Iterable[bytes]]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with _opened(Path(source), "rb") as stream:
        yield stream


def _opened(path: Path, mode: str) -> BinaryIO:
    # Only the opening is guarded: an error while working is not an error of this file's name.
    try:
        return path.open(mode)  # type: ignore[return-value]  # the mode is binary
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def _checked(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UsageError(f"{name} {value}: {' or '.join(allowed)} is due")
    return value


@app.command()
def read(
    sources: SourcesArgument,
    outlet: OutletOption = None,
    published: PublishedOption = None,
) -> None:
    """Show what reading makes of the sources: documents as JSON lines; nothing is kept."""
    import msgspec

    from marsad.observatory import parsed_day
    from marsad.reading import read_sources

    errors = 0
    for found in read_sources(sources, outlet=outlet, published=parsed_day(published)):
        if isinstance(found, InputError):
            _complain(str(found))
            errors += 1
        else:
            sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    sys.stdout.buffer.flush()
    _exit_with(errors)


@app.command()
def add(
    sources: SourcesArgument,
    archive: ArchiveOption = _DEFAULT_ARCHIVE,
    outlet: OutletOption = None,
    published: PublishedOption = None,
) -> None:
    """Read, code and keep articles; adding the same twice changes nothing."""
    import marsad

    with marsad.open(archive) as observatory:
        counts = _add_all(observatory.adding(sources, outlet=outlet, published=published))
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()), err=True)
    _exit_with(counts["failed"])


def _add_all(additions: Iterable[Any]) -> dict[str, int]:
    counts = {"added": 0, "already there": 0, "failed": 0}
    with _progress("articles") as progress:
        for added in additions:
            _advance(progress)
            if added.error is not None:
                _complain(str(added.error))
                counts["failed"] += 1
                continue
            counts[str(added.outcome)] += 1
            typer.echo(f"{added.document.id}\t{added.outcome}\t{added.document.title or ''}")
    return counts


@app.command()
def code(
    source: Annotated[str, typer.Argument(help="Texts as JSON lines; - is standard input.")],
    out: OutOption = None,
    records: Annotated[str, typer.Option(help="What to write: events.")] = "events",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Lowest confidence kept.")
    ] = None,
) -> None:
    """Code texts {"id","text","before"?,"published"?,"title"?,"outlet"?}: one record a line, no archive."""
    from marsad.bulk import code_lines

    _checked("--records", records, _RECORDS)
    _refuse_same_file(source, out)
    errors = 0
    with _lines(source) as lines, _output(out) as stream, _progress("texts") as progress:
        for outcome in code_lines(lines, source=source, workers=workers, minimum=min_confidence):
            _advance(progress)
            if outcome.error is not None:
                _complain(str(outcome.error))
                errors += 1
            for record in outcome.records:
                stream.write(record + b"\n")
    _exit_with(errors)


def _refuse_same_file(source: str, out: Path | None) -> None:
    if out is not None and out.exists() and Path(source).exists() and out.samefile(source):
        raise UsageError(f"{out}: is the input; writing it would empty it")


@app.command()
def events(
    archive: ArchiveOption = _DEFAULT_ARCHIVE,
    actor: Annotated[list[str] | None, typer.Option(help="Code of the doer; may be repeated.")] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="Code of the other side.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="Code on either side.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="PLOVER type, such as CONSULT.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="actual, negated or historical.")] = None,
    since: Annotated[str | None, typer.Option(help="From this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Until this day.")] = None,
    as_of: AsOfOption = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Lowest confidence listed.")] = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the events of an archive."""
    import marsad

    name = _checked_format(format, out, events=True)
    with marsad.open(archive, readonly=True) as observatory:
        found = observatory.event_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence,
        )  # fmt: skip
        _list_events(found, name, out)


def _checked_format(asked: str | None, out: Path | None, *, events: bool = False) -> str:
    from marsad.views import listing

    allowed = listing.EVENT_FORMATS if events else listing.FORMATS
    name = listing.checked_format(asked or _default_format(out), allowed)
    if name == "table" and out is not None:
        raise UsageError(f"--format table is for a terminal; {out} can be jsonl, csv, parquet or xlsx")
    return name


def _default_format(out: Path | None) -> str:
    if out is not None and out.suffix.lstrip(".") in _FRAME_SUFFIXES:
        return out.suffix.lstrip(".")
    return "table" if out is None and sys.stdout.isatty() else "jsonl"


def _list_events(found: Iterable[Any], name: str, out: Path | None) -> None:
    import msgspec

    from marsad.views import listing

    if name == "table":
        listing.print_table([listing.event_row(event) for event in found], listing.SHOWN_COLUMNS, _console())
        return
    with _output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        elif name == "plover":
            listing.write_lines(map(listing.plover_line, found), stream)
        else:
            stream.write(listing.written_frame(listing.frame_of_events(found), name))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that a sentence must hold.")],
    archive: ArchiveOption = _DEFAULT_ARCHIVE,
    limit: Annotated[int, typer.Option(min=1, help="Most sentences shown.")] = 20,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Find sentences; prefixes such as و and ال and spelling variants are seen through."""
    import marsad

    name = _checked_format(format, out)
    with marsad.open(archive, readonly=True) as observatory:
        _list_hits(observatory.search(" ".join(words), limit), name, out)


def _list_hits(found: list[dict[str, Any]], name: str, out: Path | None) -> None:
    import msgspec

    from marsad.views import listing

    if name == "table":
        listing.print_table(found, _HIT_COLUMNS[:4], _console())
        return
    with _output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        else:
            stream.write(listing.written_frame(listing.frame_of(found, _HIT_COLUMNS), name))


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
) -> None:
    """Make the brief of a state, from sources or from an archive.

    Sources without an archive are read into one that is gone afterwards.
    """
    from tempfile import TemporaryDirectory

    from marsad.observatory import check_brief

    check_brief(state.upper(), out, as_of)
    _checked("--lang", lang, _LANGUAGES)
    if archive is None and sources:
        with TemporaryDirectory() as folder:
            failed = _brief(state, sources, out, lang, str(Path(folder) / "brief.db"), as_of)
    else:
        failed = _brief(state, sources or [], out, lang, archive or _DEFAULT_ARCHIVE, as_of)
    _exit_with(failed)


def _brief(
    state: str, sources: list[str], out: Path | None, lang: str, archive: str, as_of: str | None
) -> int:
    import marsad
    from marsad.views import brief_terminal

    with marsad.open(archive, readonly=not sources) as observatory:
        failed = _added_quietly(observatory.adding(sources)) if sources else 0
        page = observatory.brief(state.upper(), language=lang, as_of=as_of)  # type: ignore[arg-type]
    if out is None:
        brief_terminal(page.brief, _console())
    else:
        typer.echo(f"The brief lies at {page.save(out).resolve()}", err=True)
    return failed


def _added_quietly(additions: Iterable[Any]) -> int:
    failed = 0
    with _progress("articles") as progress:
        for added in additions:
            _advance(progress)
            if added.error is not None:
                _complain(str(added.error))
                failed += 1
    return failed


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files, JSON lines.")],
    confusion: Annotated[
        bool, typer.Option("--confusion", help="Show which types are taken for which.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show misses and false alarms with their sentences.")
    ] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Score the coder against gold: precision, recall, F1 by level and type, with intervals."""
    from marsad.views.scores import print_evaluation, scores_as_json

    _checked("--format", format, _SCORE_FORMATS)
    for path in gold:
        texts, result = _evaluated(path)
        if format == "json":
            typer.echo(scores_as_json(str(path), result))
        else:
            print_evaluation(str(path), texts, result, _console(), confusion=confusion, errors=errors)


def _evaluated(path: Path) -> tuple[list[dict[str, Any]], Any]:
    from marsad.evaluation import coded_gold, read_gold
    from marsad.evaluation import evaluate as compared

    texts = read_gold(path)
    return texts, compared(texts, coded_gold(texts))


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Shows the version where asked."""
    if version:
        from marsad import __version__

        typer.echo(__version__)
        raise typer.Exit(DONE)

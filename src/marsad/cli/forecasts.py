"""The commands of the ledger: what was foretold, and who was right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from marsad.cli.app import SOME_FAILED, app
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, FormatOption, OutOption
from marsad.cli.output import checked, checked_format, complain, console, output, write_records
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.ledger import Ledger, State
    from marsad.ledger.asides import By

forecasts = typer.Typer(
    help="What was foretold, and who was right.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(forecasts, name="forecasts")

ByOption = Annotated[
    str, typer.Option("--by", help="Who writes; stands in the log.", envvar="MARSAD_WHO", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Only what was foretold and known by this day (YYYY-MM-DD).")
]
QuestionArgument = Annotated[str, typer.Argument(help="Key of the question, or its id or how that begins.")]
WhyOption = Annotated[str, typer.Option(help="The reason, in words.", show_default=False)]

_GROUPS: Final = ("all", "forecaster", "outlet", "topic")


def writer(by: str) -> str:
    """Who writes: as told, else as the machine knows the person."""
    from getpass import getuser

    try:
        return by or getuser()
    except (KeyError, OSError) as error:  # a container without users
        raise UsageError("say who writes, with --by") from error


@forecasts.command("list")
def list_forecasts(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    questions: Annotated[bool, typer.Option("--questions", help="Questions in place of forecasts.")] = False,
    stage: Annotated[
        list[str] | None, typer.Option(help="not asked, draft, open, resolved, disputed or unfalsifiable.")
    ] = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List forecasts, those of the archive and those of the ledger, with what has become of them."""
    import marsad
    from marsad.asking import parsed_day
    from marsad.views import ledger_listing

    name, day = checked_format(format, out), parsed_day(as_of)
    with marsad.open(archive, readonly=True) as observatory:
        ledger = observatory.ledger()
        if questions:
            _list_questions(ledger.known(day), stage, name, out)
            return
        found = [one for one in ledger.forecasts(day) if not stage or one.stage in stage]
    columns = ledger_listing.LISTED_COLUMNS, ledger_listing.SHOWN_LISTED_COLUMNS
    row = ledger_listing.shown_listed_row if name == "table" else ledger_listing.listed_row
    write_records(found, lambda one: [row(one)], columns, name, out)


def _list_questions(state: State, stages: list[str] | None, name: str, out: Path | None) -> None:
    from marsad.ledger.exports import QUESTION_COLUMNS, question_rows
    from marsad.views import ledger_listing

    found = [row for row in question_rows(state) if not stages or row["stage"] in stages]
    rows = ledger_listing.rows_of(found, QUESTION_COLUMNS)
    _write_rows(rows, (QUESTION_COLUMNS, ledger_listing.SHOWN_QUESTION_COLUMNS), name, out)


def _write_rows(
    rows: Iterable[dict[str, Any]], columns: tuple[Iterable[str], Iterable[str]], name: str, out: Path | None
) -> None:
    from marsad.ledger.rows import cells

    shown = [row if name == "jsonl" else cells(row) for row in rows]
    write_records(shown, lambda row: [row], (list(columns[0]), list(columns[1])), name, out)


@forecasts.command()
def score(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    group: Annotated[
        str, typer.Option(help="all, forecaster, outlet or topic; forecasters also head to head.")
    ] = "forecaster",
    first: Annotated[
        bool, typer.Option("--first", help="The first forecast of a series counts, not the last.")
    ] = False,
    independent: Annotated[
        bool, typer.Option("--independent", help="Without what the forecaster's own side marked or decided.")
    ] = False,
    diagram: Annotated[Path | None, typer.Option(help="Also draw the reliability diagram, an .svg.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the diagram: ar or en.")] = "ar",
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Score what was decided: Brier, log, skill, calibration, each with its number and interval."""
    import marsad
    from marsad.asking import parsed_day
    from marsad.views import ledger_listing

    name, day = checked_format(format, out), parsed_day(as_of)
    wanted = cast("By", checked("--group", group, _GROUPS))
    checked("--lang", lang, ("ar", "en"))
    with marsad.open(archive, readonly=True) as observatory:
        ledger = observatory.ledger()
        options: dict[str, Any] = {
            "at": "first" if first else "last", "as_of": day, "independent": independent,
        }  # fmt: skip
        found = ledger.scores(wanted, **options)
        pairs = ledger.head_to_head(**options) if wanted == "forecaster" else []
        if diagram is not None:
            _draw(ledger, diagram, lang, options)
    if name == "table":
        ledger_listing.print_scores(found, pairs, console())
        return
    rows: list[Any] = [*found, *pairs] if name == "jsonl" else found
    columns = ledger_listing.SCORE_COLUMNS, ledger_listing.SCORE_COLUMNS
    write_records(rows, lambda one: [ledger_listing.score_row(one)], columns, name, out)


def _draw(ledger: Ledger, path: Path, lang: str, options: dict[str, Any]) -> None:
    from marsad.views.reliability import reliability_svg

    if path.suffix.lower() != ".svg":
        raise UsageError(f"{path}: a diagram is saved as .svg")
    curve = ledger.curve(**options)
    (whole,) = ledger.scores("all", **options)
    picture = reliability_svg(curve, whole, lang)
    with output(path) as stream:
        stream.write(picture.encode())


@forecasts.command()
def due(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the questions that wait for a person: past their deadline, disputed, or with evidence waiting."""
    from marsad.asking import parsed_day
    from marsad.views import ledger_listing

    name, day = checked_format(format, out), parsed_day(as_of)
    with opened_for_keeping(archive) as observatory:
        found = observatory.ledger().due(day)
    columns = ledger_listing.DUE_COLUMNS, ledger_listing.SHOWN_DUE_COLUMNS
    write_records(found, lambda one: [ledger_listing.due_row(one)], columns, name, out)


@forecasts.command()
def verify(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    head: Annotated[
        str | None,
        typer.Option(help="Hash of an entry, written down before; it must still be there."),
    ] = None,
) -> None:
    """Check the log from its first entry to its last; exit code 1 where anything was changed."""
    import marsad

    with marsad.open(archive, readonly=True) as observatory:
        ledger = observatory.ledger()
        flaws, entries = ledger.verify(head), ledger.entries()
    for flaw in flaws:
        complain(flaw.problem)
    if flaws:
        raise typer.Exit(SOME_FAILED)
    last = f", the last one {entries[-1].hash}" if entries else ""
    typer.echo(f"{len(entries)} entries hold{last}")

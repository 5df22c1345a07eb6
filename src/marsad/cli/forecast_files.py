"""The commands that take the ledger in from files, and write it into them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from marsad.cli.forecasts import ByOption, forecasts, writer
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, FormatOption, OutOption
from marsad.cli.output import checked, checked_format, complain, exit_with, write_records
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.ledger import Ledger

_EXPORTS: Final = ("all", "questions", "forecasts", "log")


@forecasts.command("import")
def import_rows(
    files: Annotated[list[Path], typer.Argument(help="CSV, TSV, JSON or JSON lines; - is standard input.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    freeze: Annotated[bool, typer.Option("--freeze", help="Freeze every question at once.")] = False,
    by: ByOption = "",
) -> None:
    """Take questions, forecasts, evidence and decisions from files; a bad row does not stop the others."""
    import marsad
    from marsad.ledger.exchange import imported

    counts = {"added": 0, "already there": 0, "failed": 0}
    with marsad.open(archive) as observatory:
        ledger = observatory.ledger(writer(by))
        for path in files:
            for row in imported(ledger, _bytes(path), source=str(path), freeze=freeze):
                counts[row.outcome] += 1
                if row.error is not None:
                    complain(str(row.error))
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()), err=True)
    exit_with(counts["failed"])


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from error


@forecasts.command()
def export(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    what: Annotated[
        str, typer.Option(help="all (in the order of the log), questions, forecasts, or the log itself.")
    ] = "all",
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Write the ledger as rows that `import` takes, or the log as it stands."""
    import marsad
    from marsad.ledger.rows import cells
    from marsad.views.ledger_listing import rows_of

    name = checked_format(format, out)
    checked("--what", what, _EXPORTS)
    if what == "all" and name != "jsonl":
        raise UsageError("--what all holds rows of many kinds and goes into JSON lines alone")
    with marsad.open(archive, readonly=True) as observatory:
        found, columns = _exported(observatory.ledger(), what)
    shown = found if name == "jsonl" else [cells(row) for row in rows_of(found, columns)]
    write_records(shown, lambda row: [row], (columns, columns), name, out)


def _exported(ledger: Ledger, what: str) -> tuple[list[dict[str, Any]], Sequence[str]]:
    """Rows and their columns; those of many kinds have none in common."""
    from marsad.archive import LogEntry
    from marsad.ledger.exports import (
        FORECAST_COLUMNS,
        QUESTION_COLUMNS,
        all_rows,
        forecast_rows,
        question_rows,
    )

    if what == "questions":
        return list(question_rows(ledger.state)), QUESTION_COLUMNS
    if what == "forecasts":
        return list(forecast_rows(ledger.state)), FORECAST_COLUMNS
    if what == "log":
        return [entry.as_dict() for entry in ledger.entries()], LogEntry.__struct_fields__
    return list(all_rows(ledger.state, ledger.entries())), ()

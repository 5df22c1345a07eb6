"""The commands of decisions: what people said of what the machine read."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from marsad.cli.app import SOME_FAILED, app
from marsad.cli.forecasts import ByOption, WhyOption, writer
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, FormatOption, OutOption
from marsad.cli.output import checked, checked_format, output, write_records

decisions = typer.Typer(
    help="What people decided about what was read.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(decisions, name="decisions")

_KINDS: Final = ("correct", "confirm", "drop", "add", "merge", "split", "annotate", "undo")


@decisions.command("list")
def list_decisions(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    kind: Annotated[list[str] | None, typer.Option(help=f"{', '.join(_KINDS)}; may be repeated.")] = None,
    who: Annotated[str | None, typer.Option(help="Only those of this person.")] = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List what people decided, with who and when, and what was taken back."""
    import marsad
    from marsad.views.decision_listing import DECISION_COLUMNS, SHOWN_DECISION_COLUMNS, decision_row

    name = checked_format(format, out)
    for one in kind or ():
        checked("--kind", one, _KINDS)
    with marsad.open(archive, readonly=True) as observatory:
        rows = [decision_row(one) for one in observatory.decision_records(kind=kind, who=who)]
    write_records(rows, lambda row: [row], (DECISION_COLUMNS, SHOWN_DECISION_COLUMNS), name, out)


@decisions.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the decision.", min=1)],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    by: ByOption = "",
    why: WhyOption = "",
) -> None:
    """Take a decision back; both stay on the list."""
    with opened_for_keeping(archive) as observatory:
        made = observatory.decide("undo", number, by=writer(by), why=why)
    typer.echo(f"decision {number} is taken back by decision {made.number}")


@decisions.command()
def unfit(
    archive: ArchiveOption = DEFAULT_ARCHIVE, format: FormatOption = None, out: OutOption = None
) -> None:
    """List the decisions that do not fit the texts as they are coded now; exit code 1 where there are any."""
    import marsad
    from marsad.views.decision_listing import SHOWN_UNFIT_COLUMNS, UNFIT_COLUMNS

    name = checked_format(format, out)
    with marsad.open(archive, readonly=True) as observatory:
        rows = observatory.unfit()
    write_records(rows, lambda row: [row], (UNFIT_COLUMNS, SHOWN_UNFIT_COLUMNS), name, out)
    if rows:
        raise typer.Exit(SOME_FAILED)


@decisions.command()
def export(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    annotator: Annotated[
        str | None, typer.Option(help="What this person annotated; without, sentences with corrected events.")
    ] = None,
    out: OutOption = None,
) -> None:
    """Write what people decided as gold, one sentence a line, for marsad evaluate."""
    import msgspec

    import marsad

    with marsad.open(archive, readonly=True) as observatory:
        lines = observatory.gold(annotator)
    with output(out) as stream:
        for line in lines:
            stream.write(msgspec.json.encode(line) + b"\n")
    typer.echo(f"marsad: {len(lines)} sentences", err=True)


@decisions.command()
def agreement(
    one: Annotated[str, typer.Argument(help="Who annotated; stands for gold in F1.")],
    other: Annotated[str, typer.Argument(help="Who annotated the same sentences.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Show how far two people agree on the sentences that both annotated: kappa and F1, with intervals."""
    import marsad
    from marsad.views.agreement_listing import AGREEMENT_COLUMNS, agreement_rows

    name = checked_format(format, out)
    with marsad.open(archive, readonly=True) as observatory:
        rows = agreement_rows(observatory.agreement(one, other))
    write_records(rows, lambda row: [row], (AGREEMENT_COLUMNS, AGREEMENT_COLUMNS), name, out)

"""The command that lists the figures of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.app import app
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, AsOfOption, FormatOption, OutOption
from marsad.cli.output import checked_format, console, output

if TYPE_CHECKING:
    from marsad.observatory import Observatory


@app.command()
def figures(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    party: Annotated[list[str] | None, typer.Option(help="Code of a party; may be repeated.")] = None,
    what: Annotated[list[str] | None, typer.Option(help="What it is of, such as exports.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="Unit, such as USD or persons.")] = None,
    since: Annotated[str | None, typer.Option(help="Published from this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Until this day.")] = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the figures of an archive: numbers that say something about a party or a pair."""
    import marsad

    name = checked_format(format, out)
    wanted: dict[str, object] = {
        "party": party, "what": what, "unit": unit, "since": since, "until": until, "as_of": as_of,
    }  # fmt: skip
    with marsad.open(archive, readonly=True) as observatory:
        _list_figures(observatory, wanted, name, out)


def _list_figures(observatory: Observatory, wanted: dict[str, object], name: str, out: Path | None) -> None:
    import msgspec

    from marsad.views import listing
    from marsad.views.figure_listing import SHOWN_COLUMNS

    if name == "table":
        listing.print_table(observatory.figure_rows(**wanted), SHOWN_COLUMNS, console())
        return
    with output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, observatory.figure_records(**wanted)), stream)
        else:
            stream.write(listing.written_frame(observatory.figures(**wanted), name))

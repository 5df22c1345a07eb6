"""The commands that list stories and rival accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.app import app
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption, AsOfOption, FormatOption, OutOption
from marsad.cli.output import checked_format, console, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.records import Record

ActorOption = Annotated[list[str] | None, typer.Option("--actor", help="Code of the doer; may be repeated.")]
RecipientOption = Annotated[list[str] | None, typer.Option("--recipient", help="Code of the other side.")]
PartyOption = Annotated[list[str] | None, typer.Option("--party", help="Code on either side.")]
TypeOption = Annotated[list[str] | None, typer.Option("--type", help="PLOVER type, such as CONSULT.")]
StatusOption = Annotated[list[str] | None, typer.Option("--status", help="actual, negated or historical.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this day on (YYYY-MM-DD).")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Until this day.")]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Lowest confidence of an event in it.")
]


@app.command()
def stories(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the happenings of an archive, each once, with who tells of it and in how many accounts."""
    from marsad.views import story_listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.story_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence,
        )  # fmt: skip
    rows = [story_listing.story_row(story) for story in found]
    shown = story_listing.SHOWN_STORY_COLUMNS
    _listed(found, rows, (story_listing.STORY_COLUMNS, shown), name, out)


@app.command()
def rivals(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List accounts that cannot all hold, side by side; none of them is told as the fact."""
    from marsad.views import story_listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.rival_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence,
        )  # fmt: skip
    rows = [row for rival in found for row in story_listing.rival_rows(rival)]
    shown = story_listing.SHOWN_RIVAL_COLUMNS
    _listed(found, rows, (story_listing.RIVAL_COLUMNS, shown), name, out)


def _listed(
    found: Sequence[Record],
    rows: list[dict[str, Any]],
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    name: str,
    out: Path | None,
) -> None:
    """Writes records as JSON lines, or their rows: all columns, on a terminal those that fit."""
    import msgspec

    from marsad.views import listing

    every, shown = columns
    if name == "table":
        listing.print_table(rows, shown, console())
        return
    with output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        else:
            stream.write(listing.written_frame(listing.frame_of(rows, every), name))

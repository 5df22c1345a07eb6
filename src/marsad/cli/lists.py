"""The commands that list what an archive holds: events, claims, outlets, search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from marsad.cli.app import app
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ActorOption,
    ArchiveOption,
    AsOfOption,
    FormatOption,
    ImportedOption,
    OutOption,
    PartyOption,
    RecipientOption,
    SinceOption,
    StatusOption,
    TypeOption,
    UntilOption,
)
from marsad.cli.output import checked, checked_format, console, output, write_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.observatory import Observatory
    from marsad.stories import OutletProfile

_HIT_COLUMNS: Final = (
    "published", "outlet", "title", "text", "document", "sentence", "start", "end", "score",
)  # fmt: skip


@app.command()
def events(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Lowest confidence listed.")] = 0,
    imported: ImportedOption = True,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the events of an archive."""
    import marsad

    name = checked_format(format, out, events=True)
    with marsad.open(archive, readonly=True) as observatory:
        found = observatory.event_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence, imported=imported,
        )  # fmt: skip
        _list_events(found, name, out)


def _list_events(found: Iterable[Any], name: str, out: Path | None) -> None:
    import msgspec

    from marsad.views import listing

    if name == "table":
        listing.print_table([listing.event_row(event) for event in found], listing.SHOWN_COLUMNS, console())
        return
    with output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        elif name == "plover":
            listing.write_lines(map(listing.plover_line, found), stream)
        else:
            stream.write(listing.written_frame(listing.frame_of_events(found), name))


@app.command()
def claims(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: Annotated[list[str] | None, typer.Option(help="Code of the speaker; may be repeated.")] = None,
    verb: Annotated[list[str] | None, typer.Option(help="Class of the verb, such as denies.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Outlet that carries it, as written.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Lowest confidence listed.")] = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the claims of an archive: who says what, and how."""
    import marsad
    from marsad.views import listing

    name = checked_format(format, out)
    with marsad.open(archive, readonly=True) as observatory:
        found = observatory.claim_records(
            actor=actor, verb=verb, outlet=outlet, since=since, until=until, as_of=as_of,
            min_confidence=min_confidence,
        )  # fmt: skip
        columns = listing.CLAIM_COLUMNS, listing.SHOWN_CLAIM_COLUMNS
        write_records(found, lambda claim: [listing.claim_row(claim)], columns, name, out)


@app.command()
def outlets(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    per: Annotated[str, typer.Option(help="What a row is: outlet, state or sentence.")] = "outlet",
    actor: ActorOption = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; may be repeated.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the outlets of an archive: what they cover, whom they cite, how they tell the acts of states."""
    from marsad.views.outlet_listing import PER, looked_at

    checked("--per", per, PER)
    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.outlet_profiles(
            actor=actor, outlet=outlet, since=since, until=until, as_of=as_of
        )  # fmt: skip
    _list_outlets(found, per, name, out)
    typer.echo(f"marsad: {looked_at(found)}", err=True)


def opened_for_keeping(archive: str) -> Observatory:
    """An archive that is there, for writing if it can be: what is worked out is kept in it."""
    import marsad
    from marsad.errors import ArchiveWriteError

    readable = marsad.open(archive, readonly=True)
    try:
        writable = marsad.open(archive)
    except ArchiveWriteError:
        return readable
    readable.close()
    return writable


def _list_outlets(found: list[OutletProfile], per: str, name: str, out: Path | None) -> None:
    from marsad.views import listing, outlet_listing

    columns = outlet_listing.outlet_columns(per), outlet_listing.shown_columns(per)
    if name == "table" and per == "outlet":
        shown = [outlet_listing.outlet_row(profile, most=3) for profile in found]
        listing.print_table(shown, columns[1], console())
    elif name != "jsonl" or per == "outlet":
        write_records(found, lambda profile: outlet_listing.outlet_rows(profile, per), columns, name, out)
    else:
        records = [record for profile in found for record in outlet_listing.outlet_records(profile, per)]
        write_records(records, lambda record: [record], columns, name, out)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that a sentence must hold.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    limit: Annotated[int, typer.Option(min=1, help="Most sentences shown.")] = 20,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Find sentences; prefixes such as و and ال and spelling variants are seen through."""
    import marsad

    name = checked_format(format, out)
    with marsad.open(archive, readonly=True) as observatory:
        _list_hits(observatory.search(" ".join(words), limit), name, out)


def _list_hits(found: list[dict[str, Any]], name: str, out: Path | None) -> None:
    import msgspec

    from marsad.views import listing

    if name == "table":
        listing.print_table(found, _HIT_COLUMNS[:4], console())
        return
    with output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        else:
            stream.write(listing.written_frame(listing.frame_of(found, _HIT_COLUMNS), name))

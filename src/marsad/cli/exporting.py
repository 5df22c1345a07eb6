"""The command that writes an archive, or a part of it, to a file: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from marsad.cli.app import app
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ActorOption,
    ArchiveOption,
    AsOfOption,
    PartyOption,
    RecipientOption,
    SinceOption,
    StatusOption,
    TypeOption,
    UntilOption,
)
from marsad.cli.output import checked, checked_format, output, write_records
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from marsad.observatory import Observatory
    from marsad.records import Document

_WHAT: Final = ("archive", "documents", "events", "claims", "forecasts", "figures", "stories")
_DOCUMENT_COLUMNS: Final = (
    "id", "published", "outlet", "author", "title", "url", "language", "text", "derived_from", "retrieved",
)  # fmt: skip
_TAKES: Final = {
    "documents": ("outlet", "since", "until"),
    "events": (
        "actor", "recipient", "party", "type", "status", "outlet", "since", "until", "as_of",
        "min_confidence", "coder",
    ),
    "claims": ("actor", "outlet", "since", "until", "as_of", "min_confidence", "coder"),
    "forecasts": ("actor", "outlet", "since", "until", "as_of", "min_confidence", "coder"),
    "figures": ("party", "since", "until", "as_of", "coder"),
    "stories": ("actor", "recipient", "party", "type", "status", "since", "until", "as_of", "min_confidence"),
}  # fmt: skip
"""Filters that mean something, by what is exported."""


class _Listed(NamedTuple):
    found: Iterable[Any]
    rows_of: Callable[[Any], Iterable[dict[str, Any]]]
    columns: Sequence[str]


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write; a note of it is put beside.")],
    what: Annotated[
        str,
        typer.Option(help="archive (all of it), documents, events, claims, forecasts, figures or stories."),
    ] = "archive",
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Outlet, as written; may be repeated.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Lowest confidence.")] = 0,
    coder: Annotated[str | None, typer.Option(help="Codings of this version of the coder.")] = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="jsonl, csv, parquet or xlsx; events also plover.")
    ] = None,
) -> None:
    """Write an archive, or a part of it, to a file, with a note of what made it and how to cite it."""
    import marsad

    given = {
        "actor": actor, "recipient": recipient, "party": party, "type": type, "status": status,
        "outlet": outlet, "since": since, "until": until, "as_of": as_of,
        "min_confidence": min_confidence, "coder": coder,
    }  # fmt: skip
    query = _query(checked("--what", what, _WHAT), {name: value for name, value in given.items() if value})
    name = checked_format(format, out, events=what == "events")
    if what == "archive" and name != "jsonl":
        raise UsageError("a whole archive goes into JSON lines; for another format tell --what")
    with marsad.open(archive, readonly=True) as observatory:
        _write(observatory, what, query, name, out)
        _write_note(observatory.name, what, query, out)


def _query(what: str, given: dict[str, Any]) -> dict[str, Any]:
    for name in given:
        if name not in _TAKES.get(what, ()):
            raise UsageError(f"--{name.replace('_', '-')} means nothing for --what {what}")
    return given


def _write(observatory: Observatory, what: str, query: dict[str, Any], name: str, out: Path) -> None:
    from marsad.views import listing

    if what == "archive":
        with output(out) as stream:
            listing.write_lines(observatory.export_lines(), stream)
        return
    listed = _listed(observatory, what, query, name)
    if name == "plover":
        with output(out) as stream:
            listing.write_lines(map(listing.plover_line, listed.found), stream)
        return
    write_records(listed.found, listed.rows_of, (listed.columns, ()), name, out)


def _listed(observatory: Observatory, what: str, query: dict[str, Any], name: str) -> _Listed:
    from marsad.views import figure_listing, forecast_listing, listing, story_listing

    if what == "documents":
        documents = observatory.document_records(**query)
        return _Listed(documents, lambda one: [_document_row(one)], _DOCUMENT_COLUMNS)
    if what == "events":
        found = observatory.event_records(**query)
        return _Listed(found, lambda one: [listing.event_row(one)], listing.EVENT_COLUMNS)
    if what == "claims":
        told = observatory.claim_records(**query)
        return _Listed(told, lambda one: [listing.claim_row(one)], listing.CLAIM_COLUMNS)
    if what == "forecasts":
        foretold = observatory.forecast_records(**query)
        columns = forecast_listing.FORECAST_COLUMNS
        return _Listed(foretold, lambda one: [forecast_listing.forecast_row(one)], columns)
    if what == "figures":
        figures = observatory.figure_records(**query) if name == "jsonl" else observatory.figure_rows(**query)
        return _Listed(figures, lambda row: [row], figure_listing.FIGURE_COLUMNS)
    stories = observatory.story_records(**query)
    return _Listed(stories, lambda one: [story_listing.story_row(one)], story_listing.STORY_COLUMNS)


def _document_row(document: Document) -> dict[str, Any]:
    plain = document.as_dict()
    return {name: plain[name] for name in _DOCUMENT_COLUMNS}


def _write_note(name: str, what: str, query: dict[str, Any], out: Path) -> None:
    import msgspec

    from marsad.observatory.noting import note_of

    note = msgspec.json.format(msgspec.json.encode(note_of(name, what, query)), indent=2)
    with output(out.with_name(f"{out.name}.note.json")) as stream:
        stream.write(note + b"\n")

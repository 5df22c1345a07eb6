"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

DEFAULT_ARCHIVE: Final = "marsad.db"

ArchiveOption = Annotated[
    str, typer.Option("--archive", "-a", help="Archive: a file or a database URL.", envvar="MARSAD_ARCHIVE")
]
FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, jsonl, csv, parquet or xlsx; events also plover.")
]
SourcesArgument = Annotated[
    list[str], typer.Argument(help="Files, folders, patterns, addresses, or - for standard input.")
]
OutletOption = Annotated[
    str | None, typer.Option(help="Outlet of the texts; goes before what a page says of itself.")
]
PublishedOption = Annotated[
    str | None, typer.Option(help="Day (YYYY-MM-DD) of the texts; goes before what a page says of itself.")
]
ReservedOption = Annotated[
    bool,
    typer.Option("--reserved", help="Also web pages whose publisher reserves text and data mining."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="File to write; standard output without.")
]
TextsArgument = Annotated[
    list[str],
    typer.Argument(
        help="JSON lines of texts, Parquet, WARC, pages; files, folders, patterns, URLs of an object "
        "storage, or - for JSON lines on standard input."
    ),
]
IntoOption = Annotated[
    Path | None, typer.Option(help="Folder of part files to write; a second run goes on where it was.")
]
RecordsOption = Annotated[str, typer.Option(help="What to write: events, claims, forecasts or figures.")]
LeastOption = Annotated[float | None, typer.Option(min=0, max=1, help="Lowest confidence kept.")]
AsOfOption = Annotated[str | None, typer.Option(help="Only what was published by this day (YYYY-MM-DD).")]
ImportedOption = Annotated[
    bool, typer.Option("--imported/--no-imported", help="With events imported from others' data, or without.")
]
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
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes that read and code.")]
EngineOption = Annotated[str, typer.Option(help="What they run on: local or ray.")]
RayOption = Annotated[
    str | None, typer.Option(help="Ray cluster, such as ray://head:10001; without, Ray is started here.")
]
ChunkOption = Annotated[
    str | None, typer.Option(help="Only chunk K of N of the inputs, written K/N; all chunks are the whole.")
]

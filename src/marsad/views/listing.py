"""Lists in the formats people ask for: table, JSON lines, CSV, Parquet, XLSX and PLOVER JSON lines.

Spreadsheet cells that a program could take for a formula are guarded with an apostrophe (CSV injection,
CWE-1236); JSON and Parquet keep the text as it is.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import msgspec

from marsad.errors import UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl
    from rich.console import Console

    from marsad.records import Claim, Entity, Event

FORMATS: Final = ("table", "jsonl", "csv", "parquet", "xlsx")
EVENT_FORMATS: Final = (*FORMATS, "plover")
_FORMULA: Final = r"^([=+\-@\t\r])"
_TABLE_TEXT: Final = 160

EVENT_COLUMNS: Final = (
    "date", "type", "mode", "actors", "recipients", "status", "voices", "place", "confidence", "text",
    "contexts", "end_date", "date_precision", "document", "sentence", "start", "end", "id", "imported",
)  # fmt: skip

SHOWN_COLUMNS: Final = ("date", "type", "actors", "recipients", "status", "text")
"""What fits on a terminal."""

CLAIM_COLUMNS: Final = (
    "speaker", "country", "sector", "verb", "content", "quoted", "confidence", "wikidata", "document",
    "sentence", "start", "end", "id",
)  # fmt: skip

SHOWN_CLAIM_COLUMNS: Final = ("speaker", "country", "verb", "content")

_WIDE: Final = (
    "content", "speaker", "text", "title", "name", "name_ar", "office", "outlet", "cites", "covers", "matter",
    "says", "speakers", "tells", "forecaster", "parties", "actors", "recipients", "what",
    "verdict", "not scored", "flags",
)  # fmt: skip


def checked_format(name: str, allowed: Sequence[str] = FORMATS) -> str:
    """The name of a format that exists.

    Raises:
        UnknownCodeError: another name.
    """
    if name not in allowed:
        raise UnknownCodeError(f"unknown format {name!r}; known: {', '.join(allowed)}")
    return name


def event_row(event: Event) -> dict[str, Any]:
    """An event as one flat row: parties as codes, voices as "code verb"."""
    return {
        "date": event.date,
        "type": event.type,
        "mode": event.mode,
        "actors": _codes(event.actors),
        "recipients": _codes(event.recipients),
        "status": event.status,
        "voices": " < ".join(f"{_said(voice.speaker)} {voice.verb}" for voice in event.voices) or None,
        "place": event.place.text if event.place else None,
        "confidence": event.confidence,
        "text": event.text,
        "contexts": " ".join(event.contexts),
        "end_date": event.end_date,
        "date_precision": event.date_precision,
        "document": event.document,
        "sentence": event.sentence,
        "start": event.start,
        "end": event.end,
        "id": event.id,
        "imported": _row_of(event),
    }


def _row_of(event: Event) -> str | None:
    """Where an event of others' data stands: "gdelt FILE:LINE URL"."""
    row = event.imported
    if row is msgspec.UNSET:
        return None
    return " ".join(part for part in (row.format, f"{row.file}:{row.line}", row.url) if part)


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as one flat row: the speaker in words, or by name where the sentence leaves it unsaid."""
    speaker = claim.speaker
    return {
        "speaker": speaker.text or speaker.name_ar or speaker.name,
        "country": speaker.country,
        "sector": speaker.sector,
        "verb": claim.verb,
        "content": claim.content,
        "quoted": claim.quoted,
        "confidence": claim.confidence,
        "wikidata": speaker.id,
        "document": claim.document,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "id": claim.id,
    }


def _codes(parties: Iterable[Entity]) -> str:
    return " ".join(dict.fromkeys(party.country for party in parties))


def _said(party: Entity) -> str:
    return party.text or party.name or party.country


def frame_of_events(events: Iterable[Event]) -> pl.DataFrame:
    """Events as a data frame, one row each, columns `EVENT_COLUMNS`."""
    return frame_of([event_row(event) for event in events], EVENT_COLUMNS)


def frame_of_claims(claims: Iterable[Claim]) -> pl.DataFrame:
    """Claims as a data frame, one row each, columns `CLAIM_COLUMNS`."""
    return frame_of([claim_row(claim) for claim in claims], CLAIM_COLUMNS)


def frame_of(found: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pl.DataFrame:
    """Rows as a data frame with the columns given, also where there are no rows."""
    import polars as pl  # noqa: PLC0415 - 200 ms to import, only where a frame is asked for

    if not found:
        return pl.DataFrame({column: [] for column in columns})
    return pl.DataFrame([dict(row) for row in found], infer_schema_length=None).select(columns)


def plover_line(event: Event) -> bytes:
    """An event as one line in the shape of PLOVER's JSON interchange format."""
    return msgspec.json.encode(
        {
            "id": event.id,
            "date": event.date,
            "type": event.type,
            "mode": event.mode,
            "context": list(event.contexts),
            "actor": [_plover_party(party) for party in event.actors],
            "recipient": [_plover_party(party) for party in event.recipients],
            "status": event.status,
            "text": event.text,
            "storyid": event.document,
            "confidence": event.confidence,
        }
    )


def _plover_party(party: Entity) -> dict[str, Any]:
    return {"text": party.text, "country": party.country, "sector": party.sector, "wiki": party.id}


def write_lines(lines: Iterable[bytes], out: BinaryIO) -> None:
    """Lines to a stream, each with its line end."""
    out.writelines(line + b"\n" for line in lines)


def written_frame(frame: pl.DataFrame, name: str) -> bytes:
    """A data frame as the bytes of a CSV, Parquet or XLSX file.

    Raises:
        UnknownCodeError: another format.
    """
    buffer = BytesIO()
    if name == "csv":
        guarded(frame).write_csv(buffer, include_bom=True)
    elif name == "xlsx":
        guarded(frame).write_excel(buffer)
    elif name == "parquet":
        frame.write_parquet(buffer)
    else:
        raise UnknownCodeError(f"unknown format {name!r}")
    return buffer.getvalue()


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before every text that a spreadsheet could take for a formula."""
    import polars as pl  # noqa: PLC0415

    return frame.with_columns(pl.col(pl.String).str.replace(_FORMULA, "'$1"))


def print_table(found: Sequence[Mapping[str, Any]], columns: Sequence[str], console: Console) -> None:
    """Rows as a table on a terminal, long texts cut."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(show_edge=False, pad_edge=False)
    for column in columns:
        wide = column in _WIDE
        ratio, least = (_RATIOS.get(column, 1), _LEAST_WIDE) if wide else (None, None)
        table.add_column(column, no_wrap=not wide, ratio=ratio, min_width=least)
    for row in found:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    console.print(table)


def _cell(value: object) -> str:
    text = "" if value is None else "".join(" " if char.isspace() else char for char in str(value))
    text = "".join(char for char in text if char.isprintable() or char in _JOINERS)
    return text if len(text) <= _TABLE_TEXT else text[: _TABLE_TEXT - 1] + "…"


_RATIOS: Final = {"says": 3, "text": 3, "content": 3}
"""Shares of the width that is left; of other long texts one."""
_LEAST_WIDE: Final = 8

_JOINERS: Final = "\u200c\u200d"
"""Zero-width letters that Arabic script needs; other unseen characters could steer the terminal."""

"""What a worker does with a task: reads its pieces and codes what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

import msgspec

from marsad.bulk.lines import lines_in
from marsad.bulk.pieces import Group, Piece
from marsad.bulk.storage import is_stored, opened
from marsad.bulk.texts import Text, given_text, text_of_line, text_of_row
from marsad.coding import MINIMUM_CONFIDENCE, code_document
from marsad.errors import InputError
from marsad.reading.encodings import MAX_BYTES
from marsad.reading.jsonl import Given, documents_of_lines
from marsad.reading.parquet import parquet_rows, read_parquet
from marsad.reading.sources import documents_of, kind_of
from marsad.records import Coding, Document  # noqa: TC001 - of named tuples

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from marsad.bulk.texts import TextLine

CHUNK: Final = 200
"""Lines of a stream that a worker takes at once."""

RecordKind = Literal["events", "claims", "forecasts", "figures"]
"""The kinds of records that can be asked for, by their names in `marsad.records.Coding`."""

_Made = TypeVar("_Made")
_Raw = TypeVar("_Raw")


class Asked(NamedTuple):
    """What is asked of the inputs, the same for all.

    Attributes:
        records: which records are given.
        minimum: lowest confidence written; None takes the coder's own.
        outlet: of texts that name none.
        published: day of texts that name none.
        reserved: also pages of a crawl that their publisher reserves from being mined.
    """

    records: RecordKind = "events"
    minimum: float | None = None
    outlet: str | None = None
    published: dt.date | None = None
    reserved: bool = False


class Lines(NamedTuple):
    """Numbered JSON lines that were read already, from a stream."""

    source: str
    lines: list[tuple[int, bytes]]


class Fetched(NamedTuple):
    """What was read already: fetched from the web, or from standard input."""

    found: Document | InputError


Task = Group | Lines | Fetched


class Outcome(NamedTuple):
    """What became of one text: its records as JSON lines, or the error."""

    records: tuple[bytes, ...]
    error: InputError | None


class ReadAndCoded(NamedTuple):
    """A document with its coding, or the error."""

    document: Document | None
    coding: Coding | None
    error: InputError | None


def outcomes_of(task: Task, asked: Asked) -> Iterator[Outcome]:
    """The records of all texts of a task, in order."""
    for found in texts_of(task, asked):
        yield _outcome(found, asked)


def _outcome(found: Text | InputError, asked: Asked) -> Outcome:
    if isinstance(found, InputError):
        return Outcome((), found)
    made = _guarded(lambda: _coding(found, asked), found.source, found.number)
    if isinstance(made, InputError):
        return Outcome((), made)
    return Outcome(tuple(msgspec.json.encode(record) for record in getattr(made, asked.records)), None)


def _coding(text: Text, asked: Asked) -> Coding:
    least = MINIMUM_CONFIDENCE if asked.minimum is None else asked.minimum
    return code_document(text.document, before=text.before, minimum=least, records=frozenset({asked.records}))


def texts_of(task: Task, asked: Asked) -> Iterator[Text | InputError]:
    """The texts of a task, in order; what cannot be used is an error."""
    if isinstance(task, Lines):
        for number, line in task.lines:
            yield _given(text_of_line, line, task.source, number, asked)
    elif isinstance(task, Fetched):
        yield _text_of_document(task.found)
    else:
        for piece in task:
            yield from _texts_in_piece(piece, asked)


def _texts_in_piece(piece: Piece, asked: Asked) -> Iterator[Text | InputError]:
    if piece.kind == "lines":
        for found in lines_in(piece):
            if isinstance(found, InputError):
                yield found
            else:
                yield _given(text_of_line, found[1], piece.name, found[0], asked)
    elif piece.kind == "parquet":
        for row in parquet_rows(piece.name, ("id", "text"), piece.start, piece.stop):
            if isinstance(row, InputError):
                yield row
            else:
                yield _given(text_of_row, row[1], piece.name, row[0], asked)
    else:
        yield from map(_text_of_document, documents_in_piece(piece, asked))


def _given(
    reader: Callable[[_Raw, str, int], TextLine], raw: _Raw, source: str, number: int, asked: Asked
) -> Text | InputError:
    def text() -> Text:
        return given_text(_completed(reader(raw, source, number), asked), source, number)

    return _guarded(text, source, number)


def _completed(text: TextLine, asked: Asked) -> TextLine:
    """A text with what holds where it does not say."""
    if not (asked.outlet or asked.published):
        return text
    day = text.published or (asked.published.isoformat() if asked.published else None)
    return msgspec.structs.replace(text, outlet=text.outlet or asked.outlet, published=day)


def _text_of_document(found: Document | InputError) -> Text | InputError:
    return found if isinstance(found, InputError) else Text(found, "", found.url or found.id)


def _guarded(make: Callable[[], _Made], source: str, number: int | None) -> _Made | InputError:
    try:
        return make()
    except InputError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a text that trips the coder must not end a run of millions
        return InputError(source, f"could not be coded: {type(error).__name__}: {error}", number)


def documents_of_task(task: Task, asked: Asked) -> Iterator[ReadAndCoded]:
    """The documents of a task with all that is coded in them, in order."""
    if isinstance(task, Fetched):
        yield read_and_coded(task.found)
    elif not isinstance(task, Lines):
        for piece in task:
            for found in documents_in_piece(piece, asked):
                yield read_and_coded(found)


def read_and_coded(found: Document | InputError) -> ReadAndCoded:
    """A document with its coding; the error where there is one."""
    if isinstance(found, InputError):
        return ReadAndCoded(None, None, found)
    coding = _guarded(lambda: code_document(found), found.url or found.id, None)
    if isinstance(coding, InputError):
        return ReadAndCoded(None, None, coding)
    return ReadAndCoded(found, coding, None)


def documents_in_piece(piece: Piece, asked: Asked) -> Iterator[Document | InputError]:
    """The documents of a piece as `marsad add` reads them; errors are yielded."""
    given = Given(asked.outlet, asked.published)
    if piece.problem is not None:
        yield piece.problem
    elif piece.kind == "lines":
        yield from documents_of_lines(lines_in(piece), piece.name, given)
    elif piece.kind == "parquet":
        yield from read_parquet(piece.name, given, piece.start, piece.stop)
    elif piece.kind == "warc":
        yield from _documents_of_warc(piece, asked)
    elif is_stored(piece.name):
        yield from _documents_of_object(piece, asked)
    else:
        yield from documents_of(piece.name, asked.outlet, asked.published)


def _documents_of_warc(piece: Piece, asked: Asked) -> Iterator[Document | InputError]:
    from marsad.reading.warc import read_warc  # noqa: PLC0415 - needed for WARC files alone

    try:
        with opened(piece.name) as stream:
            yield from read_warc(
                piece.name, outlet=asked.outlet, published=asked.published, reserved=asked.reserved,
                file=stream, part=(piece.start, piece.stop),
            )  # fmt: skip
    except InputError as error:
        yield error


def _documents_of_object(piece: Piece, asked: Asked) -> Iterator[Document | InputError]:
    from marsad.reading.sources import read_bytes  # noqa: PLC0415 - see above

    try:
        with opened(piece.name) as stream:
            data = stream.read(MAX_BYTES + 1)
    except InputError as error:
        yield error
        return
    yield from read_bytes(
        data, source=piece.name, kind=kind_of(piece.name), outlet=asked.outlet, published=asked.published
    )

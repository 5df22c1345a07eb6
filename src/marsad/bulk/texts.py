"""One text as it stands in a JSON line or a row → its coding."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from marsad.coding import MINIMUM_CONFIDENCE, RECORDS, code_document
from marsad.errors import MalformedError
from marsad.records import Document, joined_text

if TYPE_CHECKING:
    from marsad.records import Coding, Event

_DAY_LENGTH: Final = len("2024-05-10")


class TextLine(msgspec.Struct, frozen=True):
    """One text to code, as it stands in a JSON line."""

    id: str | int
    text: str
    before: str = ""
    published: str | None = None
    title: str | None = None
    outlet: str | None = None


class Text(NamedTuple):
    """A text to code.

    Attributes:
        document: the text itself.
        before: text that stood before it, which is read as context.
        source: what it stands in, for messages.
        number: of its line or row there; of a large file, counted within the piece that was read.
    """

    document: Document
    before: str
    source: str
    number: int | None = None


def text_of_line(line: bytes, source: str, number: int) -> TextLine:
    """The text of a JSON line.

    Raises:
        MalformedError: it is no JSON, or its fields are not as they should be.
    """
    try:
        return checked(msgspec.json.decode(line, type=TextLine), source, number)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(source, str(error), number) from error


def text_of_row(row: dict[str, Any], source: str, number: int) -> TextLine:
    """The text of a row of a table; what is null counts as not there.

    Raises:
        MalformedError: a field is missing, or not as it should be.
    """
    there = {name: value for name, value in row.items() if value is not None}
    try:
        return checked(msgspec.convert(there, TextLine), source, number)
    except msgspec.ValidationError as error:
        raise MalformedError(source, str(error), number) from error


def checked(text: TextLine, source: str, number: int) -> TextLine:
    """The text itself, if its day is one.

    Raises:
        MalformedError: it is none.
    """
    if text.published and not _is_day(text.published):
        raise MalformedError(source, f"`published` is no ISO date: {text.published!r}", number)
    return text


def _is_day(text: str) -> bool:
    try:
        _day(text)
    except ValueError:
        return False
    return True


def _day(text: str) -> dt.date:
    """The day of a date or of a timestamp."""
    return dt.date.fromisoformat(text[:_DAY_LENGTH])


def code_text_line(text: TextLine, minimum: float | None = None) -> tuple[Event, ...]:
    """Events of one text, in order; see `coding_of_line`."""
    return coding_of_line(text, minimum, frozenset({"events"})).events


def coding_of_line(text: TextLine, minimum: float | None = None, records: frozenset[str] = RECORDS) -> Coding:
    """All that is coded in one text.

    Args:
        text: the text, its ``published`` an ISO date.
        minimum: lowest confidence written; None takes the coder's own.
        records: what is asked for; all by default.
    """
    least = MINIMUM_CONFIDENCE if minimum is None else minimum
    return code_document(document_of_line(text), before=text.before, minimum=least, records=records)


def document_of_line(text: TextLine) -> Document:
    """The document that a text stands for."""
    joined, body_start = joined_text(text.title, text.text)
    return Document(
        id=str(text.id),
        outlet=text.outlet,
        title=text.title,
        published=_day(text.published) if text.published else None,
        text=joined,
        body_start=body_start,
    )


def given_text(text: TextLine, source: str, number: int | None = None) -> Text:
    """A line of texts as a text to code."""
    return Text(document_of_line(text), text.before, source, number)

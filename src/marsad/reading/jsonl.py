"""JSON lines → Documents: texts whose parts are already told apart.

``text`` (or ``body``) is taken as clean: it is not classified again. A record that `marsad read` wrote comes
back as it was. ``raw`` is a pasted page and ``html`` a page; they are read as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from marsad.errors import InputError, MalformedError
from marsad.reading.cleaning import clean_text, inline
from marsad.reading.encodings import decoded
from marsad.reading.folding import folded
from marsad.reading.html import read_html
from marsad.reading.language import language_of
from marsad.reading.metadata import iso_day
from marsad.reading.text import read_text
from marsad.records import Document, PublishedBasis, document_id, joined_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

_TEXTS = ("id", "url", "outlet", "author", "title", "derived_from", "language", "retrieved")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of every record that does not say it itself."""

    outlet: str | None = None
    published: dt.date | None = None


def read_jsonl(
    data: bytes, *, source: str, outlet: str | None = None, published: dt.date | None = None
) -> Iterator[Document | InputError]:
    """A document or an error for every non-blank line; a bad line does not stop the others.

    Args:
        data: JSON lines, or one JSON array or object.
        source: its name, for messages.
        outlet: outlet of records that name none.
        published: day of records that name none.
    """
    yield from documents_of_lines(_json_values(data), source, Given(outlet, published))


def documents_of_lines(
    lines: Iterable[tuple[int, bytes] | InputError], source: str, given: Given
) -> Iterator[Document | InputError]:
    """A document or an error for every numbered line, each a JSON object; errors among them are passed on."""
    for found in lines:
        if isinstance(found, InputError):
            yield found
            continue
        number, line = found
        try:
            yield _document(_object(line, source, number), source, number, given)
        except MalformedError as error:
            yield error if error.line is not None else MalformedError(source, error.problem, number)
        except InputError as error:
            yield error if error.line is not None else type(error)(source, error.problem, number)


def document_of_row(row: dict[str, Any], source: str, number: int, given: Given) -> Document:
    """The document of a row of a table.

    Raises:
        InputError: it cannot be made, with the number of the row.
    """
    try:
        return _document(row, source, number, given)
    except InputError as error:
        raise type(error)(source, error.problem, number) from error


def _json_values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Line numbers and JSON texts: the lines, or the items of an array, or one object over many lines."""
    data = _as_utf8(data)
    whole = _whole(data)
    if isinstance(whole, list):
        yield from ((number, msgspec.json.encode(item)) for number, item in enumerate(whole, 1))
    elif isinstance(whole, dict):
        yield 1, data
    else:
        lines = enumerate(data.split(b"\n"), 1)
        yield from ((number, line) for number, line in lines if line.strip())


def _as_utf8(data: bytes) -> bytes:
    """JSON is UTF-8; what has the mark of UTF-16 or is of a code page as a whole is brought to it first."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
        return decoded(data, "").text.encode()
    return data


def _whole(data: bytes) -> list[Any] | dict[str, Any] | None:
    """The input as one JSON value where it is an array or one object over several lines."""
    head = data.lstrip()[:1]
    if head != b"[" and not (head == b"{" and _first_line_is_open(data)):
        return None
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return value if isinstance(value, (list, dict)) else None


def _first_line_is_open(data: bytes) -> bool:
    return not data.lstrip().split(b"\n", 1)[0].rstrip().endswith(b"}")


def _object(line: bytes, source: str, number: int) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(line)
    except UnicodeDecodeError as error:
        raise MalformedError(source, f"not UTF-8: {error.reason}", number) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedError(source, f"not JSON: {error}", number) from error
    if not isinstance(value, dict):
        raise MalformedError(source, "holds no JSON object", number)
    return value


def _document(record: dict[str, Any], source: str, number: int, given: Given) -> Document:
    fields = {name: _text(record, name, source, number) for name in _TEXTS}
    published = _published(record, source, number) or given.published
    kept = {**fields, "outlet": fields["outlet"] or given.outlet}
    for name, reader in (("html", read_html), ("raw", read_text)):
        page = _text(record, name, source, number, strip=False)
        if page is not None:
            document = reader(page, source=source, outlet=kept["outlet"], published=published)
            return _overlaid(document, kept)
    return _clean_document(record, kept, published, source, number)


def _overlaid(document: Document, fields: dict[str, str | None]) -> Document:
    """A document read from a page, with what the record itself says of it."""
    told = {
        name: value
        for name, value in fields.items()
        if value is not None and name not in {"title", "language"}
    }
    same = document_id(
        document.text, told.get("outlet") or document.outlet, document.published, told.get("url")
    )
    return msgspec.structs.replace(document, **{"id": same, **told})


def _clean_document(
    record: dict[str, Any], fields: dict[str, str | None], published: dt.date | None, source: str, number: int
) -> Document:
    title = inline(fields["title"]) if fields["title"] else None
    body = _body(record, title, source, number)
    text, body_start = joined_text(title, body)
    basis = _basis(record, published, source, number)
    return Document(
        id=fields["id"] or document_id(text, fields["outlet"], published, fields["url"]),
        url=fields["url"],
        outlet=fields["outlet"],
        author=fields["author"],
        title=title,
        published=published,
        published_basis=basis,
        published_earliest=_day(record, "published_earliest", source, number),
        published_latest=_day(record, "published_latest", source, number),
        language=fields["language"] or language_of(text),
        text=text,
        body_start=body_start,
        comments=_list(record, "comments", source, number),
        citations=_list(record, "citations", source, number),
        derived_from=fields["derived_from"],
        retrieved=fields["retrieved"],
    )


def _body(record: dict[str, Any], title: str | None, source: str, number: int) -> str:
    """The body: ``body``, or ``text`` without the title that may head it."""
    raw = _text(record, "body", source, number, strip=False)
    start = record.get("body_start", 0)
    if raw is None:
        raw = _text(record, "text", source, number, strip=False)
        if raw is None:
            raise MalformedError(source, "has no `text`, `body`, `raw` or `html`", number)
        if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start <= len(raw):
            raise MalformedError(source, "`body_start` must be an offset into `text`", number)
        raw = raw[start:]
    body = clean_text(raw).strip()
    head, _, rest = body.partition("\n")
    if title is not None and rest.strip() and folded(head) == folded(title):
        body = rest.strip()
    if not any(map(str.isalpha, body)) and not title:
        raise MalformedError(source, "its text holds no letter", number)
    return body


def _text(record: dict[str, Any], name: str, source: str, number: int, *, strip: bool = True) -> str | None:
    """A text field; None where it is missing, null or empty. A number is taken for an id."""
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise MalformedError(source, f"`{name}` must be text, is {type(value).__name__}", number)
    return (inline(value) if strip else value) or None


def _list(record: dict[str, Any], name: str, source: str, number: int) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise MalformedError(source, f"`{name}` must be a list of texts", number)
    # An object may say who spoke and when; only what was said is kept.
    texts = [item.get("text") if isinstance(item, dict) else item for item in value]
    kept = tuple(clean_text(text).strip() for text in texts if isinstance(text, str))
    if len(kept) < len(texts):
        raise MalformedError(source, f"`{name}` must be a list of texts, or of objects with `text`", number)
    return kept


def _published(record: dict[str, Any], source: str, number: int) -> dt.date | None:
    return _day(record, "published", source, number)


def _day(record: dict[str, Any], name: str, source: str, number: int) -> dt.date | None:
    value = _text(record, name, source, number)
    if value is None:
        return None
    day = iso_day(value)
    if day is None:
        raise MalformedError(source, f"`{name}` must be a date as YYYY-MM-DD, is {value[:40]!r}", number)
    return day


def _basis(record: dict[str, Any], published: dt.date | None, source: str, number: int) -> PublishedBasis:
    value = record.get("published_basis")
    if value is None:
        return "unknown" if published is None else "metadata"
    if value not in get_args(PublishedBasis):
        raise MalformedError(source, f"`published_basis` must be one of {get_args(PublishedBasis)}", number)
    basis: PublishedBasis = value
    return basis

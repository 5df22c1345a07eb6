"""WARC files → documents: the pages that a crawl has kept, one by one, in bounded memory.

Read are answers of status 200 that are pages (``response``, as CC-NEWS has them), pages kept without their
answer (``resource``) and plain text (``conversion``). Requests, redirects, pictures and the like are passed
over, as hidden files of a folder are. A file that is damaged in its midst gives what stands before, and one
error.
"""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from marsad.errors import InputError, MalformedError, UnreadableError
from marsad.reading.encodings import decoded
from marsad.reading.web.decoding import GZIP, Limits, Unpacking, collected, decoded_body
from marsad.reading.web.pages import Told, check_reservation, page_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from typing import BinaryIO

    from marsad.records import Document

SUFFIXES: Final = (".warc", ".warc.gz", ".warc.wet", ".warc.wet.gz")
"""How names of WARC files end."""

_ENDS: Final = (b"\r\n\r\n", b"\n\n")
_OK: Final = 200
_CHUNK: Final = 1 << 20
_CHUNK_HEAD: Final = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_MOST_PAGE: Final = 16 * 2**20
_LONGEST_ADDRESS: Final = 2_000
_MOST_HEADER: Final = 1 << 16


def is_warc(name: str) -> bool:
    """Whether a file is one by its name."""
    return name.lower().endswith(SUFFIXES)


def read_warc(
    path: str | Path,
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    reserved: bool = False,
    limits: Limits | None = None,
    file: BinaryIO | None = None,
    part: tuple[int, int | None] = (0, None),
) -> Iterator[Document | InputError]:
    """The articles of a WARC file, packed or not; errors are yielded.

    Args:
        path: of the file.
        outlet: who published them, where the caller knows.
        published: the day, where the caller knows.
        reserved: also pages that their publisher reserves from being kept or mined.
        limits: of which ``ratio`` holds.
        file: the file, open already; the path is its name, then.
        part: bytes of the file from and before which a record is to be found, as far as the file was read
            when it was met. Parts that meet hold each record once, and an error of the file as well.
    """
    name, told = str(path), Told(outlet, published, reserved=reserved)
    try:
        with nullcontext(file) if file is not None else Path(path).open("rb") as stream:
            yield from _documents(stream, name, _Part(told, limits or Limits(), *part))
    except InputError as error:
        yield error
    except OSError as error:
        if error.strerror:
            yield UnreadableError(name, error.strerror.lower())
        else:
            yield MalformedError(name, f"is no WARC file, or damaged: {str(error)[:200]}")


class _Part(NamedTuple):
    """A stretch of the file: how far it is read when a record is met hangs on the file alone."""

    told: Told
    limits: Limits
    start: int
    stop: int | None

    def has_begun(self, file: BinaryIO) -> bool:
        return file.tell() >= self.start

    def is_over(self, file: BinaryIO) -> bool:
        return self.stop is not None and file.tell() >= self.stop


def _documents(file: BinaryIO, name: str, part: _Part) -> Iterator[Document | InputError]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - needed for WARC files alone

    head = file.read(len(GZIP))
    file.seek(0)
    if not head:
        raise UnreadableError(name, "is empty")
    # Unpacked here, not by the library, so that what unpacks to too much is noticed while it does.
    packed = Unpacking(file, part.limits, name, counted=False) if head == GZIP else None
    stream = _Forwards(packed or file)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    known = 0
    records = ArchiveIterator(
        stream, parse_http=False, stream_detect=False, max_header_len=_MOST_HEADER, fsspec_args=False,
    )  # fmt: skip
    failed = False
    for record in records:
        known += record.headers.get("WARC-Type") is not None
        if part.is_over(file):
            return
        if not part.has_begun(file):
            continue
        found = _found_in(record, name, part.told, part.limits) if record.record_type & kinds else None
        if found is None:
            continue
        failed = isinstance(found, InputError)
        if not (failed and stream.error):  # which says why it is cut off
            yield found
    if part.has_begun(file) and not part.is_over(file):
        _check_end(stream, name, known=known > 0, told=failed)


def _check_end(stream: _Forwards, name: str, *, known: bool, told: bool) -> None:
    if stream.error is not None:
        raise stream.error
    if not known:
        raise MalformedError(name, "is no WARC file: it holds no record")
    if not stream.tail.endswith(_ENDS) and not told:
        raise UnreadableError(name, "is cut off in the midst of a record")


class _Forwards:
    """A stream as the library takes it: it may ask where it stands, and must not see an error.

    An error inside its reading would end the library, and the process with it; so it is shown the end of the
    file, and the error is kept.
    """

    def __init__(self, stream: BinaryIO | Unpacking) -> None:
        self._stream, self._place = stream, 0
        self.tail = b""
        self.error: InputError | OSError | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none behind an error."""
        if self.error is not None:
            return b""
        try:
            data = self._stream.read(size)
        except (InputError, OSError) as error:
            self.error = error
            return b""
        self._place += len(data)
        self.tail = (self.tail + data)[-len(_ENDS[0]) :]
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Only tells where it stands."""
        if (offset, whence) not in {(0, 1), (self._place, 0)}:
            raise OSError("a WARC file is read from its begin to its end")
        return self._place

    def tell(self) -> int:
        """Bytes that were read."""
        return self._place

    def close(self) -> None:
        """Left to whom it belongs to."""


class _Page(NamedTuple):
    """A record that is a page.

    Attributes:
        record: the library's.
        headers: of its answer, by lower-case name.
        url: where it was.
        kind: its media type.
        source: its name, for messages.
    """

    record: Any
    headers: dict[str, str]
    url: str
    kind: str
    source: str


def _found_in(record: Any, name: str, told: Told, limits: Limits) -> Document | InputError | None:  # noqa: ANN401
    """What a record gives; None where it holds no page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")[:_LONGEST_ADDRESS]
    source = f"{name}: {url}" if url else name
    try:
        if record.is_http:  # here and not by the iterator, which would give up the file with the record
            record.parse_http(max_header_len=_MOST_HEADER)
        page = _page_in(record, url, source)
        return None if page is None else _read(page, told, limits)
    except OSError as error:
        return MalformedError(source, f"is a damaged record: {str(error)[:200]}")


def _page_in(record: Any, url: str, source: str) -> _Page | None:  # noqa: ANN401 - the library's
    """The page that a record holds; None where it is none."""
    told = record.http_content_type or record.headers.get("Content-Type", "")
    kind = told.partition(";")[0].strip().lower()
    if kind not in _PAGES or (record.http_headers is not None and record.http_headers.status_code != _OK):
        return None
    return _Page(record, _headers(record), url, kind, source)


def _read(page: _Page, told: Told, limits: Limits) -> Document | InputError:
    try:
        body = _body(page, limits)
        check_reservation(body, page.headers, page.source, told)
        text = decoded(body, page.source, told=page.record.http_charset).text
        document = page_document(text, page.url, page.kind, page.source, told)
    except InputError as error:
        return error
    return msgspec.structs.replace(document, retrieved=page.record.headers.get("WARC-Date"))


def _body(page: _Page, limits: Limits) -> bytes:
    due = page.record.content_length
    raw = collected(iter(lambda: page.record.reader.read(_CHUNK), b""), _MOST_PAGE, page.source)
    if len(raw) < due:
        raise UnreadableError(page.source, f"is cut off: {len(raw):,} of {due:,} bytes are there")
    # Many crawlers keep the page as it is, and the headers that say how it was sent.
    if raw.lstrip().startswith(b"<"):
        return raw
    if "chunked" in page.headers.get("transfer-encoding", "").lower():
        raw = _unchunked(raw, page.source)
    return decoded_body(raw, page.headers.get("content-encoding", ""), limits, page.source)


def _unchunked(data: bytes, source: str) -> bytes:
    """A body without its chunks. Not by the library, which would read on in the next record."""
    found, at = bytearray(), 0
    while size := _CHUNK_HEAD.match(data, at):
        start, length = size.end(), int(size[1], 16)
        if not length:
            return bytes(found)
        if start + length > len(data):
            break
        found += data[start : start + length]
        at = start + length + 2
    raise UnreadableError(source, "its chunks are damaged or cut off")


def _headers(record: Any) -> dict[str, str]:  # noqa: ANN401
    """Headers of the answer, by lower-case name; of one told several times, all."""
    found: dict[str, str] = {}
    for name, value in record.http_headers.items() if record.http_headers is not None else ():
        before = found.get(name.lower())
        found[name.lower()] = value if before is None else f"{before}, {value}"
    return found

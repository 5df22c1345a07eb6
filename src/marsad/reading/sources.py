"""Files, folders, standard input, addresses → documents, one by one; a bad input is yielded as its error."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import ExitStack
from glob import has_magic, iglob
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.errors import InputError, UnreadableError
from marsad.reading.encodings import MAX_BYTES, decoded
from marsad.reading.html import read_html
from marsad.reading.jsonl import Given, read_jsonl
from marsad.reading.parquet import is_parquet, read_parquet
from marsad.reading.text import read_text
from marsad.reading.warc import is_warc, read_warc

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from marsad.reading.web import Settings, Web
    from marsad.records import Document

STDIN: Final = "-"
_SUFFIXES: Final = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
}
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_XML = re.compile(r"\s*<\?xml|\s*<(?:rss|feed|rdf)\b", re.IGNORECASE)
_HEAD = 4096


def read_sources(
    sources: Iterable[str | Path],
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    web: Settings | None = None,
) -> Iterator[Document | InputError]:
    """The documents of files, folders (recursively, in order of names), patterns, addresses, standard input.

    Args:
        sources: paths, patterns of paths, addresses with http:// or https:// of pages, feeds or sitemaps,
            or ``-``.
        outlet: who published them, where the inputs do not say.
        published: the day, where the inputs do not say.
        web: how the web is asked, where a source is an address.

    Yields:
        A `Document` for every article, an `InputError` for every input or line that could not be used. No
        input passes in silence, except hidden files in folders.
    """
    with ExitStack() as stack:
        opened: list[Web] = []
        for source in sources:
            if isinstance(source, str) and is_address(source):
                opened = opened or [stack.enter_context(_web(web))]
                yield from opened[0].documents(source, outlet=outlet, published=published)
                continue
            for found in files_of(source):
                if isinstance(found, InputError):
                    yield found
                elif is_warc(found):
                    yield from read_warc(found, outlet=outlet, published=published, reserved=_reserved(web))
                elif is_parquet(found):
                    yield from read_parquet(found, Given(outlet, published))
                else:
                    yield from documents_of(found, outlet, published)


def _web(settings: Settings | None) -> Web:
    from marsad.reading.web import Web  # noqa: PLC0415 - 100 ms to load, needed for addresses alone

    return Web(settings)


def _reserved(settings: Settings | None) -> bool:
    return settings is not None and settings.reserved


def is_address(source: str) -> bool:
    """Whether a source is an address of the web rather than a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def read_bytes(
    data: bytes,
    *,
    source: str,
    kind: str | None = None,
    outlet: str | None = None,
    published: dt.date | None = None,
) -> Iterator[Document | InputError]:
    """The documents in some bytes; errors are yielded.

    Args:
        data: content of a file or stream.
        source: its name, for messages.
        kind: "text", "html" or "json"; told from the content where None.
        outlet: who published it, where it does not say.
        published: the day, where it does not say.
    """
    try:
        if kind == "json":
            _refuse_large(len(data), source)
            yield from _json_documents(data, source, outlet, published)
            return
        text = decoded(data, source).text
        kind = kind or sniffed(text, source)
        if kind == "json":
            yield from _json_documents(text.encode("utf-8", "surrogatepass"), source, outlet, published)
        elif kind == "html":
            yield read_html(text, source=source, outlet=outlet, published=published)
        else:
            yield read_text(text, source=source, outlet=outlet, published=published)
    except InputError as error:
        yield error


def sniffed(text: str, source: str) -> str:
    """Whether a text is "html", "json" or plain "text".

    Raises:
        UnreadableError: XML that is no page (a feed, say).
    """
    head = text[:_HEAD].lstrip("\ufeff")
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        raise UnreadableError(source, "is XML but not an XHTML page")
    return "json" if _JSON.match(head) else "text"


def _json_documents(
    data: bytes, source: str, outlet: str | None, published: dt.date | None
) -> Iterator[Document | InputError]:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnreadableError(source, "is empty")
    yield from read_jsonl(data, source=source, outlet=outlet, published=published)


def files_of(source: str | Path) -> Iterator[str | InputError]:
    """The files that a file, folder or pattern stands for, as names; errors for what cannot be opened."""
    name = os.fspath(source)
    if name == STDIN:
        yield name
    elif _is_folder(name):
        yield from _files_of_folder(name)
    elif has_magic(name) and not os.path.lexists(name):
        yield from _files_of_pattern(name)
    else:
        yield name


def _files_of_pattern(pattern: str) -> Iterator[str | InputError]:
    """Files whose names fit, ``**`` standing for folders; of a folder that fits, all its files."""
    found = sorted(iglob(pattern, recursive=True))  # noqa: PTH207 - a pattern may be absolute
    inside = {name for name in found if not _is_folder(name)} if "**" in pattern else set(found)
    for name in found:
        if name in inside:
            yield from _files_of_folder(name) if _is_folder(name) else (name,)
    if not inside:
        yield UnreadableError(pattern, "no file fits this pattern")


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # a name too long or with a NUL; opening it as a file will say so
        return False


def _files_of_folder(folder: str) -> Iterator[str | InputError]:
    errors: list[InputError] = []
    found = False
    walk = os.walk(folder, onerror=lambda error: errors.append(_os_error(error.filename or folder, error)))
    for path, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            found = True
            yield str(Path(path) / name)
    yield from errors
    if not found and not errors:
        yield UnreadableError(folder, "the folder holds no file")


def kind_of(name: str) -> str | None:
    """How a file is read, by its name: "text", "html" or "json"; None where its content must tell."""
    return _SUFFIXES.get(Path(name).suffix.lower())


def documents_of(name: str, outlet: str | None, published: dt.date | None) -> Iterator[Document | InputError]:
    """The documents of one file of text, HTML or JSON, or of standard input; errors are yielded."""
    label = "<stdin>" if name == STDIN else name
    try:
        data = _stdin_bytes() if name == STDIN else _file_bytes(name)
    except InputError as error:
        yield error
        return
    yield from read_bytes(data, source=label, kind=kind_of(name), outlet=outlet, published=published)


def _stdin_bytes() -> bytes:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    _refuse_large(len(data), "<stdin>")
    return data


def _file_bytes(name: str) -> bytes:
    """A file's content; a pipe is read when it is named itself, devices never."""
    try:
        status = Path(name).stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
            raise UnreadableError(name, "is neither a file nor a folder")
        _refuse_large(status.st_size, name)
        with Path(name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _os_error(name, error) from error
    except ValueError as error:
        raise UnreadableError(name, f"is no name of a file: {error}") from error
    _refuse_large(len(data), name)
    return data


def _refuse_large(size: int, source: str) -> None:
    if size > MAX_BYTES:
        raise UnreadableError(
            source, f"has {size >> 20} MB; at most {MAX_BYTES >> 20} MB are read as one input"
        )


def _os_error(name: str, error: OSError) -> UnreadableError:
    return UnreadableError(str(name), error.strerror.lower() if error.strerror else str(error))

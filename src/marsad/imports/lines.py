"""Bytes of a file, plain, gzip or zip, as lines of text: streaming, so that no file is too large."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from marsad.archive.importing import Problem
from marsad.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE: Final = 1_000_000
"""Bytes; a longer line is no row of any of the formats."""

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BOM: Final = "\ufeff"
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
_BLOCK: Final = 1 << 20
_TOGETHER: Final = 1 << 18
"""Bytes that are decoded at a time."""
_BROKEN: Final = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError)


class Line(NamedTuple):
    """A line without its end, and its number, 1-based."""

    number: int
    text: str


def fingerprint(path: Path, form: str) -> str:
    """SHA-256 of the format's name and the bytes as they lie on the disk.

    Raises:
        UnreadableError: missing, a folder, empty, or refused by the disk.
    """
    digest = hashlib.sha256(form.encode())
    with _readable(path), path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
        if not stream.tell():
            raise UnreadableError(str(path), "empty")
    return digest.hexdigest()


def lines_of(path: Path) -> Iterator[Line | Problem]:
    """The lines of a file; one that is too long or no UTF-8 is a problem, blank ones are passed over.

    Raises:
        UnreadableError: missing, empty, a broken or encrypted archive, several files in a zip, or UTF-16.
    """
    with _readable(path), _unpacked(path) as stream:
        number = 1
        while block := _block(stream):
            if number == 1 and block.startswith(_OTHER_ENCODINGS):
                raise UnreadableError(str(path), "UTF-16; UTF-8 is due")
            whole = block.removesuffix(b"\n")
            texts = _texts(whole)
            yield from _one_by_one(whole, number) if texts is None else _numbered(texts, number)
            number += whole.count(b"\n") + 1


def _block(stream: BinaryIO) -> bytes:
    """The next lines, whole ones: hundreds are decoded in the time of a few. Of one too long the start."""
    block = stream.read(_TOGETHER)
    if not block or block.endswith(b"\n"):
        return block
    rest = stream.readline(LONGEST_LINE + 1)
    if len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
        _skip_line(stream)
    return block + rest


def _texts(block: bytes) -> list[str] | None:
    """The lines of a block; None where it must be looked at line by line."""
    if len(block) > LONGEST_LINE or b"\0" in block:
        return None
    try:
        return block.decode().split("\n")
    except UnicodeDecodeError:
        return None


def _numbered(texts: list[str], first: int) -> Iterator[Line]:
    if first == 1:
        texts[0] = texts[0].removeprefix(_BOM)
    for number, text in enumerate(texts, first):
        if text and not text.isspace():
            yield Line(number, text.rstrip("\r"))


def _one_by_one(block: bytes, first: int) -> Iterator[Line | Problem]:
    for number, raw in enumerate(block.split(b"\n"), first):
        texts = _texts(raw)
        if texts is None:
            yield Problem(number, _trouble(raw))
        else:
            yield from _numbered(texts, number)


def _trouble(raw: bytes) -> str:
    if len(raw) > LONGEST_LINE:
        return f"longer than {LONGEST_LINE:,} bytes"
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return f"not UTF-8: byte 0x{raw[error.start]:02x} at {error.start}"
    return "holds a NUL byte"


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turns what a disk or a packed file refuses into our error."""
    try:
        yield
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise UnreadableError(str(path), f"broken gzip: {error}") from error
        raise UnreadableError(str(path), (error.strerror or str(error)).lower()) from error
    except _BROKEN as error:
        raise UnreadableError(str(path), f"broken or cut off: {error}") from error


@contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        if start.startswith(_GZIP):
            with gzip.open(stream) as inner:
                yield cast("BinaryIO", inner)
        elif start.startswith(_ZIP):
            with zipfile.ZipFile(stream) as packed, _only_member(packed, path) as inner:
                yield inner
        else:
            yield stream


def _only_member(packed: zipfile.ZipFile, path: Path) -> BinaryIO:
    files = [member for member in packed.infolist() if not member.is_dir()]
    if len(files) != 1:
        raise UnreadableError(str(path), f"holds {len(files)} files; one is due")
    if files[0].flag_bits & 1:
        raise UnreadableError(str(path), "encrypted")
    return cast("BinaryIO", packed.open(files[0]))

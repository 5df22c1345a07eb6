"""What was compressed, unpacked within limits: bytes, ratio and members."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from marsad.errors import UnreadableError
from marsad.reading.encodings import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

GZIP: Final = b"\x1f\x8b"
_STEP: Final = 1 << 18
_FREE: Final = 1 << 20  # so much may come out of anything: a page of blanks is no bomb
_EITHER: Final = zlib.MAX_WBITS | 32  # gzip or zlib, told by the head
_MOST_CODINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    Attributes:
        size: bytes of an answer, as sent and as unpacked.
        ratio: how many times its size an answer may unpack to, beyond its first megabyte.
        members: parts of a gzip file.
        seconds: from the first connection to the last byte, over all redirects; waiting for one's turn at a
            site does not count.
        redirects: how many are followed.
        listed: files of a sitemap that are read.
    """

    size: int = MAX_BYTES
    ratio: int = 200
    members: int = 100
    seconds: float = 60.0
    redirects: int = 5
    listed: int = 500


def collected(parts: Iterable[bytes], most: int, source: str) -> bytes:
    """All parts together.

    Raises:
        UnreadableError: they are more than so many bytes; nothing is read beyond.
    """
    found = bytearray()
    for part in parts:
        found += part
        if len(found) > most:
            raise UnreadableError(source, f"has more than {_sized(most)}; it is not read further")
    return bytes(found)


def decoded_body(data: bytes, codings: str, limits: Limits, source: str) -> bytes:
    """A body without its ``Content-Encoding``.

    Raises:
        UnreadableError: another coding than gzip and deflate, a damaged one, or more than the limits allow.
    """
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > _MOST_CODINGS:
        raise UnreadableError(source, f"is packed {len(names)} times over")
    for name in reversed(names):
        if name not in {"gzip", "x-gzip", "deflate"}:
            raise UnreadableError(source, f"is packed as {name[:20]!r}; gzip and deflate are read")
        data = unpacked(data, limits, source)
    return data


def unpacked(data: bytes, limits: Limits, source: str) -> bytes:
    """What gzip or deflate has packed.

    Raises:
        UnreadableError: damaged, cut off, or more than the limits allow.
    """
    stream = Unpacking(io.BytesIO(data), limits, source)
    parts = iter(lambda: stream.read(_STEP), b"")
    return collected(parts, limits.size, source)


class Unpacking(io.RawIOBase):
    """A packed stream, read unpacked, that stops where it unpacks to too much.

    Args:
        packed: gzip, zlib or bare deflate.
        limits: of which ``ratio`` holds for every member, and ``members`` where ``counted``.
        source: its name, for messages.
        counted: whether members are counted; a WARC file has one for every record.

    Raises:
        UnreadableError: while reading; damaged, cut off, or beyond the limits.
    """

    def __init__(self, packed: BinaryIO, limits: Limits, source: str, *, counted: bool = True) -> None:
        super().__init__()
        self._packed, self._limits, self._source, self._counted = packed, limits, source, counted
        self._engine, self._rest, self._members = zlib.decompressobj(_EITHER), b"", 0
        self._taken = self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The next bytes; 0 at the end."""
        piece = self._piece(len(buffer)) if len(buffer) else b""  # zlib takes 0 for no limit
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        while True:
            if self._engine.eof and not self._next_member():
                return b""
            if not self._rest:
                self._rest = self._packed.read(_STEP)
            if not self._rest and not self._taken:
                return b""
            piece = self._inflated(most)
            if piece:
                return piece

    def _inflated(self, most: int) -> bytes:
        before, ended = len(self._rest), not self._rest
        try:
            piece = self._engine.decompress(self._rest, most)
        except zlib.error as error:
            piece = self._bare(most, error)
        self._rest = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
        self._taken += before - len(self._rest)
        self._given += len(piece)
        if ended and not piece and not self._engine.eof:
            raise UnreadableError(self._source, "its packed content is cut off")
        if self._given > max(_FREE, self._limits.ratio * self._taken):
            raise UnreadableError(self._source, f"unpacks to more than {self._limits.ratio} times its size")
        return piece

    def _bare(self, most: int, error: zlib.error) -> bytes:
        """Some servers send deflate without the head of zlib."""
        if self._taken or self._members or self._rest.startswith(GZIP):
            raise UnreadableError(self._source, "its packed content is damaged") from error
        self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._engine.decompress(self._rest, most)
        except zlib.error:
            raise UnreadableError(self._source, "its packed content is damaged") from error

    def _next_member(self) -> bool:
        """Goes on to the next member; what is no gzip behind the last one is padding."""
        self._rest = self._rest.lstrip(b"\0") or self._packed.read(_STEP).lstrip(b"\0")
        if len(self._rest) < len(GZIP):
            self._rest += self._packed.read(_STEP)
        if not self._rest.startswith(GZIP):
            return False
        self._members += 1
        if self._counted and self._members >= self._limits.members:
            raise UnreadableError(self._source, f"has more than {self._limits.members} packed members")
        self._engine, self._taken, self._given = zlib.decompressobj(_EITHER), 0, 0
        return True


def _sized(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size:,} bytes"

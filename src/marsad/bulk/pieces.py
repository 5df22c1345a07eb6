"""Cutting: sources → pieces → groups of pieces, and the share of one machine among several.

A piece is a file, or a range of a large one: of bytes for JSON lines, of rows for Parquet, of records for
WARC. How a source is cut hangs on its files alone, never on the engine or the number of workers; pieces keep
the order of the inputs, and a share is a stretch of them. So shares put one after the other are the whole.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.bulk.storage import Listed, is_stored, listed, opened
from marsad.errors import InputError, UsageError
from marsad.reading.parquet import is_parquet
from marsad.reading.sources import STDIN, is_address
from marsad.reading.warc import is_warc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["lines", "parquet", "warc", "file", "stream", "address", "problem"]

LINES_PIECE: Final = 1 << 18
"""Bytes of JSON lines in a piece."""
PARQUET_PIECE: Final = 8 << 20
WARC_PIECE: Final = 128 << 20
"""Bytes of a packed WARC file in a piece. Each piece unpacks the file up to its end, so small ones cost."""
GROUP: Final = 1 << 19
"""Bytes that a worker takes at once: passing them costs under 1 % of coding them, and memory stays flat."""
PART: Final = 16 << 20
"""Bytes of input behind one part file: what a crash can cost at most, for each worker."""

_LEAST_PIECE: Final = 1 << 12
_PIECES_PER_SHARE: Final = 8
_FILE_COST: Final = 512
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_HEAD: Final = 1 << 16


class Piece(NamedTuple):
    """A file, or a part of one.

    Attributes:
        name: path or URL.
        kind: how it is read; a stream and an address are read where they are asked for.
        start: byte of the file from which on it is this piece's.
        stop: byte at which the next piece begins; None is the file's end.
        size: of the whole file.
        stamp: when the file was changed, in seconds.
        problem: why it cannot be read at all.
    """

    name: str
    kind: Kind
    start: int = 0
    stop: int | None = None
    size: int = 0
    stamp: int = 0
    problem: InputError | None = None

    @property
    def weight(self) -> int:
        """Its bytes, and what opening a file costs."""
        return (self.size if self.stop is None else self.stop) - self.start + _FILE_COST


Group = tuple[Piece, ...]


class Share(NamedTuple):
    """Chunk ``number`` of ``of``, from 1."""

    number: int = 1
    of: int = 1


def parsed_share(text: str | None) -> Share:
    """The share that is written K/N; all without.

    Raises:
        UsageError: it is written otherwise, or K is not from 1 to N.
    """
    if text is None:
        return Share()
    number, _, of = text.partition("/")
    if not (number.isascii() and of.isascii() and number.isdigit() and of.isdigit()):
        raise UsageError(f"--chunk {text}: K/N is due, as in 3/8")
    share = Share(int(number), int(of))
    if not 1 <= share.number <= share.of:
        raise UsageError(f"--chunk {text}: K must be from 1 to N")
    return share


def pieces_of(
    sources: Iterable[str | Path], share: Share | None = None, *, lines: bool = True
) -> Iterator[Piece]:
    """The pieces of the sources in their order; of a share, only its own.

    Args:
        sources: files, folders, patterns, URLs of an object storage, addresses, ``-``.
        share: chunk of how many.
        lines: whether a file that is not known by its name may be JSON lines of texts.

    Raises:
        UsageError: a share of what cannot be shared: standard input, a pipe, an address.
    """
    if share is None or share.of == 1:
        for source in sources:
            for piece in _files(source, lines=lines):
                yield from _cut(piece, LINES_PIECE)
        return
    whole = [piece for source in sources for piece in _files(source, lines=lines)]
    check_shareable(whole)
    total = sum(piece.weight for piece in whole)
    size = min(LINES_PIECE, max(_LEAST_PIECE, total // (_PIECES_PER_SHARE * share.of)))
    yield from shared([part for piece in whole for part in _cut(piece, size)], share)


def check_shareable(pieces: Iterable[Piece]) -> None:
    """Refuses what can be read but once, or is fetched.

    Raises:
        UsageError: such a piece.
    """
    for piece in pieces:
        if piece.kind in {"stream", "address"}:
            raise UsageError(f"{piece.name}: only files can be cut into chunks and parts, or given to Ray")


def shared(pieces: Sequence[Piece], share: Share) -> Iterator[Piece]:
    """The pieces of one share: each belongs to the share in which its first byte lies."""
    total, before = sum(piece.weight for piece in pieces), 0
    for piece in pieces:
        if before * share.of // total + 1 == share.number:
            yield piece
        before += piece.weight


def grouped(pieces: Iterable[Piece], size: int = GROUP) -> Iterator[Group]:
    """Pieces in groups of about this many bytes, in order; ranges of one file that meet become one."""
    group: list[Piece] = []
    weight = 0
    for piece in pieces:
        alone = group and {group[-1].kind, piece.kind} & {"stream", "address"}
        if group and (alone or weight + piece.weight > size):
            yield tuple(group)
            group, weight = [], 0
        if group and _meet(group[-1], piece):
            group[-1] = group[-1]._replace(stop=piece.stop)
        else:
            group.append(piece)
        weight += piece.weight
    if group:
        yield tuple(group)


def _meet(first: Piece, second: Piece) -> bool:
    # The second must begin within the file: the same file named twice is read twice.
    return first.name == second.name and first.kind == second.kind and 0 < second.start == first.stop


def _files(source: str | Path, *, lines: bool) -> Iterator[Piece]:
    name = str(source)
    if name == STDIN:
        yield Piece(name, "stream")
    elif is_address(name):
        yield Piece(name, "address")
    else:
        for found in listed(source):
            yield _piece(found, lines=lines)


def _piece(found: Listed | InputError, *, lines: bool) -> Piece:
    if isinstance(found, InputError):
        return Piece(found.source, "problem", problem=found)
    if not found.regular:
        return Piece(found.name, "stream" if lines else "file")
    return Piece(found.name, _kind(found.name, lines=lines), size=found.size, stamp=found.stamp)


def _kind(name: str, *, lines: bool) -> Kind:
    path = name.partition("?")[0] if is_stored(name) else name
    if is_parquet(path):
        return "parquet"
    if is_warc(path):
        return "warc"
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _LINES:
        return "lines" if lines or _holds_lines(name) else "file"
    return "lines" if lines and suffix not in {".html", ".htm", ".xhtml"} and _holds_lines(name) else "file"


def _holds_lines(name: str) -> bool:
    """Whether a file begins with a JSON object on a line of its own (or one too long to tell)."""
    try:
        with opened(name) as stream:
            head = stream.read(_HEAD)
    except InputError:
        return False  # reading it will say so
    line, end, _ = head.lstrip().partition(b"\n")
    return line.startswith(b"{") and (line.rstrip().endswith(b"}") or (not end and len(head) == _HEAD))


def _cut(piece: Piece, lines_size: int) -> Iterator[Piece]:
    size = {"lines": lines_size, "parquet": PARQUET_PIECE, "warc": WARC_PIECE}.get(piece.kind, 0)
    if not size or piece.size <= size:
        yield piece
        return
    starts = range(0, piece.size, size)
    for start in starts:
        yield piece._replace(start=start, stop=start + size if start + size < piece.size else None)

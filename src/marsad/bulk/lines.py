"""Lines of a range of a file, and the numbers of lines that stand before it."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from marsad.bulk.storage import opened
from marsad.errors import InputError, UnreadableError
from marsad.reading.encodings import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from marsad.bulk.pieces import Group, Piece

_STEP: Final = 1 << 20


def lines_in(piece: Piece) -> Iterator[tuple[int, bytes] | InputError]:
    """The lines that begin in a piece, numbered from 1 within it; blank ones are counted and passed over.

    A file that cannot be read, or a line that is too long, is an error.
    """
    try:
        with opened(piece.name) as stream:
            at = _first_line(stream, piece.start)
            number = 0
            while piece.stop is None or at < piece.stop:
                line, length = _line(stream)
                if not length:
                    return
                number, at = number + 1, at + length
                if line is None:
                    yield UnreadableError(piece.name, f"a line of {length >> 20} MB is too long", number)
                elif line.strip():
                    yield number, line
    except InputError as error:
        yield error


def _first_line(stream: BinaryIO, start: int) -> int:
    """Goes to the first line that begins at a byte or behind it, and tells where that is."""
    if not start:
        return 0
    stream.seek(start - 1)
    return start - 1 + _line(stream)[1]


def _line(stream: BinaryIO) -> tuple[bytes | None, int]:
    """The next line, None where it is too long, and its length."""
    line = stream.readline(MAX_BYTES)
    length = len(line)
    if length < MAX_BYTES or line.endswith(b"\n"):
        return line, length
    while rest := stream.readline(_STEP):
        length += len(rest)
        if rest.endswith(b"\n"):
            break
    return None, length


class Places:
    """Numbers lines of ranges as lines of their files; a file is counted once, as far as is needed."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[int, int]]] = {}

    def placed(self, error: InputError, group: Group) -> InputError:
        """An error whose line is counted within a piece of the group, by the line of the file."""
        start = next((one.start for one in group if one.kind == "lines" and one.name == error.source), 0)
        if error.line is None or not start:
            return error
        return type(error)(error.source, error.problem, error.line + self._lines_before(error.source, start))

    def _lines_before(self, name: str, place: int) -> int:
        """Lines that begin before a byte: the first, and one for each line break ahead of that byte's own."""
        known = self._known.setdefault(name, [(0, 1)])
        at = bisect.bisect_right(known, (place - 1, 1 << 62)) - 1
        begin, lines = known[at]
        lines += _breaks(name, begin, place - 1)
        if begin < place - 1:
            known.insert(at + 1, (place - 1, lines))
        return lines


def _breaks(name: str, start: int, stop: int) -> int:
    count = 0
    with opened(name) as stream:
        stream.seek(start)
        while start < stop and (data := stream.read(min(_STEP, stop - start))):
            count, start = count + data.count(b"\n"), start + len(data)
    return count

"""What a run has done, beside its output, so that the next run goes on and nothing is paid twice.

The file is JSON lines: first whose it is (coder, lowest confidence), then a line for each text that is done,
with its id and the length of the output after it. A run that was killed may leave a part of a text in the
output or of a line here; both are cut off when the next one begins.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, Self

import msgspec

from marsad.errors import MarsadError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".state"


class _Head(msgspec.Struct):
    coder: str
    minimum: float


class _Done(msgspec.Struct):
    text: str
    id: str
    length: int


class Passed:
    """Standard output, which keeps nothing; use it as a context."""

    def __init__(self) -> None:
        self.done: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves it open."""

    def put(self, text: str, name: str, records: tuple[bytes, ...]) -> None:  # noqa: ARG002 - as `Kept`
        """Writes the records of a text."""
        for record in records:
            sys.stdout.buffer.write(record + b"\n")
        sys.stdout.buffer.flush()


def kept_output(out: Path | None, coder: str, minimum: float) -> Kept | Passed:
    """Where the records of a run go: a file that is gone on with, or standard output for None.

    Raises:
        UsageError: the file is of another coder, damaged, or cannot be opened.
    """
    return Passed() if out is None else Kept(out, coder, minimum)


class Kept:
    """An output and its state; use it as a context.

    Args:
        out: the output; its state lies beside it, with ``.state`` after its name.
        coder: who codes.
        minimum: lowest confidence written.

    Raises:
        UsageError: they are of another coder, damaged, or cannot be opened.
    """

    def __init__(self, out: Path, coder: str, minimum: float) -> None:
        self._out, self._path = out, _state_of(out)
        self._head = _Head(coder, minimum)
        self.done: set[str] = set()
        self._length = self._restored()

    def __enter__(self) -> Self:
        """Itself, both files open and cut to what is whole."""
        try:
            self._stream: BinaryIO = self._out.open("ab" if self.done else "wb")
            self._stream.truncate(self._length)
            self._state: BinaryIO = self._path.open("ab" if self.done else "wb")
        except OSError as error:
            raise UsageError(f"{self._out}: {(error.strerror or str(error)).lower()}") from error
        if not self.done:
            self._state.write(msgspec.json.encode(self._head) + b"\n")
            self._state.flush()
        return self

    def __exit__(self, *_: object) -> None:
        """Closes both."""
        for one in (self._stream, self._state):
            with suppress(OSError):  # what could not be written was told, and stands in no state
                one.close()

    def put(self, text: str, name: str, records: tuple[bytes, ...]) -> None:
        """Writes the records of a text, then that it is done.

        Args:
            text: hash of the text.
            name: its id.
            records: as JSON.

        Raises:
            MarsadError: they cannot be written, for want of room perhaps.
        """
        data = b"".join(record + b"\n" for record in records)
        try:
            self._stream.write(data)
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._state.write(msgspec.json.encode(_Done(text, name, self._length + len(data))) + b"\n")
            self._state.flush()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise MarsadError(f"{self._out}: {reason}; what was written is kept") from error
        self._length += len(data)
        self.done.add(text)

    def _restored(self) -> int:
        """Takes up what an earlier run has done; the length of its output."""
        state = _read(self._path)
        if state is None:
            return 0
        self._check(state.head, state.lines)
        if state.part:
            os.truncate(self._path, self._path.stat().st_size - state.part)
        self.done = {line.text for line in state.lines}
        return state.lines[-1].length if state.lines else 0

    def _check(self, head: _Head, lines: list[_Done]) -> None:
        if head != self._head:
            made = f"was made by {head.coder} from confidence {head.minimum:g} on"
            raise UsageError(f"{self._out}: {made}; name another file, or remove it and {self._path.name}")
        if lines and (not self._out.exists() or self._out.stat().st_size < lines[-1].length):
            raise UsageError(f"{self._out}: shorter than {self._path.name} tells; remove both")


def coded_ids(out: Path) -> frozenset[str] | None:
    """Ids of the texts that a model's runs have done, also of those without an event; None of another file.

    Raises:
        UsageError: the state beside it is damaged.
    """
    state = _read(_state_of(out))
    return None if state is None else frozenset(line.id for line in state.lines)


def _state_of(out: Path) -> Path:
    return out.with_name(out.name + SUFFIX)


class _State(NamedTuple):
    """What a state file holds, and the bytes of a line that was not written to its end."""

    head: _Head
    lines: list[_Done]
    part: int


def _read(path: Path) -> _State | None:
    try:
        *whole, part = path.read_bytes().split(b"\n")
        head = msgspec.json.decode(whole[0] if whole else b"", type=_Head)
        return _State(head, [msgspec.json.decode(line, type=_Done) for line in whole[1:]], len(part))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no state of a run: {error}") from error

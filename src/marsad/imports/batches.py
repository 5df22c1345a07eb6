"""What a file's rows are, gathered into batches, by this process or by one that reads ahead of the writer.

Reading and writing take about as long as each other; a second process halves the time of a large file. It
passes batches through a pipe that holds less than one, so that it is never more than a batch ahead.
"""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.archive.importing import ImportedRow, Problem
from marsad.collecting import rare_collections
from marsad.errors import MarsadError
from marsad.imports.cells import Unknown
from marsad.imports.formats import parser_of
from marsad.imports.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.connection import Connection

    from marsad.imports.cells import Found, Left

_NEW_OBJECTS: Final = 1_000_000
"""New objects after which the garbage collector looks for cycles: in rows there are none, and looking for
them took a third of the time of reading."""


class Batch(msgspec.Struct):
    """Rows of one transaction.

    Attributes:
        rows: events.
        problems: rows that cannot be used.
        left: code → rows that are no event of PLOVER.
        unknown: code of a side that the tables do not know → how often.
        read: rows read, of any kind.
        last_line: the line it ends with.
    """

    rows: list[ImportedRow]
    problems: list[Problem]
    left: dict[str, int]
    unknown: dict[str, int]
    read: int = 0
    last_line: int = 0


def found_in(path: str, form: str) -> Iterator[Found]:
    """What every row of a file is.

    Raises:
        UnreadableError: missing, empty, broken, or not UTF-8 text.
        MalformedError: the header lacks a column.
    """
    return parser_of(form)(lines_of(Path(path)), path)


def gathered(found: Iterator[Found], size: int, after: int = 0) -> Generator[Batch]:
    """Batches of what was found; the last one may be empty.

    Args:
        found: in the order of lines.
        size: rows of a batch.
        after: the line up to which an earlier run has put them.
    """
    with rare_collections(_NEW_OBJECTS):
        batch, unknown = _empty(after), list[str]()
        for one in found:
            if isinstance(one, Unknown):
                # Unknown sides are told before their row: a batch never ends between them.
                unknown.append(one.code)
                continue
            if one.line > after:
                _take(batch, one, unknown)
                if len(batch.rows) + len(batch.problems) >= size:
                    yield batch
                    batch = _empty(batch.last_line)
            if unknown:
                unknown = []
        yield batch


def gathered_ahead(path: str, form: str, size: int, after: int) -> Generator[Batch]:
    """The same by a process of its own.

    Raises:
        UnreadableError: the file breaks off.
        MarsadError: the process died.
    """
    # Never a plain fork: the process may have threads (a progress line), and a fork of those can hang.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    reader = context.Process(target=_send, args=(there, path, form, size, after), daemon=True)
    reader.start()
    there.close()
    try:
        while told := here.recv():
            if isinstance(told, MarsadError):
                raise told
            yield msgspec.msgpack.decode(told, type=Batch)
    except EOFError as error:
        raise MarsadError(f"{path}: the process that reads it died, for want of memory perhaps") from error
    finally:
        here.close()
        reader.terminate()
        reader.join()


def _send(out: Connection, path: str, form: str, size: int, after: int) -> None:
    try:
        for batch in gathered(found_in(path, form), size, after):
            out.send(msgspec.msgpack.encode(batch))
        out.send(None)
    except MarsadError as error:
        out.send(error)
    except BrokenPipeError:
        return  # the writer has given up, and tells why


def _empty(last_line: int) -> Batch:
    return Batch([], [], {}, {}, 0, last_line)


def _take(batch: Batch, one: ImportedRow | Problem | Left, unknown: list[str]) -> None:
    batch.read += 1
    batch.last_line = max(batch.last_line, one.line)
    if isinstance(one, ImportedRow):
        batch.rows.append(one)
    elif isinstance(one, Problem):
        batch.problems.append(one)
    else:
        batch.left[one.code] = batch.left.get(one.code, 0) + 1
    for code in unknown:
        batch.unknown[code] = batch.unknown.get(code, 0) + 1

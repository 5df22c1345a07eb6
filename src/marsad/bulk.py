"""The same coding over many texts, in one process or several; same output whatever the number of workers.

Input is JSON lines ``{"id", "text", "before"?, "published"?, "title"?, "outlet"?}``. Lines are taken in
chunks, so memory stays flat, and written in the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from marsad.coding import MINIMUM_CONFIDENCE, RECORDS, code_document
from marsad.errors import InputError, MalformedError, MarsadError
from marsad.records import Document, joined_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.context import BaseContext

    from marsad.records import Coding, Event

CHUNK: Final = 200
"""Lines a worker takes at once: large enough that passing them costs under 1 % of coding them."""

_QUEUED_PER_WORKER: Final = 3
_NEW_OBJECTS: Final = 100_000
"""New objects after which the garbage collector looks for cycles, where code is run over many texts."""


class TextLine(msgspec.Struct, frozen=True):
    """One text to code, as it stands in a JSON line."""

    id: str | int
    text: str
    before: str = ""
    published: str | None = None
    title: str | None = None
    outlet: str | None = None


RecordKind = Literal["events", "claims", "forecasts", "figures"]
"""The kinds of records that can be asked for, by their names in `marsad.records.Coding`."""


class _Task(NamedTuple):
    """What is asked of the lines, the same for all."""

    source: str
    minimum: float | None
    records: RecordKind


class Outcome(NamedTuple):
    """What became of one line: its records as JSON lines, or the error."""

    records: tuple[bytes, ...]
    error: InputError | None


def code_lines(
    lines: Iterable[bytes],
    *,
    source: str = "-",
    workers: int = 1,
    minimum: float | None = None,
    records: RecordKind = "events",
) -> Iterator[Outcome]:
    """Codes JSON lines; a bad line gives an outcome with its error and the rest goes on.

    Args:
        lines: one JSON object each; blank lines are passed over.
        source: what the lines were read from, for messages.
        workers: number of processes; 1 codes in this one.
        minimum: lowest confidence written; None takes the coder's own.
        records: which records are given.

    Raises:
        MarsadError: a worker process died.
    """
    chunks, task = _chunks(lines), _Task(source, minimum, records)
    if workers <= 1:
        with _rare_collections():
            for chunk in chunks:
                yield from _coded_chunk(chunk, task)
        return
    try:
        with ProcessPoolExecutor(workers, processes(), initializer=collect_rarely) as pool:
            yield from _in_order(pool, chunks, workers, task)
    except BrokenProcessPool as error:
        raise MarsadError(f"{source}: a worker process died, for want of memory perhaps") from error


def collect_rarely() -> None:
    """Has the garbage collector look seldom, in a process that codes many texts."""
    # The collector walks the tables of names and verbs again and again and finds next to no cycle in them:
    # that took 7 % of the time (benchmarks/coding.py).
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def _rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def processes() -> BaseContext:
    """How worker processes are begun."""
    # Never a plain fork: the process may have threads (a progress line), and a fork of those can hang.
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")


Chunk = list[tuple[int, bytes]]


def _chunks(lines: Iterable[bytes]) -> Iterator[Chunk]:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


def _in_order(
    pool: ProcessPoolExecutor, chunks: Iterator[Chunk], workers: int, task: _Task
) -> Iterator[Outcome]:
    """Outcomes in the order of the lines; only a few chunks wait at a time, so that memory stays flat."""
    waiting: deque[Future[list[Outcome]]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_coded_chunk, chunk, task))
        if len(waiting) >= workers * _QUEUED_PER_WORKER:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _coded_chunk(chunk: Chunk, task: _Task) -> list[Outcome]:
    return [_coded_line(number, line, task) for number, line in chunk]


def _coded_line(number: int, line: bytes, task: _Task) -> Outcome:
    source = task.source
    try:
        asked = frozenset({task.records})
        coding = coding_of_line(_text_line(line, source, number), task.minimum, asked)
    except InputError as error:
        return Outcome((), error)
    except Exception as error:  # noqa: BLE001 - a text that trips the coder must not end a run of millions
        return Outcome((), InputError(source, f"could not be coded: {type(error).__name__}: {error}", number))
    return Outcome(tuple(msgspec.json.encode(record) for record in getattr(coding, task.records)), None)


def _text_line(line: bytes, source: str, number: int) -> TextLine:
    try:
        text = msgspec.json.decode(line, type=TextLine)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError(source, str(error), number) from error
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


_DAY_LENGTH: Final = len("2024-05-10")


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
    joined, body_start = joined_text(text.title, text.text)
    document = Document(
        id=str(text.id),
        outlet=text.outlet,
        title=text.title,
        published=_day(text.published) if text.published else None,
        text=joined,
        body_start=body_start,
    )
    least = MINIMUM_CONFIDENCE if minimum is None else minimum
    return code_document(document, before=text.before, minimum=least, records=records)

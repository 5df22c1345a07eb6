"""Texts → records as JSON lines, in the order of the texts."""

from __future__ import annotations

import sys
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from marsad.bulk.engines import Engine, results
from marsad.bulk.lines import Places
from marsad.bulk.pieces import Group, Piece, Share, grouped, pieces_of
from marsad.bulk.storage import opened
from marsad.bulk.work import CHUNK, Asked, Fetched, Lines, Outcome, Task, outcomes_of, texts_of
from marsad.errors import InputError, UnreadableError
from marsad.reading.sources import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from marsad.bulk.texts import Text
    from marsad.bulk.work import RecordKind


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
        lines: one JSON object each, ``{"id", "text", "before"?, "published"?, "title"?, "outlet"?}``; blank
            lines are passed over.
        source: what the lines were read from, for messages.
        workers: number of processes; 1 codes in this one.
        minimum: lowest confidence written; None takes the coder's own.
        records: which records are given.

    Raises:
        MarsadError: a worker process died.
    """
    work = partial(outcomes_of, asked=Asked(records, minimum))
    for _, outcomes in results(work, _chunks(lines, source), Engine(workers=workers)):
        yield from outcomes


def code_sources(
    sources: Iterable[str | Path],
    asked: Asked | None = None,
    *,
    engine: Engine | None = None,
    share: Share | None = None,
) -> Iterator[Outcome]:
    """Codes all that the sources hold; what cannot be used gives an outcome with its error.

    The same outcomes in the same order, whatever the engine; those of all shares one after the other are
    those of the whole.

    Args:
        sources: files, folders, patterns, URLs of an object storage, or ``-``.
        asked: what is asked of them.
        engine: what it runs on; this process without.
        share: only this chunk of the inputs.

    Raises:
        MarsadError: a worker process died.
        UsageError: a pipe is to be shared, or given to Ray.
    """
    places, chosen = Places(), engine or Engine()
    work = partial(outcomes_of, asked=asked or Asked())
    groups = grouped(pieces_of(sources, share))
    tasks = groups if chosen.name == "ray" else _tasks(groups)
    for task, outcomes in results(work, tasks, chosen):
        for outcome in outcomes:
            yield placed(outcome, task, places)


def placed(outcome: Outcome, task: Task, places: Places) -> Outcome:
    """An outcome whose error names the line of its file."""
    if outcome.error is None:
        return outcome
    return Outcome((), _placed_error(outcome.error, task, places))


def _placed_error(error: InputError, task: Task, places: Places) -> InputError:
    return error if isinstance(task, Lines | Fetched) else places.placed(error, task)


def texts_in(sources: Iterable[str | Path], asked: Asked | None = None) -> Iterator[Text | InputError]:
    """The texts that `code_sources` would code, uncoded, for another coder; errors are yielded.

    Args:
        sources: files, folders, patterns, URLs of an object storage, or ``-``.
        asked: outlet and day of texts that name none, and whether reserved pages are taken.
    """
    places = Places()
    for task in _tasks(grouped(pieces_of(sources))):
        for found in texts_of(task, asked or Asked()):
            yield _placed_error(found, task, places) if isinstance(found, InputError) else found


def _tasks(groups: Iterable[Group]) -> Iterator[Task]:
    """The groups; of a stream, which only this process can read, its lines."""
    for group in groups:
        if group[0].kind == "address":
            problem = "is an address of the web; only `marsad read` and `marsad add` fetch"
            yield Fetched(InputError(group[0].name, problem))
        elif group[0].kind == "stream":
            yield from _stream_tasks(group[0])
        else:
            yield group


def _stream_tasks(piece: Piece) -> Iterator[Task]:
    if piece.name == STDIN:
        yield from _chunks(sys.stdin.buffer, STDIN)
        return
    try:
        with opened(piece.name) as stream:
            yield from _chunks(stream, piece.name)
    except UnreadableError as error:
        yield Fetched(error)


def _chunks(lines: Iterable[bytes], source: str) -> Iterator[Lines]:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while chunk := list(islice(numbered, CHUNK)):
        yield Lines(source, chunk)

"""A file of others' data into an archive, batch by batch: memory does not grow with the file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.errors import MalformedError
from marsad.imports.batches import found_in, gathered, gathered_ahead
from marsad.imports.formats import parser_of, sources
from marsad.imports.lines import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from marsad.archive import Archive, Progress
    from marsad.imports.batches import Batch

BATCH: Final = 50_000
"""Rows of one transaction."""
LARGE: Final = 16_000_000
"""Bytes from which on a second process is worth its start."""
_MOST_CODES: Final = 1_000
_OTHERS: Final = "others"


def import_file(
    archive: Archive,
    path: str | Path,
    form: str,
    *,
    licence: str | None = None,
    on_problem: Callable[[MalformedError], None] = lambda _: None,
    on_batch: Callable[[Progress], None] = lambda _: None,
    workers: int = 1,
) -> Progress:
    """Puts the rows of a file into an archive as events.

    A file that was imported before changes nothing; where a run was killed, the next goes on.

    Args:
        archive: where to.
        path: plain, gzip, or zip with one file in it.
        form: one of `FORMATS`.
        licence: terms to note in place of those of ``data/sources.tsv``.
        on_problem: is told every row that cannot be used, before its batch is written.
        on_batch: is told the counts so far, after every transaction.
        workers: 2 lets another process read a large file while this one writes.

    Raises:
        UnknownCodeError: no such format.
        UnreadableError: missing, empty, broken, or not UTF-8 text.
        MalformedError: the header lacks a column.
        ArchiveWriteError: the archive cannot be written.
        MarsadError: the process that reads died.
    """
    parser_of(form)
    source, file = sources()[form], Path(path)
    identity = fingerprint(file, form)
    next(found_in(str(path), form), None)  # a file that is not of the format leaves no trace in the archive
    importer = archive.importer()
    begun = importer.begin(identity, str(path), form, licence=licence or source.licence, cite=source.cite)
    if begun.is_complete:
        return _seen(begun.progress)
    for batch, is_complete in _with_end(_batches(file, form, begun.lines_read, workers)):
        for problem in batch.problems:
            on_problem(MalformedError(str(path), problem.reason, problem.line))
        _add(begun.progress, batch)
        importer.put(
            begun, batch.rows, batch.problems, begun.progress, last_line=batch.last_line,
            is_complete=is_complete,
        )  # fmt: skip
        on_batch(begun.progress)
    return begun.progress


def _batches(file: Path, form: str, after: int, workers: int) -> Generator[Batch]:
    if workers > 1 and file.stat().st_size >= LARGE:
        return gathered_ahead(str(file), form, BATCH, after)
    return gathered(found_in(str(file), form), BATCH, after)


def _seen(known: Progress) -> Progress:
    """What is told of a file that was imported before."""
    return msgspec.structs.replace(known, added=0, already_there=known.added + known.already_there)


def _with_end(batches: Generator[Batch]) -> Iterator[tuple[Batch, bool]]:
    """Each batch, and whether it is the last; a size that the rows fill evenly leaves that one empty."""
    before: Batch | None = None
    with closing(batches):
        for batch in batches:
            if before is not None:
                yield before, False
            before = batch
    if before is not None:
        yield before, True


def _add(progress: Progress, batch: Batch) -> None:
    progress.rows += batch.read
    progress.malformed += len(batch.problems)
    for counts, more in ((progress.left, batch.left), (progress.unknown, batch.unknown)):
        for code, number in more.items():
            # codes beyond the first thousand are counted together, for they may be anything
            name = code if code in counts or len(counts) < _MOST_CODES else _OTHERS
            counts[name] = counts.get(name, 0) + number

"""A file of others' data into an archive, batch by batch: memory does not grow with the file."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.archive.importing import ImportedRow, Problem, Progress
from marsad.errors import MalformedError
from marsad.imports.cells import Unknown
from marsad.imports.formats import parser_of, sources
from marsad.imports.lines import fingerprint, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.archive import Archive, Importer
    from marsad.archive.importing import Begun
    from marsad.imports.cells import Found

BATCH: Final = 50_000
"""Rows of one transaction."""
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
) -> Progress:
    """Puts the rows of a file into an archive as events.

    A file that was imported before changes nothing; where a run was killed, the next goes on.

    Args:
        archive: where to.
        path: plain, gzip, or zip with one file in it.
        form: one of `FORMATS`.
        licence: terms to note in place of those of ``data/sources.tsv``.
        on_problem: is told every row that cannot be used, as it is met.
        on_batch: is told the counts so far, after every transaction.

    Raises:
        UnknownCodeError: no such format.
        UnreadableError: missing, empty, broken, or not UTF-8 text.
        MalformedError: the header lacks a column.
        ArchiveWriteError: the archive cannot be written.
    """
    parser, source, file = parser_of(form), sources()[form], Path(path)
    identity = fingerprint(file, form)
    found = parser(lines_of(file), str(path))
    first = next(found, None)  # a file that is not of the format leaves no trace in the archive
    importer = archive.importer()
    begun = importer.begin(identity, str(path), form, licence=licence or source.licence, cite=source.cite)
    if begun.is_complete:
        known = begun.progress
        there = known.added + known.already_there
        return Progress(
            rows=known.rows, already_there=there, malformed=known.malformed, left=known.left,
            unknown=known.unknown,
        )  # fmt: skip
    batch = _Batch(importer, begun, on_batch)
    for one in chain([] if first is None else [first], found):
        if isinstance(one, Problem) and one.line > begun.lines_read:
            on_problem(MalformedError(str(path), one.reason, one.line))
        batch.take(one)
    batch.write(is_complete=True)
    return batch.progress


class _Batch:
    """Rows on their way into the archive."""

    def __init__(self, importer: Importer, begun: Begun, on_batch: Callable[[Progress], None]) -> None:
        self._importer, self._begun, self._on_batch = importer, begun, on_batch
        self.progress = begun.progress
        self._last = begun.lines_read
        self._rows: list[ImportedRow] = []
        self._problems: list[Problem] = []
        self._unknown: list[str] = []

    def take(self, one: Found) -> None:
        """One finding; those of lines that an earlier run has put are passed over."""
        if isinstance(one, Unknown):
            self._unknown.append(one.code)
            return
        unknown, self._unknown = self._unknown, []
        if one.line <= self._begun.lines_read:
            return
        # Unknown sides are told before their row: a batch never ends between them.
        for code in unknown:
            _count(self.progress.unknown, code)
        self.progress.rows += 1
        self._last = max(self._last, one.line)
        if isinstance(one, ImportedRow):
            self._rows.append(one)
        elif isinstance(one, Problem):
            self.progress.malformed += 1
            self._problems.append(one)
        else:
            _count(self.progress.left, one.code)
        if len(self._rows) + len(self._problems) >= BATCH:
            self.write(is_complete=False)

    def write(self, *, is_complete: bool) -> None:
        """Puts what is gathered, in one transaction."""
        self._importer.put(
            self._begun, self._rows, self._problems, self.progress,
            last_line=self._last, is_complete=is_complete,
        )  # fmt: skip
        self._rows, self._problems = [], []
        self._on_batch(self.progress)


def _count(counts: dict[str, int], code: str) -> None:
    """One more; codes beyond the first thousand are counted together, for they may be anything."""
    name = code if code in counts or len(counts) < _MOST_CODES else _OTHERS
    counts[name] = counts.get(name, 0) + 1

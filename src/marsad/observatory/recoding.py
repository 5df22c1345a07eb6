"""A newer coder over an archive: document by document, so that a killed run goes on where it ended."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from marsad.bulk import processes
from marsad.coding import code_document
from marsad.collecting import collect_rarely
from marsad.errors import InputError, UsageError
from marsad.languages import sentences
from marsad.records import CODEBOOK_VERSION, CODER_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from marsad.archive import Archive, Reader
    from marsad.records import Coding, Document, Event, Sentence

_BATCH: Final = 200
_AT_ONCE: Final = 10

_Coded: TypeAlias = "tuple[Sequence[Sentence], Coding | str]"
_Coder: TypeAlias = "Callable[[Iterable[Document]], Iterable[_Coded]]"


class Recoded(NamedTuple):
    """What became of one document.

    Attributes:
        document: its id.
        gained: PLOVER type → events that only the newer coding has, by their words and type.
        lost: PLOVER type → events that only the earlier one has.
        kept: events that both have.
        error: why it could not be coded; its earlier coding stays the current one.
    """

    document: str
    gained: Counter[str]
    lost: Counter[str]
    kept: int
    error: InputError | None = None


def left_to_recode(archive: Archive) -> int:
    """How many documents this version of the coder is yet to code."""
    return archive.reader().count_to_recode(CODER_VERSION, CODEBOOK_VERSION)


def recoding(archive: Archive, workers: int = 1) -> Iterator[Recoded]:
    """Codes what this version has not coded yet; what is yielded is on disk.

    Args:
        archive: opened for writing.
        workers: number of processes; 1 codes in this one.

    Raises:
        UsageError: fewer than one worker.
        ArchiveError: the archive cannot be written.
    """
    if workers < 1:
        raise UsageError(f"{workers} processes cannot code")
    reader = archive.reader()
    with _coder(workers) as coded:
        after = ""
        while batch := reader.to_recode(CODER_VERSION, CODEBOOK_VERSION, after, _BATCH):
            after = batch[-1]
            yield from _recoded(archive, reader, batch, coded)


@contextmanager
def _coder(workers: int) -> Iterator[_Coder]:
    if workers == 1:
        yield lambda documents: map(_code, documents)
        return
    with ProcessPoolExecutor(workers, processes(), initializer=collect_rarely) as pool:
        yield lambda documents: pool.map(_code, documents, chunksize=_AT_ONCE)


def _code(document: Document) -> _Coded:
    try:
        return sentences(document.text, document.body_start), code_document(document)
    except Exception as error:  # noqa: BLE001 - a text that trips the coder must not end a run of millions
        return (), f"could not be coded: {type(error).__name__}: {error}"


def _recoded(archive: Archive, reader: Reader, batch: list[str], coded: _Coder) -> Iterator[Recoded]:
    found = [document for name in batch if (document := reader.document(name)) is not None]
    writer = archive.writer()
    for document, (split, coding) in zip(found, coded(found), strict=True):
        if isinstance(coding, str):
            error = InputError(document.url or document.id, coding)
            writer.record_issue(error.source, error.problem)
            yield Recoded(document.id, Counter(), Counter(), 0, error)
            continue
        before = _told(reader.coding(document.id).events)
        try:
            writer.recode(document, split, coding)
        except UsageError:  # taken out by another process meanwhile
            continue
        yield _compared(document.id, before, _told(reader.coding(document.id).events))


def _told(events: Iterable[Event]) -> Counter[tuple[str, int, int]]:
    return Counter((event.type, event.start, event.end) for event in events)


def _compared(
    name: str, before: Counter[tuple[str, int, int]], after: Counter[tuple[str, int, int]]
) -> Recoded:
    return Recoded(name, _by_type(after - before), _by_type(before - after), (before & after).total())


def _by_type(events: Counter[tuple[str, int, int]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for (kind, _, _), number in events.items():
        counted[kind] += number
    return counted

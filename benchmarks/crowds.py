"""Many writers and readers of one archive at once: errors, lost rows, latencies.

Run: ``uv run python benchmarks/crowds.py [--archive URL] [--writers W] [--readers R] [--minutes 10]``.
Without an archive a new SQLite file is made and taken away, with one writer and four readers; a URL must
name an empty PostgreSQL database, where there are eight writers and fifty readers. A writer is a process that
codes and adds made-up articles without a pause; readers, ten to a process, search, list, look articles up and
count, with a tenth of a second between two questions. Ends with exit code 1 where anything failed or a row is
lost. A process that dies is told; one that is stuck for five minutes tells where on standard error, and dies.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Final, NamedTuple

from made_up import articles, machine

from marsad.archive import EventFilter, open_archive
from marsad.coding import code_document
from marsad.errors import MarsadError
from marsad.languages import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.queues import Queue

    from marsad.archive import Archive, Hit

_TOGETHER: Final = 10
_PAUSE: Final = 0.1
_LOOK: Final = 5.0
_PATIENCE: Final = 300.0
_SENTENCES: Final = 5
_ARTICLES: Final = 1_000_000
_WORDS: Final = ("كازاخستان", "اتفاقا للتعاون", "عقوبات", "الصين النقل")


class Told(NamedTuple):
    """What a process tells at its end: latencies in seconds by what was done, ids it added, what failed."""

    latencies: dict[str, list[float]]
    added: list[str]
    failed: list[str]


class Watch:
    """Takes times and failures; shared by the threads of a process."""

    def __init__(self) -> None:
        self.latencies: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []

    @contextmanager
    def timing(self, what: str) -> Iterator[None]:
        """Notes how long it took, or that it failed."""
        begun = time.perf_counter()
        try:
            yield
        except (MarsadError, AssertionError) as error:
            self.failed.append(f"{what}: {type(error).__name__}: {error}")
        else:
            self.latencies[what].append(time.perf_counter() - begun)


def main() -> None:
    """Lets them all loose, waits, counts."""
    asked = _asked()
    on_server = "://" in asked.archive
    writers = asked.writers if asked.writers is not None else (8 if on_server else 1)
    readers = asked.readers if asked.readers is not None else (50 if on_server else 4)
    with tempfile.TemporaryDirectory() as folder:
        archive = asked.archive or str(Path(folder) / "crowd.db")
        open_archive(archive).close()
        told = _all_told(archive, writers, readers, asked.minutes * 60)
        problems = [problem for one in told for problem in one.failed] + list(_lost(archive, told))
    print(machine())
    kind = "PostgreSQL" if on_server else "SQLite"
    print(
        f"{kind}, {writers} writers, {readers} readers, {asked.minutes:g} minutes, {len(problems)} problems"
    )
    _print_latencies(told)
    for problem in problems[:20]:
        print(problem)
    sys.exit(1 if problems else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", default="")
    parser.add_argument("--writers", type=int)
    parser.add_argument("--readers", type=int)
    parser.add_argument("--minutes", type=float, default=10)
    return parser.parse_args()


def _all_told(archive: str, writers: int, readers: int, seconds: float) -> list[Told]:
    ways = multiprocessing.get_context("spawn")
    queue: Queue[Told] = ways.Queue()
    groups = [min(_TOGETHER, readers - start) for start in range(0, readers, _TOGETHER)]
    runs = [
        *(ways.Process(target=write, args=(archive, seed, seconds, queue)) for seed in range(1, writers + 1)),
        *(ways.Process(target=read, args=(archive, group, seconds, queue)) for group in groups),
    ]
    for run in runs:
        run.start()
    told: list[Told] = []
    while len(told) < len(runs):
        have_ended = all(
            run.exitcode is not None for run in runs
        )  # asked first: what they told is there then
        try:
            told.append(queue.get(timeout=_LOOK))
        except Empty:
            if have_ended:
                codes = [run.exitcode for run in runs if run.exitcode]
                silent = f"{len(runs) - len(told)} processes told nothing; exit codes: {codes}"
                return [*told, Told({}, [], [silent])]
    for run in runs:
        run.join()
    return told


@contextmanager
def _telling(queue: Queue[Told], seconds: float) -> Iterator[tuple[Watch, list[str]]]:
    """What a process tells at its end; where it gets stuck before, it says where, and ends."""
    faulthandler.dump_traceback_later(seconds + _PATIENCE, exit=True)
    watch, added = Watch(), list[str]()
    yield watch, added
    queue.put(Told(dict(watch.latencies), added, watch.failed))
    queue.close()
    queue.join_thread()
    faulthandler.cancel_dump_traceback_later()


def write(archive: str, seed: int, seconds: float, queue: Queue[Told]) -> None:
    """Codes and adds until the time is over."""
    with _telling(queue, seconds) as (watch, added), open_archive(archive) as opened:
        writer, stop = opened.writer(), time.monotonic() + seconds
        for document in articles(_ARTICLES, seed):
            if time.monotonic() > stop:
                break
            split, coding = sentences(document.text, document.body_start), code_document(document)
            with watch.timing("add an article"):
                writer.add(document, split, coding)
                added.append(document.id)


def read(archive: str, number: int, seconds: float, queue: Queue[Told]) -> None:
    """Asks until the time is over, in several threads."""
    with _telling(queue, seconds) as (watch, _), open_archive(archive, readonly=True) as opened:
        stop = time.monotonic() + seconds
        threads = [
            threading.Thread(target=_ask_on, args=(opened, watch, stop, seed)) for seed in range(number)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _ask_on(archive: Archive, watch: Watch, stop: float, seed: int) -> None:
    chance, reader = random.Random(seed), archive.reader()  # noqa: S311 - no secret hangs on it
    while time.monotonic() < stop:
        hits: list[Hit] = []
        with watch.timing("search, 20 hits"):
            hits = archive.search(chance.choice(_WORDS))
        with watch.timing("list 100 events of a state"):
            list(islice(reader.events(EventFilter(party=("KAZ",))), 100))
        for hit in hits[:2]:
            with watch.timing("an article with all that was coded"):
                document = reader.document(hit.document)
                assert document is not None, f"{hit.document} was found and is not there"  # noqa: S101
                split, coded = reader.sentences(hit.document), reader.coding(hit.document)
                assert (len(split), bool(coded.events)) == (_SENTENCES, True), f"{hit.document} is half"  # noqa: S101
        with watch.timing("count the outlets"):
            reader.outlets()
        time.sleep(_PAUSE)


def _lost(archive: str, told: list[Told]) -> Iterator[str]:
    added = [name for one in told for name in one.added]
    with open_archive(archive, readonly=True) as opened:
        there, counts = opened.reader().ids(), opened.reader().counts()
    if sorted(added) != there:
        yield f"{len(added)} articles were reported, {len(there)} are there"
    if counts["codings"] != len(there) or counts["sentences"] != _SENTENCES * len(there):
        yield f"rows are lost: {counts}"


def _print_latencies(told: list[Told]) -> None:
    print("\n| what | times | median, ms | 95 %, ms | 99 %, ms | slowest, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    taken: dict[str, list[float]] = defaultdict(list)
    for one in told:
        for what, latencies in one.latencies.items():
            taken[what] += latencies
    for what, latencies in taken.items():
        parts = statistics.quantiles([1000 * one for one in latencies], n=100, method="inclusive")
        shown = " | ".join(f"{one:,.0f}" for one in (parts[49], parts[94], parts[98], 1000 * max(latencies)))
        print(f"| {what} | {len(latencies):,} | {shown} |")


if __name__ == "__main__":
    main()

"""How fast and how large Marsad is on this machine, in one table.

Run: ``uv run python benchmarks/speed.py [ARTICLES] [SENTENCES]``. Measured are the start, raw text to events
on one core, reading and coding into an archive, and the memory of a run over ARTICLES (50,000) and over
SENTENCES (1,000,000) texts of one sentence: the mean of its first and of its last tenth, and the most. Texts
are those of ``tests/gold`` put together anew. Prints Markdown. The memory of 50,000 articles takes some ten
minutes of processor, that of 1,000,000 sentences half an hour.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from bulk import write_documents
from coding import FIRST_EVENT, lines_of, milliseconds, sentences_per_second
from machine import machine, watched

from marsad.languages import sentences

_SAMPLE: Final = 500
_ADDED: Final = 1_000
_SENTENCES: Final = 8
_PROGRAM: Final = [sys.executable, "-c", "from marsad.cli import main; main()"]


def main(articles: int, texts: int, folder: Path) -> None:
    """Measures and prints."""
    print(f"{machine()}\n\n| what | value |\n| --- | --- |")
    for what, statement in (("`import marsad`", "import marsad"), ("first event of one text", FIRST_EVENT)):
        processor = processor_of(statement) - processor_of("pass")
        _row(what, f"{milliseconds(statement):.0f} ms, {processor:.0f} ms of processor")
    _print_coding(folder)
    for workers in (1, 2):
        _print_adding(folder, workers)
    _print_memory("articles", folder, articles, _SENTENCES)
    _print_memory("texts of one sentence", folder, texts, 1)


def processor_of(statement: str) -> float:
    """Milliseconds of processor of a statement in a fresh interpreter; the least of five."""
    return min(_spent(statement) for _ in range(5))


def _spent(statement: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = os.times()
    return 1000 * (sum(after[2:4]) - sum(before[2:4]))


def _row(what: str, value: str) -> None:
    print(f"| {what} | {value} |", flush=True)


def _print_coding(folder: Path) -> None:
    source = folder / "sample.jsonl"
    write_documents(source, _SAMPLE, _SENTENCES)
    lines = lines_of(source)
    count = sum(len(sentences(line.text, 0)) for line in lines)
    rate, _ = sentences_per_second(lines, count)
    _row("raw text to events, sentences a second of one core", f"{rate:,.0f}")
    _row("sentences an article", f"{count / _SAMPLE:.1f}")
    _row("bytes of text an article", f"{source.stat().st_size / _SAMPLE:,.0f}")


def _print_adding(folder: Path, workers: int) -> None:
    """Reading, coding, everything, and writing into an archive; less what a start takes."""
    source, archive = folder / "added.jsonl", folder / f"added{workers}.db"
    write_documents(source, _ADDED, _SENTENCES)
    took = watched([*_PROGRAM, "add", str(source), "-a", str(archive), "--workers", str(workers)])
    told = f"{_ADDED / took.seconds:,.0f} articles/s, {_ADDED / took.processor:,.0f} a second of processor"
    _row(f"into an archive, {workers} worker{'s' * (workers > 1)}", told)
    if workers == 1:
        _row("bytes of the archive an article", f"{archive.stat().st_size / _ADDED:,.0f}")


def _print_memory(what: str, folder: Path, documents: int, size: int) -> None:
    source, out = folder / "large.jsonl", folder / "large.out.jsonl"
    write_documents(source, documents, size)
    took = watched([*_PROGRAM, "code", str(source), "-o", str(out)])
    tenth = max(1, len(took.memory) // 10)
    first, last = (statistics.mean(part) / 2**20 for part in (took.memory[:tenth], took.memory[-tenth:]))
    told = f"{first:.0f} MB, {last:.0f} MB, most {max(took.memory) / 2**20:.0f} MB"
    _row(f"memory over {documents:,} {what}: first tenth of the time, last tenth", told)
    _row(f"time of processor for {documents:,} {what}", f"{took.processor:,.0f} s")
    _row("bytes of events for a text", f"{out.stat().st_size / documents:,.0f}")


if __name__ == "__main__":
    asked = [int(number.replace(",", "")) for number in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as made:
        main(*(asked + [50_000, 1_000_000][len(asked) :]), Path(made))

"""Kills ``marsad add`` at random moments and looks whether anything it reported is lost, or half there.

Run: ``uv run python benchmarks/kills.py [--archive PATH_OR_URL] [--documents 2000] [--kills 50] [--seed 1]``.
Without an archive a new SQLite file is made and taken away; a URL must name an empty PostgreSQL database.
Every run goes on with the same articles; after every kill each article that was reported is there once, and
each that is there has all its sentences and all that was coded. Ends with exit code 1 where that fails.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from made_up import articles, machine

from marsad.archive import open_archive
from marsad.coding import code_document
from marsad.languages import sentences
from marsad.reading import read_sources
from marsad.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.archive import Reader
    from marsad.records import Coding, Sentence

_ADD: Final = "from marsad.cli import main; main()"
_LATEST_START: Final = 2.0
_LATEST_LINE: Final = 0.03


class Killed(NamedTuple):
    """A run: ids it reported as added and as there already, and whether it was killed before its end."""

    added: list[str]
    there: list[str]
    was_killed: bool


def main() -> None:
    """Kills and looks, again and again, then lets one run end."""
    asked = _asked()
    chance = random.Random(asked.seed)  # noqa: S311 - no secret hangs on it
    with tempfile.TemporaryDirectory() as folder:
        source, archive = Path(folder) / "in.jsonl", asked.archive or str(Path(folder) / "killed.db")
        _write(source, asked.documents)
        expected = _expected(source)
        open_archive(archive).close()
        reported: set[str] = set()
        begun, met, problems = time.perf_counter(), Counter[str](), list[str]()
        for kill in range(asked.kills):
            left = len(expected) - len(reported)
            most = 2 * left // max(asked.kills - kill, 1)
            run = _run(source, archive, chance.randint(0, max(most, 1)), chance)
            reported.update(run.added)
            met["killed" if run.was_killed else "ended"] += 1
            problems += [f"kill {kill + 1}: {problem}" for problem in _problems(archive, expected, reported)]
        last = _run(source, archive, None, chance)
        reported.update(last.added, last.there)
        problems += _problems(archive, expected, reported)
        if len(reported) != len(expected):
            problems.append(f"the last run told of {len(reported)} of {len(expected)} articles")
    _tell(asked, met, problems, time.perf_counter() - begun)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", default="")
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _write(source: Path, number: int) -> None:
    with source.open("wb") as out:
        for one in articles(number, seed=7):
            row = {"title": one.title, "text": one.body, "outlet": one.outlet, "published": one.published}
            out.write(msgspec.json.encode(row) + b"\n")


def _expected(source: Path) -> dict[str, bytes]:
    """What must be in the archive of each article, as it is read from the file."""
    found = [one for one in read_sources([str(source)]) if isinstance(one, Document)]
    return {one.id: _whole(sentences(one.text, one.body_start), code_document(one)) for one in found}


def _run(source: Path, archive: str, after: int | None, chance: random.Random) -> Killed:
    """Adds until some articles more are reported, then kills a little later; None lets it end."""
    command = [sys.executable, "-c", _ADD, "add", str(source), "--archive", archive]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None  # noqa: S101  a pipe was asked for
        lines: list[bytes] = []
        if after == 0:
            time.sleep(chance.uniform(0, _LATEST_START))
            run.kill()
        for line in run.stdout:
            lines.append(line)
            if after is not None and sum(b"\tadded\t" in one for one in lines[-after:]) >= max(after, 1):
                time.sleep(chance.uniform(0, _LATEST_LINE))
                run.kill()
                lines += run.stdout.readlines()
                break
    told = [line.decode().split("\t") for line in lines if line.endswith(b"\n")]
    by = {outcome: [one[0] for one in told if one[1] == outcome] for outcome in ("added", "already there")}
    return Killed(by["added"], by["already there"], run.returncode == -signal.SIGKILL)


def _problems(archive: str, expected: dict[str, bytes], reported: set[str]) -> Iterator[str]:
    with open_archive(archive) as opened:
        reader = opened.reader()
        there = Counter(one.id for one in reader.documents())
        yield from (f"{name} was reported and is not there" for name in reported - there.keys())
        yield from (f"{name} is there {number} times" for name, number in there.items() if number != 1)
        yield from (f"{name} is half there" for name in there if _told(reader, name) != expected[name])
        if reader.counts()["codings"] != len(there):
            yield "there are codings without their articles"


def _told(reader: Reader, name: str) -> bytes:
    return _whole(reader.sentences(name), reader.coding(name))


def _whole(split: Iterable[Sentence], coding: Coding) -> bytes:
    """Sentences and all records, in an order of their own."""
    records = (*coding.events, *coding.claims, *coding.forecasts, *coding.figures)
    return b"\n".join([msgspec.json.encode(list(split)), *sorted(map(msgspec.json.encode, records))])


def _tell(asked: argparse.Namespace, met: Counter[str], problems: list[str], seconds: float) -> None:
    kind = "PostgreSQL" if "://" in asked.archive else "SQLite"
    print(machine())
    print("| database | articles | runs killed | runs that ended first | problems | seconds |")
    print("| --- | --- | --- | --- | --- | --- |")
    counts = f"{met['killed']} | {met['ended']} | {len(problems)} | {seconds:,.0f}"
    print(f"| {kind} | {asked.documents:,} | {counts} |")
    for problem in problems[:20]:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

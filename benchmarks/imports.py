"""Time and memory of an import of a made-up GDELT file, and of one alignment over it.

Run: ``uv run python benchmarks/imports.py [ROWS] [FOLDER]``. Writes ROWS (1,000,000) rows of ten years into
FOLDER (a new one, taken away afterwards), imports them, and measures the alignment of KAZ and of USA; the
import and each alignment run in a process of their own, whose time of processor and largest memory are told,
for the import those of the process that reads ahead with them. Prints Markdown.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import Final

from marsad.imports.cameo import cameo
from marsad.imports.parties import codes

_FIRST: Final = dt.date(2015, 1, 1)
_DAYS: Final = 3_652
_DOMAINS: Final = 5_000
_LARGE: Final = ("USA", "RUS", "CHN", "GBR", "ISR", "UKR", "FRA", "DEU", "IND", "TUR")
_CHILD: Final = """
import json, resource, sys, time
import marsad
start = time.perf_counter()
with marsad.open(sys.argv[1]) as obs:
    {work}
    done = time.perf_counter() - start
own, read = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
memory = (own.ru_maxrss + read.ru_maxrss) / 1024
processor = own.ru_utime + own.ru_stime + read.ru_utime + read.ru_stime
print(json.dumps([done, processor, memory, told]))
"""
_IMPORT: Final = "told = obs.import_file(sys.argv[2], 'gdelt', workers=2).added"
_ALIGN: Final = """found = obs.alignment_records(sys.argv[2], ['RUS', 'XWE', 'CHN'], every=sys.argv[3])
    told = sum(reading.stories for reading in found)"""


def main(rows: int, folder: Path) -> None:
    """Writes, imports, measures and prints."""
    source, archive = folder / "made.gdelt.tsv", folder / "made.db"
    begun = time.perf_counter()
    write_rows(source, rows)
    size = source.stat().st_size / 1e6
    print(f"{rows:,} rows, {size:,.0f} MB written in {time.perf_counter() - begun:.0f} s\n")
    print("| what | seconds | of processor | MB of memory | events |\n| --- | --- | --- | --- | --- |")
    _print_row("import", _child(_IMPORT, archive, source))
    for state in ("KAZ", "USA"):
        for every in ("month", "all"):
            told = _child(_ALIGN, archive, state, every)
            _print_row(f"alignment {state}, RUS, XWE and CHN, {every}", told)
    print(f"\nThe archive has {archive.stat().st_size / 1e6:,.0f} MB.")


def write_rows(path: Path, rows: int) -> None:
    """Rows in the order of days, sides as uneven as the press's: a few large states have most of them."""
    rng = random.Random(0)  # noqa: S311  made-up data, the same each time
    states = [code for code in codes() if len(code) == 3]  # noqa: PLR2004  codes of states
    weights = [60 if state in _LARGE else 2 for state in states]
    summed, acts = list(accumulate(weights)), [code for code in cameo() if len(code) > 2]  # noqa: PLR2004
    with path.open("w", encoding="utf-8") as out:
        for number in range(rows):
            day = f"{_FIRST + dt.timedelta(days=number * _DAYS // rows):%Y%m%d}"
            actor, recipient = rng.choices(states, cum_weights=summed, k=2)
            cells = [""] * 61
            cells[0], cells[1], cells[26], cells[59] = str(number), day, rng.choice(acts), f"{day}120000"
            cells[7], cells[17] = actor, recipient if rng.random() < 0.7 else ""  # noqa: PLR2004
            cells[12], cells[52] = "GOV", "Astana, Astana, Kazakhstan"
            domain = int(_DOMAINS * rng.random() ** 3)
            cells[60] = (
                f"https://www.paper{domain}.example/news/{day}/an-article-with-a-long-name-{number}.html"
            )
            out.write("\t".join(cells) + "\n")


def _child(work: str, *arguments: object) -> tuple[float, float, float, int]:
    program = [sys.executable, "-c", _CHILD.format(work=work), *map(str, arguments)]
    done = subprocess.run(program, check=True, capture_output=True, text=True)
    seconds, processor, memory, told = json.loads(done.stdout)
    return seconds, processor, memory, told


def _print_row(what: str, told: tuple[float, float, float, int]) -> None:
    seconds, processor, memory, events = told
    print(f"| {what} | {seconds:.1f} | {processor:.1f} | {memory:.0f} | {events:,} |", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    asked = int(given[0].replace(",", "")) if given else 1_000_000
    if len(given) > 1:
        main(asked, Path(given[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(asked, Path(made))

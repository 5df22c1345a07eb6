"""What the rule of warnings finds of planted shocks, on simulated streams of counts.

Run: ``uv run python benchmarks/shocks.py [REPETITIONS]``. A stream has 60 months; in some a shock starts at
a month drawn from 20 to 50: the level is multiplied for good (step), for four months (episode) or for one
(spike). Counts are Poisson, or come in clusters (negative binomial of shape 2), or the whole press grows to
five times its volume. Prints a Markdown table: shocks with an alarm in the month they start in or the three
after it, the delay of those, and alarms elsewhere. The second table is of archives of made-up GDELT rows that
are imported and asked for warnings of one state with 40 others, as a user would: each deed in one to four
rows, some known a day later, and all that the rest of the world does beside it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

import marsad
from marsad.imports.parties import codes
from marsad.measures.changes import changes
from marsad.measures.rule import AHEAD, LEAST_BEFORE, judged, starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = 60
_OTHERS: Final = 60.0
_SHOCKS: Final = (
    ("none", 1.0, 0),
    ("step", 3.0, 99),
    ("step", 5.0, 99),
    ("episode", 5.0, 4),
    ("spike", 5.0, 1),
)


_STATE: Final = "KAZ"
_PARTNERS: Final = 40
_FIRST_YEAR: Final = 2015
_WORLD: Final = 160
"""Deeds of the rest of the world for each of a month between the state and another."""
_ACCUSE, _CONSULT = "112", "042"


class Found(NamedTuple):
    """What was found in one stream."""

    delay: int | None
    false: int
    dated: bool


def main(repetitions: int) -> None:
    """Measures and prints."""
    rng = np.random.default_rng(0)
    print("| press | level | shock | hits | mean delay | change dated within a month | false alarms a year |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for press in ("even", "clusters", "growing"):
        for level in (0.5, 2.0, 8.0):
            for name, times, months in _SHOCKS:
                found = [simulated(rng, press, level, times, months) for _ in range(repetitions)]
                shock = f"{name} ×{times:.0f}" if months else name
                print(f"| {press} | {level} | {shock} | {_row(found, months)} |")
    print("\n| imported: level | shock | rows | hits | mean delay | false alarms a year |")
    print("| --- | --- | --- | --- | --- | --- |")
    for level in (0.5, 2.0, 8.0):
        for name, times, months in _SHOCKS[1:]:
            rows, found, false = imported(rng, level, times, months)
            hits, delay, *_ = _row(found, months).split(" | ")
            print(
                f"| {level} | {name} ×{times:.0f} | {rows:,} | {hits} | {delay} | {false:.2f} |", flush=True
            )


def simulated(rng: np.random.Generator, press: str, level: float, times: float, months: int) -> Found:
    """One stream with a shock in it, and what the rule and the change points find."""
    volume = np.geomspace(1, 5, _MONTHS) if press == "growing" else np.ones(_MONTHS)
    start = int(rng.integers(20, 50))
    mean = level * volume
    mean[start : start + months] *= times
    counts = rng.poisson(mean * (rng.gamma(2, 0.5, _MONTHS) if press == "clusters" else 1))
    exposure = rng.poisson(_OTHERS * volume) + 10.0
    stream = judged(counts, exposure, counts, "month")
    near = range(start, start + AHEAD + 1) if months else range(0)
    delays = [at - start for at in np.flatnonzero(stream.alarms) if at in near]
    shocked = range(start, start + max(months, AHEAD + 1)) if months else range(0)
    false = sum(at not in shocked for at in starts_of(stream.alarms))
    dated = any(abs(one.at - start) <= 1 for one in changes(counts, exposure, 1 / 24))
    return Found(int(delays[0]) if delays else None, false, dated)


def imported(
    rng: np.random.Generator, level: float, times: float, months: int
) -> tuple[int, list[Found], float]:
    """An archive of rows, a shock planted with every second of the others, and what warnings find of them."""
    states = sorted(code for code, party in codes().items() if code == party)
    partners = [code for code in states if code not in {_STATE, "USA"}][:_PARTNERS]
    quiet = partners[1::2]
    starts = {partner: _MONTHS if partner in quiet else int(rng.integers(20, 50)) for partner in partners}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.tsv"
        rows = list(_rows(rng, level, times, months, starts))
        source.write_text("\n".join(f"{at}\t{row}" for at, row in enumerate(rows)), encoding="utf-8")
        with marsad.open(Path(folder) / "shocks.db") as observatory:
            observatory.import_file(source, "gdelt")
            warned = observatory.warning_records(_STATE)
    alarms = {partner: np.zeros(_MONTHS, dtype=bool) for partner in partners}
    for one in warned:
        if one.acts == "verbal conflict":
            year, month = map(int, one.window.split("-"))
            alarms[one.other][(year - _FIRST_YEAR) * 12 + month - 1] = True
    found = {partner: _found(alarms[partner], starts[partner], months) for partner in partners}
    false = sum(one.false for one in found.values()) / (len(partners) * (_MONTHS - LEAST_BEFORE) / 12)
    return len(rows), [one for partner, one in found.items() if partner not in quiet], false


def _found(alarms: np.ndarray, start: int, months: int) -> Found:
    delays = [int(at) - start for at in np.flatnonzero(alarms) if start <= at <= start + AHEAD]
    shocked = range(start, start + max(months, AHEAD + 1))
    false = sum(at not in shocked for at in starts_of(alarms))
    return Found(delays[0] if delays else None, false, dated=False)


def _rows(
    rng: np.random.Generator, level: float, times: float, months: int, starts: dict[str, int]
) -> Iterator[str]:
    others = cycle(starts)
    for month in range(_MONTHS):
        for partner, start in starts.items():
            mean = level * (times if start <= month < start + months else 1)
            for _ in range(rng.poisson(mean)):
                yield from _copies(rng, month, _STATE, partner, _ACCUSE)
        for _ in range(rng.poisson(_WORLD * level)):
            yield from _copies(rng, month, "USA", next(others), _CONSULT, most=1)


def _copies(
    rng: np.random.Generator, month: int, actor: str, recipient: str, code: str, most: int = 4
) -> Iterator[str]:
    """One deed as one to four papers tell it, some a day later; all columns of a row but its number."""
    year, number = _FIRST_YEAR + month // 12, month % 12 + 1
    day = dt.date(year, number, int(rng.integers(1, calendar.monthrange(year, number)[1] + 1)))
    for _ in range(int(rng.integers(1, most + 1))):
        known = day + dt.timedelta(days=int(rng.random() < 0.3))  # noqa: PLR2004
        cells = [""] * 61
        cells[1], cells[7], cells[17], cells[26] = f"{day:%Y%m%d}", actor, recipient, code
        cells[59], cells[60] = f"{known:%Y%m%d}000000", f"https://paper{rng.integers(500)}.example/a"
        yield "\t".join(cells[1:])


def _row(found: list[Found], months: int) -> str:
    false = sum(one.false for one in found) / (len(found) * (_MONTHS - LEAST_BEFORE) / 12)
    if not months:
        return f"– | – | – | {false:.2f}"
    delays = [one.delay for one in found if one.delay is not None]
    share = len(delays) / len(found)
    mean = f"{np.mean(delays):.1f}" if delays else "–"
    return f"{share:.2f} | {mean} | {np.mean([one.dated for one in found]):.2f} | {false:.2f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

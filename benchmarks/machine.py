"""What a benchmark says of the machine it ran on, and what the processes took that it started."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path
from typing import Final, NamedTuple

_STEP: Final = 0.2
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_PROC: Final = Path("/proc")


def machine() -> str:
    """Processor, number of cores, load, memory, system and Python, in a line."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    memory = _PAGE * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Machine: {_processor()}, {cores} cores (load {load:.1f} before the run), {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}."
    )


def _processor() -> str:
    told = _PROC / "cpuinfo"
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


class Watched(NamedTuple):
    """What a call took, with all processes that came of it.

    Attributes:
        seconds: by the clock.
        processor: seconds of processor.
        memory: bytes of all of them together, every 0.2 seconds; shared pages count for each.
    """

    seconds: float
    processor: float
    memory: list[int]


class _Taken(NamedTuple):
    parent: int
    processor: float
    memory: int


def watched(call: list[str]) -> Watched:
    """Runs a call to its end and looks at its processes meanwhile (Linux).

    Raises:
        CalledProcessError: it ended with an error.
    """
    begun = time.perf_counter()
    started = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    memory = []
    while started.poll() is None:
        family = _family(started.pid)
        spent.update({pid: taken.processor for pid, taken in family.items()})
        memory.append(sum(taken.memory for taken in family.values()))
        time.sleep(_STEP)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, call)
    return Watched(time.perf_counter() - begun, sum(spent.values()), memory)


def _family(pid: int) -> dict[int, _Taken]:
    """A process and all that came of it."""
    every = {int(path.name): taken for path in _PROC.glob("[0-9]*") if (taken := _taken(path)) is not None}
    found = {pid: every[pid]} if pid in every else {}
    grown = True
    while grown:
        fresh = {one: taken for one, taken in every.items() if taken.parent in found and one not in found}
        found.update(fresh)
        grown = bool(fresh)
    return found


def _taken(path: Path) -> _Taken | None:
    try:
        cells = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has ended
        return None
    return _Taken(int(cells[1]), (int(cells[11]) + int(cells[12])) / _TICKS, int(cells[21]) * _PAGE)

"""Engines and workers side by side, and a crash: the same bytes, how fast, and what a second run repeats.

Run: ``uv run python benchmarks/bulk.py [DOCUMENTS] [--sentences 8] [--folder FOLDER]``, with ``--extra ray``
where Ray is to be measured. Makes up DOCUMENTS (100,000) from the texts of ``tests/gold``, codes them with
one and two workers, with Ray, and in three chunks; then starts a run into a folder of parts, kills its whole
process group with SIGKILL when a third of the parts are there, and runs it again. Prints Markdown; the time
of processor is that of all processes of a run. Ends with an error where two outputs differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from machine import machine, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOLD: Final = Path(__file__).parent.parent / "tests" / "gold"
_SENTENCES: Final = 8
_STEP: Final = 0.02
_PROGRAM: Final = [sys.executable, "-c", "from marsad.cli import main; main()", "code"]
_QUIET: Final = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}


class Run(NamedTuple):
    """What a run took, and the hash of what it wrote."""

    seconds: float
    processor: float
    sha256: str


def main(documents: int, sentences: int, folder: Path) -> None:
    """Makes up, runs, kills, runs again, and prints."""
    source = folder / "made.jsonl"
    write_documents(source, documents, sentences)
    size = source.stat().st_size
    print(f"{machine()}\n\n{documents:,} documents of {sentences} texts, {size / 1e6:,.1f} MB\n")
    print("| run | seconds | of processor | documents/s | documents/s of processor | SHA-256 |")
    print("| --- | --- | --- | --- | --- | --- |")
    hashes = {_shown(name, run, documents) for name, run in runs(source, folder)}
    hashes.add(crashed(source, folder))
    if len(hashes) > 1:
        sys.exit("The outputs differ.")
    print("\nAll outputs are the same, byte for byte.")


def write_documents(path: Path, documents: int, sentences: int = _SENTENCES) -> None:
    """Documents made of the gold's texts; each begins further on, so that few are alike."""
    texts = [
        json.loads(line)["text"]
        for name in ("own", "passages", "newsrooms")
        for line in (_GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            begin = number * 7 % len(texts)
            text = " ".join(islice(cycle(texts), begin, begin + sentences))
            line = {"id": f"d{number}", "text": text, "published": "2024-05-10"}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def runs(source: Path, folder: Path) -> Iterator[tuple[str, Run]]:
    """The runs that go to their end, with their names."""
    target = folder / "out.jsonl"
    yield "1 worker", measured([[source, "-o", target]], target)
    yield "2 workers", measured([[source, "-o", target, "--workers", 2]], target)
    if find_spec("ray") is not None:
        yield "Ray, 2 tasks", measured([[source, "-o", target, "--engine", "ray", "--workers", 2]], target)
    chunks = [folder / f"chunk{number}.jsonl" for number in (1, 2, 3)]
    calls = [[source, "-o", chunk, "--chunk", f"{at}/3"] for at, chunk in enumerate(chunks, 1)]
    yield "3 chunks, one after the other", measured(calls, *chunks)


def measured(calls: list[list[object]], *outputs: Path) -> Run:
    """Time of some calls of the command, and the hash of their outputs one after the other."""
    took = [watched([*_PROGRAM, *map(str, arguments)]) for arguments in calls]
    seconds, processor = sum(one.seconds for one in took), sum(one.processor for one in took)
    return Run(seconds, processor, hash_of(*outputs))


def hash_of(*paths: Path) -> str:
    """SHA-256 of files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _shown(name: str, run: Run, documents: int) -> str:
    rates = f"{documents / run.seconds:,.0f} | {documents / run.processor:,.0f}"
    print(f"| {name} | {run.seconds:.1f} | {run.processor:.1f} | {rates} | {run.sha256[:12]} |", flush=True)
    return run.sha256


def crashed(source: Path, folder: Path) -> str:
    """Kills a run in its midst and runs it again; the hash of its parts in the end."""
    parts = folder / "parts"
    call = [*_PROGRAM, str(source), "--into", str(parts), "--workers", "2"]
    victim = subprocess.Popen(call, start_new_session=True, **_QUIET)
    while victim.poll() is None and len(_finished(parts)) < _planned(parts) / 3:
        time.sleep(_STEP)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()
    before = _finished(parts)
    again = watched(call)
    after = _finished(parts)
    repeated = sum(after[path] != moment for path, moment in before.items())
    print(f"\nKilled with {len(before)} of {len(after)} parts finished. The second run took", end=" ")
    print(f"{again.seconds:.1f} s ({again.processor:.1f} s of processor), made the", end=" ")
    print(
        f"{len(after) - len(before)} that were missing, and repeated {repeated} of those that were finished."
    )
    return hash_of(*sorted(parts.glob("part-*.jsonl")))


def _planned(parts: Path) -> float:
    manifests = list(parts.glob("chunk-*.json"))
    return json.loads(manifests[0].read_bytes())["parts"] if manifests else float("inf")


def _finished(parts: Path) -> dict[Path, int]:
    """Receipts with the moment each was written."""
    return {path: path.stat().st_mtime_ns for path in parts.glob("part-*.json")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=100_000)
    parser.add_argument("--sentences", type=int, default=_SENTENCES, help="of each document")
    parser.add_argument("--folder", type=Path, help="for what is made; a new one, taken away, without")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        main(given.documents, given.sentences, given.folder or Path(made))

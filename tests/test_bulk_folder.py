"""Part files: the same bytes, nothing repeated, nothing taken for finished that is not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulk_samples import crawl, lines, rows
from marsad.bulk import Asked, Engine, Share, code_into, code_sources, folder, pieces
from marsad.errors import MarsadError, UsageError


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Parts as small as the samples are, so that there are many."""
    for module, name, size in ((pieces, "LINES_PIECE", 900), (folder, "LINES_PIECE", 900)):
        monkeypatch.setattr(module, name, size)


def written(found):
    return b"".join(record + b"\n" for outcome in found for record in outcome.records)


def parts_in(path):
    return b"".join(part.read_bytes() for part in sorted(path.glob("part-*.jsonl")))


def manifest(path):
    return json.loads(next(path.glob("chunk-*.json")).read_bytes())


def test_parts_one_after_the_other_are_the_whole(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    found = list(code_into(out, [source]))
    assert len(found) > 5
    assert parts_in(out) == written(code_sources([source]))
    told = manifest(out)
    assert (told["finished"], told["parts"], told["texts"]) == (True, len(found), 74)
    assert told["records"] == len(parts_in(out).splitlines())
    assert not [path for path in out.iterdir() if path.suffix == ".tmp"]


def test_a_second_run_repeats_nothing(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    (source / "bad.jsonl").write_bytes(b"{broken\n")
    first = list(code_into(out, [source]))
    before = {path: path.stat().st_mtime_ns for path in out.glob("part-*")}
    second = list(code_into(out, [source], engine=Engine(workers=2)))
    assert [one.receipt for one in second] == [one.receipt for one in first]
    assert all(one.was_there for one in second)
    assert {path: path.stat().st_mtime_ns for path in out.glob("part-*")} == before
    (problem,) = [one for part in second for one in part.receipt.problems]
    assert str(problem.as_error()).startswith(f"{source}/bad.jsonl:1: ")


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    running = code_into(out, [source])
    done = [next(running).receipt.part for _ in range(3)]
    running.close()
    assert not manifest(out)["finished"]
    again = list(code_into(out, [source]))
    assert [one.receipt.part for one in again if one.was_there] == done
    assert parts_in(out) == written(code_sources([source]))


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_bytes(lines(rows(12_000)))
    call = [sys.executable, "-c", "from marsad.cli import main; main()"]
    call += ["code", str(source), "--into", str(out), "--workers", "2"]
    victim = subprocess.Popen(call, start_new_session=True, stderr=subprocess.DEVNULL)
    while victim.poll() is None and not list(out.glob("part-*.json")):
        time.sleep(0.01)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()
    before = {path: path.stat().st_mtime_ns for path in out.glob("part-*.json")}
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert f"{len(before)} of them there before" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert manifest(out)["finished"]
    assert manifest(out)["texts"] == 12_000
    assert len(parts_in(out).splitlines()) == manifest(out)["records"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(rows(1)))
    program = (
        "import os, signal\n"
        "from marsad.bulk.engines import Engine, results\n"
        "import test_bulk_folder as here\n"
        "for _, made in results(here.pid_of_worker, [(), ()], Engine(workers=2)):\n"
        "    print(*made, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
    )  # fmt: skip
    worker = int(done.stdout.split()[0])
    until = time.monotonic() + 120
    while time.monotonic() < until and runs(worker):
        time.sleep(0.05)
    assert not runs(worker)


def pid_of_worker(task):
    yield os.getpid()


def runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_chunks_share_a_folder(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    for number in (3, 1, 2):
        list(code_into(out, [source], share=Share(number, 3)))
    assert parts_in(out) == written(code_sources([source]))
    assert len(list(out.glob("chunk-*.json"))) == 3


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "no receipt", "bad receipt"])
def test_a_part_that_is_not_as_it_was_written_is_made_anew(tmp_path, damage):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    list(code_into(out, [source]))
    whole, part = parts_in(out), sorted(out.glob("part-*.jsonl"))[1]
    if damage == "cut":
        part.write_bytes(part.read_bytes()[:-9])
    elif damage == "changed":
        part.write_bytes(part.read_bytes().replace(b"RUS", b"USA", 1))
    elif damage == "gone":
        part.unlink()
    elif damage == "no receipt":
        part.with_suffix(".json").unlink()
    else:
        part.with_suffix(".json").write_bytes(b'{"part": 1')
    again = list(code_into(out, [source]))
    assert [one.receipt.part for one in again if not one.was_there] == [part.name]
    assert parts_in(out) == whole


@pytest.mark.parametrize(
    ("asked", "share", "problem"),
    [
        (Asked("claims"), None, "with another records"),
        (Asked(minimum=0.5), None, "with another minimum"),
        (Asked(), Share(1, 2), "is a chunk of other work"),
    ],
)
def test_a_folder_takes_one_plan(tmp_path, asked, share, problem):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    list(code_into(out, [source]))
    before = parts_in(out)
    with pytest.raises(UsageError, match=problem):
        list(code_into(out, [source], asked, share=share))
    assert parts_in(out) == before


def test_inputs_that_have_changed_are_another_plan(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    list(code_into(out, [source]))
    (source / "f.txt").write_text("خبر آخر", encoding="utf-8")
    with pytest.raises(UsageError, match="from other inputs"):
        list(code_into(out, [source]))


def test_a_manifest_that_is_damaged_is_misuse(tmp_path):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    list(code_into(out, [source]))
    next(out.glob("chunk-*.json")).write_bytes(b"{")
    with pytest.raises(UsageError, match="by something else"):
        list(code_into(out, [source]))


def test_a_disk_that_is_full_is_told_and_finished_parts_are_kept(tmp_path, monkeypatch):
    source, out = crawl(tmp_path / "in"), tmp_path / "out"
    running = code_into(out, [source])
    next(running)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(MarsadError, match="no space left on device; finished parts are kept"):
        list(running)
    monkeypatch.undo()
    assert len(list(out.glob("part-*.jsonl"))) == 1
    assert not list(out.glob(".*tmp"))


def test_nothing_in_is_finished_at_once(tmp_path):
    (tmp_path / "a.jsonl").touch()
    (one,) = code_into(tmp_path / "out", [tmp_path / "a.jsonl"])
    assert (one.receipt.texts, one.receipt.bytes) == (0, 0)
    assert manifest(tmp_path / "out")["finished"]

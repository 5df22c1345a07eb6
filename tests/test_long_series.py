"""Short forms of the long series in benchmarks/: kills, crowds; and disks that are full for real."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive_server import on_server, place
from marsad.archive import open_archive
from marsad.cli import SOME_FAILED
from marsad.errors import ArchiveWriteError

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
ADD = "from marsad.cli import main; main()"
MOST_SECONDS = 600


def series(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)


def test_killed_runs_leave_every_reported_article_whole_and_once(tmp_path: Path) -> None:
    done = series(
        "kills.py", "--archive", place(tmp_path / "open_archive.db"), "--documents", 40, "--kills", 3
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| 40 |" in done.stdout
    assert ("PostgreSQL" in done.stdout) == on_server()


def test_a_crowd_loses_no_row(tmp_path: Path) -> None:
    crowd = ("--writers", 2, "--readers", 4, "--minutes", 0.03)
    done = series("crowds.py", "--archive", place(tmp_path / "crowd.db"), *crowd)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 writers, 4 readers" in done.stdout
    assert "0 problems" in done.stdout
    assert "| add an article |" in done.stdout


# Disks


def fed(folder: Path) -> Path:
    path = folder / "in.jsonl"
    rows = [{"title": f"خبر رقم {at}", "text": "زار الوزير بكين أمس. " * 200} for at in range(60)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def check_what_was_reported(done: subprocess.CompletedProcess[str], archive: Path) -> None:
    reported = {line.split("\t")[0] for line in done.stdout.splitlines() if "\tadded\t" in line}
    assert 0 < len(reported) < 60
    with open_archive(str(archive)) as opened:
        there = {document.id for document in opened.reader().documents()}
        assert reported == there
        assert opened.reader().counts()["codings"] == len(there)


@pytest.mark.sqlite
def test_a_disk_that_is_full_is_told_and_keeps_what_was_reported(tmp_path: Path) -> None:
    """In a file system of two megabytes, in a space of its own."""
    mount, kept, source = tmp_path / "small", tmp_path / "kept", fed(tmp_path)
    mount.mkdir()
    small = f"mount -t tmpfs -o size=2m none {mount}"
    tried = subprocess.run(["unshare", "-rm", "sh", "-c", small], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("no file system of one's own can be made here")
    run = shlex.join([sys.executable, "-c", ADD, "add", str(source), "--archive", str(mount / "a.db")])
    script = f"{small} && {run}; code=$?; cp -r {mount} {kept}; exit $code"
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == SOME_FAILED, done.stderr
    assert done.stderr == f"marsad: {mount}/a.db: the disk is full; nothing of this write was kept\n"
    check_what_was_reported(done, kept / "a.db")


@pytest.mark.sqlite
@pytest.mark.skipif(not shutil.which("bash"), reason="its limit on files is asked for")
def test_a_file_that_may_not_grow_is_told_and_keeps_what_was_reported(tmp_path: Path) -> None:
    """As a quota refuses: the write fails with another error than that of a full disk."""
    run = shlex.join(
        [sys.executable, "-c", ADD, "add", str(fed(tmp_path)), "--archive", str(tmp_path / "a.db")]
    )
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 900; exec {run}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == SOME_FAILED, done.stderr
    assert "a.db: the disk" in done.stderr
    check_what_was_reported(done, tmp_path / "a.db")


@pytest.mark.skipif(not on_server(), reason="of a server")
def test_a_server_that_takes_no_writes_is_told(tmp_path: Path) -> None:
    url = place(tmp_path / "a.db")
    open_archive(url).close()
    unwritable = url.replace("-csearch_path", "-cdefault_transaction_read_only=on -csearch_path")
    if unwritable == url:
        unwritable = url.replace("options=", "options=-cdefault_transaction_read_only%3Don+")
    with open_archive(unwritable) as archive, pytest.raises(ArchiveWriteError, match="read-only"):
        archive.writer().record_issue("x", "y")

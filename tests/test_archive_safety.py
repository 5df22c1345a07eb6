"""Killed runs, several at once, full disks, files that are no archive."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from archive_samples import trio
from archive_server import on_server, place
from marsad.archive import Archive, Outcome, connection, open_archive
from marsad.errors import ArchiveError, ArchiveVersionError, ArchiveWriteError, UsageError

TESTS = Path(__file__).parent
KILLED_RUN = """
import sys
sys.path.insert(0, sys.argv[2])
from archive_samples import trio
from marsad.archive import open_archive
writer = open_archive(sys.argv[1]).writer()
for number in range(100_000):
    document, *rest = trio(*[f"خبر رقم {number} سطر {line}" for line in range(8)])
    outcome = writer.add(document, *rest)
    print(outcome.value, document.id, flush=True)
"""


def run_and_kill(path: Path, seconds: float) -> list[str]:
    """Lines that the run printed in full before it was killed, this many seconds after its first."""
    command = [sys.executable, "-c", KILLED_RUN, place(path), str(TESTS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(seconds)
        os.kill(run.pid, signal.SIGKILL)
        printed = first + run.stdout.read()
    assert run.returncode == -signal.SIGKILL
    return printed.splitlines() if printed.endswith("\n") else printed.splitlines()[:-1]


def test_a_killed_run_loses_nothing_it_reported(tmp_path: Path) -> None:
    path, moments = tmp_path / "killed.db", random.Random(20260531)  # noqa: S311
    reported: set[str] = set()
    for round_ in range(6):
        lines = run_and_kill(path, moments.uniform(0, 0.3))
        if round_:
            assert lines[0].startswith("already there"), "the run resumes"
        reported |= {line.split()[-1] for line in lines}
    with open_archive(str(path)) as archive:
        reader = archive.reader()
        there = [document.id for document in reader.documents()]
        assert len(there) == len(set(there))
        assert reported <= set(there)
        for document in reader.documents():
            assert len(reader.sentences(document.id)) == 8
        counts = reader.counts()
        assert {counts[kind] for kind in ("sentences", "events", "claims", "forecasts", "figures")} == {
            8 * len(there)
        }
        assert counts["codings"] == len(there)
    if on_server():
        return
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.execute("INSERT INTO sentence_index(sentence_index, rank) VALUES ('integrity-check', 1)")
    raw.close()


# Several at once


def test_a_reader_sees_one_state_while_a_writer_goes_on(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db"), lock_wait=0.5) as archive:
        writer, reader = archive.writer(), archive.reader()
        for number in range(3):
            writer.add(*trio(f"خبر {number}"))
        slow = reader.documents()
        first = next(slow)
        assert writer.add(*trio("خبر جديد")) is Outcome.ADDED
        assert len([first, *slow]) == 3
        assert len(list(reader.documents())) == 4


def test_threads_read_and_write_together(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        writer, reader, stop = archive.writer(), archive.reader(), threading.Event()

        def watch() -> int:
            looks = 0
            while not stop.is_set():
                for document in reader.documents():
                    assert len(reader.coding(document.id).events) == 2
                looks += 1
            return looks

        with ThreadPoolExecutor(7) as pool:
            watchers = [pool.submit(watch) for _ in range(3)]
            put = [trio(f"خبر {number}", "وتفصيله") for number in range(20)] * 2
            outcomes = [each.result() for each in [pool.submit(writer.add, *each) for each in put]]
            stop.set()
            assert all(watcher.result() for watcher in watchers)
        assert sorted(outcomes) == [Outcome.ADDED] * 20 + [Outcome.ALREADY_THERE] * 20


def test_processes_may_open_a_new_archive_at_once(tmp_path: Path) -> None:
    program = KILLED_RUN.replace("100_000", "5")
    command = [sys.executable, "-c", program, place(tmp_path / "a.db"), str(TESTS)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    printed = [run.communicate(timeout=60)[0].split("\n")[:-1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert sum(line.startswith("added") for lines in printed for line in lines) == 5


@pytest.mark.sqlite
def test_a_held_lock_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_archive(str(path), lock_wait=0.1) as archive:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveWriteError, match=r"a\.db: locked by another writer"):
            archive.writer().add(*trio("خبر"))
        assert list(archive.reader().documents()) == []
        other.execute("ROLLBACK")
        other.close()
        assert archive.writer().add(*trio("خبر")) is Outcome.ADDED


# Disks


@pytest.mark.sqlite
def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(*trio("خبر قديم"))
        engine = archive._connections.engine
        engine.dispose()

        def little_room(raw: sqlite3.Connection, _record: object) -> None:
            raw.execute("PRAGMA max_page_count = 100")

        event.listen(engine, "connect", little_room)
        outcomes = (archive.writer().add(*trio(f"خبر {number}", "كلمات " * 500)) for number in range(1000))
        added: list[Outcome] = []
        with pytest.raises(ArchiveWriteError, match="the disk is full"):
            added.extend(outcomes)
        assert archive.reader().counts()["documents"] == len(added) + 1 > 1
        assert archive.reader().counts()["sentences"] == 2 * len(added) + 1


@pytest.mark.sqlite
def test_a_file_that_turned_read_only(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        engine = archive._connections.engine
        engine.dispose()
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA query_only = ON"))
        with pytest.raises(ArchiveWriteError, match="read-only"):
            archive.writer().add(*trio("خبر"))


# Opening


def filled(path: Path) -> None:
    with open_archive(str(path)) as archive:
        archive.writer().add(*trio("أعلنت أستانا خطة"))


def test_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "مع فراغ?#%.db"
    filled(path)
    with open_archive(str(path), readonly=True) as archive:
        assert len(list(archive.reader().events())) == 1
        assert len(archive.search("خطة")) == 1
        with pytest.raises(ArchiveWriteError, match="opened read-only"):
            archive.writer()
        with (
            pytest.raises(ArchiveWriteError, match="read-only"),
            archive._connections.reading() as raw,
        ):
            raw.exec_driver_sql("UPDATE documents SET author = NULL")


def test_a_reader_by_mode_ro_beside_a_writer(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with open_archive(path) as archive, open_archive(path, readonly=True) as view:
        archive.writer().add(*trio("خبر أول"))
        assert view.reader().counts()["documents"] == 1
        archive.writer().add(*trio("خبر ثان"))
        assert view.reader().counts()["documents"] == 2


def test_a_folder_that_nobody_can_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "a.db")
    monkeypatch.setattr(connection.os, "access", lambda *_: False)
    with open_archive(str(tmp_path / "a.db"), readonly=True) as archive:
        assert archive.reader().counts()["events"] == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db"]


def test_names_that_are_no_archive(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("هذا نص وليس قاعدة بيانات. " * 100, encoding="utf-8")
    (tmp_path / "cut.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE meta (key, value)")
    raw.close()
    for name, readonly, problem in (
        ("text.db", False, "not a SQLite file"),
        ("text.db", True, "not a SQLite file"),
        ("cut.db", False, "not a SQLite file|damaged"),
        ("other.db", False, "no archive of Marsad"),
        ("other.db", True, "no archive of Marsad"),
        ("missing.db", True, "there is no such archive"),
        ("no/such/folder.db", False, "there is no folder"),
        ("", False, "is a folder"),
    ):
        path = str(tmp_path / name)
        with pytest.raises(ArchiveError, match=problem) as caught:
            open_archive(path, readonly=readonly)
        assert str(tmp_path) in str(caught.value)
    assert not (tmp_path / "missing.db").exists()


def test_an_empty_file_is_a_new_archive_but_not_one_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(ArchiveError, match="holds no archive yet"):
        open_archive(str(path), readonly=True)
    filled(path)


@pytest.mark.parametrize(
    "name", ["", "sqlite:///:memory:", "sqlite:///", "a\0b", "x://", "sqlite+pysqlite:///x", "p://h:port/d"]
)
def test_names_that_mean_nothing(name: str) -> None:
    with pytest.raises((UsageError, ArchiveError)):
        open_archive(name)


@pytest.mark.sqlite
def test_a_url_of_a_file(tmp_path: Path) -> None:
    filled(tmp_path / "a.db")
    with open_archive(f"sqlite:///{tmp_path}/a.db") as archive:
        assert archive.name == f"{tmp_path}/a.db"
        assert archive.reader().counts()["documents"] == 1


def test_a_server_without_driver_or_answer() -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive("postgresql://user:secret@127.0.0.1:9/news")
    assert "secret" not in str(caught.value)


def set_meta(path: Path, key: str, value: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    raw.close()


@pytest.mark.sqlite
@pytest.mark.parametrize("readonly", [False, True])
def test_an_archive_of_a_newer_marsad(tmp_path: Path, readonly: bool) -> None:
    filled(tmp_path / "a.db")
    set_meta(tmp_path / "a.db", "schema_version", "999")
    with pytest.raises(ArchiveVersionError, match=r"a\.db: made by a newer Marsad \(layout 999"):
        open_archive(str(tmp_path / "a.db"), readonly=readonly)


@pytest.mark.sqlite
def test_an_archive_that_does_not_tell_its_version(tmp_path: Path) -> None:
    filled(tmp_path / "a.db")
    set_meta(tmp_path / "a.db", "schema_version", "soon")
    with pytest.raises(ArchiveError, match="does not tell its version"):
        open_archive(str(tmp_path / "a.db"))


@pytest.mark.sqlite
def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_archive(str(path)) as archive:
        for number in range(30):
            archive.writer().add(*trio(f"خبر {number}", "كلمات " * 200))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"a\.db"), open_archive(str(path)) as archive:
        list(archive.reader().events())


def test_a_closed_archive_stays_closed(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        reader, writer = archive.reader(), archive.writer()
    archive.close()
    with pytest.raises(ArchiveError, match="was closed"):
        reader.counts()
    with pytest.raises(ArchiveError, match="was closed"):
        writer.add(*trio("خبر"))


# Backup


def test_a_backup_is_an_archive(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(*trio("خبر"))
        archive.backup(str(tmp_path / "b.db"))
        archive.writer().add(*trio("خبر لاحق"))
        with pytest.raises(ArchiveError, match="is there already"):
            archive.backup(str(tmp_path / "b.db"))
        with pytest.raises(ArchiveError, match="there is no folder"):
            archive.backup(str(tmp_path / "no" / "c.db"))
    with open_archive(str(tmp_path / "b.db")) as copy:
        assert isinstance(copy, Archive)
        assert copy.reader().counts()["documents"] == 1
        assert len(copy.search("خبر")) == 1

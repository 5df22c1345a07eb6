"""Whether what opens an archive is run on a server where one is named, and really opens it there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import archive_server
import marsad
from archive_samples import trio
from marsad.archive import open_archive

ADD = "from marsad.cli import main; main()"


@pytest.fixture
def kind(pytestconfig):
    """What archives are to be in, by how pytest was called."""
    return "postgresql" if pytestconfig.getoption("--archive-url") else "sqlite"


def kind_of(archive):
    return archive._connections.engine.dialect.name


def test_every_way_of_opening_leads_to_the_database_that_was_named(tmp_path, kind):
    assert archive_server.on_server() == (kind == "postgresql")
    with open_archive(str(tmp_path / "a.db")) as archive:
        assert kind_of(archive) == kind
    with open_archive(str(tmp_path / "a.db"), readonly=True) as archive:
        assert kind_of(archive) == kind
    with open_archive(":memory:") as archive:
        assert kind_of(archive) == kind
    with marsad.open(tmp_path / "b.db") as observatory:
        assert kind_of(observatory._archive) == kind


def test_the_command_line_opens_it_there_too(run, tmp_path, kind):
    (tmp_path / "x.txt").write_text("زار وزير الخارجية الصين أمس.", encoding="utf-8")
    assert run("add", tmp_path / "x.txt", "--archive", tmp_path / "a.db").code == 0
    is_sqlite = (tmp_path / "a.db").read_bytes().startswith(b"SQLite format 3\0")
    assert is_sqlite == (kind == "sqlite")


def test_a_process_of_its_own_opens_it_there_too(tmp_path, kind):
    row = {"title": "خبر", "text": "زار وزير الخارجية الصين أمس."}
    (tmp_path / "x.jsonl").write_text(json.dumps(row), encoding="utf-8")
    place = archive_server.place(tmp_path / "a.db")
    command = [sys.executable, "-c", ADD, "add", str(tmp_path / "x.jsonl"), "--archive", place]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with open_archive(str(tmp_path / "a.db"), readonly=True) as archive:
        assert kind_of(archive) == kind
        assert archive.reader().counts()["documents"] == 1


def test_a_copy_of_its_file_is_a_copy_of_the_archive(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(*trio("خبر"))
    (tmp_path / "b.db").write_bytes((tmp_path / "a.db").read_bytes())
    with open_archive(str(tmp_path / "b.db")) as copy:
        copy.writer().add(*trio("خبر لاحق"))
        assert copy.reader().counts()["documents"] == 2
        assert len(copy.search("خبر")) == 2
    with open_archive(str(tmp_path / "a.db")) as archive:
        assert archive.reader().counts()["documents"] == 1


def test_the_tables_of_a_test_are_those_that_marsad_makes(tmp_path):
    """A process makes its own, a test has them made in one go."""
    program = "import sys; from marsad.archive import open_archive; open_archive(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", program, archive_server.place(tmp_path / "a.db")], check=True)
    exports = []
    for name in ("a.db", "b.db"):
        with open_archive(str(tmp_path / name)) as archive:
            exports.append([line for line in archive.export({}) if b"created_at" not in line])
    assert exports[0] == exports[1]


def test_a_test_that_is_not_known_to_open_archives_may_open_none(pytestconfig, monkeypatch, tmp_path):
    ours = pytestconfig.pluginmanager.get_plugin(str(Path(__file__).parent / "conftest.py"))

    class Unmarked:
        path = Path("test_x.py")

        def get_closest_marker(self, _):
            return None

    monkeypatch.setattr(ours, "_RUNNING", [Unmarked()])
    with pytest.raises(AssertionError, match=r"test_x\.py is not known to open archives"):
        open_archive(str(tmp_path / "a.db"))

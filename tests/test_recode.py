"""A newer coder over an archive: resumed after a kill, earlier codings reachable, what changed told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

import marsad
from archive_server import place
from marsad.archive import EventFilter, open_archive
from marsad.cli import DONE, SOME_FAILED
from marsad.coding import code_document
from marsad.errors import UsageError
from marsad.languages import sentences
from marsad.observatory import recoding
from marsad.records import CODER_VERSION, Coding, Document, document_id

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = tuple(
    f"وقّع وزير خارجية كازاخستان ونظيره الصيني اتفاقا للنقل رقم {number}. وأدانت موسكو القرار."
    for number in range(12)
)


def document_of(text: str) -> Document:
    return Document(id=document_id(text, None, None), text=text)


def filled(path: Path, texts=TEXTS, coder="0") -> Path:
    """An archive as an earlier coder left it: it took what is now support for talks, and saw no more."""
    with open_archive(str(path)) as archive:
        for text in texts:
            document = document_of(text)
            first = code_document(document).events[0]
            old = replace(first, type="CONSULT", mode="meet", coder=coder)
            split = sentences(text, 0)
            archive.writer().add(document, split, Coding(document=document.id, events=(old,)))
    return path


def test_recoding_tells_what_changed_and_keeps_what_was(run, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    done = run("recode", "--archive", path)
    assert done.code == DONE, done.err
    assert "12 coded anew, 0 failed" in done.err
    assert "CONSULT\t+0\t-12" in done.out
    assert "SUPPORT\t+12\t-0" in done.out
    again = run("recode", "--archive", path)
    assert "0 coded anew" in again.err
    with open_archive(str(path)) as archive:
        reader = archive.reader()
        assert {event.type for event in reader.events(EventFilter(coder="0"))} == {"CONSULT"}
        assert len(list(reader.events(EventFilter(coder="0")))) == 12
        for text in TEXTS:
            document = document_of(text)
            assert reader.coding(document.id) == code_document(document)
    assert "12 earlier codings taken out" in run("recode", "--archive", path, "--prune").err
    with open_archive(str(path)) as archive:
        assert list(archive.reader().events(EventFilter(coder="0"))) == []


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    told = []
    for workers in (1, 2):
        with marsad.open(filled(tmp_path / f"{workers}.db")) as observatory:
            changed = list(observatory.recoding(workers=workers))
            events = msgspec.json.encode(list(observatory.event_records()))
            told.append((changed, events))
    assert told[0] == told[1]


def test_only_what_was_kept_whole_is_coded_anew(tmp_path: Path) -> None:
    document = document_of(TEXTS[0])
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer("hash").add(document, sentences(document.text, 0), Coding(document=document.id))
        assert recoding.left_to_recode(archive) == 0
        assert list(recoding.recoding(archive)) == []


def test_no_process_is_refused(tmp_path: Path) -> None:
    with marsad.open(tmp_path / "a.db") as observatory, pytest.raises(UsageError, match="0 processes"):
        list(observatory.recoding(workers=0))


def test_a_text_that_trips_the_coder_keeps_its_earlier_coding(run, tmp_path: Path, monkeypatch) -> None:
    path, tripping = filled(tmp_path / "a.db"), document_of(TEXTS[3])

    def trips(document: Document) -> Coding:
        if document.id == tripping.id:
            raise ZeroDivisionError("by chance")
        return code_document(document)

    monkeypatch.setattr(recoding, "code_document", trips)
    done = run("recode", "--archive", path)
    assert done.code == SOME_FAILED
    assert f"{tripping.id}: could not be coded: ZeroDivisionError: by chance" in done.err
    assert "11 coded anew, 1 failed" in done.err
    with open_archive(str(path)) as archive:
        assert [event.type for event in archive.reader().coding(tripping.id).events] == ["CONSULT"]
        assert [issue.source for issue in archive.reader().issues()] == [tripping.id]


def test_an_archive_that_is_not_there_is_not_made(run, tmp_path: Path) -> None:
    done = run("recode", "--archive", tmp_path / "none.db")
    assert done.code == SOME_FAILED
    assert "there is no such archive" in done.err
    assert not (tmp_path / "none.db").exists()


RECODING = """
import sys
import marsad
with marsad.open(sys.argv[1]) as observatory:
    for one in observatory.recoding():
        print(one.document, flush=True)
"""


def test_a_killed_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db", [f"{text} {copy}" for copy in range(20) for text in TEXTS])
    command = [sys.executable, "-c", RECODING, place(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(0.02)
        os.kill(run.pid, signal.SIGKILL)
        printed = (first + run.stdout.read()).split("\n")[:-1]
    with marsad.open(path) as observatory:
        left = observatory.left_to_recode()
        assert left <= 240 - len(printed)
        done = [one.document for one in observatory.recoding()]
        assert len(done) == left
        assert not set(done) & set(printed)
        assert observatory.left_to_recode() == 0
        versions = observatory._archive.reader().codings(done[0] if done else printed[0])
        assert [(one.coder, one.is_current) for one in versions] == [("0", False), (CODER_VERSION, True)]

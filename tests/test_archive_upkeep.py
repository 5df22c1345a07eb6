"""Copies, exports that come in again as they went out, and taking out so that no word is left."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import polars as pl
import pytest

import marsad
from archive_samples import trio
from archive_server import on_server
from layout_samples import old_archive
from marsad.archive import Trace, open_archive
from marsad.archive.carrying import carried_out
from marsad.archive.importing import ImportedRow, Progress
from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.errors import ArchiveVersionError, MalformedError, UsageError
from marsad.ledger import Ledger
from marsad.ledger.making import evidence
from marsad.stories import origins_of, stories_of

if TYPE_CHECKING:
    from pathlib import Path

    from marsad.archive import Archive

HIDDEN = "قرنفلة"
ROW = ImportedRow(
    id="gdelt:1", line=2, date="2024-05-01", date_precision="day", type="AGREE", mode=None, contexts=None,
    actors="KAZ", actor_sectors=None, recipients="CHN", recipient_sectors=None, place=None,
    place_country=None, status="actual", confidence=0.5, known="2024-05-02", origin="example.org",
    url=None, text=f"row of {HIDDEN}",
)  # fmt: skip


def full(path: Path) -> Path:
    """An archive with something in every table that a person fills."""
    with open_archive(str(path)) as archive:
        put_secret(archive)
        archive.writer("sentences").add(*trio("أعلنت أستانا خطة جديدة", published=None, outlet="وكالة"))
        archive.writer("hash").add(*trio("خبر لا يحفظ نصه"))
        archive.writer().record_issue("feed.jsonl", f"not JSON: {HIDDEN}", 7)
        origins_of(archive)
        stories_of(archive)
        ledger = Ledger(archive, by="tester")
        ledger.ask(
            key="q", text="هل تفتح كينيا المعبر قبل نهاية 2024؟", opens=dt.date(2024, 1, 1),
            deadline=dt.date(2024, 12, 31), threshold="فتحه", source="بيان", topic="trade",
        )  # fmt: skip
        importer = archive.importer()
        begun = importer.begin("0" * 64, "rows.csv", "gdelt", licence="own", cite="own")
        importer.put(begun, [ROW], [], Progress(rows=1), last_line=2, is_complete=True)
    return path


def put_secret(archive: Archive) -> str:
    """A document of its own outlet whose words are found nowhere else; gives its id."""
    trio_of_it = trio(f"زار الوزير {HIDDEN} في بكين", f"وعاد من {HIDDEN} مساء", outlet="بستان")
    archive.writer().add(*trio_of_it)
    return trio_of_it[0].id


def rows(path: Path) -> list[tuple[str, dict]]:
    with open_archive(str(path), readonly=True) as archive, carried_out(archive._connections) as found:
        return [(table.name, row) for table, row in found]


# Backup


def test_a_backup_holds_every_row(run, tmp_path: Path) -> None:
    path = full(tmp_path / "a.db")
    done = run("backup", tmp_path / "b.db", "--archive", path)
    assert done.code == DONE, done.err
    assert (tmp_path / "b.db").read_bytes().startswith(b"SQLite format 3\0")
    assert rows(tmp_path / "b.db") == rows(path)
    with open_archive(str(tmp_path / "b.db")) as copy:
        assert [hit.outlet for hit in copy.search("أستانا")] == ["وكالة"]
        assert Ledger(copy).verify() == []
        assert str(copy.writer().add(*trio("خبر لاحق"))) == "added"
    assert run("backup", tmp_path / "b.db", "--archive", path).code == SOME_FAILED
    assert not list(tmp_path.glob("*.part*"))


def test_a_backup_of_what_is_not_there(run, tmp_path: Path) -> None:
    done = run("backup", tmp_path / "b.db", "--archive", tmp_path / "none.db")
    assert (done.code, "no such archive" in done.err) == (SOME_FAILED, True)
    assert not (tmp_path / "b.db").exists()


def test_a_backup_beside_a_writer_is_of_one_moment(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        stop = threading.Event()

        def writes() -> None:
            number = 0
            while not stop.is_set():
                archive.writer().add(*trio(f"خبر رقم {number}", "وتفصيله"))
                number += 1

        thread = threading.Thread(target=writes)
        thread.start()
        for number in range(4):
            archive.backup(str(tmp_path / f"copy{number}.db"))
        stop.set()
        thread.join()
    sizes = []
    for number in range(4):
        with open_archive(str(tmp_path / f"copy{number}.db"), readonly=True) as copy:
            counts = copy.reader().counts()
            sizes.append(counts["documents"])
            assert counts["sentences"] == counts["events"] == 2 * counts["documents"]
    assert sizes == sorted(sizes)


# Export of a whole archive


def test_an_exported_archive_comes_in_as_it_went_out(run, tmp_path: Path) -> None:
    path, lines = full(tmp_path / "a.db"), tmp_path / "a.jsonl"
    assert run("export", "-o", lines, "--archive", path).code == DONE
    note = json.loads(lines.read_bytes().splitlines()[0])
    assert note["format"] == "marsad archive 1"
    assert f"archive of {path}" in note["cite"]
    beside = json.loads((tmp_path / "a.jsonl.note.json").read_bytes())
    assert (beside["what"], beside["query"]) == ("archive", {})
    assert beside["made_by"].startswith("Marsad ")
    done = run("import", lines, "--as", "marsad", "--archive", tmp_path / "b.db")
    assert done.code == DONE, done.err
    assert rows(tmp_path / "b.db") == rows(path)
    with open_archive(str(tmp_path / "b.db")) as copy:
        assert len(copy.search("أستانا")) == 1
        assert str(copy.writer().add(*trio("خبر لاحق"))) == "added"
        assert Ledger(copy).verify() == []
    again = run("import", lines, "--as", "marsad", "--archive", path)
    assert again.code == MISUSE
    assert "is not empty" in again.err


def test_lines_go_from_one_kind_of_database_to_the_other(tmp_path: Path) -> None:
    with marsad.open(full(tmp_path / "a.db")) as first, marsad.open() as second:
        second.take_in(first.export_lines())
        assert list(second.event_records()) == list(first.event_records())


@pytest.mark.parametrize(
    ("change", "error", "problem"),
    [
        (lambda lines: lines[:-1], MalformedError, "was cut off"),
        (lambda lines: lines[:-2] + lines[-1:], MalformedError, r"tells of \d+ rows and has"),
        (lambda lines: lines[1:], MalformedError, ":1: is no export of an archive"),
        (lambda _: [], MalformedError, "is no export of an archive"),
        (lambda lines: [b'{"format": "else", "layout": 7}', *lines[1:]], MalformedError, "'else'"),
        (lambda lines: [lines[0].replace(b'"layout":8', b'"layout":99')], ArchiveVersionError, "layout 99"),
        (lambda lines: [*lines[:2], b"{", *lines[2:]], MalformedError, ":3: "),
        (
            lambda lines: [*lines[:2], b'{"table":"x","row":{}}'],
            MalformedError,
            ":3: an archive has no table",
        ),
        (lambda lines: [lines[0], b'{"table":"meta","row":{"key":"a"}}'], MalformedError, "other columns"),
        (
            lambda lines: [lines[0], b'{"table":"meta","row":{"key":"a","value":3}}'],
            MalformedError,
            "value of meta is 3",
        ),
        (
            lambda lines: [lines[0], b'{"table":"meta","row":{"key":"a","value":null}}'],
            MalformedError,
            "is None",
        ),
    ],
)
def test_lines_that_are_no_archive_put_nothing(tmp_path: Path, change, error, problem: str) -> None:
    with marsad.open(full(tmp_path / "a.db")) as observatory:
        lines = list(observatory.export_lines())
    with marsad.open(tmp_path / "b.db") as observatory:
        with pytest.raises(error, match=problem):
            observatory.take_in(change(lines), "a.jsonl")
        assert list(observatory.documents()) == []
        assert observatory.take_in(lines) == len(lines) - 2


def test_an_older_layout_is_not_exported_as_it_is(tmp_path: Path) -> None:
    path = str(old_archive(tmp_path / "old.db", 3))
    with marsad.open(path, readonly=True) as old, pytest.raises(ArchiveVersionError, match="open it once"):
        list(old.export_lines())


# Export of a part


@pytest.mark.parametrize("what", ["documents", "events", "claims", "forecasts", "figures", "stories"])
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "xlsx"])
def test_a_part_goes_into_every_kind_of_file(run, tmp_path: Path, what: str, suffix: str) -> None:
    path, out = full(tmp_path / "a.db"), tmp_path / f"out.{suffix}"
    done = run("export", "--what", what, "-o", out, "--archive", path)
    assert done.code == DONE, done.err
    read = {"jsonl": pl.read_ndjson, "csv": pl.read_csv, "parquet": pl.read_parquet}
    if suffix in read:
        with marsad.open(path) as observatory:
            number = {"documents": 3, "stories": len(observatory.story_records())}.get(what, 4)
        assert len(read[suffix](out)) == number
    else:
        assert out.read_bytes().startswith(b"PK")
    assert json.loads((tmp_path / f"out.{suffix}.note.json").read_bytes())["what"] == what


def test_a_filter_stands_in_the_note(run, tmp_path: Path) -> None:
    path, out = full(tmp_path / "a.db"), tmp_path / "events.plover"
    asked = ("--outlet", "وكالة", "--type", "AGREE", "--type", "CONSULT")
    done = run("export", "--what", "events", *asked, "-f", "plover", "-o", out, "--archive", path)
    assert done.code == DONE, done.err
    assert len(out.read_bytes().splitlines()) == 1
    note = json.loads((tmp_path / "events.plover.note.json").read_bytes())
    assert note["query"] == {"outlet": ["وكالة"], "type": ["AGREE", "CONSULT"]}
    assert "type AGREE CONSULT, outlet وكالة" in note["cite"]


@pytest.mark.parametrize(
    "options",
    [
        ("--what", "rows"),
        ("--type", "AGREE"),
        ("--what", "claims", "--recipient", "KAZ"),
        ("-f", "csv"),
        ("--what", "events", "-f", "doc"),
        ("--what", "stories", "-f", "plover"),
        ("--what", "events", "--since", "soon"),
    ],
)
def test_exports_that_mean_nothing(run, tmp_path: Path, options: tuple[str, ...]) -> None:
    path, out = full(tmp_path / "a.db"), tmp_path / "out.jsonl"
    assert run("export", "-o", out, *options, "--archive", path).code == MISUSE
    assert not (tmp_path / "out.jsonl.note.json").exists()


# Forgetting


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def forms(word: str) -> set[bytes]:
    """A word as text, and as JSON might write it."""
    return {word.encode(), json.dumps(word)[1:-1].encode(), word.encode("utf-16-le")}


@pytest.mark.parametrize("named", ["document", "outlet"])
def test_no_word_of_what_is_forgotten_is_left_in_the_file(run, tmp_path: Path, named: str) -> None:
    path = full(tmp_path / "a.db")
    with open_archive(str(path)) as archive:
        secret = put_secret(archive)
        importer = archive.importer()
        assert importer.forget("rows.csv") == 1
        source = {"document": secret, "outlet": "بستان"}[named]
    with closing(open_archive(str(path))) as archive:
        hit = archive.search(HIDDEN)
        assert len(hit) == 2
    before = None if on_server() else stored(tmp_path)
    done = run("forget", source, "--by", "Amal", "--archive", path)
    assert done.code == DONE, done.err
    assert f"{named}: 1 documents" in done.err
    with open_archive(str(path)) as archive:
        assert archive.search(HIDDEN) == []
        assert archive.reader().document(secret) is None
        (trace,) = archive.forgotten()
        assert (trace.who, trace.kind) == ("Amal", named)
        assert trace.id_hash == hashlib.sha256(secret.encode()).hexdigest()
        assert len(archive.search("أستانا")) == 1
        assert archive.browser().worked_out() is None
        assert len(origins_of(archive)) == 2
        archive.writer().add(*trio("خبر لاحق"))
    run("forget", "feed.jsonl", "--by", "Amal", "--archive", path)
    if before is not None:
        assert any(form in before for form in forms(HIDDEN))
        left = stored(tmp_path)
        assert not [form for form in forms(HIDDEN) if form in left]
        assert secret.encode() not in left


def test_an_imported_file_is_forgotten(run, tmp_path: Path) -> None:
    path = full(tmp_path / "a.db")
    done = run("forget", "rows.csv", "--by", "Amal", "--archive", path)
    assert done.code == DONE, done.err
    assert "file: 0 documents, 1 imports" in done.err
    with open_archive(str(path)) as archive:
        assert archive.imported().imports() == []
        assert [(trace.kind, trace.id_hash) for trace in archive.forgotten()] == [
            ("file", hashlib.sha256(b"0" * 64).hexdigest())
        ]
        assert archive.reader().counts()["documents"] == 3


def test_a_url_is_forgotten_with_its_problems(tmp_path: Path) -> None:
    document, sentences, coding = trio(f"خبر عن {HIDDEN}")
    url = "https://example.org/1"
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(msgspec.structs.replace(document, url=url), sentences, coding)
        archive.writer().record_issue(url, "half of it")
        gone = archive.forget(url, "Amal")
        assert (gone.kind, gone.documents, gone.issues, gone.wiped) == ("url", 1, 1, True)
        assert list(archive.reader().issues()) == []
        assert isinstance(archive.forgotten()[0], Trace)


def test_what_the_ledger_copied_is_told(run, tmp_path: Path) -> None:
    path = full(tmp_path / "a.db")
    with open_archive(str(path)) as archive:
        ledger, secret = Ledger(archive, by="tester"), put_secret(archive)
        question = ledger.state.found("q").question
        found = evidence(question=question.id, version=1, text="نص", document=secret)
        ledger.freeze("q")
        ledger.resolve("q", "yes", known_on=dt.date(2025, 1, 2), why="بحسب البيان", evidence=[found])
        number = next(one.number for one in ledger.entries() if secret in one.payload)
    done = run("forget", secret, "--by", "Amal", "--archive", path)
    assert done.code == DONE, done.err
    assert f"only appended to, names them in entries {number}" in done.err
    with open_archive(str(path)) as archive:
        assert Ledger(archive).verify() == []


@pytest.mark.parametrize(("source", "by"), [("none", "Amal"), ("بستان", " "), ("بستان", "a\nb")])
def test_forgetting_that_means_nothing(run, tmp_path: Path, source: str, by: str) -> None:
    path = full(tmp_path / "a.db")
    assert run("forget", source, "--by", by, "--archive", path).code == MISUSE
    with marsad.open(path) as observatory:
        assert observatory.forgotten() == []
        assert len(list(observatory.documents())) == 3


def test_somebody_who_reads_meanwhile_is_told_of(run, tmp_path: Path) -> None:
    path = full(tmp_path / "a.db")
    with open_archive(str(path), lock_wait=0.2) as archive, archive._connections.reading() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM documents").all()
        gone = archive.forget("بستان", "Amal")
        assert (gone.documents, gone.wiped) == (1, False)
    with open_archive(str(path)) as archive:
        assert archive.search(HIDDEN) == []


# Keeping less


def test_adding_less_than_the_whole(run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"زار وزير الخارجية الصين أمس. والجو {HIDDEN} اليوم.", encoding="utf-8")
    for keep in ("sentences", "hash"):
        path = tmp_path / f"{keep}.db"
        done = run("add", tmp_path / "x.txt", "--keep", keep, "--archive", path)
        assert done.code == DONE, done.err
        with open_archive(str(path)) as archive:
            (document,) = archive.reader().documents()
            assert archive.reader().keep_of(document.id) == keep
            assert HIDDEN not in document.text
    refused = run("add", tmp_path / "x.txt", "--keep", "half", "--archive", tmp_path / "new.db")
    assert (refused.code, "one of whole, sentences, hash" in refused.err) == (MISUSE, True)


def test_keeping_by_an_unknown_word_in_python(tmp_path: Path) -> None:
    with marsad.open(tmp_path / "a.db") as observatory, pytest.raises(UsageError, match="keep is 'half'"):
        observatory.add(tmp_path, keep="half")

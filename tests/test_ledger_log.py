"""The log of the ledger: appended to and nothing else, its chain checked, no crash breaks it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from archive_samples import trio
from archive_server import on_server, place
from layout_samples import old_archive
from ledger_samples import asked, opened, tampered, whole_life
from marsad.archive import Draft, open_archive, schema
from marsad.archive import log as log_module
from marsad.archive.log import BEGINNING, canonical
from marsad.errors import ArchiveError, ArchiveWriteError, LedgerError, UsageError
from marsad.ledger import Ledger
from marsad.ledger.entries import Party
from marsad.ledger.folding import folded
from marsad.ledger.making import prediction
from marsad.ledger.verifying import flaws

PAST = dt.date(2019, 5, 1)
on_sqlite = pytest.mark.sqlite


@pytest.fixture
def ledger(tmp_path):
    archive, ledger = opened(tmp_path)
    with archive:
        yield ledger


# The chain


def test_every_entry_holds_the_hash_of_the_one_before(ledger):
    whole_life(ledger)
    entries = ledger.entries()
    assert [entry.number for entry in entries] == list(range(1, 13))
    assert entries[0].previous == BEGINNING
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert ledger.verify() == []


def test_a_hash_can_be_worked_out_with_other_tools(ledger):
    whole_life(ledger)
    for entry in ledger.entries():
        lines = ["marsad ledger 1", str(entry.number), entry.written_at, entry.who, entry.kind]
        told = "\n".join([*lines, entry.previous, entry.payload])
        assert hashlib.sha256(told.encode()).hexdigest() == entry.hash
        again = json.dumps(
            json.loads(entry.payload), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert again == entry.payload


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_there_is_one_way_to_write_a_value(value):
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_days_of_writing_never_go_back(ledger, monkeypatch):
    asked(ledger, "a", frozen=False)
    first = ledger.entries()[-1].written_at
    monkeypatch.setattr(log_module, "now", lambda: "2020-01-01T00:00:00.000+00:00")
    asked(ledger, "b", frozen=False, opens=PAST, deadline=PAST)
    assert ledger.entries()[-1].written_at == first
    assert ledger.verify() == []


def test_the_state_is_the_same_however_the_log_is_read(tmp_path, ledger):
    whole_life(ledger)
    entries = ledger.entries()
    for cut in range(len(entries)):
        assert folded(entries[cut:], folded(entries[:cut])) == folded(entries) == ledger.state


@pytest.mark.parametrize("who", ["", " ", "a\nb", "a\0b"])
def test_who_writes_is_a_name(ledger, who):
    with pytest.raises(UsageError, match=r"no name of who writes|say who writes"):
        Ledger(ledger._archive).ask("?", PAST, by=who, threshold="x", source="y", opens=PAST)
    assert ledger.entries() == []


# What the database refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET who = 'another'",
        "UPDATE ledger SET payload = payload WHERE number = 3",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE number = (SELECT max(number) FROM ledger)",
    ],
)
def test_the_database_refuses_to_change_or_take_out(ledger, statement):
    whole_life(ledger)
    with (
        pytest.raises(DBAPIError, match="the ledger is only appended to"),
        ledger._archive._connections.engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert ledger.verify() == []
    assert len(ledger.entries()) == 12


@on_sqlite
@pytest.mark.parametrize("number", [1, 12])
def test_the_database_refuses_to_replace(tmp_path, ledger, number):
    whole_life(ledger)
    with (
        closing(sqlite3.connect(tmp_path / "news.db")) as raw,
        pytest.raises(sqlite3.IntegrityError, match="the ledger is only appended to"),
    ):
        raw.execute(
            "INSERT OR REPLACE INTO ledger"
            " SELECT number, written_at, 'x', kind, payload, previous, hash"
            " FROM ledger WHERE number = ?",
            (number,),
        )
    assert ledger.verify() == []


def test_an_archive_of_before_the_ledger_gets_one(tmp_path):
    old_archive(tmp_path / "news.db", 3)
    with open_archive(str(tmp_path / "news.db"), readonly=True) as archive:
        assert Ledger(archive).state.length == 0
        assert Ledger(archive).verify() == []
    with open_archive(str(tmp_path / "news.db")) as archive:
        ledger = Ledger(archive, by="tester")
        asked(ledger)
        with pytest.raises(DBAPIError), archive._connections.engine.begin() as connection:
            connection.execute(text("DELETE FROM ledger"))
        assert ledger.verify() == []


# Tampering by one who can switch the guards off

COLUMNS = ("number", "written_at", "who", "kind", "payload", "previous", "hash")
CHANGES = {
    "number": "number + 100",
    "written_at": "'2020' || substr(written_at, 5)",
    "who": "who || 'x'",
    "kind": "'dispute'",
    "payload": "replace(payload, '\"version\":1', '\"version\":2')",
    "previous": "substr(hash, 1, 63) || 'g'",
    "hash": "substr(hash, 1, 63) || 'g'",
}


@on_sqlite
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", [1, 2, 7, 12])
def test_a_change_of_any_cell_is_found_and_named(tmp_path, ledger, number, column):
    whole_life(ledger)
    tampered(
        tmp_path / "news.db", [f"UPDATE ledger SET {column} = {CHANGES[column]} WHERE number = ?", number]
    )
    found = ledger.verify()
    place = number + 100 if column == "number" else number
    assert place in {flaw.number for flaw in found}
    assert f"entry {place} " in " ".join(flaw.problem for flaw in found)
    with pytest.raises(LedgerError, match="entry"):
        _ = Ledger(ledger._archive).state


@on_sqlite
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_in_memory_is_found(ledger, data):
    if not ledger.entries():
        whole_life(ledger)
    entries = ledger.entries()
    place = data.draw(st.integers(0, len(entries) - 1))
    column = data.draw(st.sampled_from(COLUMNS[1:]))
    old = getattr(entries[place], column)
    new = data.draw(st.text(max_size=8).map(lambda more: old + more) | st.just(old[:-1]) | st.just(old[::-1]))
    changed = [*entries]
    changed[place] = log_module.msgspec.structs.replace(entries[place], **{column: new})
    assert bool(flaws(changed, f"12 {entries[-1].hash}")) == (new != old)


@on_sqlite
@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ([["DELETE FROM ledger WHERE number = 5"]], "entry 6 stands where entry 5 is due"),
        (
            [["DELETE FROM ledger WHERE number = 12"]],
            "the log ends with entry 11; as its last was noted entry 12",
        ),
        ([["DELETE FROM ledger"]], "the log ends with entry 0"),
        (
            [
                ["UPDATE ledger SET number = 99 WHERE number = 3"],
                ["UPDATE ledger SET number = 3 WHERE number = 4"],
                ["UPDATE ledger SET number = 4 WHERE number = 99"],
            ],
            "entry 3 does not follow on the entry before it",
        ),
    ],
)
def test_order_and_gaps_are_found(tmp_path, ledger, statements, told):
    whole_life(ledger)
    tampered(tmp_path / "news.db", *statements)
    assert told in " | ".join(flaw.problem for flaw in ledger.verify())


@on_sqlite
@pytest.mark.parametrize(
    ("number", "told"), [(6, "entry 7 does not follow"), (12, "as its last was noted entry 12")]
)
def test_a_new_hash_hides_no_change(tmp_path, ledger, number, told):
    """One who changes an entry and works its hash out anew."""
    whole_life(ledger)
    entry = ledger.entries()[number - 1]
    changed = log_module.msgspec.structs.replace(entry, who="another")
    hash_ = log_module.entry_hash(changed)
    statement = "UPDATE ledger SET who = ?, hash = ? WHERE number = ?"
    tampered(tmp_path / "news.db", [statement, "another", hash_, number])
    assert told in " ".join(flaw.problem for flaw in ledger.verify())


@on_sqlite
def test_a_log_made_anew_is_found_by_a_hash_that_was_written_down(tmp_path):
    (tmp_path / "true").mkdir()
    (tmp_path / "false").mkdir()
    archive, ledger = opened(tmp_path / "true")
    with archive:
        whole_life(ledger)
        head = ledger.entries()[-1].hash
        asked(ledger, "third")
        assert ledger.verify(head) == []
    archive, ledger = opened(tmp_path / "false")
    with archive:
        whole_life(ledger)
        assert ledger.verify() == []
        assert "made anew or cut" in ledger.verify(head)[0].problem


def test_a_chain_that_breaks_a_rule_is_found(ledger):
    """One who makes the chain anew around a forbidden entry."""
    asked(ledger, frozen=False)
    question = ledger.state.found("q").question
    made = prediction(
        question=question.id, version=1, forecaster=Party(name="A"), low=0.5, high=0.5, made_on=question.opens
    )
    ledger._archive.log().append("tester", lambda *_: [Draft("forecast", made)], 0)
    (flaw,) = ledger.verify()
    assert flaw.number == 2
    assert "is not frozen; nothing can be attached" in flaw.problem
    with pytest.raises(LedgerError, match="entry 2"):
        _ = ledger.state


def test_the_end_cut_while_it_is_open(tmp_path, ledger):
    if on_server():
        pytest.skip("the file itself is changed")
    whole_life(ledger)
    tampered(tmp_path / "news.db", ["DELETE FROM ledger WHERE number > 8"])
    with pytest.raises(ArchiveError, match="is gone; nothing was written"):
        asked(ledger, "more")
    with pytest.raises(LedgerError, match="as its last was noted entry 12"):
        _ = Ledger(ledger._archive).state


# Crashes

KILLED = """
import sys
sys.path.insert(0, sys.argv[2])
from ledger_samples import PLAIN
from marsad.archive import open_archive
from marsad.ledger import Ledger
import datetime as dt
ledger = Ledger(open_archive(sys.argv[1]), by="killed")
start = len(ledger.state.versions)
for number in range(start, start + 100_000):
    key = f"q{number}"
    ledger.ask(key=key, **PLAIN)
    ledger.freeze(key)
    ledger.predict(key, "Amal", 0.5, made_on=dt.date(2024, 2, 1))
    ledger.resolve(key, "no", known_on=dt.date(2024, 7, 1), why="x")
    print(ledger.state.length, flush=True)
"""


def test_a_killed_run_leaves_a_chain_that_holds(tmp_path):
    path = tmp_path / "killed.db"
    reported = 0
    for more in (1, 2, 3, 5):
        command = [sys.executable, "-c", KILLED, place(path), str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
            for _ in range(more):
                reported = int(run.stdout.readline())
            os.kill(run.pid, signal.SIGKILL)
        with open_archive(str(path)) as archive:
            ledger = Ledger(archive, by="tester")
            assert ledger.verify() == []
            assert ledger.state.length >= reported


@pytest.mark.parametrize("failing", ["_note_head", "insert", "entry_hash"])
def test_a_write_that_fails_midway_writes_nothing(ledger, monkeypatch, failing):
    asked(ledger)
    before = ledger.entries()

    def fails(*_):
        raise OSError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(log_module, failing, fails)
        with pytest.raises(OSError, match="the power went"):
            ledger.predict("q", "Amal", 0.5, made_on=PAST)
    assert ledger.entries() == before
    assert ledger.verify() == []
    ledger.predict("q", "Amal", 0.5, made_on=PAST)
    assert ledger.verify() == []


def test_of_several_entries_all_are_written_or_none(ledger):
    asked(ledger)
    good = ledger.predict("q", "Amal", 0.5, made_on=PAST)
    before = ledger.entries()
    other = log_module.msgspec.structs.replace(good, id="0", low=0.1)
    with pytest.raises(UsageError, match="in the ledger already"):
        ledger.write("tester", Draft("forecast", other), Draft("forecast", good))
    assert ledger.entries() == before


def test_writers_take_turns_and_none_is_lost(tmp_path, ledger):
    asked(ledger)
    others = [Ledger(ledger._archive, by=f"writer {number}") for number in range(4)]

    def write(other, number):
        for each in range(8):
            other.predict("q", f"{number} {each}", 0.5, made_on=PAST)

    threads = [threading.Thread(target=write, args=(other, number)) for number, other in enumerate(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.verify() == []
    assert len(ledger.state.found("q").predictions) == 32


def test_a_readonly_archive_is_read_and_not_written(tmp_path):
    if on_server():
        pytest.skip("a file")
    archive, ledger = opened(tmp_path)
    with archive:
        whole_life(ledger)
    with open_archive(str(tmp_path / "news.db"), readonly=True) as archive:
        assert Ledger(archive).state.length == 12
        with pytest.raises(ArchiveWriteError):
            asked(Ledger(archive, by="tester"), "more")


def test_the_ledger_outlives_the_documents(ledger):
    document, sentences, coding = trio("خبر")
    ledger._archive.writer().add(document, sentences, coding)
    ledger.ask_forecast(
        coding.forecasts[0].id,
        text="?",
        threshold="x",
        source="y",
        deadline=PAST.replace(year=2024),
        opens=PAST,
    )
    question = ledger.state.latest()[0].question
    ledger.freeze(question.id)
    assert ledger._archive.writer().forget(document.id)
    (said,) = ledger.state.found(question.id).predictions
    assert said.content.statement == "خبر"
    assert ledger.verify() == []
    assert schema.ledger.name == "ledger"

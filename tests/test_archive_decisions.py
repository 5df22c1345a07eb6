"""Decisions of people: appended, applied to what is read, kept when texts are coded anew, taken back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from archive_samples import event_at, new_place, sentences_of, trio
from archive_server import on_server, place
from marsad.archive import EventFilter, open_archive
from marsad.archive.applying import applied, is_decided
from marsad.archive.decided import ON_EVENTS, standing
from marsad.errors import ArchiveWriteError, UnknownCodeError, UsageError
from marsad.records import Coding, Entity

LINES = ("وقّعت أستانا وبكين اتفاقية في أكتاو", "رفضت أستانا العرض", "زار وزير بكين")
RUS = Entity(text="موسكو", name="Russia", name_ar="روسيا", country="RUS")
on_sqlite = pytest.mark.sqlite


@pytest.fixture
def archive(tmp_path):
    with open_archive(new_place(tmp_path)) as opened:
        yield opened


@pytest.fixture
def put(archive):
    made = trio(*LINES)
    archive.writer().add(*made)
    return made


def recoded(put, coder="9", **event):
    """The same document as a newer coder reads it: other ids."""
    document, sentences, coding = put
    newer = tuple(
        replace(one, **({"coder": coder, "id": f"{coder}-{one.start}"} | event)) for one in coding.events
    )
    return document, sentences, Coding(document=document.id, events=newer)


def listed(archive, **wanted):
    return list(archive.reader().events(EventFilter(**wanted)))


def first(archive):
    return listed(archive)[0]


# What is decided is what is read


def test_a_corrected_event_is_found_by_what_it_is_now(archive, put):
    event = first(archive)
    made = archive.decisions().correct(
        event.id,
        who="Aigul",
        why="misread",
        type="REJECT",
        actors=["KAZ"],
        recipients=["RUS:GOV"],
        date="2024-05",
    )
    assert listed(archive, recipient=("RUS",), type=("REJECT",)) == [archive.reader().event(event.id)]
    assert event not in listed(archive, type=("AGREE",))
    seen = archive.reader().event(event.id)
    assert (seen.decided, seen.confidence, seen.date_precision) == (made.id, 1.0, "month")
    assert seen.actors == event.actors, "a side that was there keeps its words"
    assert seen.recipients == (
        Entity(text=None, name="Russia", name_ar="روسيا", country="RUS", sector="GOV"),
    )
    assert (seen.start, seen.end, seen.text) == (event.start, event.end, event.text)
    assert (made.before, made.after.type, made.who, made.why) == (event, "REJECT", "Aigul", "misread")
    assert made.evidence.words == event.text


def test_an_event_without_a_decision_reads_as_before(archive, put):
    assert all("decided" not in one.as_dict() for one in listed(archive))


def test_a_dropped_event_is_gone_with_its_sides_and_comes_back(archive, put):
    before = listed(archive)
    made = archive.decisions().drop(before[1].id, who="Aigul")
    assert listed(archive) == [before[0], before[2]]
    assert len(listed(archive, party=("KAZ",))) == 2
    archive.decisions().undo(made.number, who="Bolat", why="it is one")
    assert listed(archive) == before
    assert len(listed(archive, party=("KAZ",))) == 3


def test_an_added_event_stands_at_its_words(archive, put):
    document = put[0]
    start = document.text.index("رفضت")
    made = archive.decisions().add(
        document.id, start, start + 4, who="Aigul", type="REJECT", actors=["KAZ"], recipients=["CHN"]
    )
    found = listed(archive, type=("REJECT",))
    assert [(one.sentence, one.text, one.decided) for one in found] == [(2, LINES[1], made.id)]
    assert made.evidence.words == "رفضت"


def test_a_confirmed_event_is_sure(archive, put):
    event = first(archive)
    archive.decisions().confirm(event.id, who="Aigul")
    seen = archive.reader().event(event.id)
    assert replace(seen, confidence=event.confidence, decided=event.decided) == event
    assert seen.confidence == 1.0


def test_the_list_tells_who_when_and_what_was_taken_back(archive, put):
    decisions = archive.decisions()
    one = decisions.drop(first(archive).id, who="Aigul", why="no event")
    two = decisions.undo(one.number, who="Bolat")
    assert [(each.decision.number, each.undone_by) for each in decisions.all()] == [(1, 2), (2, None)]
    assert [each.decision for each in decisions.all()] == [one, two]
    assert decisions.standing() == []
    assert decisions.last() == 2
    assert one.made_at <= two.made_at


# Kept when texts are coded anew


def test_a_newer_coder_keeps_what_was_decided(archive, put):
    events = listed(archive)
    decisions = archive.decisions()
    decisions.correct(events[0].id, who="a", type="SUPPORT")
    decisions.drop(events[1].id, who="a")
    archive.writer().recode(*recoded(put))
    found = listed(archive)
    assert [(one.type, one.coder, is_decided(one)) for one in found] == [
        ("SUPPORT", "9", True),
        ("AGREE", "9", False),
    ]
    assert decisions.unfit() == []
    older = listed(archive, coder=events[0].coder)
    assert older == events, "the older coding is the coder's own again"


def test_what_is_there_no_more_is_listed_and_not_lost(archive, put):
    events, decisions = listed(archive), archive.decisions()
    corrected = decisions.correct(events[0].id, who="a", type="SUPPORT")
    dropped = decisions.drop(events[1].id, who="a")
    other = decisions.correct(events[2].id, who="a", type="CONSULT")
    document, sentences, coding = recoded(put)
    unlike = replace(coding.events[2], type="ASSAULT", actors=(RUS,), recipients=())
    archive.writer().recode(document, sentences, Coding(document=document.id, events=(unlike,)))
    assert [(one.decision.number, one.misfit) for one in decisions.unfit()] == [
        (corrected.number, "gone"),
        (dropped.number, "gone"),
        (other.number, "other"),
    ]
    assert sorted(one.type for one in listed(archive)) == ["ASSAULT", "CONSULT", "SUPPORT"]
    decisions.undo(corrected.number, who="a")
    assert sorted(one.type for one in listed(archive)) == ["ASSAULT", "CONSULT"]


def test_decisions_on_a_forgotten_document_are_listed_and_applied_when_it_comes_back(archive, put):
    decisions = archive.decisions()
    decisions.correct(first(archive).id, who="a", type="SUPPORT")
    archive.writer().forget(put[0].id)
    assert [one.misfit for one in decisions.unfit()] == ["document"]
    archive.writer().add(*put)
    assert first(archive).type == "SUPPORT"
    assert decisions.unfit() == []


def test_other_words_under_the_same_id_take_no_decision(archive, put):
    decisions = archive.decisions()
    decisions.correct(first(archive).id, who="a", type="SUPPORT")
    archive.writer().forget(put[0].id)
    document = replace(put[0], text="\n\n".join(line[::-1] for line in LINES))
    sentences = sentences_of(document.text)
    event = event_at(document.id, sentences[0], sentences[0].start, sentences[0].end)
    archive.writer().add(document, sentences, Coding(document=document.id, events=(event,)))
    assert [one.type for one in listed(archive)] == ["AGREE"]
    assert [one.misfit for one in decisions.unfit()] == ["words"]


def test_pruning_and_forgetting_leave_nothing_of_the_coder_behind(archive, put):
    archive.decisions().drop(first(archive).id, who="a")
    archive.writer().recode(*recoded(put))
    archive.writer().prune()
    archive.writer().forget(put[0].id)
    with archive._connections.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM machine_events")).scalar() == 0


@pytest.mark.parametrize("keep", ["sentences", "hash"])
def test_what_was_not_kept_whole_can_be_corrected(archive, keep):
    made = trio(*LINES)
    archive.writer(keep=keep).add(*made)
    decision = archive.decisions().correct(first(archive).id, who="a", type="SUPPORT")
    assert listed(archive)[0].type == "SUPPORT"
    assert bool(decision.evidence.words) == (keep == "sentences")
    assert archive.decisions().unfit() == []


def test_of_two_events_over_one_word_the_one_that_was_meant_is_corrected(archive):
    document, sentences, coding = trio(LINES[0])
    event = coding.events[0]
    twin = replace(event, id="twin", recipients=(RUS,))
    archive.writer().add(document, sentences, replace(coding, events=(event, twin)))
    archive.decisions().drop("twin", who="a")
    assert [one.id for one in listed(archive)] == [event.id]
    newer = tuple(replace(one, id=f"new {name}", coder="9") for name, one in (("a", event), ("b", twin)))
    archive.writer().recode(document, sentences, Coding(document=document.id, events=newer))
    assert [one.id for one in listed(archive)] == ["new a"]


# Any order


class Deeds(RuleBasedStateMachine):
    """Whatever is decided, taken back and coded anew: the archive tells what a plain replay gives."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.archive = open_archive(new_place(self.folder))
        self.put = trio(*LINES)
        self.archive.writer().add(*self.put)
        self.machine, self.version = list(self.put[2].events), 9
        self.deeds = self.archive.decisions()

    def teardown(self):
        self.archive.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def shown(self):
        return listed(self.archive)

    def tries(self, deed):
        before = self.deeds.all()
        try:
            deed()
        except UsageError:
            assert self.deeds.all() == before, "what is refused writes nothing"

    @precondition(lambda self: self.shown())
    @rule(
        at=st.integers(0, 9),
        kind=st.sampled_from(["AGREE", "REJECT", "SUPPORT"]),
        side=st.sampled_from(["RUS", "CHN"]),
    )
    def correct(self, at, kind, side):
        event = self.shown()[at % len(self.shown())]
        self.tries(lambda: self.deeds.correct(event.id, who="p", type=kind, recipients=[side]))

    @precondition(lambda self: self.shown())
    @rule(at=st.integers(0, 9))
    def drop(self, at):
        self.deeds.drop(self.shown()[at % len(self.shown())].id, who="p")

    @precondition(lambda self: self.shown())
    @rule(at=st.integers(0, 9))
    def confirm(self, at):
        self.deeds.confirm(self.shown()[at % len(self.shown())].id, who="p")

    @rule(start=st.integers(0, 80), length=st.integers(0, 9))
    def add(self, start, length):
        self.tries(
            lambda: self.deeds.add(self.put[0].id, start, start + length, who="p", type="AID", actors=["KAZ"])
        )

    @rule(number=st.integers(0, 12))
    def undo(self, number):
        self.tries(lambda: self.deeds.undo(number, who="q"))

    @rule(kinds=st.lists(st.sampled_from(["AGREE", "REJECT", None]), min_size=3, max_size=3))
    def recode(self, kinds):
        self.version += 1
        document, sentences, coding = recoded(self.put, str(self.version))
        events = tuple(
            replace(one, type=kind) for one, kind in zip(coding.events, kinds, strict=True) if kind
        )
        if not events:
            return
        self.archive.writer().recode(document, sentences, Coding(document=document.id, events=events))
        self.machine = list(events)

    @invariant()
    def the_archive_tells_what_a_plain_replay_gives(self):
        stand = [one for one in standing(one.decision for one in self.deeds.all()) if one.kind in ON_EVENTS]
        result = applied(self.machine, stand, self.put[1])
        coder = self.machine[0].coder
        wanted = {one.id: replace(one, coder=coder) for one in result.events}
        assert {one.id: one for one in self.shown()} == wanted
        assert {one.decision.number for one in self.deeds.unfit()} == set(result.misfits)
        assert len(listed(self.archive, party=("KAZ", "RUS", "CHN", "UNK"))) == len(wanted)

    @invariant()
    def the_coder_s_own_records_are_still_there(self):
        with self.archive._connections.reading() as connection:
            from marsad.archive.projecting import machine_events  # noqa: PLC0415

            keys = connection.execute(text("SELECT key, is_current FROM codings")).all()
            current = next(key for key, is_current in keys if is_current)
            assert machine_events(connection, current) == self.machine


TestDeeds = Deeds.TestCase
TestDeeds.settings = settings(
    max_examples=8 if on_server() else 25,
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow],
)


@given(st.permutations(range(3)))
def test_the_order_of_the_coder_s_events_does_not_matter(order):
    document, sentences, coding = trio(*LINES)
    seen = coding.events[1]
    with open_archive(":memory:") as archive:
        archive.writer().add(document, sentences, coding)
        decision = archive.decisions().correct(seen.id, who="a", type="REJECT")
    events = applied([coding.events[at] for at in order], [decision], sentences).events
    assert {one.id: one.type for one in events}[seen.id] == "REJECT"


# Several writers, killed writers, what the database refuses


def test_two_writers_take_turns(archive, put, tmp_path):
    document = put[0].id

    def work(who):
        with open_archive(archive.name) as own:
            for start in range(5):
                own.decisions().add(document, start, start + 1, who=who, type="AID")

    workers = [threading.Thread(target=work, args=(who,)) for who in ("a", "b")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    known = [one.decision for one in archive.decisions().all()]
    assert [one.number for one in known] == list(range(1, 11))
    assert all(one.made_at <= other.made_at for one, other in pairwise(known) if one.who == other.who)
    assert len(listed(archive, type=("AID",))) == 10


KILLED = """
import os, signal, sys
from marsad.archive import decisions, open_archive
decisions.project = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with open_archive(sys.argv[1]) as archive:
    archive.decisions().drop(sys.argv[2], who="a")
"""


def test_killed_between_the_decision_and_its_effect_neither_is_there(archive, put):
    before = listed(archive)
    done = subprocess.run([sys.executable, "-c", KILLED, place(archive.name), before[0].id], check=False)
    assert done.returncode == -9
    assert listed(archive) == before
    assert archive.decisions().all() == []


@pytest.mark.parametrize(
    "statement", ["UPDATE decisions SET who = 'x'", "DELETE FROM decisions WHERE number = 1"]
)
def test_the_database_refuses_to_change_or_take_out(archive, put, statement):
    archive.decisions().drop(first(archive).id, who="a")
    with (
        pytest.raises(DBAPIError, match="decisions are only appended"),
        archive._connections.engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert len(archive.decisions().all()) == 1


@on_sqlite
def test_the_database_refuses_to_replace(archive, put):
    archive.decisions().drop(first(archive).id, who="a")
    with (
        closing(sqlite3.connect(archive.name)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="decisions are only appended"),
    ):
        raw.execute("INSERT OR REPLACE INTO decisions SELECT * FROM decisions")


def aged(archive):
    """The archive as an older version made it, opened anew."""
    with archive._connections.writing() as connection:
        for thing in ("TABLE decisions", "TABLE machine_events", "INDEX events_by_confidence"):
            connection.execute(text(f"DROP {thing}"))
        connection.execute(text("UPDATE meta SET value = '6' WHERE key = 'schema_version'"))
    return open_archive(archive.name)


def test_an_older_archive_gets_what_it_is_without(archive, put):
    with aged(archive) as older:
        decisions = older.decisions()
        assert (decisions.all(), decisions.unfit(), decisions.last()) == ([], [], 0)
        older.writer().recode(*recoded(put))
        decisions.drop(first(older).id, who="a")
        assert len(listed(older)) == 2
        with (
            pytest.raises(DBAPIError, match="decisions are only appended"),
            older._connections.engine.begin() as connection,
        ):
            connection.execute(text("DELETE FROM decisions"))


def test_an_older_archive_takes_decisions_also_after_one_was_refused(archive, put):
    with aged(archive) as older:
        with pytest.raises(UsageError):
            older.decisions().drop("nosuch", who="a")
        older.decisions().drop(first(older).id, who="a")
        assert older.decisions().last() == 1


# What cannot be


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "NOSUCH"},
        {"mode": "nosuch"},
        {"type": "REJECT", "mode": "violence"},
        {"actors": ["KAZ", "XXX"]},
        {"status": "maybe"},
        {"date": "2024-13-01"},
        {"date": "yesterday"},
        {"confidence": 0.5},
        {"place": "x"},
        {},
        {"type": "AGREE"},
    ],
)
def test_what_no_event_can_be_is_refused(archive, put, changes):
    with pytest.raises(UsageError):
        archive.decisions().correct(first(archive).id, who="a", **changes)
    assert archive.decisions().all() == []


@pytest.mark.parametrize("who", ["", " ", "a\nb", "a\0b"])
def test_who_decides_is_a_name(archive, put, who):
    with pytest.raises(UsageError, match="no name of who decides"):
        archive.decisions().drop(first(archive).id, who=who)


def test_what_is_not_there_cannot_be_decided(archive, put):
    decisions, document = archive.decisions(), put[0].id
    for deed in (
        lambda: decisions.correct("nosuch", who="a", type="AID"),
        lambda: decisions.drop("nosuch", who="a"),
        lambda: decisions.undo(1, who="a"),
        lambda: decisions.add(document, 5, 5, who="a", type="AID"),
        lambda: decisions.add(document, 5, 10_000, who="a", type="AID"),
        lambda: decisions.add("nosuch", 0, 1, who="a", type="AID"),
        lambda: decisions.add(document, 0, 1, who="a"),
    ):
        with pytest.raises(UsageError):
            deed()
    assert decisions.all() == []


def test_a_decision_is_taken_back_once_and_an_undoing_never(archive, put):
    decisions = archive.decisions()
    one = decisions.drop(first(archive).id, who="a")
    two = decisions.undo(one.number, who="a")
    for number in (one.number, two.number):
        with pytest.raises(UsageError, match=r"take back|taken back"):
            decisions.undo(number, who="a")


def test_a_dropped_event_cannot_be_corrected(archive, put):
    event = first(archive)
    archive.decisions().drop(event.id, who="a")
    with pytest.raises(UsageError, match="no event"):
        archive.decisions().correct(event.id, who="a", type="AID")


@on_sqlite
def test_an_archive_opened_for_reading_takes_no_decision(archive, put):
    with open_archive(archive.name, readonly=True) as readonly, pytest.raises(ArchiveWriteError):
        readonly.decisions().drop(first(archive).id, who="a")


def test_a_code_that_is_none_is_named(archive, put):
    with pytest.raises(UnknownCodeError, match="XXX"):
        archive.decisions().correct(first(archive).id, who="a", actors=["XXX"])

"""What people decided and what waits in feeds, once its source is taken out: no word, but a trace."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from archive_samples import new_place, trio, words
from archive_server import on_server
from marsad.archive import EventFilter, FeedState, erasing, open_archive, schema
from marsad.archive.decided import Decision, Evidence, standing
from marsad.archive.erasing import evidence_hash, evidence_of, without
from marsad.archive.unwatching import hashed_address
from marsad.errors import UsageError

HIDDEN = "زنبرك"
FIRST = (f"وقّعت أستانا اتفاقية {HIDDEN}", f"رفضت أستانا عرض {HIDDEN}", f"زار وزير {HIDDEN} بكين")
OTHER = ("اتفق الطرفان على خطة", "رفضت بكين العرض")
START = dt.datetime(2024, 5, 10, tzinfo=dt.UTC)
FEED = f"https://{HIDDEN}.example/feed"


@pytest.fixture
def archive(tmp_path):
    with open_archive(new_place(tmp_path)) as opened:
        yield opened


@pytest.fixture
def secret(archive):
    """The id of a document whose outlet is بستان; another one stays."""
    document, sentences, coding = trio(*FIRST, outlet="بستان")
    address = f"https://example.org/{HIDDEN}"
    archive.writer().add(replace(document, url=address), sentences, coding)
    archive.writer().add(*trio(*OTHER))
    return document.id


def events_of(archive, document):
    return list(archive.reader().events(EventFilter(document=document)))


def others(archive, secret):
    return [one for one in archive.reader().events() if one.document != secret]


def everything(archive):
    """All that the tables hold, as text."""
    with archive._connections.reading() as connection:
        rows = [row for table in schema.metadata.sorted_tables for row in connection.execute(select(table))]
    return "\n".join(map(str, rows))


def decide_all(archive, secret):
    """A decision of each kind on a document; the number of the last."""
    decisions = archive.decisions()
    one, two, three = events_of(archive, secret)
    decisions.correct(one.id, who="Aigul", why=f"because of {HIDDEN}", type="AID")
    decisions.drop(two.id, who="Bolat")
    decisions.confirm(three.id, who="Aigul")
    decisions.add(secret, 0, 5, who="Bolat", type="CONSULT")
    decisions.annotate(secret, 1, [{"type": "AGREE", "actors": ["KAZ"]}], who="Dana")
    decisions.merge([one.id], [others(archive, secret)[0].id], who="Dana")
    return decisions.undo(2, who="Aigul").number


# Decisions


def test_no_word_of_a_decision_on_it_is_left(archive, secret, tmp_path):
    last = decide_all(archive, secret)
    before = archive.decisions().all()
    assert HIDDEN in everything(archive)
    gone = archive.forget(secret, "Amal")
    assert (gone.decisions, gone.documents, gone.wiped) == (6, 1, True)
    assert HIDDEN not in everything(archive)
    assert secret not in everything(archive)
    if not on_server():
        archive.close()
        left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert HIDDEN.encode() not in left
        assert secret.encode() not in left
    with open_archive(archive.name) as again:
        after = again.decisions().all()
        assert [(one.decision.number, one.undone_by) for one in after] == [
            (one.decision.number, one.undone_by) for one in before
        ]
        for old, new in zip(before, after, strict=True):
            for name in ("id", "made_at", "who", "kind", "undoes"):
                assert getattr(new.decision, name) == getattr(old.decision, name)
            assert new.decision.forgotten == tuple(map(evidence_hash, evidence_of(old.decision)))
        assert len(after) == last


def test_what_was_erased_is_neither_applied_nor_listed_as_unfit(archive, secret):
    decide_all(archive, secret)
    kept = [one.as_dict() for one in others(archive, secret)]
    mine = archive.decisions().drop(others(archive, secret)[1].id, who="Dana")
    archive.forget(secret, "Amal")
    assert archive.decisions().standing() == [mine]
    assert archive.decisions().unfit() == []
    assert archive.decisions().annotators() == {}
    assert [one.as_dict() for one in archive.reader().events()] == kept[:1]
    archive.decisions().undo(mine.number, who="Dana")
    assert [one.as_dict() for one in archive.reader().events()] == kept
    document, sentences, coding = trio(*FIRST, outlet="بستان")
    archive.writer().add(document, sentences, coding)
    assert events_of(archive, secret) == list(coding.events), "what comes back comes as the coder reads it"


def test_numbers_go_on_and_what_was_erased_is_not_taken_back(archive, secret):
    last = decide_all(archive, secret)
    archive.forget(secret, "Amal")
    with pytest.raises(UsageError, match="decision 1 is about a text that was taken out"):
        archive.decisions().undo(1, who="Aigul")
    made = archive.decisions().confirm(others(archive, secret)[0].id, who="Dana")
    assert made.number == last + 1


@pytest.mark.parametrize("statement", ["UPDATE decisions SET who = 'x'", "DELETE FROM decisions"])
def test_the_guard_stands_as_before(archive, secret, statement):
    decide_all(archive, secret)
    archive.forget(secret, "Amal")
    with (
        pytest.raises(DBAPIError, match="decisions are only appended"),
        archive._connections.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_an_erasing_that_fails_changes_nothing(archive, secret, monkeypatch):
    decide_all(archive, secret)
    before, known = archive.decisions().all(), events_of(archive, secret)

    def fails(*_):
        raise OSError("the power went")

    monkeypatch.setattr(erasing.decision_rows, "row_of", fails)
    with pytest.raises(OSError, match="the power went"):
        archive.forget(secret, "Amal")
    assert archive.decisions().all() == before
    assert events_of(archive, secret) == known
    with (
        pytest.raises(DBAPIError, match="decisions are only appended"),
        archive._connections.engine.begin() as connection,
    ):
        connection.execute(text("UPDATE decisions SET who = 'x'"))


def test_a_merge_of_others_goes_on_without_it(archive, secret):
    third = trio("أعلنت أستانا خطة")
    archive.writer().add(*third)
    mine, other = events_of(archive, secret)[0], events_of(archive, third[0].id)[0]
    there = next(one for one in others(archive, secret) if one.document != third[0].id)
    made = archive.decisions().merge([mine.id, other.id], [there.id], who="Dana", why=HIDDEN)
    archive.forget(secret, "Amal")
    (left,) = archive.decisions().standing("merge")
    assert [one.event for one in (*left.these, *left.those)] == [other.id, there.id]
    assert left.evidence == left.these[0]
    assert (left.id, left.why, left.forgotten) == (made.id, "", (evidence_hash(made.these[0]),))
    assert HIDDEN not in everything(archive)
    archive.forget(third[0].id, "Amal")
    assert archive.decisions().standing() == []
    assert len(archive.decisions().all()[0].decision.forgotten) == 3


def test_decisions_on_a_document_that_went_before_are_erased_too(archive, secret):
    decide_all(archive, secret)
    archive.writer().forget(secret)
    assert len(archive.decisions().unfit()) == 3
    gone = archive.forget(secret, "Amal")
    assert (gone.kind, gone.documents, gone.decisions) == ("document", 0, 6)
    assert HIDDEN not in everything(archive)
    with pytest.raises(UsageError, match="nothing came from"):
        archive.forget(secret, "Amal")


def test_an_export_carries_what_was_erased(archive, secret, tmp_path):
    decide_all(archive, secret)
    archive.forget(secret, "Amal")
    lines = list(archive.export({}))
    with open_archive(str(tmp_path / "again.db")) as again:
        again.take_in(lines, "x")
        assert again.decisions().all() == archive.decisions().all()
        with pytest.raises(UsageError, match="is not empty"):
            again.take_in(lines, "x")


evidences = st.builds(
    Evidence,
    document=st.sampled_from("abc"),
    start=st.integers(0, 9),
    end=st.integers(10, 20),
    words=words,
    event=st.none() | words,
)
sides = st.lists(evidences, min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def made_decisions(draw):
    """A decision on an event, or a merge."""
    plain = {"id": "x", "number": 1, "made_at": "2024", "who": "a", "why": draw(words)}
    if draw(st.booleans()):
        return Decision(**plain, kind="drop", evidence=draw(evidences))
    these, those = draw(sides), draw(sides)
    return Decision(**plain, kind="merge", evidence=these[0], these=these, those=those)


@given(made_decisions(), st.lists(st.sampled_from("abc"), unique=True))
def test_erasing_leaves_no_evidence_of_what_is_gone_and_a_hash_of_it(decision, gone):
    left = without(decision, gone)
    known, stays = evidence_of(decision), evidence_of(left)
    assert not {one.document for one in stays} & set(gone)
    assert set(left.forgotten) == {evidence_hash(one) for one in known if one not in stays}
    assert (left.id, left.number, left.made_at, left.who, left.kind) == ("x", 1, "2024", "a", decision.kind)
    assert (left is decision) == (not {one.document for one in known} & set(gone))
    assert without(left, gone) is left
    assert standing([left]) == ([left] if stays else [])


@given(made_decisions(), st.permutations("abc"), st.integers(0, 3))
def test_it_does_not_matter_in_how_many_turns_a_decision_is_erased(decision, names, number):
    at_once, in_turns = without(decision, names[:number]), decision
    for name in names[:number]:
        in_turns = without(in_turns, [name])
    assert set(at_once.forgotten) == set(in_turns.forgotten)
    assert replace(at_once, forgotten=()) == replace(in_turns, forgotten=())


# Pages that feeds have named


def addresses(archive):
    with archive._connections.reading() as connection:
        return set(connection.execute(select(schema.feed_pages.c.address)).scalars())


def watched(archive, feed, *pages):
    state = FeedState(feed, None, None, START)
    return archive.watched().note(state, START, [(page, START.date()) for page in pages])


def waiting(archive, feed):
    return [one.address for one in archive.watched().waiting(feed, START, 99)]


def test_a_page_that_waits_is_taken_out_and_does_not_come_again(archive):
    one, other = (f"https://{HIDDEN}.example/{number}" for number in (1, 2))
    watched(archive, "https://feed.example", one, other, "https://plain.example")
    gone = archive.forget(one, "Amal")
    assert (gone.kind, gone.documents, gone.pages) == ("url", 0, 1)
    assert [(trace.kind, trace.id_hash) for trace in archive.forgotten()] == [
        ("url", hashlib.sha256(one.encode()).hexdigest())
    ]
    assert waiting(archive, "https://feed.example") == ["https://plain.example", other]
    assert addresses(archive) == {hashed_address(one), other, "https://plain.example"}
    assert watched(archive, "https://feed.example", one, "https://new.example") == 1
    with pytest.raises(UsageError, match="nothing came from"):
        archive.forget(one, "Amal")


@pytest.mark.parametrize("named", ["document", "url", "outlet"])
def test_the_page_of_an_article_goes_with_it(archive, secret, named):
    page, own = f"https://example.org/{HIDDEN}", f"https://example.org/{HIDDEN}/next"
    watched(archive, "https://own.example", page, own)
    watched(archive, "https://all.example", "https://of.others.example")
    archive.watched().settle(page, "done", START, document=secret)
    gone = archive.forget({"document": secret, "url": page, "outlet": "بستان"}[named], "Amal")
    assert (gone.kind, gone.documents, gone.pages) == (named, 1, 2 if named == "outlet" else 1)
    assert waiting(archive, "https://own.example") == ([] if named == "outlet" else [own])
    assert waiting(archive, "https://all.example") == ["https://of.others.example"]
    assert watched(archive, "https://own.example", page) == 0


def test_a_feed_of_several_outlets_is_not_one_outlets(archive, secret):
    there = next(document.id for document in archive.reader().documents() if document.id != secret)
    watched(archive, "https://both.example", "https://a.example", "https://b.example", "https://c.example")
    for page, document in (("https://a.example", secret), ("https://b.example", there)):
        archive.watched().settle(page, "done", START, document=document)
    assert archive.forget("بستان", "Amal").pages == 1
    assert waiting(archive, "https://both.example") == ["https://c.example"]


def test_a_feed_is_taken_out_with_all_that_came_from_it(archive, secret):
    watched(archive, FEED, f"https://example.org/{HIDDEN}", f"https://{HIDDEN}.example/2")
    archive.watched().settle(f"https://example.org/{HIDDEN}", "done", START, document=secret)
    archive.writer().record_issue(f"https://{HIDDEN}.example/2", "half of it")
    gone = archive.forget(FEED, "Amal")
    assert (gone.kind, gone.documents, gone.pages, gone.issues) == ("feed", 1, 2, 1)
    assert archive.watched().feed(FEED) is None
    assert archive.watched().next_due([FEED]) is None
    assert HIDDEN not in everything(archive)
    assert len(list(archive.reader().documents())) == 1
    assert watched(archive, FEED, f"https://{HIDDEN}.example/2", f"https://{HIDDEN}.example/3") == 1


def test_a_feed_that_named_nothing_is_taken_out(archive):
    watched(archive, FEED)
    assert archive.forget(FEED, "Amal")[:2] == ("feed", 0)
    assert archive.watched().feed(FEED) is None


@pytest.mark.parametrize("source", ["", "https://none.example", "sha256:", "\ud800"])
def test_what_no_feed_named_is_no_source(archive, secret, source):
    watched(archive, FEED, "https://a.example")
    before = everything(archive)
    with pytest.raises(UsageError):
        archive.forget(source, "Amal")
    assert everything(archive) == before
    assert waiting(archive, FEED) == ["https://a.example"]

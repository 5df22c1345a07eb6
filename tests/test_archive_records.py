"""What is put into an archive is what is read out of it, once."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from archive_samples import CHN, KAZ, Trio, coding_of, new_place, sentences_of, trio, trios
from archive_server import on_server
from marsad.archive import (
    Archive,
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    FigureFilter,
    ForecastFilter,
    Outcome,
    Reader,
    open_archive,
)
from marsad.archive.keeping import text_hash
from marsad.errors import MalformedError, UsageError
from marsad.records import CODER_VERSION, Coding, Entity, Event, Place, Voice

if TYPE_CHECKING:
    from pathlib import Path

RUS = Entity(text="موسكو", name="Russia", country="RUS")


@pytest.fixture
def archive(tmp_path: Path):
    with open_archive(new_place(tmp_path)) as opened:
        yield opened


def listing(reader: Reader) -> bytes:
    parts = (reader.documents(), reader.events(), reader.claims(), reader.forecasts(), reader.figures())
    return msgspec.json.encode([list(part) for part in parts])


def unordered(coding: Coding) -> dict[str, set[bytes]]:
    return {
        name: {msgspec.json.encode(record) for record in getattr(coding, name)}
        for name in ("events", "claims", "forecasts", "figures")
    }


# Round trips


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(put=trios())
def test_every_record_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, put: Trio) -> None:
    document, sentences, coding = put
    with open_archive(new_place(tmp_path_factory.mktemp("round"))) as archive:
        assert archive.writer().add(*put) is Outcome.ADDED
        reader = archive.reader()
        assert reader.document(document.id) == document
        assert list(reader.documents()) == [document]
        assert reader.sentences(document.id) == list(sentences)
        assert unordered(reader.coding(document.id)) == unordered(coding)
        assert all(reader.event(event.id) == event for event in coding.events)


def test_document_with_nothing_in_it(archive: Archive) -> None:
    document, sentences, _ = trio("لا شيء يذكر هنا")
    archive.writer().add(document, sentences, Coding(document=document.id))
    assert archive.reader().coding(document.id) == Coding(document=document.id)
    assert [version.coder for version in archive.reader().codings(document.id)] == [CODER_VERSION]


def test_what_is_not_there(archive: Archive) -> None:
    reader = archive.reader()
    assert reader.document("none") is None
    assert reader.event("none") is None
    assert reader.keep_of("none") is None
    assert not reader.has("none")
    assert list(reader.events()) == []
    assert set(reader.counts().values()) == {0}


# Once


def test_adding_twice_changes_nothing(archive: Archive) -> None:
    writer, reader = archive.writer(), archive.reader()
    put = [trio("زار الوزير بكين", "وقع الجانبان اتفاقا"), trio("أعلنت أستانا خطة جديدة", published=None)]
    assert [writer.add(*each) for each in put] == [Outcome.ADDED, Outcome.ADDED]
    counts, bytes_before = reader.counts(), listing(reader)
    assert [writer.add(*each) for each in reversed(put)] == [Outcome.ALREADY_THERE] * 2
    assert (reader.counts(), listing(reader)) == (counts, bytes_before)


def test_order_of_adding_does_not_show(tmp_path: Path) -> None:
    put = [trio(f"خبر رقم {day}", published=dt.date(2024, 1, day)) for day in (3, 1, 2)]
    listings = []
    for name, order in (("a.db", put), ("b.db", put[::-1])):
        with open_archive(str(tmp_path / name)) as archive:
            for each in order:
                archive.writer().add(*each)
            listings.append(listing(archive.reader()))
    assert listings[0] == listings[1]


def test_same_id_with_other_content_changes_nothing(archive: Archive) -> None:
    document, sentences, coding = trio("النص الأول")
    archive.writer().add(document, sentences, coding)
    other = replace(document, author="غيره")
    assert archive.writer().add(other, sentences, coding) is Outcome.ALREADY_THERE
    assert archive.reader().document(document.id) == document


# Recoding


def recoded(put: Trio, coder: str) -> Trio:
    document = put[0]
    coding = coding_of(document, coder=coder, type="CONSULT")
    return document, sentences_of(document.text), coding


def types_of(reader: Reader, coder: str | None = None) -> set[str]:
    return {event.type for event in reader.events(EventFilter(coder=coder))}


def test_recoding_keeps_the_old_coding_until_pruned(archive: Archive) -> None:
    writer, reader = archive.writer(), archive.reader()
    put = trio("زار الوزير بكين", coder="9")
    writer.add(*put)
    assert writer.recode(*recoded(put, "10")) is Outcome.ADDED
    assert writer.recode(*recoded(put, "10")) is Outcome.ALREADY_THERE
    assert types_of(reader) == {"CONSULT"}
    assert types_of(reader, "9") == {"AGREE"}
    assert [(each.coder, each.is_current) for each in reader.codings(put[0].id)] == [
        ("9", False),
        ("10", True),
    ]
    assert reader.event(put[2].events[0].id).type == "CONSULT"
    assert writer.prune() == 1
    assert types_of(reader, "9") == set()
    assert types_of(reader) == {"CONSULT"}
    assert writer.prune() == 0


def test_an_older_coder_does_not_become_current(archive: Archive) -> None:
    put = trio("زار الوزير بكين", coder="10")
    archive.writer().add(*put)
    archive.writer().recode(*recoded(put, "9"))
    assert types_of(archive.reader()) == {"AGREE"}


def test_sentences_follow_the_current_coding(archive: Archive) -> None:
    document, sentences, coding = trio("زار الوزير بكين", "وقع الجانبان اتفاقا")
    archive.writer().add(document, sentences, coding)
    whole = replace(sentences[0], end=len(document.text), text=document.text)
    archive.writer().recode(document, [whole], Coding(document=document.id))  # same version: already there
    assert archive.reader().sentences(document.id) == list(sentences)
    later = Coding(document=document.id, events=(replace(coding.events[0], coder="9"),))
    archive.writer().recode(document, [whole], later)
    assert archive.reader().sentences(document.id) == [whole]
    assert [hit.sentence for hit in archive.search("الوزير اتفاقا")] == [1]
    filtered = EventFilter(coder=CODER_VERSION, words="اتفاق")
    assert {event.sentence for event in archive.reader().events(filtered)} == {1, 2}


def test_recoding_what_is_not_there(archive: Archive) -> None:
    with pytest.raises(UsageError, match="is not in the archive"):
        archive.writer().recode(*trio("غير موجود"))


def test_what_is_left_to_recode(archive: Archive) -> None:
    put = [trio(f"خبر {number}") for number in range(5)]
    for each in put:
        archive.writer().add(*each)
    archive.writer(keep="hash").add(*trio("لا يمكن ترميزه ثانية"))
    archive.writer().recode(*recoded(put[0], "9"))
    reader = archive.reader()
    left = sorted(each[0].id for each in put[1:])
    first = reader.to_recode("9", "1", limit=3)
    assert first + reader.to_recode("9", "1", after=first[-1]) == left


# Forgetting, issues, counts


def test_forgetting_leaves_no_trace(archive: Archive) -> None:
    gone, stays = trio("سر لا يحفظ"), trio("خبر يبقى")
    for each in (gone, stays):
        archive.writer().add(*each)
    assert archive.writer().forget(gone[0].id)
    assert not archive.writer().forget(gone[0].id)
    assert archive.search("يبقى")
    assert not archive.search("سر")
    assert {event.document for event in archive.reader().events()} == {stays[0].id}
    assert archive.reader().counts()["sentences"] == 1


def test_issues_are_counted(archive: Archive) -> None:
    writer = archive.writer()
    for line in (7, None, 7):
        writer.record_issue("feed.jsonl", "not JSON", line)
    writer.record_issue("bad\udcff\0name", "half \ud800 pair")
    issues = list(archive.reader().issues())
    assert [(each.line, each.times) for each in issues] == [(None, 1), (None, 1), (7, 2)]
    assert issues[0].source == "bad\\udcff\\x00name"
    assert issues[2].first_seen <= issues[2].last_seen


def test_outlets(archive: Archive) -> None:
    for day, outlet in ((1, "أ"), (2, "أ"), (3, None)):
        archive.writer().add(*trio(f"خبر {day}", outlet=outlet, published=dt.date(2024, 1, day)))
    told = [(each.outlet, each.documents, each.first, each.last) for each in archive.reader().outlets()]
    assert told == [("أ", 2, "2024-01-01", "2024-01-02"), (None, 1, "2024-01-03", "2024-01-03")]


# Keeping less than the whole


def test_keeping_only_sentences_that_are_evidence(archive: Archive) -> None:
    document, sentences, coding = trio("زار الوزير بكين", "كلام لا دليل فيه")
    coding = Coding(document=document.id, events=coding.events[:1])
    archive.writer(keep="sentences").add(replace(document, comments=("رأي",)), sentences, coding)
    reader = archive.reader()
    read = reader.document(document.id)
    assert read.text == sentences[0].text + " " * (len(document.text) - sentences[0].end)
    assert read.comments == ()
    assert [sentence.text for sentence in reader.sentences(document.id)] == [sentences[0].text, ""]
    assert reader.coding(document.id) == coding
    assert (reader.keep_of(document.id), archive.search("دليل")) == ("sentences", [])
    with pytest.raises(UsageError, match="not kept whole"):
        archive.writer().recode(document, sentences, coding_of(document, coder="9"))


def test_keeping_only_a_hash(archive: Archive, tmp_path: Path) -> None:
    document, sentences, coding = trio("زار الوزير بكين", "وقع الجانبان اتفاقا")
    archive.writer(keep="hash").add(document, sentences, coding)
    reader = archive.reader()
    assert reader.document(document.id).text == " " * len(document.text)
    read = reader.coding(document.id)
    spans = [(event.start, event.end, event.type) for event in read.events]
    assert spans == [(event.start, event.end, event.type) for event in coding.events]
    archive.close()
    if on_server():
        return
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "الجانبان".encode() not in stored
    assert text_hash(document.text).encode() in stored


def test_keeping_by_an_unknown_word(archive: Archive) -> None:
    with pytest.raises(UsageError, match="must be one of whole, sentences, hash"):
        archive.writer(keep="half")


# Filters


@pytest.fixture
def three(archive: Archive) -> Reader:
    """Three documents of one event each: AGREE KAZ→CHN, ASSAULT RUS→, CONSULT CHN with KAZ undated."""
    writer = archive.writer()
    day = dt.date(2024, 5, 10)
    writer.add(*trio("عرضت أستانا على الصين", date="2024-05-09", date_precision="day", published=day))
    attack = {"type": "ASSAULT", "mode": "aerial", "actors": (RUS,), "recipients": (), "confidence": 0.9}
    place = Place(text="كييف", country="UKR")
    writer.add(*trio("قصفت موسكو", date="2022", date_precision="year", place=place, **attack, published=day))
    met = {"type": "CONSULT", "actors": (CHN, KAZ), "recipients": (), "status": "negated", "outlet": "وكالة"}
    writer.add(
        *trio("اجتمع الجانبان للعقوبات", voices=(Voice(speaker=RUS, verb="denies"),), **met, published=day)
    )
    return archive.reader()


D = dt.date


@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        (EventFilter(), ["ASSAULT", "AGREE", "CONSULT"]),
        (EventFilter(actor=("KAZ",)), ["AGREE", "CONSULT"]),
        (EventFilter(recipient=("CHN", "USA")), ["AGREE"]),
        (EventFilter(party=("CHN",)), ["AGREE", "CONSULT"]),
        (EventFilter(voice=("RUS",)), ["CONSULT"]),
        (EventFilter(actor=("KAZ",), recipient=("CHN",), type=("CONSULT",)), []),
        (EventFilter(type=("ASSAULT", "CONSULT")), ["ASSAULT", "CONSULT"]),
        (EventFilter(mode=("aerial",)), ["ASSAULT"]),
        (EventFilter(place=("UKR",)), ["ASSAULT"]),
        (EventFilter(status=("negated",)), ["CONSULT"]),
        (EventFilter(since=D(2024, 5, 10)), ["CONSULT"]),
        (EventFilter(until=D(2022, 1, 1)), ["ASSAULT"]),
        (EventFilter(since=D(2022, 12, 31), until=D(2023, 6, 1)), ["ASSAULT"]),
        (EventFilter(since=D(2024, 5, 9), until=D(2024, 5, 9)), ["AGREE"]),
        (EventFilter(as_of=D(2024, 5, 9)), []),
        (EventFilter(as_of=D(2024, 5, 10), min_confidence=0.8), ["ASSAULT"]),
        (EventFilter(outlet=("وكالة",)), ["CONSULT"]),
        (EventFilter(words="عقوبات"), ["CONSULT"]),
        (EventFilter(words="والصين أستانا"), ["AGREE"]),
        (EventFilter(document="none"), []),
        (EventFilter(actor=("'; DROP TABLE events --",)), []),
    ],
)
def test_filtering_events(three: Reader, wanted: EventFilter, types: list[str]) -> None:
    assert [event.type for event in three.events(wanted)] == types


def test_filtering_other_records(three: Reader) -> None:
    assert len(list(three.claims(ClaimFilter(speaker=("CHN",), verb=("denies",))))) == 3
    assert list(three.claims(ClaimFilter(speaker=("KAZ",)))) == []
    assert list(three.claims(ClaimFilter(min_confidence=0.6))) == []
    assert len(list(three.forecasts(ForecastFilter(forecaster=("KAZ",), until=D(2024, 1, 2))))) == 3
    assert list(three.forecasts(ForecastFilter(since=D(2024, 1, 3)))) == []
    assert len(list(three.figures(FigureFilter(party=("RUS", "CHN"), unit=("USD",))))) == 3
    assert list(three.figures(FigureFilter(party=("KA_",)))) == []


def test_filtering_documents(archive: Archive) -> None:
    document, sentences, coding = trio("خبر بلا يوم", published=None)
    inferred = replace(document, published_earliest=D(2024, 1, 1), published_latest=D(2024, 1, 31))
    archive.writer().add(inferred, sentences, coding)
    archive.writer().add(*trio("خبر", published=D(2024, 3, 1), outlet="وكالة"))
    found = [
        len(list(archive.reader().documents(wanted)))
        for wanted in (
            DocumentFilter(since=D(2024, 1, 20), until=D(2024, 2, 1)),
            DocumentFilter(since=D(2024, 2, 1)),
            DocumentFilter(outlet=("وكالة",), language=("ar",)),
            DocumentFilter(url=("https://example.org",)),
        )
    ]
    assert found == [1, 1, 1, 0]


def test_filters_refuse_what_they_cannot_mean(archive: Archive) -> None:
    with pytest.raises(UsageError, match="takes a tuple of codes"):
        EventFilter(actor="KAZ")
    with pytest.raises(UsageError, match="takes a tuple of codes"):
        DocumentFilter(outlet="وكالة")
    with pytest.raises(UsageError, match="no word to search for"):
        list(archive.reader().events(EventFilter(words="!؟")))
    with pytest.raises(UsageError, match="not valid Unicode"):
        list(archive.reader().events(EventFilter(actor=("\ud800",))))


# What is refused


def broken(**fields: object) -> Event:
    _document, _, coding = trio("زار الوزير بكين")
    return replace(coding.events[0], **fields)


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (broken(end=99), "spans 0:99, not in the text"),
        (broken(start=-1), "spans -1"),
        (broken(end=0), "spans 0:0"),
        (broken(sentence=5), "in sentence 5, which is not there"),
        (broken(document="other"), "is of another document"),
        (broken(confidence=0.0), r"must lie in \(0, 1\]"),
        (broken(confidence=float("nan")), r"must lie in \(0, 1\]"),
        (broken(date="last week"), "no ISO 8601 day"),
        (broken(date="2024-02-30"), "day is out of range"),
        (broken(mode="a\0b"), "U\\+0000"),
        (broken(mode="\ud800"), "not valid Unicode"),
    ],
)
def test_events_that_do_not_hold(archive: Archive, event: Event, problem: str) -> None:
    document, sentences, _ = trio("زار الوزير بكين")
    with pytest.raises(MalformedError, match=problem):
        archive.writer().add(document, sentences, Coding(document=document.id, events=(event,)))
    assert set(archive.reader().counts().values()) == {0}


def test_trios_that_do_not_belong_together(archive: Archive) -> None:
    document, sentences, coding = trio("زار الوزير بكين", "وقع الجانبان اتفاقا")
    add, later = archive.writer().add, replace(coding.events[1], coder="9")
    forecast = replace(coding.forecasts[0], about={"days": (1, 2)})
    graded = replace(coding.forecasts[0].grade, end=10_000)
    beyond = replace(coding.forecasts[0], grade=graded)
    figure = replace(coding.figures[0], value=float("inf"))
    for wrong, problem in (
        ((replace(document, id=""), sentences, coding), "has no id"),
        ((replace(document, body_start=999), sentences, coding), "body_start 999"),
        ((replace(document, text=document.text + "\0"), sentences, coding), "U\\+0000"),
        ((document, sentences, replace(coding, document="other")), "the coding is of document other"),
        ((document, (*sentences, sentences[0]), coding), "sentence number 1 stands twice"),
        ((document, [replace(sentences[0], text="آخر")], coding), "does not read as its span"),
        ((document, [replace(sentences[0], end=9999)], coding), "not in the text"),
        ((document, sentences, replace(coding, events=coding.events * 2)), "record id .* stands twice"),
        ((document, sentences, replace(coding, events=(coding.events[0], later))), "several coders"),
        ((document, sentences, replace(coding, forecasts=(forecast,))), "cannot carry unchanged"),
        ((document, sentences, replace(coding, forecasts=(beyond,))), "stands nowhere in the text"),
        ((document, sentences, replace(coding, figures=(figure,))), "not finite"),
    ):
        with pytest.raises(MalformedError, match=problem):
            add(*wrong)
    assert archive.writer().add(document, sentences, coding) is Outcome.ADDED


def test_text_that_no_server_can_hold_finds_nothing_or_is_refused(archive: Archive) -> None:
    archive.writer().add(*trio("خبر"))
    with pytest.raises(UsageError) if on_server() else nullcontext():
        assert list(archive.reader().events(EventFilter(party=("KAZ\0",)))) == []

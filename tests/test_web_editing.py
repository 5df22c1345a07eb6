"""Working on the archive from the pages: what forms do, who may, and what readers see."""

from __future__ import annotations

import re
import shutil
from html import unescape

import pytest
from starlette.testclient import TestClient

from marsad.archive import EventFilter, StoryFilter, open_archive
from marsad.errors import ArchiveWriteError, UsageError
from marsad.ledger import Ledger
from marsad.stories import stories_of
from marsad.web import Library, application
from marsad.web.editing import Editing, side_code
from marsad.web.serving import _editing

HERE = {"base_url": "http://127.0.0.1"}
MARK = re.compile(r'name="mark" value="([0-9a-f]+)"')


@pytest.fixture
def path(examples_archive, tmp_path):
    copy = tmp_path / "work.db"
    shutil.copy(examples_archive, copy)
    return copy


@pytest.fixture
def library(path):
    with open_archive(str(path)) as own, open_archive(str(path), readonly=True) as archive:
        yield Library(archive, Editing(own, "أيغول"))


@pytest.fixture
def client(library):
    return TestClient(application(library), **HERE)


@pytest.fixture
def event(library):
    return next(library.reader.events(EventFilter(actor=("KAZ",), recipient=("RUS",))))


def mark_of(client):
    return MARK.search(client.get("/en/").text)[1]


def posted(client, kind, action="decide", **fields):
    form = {"kind": kind, "mark": mark_of(client), **fields}
    return client.post(f"/en/{action}", data=form)


def form_of(client, address, kind):
    """The form of a page as a browser would send it: its hidden fields, inputs and chosen options."""
    text = client.get(address).text
    form = next(
        one
        for one in re.findall(r'<form [^>]*method="post".*?</form>', text, re.DOTALL)
        if f'value="{kind}"' in one
    )
    fields = {
        name: unescape(value)
        for name, value in re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        fields[name] = unescape(chosen[1]) if chosen else ""
    return fields


# Correcting


def test_the_form_of_an_event_says_what_the_event_is(client, event):
    fields = form_of(client, f"/en/event/{event.id}", "correct")
    assert fields["act"].split("/") == [event.type, *([event.mode] if event.mode else [])]
    assert fields["actor1"].startswith("KAZ")
    assert fields["status"] == event.status
    refused = client.post("/en/decide", data=fields)
    assert refused.status_code == 400, "sent as it is it changes nothing"
    assert "would change" in refused.text


def test_an_event_is_corrected_from_its_form_and_taken_back(client, library, event):
    fields = form_of(client, f"/en/event/{event.id}", "correct") | {
        "act": "REJECT/yield", "recipient1": "الصين", "date": "2024-05", "why": "<b>misread</b>",
    }  # fmt: skip
    page = client.post("/en/decide", data=fields)
    assert page.status_code == 200
    seen = library.reader.event(event.id)
    assert (seen.type, seen.mode, seen.date) == ("REJECT", "yield", "2024-05")
    assert seen.recipients[0].country == "CHN"
    assert "Decided by a person" in page.text
    assert "أيغول" in page.text
    assert "&lt;b&gt;misread" in page.text
    (made,) = library.archive.decisions().all()
    back = posted(client, "undo", number=made.decision.number, back=f"/en/event/{event.id}")
    assert library.reader.event(event.id) == event
    assert "taken back by" in back.text


def test_a_dropped_event_leaves_its_page_and_can_be_taken_back(client, library, event):
    page = posted(client, "drop", event=event.id)
    assert page.status_code == 200
    assert "No event any more" in page.text
    assert event not in list(library.reader.events())
    fields = form_of(client, f"/en/event/{event.id}", "undo")
    client.post("/en/decide", data=fields)
    assert library.reader.event(event.id) == event


def test_pages_of_the_story_and_the_article_lead_to_the_form(client, event):
    for address in (f"/en/story/{event.id}", f"/en/document/{event.document}"):
        assert f'href="/en/event/{event.id}"' in client.get(address).text


def test_a_corrected_article_is_told_to_readers_too(client, library, event):
    posted(client, "confirm", event=event.id)
    reader = TestClient(application(Library(library.archive)), **HERE)
    assert "Decided by a person" in reader.get(f"/en/document/{event.document}").text
    assert "أيغول" in reader.get("/en/decisions").text


# The queue


def test_the_queue_begins_with_the_least_sure_and_forgets_what_was_decided(client, library):
    sure = [one.confidence for one in library.browser.unsure(limit=1000)]
    assert sure == sorted(sure)
    assert len(sure) > 20
    first = library.browser.unsure(limit=1)[0]
    assert f"/en/event/{first.id}" in client.get("/en/queue").text
    posted(client, "confirm", event=first.id, back="/en/queue")
    assert f"/en/event/{first.id}" not in client.get("/en/queue").text
    assert len(library.browser.unsure(limit=1000)) == len(sure) - 1


def test_every_entry_of_the_queue_comes_on_one_page(client, library):
    listed, number = [], 1
    while found := re.findall(r'<h2><a href="/en/event/(\w+)"', client.get(f"/en/queue?page={number}").text):
        listed += found
        number += 1
    assert listed == [one.id for one in library.browser.unsure(limit=10_000)]


@pytest.mark.sqlite
def test_the_queue_is_found_by_index(library):
    with library.archive._connections.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT record FROM events WHERE confidence < 1 AND EXISTS (SELECT 1 FROM"
            " codings WHERE codings.key = events.coding AND codings.is_current)"
            " ORDER BY confidence, id LIMIT 20"
        ).all()
    told = " ".join(row[3] for row in plan)
    assert "events_by_confidence" in told
    assert "TEMP B-TREE" not in told


# The list of decisions


def test_what_does_not_fit_any_more_waits_on_the_list(client, library, event):
    posted(client, "confirm", event=event.id)
    library.editing.archive.writer().forget(event.document)
    page = client.get("/en/decisions").text
    assert "Decisions that do not fit any more" in page
    assert "the article is not in the archive" in page
    assert client.get("/ar/decisions").status_code == 200


# Who may


def test_readers_see_no_form_and_cannot_decide(library, event):
    reader = TestClient(application(Library(library.archive)), **HERE)
    for address in (f"/en/event/{event.id}", "/en/queue", "/en/decisions", f"/en/story/{event.id}"):
        text = reader.get(address).text
        assert 'action="/en/decide"' not in text
        assert ">Least sure<" not in text or address == "/en/queue"
    answer = posted(reader, "drop", event=event.id)
    assert answer.status_code == 403
    assert "--edit" in answer.text
    assert library.archive.decisions().all() == []


def test_the_opening_that_pages_read_from_cannot_write(library, event):
    with pytest.raises(ArchiveWriteError):
        library.archive.decisions().drop(event.id, who="a")


@pytest.mark.parametrize("mark", ["", "0" * 64])
def test_a_form_of_another_site_decides_nothing(client, library, event, mark):
    form = {"kind": "drop", "event": event.id, "mark": mark}
    assert client.post("/en/decide", data=form).status_code == 403
    assert library.archive.decisions().all() == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "nosuch"}, 400),
        ({"kind": "drop", "event": "nosuch"}, 400),
        ({"kind": "undo", "number": "²"}, 400),
        ({"kind": "undo", "number": "99999999999999999999"}, 400),
        ({"kind": "correct", "act": "NOSUCH"}, 400),
        ({"kind": "correct", "act": "REJECT/violence"}, 400),
        ({"kind": "correct", "act": "REJECT", "actor1": "Atlantis"}, 400),
        ({"kind": "correct", "act": "REJECT", "date": "yesterday"}, 400),
        ({"kind": "correct", "act": "REJECT", "status": "maybe"}, 400),
    ],
)
def test_what_cannot_be_decided_is_told(client, library, event, fields, code):
    answer = posted(client, **({"event": event.id} | fields))
    assert answer.status_code == code
    assert library.archive.decisions().all() == []


@pytest.mark.parametrize(
    "back",
    ["//evil.example/", "https://evil.example/", "/en/\\evil", "/ar/\r\nSet-Cookie: x=1", "javascript:1"],
)
def test_a_form_leads_to_no_other_site(client, event, back):
    form = {"kind": "confirm", "event": event.id, "mark": mark_of(client), "back": back}
    answer = client.post("/en/decide", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"/en/event/{event.id}"


@pytest.mark.parametrize("who", ["", " ", "a\nb"])
def test_who_works_is_a_name(path, who):
    with pytest.raises(UsageError, match="no name"), _editing(str(path), who):
        pass


def test_sides_are_codes_or_names():
    assert [side_code(one) for one in ("kaz", "KAZ:GOV", " كازاخستان ", "Kazakhstan", "IGO:NATO")] == [
        "KAZ", "KAZ:GOV", "KAZ", "KAZ", "IGO:NATO",
    ]  # fmt: skip


# Stories


def worked_out(library):
    stories_of(library.editing.archive)


def two_stories(library):
    return library.browser.stories(StoryFilter(party="KAZ", other="RUS"), limit=2).records


def test_stories_are_merged_from_the_page_of_one(client, library):
    one, other = two_stories(library)
    page = posted(client, "merge", story=one.id, address=f"http://127.0.0.1/en/story/{other.events[0]}?x=1#y")
    assert "Stories merged" in page.text
    worked_out(library)
    assert set(library.browser.story(one.events[0]).events) == {*one.events, *other.events}


def test_near_stories_are_offered(client, library):
    story = library.browser.stories(StoryFilter(party="KAZ", other="RUS"), limit=1).records[0]
    text = client.get(f"/en/story/{story.events[0]}").text
    offered = re.search(r'<select name="other">(.*?)</select>', text, re.DOTALL)
    assert offered is None or story.id not in offered[1]


def test_reports_are_split_off_from_the_page_of_their_story(client, library):
    story = max(library.reader.stories(library.browser.worked_out())[0], key=lambda one: len(one.events))
    off = story.events[-1]
    page = posted(client, "split", story=story.id, **{f"off:{off}": "on"})
    assert "Story split" in page.text
    worked_out(library)
    assert set(library.browser.story(off).events).isdisjoint(story.events[:-1])


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("merge", {"other": ""}),
        ("merge", {"other": "nosuch"}),
        ("merge", {"address": "https://evil.example/"}),
        ("split", {}),
        ("split", {"off:nosuch": "on"}),
    ],
)
def test_what_is_no_merge_or_split_is_told(client, library, kind, fields):
    story = two_stories(library)[0]
    assert posted(client, kind, story=story.id, **fields).status_code == 400
    assert posted(client, "merge", story=story.id, other=story.id).status_code == 400
    assert posted(client, kind, story="nosuch").status_code == 400
    assert library.archive.decisions().all() == []


# Adding


def test_an_event_is_added_at_its_words(client, library, event):
    trigger = event.text.split()[0]
    page = posted(
        client, "add", document=event.document, sentence=event.sentence, trigger=trigger, act="AID",
        actor1="KAZ", recipient1="Japan", status="actual",
    )  # fmt: skip
    assert page.status_code == 200
    (found,) = library.reader.events(EventFilter(type=("AID",), recipient=("JPN",)))
    assert (found.sentence, found.document) == (event.sentence, event.document)
    assert f"/en/event/{found.id}" in page.url.path
    assert f'href="/en/event/{found.id}"' in client.get(f"/en/document/{event.document}").text


@pytest.mark.parametrize("fields", [{"trigger": "nosuch"}, {"trigger": " "}, {"sentence": "x"}, {"act": ""}])
def test_what_cannot_be_added_is_told(client, library, event, fields):
    form = {
        "document": event.document, "sentence": event.sentence, "trigger": event.text.split()[0],
        "act": "AID", "actor1": "KAZ",
    } | fields  # fmt: skip
    assert posted(client, "add", **form).status_code == 400
    assert library.archive.decisions().all() == []


# The ledger


def test_a_forecast_is_asked_frozen_and_decided_from_its_page(client, library):
    ledger = Ledger(library.archive)
    forecast = next(one for one in library.reader.forecasts() if can_be_asked(library, one))
    for kind in ("ask", "freeze"):
        assert posted(client, kind, "resolve", forecast=forecast.id).status_code == 200
    told = {"outcome": "no", "evidence": "لم يقع شيء", "why": "seen", "known_on": "2026-01-01"}
    page = posted(client, "decide", "resolve", forecast=forecast.id, **told)
    assert page.status_code == 200, page.text[-3000:]
    (standing,) = Ledger(library.archive).state.latest()
    assert standing.outcome == "no"
    assert standing.resolutions[-1].who == "أيغول"
    posted(client, "decide", "resolve", forecast=forecast.id, **told | {"outcome": "unresolvable"})
    assert Ledger(library.archive).state.latest()[0].outcome == "unresolvable"
    assert ledger.verify() == []


def can_be_asked(library, forecast):
    from marsad.ledger import making  # noqa: PLC0415

    try:
        return making.ruled_question(forecast).condition is None
    except UsageError:
        return False


@pytest.mark.parametrize(
    "fields", [{"kind": "nosuch"}, {"kind": "decide", "outcome": "yes"}, {"kind": "freeze"}, {"kind": "ask"}]
)
def test_what_the_ledger_forbids_is_told(client, library, fields):
    assert posted(client, action="resolve", **({"forecast": "nosuch"} | fields)).status_code == 400
    reader = TestClient(application(Library(library.archive)), **HERE)
    assert posted(reader, action="resolve", **fields).status_code == 403

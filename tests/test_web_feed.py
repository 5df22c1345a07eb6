"""Feeds of what is new about a state: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from marsad.archive import StoryFilter, open_archive
from marsad.ledger.listing import Due
from marsad.ledger.state import State
from marsad.measures.warned import Past, Warned
from marsad.views import Kept
from marsad.web import Library, application
from marsad.web.pages import feed

ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "http://127.0.0.1:8123"


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(application(Library(archive)), base_url=HOST)


@pytest.fixture(scope="module", params=["ar", "en"])
def atom(client, request):
    answer = client.get(f"/{request.param}/state/KAZ/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)  # noqa: S314  our own feed


def test_an_atom_feed_holds_what_rfc_4287_asks_for(atom):
    for name in ("id", "title", "updated"):
        assert len(atom.findall(f"{ATOM}{name}")) == 1  # 4.1.1
    assert atom.find(f"{ATOM}author/{ATOM}name").text
    links = {one.get("rel"): one.get("href") for one in atom.findall(f"{ATOM}link")}
    assert links["self"].startswith(HOST)
    entries = atom.findall(f"{ATOM}entry")
    assert len(entries) >= 20
    for one in entries:
        for name in ("id", "title", "updated", "content"):
            assert one.find(f"{ATOM}{name}").text, name  # 4.1.2
        assert one.find(f"{ATOM}link[@rel='alternate']").get("href").startswith(f"{HOST}/")
        moment = one.find(f"{ATOM}updated").text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)  # 3.3
        assert UUID(one.find(f"{ATOM}id").text)
    names = [one.find(f"{ATOM}id").text for one in entries]
    assert len(set(names)) == len(names)
    moments = [one.find(f"{ATOM}updated").text for one in entries]
    assert moments == sorted(moments, reverse=True)
    assert atom.find(f"{ATOM}updated").text == moments[0]


def test_a_json_feed_holds_what_its_version_asks_for(client, archive):
    answer = client.get("/en/state/KAZ/feed.json")
    assert answer.headers["content-type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HOST}/en/state/KAZ/feed.json"
    for one in feed["items"]:
        assert one["id"]
        assert one["content_text"]
        assert dt.datetime.fromisoformat(one["date_modified"]).tzinfo
        assert client.get(one["url"].partition("#")[0]).status_code == 200
    stories = [one for one in feed["items"] if one["tags"] == ["story"]]
    total = archive.browser().stories(StoryFilter(party="KAZ"), limit=1).total
    assert len(stories) == min(30, total)


def test_both_feeds_and_both_languages_name_the_same_entries(client):
    atom = client.get("/ar/state/KAZ/feed.atom").text
    feed = client.get("/en/state/KAZ/feed.json").json()
    assert set(re.findall(r"<entry>\s*<id>([^<]+)", atom)) == {one["id"] for one in feed["items"]}


def test_who_has_the_feed_is_not_sent_it_again(client):
    first = client.get("/en/state/KAZ/feed.atom")
    again = client.get("/en/state/KAZ/feed.atom", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_pages_of_a_state_lead_to_its_feeds(client):
    page = client.get("/en/state/KAZ/lean").text
    head = page.partition("</head>")[0]
    for kind, name in (("application/atom+xml", "feed.atom"), ("application/feed+json", "feed.json")):
        assert re.search(
            rf'<link rel="alternate" type="{re.escape(kind)}"[^>]*href="/en/state/KAZ/{name}"', head
        )
    assert "feed.atom" not in client.get("/en/search?q=x").text


def test_a_state_of_which_nothing_is_told_has_an_empty_feed(client):
    feed = client.get("/en/state/NRU/feed.atom")
    assert feed.status_code == 200
    assert "<entry>" not in feed.text
    assert client.get("/en/state/NRU/feed.json").json()["items"] == []
    assert client.get("/en/state/ZZZZ/feed.atom").status_code == 404


def test_warnings_and_forecasts_that_are_due_are_told(archive, monkeypatch):
    past = Past(
        hits=1, false_alarms=1, open=0, hit_share=None, low=0, high=1, base_rate=None, rises=0, missed=0,
        delay=None,
    )  # fmt: skip
    warned = Warned(
        side="KAZ", other="RUS", acts="verbal conflict", window="2024-10", since="2024-10", count=9,
        origins=4, expected=1.5, chance=0.001, stayed=None, streams=3, by_chance=0.1, level=None,
        past=past, evidence=(),
    )  # fmt: skip
    due = Due(
        question="q1", text="سؤال؟", deadline=dt.date(2024, 12, 31), days=5, why="deadline passed",
        outcome=None, forecasts=1, proposal=None,
    )  # fmt: skip
    monkeypatch.setattr(feed, "warnings", lambda *_: [warned])
    monkeypatch.setattr(feed, "kept_about", lambda *_: Kept(State(), due=[due]))
    client = TestClient(application(Library(archive)), base_url=HOST)
    items = client.get("/en/state/KAZ/feed.json").json()["items"]
    (warning,) = [one for one in items if one["tags"] == ["warning"]]
    assert warning["date_modified"] == "2024-10-31T00:00:00Z"
    assert "9 deeds of 4 independent origins" in warning["content_text"]
    (forecast,) = [one for one in items if one["tags"] == ["forecast"]]
    assert "سؤال؟" in forecast["title"]
    assert forecast["date_modified"] == "2024-12-31T00:00:00Z"


def test_what_came_last_comes_first(archive):
    fresh = archive.browser().fresh("KAZ", limit=500)
    assert [moment for moment, _ in fresh] == sorted((moment for moment, _ in fresh), reverse=True)
    assert len(fresh) == archive.browser().stories(StoryFilter(party="KAZ"), limit=1).total

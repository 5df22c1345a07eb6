"""Search with filters, and searches that a reader keeps."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from marsad.archive import SearchFilter, open_archive
from marsad.web import Library, application
from marsad.web.saved import SAVED, fields_of, query_of, saved_cookie, saved_in

WORD = "كازاخستان"


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture
def client(archive):
    return TestClient(application(Library(archive)), base_url="http://127.0.0.1")


def mark_of(client):
    return re.search(r'name="mark" value="([0-9a-f]+)"', client.get("/en/").text)[1]


# Filters


def test_filters_leave_what_reading_all_leaves(archive):
    every = archive.search(WORD, 1000)
    coded = {
        (event.document, event.sentence)
        for event in archive.reader().events()
        for side in (*event.actors, *event.recipients)
        if side.country == "RUS"
    }
    outlet = next(one.outlet for one in every if one.outlet)
    day = dt.date(2023, 1, 1)
    cases = {
        SearchFilter(outlet=outlet): lambda hit: hit.outlet == outlet,
        SearchFilter(since=day): lambda hit: (hit.published or "") >= "2023-01-01",
        SearchFilter(until=day): lambda hit: bool(hit.published) and hit.published <= "2023-01-01",
        SearchFilter(party="RUS"): lambda hit: (hit.document, hit.sentence) in coded,
        SearchFilter(): lambda _: True,
    }
    for wanted, fits in cases.items():
        found = archive.search(WORD, 1000, wanted)
        assert [one.as_dict() for one in found] == [one.as_dict() for one in every if fits(one)], wanted
        assert found


def test_the_page_searches_with_its_filters(client, archive):
    whole = client.get(f"/en/search?q={WORD}&format=json").json()["rows"]
    some = client.get(f"/en/search?q={WORD}&state=RUS&since=2023-01-01&format=json").json()["rows"]
    assert 0 < len(some) < len(whole)
    page = client.get(f"/en/search?q={WORD}&state=RUS&since=2023-01-01").text
    assert '<option value="RUS" selected>' in page
    assert 'value="2023-01-01"' in page


@pytest.mark.parametrize("asked", ["state=NOSUCH", "since=yesterday", "until=2024-13-01"])
def test_a_filter_that_is_none_is_told(client, asked):
    assert client.get(f"/en/search?q=x&{asked}").status_code == 400


def test_who_is_searched_for_has_a_page(client):
    assert 'href="/en/actor/Vladimir%20Putin"' in client.get("/en/search?q=فلاديمير بوتين").text


# Searches that are kept


def test_a_search_is_kept_and_forgotten(client):
    form = {"mark": mark_of(client), "query": f"q={WORD}&state=RUS"}
    answer = client.post("/en/save", data=form)
    assert answer.url.path == "/en/search"
    kept = re.search(r'<ul class="kept">.*?</ul>', client.get("/en/search").text, re.DOTALL)[0]
    assert WORD in kept
    assert "Russia" in kept
    href = re.search(r'href="([^"]+)"', kept)[1].replace("&amp;", "&")
    assert client.get(href).status_code == 200
    client.post("/en/save", data=form)
    assert '<ul class="kept">' not in client.get("/en/search").text


@pytest.mark.parametrize(
    ("form", "code"),
    [({"query": "q=x"}, 403), ({"query": "state=RUS"}, 400), ({"query": ""}, 400), ({}, 400)],
)
def test_what_is_no_search_is_not_kept(client, form, code):
    mark = {} if code == 403 else {"mark": mark_of(client)}
    assert client.post("/en/save", data={**form, **mark}).status_code == code
    assert SAVED not in client.cookies


@given(st.lists(st.text(min_size=1, max_size=40).map(str.strip).filter(bool), max_size=12, unique=True))
def test_searches_come_back_as_they_went(words):
    queries = tuple(dict.fromkeys(query_of({"q": one, "since": "2024-01-01"}) for one in words))
    kept = saved_in({SAVED: saved_cookie(queries)})
    assert kept == queries[len(queries) - len(kept) :]
    assert all(fields_of(one)["since"] == "2024-01-01" for one in kept)


@given(st.lists(st.text(max_size=600), max_size=40))
def test_a_cookie_stays_small(words):
    queries = tuple(query for one in words if (query := query_of({"q": one})))
    assert len(saved_cookie(queries)) <= 3000


@given(st.text(max_size=80))
def test_a_cookie_that_cannot_be_read_keeps_nothing_strange(words):
    assert all(query_of(fields_of(one)) == one for one in saved_in({SAVED: words}))

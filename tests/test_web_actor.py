"""The page of an actor, what the tables know of one, and events found by who is named in them."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from marsad import plover
from marsad.actors.known import actor_called
from marsad.actors.members import groups_of, members_of, memberships_of
from marsad.archive import ActFilter, open_archive
from marsad.web import Library, application


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(application(Library(archive)), base_url="http://127.0.0.1")


# The tables


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        ("KAZ", "state", "KAZ"),
        ("kaz", "state", "KAZ"),
        ("Q232", "state", "KAZ"),
        ("كازاخستان", "state", "KAZ"),
        ("Vladimir Putin", "person", "RUS"),
        ("فلاديمير  بوتين", "person", "RUS"),
        ("CSTO", "body", "IGO"),
        ("EUR", "bloc", "EUR"),
        ("IGO", "bloc", "IGO"),
    ],
)
def test_an_actor_is_found_by_name_code_or_number(words, kind, code):
    found = actor_called(words)
    assert (found.kind, found.code) == (kind, code)
    assert found.is_coded == (kind in {"state", "bloc"})


@pytest.mark.parametrize("words", ["", "nobody at all", "%", "Q0"])
def test_whom_no_table_lists_is_not_found(words):
    assert actor_called(words) is None


def test_offices_come_in_the_order_of_time():
    offices = actor_called("Vladimir Putin").spans
    assert {"President", "Prime Minister"} <= {one.office for one in offices}
    assert [one.since for one in offices] == sorted(one.since for one in offices)


def test_members_and_groups_tell_the_same():
    assert {one.member for one in memberships_of("CSTO")} == members_of("CSTO", None)
    assert all(one in memberships_of(group) for group, one in groups_of("KAZ"))
    assert memberships_of("nobody at all") == ()


# The archive


@pytest.mark.parametrize("role", ["actor", "recipient", "voice"])
def test_what_is_found_by_index_is_what_reading_all_finds(archive, role):
    every = list(archive.reader().events())
    sides = {
        "actor": lambda event: event.actors,
        "recipient": lambda event: event.recipients,
        "voice": lambda event: [voice.speaker for voice in event.voices],
    }[role]
    for wanted, fits in [
        (ActFilter(country="KAZ", role=role), lambda one: one.country == "KAZ"),
        (ActFilter(name="Vladimir Putin", role=role), lambda one: one.name == "Vladimir Putin"),
    ]:
        found = archive.acting().acts(wanted, limit=10_000)
        assert {one.id for one in found.records} == {one.id for one in every if any(map(fits, sides(one)))}
        assert found.total == len(found.records)


def test_filters_by_side_and_class_and_their_counts_agree(archive):
    counted = archive.acting().partners(ActFilter(country="RUS"))
    assert counted
    for one in counted:
        found = archive.acting().acts(ActFilter(country="RUS", other=one.other, quad=one.quad), limit=1000)
        assert found.total == one.events
        assert all(plover.quad(event.type) == one.quad for event in found.records)


def test_pages_of_a_list_make_the_whole(archive):
    whole = archive.acting().acts(ActFilter(country="KAZ"), limit=1000).records
    pages = [
        archive.acting().acts(ActFilter(country="KAZ"), limit=7, offset=at).records for at in range(0, 28, 7)
    ]
    assert [one for page in pages for one in page] == whole[:28]


# The page


def test_a_person_has_offices_and_what_was_told(client):
    page = client.get("/en/actor/Vladimir%20Putin").text
    assert "2012-05-07" in page
    assert 'href="/en/state/RUS"' in page
    assert re.search(r"<h2 id=\"as-actor\">What it did <small>.*?[1-9]\d* events", page)


def test_every_number_opens_onto_its_events(client):
    page = client.get("/en/actor/KAZ").text
    cells = re.findall(r'<td class="number"><a href="([^"]+)"[^>]*>(\d+)</a>', page)
    assert cells
    for href, number in cells[:8]:
        rows = client.get(f"{href.replace('&amp;', '&')}&format=json").json()["rows"]
        assert len(rows) == int(number)


def test_parties_of_a_story_and_of_an_article_lead_to_their_pages(client, archive):
    event = archive.acting().acts(ActFilter(name="Vladimir Putin"), limit=1).records[0]
    for address in (f"/en/story/{event.id}", f"/en/document/{event.document}"):
        assert 'href="/en/actor/Vladimir%20Putin"' in client.get(address).text


def test_one_whom_only_articles_name_has_a_page_too(client, archive):
    names = {
        side.name
        for event in archive.reader().events()
        for side in event.actors
        if side.name and actor_called(side.name) is None
    }
    for name in sorted(names)[:1]:
        assert client.get(f"/en/actor/{name}").status_code == 200


@pytest.mark.parametrize(
    ("address", "code"),
    [("nobody", 404), ("KAZ?role=king", 400), ("KAZ?quad=9", 400), ("KAZ?page=0", 400), ("%00", 404)],
)
def test_what_is_no_actor_is_told(client, address, code):
    assert client.get(f"/en/actor/{address}").status_code == code

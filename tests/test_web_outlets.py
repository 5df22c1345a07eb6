"""The list of outlets, and what one covers, cites and tells beside the others."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from marsad.archive import open_archive
from marsad.stories import OutletFilter, profiles_of
from marsad.web import Library, application
from marsad.web.pages.outlets import known_outlet


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(application(Library(archive)), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def profiles(archive):
    return {one.outlet: one for one in profiles_of(archive, OutletFilter()) if one.outlet}


def test_every_outlet_is_listed_with_its_articles(client, archive):
    rows = client.get("/en/outlets?format=json").json()["rows"]
    assert {row["outlet"]: row["documents"] for row in rows} == {
        one.outlet: one.documents for one in archive.reader().outlets() if one.outlet
    }


def test_what_the_tables_know_of_an_outlet_is_told():
    known = known_outlet("وكالة تاس")
    assert (known.name, known.country, known.ownership) == ("TASS", "RUS", "state")
    assert known_outlet("صحيفة لا يعرفها أحد").country is None


def test_numbers_of_a_profile_are_those_of_the_command(client, profiles):
    name = max(profiles, key=lambda one: profiles[one].documents)
    page = client.get(f"/en/outlet/{quote(name)}/profile").text
    for one in profiles[name].covers[:5]:
        assert f"state={one.name}" in page
        assert re.search(rf'state={one.name}">.*?<bdi>{one.n}</bdi>', page)


def test_what_an_outlet_covers_opens_onto_these_articles(client, profiles):
    name = max(profiles, key=lambda one: profiles[one].documents)
    for one in profiles[name].covers[:4]:
        rows = client.get(f"/en/outlet/{quote(name)}?state={one.name}&format=json").json()["rows"]
        assert len(rows) == one.n


def test_too_few_stories_are_told_as_such(client, profiles):
    bare = next(name for name, one in sorted(profiles.items()) if not one.tells)
    assert "Too few stories" in client.get(f"/en/outlet/{quote(bare)}/profile").text
    for name in (name for name, one in sorted(profiles.items()) if one.tells):
        page = client.get(f"/en/outlet/{quote(name)}/profile").text
        assert "no label" in page
        stories = re.findall(r'<p><a href="(/en/story/[^"]+)">', page)
        assert stories
        assert all(client.get(one).status_code == 200 for one in stories)


@pytest.mark.parametrize(
    ("address", "code"), [("/en/outlet/nosuch/profile", 404), ("/en/outlet/nosuch", 404)]
)
def test_an_outlet_that_there_is_not_is_told(client, address, code):
    assert client.get(address).status_code == code


def test_a_state_that_is_none_is_told(client, profiles):
    name = quote(next(iter(profiles)))
    assert client.get(f"/en/outlet/{name}?state=NOSUCH").status_code == 400
    assert client.get(f"/en/outlet/{name}?state=NRU").status_code == 404

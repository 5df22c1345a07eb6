"""The network and the map of dyads."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from marsad import plover
from marsad.actors import country_names
from marsad.actors.regions import regions
from marsad.archive import DyadCount, open_archive
from marsad.web import Library, application
from marsad.web.drawing import Words, circle, world_map
from marsad.web.network import REGIONS, capitals, dyads_of, network_of

CODES = ("KAZ", "RUS", "CHN", "USA", "EUR", "FJI", "NZL", "ISL", "ZAF", "XXX")
WORDS = Words(
    name=lambda code: f"<{code}>",
    state=lambda code: f"/s/{code}",
    dyad=lambda one: f"/d/{one.first}/{one.second}",
    says=lambda one: f"{one.first} & {one.second}",
    label="who",
)


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(application(Library(archive)), base_url="http://127.0.0.1")


# Tables


def test_seats_are_of_states_and_on_the_globe():
    assert set(capitals()) <= set(country_names())
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in capitals().values())
    assert len(capitals()) > 190


def test_every_region_has_its_place_in_the_ring():
    assert set(regions().values()) == set(REGIONS)


# Counts


@pytest.mark.parametrize(
    "asked",
    [{}, {"dimension": "political"}, {"since": dt.date(2023, 1, 1)}, {"until": dt.date(2022, 12, 31)}],
)
def test_dyads_are_those_of_the_lists_of_each_state(archive, asked):
    from marsad.archive import StoryFilter  # noqa: PLC0415

    for one in dyads_of(archive.browser().dyads(**asked))[:12]:
        wanted = StoryFilter(party=one.first, other=one.second, **asked)
        told = [
            story
            for story in archive.browser().stories(wanted, limit=1000).records
            if story.status != "negated"
        ]
        counted = Counter(int(plover.quad(story.type)) for story in told)
        assert one.counts == tuple(counted[quad] for quad in (1, 2, 3, 4))


def test_codes_of_many_bodies_are_no_states():
    counted = [DyadCount("IGO", "KAZ", 1, 5), DyadCount("KAZ", "UNK", 1, 5), DyadCount("CHN", "KAZ", 3, 2)]
    (only,) = dyads_of(counted)
    assert (only.first, only.second, only.stories, only.balance) == ("CHN", "KAZ", 2, -0.5)


@given(
    st.dictionaries(
        st.sampled_from(sorted(combinations(sorted(CODES), 2))),
        st.tuples(*[st.integers(0, 50)] * 4).filter(any),
        min_size=1,
    ),
    st.integers(2, 8),
)
def test_any_network_can_be_drawn_the_same_each_time(counts, most):
    counted = [
        DyadCount(*pair, quad, number)
        for pair, numbers in counts.items()
        for quad, number in enumerate(numbers, 1)
        if number
    ]
    dyads = dyads_of(counted)
    network = network_of(dyads, most)
    assert len(network.states) <= most
    assert len(network.dyads) + network.left_out == len(dyads)
    for draw in (
        lambda: circle(network, WORDS, is_full=True),
        lambda: circle(network, WORDS, is_full=False),
        lambda: world_map(network, WORDS, width=960),
    ):
        picture = draw()
        assert picture == draw()
        root = ET.fromstring(picture)  # noqa: S314  our own picture
        _, _, width, height = map(float, root.get("viewBox").split())
        for node in root.iter("circle"):
            assert 0 <= float(node.get("cx")) <= width
            assert 0 <= float(node.get("cy")) <= height
        assert {link.get("href") for link in root.iter("a")} == {
            *(f"/s/{code}" for code in network.states),
            *(f"/d/{one.first}/{one.second}" for one in network.dyads),
        }
        assert not re.search(r"\sstyle=|nan", picture)


# The page


@pytest.mark.parametrize("view", ["circle", "map"])
def test_every_edge_leads_to_the_stories_of_its_pair(client, view):
    page = client.get(f"/en/network?as={view}&dimension=political").text
    edges = re.findall(r'<a href="([^"]+)" aria-label="[^"]*balance', page)
    assert edges
    assert all("dimension=political" in one for one in edges)
    rows = client.get("/en/network?dimension=political&format=json").json()["rows"]
    first = rows[0]
    href = next(one for one in edges if f"/{first['first']}/" in one and f"other={first['second']}" in one)
    told = client.get(f"{href.replace('&amp;', '&')}&format=json").json()["rows"]
    assert sum(one["status"] != "negated" for one in told) == first["stories"]


def test_no_dyads_are_told_as_such(client):
    page = client.get("/en/network?since=2099-01-01").text
    assert "No dyads" in page
    assert "<svg" not in page


@pytest.mark.parametrize("asked", ["as=globe", "dimension=x", "since=x", "until=0"])
def test_what_is_not_understood_is_told(client, asked):
    assert client.get(f"/en/network?{asked}").status_code == 400

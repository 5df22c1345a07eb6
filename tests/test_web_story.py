"""The page of a story: who tells it, and what came before and after."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from starlette.testclient import TestClient

from marsad.archive import StoryFilter, open_archive
from marsad.web import Library, application

HERE = {"base_url": "http://127.0.0.1"}
BRICS = StoryFilter(party="KAZ", other="IGO", type="REJECT")


@pytest.fixture(scope="module")
def archive(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as one:
        yield one


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(application(Library(archive)), **HERE)


@pytest.fixture(scope="module")
def refusal(archive, client):
    """The page of Kazakhstan's refusal to join BRICS."""
    story = archive.browser().stories(BRICS, limit=1).records[0]
    return client.get(f"/en/story/{story.events[0]}").text


def section(page, name):
    return re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)[0]


def test_a_story_tells_what_others_did_next(refusal):
    then = section(refusal, "then")
    others = then.partition("International organisation, in the 30 days after")[0]
    assert "What others did towards <bdi>Kazakhstan</bdi> in the <bdi>30</bdi> days after" in others
    assert re.search(r"Sanction.*?Russia.*?Kazakhstan.*?2024", others, re.DOTALL)


def test_what_followed_comes_in_the_order_of_days_and_within_the_span(refusal):
    then = section(refusal, "then")
    days = re.findall(r'<p class="date">(?:<time datetime="([^"]+)|article of <bdi>(\d+ \w+ \d+))', then)
    told = [one or dt.datetime.strptime(other, "%d %B %Y").date().isoformat() for one, other in days]  # noqa: DTZ007
    assert told
    assert all("2024-10-16" <= day[:10] <= "2024-11-15" for day in told)


def test_the_list_behind_what_followed_holds_it(client, refusal):
    every = re.search(r'href="(/en/state/KAZ/stories\?since[^"]+)"', section(refusal, "then"))[1]
    rows = client.get(f"{every.replace('&amp;', '&')}&format=json").json()["rows"]
    assert any(row["type"] == "SANCTION" and "RUS" in row["parties"] for row in rows)


def test_a_story_without_a_day_has_that_of_its_first_article(archive):
    day = dt.date(2024, 10, 18)
    found = archive.browser().stories(
        StoryFilter(party="KAZ", other="RUS", type="SANCTION", since=day, until=day), limit=5
    )
    assert found.total == 1
    assert found.records[0].date is None


def test_stories_can_be_listed_from_the_oldest(archive):
    browser = archive.browser()
    newest = browser.stories(StoryFilter(party="KAZ"), limit=500)
    oldest = browser.stories(StoryFilter(party="KAZ"), limit=500, oldest_first=True)
    assert [one.id for one in newest.records] == [one.id for one in oldest.records][::-1]


def test_a_story_of_one_side_has_no_pair(client, archive):
    alone = next(
        one
        for one in archive.browser().stories(StoryFilter(party="KAZ"), limit=500).records
        if one.parties == ("KAZ",) and one.status != "historical"
    )
    page = client.get(f"/en/story/{alone.events[0]}").text
    assert page.count("in the <bdi>30</bdi> days before") == 0

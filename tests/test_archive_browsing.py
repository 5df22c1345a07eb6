"""Pages of stories and rival accounts: what is found by index is what is found by reading everything."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

import marsad
from marsad import plover
from marsad.archive import StoryFilter, open_archive

EXAMPLES = Path(__file__).parents[1] / "examples" / "kazakhstan"


@pytest.fixture(scope="module")
def kept(examples_archive):
    """The archive of the examples, and its stories and rivals read as a whole."""
    with marsad.open(examples_archive, readonly=True) as observatory:
        stories, rivals = observatory.story_records(), observatory.rival_records()
    archive = open_archive(str(examples_archive), readonly=True)
    yield archive.browser(), stories, rivals
    archive.close()


@pytest.fixture(scope="module")
def day_of(examples_archive):
    """The day that a story is listed under: its own, else that of its first article."""
    with open_archive(str(examples_archive), readonly=True) as archive:
        published = {one.id: str(one.published or "") for one in archive.reader().documents()}

    def day(story):
        known = [published[name] for name in story.documents if published[name]]
        return story.date or ("" if story.status == "historical" else min(known, default=""))

    return day


def of(stories, state):
    return [one for one in stories if state in one.parties]


def test_a_page_holds_the_newest_and_tells_how_many_there_are(kept, day_of):
    browser, stories, _ = kept
    first = browser.stories(StoryFilter(party="KAZ"), limit=10)
    second = browser.stories(StoryFilter(party="KAZ"), limit=10, offset=10)
    ordered = sorted(of(stories, "KAZ"), key=lambda one: (day_of(one), one.id), reverse=True)
    assert first.total == len(ordered)
    assert first.records + second.records == ordered[:20]


def test_filters_find_what_reading_all_finds(kept, day_of):
    browser, stories, _ = kept
    cases = {
        StoryFilter(party="KAZ", type="CONSULT"): lambda one: one.type == "CONSULT",
        StoryFilter(party="KAZ", quad=4): lambda one: plover.quad(one.type) == 4,
        StoryFilter(party="KAZ", status="negated"): lambda one: one.status == "negated",
        StoryFilter(party="KAZ", other="RUS"): lambda one: "RUS" in one.parties,
        StoryFilter(party="KAZ", other=""): lambda one: one.parties == ("KAZ",),
        StoryFilter(party="KAZ", since=dt.date(2024, 1, 1)): lambda one: day_of(one) >= "2024-01-01",
        StoryFilter(party="KAZ", until=dt.date(2022, 6, 1)): lambda one: (
            bool(day_of(one)) and day_of(one) <= "2022-06-01"
        ),
        StoryFilter(party="KAZ", dimension="energy"): lambda one: (
            "energy" in {plover.contexts()[name] for name in one.contexts}
        ),
    }
    for wanted, fits in cases.items():
        found = browser.stories(wanted, limit=1000)
        expected = {one.id for one in of(stories, "KAZ") if fits(one)}
        assert {one.id for one in found.records} == expected, wanted
        assert found.total == len(expected)


def test_what_came_after_a_moment_is_found(kept):
    browser, stories, _ = kept
    assert browser.stories(StoryFilter(party="KAZ", added_after="2000"), limit=1).total == len(
        of(stories, "KAZ")
    )
    assert browser.stories(StoryFilter(party="KAZ", added_after="2999"), limit=1).total == 0


def test_a_story_is_found_by_its_id_and_by_each_of_its_events(kept):
    browser, stories, _ = kept
    for story in stories[:20]:
        assert browser.story(story.id) == story
        assert all(browser.story(event) == story for event in story.events)
    assert browser.homes(story.events) == dict.fromkeys(story.events, story.id)


@pytest.mark.parametrize(
    "name", ["", "no such story", "' OR 1=1 --", "\ud800".encode("utf-8", "replace").decode()]
)
def test_no_such_story(kept, name):
    browser, _, _ = kept
    assert browser.story(name) is None
    assert browser.rival(name) is None
    assert browser.rivals_of(name) == []
    assert browser.events([name]) == []
    assert browser.headers([name]) == {}


def test_pairs_count_stories_by_other_side(kept):
    browser, stories, _ = kept
    expected = Counter(
        (other, int(plover.quad(one.type)), one.status)
        for one in of(stories, "KAZ")
        for other in set(one.parties) - {"KAZ"} or {""}
    )
    assert {(one.other, one.quad, one.status): one.stories for one in browser.pairs("KAZ")} == expected


def test_states_are_counted(kept):
    browser, stories, _ = kept
    expected = Counter(code for one in stories for code in one.parties)
    assert {one.country: one.stories for one in browser.states()} == expected


def test_rivals_of_a_state_and_of_a_story(kept):
    browser, _, rivals = kept
    found = browser.rivals("KAZ", limit=100)
    assert found.total == len(found.records) > 0
    assert [one for one in rivals if one in found.records] == found.records
    told = next(one for one in rivals if one.story)
    assert told in browser.rivals_of(told.story)
    assert browser.rival(told.id) == told


def test_events_headers_and_sentences_of_a_story(kept):
    browser, stories, _ = kept
    events = browser.events(stories[0].events)
    assert [event.id for event in events] == list(stories[0].events)
    headers = browser.headers(event.document for event in events)
    assert {event.document for event in events} == set(headers)
    assert all(one.text == "" and one.id for one in headers.values())
    starts = browser.sentence_starts((event.document, event.sentence) for event in events)
    for event in events:
        start = starts[event.document, event.sentence]
        assert event.text[event.start - start : event.end - start].strip()


def test_an_archive_whose_stories_were_never_worked_out_has_none(tmp_path):
    with open_archive(str(tmp_path / "new.db")) as archive:
        assert archive.browser().worked_out() is None
        assert archive.browser().stories(StoryFilter(party="KAZ"), limit=5).total == 0


def test_what_was_worked_out_has_a_mark_that_changes(tmp_path):
    with marsad.open(tmp_path / "kz.db") as observatory, open_archive(str(tmp_path / "kz.db")) as archive:
        observatory.add(EXAMPLES / "2024-11-28_alam24_putin-astana.txt")
        observatory.story_records()
        before = archive.browser().worked_out()
        observatory.add(EXAMPLES / "2024-04-16_alam24_floods.html")
        assert archive.browser().worked_out() == before
        observatory.story_records()
        assert archive.browser().worked_out() not in {before, None}


def test_all_stories_come_once_however_many_at_a_time(kept):
    browser, stories, _ = kept
    ordered = sorted(stories, key=lambda one: one.id)
    for at_once in (1, 7, 10_000):
        parts = list(browser.each_story(at_once))
        assert [one for part in parts for one in part] == ordered
        assert all(len(part) <= at_once for part in parts)


def test_starts_are_those_of_the_sentences_asked_for_alone(kept, examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        known = dict(archive.reader().all_sentences())
    one, other, *_ = (name for name, split in known.items() if len(split) > 3)
    wanted = {(one, 0): known[one][0].start, (one, 3): known[one][3].start, (other, 1): known[other][1].start}
    assert kept[0].sentence_starts([*wanted, (one, 9_999), ("nobody", 0)]) == wanted

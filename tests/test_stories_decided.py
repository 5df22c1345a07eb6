"""Stories that people merged and split: honoured whenever stories are worked out, the later one first."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from marsad.archive import open_archive
from marsad.errors import UsageError
from marsad.records import Coding
from marsad.stories import stories_of
from marsad.stories.bonds import Bond, Bonds

EVENTS = "abcdef"


@pytest.fixture
def archive(examples_archive, tmp_path):
    copy = tmp_path / "work.db"
    shutil.copy(examples_archive, copy)
    with open_archive(str(copy)) as opened:
        yield opened


def told(archive):
    """Sets of events by story."""
    return [frozenset(story.events) for story in stories_of(archive).stories]


def of_many(archive, least=3):
    return max((story.events for story in stories_of(archive).stories if len(story.events) >= least), key=len)


def test_merged_stories_are_one_until_it_is_taken_back(archive):
    before = told(archive)
    one, other = before[0], before[-1]
    made = archive.decisions().merge(sorted(one), sorted(other), who="a")
    after = told(archive)
    assert set(after) == (set(before) - {one, other}) | {one | other}
    merged = next(story for story in stories_of(archive).stories if set(story.events) == one | other)
    assert set(merged.documents) == {archive.reader().event(name).document for name in one | other}
    archive.decisions().undo(made.number, who="a")
    assert told(archive) == before


def test_a_report_that_is_split_off_is_a_story_of_its_own(archive):
    events = of_many(archive)
    off, kept = events[-1], events[:-1]
    made = archive.decisions().split([off], kept, who="a")
    home = next(group for group in told(archive) if off in group)
    assert not home & set(kept)
    archive.decisions().undo(made.number, who="a")
    assert set(events) in told(archive)


def test_reports_of_one_article_can_be_split(archive):
    reader = archive.reader()
    pair = next(
        (one, other)
        for story in stories_of(archive).stories
        for one in story.events
        for other in story.events
        if one != other and reader.event(one).document == reader.event(other).document
    )
    archive.decisions().split([pair[0]], [pair[1]], who="a")
    assert not [group for group in told(archive) if set(pair) <= group]


def test_the_later_of_two_that_contradict_holds(archive):
    events = of_many(archive)
    off, kept = list(events[-1:]), list(events[:-1])
    decisions = archive.decisions()
    decisions.split(off, kept, who="a")
    decisions.merge(kept, off, who="b")
    assert set(events) in told(archive)
    decisions.split(off, kept, who="c")
    assert not [group for group in told(archive) if group & set(off) and group & set(kept)]


def test_a_newer_coder_keeps_stories_as_they_were_decided(archive):
    before = told(archive)
    one, other = before[0], before[-1]
    archive.decisions().merge(sorted(one), sorted(other), who="a")
    reader, renamed = archive.reader(), {}
    for name in {reader.event(event).document for event in one | other}:
        coding = reader.coding(name)
        events = tuple(replace(event, id=f"new-{event.id}", coder="9") for event in coding.events)
        renamed |= {event.id: new.id for event, new in zip(coding.events, events, strict=True)}
        archive.writer().recode(
            reader.document(name), reader.sentences(name), Coding(document=name, events=events)
        )
    wanted = {renamed[event] for event in one | other}
    assert any(wanted <= group for group in told(archive))


def test_the_pages_notice_a_decision_and_no_annotation(archive):
    browser, decisions = archive.browser(), archive.decisions()
    before = browser.extent()
    event = archive.reader().event(told(archive)[0].__iter__().__next__())
    decisions.annotate(event.document, event.sentence, [], who="a")
    assert browser.extent() == before
    decisions.confirm(event.id, who="a")
    assert browser.extent() != before


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_what_cannot_be_merged_or_split_is_told(archive, kind):
    one = sorted(told(archive)[0])
    deed = getattr(archive.decisions(), kind)
    for these, those in ((one, []), ([], one), (one, one), (one, ["nosuch"])):
        with pytest.raises(UsageError, match="reports are due on both sides"):
            deed(these, those, who="a")


# The rule itself

sides = st.lists(st.sampled_from(EVENTS), unique=True, min_size=2, max_size=4).map(
    lambda names: (frozenset(names[:1]), frozenset(names[1:]))
)
bonds = st.lists(st.tuples(st.sampled_from(["merge", "split"]), sides), max_size=6).map(
    lambda given: [Bond(number, kind, *pair) for number, (kind, pair) in enumerate(given, 1)]
)


def grouped(known):
    """Events that are alone but for what was decided."""
    alone = [frozenset(name) for name in EVENTS]
    return [frozenset().union(*(alone[at] for at in group)) for group in Bonds(known).merged(alone)]


@given(bonds)
def test_every_event_stays_in_one_group(known):
    assert sorted(name for group in grouped(known) for name in group) == list(EVENTS)


@given(bonds)
def test_the_last_split_always_holds(known):
    splits = [one for one in known if one.kind == "split"]
    last = known[-1] if known else None
    if last in splits:
        assert not any(group & last.these and group & last.those for group in grouped(known))


@given(bonds, sides)
def test_the_last_merge_joins_its_first_reports(known, pair):
    last = Bond(len(known) + 1, "merge", *pair)
    assert any(last.these | last.those <= group for group in grouped([*known, last]))


@given(bonds)
def test_nothing_is_joined_without_a_merge(known):
    splits = [one for one in known if one.kind == "split"]
    assert grouped(splits) == [frozenset(name) for name in EVENTS]
    for one in splits:
        assert Bonds(splits).apart(one.these, one.those)
        assert Bonds(splits).apart(one.those, one.these)
    assert not Bonds(known).apart(frozenset("x"), frozenset("y"))

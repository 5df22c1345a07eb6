"""Deeds that are kept with the stories they were made from."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad import plover
from marsad.archive import Reader, open_archive
from marsad.stories import Counted, Deed, counted_deeds, kept_deeds, kept_stories, stories_of
from marsad.stories.deeds import deed_rows, deeds_of, kept_deed


@pytest.fixture
def path(examples_archive, tmp_path):
    copy = tmp_path / "work.db"
    shutil.copy(examples_archive, copy)
    return copy


def made_anew(archive, told):
    events = {event.id: event for event in archive.reader().events()}
    documents = {document.id: document for document in archive.reader().documents()}
    return deeds_of(told.stories, events, documents)


def test_what_was_kept_is_what_the_stories_give(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        found = kept_deeds(archive)
        assert found == made_anew(archive, kept_stories(archive)) == counted_deeds(archive)
    assert len(found.deeds) > 50


def test_nothing_but_the_kept_deeds_is_read(examples_archive, monkeypatch):
    with open_archive(str(examples_archive), readonly=True) as archive:
        due = made_anew(archive, kept_stories(archive))
        monkeypatch.setattr(Reader, "events", None)
        monkeypatch.setattr(Reader, "documents", None)
        assert counted_deeds(archive) == due


def test_a_decision_counts_when_the_stories_are_worked_out_anew(path):
    with marsad.open(str(path)) as observatory, open_archive(str(path)) as archive:
        before = kept_deeds(archive)
        gone = before.deeds[0].events[0]
        observatory.decide("drop", gone, by="Amal")
        assert kept_deeds(archive) == before
        after = counted_deeds(archive)
        told = {event for deed in after.deeds for event in deed.events}
        assert gone not in told
        assert 0 < len(after.deeds) < len(before.deeds)
        stories_of(archive)
        assert kept_deeds(archive) == after


def test_what_cannot_be_written_is_counted_all_the_same(path):
    with marsad.open(str(path)) as observatory, open_archive(str(path), readonly=True) as archive:
        before = kept_deeds(archive)
        observatory.decide("drop", before.deeds[0].events[0], by="Amal")
        assert len(counted_deeds(archive).deeds) < len(before.deeds)
        assert kept_deeds(archive) == before


def test_without_stories_there_are_no_deeds(tmp_path):
    with open_archive(str(tmp_path / "new.db")) as archive:
        assert kept_deeds(archive) == ((), 0)


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
NAMES = st.lists(st.text(max_size=8), max_size=3).map(tuple)
DEEDS = st.builds(
    Deed,
    story=st.text(min_size=1, max_size=8),
    day=DAYS,
    precision=st.sampled_from(["day", "month", "year"]),
    mutual=st.booleans(),
    actor=st.text(max_size=8),
    recipient=st.text(max_size=8),
    type=st.sampled_from(sorted(plover.event_types())),
    score=st.floats(-1, 1),
    chance=st.floats(0, 1),
    dimensions=st.dictionaries(st.sampled_from(plover.DIMENSIONS), st.floats(0, 1)),
    origin=st.text(max_size=8),
    origins=NAMES,
    outlets=NAMES,
    events=NAMES,
    told=st.none() | DAYS,
)


@given(st.lists(DEEDS, max_size=4), st.integers(0, 9))
def test_deeds_come_back_as_they_were_put(deeds, undated):
    rows = deed_rows(Counted(tuple(deeds), undated))
    assert tuple(kept_deed(row) for row in rows.rows) == tuple(deeds)
    assert rows.undated == undated

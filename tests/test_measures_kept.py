"""Deeds of the stories as they were last worked out, read part by part."""

from __future__ import annotations

import shutil

import pytest

import marsad
from marsad.archive import open_archive
from marsad.measures import counted_deeds, kept_deeds
from marsad.stories import kept_stories


@pytest.fixture
def path(examples_archive, tmp_path):
    copy = tmp_path / "work.db"
    shutil.copy(examples_archive, copy)
    return copy


def test_part_by_part_gives_the_deeds_that_reading_all_gives(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        found = kept_deeds(archive)
        assert found == counted_deeds(archive, told=kept_stories(archive))
    assert len(found.deeds) > 50


def test_what_was_taken_out_since_then_is_left_out(path):
    with marsad.open(path) as observatory, open_archive(str(path), readonly=True) as archive:
        before = kept_deeds(archive)
        gone = before.deeds[0].events[0]
        observatory.decide("drop", gone, by="Amal")
        after = kept_deeds(archive)
    assert gone not in {event for deed in after.deeds for event in deed.events}
    assert 0 < len(after.deeds) < len(before.deeds)


def test_without_stories_there_are_no_deeds(tmp_path):
    with open_archive(str(tmp_path / "new.db")) as archive:
        assert kept_deeds(archive) == ((), 0)

"""That alignments read no more than the deeds they hang on, and give the same with these alone."""

from __future__ import annotations

from marsad.archive import open_archive
from marsad.measures import alignment_by_dimension, alignment_of, links_of, near_deeds, shares_of
from marsad.plover import DIMENSIONS
from marsad.stories import kept_deeds
from marsad.stories.acts import party_code

POLES = ("RUS", "CHN", "XWE")


def test_deeds_near_a_state_give_what_all_deeds_give(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        counted = kept_deeds(archive)
    near = near_deeds(counted, "KAZ")
    assert 0 < len(near.deeds) < len(counted.deeds)
    for every in ("quarter", "all"):
        assert alignment_of(near, "KAZ", POLES, every=every) == alignment_of(
            counted, "KAZ", POLES, every=every
        )
        assert shares_of(near, "KAZ", POLES, every=every) == shares_of(counted, "KAZ", POLES, every=every)


def test_by_dimension_is_each_dimension_alone(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        counted = kept_deeds(archive)
    found = alignment_by_dimension(counted, "KAZ", POLES, every="quarter")
    assert list(found) == ["all", *DIMENSIONS]
    for name, readings in found.items():
        assert readings == alignment_of(counted, "KAZ", POLES, every="quarter", dimension=name)


def test_links_hang_on_the_deeds_of_the_state_alone(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        counted = kept_deeds(archive)
    own = [one for one in counted.deeds if "KAZ" in (party_code(one.actor), party_code(one.recipient))]
    assert links_of(counted, "KAZ") == links_of(counted._replace(deeds=tuple(own)), "KAZ")

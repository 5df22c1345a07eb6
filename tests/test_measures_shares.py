"""Shares of poles together: against a computation by hand, and the region that holds nine draws in ten."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import UsageError
from marsad.measures import alignment_of, partners_of, shares_of
from marsad.measures.alignment import Asked
from marsad.measures.poles import poles_of
from marsad.measures.shares import _region, shares
from marsad.stories import Counted
from picture_samples import deed

POLES = ["RUS", "CHN", "USA"]


def acts(*told):
    """Cooperative deeds: so many with each of some states, each of its own story and origin."""
    return [
        deed(f"{state}{at}", 0.5, actor=state, origin=f"{state}{at}", origins=(f"{state}{at}",))
        for state, number in told
        for at in range(number)
    ]


def asked(**more):
    return Asked("KAZ", poles_of(more.pop("poles", POLES)), **({"every": "all"} | more))


def test_shares_by_hand():
    (found,) = shares(acts(("RUS", 8), ("CHN", 4), ("USA", 2)), asked())
    total = 7.0 + 3.0
    assert found.shares == pytest.approx([5 / total, 3 / total, 2 / total])
    assert sum(found.shares) == pytest.approx(1)
    assert (found.stories, found.origins, found.reading, found.why) == (14, 14, True, None)
    assert all(
        low < share < high for low, share, high in zip(found.low, found.shares, found.high, strict=True)
    )


def test_shares_are_those_of_the_alignment():
    counted = Counted(tuple(acts(("RUS", 8), ("CHN", 6), ("USA", 7))), 0)
    (found,) = shares_of(counted, "KAZ", POLES, every="year")
    readings = alignment_of(counted, "KAZ", POLES, every="year")
    assert found.shares == pytest.approx([one.share for one in readings])


def test_conflict_is_not_shared_out():
    quarrel = [deed(f"q{at}", -0.5, origin=f"q{at}", origins=(f"q{at}",)) for at in range(9)]
    (found,) = shares([*acts(("CHN", 2)), *quarrel], asked())
    assert (found.reading, found.why, found.stories, found.shares) == (False, "few stories", 2, ())
    (found,) = shares(quarrel, asked())
    assert found.why == "no deeds"


@pytest.mark.parametrize(
    ("told", "why"), [([("RUS", 4)], "few stories"), ([("RUS", 5)], None), ([("RUS", 9), ("CHN", 9)], None)]
)
def test_a_reading_needs_five_stories(told, why):
    assert shares(acts(*told), asked())[0].why == why


def test_a_reading_needs_three_origins():
    two = [deed(f"x{at}", 0.5, origin=f"o{at % 2}", origins=(f"o{at % 2}",)) for at in range(9)]
    assert shares(two, asked())[0].why == "few origins"


def test_a_wide_interval_is_no_reading():
    told = [("CHN", "o0")] * 20 + [("RUS", "o1")] * 20 + [("CHN", "o2")]
    lopsided = [
        deed(at, 1.0, actor=state, origin=origin, origins=(origin,))
        for at, (state, origin) in enumerate(told)
    ]
    (found,) = shares(lopsided, asked())
    assert (found.reading, found.why) == (False, "wide interval")


def test_windows_without_deeds_are_there_too():
    late = [one._replace(day=dt.date(2024, 9, 1)) for one in acts(("RUS", 6))]
    found = shares([*acts(("CHN", 6)), *late], asked(every="quarter"))
    assert [(one.window, one.reading) for one in found] == [
        ("2024-Q1", True),
        ("2024-Q2", False),
        ("2024-Q3", True),
    ]


@pytest.mark.parametrize("poles", [["RUS"], ["RUS", "CHN"], [*POLES, "TUR"]])
def test_only_three_poles_have_a_region(poles):
    assert shares(acts(("RUS", 8), ("CHN", 8)), asked(poles=poles))[0].region == ()


def test_the_region_lies_in_the_triangle_and_around_the_point():
    (found,) = shares(acts(("RUS", 9), ("CHN", 5), ("USA", 4)), asked())
    assert np.array(found.region).min() >= 0
    assert np.array(found.region).sum(axis=1) == pytest.approx(1)
    assert inside(np.array([found.shares]), found.region).all()


@settings(max_examples=25)
@given(st.tuples(*[st.floats(0.3, 40)] * 3), st.integers(0, 2**32 - 1))
def test_the_region_holds_nine_draws_in_ten_and_hardly_more(weights, seed):
    drawn = np.random.default_rng(seed).dirichlet(weights, 2000)
    assert 0.9 <= inside(drawn, _region(drawn)).mean() <= 0.93


def test_a_region_of_draws_that_are_all_alike_is_a_point():
    assert _region(np.tile([0.2, 0.3, 0.5], (50, 1))) == ((0.2, 0.3, 0.5),)


def inside(places, corners):
    """Whether places lie in a convex area, by the side of each of its edges."""
    flat, edge = places[:, :2], np.array(corners)[:, :2]
    nexts = np.roll(edge, -1, axis=0)
    cross = (nexts - edge)[:, 0, None] * (flat[:, 1] - edge[:, 1, None]) - (nexts - edge)[:, 1, None] * (
        flat[:, 0] - edge[:, 0, None]
    )
    return (cross >= -1e-12).all(axis=0) | (cross <= 1e-12).all(axis=0)


def test_without_trends_the_readings_are_the_same():
    counted = Counted(tuple(acts(("RUS", 9), ("CHN", 5))), 0)
    one, other = (alignment_of(counted, "KAZ", POLES, every="quarter", trends=kept) for kept in (True, False))
    assert one[0].trend is not None
    assert other[0].trend is None
    assert [(a.balance, a.low, a.high, a.share) for a in one] == [
        (b.balance, b.low, b.high, b.share) for b in other
    ]


def test_partners_are_by_stories():
    counted = Counted((*acts(("RUS", 2), ("CHN", 3)), deed(9, 0.5, actor="UZB", recipient="TJK")), 0)
    assert partners_of(counted, "KAZ") == ["CHN", "RUS"]


@pytest.mark.parametrize("more", [{"direction": "sideways"}, {"dimension": "lunar"}])
def test_what_there_is_not_is_refused(more):
    with pytest.raises(UsageError, match="unknown"):
        shares([], asked(**more))

"""What precedes what: counts by hand, known truth, and what is refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import UnknownCodeError, UsageError
from marsad.measures.archived import links_of
from marsad.measures.links import followed, kind_of, links, sequels_by_shift
from marsad.measures.poles import poles_of
from marsad.multiplicity import adjusted, share_at_least
from marsad.stories.deeds import Counted, Deed

FIRST = dt.date(2015, 1, 1)
DAYS = 1500
days = st.lists(st.integers(0, 300), max_size=40)


def deed(name, day, *, economic=False, score=-0.5, **fields):
    own = {
        "precision": "day", "actor": "KAZ", "recipient": "RUS", "mutual": False, "type": "SANCTION",
        "chance": 1.0, "dimensions": {"economic": 1.0} if economic else {}, "origin": name,
        "origins": (name,), "outlets": ("",), "events": (f"event {name}",),
    }  # fmt: skip
    return Deed(story=name, day=FIRST + dt.timedelta(int(day)), score=score, **(own | fields))


def press(political, economic):
    return [
        *(deed(f"p{at}", day) for at, day in enumerate(political)),
        *(deed(f"e{at}", day, economic=True) for at, day in enumerate(economic)),
    ]


def bunched(rng, number):
    """Days in bunches, as news comes."""
    found: list[int] = []
    while len(found) < number:
        start = rng.integers(0, DAYS)
        found += [int(start + step) for step in rng.exponential(6, rng.integers(1, 5))]
    return np.clip(found[:number], 0, DAYS - 1)


def linked(told, **asked):
    return links(told, "KAZ", poles_of(["RUS"]), **asked)


@given(days, days, st.integers(1, 40))
def test_what_is_followed_is_counted_as_by_hand(first, then, within):
    by_hand = sum(any(0 < later - day <= within for later in then) for day in first)
    assert followed(np.array(first, int), np.array(then, int), within) == by_hand


@given(days.filter(len), days.filter(len), st.integers(1, 40))
def test_sequels_of_every_shift_are_those_counted_by_hand(first, then, within):
    length, some = 301, (0, 1, 17, 150, 300)
    found = sequels_by_shift(np.array(first), np.array(then), length, within)
    by_hand = [
        sum(any(0 < (later + shift - day) % length <= within for later in then) for day in first)
        for shift in some
    ]
    assert list(found[list(some)]) == by_hand
    assert len(found) == length


def test_bunches_in_the_shortest_span_are_not_found_linked_more_often_than_said():
    """Where shifts of a few days were left out, 15 % of such pairs had a p below .05."""
    rng, found = np.random.default_rng(4), []
    for _ in range(300):
        first, then = (
            (np.repeat(rng.integers(0, 121, 2), 5) + rng.integers(0, 20, 10)) % 121 for _ in range(2)
        )
        drawn = sequels_by_shift(first, then, 121, 30)
        found.append(share_at_least(drawn[0], drawn[1:]))
    assert np.mean(np.array(found) <= 0.05) <= 0.05


def test_independent_streams_are_found_linked_no_more_often_than_said():
    rng = np.random.default_rng(1)
    values = [
        link.p for _ in range(60) for link in linked(press(bunched(rng, 30), bunched(rng, 30)), within=20)
    ]
    assert np.mean(np.array(values) < 0.1) <= 0.17  # 120 p-values: .1 and two and a half standard errors


def test_a_planted_sequel_is_found_its_reverse_and_placebo_are_not():
    rng = np.random.default_rng(2)
    political = bunched(rng, 24)
    economic = np.concatenate([political[:16] + rng.integers(5, 15, 16), bunched(rng, 8)])
    best = linked(press(political, economic), within=20)[0]
    assert (best.first, best.then) == ("political conflict", "economic conflict")
    assert best.p < 0.01
    assert best.q <= 0.02
    assert best.tried == 2
    assert best.lift > 1.5
    assert best.placebo > best.p
    assert best.pairs[0].first_day < best.pairs[0].then_day


def test_below_the_minimum_the_pairs_are_told_and_nothing_is_tested():
    found = linked(press([10, 200, 400], [15, 700, 1400]), within=20)
    link = next(one for one in found if one.first == "political conflict")
    assert not link.tested
    assert link.why == "not enough data for this test"
    assert link.p is link.q is link.lift is None
    assert link.followed == 1
    assert link.expected == pytest.approx(3 * 45 / 1391, abs=0.05)
    assert link.pairs[0].first_event == "event p0"
    assert link.pairs[0].then_event == "event e0"


def test_a_short_span_is_not_tested():
    assert not any(link.tested for link in linked(press(range(10), range(3, 13)), within=5))


def test_a_deed_is_of_one_kind_and_vague_dates_of_none():
    assert kind_of(deed("a", 1, economic=True)).name == "economic conflict"
    assert kind_of(deed("a", 1, score=0.4, dimensions={"economic": 0.4, "military": 0.6})).name == (
        "political cooperation"
    )
    assert kind_of(deed("a", 1, score=0.0)) is None
    assert linked([deed("a", 1, precision="month"), deed("b", 9, economic=True, precision="month")]) == []


def test_all_that_a_state_deals_with_are_its_sides():
    told = [
        *press([1, 40], [5, 50]),
        deed("x", 7, recipient="CHN"),
        deed("y", 9, recipient="CHN", economic=True),
    ]
    found = links_of(Counted(tuple(told), 0), "KAZ")
    assert {link.side for link in found} == {"RUS", "CHN"}
    assert {link.side for link in links_of(Counted(tuple(told), 0), "KAZ", ["CHN"])} == {"CHN"}


def test_spans_and_sides_that_are_none_are_refused():
    with pytest.raises(UsageError, match="0 days are no span"):
        linked([], within=0)
    with pytest.raises(UnknownCodeError, match="unknown pole 'XYZ'"):
        links_of(Counted((), 0), "KAZ", ["XYZ"])


def test_adjusted_p_values_by_hand():
    assert adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert adjusted([]) == []
    assert share_at_least(3, np.array([1, 2, 3, 4])) == pytest.approx(3 / 5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusting_keeps_the_order_and_never_lowers(values):
    found = adjusted(values)
    assert all(q >= p - 1e-12 for p, q in zip(values, found, strict=True))
    assert [q for _, q in sorted(zip(values, found, strict=True))] == sorted(found)

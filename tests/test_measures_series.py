"""Deeds and a user's series: by hand, known truth, false alarms, and what is refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import MalformedError, UnknownCodeError, UsageError
from marsad.measures.archived import moves_of
from marsad.measures.poles import poles_of
from marsad.measures.series import Series, lagged, moved, redated
from marsad.stories.deeds import Counted, Deed
from marsad.views.measure_listing import MOVE_COLUMNS, move_row, shown_move_row

FIRST = dt.date(2018, 1, 1)
DAYS = 1400


def deed(name, day):
    return Deed(
        f"s{name}", FIRST + dt.timedelta(int(day)), "day", "KAZ", "RUS", False, "SANCTION", -0.7, 1.0,
        {}, f"s{name}", (f"s{name}",), ("",), (f"event {name}",),
    )  # fmt: skip


def press(days):
    return [deed(at, day) for at, day in enumerate(days)]


def points(values, step=1):
    return {FIRST + dt.timedelta(at * step): float(value) for at, value in enumerate(values)}


def walk(rng, deeds=(), effect=0.0, delay=3, step=1):
    """A random walk that moves some steps after each deed."""
    change = rng.normal(0, 1, DAYS // step)
    for day in deeds:
        change[min(int(day) // step + delay, len(change) - 1)] += effect
    return points(np.cumsum(change), step)


def found(days, series, **asked):
    return moved(press(days), "KAZ", poles_of(["RUS"]), series, **({"within": 10} | asked))[0]


def bunched(rng, number=20):
    starts = rng.integers(20, DAYS - 60, number // 2)
    return np.sort(np.concatenate([starts, starts + rng.integers(1, 8, len(starts))]))


def test_changes_by_hand():
    series = points([1, 2, 4, 8, 16, 32, 64, 128], step=7)  # days 0, 7, ... 49
    one = found([21, 22], series, within=7)
    # From the last value before the day to the last within seven days: 4 to 16, and 8 to 16.
    assert [move.change for move in one.moves] == [12.0, 8.0]
    assert one.change == 10.0
    days = range(8, 43)
    ordinals = sorted(series)
    held = [
        max(value for day, value in series.items() if (day - FIRST).days <= at + 7)
        - max(value for day, value in series.items() if (day - FIRST).days < at)
        for at in days
    ]
    assert one.expected == pytest.approx(np.mean(held))
    assert len(ordinals) == one.points == 8
    assert (one.tested, one.p, one.why) == (False, None, "not enough data for this test")


def test_correlations_are_those_of_numpy_at_each_lag():
    rng = np.random.default_rng(0)
    x, y = rng.poisson(1, 50).astype(float), rng.normal(0, 1, 50)
    even = (y - y.mean()) / (y.std() * 50**0.5)
    r = lagged(x, 3) @ even
    assert r[3] == pytest.approx(np.corrcoef(x, y)[0, 1])
    by_hand = ((x - x.mean())[:-2] * (y - y.mean())[2:]).sum() / (50 * x.std() * y.std())
    assert r[5] == pytest.approx(by_hand)


@given(st.lists(st.integers(0, 299), min_size=1, max_size=25), st.integers(1, 40))
@settings(max_examples=20, deadline=None)
def test_permuted_dates_keep_their_number_and_their_bunches(days, within):
    days = np.sort(days)
    drawn = redated(days, 300, within, np.random.default_rng(0))
    assert drawn.shape == (1999, len(days))
    assert drawn.min() >= 0
    assert drawn.max() < 300

    def near(dates):
        apart = np.abs(dates[:, None] - dates[None, :])
        return int((np.minimum(apart, 300 - apart) <= within).sum())

    assert all(near(row) >= sum(near(bunch) for bunch in bunches_of(days, within)) for row in drawn[:20])


def bunches_of(days, within):
    return np.split(days, np.flatnonzero(np.diff(days) > within) + 1)


def test_a_planted_reaction_is_found_with_its_lag_and_without_a_placebo():
    rng = np.random.default_rng(1)
    days = bunched(rng)
    one = found(days, walk(rng, days, effect=4))
    assert one.tested
    assert one.p < 0.01
    assert one.q <= 2 * one.p + 1e-12
    assert one.change > one.expected + 2
    assert (one.lag, one.tried) == (3, 2)
    assert one.r_p < 0.01
    assert one.placebo > 0.05
    assert one.moves[0].event == "event 0"


def test_what_moved_before_shows_in_the_placebo():
    rng = np.random.default_rng(2)
    days = bunched(rng)
    one = found(days, walk(rng, days, effect=4, delay=-4))
    assert one.placebo < 0.01
    assert one.lag < 0


def test_unrelated_series_are_found_related_no_more_often_than_said():
    rng = np.random.default_rng(3)
    values = [found(bunched(rng), walk(rng, step=7), within=21) for _ in range(60)]
    for name in ("p", "r_p"):
        drawn = np.array([getattr(one, name) for one in values])
        assert np.mean(drawn < 0.1) <= 0.2  # .1 and two and a half standard errors


def test_below_the_minimum_the_moves_are_told_with_the_base_rate():
    rng = np.random.default_rng(4)
    few = found([100, 200, 300], walk(rng))
    assert (few.n, few.p, few.tried, len(few.moves)) == (3, None, 0, 3)
    assert few.expected is not None
    assert few.why == "not enough data for this test"
    assert shown_move_row(few)["p"] == "too few"
    outside = found([DAYS + 50] * 9, walk(rng))
    assert (outside.n, outside.change) == (0, None)
    assert not found(range(100, 110), points(range(30))).tested
    assert set(move_row(few)) == set(MOVE_COLUMNS)


def test_an_empty_series_covers_nothing():
    assert len(Series.of({}).covered(5)) == 0
    assert found([5], {}).why == "not enough data for this test"


def test_series_and_spans_that_are_none_are_refused(tmp_path):
    path = tmp_path / "rate.csv"
    path.write_text(
        "date,value\n2018-01-01,3\n2018-13-01,4\n2018-01-02,high\n2018-01-01,5\n", encoding="utf-8"
    )
    told, problems = moves_of(Counted(tuple(press([1])), 0), "KAZ", path)
    assert [problem.line for problem in problems] == [3, 4, 5]
    assert told[0].points == 1
    with pytest.raises(UsageError, match="0 days are no span"):
        moves_of(Counted((), 0), "KAZ", path, within=0)
    with pytest.raises(UnknownCodeError):
        moves_of(Counted((), 0), "KAZ", path, ["XYZ"])
    path.write_text("day,price\n", encoding="utf-8")
    with pytest.raises(MalformedError, match="must be one of: date,value"):
        moves_of(Counted((), 0), "KAZ", path)

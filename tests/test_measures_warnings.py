"""Warnings: the baseline and change points against independent computation, known truth, refusals."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from marsad.errors import UsageError
from marsad.measures.baseline import baseline
from marsad.measures.changes import changes, dispersion
from marsad.measures.intervals import wilson
from marsad.measures.rule import AHEAD, Tally, judged, tally
from marsad.measures.special import incomplete_beta
from marsad.measures.tallies import Dyad, first_told, tallied
from marsad.measures.warned import warnings_in
from marsad.plover import Quad
from marsad.stories.deeds import Deed
from marsad.views.measure_listing import WARNING_COLUMNS, shown_warning_row, warning_row

FIRST = dt.date(2020, 1, 1)
counted = st.lists(st.integers(0, 30), min_size=12, max_size=24)


def deed(name, day, *, other="RUS", told=None, **fields):
    own = {
        "precision": "day", "actor": "KAZ", "mutual": False, "score": -0.3, "chance": 1.0, "dimensions": {},
        "origin": name, "origins": (name,), "outlets": ("",), "events": (f"event {name}",),
    }  # fmt: skip
    return Deed(story=name, day=day, recipient=other, type="ACCUSE", told=told or day, **(own | fields))


def month_of(number):
    return dt.date(2020 + number // 12, number % 12 + 1, 10)


def press(counts, *, other="RUS", beside=20):
    """Deeds by month with one side, and a steady number with another."""
    told = [deed(f"{at}-{n}", month_of(at), other=other) for at, k in enumerate(counts) for n in range(k)]
    return told + [
        deed(f"{at}+{n}", month_of(at), other="CHN") for at in range(len(counts)) for n in range(beside)
    ]


def stream(counts, **fields):
    counts = np.array(counts)
    return judged(counts, np.full(len(counts), 30.0), fields.pop("origins", counts), "month", **fields)


# Against independent computation


def test_the_incomplete_beta_function_is_that_of_scipy():
    rng = np.random.default_rng(0)
    a, b = 10 ** rng.uniform(-1, 4, 2000), 10 ** rng.uniform(-1, 2.5, 2000)
    x = rng.uniform(0, 1, 2000)
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-10)
    ends = incomplete_beta(np.array([2.0, 2.0]), np.array([3.0, 3.0]), np.array([0.0, 1.0]))
    assert ends.tolist() == [0.0, 1.0]


def test_the_baseline_is_the_posterior_predictive_worked_out_by_hand():
    counts, exposure = np.array([3, 0, 5, 2, 4]), np.array([30.0, 20.0, 40.0, 30.0, 35.0])
    rates, shapes = np.geomspace(1e-4, 1e2, 121), (1, 2, 4, 8, 16, 32)
    weights, tails, means = [], [], []
    for rate in rates:
        for shape in shapes:
            mean = rate * exposure
            told = stats.nbinom.logpmf(counts[:4], shape, shape / (shape + mean[:4]))
            weights.append(np.exp((told * 0.9 ** np.arange(4, 0, -1)).sum()) * rate**0.5)
            tails.append(stats.nbinom.sf(6, shape, shape / (shape + mean[4])))
            means.append(mean[4])
    found = baseline(counts, exposure, 0.9)
    chance = found.chances(np.array([4]), np.array([7]))[0]
    assert chance == pytest.approx(np.average(tails, weights=weights), rel=1e-3)
    assert found.expected()[4] == pytest.approx(np.average(means, weights=weights), rel=1e-9)


def test_change_points_are_the_likeliest_of_all_segmentations():
    counts = np.array([1, 2, 1, 2, 9, 8, 10, 9])
    exposure, chance = np.array([1, 2, 1, 1, 1, 2, 1, 1.0]), 0.1
    phi = dispersion(counts, exposure)
    scale = (exposure.sum() / phi) / (counts.sum() / phi)

    def told(first, last):
        y, x = counts[first:last].sum() / phi, exposure[first:last].sum() / phi
        return np.log(scale) + special.gammaln(1 + y) - (1 + y) * np.log(scale + x)

    def whole(starts):
        ends = [*starts, 8]
        inner = sum(told(one, other) for one, other in zip([0, *starts], ends, strict=True))
        return inner + len(starts) * np.log(chance) + (7 - len(starts)) * np.log1p(-chance)

    ways = {way: whole(way) for size in range(8) for way in combinations(range(1, 8), size)}
    best = max(ways, key=ways.get)
    found = changes(counts, exposure, chance)
    assert tuple(one.at for one in found) == best
    total = special.logsumexp(list(ways.values()))
    near = sum(np.exp(log - total) for way, log in ways.items() for at in way if abs(at - best[0]) <= 1)
    assert found[0].probability == pytest.approx(min(1.0, near))


def test_wilsons_interval_by_hand():
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(7, 10)
    z = stats.norm.ppf(0.95)
    for end in (low, high):
        assert abs(0.7 - end) == pytest.approx(z * (end * (1 - end) / 10) ** 0.5)


# Known truth


def test_planted_shocks_are_found_and_quiet_streams_are_left_alone():
    rng = np.random.default_rng(3)
    false, delays = 0, []
    for _ in range(25):
        quiet = rng.poisson(2.0, 48)
        false += stream(quiet).alarms.sum()
        shocked = quiet + np.concatenate((np.zeros(30, int), rng.poisson(9.0, 18)))
        near = np.flatnonzero(stream(shocked).alarms[30 : 31 + AHEAD])
        delays += near[:1].tolist()
    assert false <= 25 * 40 * 0.01
    assert len(delays) >= 20
    assert np.mean(delays) < 1


def test_a_press_that_grows_gives_no_alarm():
    rng = np.random.default_rng(4)
    volume = np.geomspace(1, 8, 60)
    alarms = [
        judged(counts, 40 * volume, counts, "month").alarms.sum()
        for counts in (rng.poisson(3 * volume) for _ in range(20))
    ]
    assert sum(alarms) <= 20 * 52 * 0.01


@settings(max_examples=25, deadline=None)
@given(counted, st.integers(9, 11), st.integers(0, 40))
def test_what_comes_later_changes_nothing_that_was_said(counts, at, later):
    other = [*counts[: at + 1], *(later for _ in counts[at + 1 :])]
    one, two = stream(counts), stream(other)
    assert one.alarms[: at + 1].tolist() == two.alarms[: at + 1].tolist()
    assert one.chance[: at + 1] == pytest.approx(two.chance[: at + 1])


@given(counted)
@settings(max_examples=15, deadline=None)
def test_the_record_of_a_window_knows_nothing_of_it(counts):
    whole = stream(counts)
    for before in (8, 10, len(counts)):
        cut = stream(counts[:before])
        assert tally(whole, before) == tally(cut, before)


def test_hits_false_alarms_misses_and_delays_are_counted():
    quiet = [2, 1, 2, 3, 2, 1, 2, 2, 3, 1, 2, 2]
    spike = stream([*quiet, 14, 2, 1, 2, 2, 1])
    assert tally(spike, 18) == Tally(hits=0, false=1, judged=7, stayed=3)  # three windows before
    step = tally(stream([*quiet, 12, 11, 13, 12, 12, 11]), 18)
    assert (step.hits, step.false, step.rises, step.found, step.delays) == (1, 0, 1, 1, (0,))
    unseen = tally(stream([*quiet, 12, 11, 13, 12, 12, 11], origins=np.ones(18)), 18)
    assert (unseen.hits, unseen.rises, unseen.found) == (0, 1, 0)
    fresh = stream([*quiet, 14])
    assert tally(fresh, 13).open == 1


# Of deeds


def test_a_warning_has_its_evidence_its_base_rate_and_its_past():
    quiet = [2, 1, 2, 3, 2, 1, 2, 2, 3, 1]
    counts = [*quiet, 13, *quiet * 3, *([2] * 5), 21, 22]
    found = warnings_in(press(counts), "KAZ", last=dt.date(2023, 12, 31))
    newest, oldest = found[0], found[-1]
    assert (oldest.window, oldest.side, oldest.other, oldest.acts) == (
        "2020-11",
        "KAZ",
        "RUS",
        "verbal conflict",
    )
    assert (oldest.count, oldest.origins, oldest.stayed) == (13, 13, False)
    assert oldest.evidence == tuple(sorted(f"event 10-{n}" for n in range(13)))
    assert 1.5 < oldest.expected < 3
    assert oldest.chance < 0.01
    assert (oldest.past.hits, oldest.past.false_alarms, oldest.past.hit_share) == (0, 0, None)
    assert (oldest.streams, oldest.by_chance) == (2, pytest.approx(0.02))
    assert (newest.window, newest.since) == ("2023-12", "2023-11")
    assert newest.stayed is None
    assert (newest.past.hits, newest.past.false_alarms, newest.past.open) == (0, 1, 1)
    assert 0 < newest.past.base_rate < 0.1
    assert newest.level.window == "2023-11"
    assert newest.level.after > 3 * newest.level.before
    row = warning_row(newest)
    assert set(row) == set(WARNING_COLUMNS)
    assert (row["false_alarms"], row["level_window"]) == (1, "2023-11")
    assert shown_warning_row(newest)["hits before"].startswith("0 of 1 (usual .0")
    assert shown_warning_row(oldest)["hits before"] == "no alarm before"


def test_a_deed_counts_when_it_was_first_told_and_background_does_not():
    may, june, july = month_of(4), month_of(5), month_of(6)
    told = [deed("a", may), deed("b", may, told=june), deed("c", may, told=july), deed("d", july, told=may)]
    assert [first_told(one) for one in told] == [may, june, july, july]
    table = tallied(told, "month")
    dyad = Dyad("KAZ", "RUS", Quad.VERBAL_CONFLICT)
    assert table.counts(dyad).tolist() == [1, 1, 1]
    assert [window.name for window in table.windows] == ["2020-05", "2020-06", "2020-07"]


def test_a_slip_of_a_year_opens_no_windows():
    table = tallied([deed("a", month_of(1)), deed("b", dt.date(2035, 1, 1), told=month_of(2))], "month")
    assert len(table.windows) == 2


def test_vague_dates_both_sides_and_an_open_month():
    counts = [2] * 12 + [14]
    assert warnings_in([one._replace(precision="year") for one in press(counts)], "KAZ") == []
    turned = [one._replace(actor=one.recipient, recipient="KAZ") for one in press(counts)]
    found = warnings_in(turned, "KAZ")
    assert [(one.side, one.other, one.window) for one in found] == [("KAZ", "RUS", "2021-01")]
    assert warnings_in(press(counts))[0].window == "2021-01"
    assert warnings_in(press(counts), "UZB") == []


def test_what_cannot_be_warned_of_is_refused():
    assert warnings_in([], "KAZ") == []
    with pytest.raises(UsageError, match="by week or month, not by year"):
        warnings_in([], "KAZ", every="year")
    with pytest.raises(UsageError, match="unknown window 'day'"):
        warnings_in([], "KAZ", every="day")
    with pytest.raises(ValueError, match="one length"):
        baseline(np.array([1, 2]), np.array([1.0]), 0.9)
    with pytest.raises(ValueError, match="above 0"):
        baseline(np.array([1, 2]), np.array([1.0, 0.0]), 0.9)

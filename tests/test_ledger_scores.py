"""Scores against an independent reference, their identities, and what the numbers may not hide."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

from marsad.errors import UsageError
from marsad.ledger.corp import calibrated, corp, curve
from marsad.ledger.scores import brier, log_score, murphy, skill, verbal
from marsad.ledger.summary import mean_interval

CLOSE = 1e-9

probabilities = st.one_of(
    st.floats(0, 1),
    st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]),
    st.integers(0, 20).map(lambda n: n / 20),
)
forecasts = st.lists(st.tuples(probabilities, st.integers(0, 1)), min_size=1, max_size=60)


def arrays(made):
    told, came = zip(*made, strict=True)
    return np.array(told, dtype=np.float64), np.array(came, dtype=np.float64)


# Against scikit-learn


@given(forecasts)
def test_brier_is_that_of_scikit_learn(made):
    told, came = arrays(made)
    assert np.mean(brier(told, came)) == pytest.approx(brier_score_loss(came, told, pos_label=1), abs=CLOSE)


@given(forecasts)
def test_the_logarithm_is_that_of_scikit_learn(made):
    told, came = arrays(made)
    reference = log_loss(came, np.clip(told, 0.01, 0.99), labels=[0, 1])
    assert np.mean(log_score(told, came)) == pytest.approx(reference, abs=CLOSE)


@given(forecasts)
def test_calibration_is_the_isotonic_regression_of_scikit_learn(made):
    told, came = arrays(made)
    reference = IsotonicRegression(y_min=0, y_max=1).fit(told, came).predict(told)
    if len(np.unique(told)) == len(np.unique(np.round(told, 7))):  # it takes nearer ones for one
        assert np.abs(calibrated(told, came) - reference).max() < CLOSE


@pytest.mark.parametrize("seed", range(20))
def test_many_random_forecasts_give_the_same_as_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    told = np.round(rng.beta(0.7, 0.9, 3_000), 1 + seed % 6)
    came = (rng.random(3_000) < told**1.5).astype(np.float64)
    reference = IsotonicRegression(y_min=0, y_max=1).fit(told, came).predict(told)
    assert np.abs(calibrated(told, came) - reference).max() < CLOSE
    parts = corp(told, came)
    assert parts.miscalibration == pytest.approx(
        brier_score_loss(came, told) - np.mean((reference - came) ** 2), abs=CLOSE
    )
    assert np.mean(brier(told, came)) == pytest.approx(brier_score_loss(came, told), abs=CLOSE)


# Identities


@given(forecasts)
def test_the_parts_of_corp_make_up_the_score(made):
    told, came = arrays(made)
    parts = corp(told, came)
    whole = parts.miscalibration - parts.discrimination + parts.uncertainty
    assert whole == pytest.approx(float(np.mean(brier(told, came))), abs=CLOSE)
    assert parts.miscalibration >= -CLOSE
    assert parts.discrimination >= -CLOSE
    assert parts.uncertainty == pytest.approx(np.mean(came) * (1 - np.mean(came)), abs=CLOSE)


@given(forecasts, st.integers(1, 30))
def test_the_parts_of_murphy_make_up_the_score(made, bins):
    told, came = arrays(made)
    parts = murphy(told, came, bins)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(float(np.mean(brier(told, came))), abs=CLOSE)
    assert parts.reliability >= 0
    assert parts.resolution >= 0


@given(st.lists(st.tuples(st.integers(0, 9).map(lambda n: n / 10 + 0.05), st.integers(0, 1)), min_size=1))
def test_bins_of_one_number_hide_nothing(made):
    assert murphy(*arrays(made)).within == pytest.approx(0, abs=CLOSE)


@given(forecasts)
def test_calibrated_forecasts_rise_and_stay_calibrated(made):
    told, came = arrays(made)
    again = calibrated(told, came)
    assert (np.diff(again[np.argsort(told, kind="stable")]) >= -CLOSE).all()
    assert np.abs(calibrated(again, came) - again).max() < CLOSE
    assert np.mean(again) == pytest.approx(np.mean(came))


@given(forecasts, st.randoms())
def test_the_order_of_forecasts_does_not_matter(made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    assert corp(*arrays(made)) == pytest.approx(corp(*arrays(shuffled)), abs=CLOSE)
    assert murphy(*arrays(made)) == pytest.approx(murphy(*arrays(shuffled)), abs=CLOSE)


@given(st.lists(st.tuples(probabilities, probabilities, st.integers(0, 1)), min_size=1))
def test_words_leave_a_range(made):
    ends = np.array([(min(one, other), max(one, other), came) for one, other, came in made])
    low, high, came = ends.T
    found = verbal(low, high, came)
    assert found.best <= found.mid + CLOSE
    assert found.mid <= found.worst + CLOSE
    at = np.linspace(0, 1, 21)
    every = np.array([np.mean(brier(low + (high - low) * part, came)) for part in at])
    assert found.best <= every.min() + CLOSE
    assert found.worst >= every.max() - CLOSE


# By hand


def test_scores_by_hand():
    told, came = np.array([0.8, 0.3, 1.0]), np.array([1.0, 0.0, 0.0])
    assert brier(told, came) == pytest.approx([0.04, 0.09, 1.0])
    assert log_score(told, came) == pytest.approx([-math.log(0.8), -math.log(0.7), -math.log(0.01)])
    assert skill(np.array([0.1, 0.1]), np.array([0.2, 0.2])) == pytest.approx(0.5)
    assert verbal(np.array([0.55]), np.array([0.85]), np.array([1.0])) == pytest.approx(
        (0.0225, 0.09, 0.2025)
    )


def test_pooling_by_hand():
    told = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    came = np.array([0.0, 1.0, 0.0, 0.0, 1.0])
    assert calibrated(told, came) == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3, 1])


def test_a_perfect_forecaster():
    came = np.array([1.0, 0.0, 1.0, 0.0])
    parts = corp(came, came)
    assert parts == pytest.approx((0, 0.25, 0.25))
    assert skill(brier(came, came), np.full(4, 0.25)) == 1


# The curve


@settings(max_examples=15)
@given(forecasts)
def test_the_curve_lies_in_its_bands(made):
    told, came = arrays(made)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = curve(told, came, draws=100)
    assert (np.diff(found.forecast) > 0).all()
    assert found.number.sum() == len(told)
    for low, high in (
        (found.consistent_low, found.consistent_high),
        (found.confident_low, found.confident_high),
    ):
        assert (low <= high + CLOSE).all()
        assert (low >= 0).all()
        assert (high <= 1).all()
        assert (np.diff(low) >= -CLOSE).all()


def test_calibrated_forecasts_lie_in_the_band_as_often_as_it_says():
    rng, inside, places = np.random.default_rng(5), 0, 0
    for _ in range(40):
        told = rng.choice([0.1, 0.3, 0.5, 0.7, 0.9], 200)
        found = curve(told, (rng.random(200) < told).astype(np.float64), draws=200)
        within = (found.consistent_low <= found.calibrated) & (found.calibrated <= found.consistent_high)
        inside, places = inside + int(within.sum()), places + len(within)
    assert 0.84 <= inside / places <= 0.98


def test_many_forecasters_of_one_question_make_no_narrower_band():
    told, came = np.full(100, 0.5), np.ones(100)
    alone = curve(told, came, np.arange(100), draws=300)
    together = curve(told, came, np.zeros(100, dtype=np.int64), draws=300)
    assert alone.consistent_high[0] < 0.65
    assert together.consistent_high[0] == 1


# Intervals


def test_an_interval_is_as_wide_as_theory_has_it():
    values = np.random.default_rng(3).beta(2, 5, 400)
    found = mean_interval(values, np.arange(400))
    half = 1.645 * values.std() / 20
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(found.value - half, abs=half / 10)
    assert found.high == pytest.approx(found.value + half, abs=half / 10)


def test_forecasts_of_one_question_are_drawn_together():
    values = np.repeat(np.random.default_rng(3).random(20), 10)
    together = mean_interval(values, np.repeat(np.arange(20), 10))
    apart = mean_interval(values, np.arange(200))
    assert together.high - together.low > 2 * (apart.high - apart.low)
    alone = mean_interval(values, np.zeros(200, dtype=np.int64))
    assert (alone.low, alone.high) == (None, None)


# Bad input


def test_nothing_cannot_be_scored():
    nothing = np.array([])
    for work in (calibrated, corp, curve):
        with pytest.raises(UsageError, match="no forecast"):
            work(nothing, nothing)


def test_a_reference_without_error_leaves_nothing_to_save():
    with pytest.raises(UsageError, match="nothing to save"):
        skill(np.array([0.1]), np.array([0.0]))

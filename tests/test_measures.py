"""The measures against independent computation, known truth, and what is refused."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import DataFileError, UnknownCodeError, UsageError
from marsad.measures import balance as formulas
from marsad.measures import coder_error, usual
from marsad.measures import trend as trend_module
from marsad.measures.alignment import Asked, alignment, checked
from marsad.measures.coder_error import Confusion, confusion, with_coder_error
from marsad.measures.influence import largest_shift, most_influential
from marsad.measures.poles import poles_of
from marsad.measures.resampling import resampled_sums
from marsad.measures.special import digamma, log_gamma
from marsad.measures.trend import trend
from marsad.measures.usual import regions, usual_shares
from marsad.measures.windows import check_every, is_exact_enough, window_of, windows_over
from marsad.records import Document, Entity, Event, Story, Support
from marsad.stories.deeds import Deed, deeds_of, dimensions_of
from marsad.tables import parsed_rows

SURE = Confusion(10_000_000, 0, 10_000_000, 0)
amounts = st.floats(0, 1e6)


def deed(number, score, *, actor="KAZ", recipient="RUS", day=dt.date(2024, 5, 3), **fields):
    """A deed of its own story, origin and outlet, unless told otherwise."""
    own = {
        "story": f"s{number}", "precision": "day", "mutual": False, "type": "CONSULT", "chance": 1.0,
        "dimensions": {}, "origin": f"o{number}", "origins": (f"o{number}",),
        "outlets": (f"outlet {number}",), "events": (f"e{number}",),
    }  # fmt: skip
    return Deed(day=day, actor=actor, recipient=recipient, score=score, **(own | fields))


def readings(deeds, *poles, **asked):
    return alignment(deeds, Asked("KAZ", poles_of(poles or ["RUS"]), **({"every": "all"} | asked)))


# Formulas


def test_formulas_by_hand():
    assert formulas.balance(6.0, 2.0) == pytest.approx(4 / 10)
    assert formulas.ambivalence(6.0, 2.0) == pytest.approx(4 / 10)
    shares = formulas.pole_shares(np.array([6.0, 0.0, 0.0]), np.array([0.5, 0.25, 0.25]))
    assert shares == pytest.approx([7.5 / 9, 0.75 / 9, 0.75 / 9])
    assert formulas.hedging(np.array([0.5, 0.5])) == pytest.approx(1)
    assert formulas.hedging(np.array([1.0, 0.0, 0.0])) == pytest.approx(0)
    assert formulas.two_pole_lean(np.array([5.0, 1.0]), np.array([1.0, 1.0])) == pytest.approx(4 / 12)


@given(amounts, amounts)
def test_the_balance_keeps_its_bounds_and_turns_with_its_sides(cooperation, conflict):
    value = formulas.balance(cooperation, conflict)
    assert -1 < value < 1
    assert formulas.balance(conflict, cooperation) == pytest.approx(-value)
    assert 0 <= formulas.ambivalence(cooperation, conflict) <= 1 - abs(value) + 1e-9


@given(st.lists(amounts, min_size=2, max_size=6))
def test_pole_shares_sum_to_one(cooperation):
    even = np.full(len(cooperation), 1 / len(cooperation))
    shares = formulas.pole_shares(np.array(cooperation), even)
    assert shares.sum() == pytest.approx(1)
    assert -1e-12 <= formulas.hedging(shares) <= 1 + 1e-12


@given(st.floats(1e-3, 1e8))
def test_log_gamma_is_that_of_the_standard_library(x):
    assert float(log_gamma(np.array([x]))[0]) == pytest.approx(math.lgamma(x), rel=1e-11, abs=1e-11)


@given(st.floats(1e-2, 1e5))
def test_digamma_is_the_derivative_of_log_gamma_and_keeps_its_recurrence(x):
    value, after = (float(digamma(np.array([at]))[0]) for at in (x, x + 1))
    assert after - value == pytest.approx(1 / x, rel=1e-7, abs=1e-11)
    assert float(digamma(np.array([1.0]))[0]) == pytest.approx(-0.5772156649015329, abs=1e-13)


# Deeds


def story_and_events(*coded, status="actual", date="2024-05", contexts=()):
    """A story with one event for each (type, actors, recipients, confidence)."""
    events = {
        f"e{at}": Event(
            id=f"e{at}", document=f"d{at}", sentence=1, start=0, end=1, type=name, text="x",
            actors=tuple(Entity(text=None, country=code) for code in actors),
            recipients=tuple(Entity(text=None, country=code) for code in recipients),
            confidence=chance, status=status, contexts=contexts,
        )
        for at, (name, actors, recipients, chance) in enumerate(coded)
    }  # fmt: skip
    documents = {f"d{at}": Document(id=f"d{at}", text="x", outlet="o", published=dt.date(2024, 5, 9))
                 for at in range(len(coded))}  # fmt: skip
    story = Story(
        id="s", date=date, end_date=None, date_precision="month" if date else "unknown", place=None,
        type=coded[0][0], status=status, parties=("KAZ",), contexts=contexts, events=tuple(events),
        documents=tuple(documents), origins=Support(number=1, ids=("d0",)), accounts=(), confidence=0.5,
    )  # fmt: skip
    return story, events, documents


def deeds(*coded, **fields):
    story, events, documents = story_and_events(*coded, **fields)
    return deeds_of([story], events, documents)


def test_a_story_counts_once_a_pair_whatever_its_reports():
    counted = deeds(("AID", ["KAZ"], ["AFG"], 0.4), ("AID", ["KAZ"], ["AFG"], 0.7))
    (one,) = counted.deeds
    assert (one.actor, one.recipient, one.chance, one.events) == ("KAZ", "AFG", 0.7, ("e1", "e0"))
    assert one.cooperation == pytest.approx(0.7 * 0.7)
    assert one.day == dt.date(2024, 5, 1)


def test_mutual_acts_are_of_every_two_sides_and_unknown_sides_of_none():
    (told,) = [deeds(("CONSULT", ["KAZ", "RUS", "CHN"], [], 0.5)).deeds]
    assert {(one.actor, one.recipient) for one in told} == {("CHN", "KAZ"), ("CHN", "RUS"), ("KAZ", "RUS")}
    assert all(one.mutual for one in told)
    assert not deeds(("ASSAULT", ["UNK"], ["KAZ"], 0.5)).deeds
    assert not deeds(("COERCE", ["KAZ"], ["KAZ"], 0.5)).deeds


def test_what_is_denied_is_no_deed_and_undated_background_is_counted_apart():
    assert deeds(("AID", ["KAZ"], ["AFG"], 0.5), status="negated") == ((), 0)
    assert deeds(("AID", ["KAZ"], ["AFG"], 0.5), status="historical", date=None) == ((), 1)
    (fresh,) = deeds(("AID", ["KAZ"], ["AFG"], 0.5), date=None).deeds
    assert fresh.day == dt.date(2024, 5, 9)


def test_a_deed_with_two_contexts_counts_half_for_each():
    assert dimensions_of(["economic", "military"]) == {"economic": 0.5, "military": 0.5}
    assert dimensions_of([]) == {}


# Poles


def test_a_member_belongs_to_its_bloc_on_the_day_only():
    (nato,) = poles_of(["NATO"])
    assert nato.holds("FIN", dt.date(2024, 1, 1))
    assert not nato.holds("FIN", dt.date(2020, 1, 1))
    assert nato.holds("IGO:NATO", dt.date(2020, 1, 1))
    assert not nato.holds("IGO:CSTO", dt.date(2020, 1, 1))
    (west,) = poles_of(["West=USA+EUR"])
    assert (west.name, west.parts) == ("West", ("USA", "EUR"))
    assert west.holds("FRA", dt.date(2024, 1, 1))


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (["XYZ"], UnknownCodeError, "unknown pole 'XYZ'"),
        (["West=USA+Atlantis"], UnknownCodeError, "unknown pole 'Atlantis'"),
        ([" ", ""], UsageError, "no pole given"),
        (["RUS", "CHN", "RUS"], UsageError, "'RUS' is given twice"),
    ],
)
def test_poles_that_are_none_are_refused(words, error, message):
    with pytest.raises(error, match=message):
        poles_of(words)


# Windows


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["week", "month", "quarter", "year"])
)
def test_a_day_lies_in_its_window_and_windows_join(day, every):
    window = window_of(day, every)
    assert window.first <= day <= window.last
    assert window_of(window.first, every) == window_of(window.last, every) == window
    assert window_of(window.last + dt.timedelta(days=1), every).first == window.last + dt.timedelta(days=1)


def test_windows_without_deeds_are_there_too():
    names = [window.name for window in windows_over([dt.date(2023, 12, 30), dt.date(2024, 3, 1)], "month")]
    assert names == ["2023-12", "2024-01", "2024-02", "2024-03"]
    assert window_of(dt.date(2024, 12, 31), "week").name == "2025-W01"
    assert windows_over([], "month") == []


def test_a_vague_date_is_of_no_short_window():
    assert not is_exact_enough("year", "month")
    assert is_exact_enough("year", "year")
    vague = [deed(at, 0.5, precision="year") for at in range(9)]
    assert readings(vague, every="month") == []
    assert readings(vague, every="year")[0].stories == 9


def test_an_unknown_window_is_refused():
    with pytest.raises(UsageError, match="unknown window 'day'; known: week, month"):
        check_every("day")


# Readings


def test_a_reading_by_hand():
    told = [deed(at, score) for at, score in enumerate([0.4, 0.4, 0.6, 0.6, -0.3, 0.2])]
    (reading,) = readings(told)
    assert reading.reading
    assert reading.balance == pytest.approx((2.2 - 0.3) / (2.2 + 0.3 + 2))
    assert reading.volume == pytest.approx(2.5)
    assert reading.low < reading.balance < reading.high
    assert (reading.stories, reading.origins) == (6, 6)
    assert reading.evidence[0] == "e4"  # the lone conflict


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([deed(at, 0.5) for at in range(4)], "few stories"),
        ([deed(at, 0.5, origin="a", origins=("a",)) for at in range(20)], "few origins"),
        ([deed(at, (-1) ** at * 1.0) for at in range(6)], "wide interval"),
    ],
)
def test_where_there_is_too_little_there_is_no_reading(told, why):
    (reading,) = readings(told)
    assert not reading.reading
    assert reading.why == why
    assert reading.balance is reading.low is reading.share is None
    assert reading.volume > 0


def test_press_volume_does_not_move_the_reading_but_sums_of_scores():
    """Ten times the reports of the same stories: the deeds, and so the reading, stay what they are."""
    once = deeds(("AID", ["KAZ"], ["RUS"], 0.6)).deeds
    tenfold = deeds(*[("AID", ["KAZ"], ["RUS"], 0.6)] * 10).deeds
    assert [one.cooperation for one in once] == [one.cooperation for one in tenfold]
    summed = sum(0.7 * 0.6 for _ in tenfold[0].events)
    assert summed == pytest.approx(10 * once[0].cooperation)


def test_directions_take_apart_who_acts():
    told = [
        *(deed(at, 0.5) for at in range(6)),
        *(deed(at + 10, -0.5, actor="RUS", recipient="KAZ") for at in range(6)),
        deed(30, 0.2, mutual=True),
        deed(31, 0.9, actor="CHN", recipient="RUS"),
    ]
    volume = {way: readings(told, direction=way)[0].volume for way in ("to", "from", "both")}
    assert volume == pytest.approx({"to": 3.0, "from": 3.0, "both": 6.2})
    assert readings(told, direction="to")[0].balance > 0 > readings(told, direction="from")[0].balance


def test_a_dimension_counts_its_share_of_each_deed():
    told = [deed(at, 0.5, dimensions={"economic": 0.5, "military": 0.5}) for at in range(6)]
    assert readings(told, dimension="economic")[0].volume == pytest.approx(1.5)
    assert readings(told, dimension="cultural") == []


def test_two_poles_have_a_lean_and_three_a_hedging():
    told = [*(deed(at, 0.5) for at in range(6)), *(deed(at + 9, 0.5, recipient="CHN") for at in range(6))]
    first, second = readings(told, "RUS", "CHN")
    assert first.share == second.share == pytest.approx(0.5)
    assert first.hedging == pytest.approx(1)
    assert first.lean == pytest.approx(0)
    assert readings(told, "RUS", "CHN", "USA")[0].lean is None


@pytest.mark.parametrize("field", [{"direction": "up"}, {"dimension": "sports"}])
def test_questions_that_are_none_are_refused(field):
    with pytest.raises(UsageError, match="unknown d"):
        checked(Asked("KAZ", poles_of(["RUS"]), **field))


def test_the_order_of_deeds_changes_nothing():
    told = [deed(at, (0.1, 0.4, -0.3)[at % 3], chance=0.3 + at / 50) for at in range(12)]
    assert readings(told) == readings(told[::-1])


def test_the_same_deeds_give_the_same_interval():
    told = [deed(at, 0.4 if at % 3 else -0.3) for at in range(20)]
    assert readings(told) == readings(told)


# Influence


def test_the_family_whose_absence_moves_the_balance_most():
    told = [deed(at, 0.5, outlets=(f"calm {at}",)) for at in range(4)] + [deed(9, -1.0, outlets=("loud",))]
    values = np.array([(one.cooperation, one.conflict) for one in told])
    shift = largest_shift(told, values, str)
    assert shift.family == "loud"
    assert shift.balance == pytest.approx(2 / 4)
    assert largest_shift(told[:1], values[:1], str) is None
    assert most_influential(told, values)[0] == "e9"


# Usual shares


def test_usual_shares_are_means_over_the_regions_other_states():
    states = ["UZB", "KGZ", "TJK", "TKM", "ARM", "KAZ"]
    told = [deed(at, 0.5, actor=state, recipient="CHN" if at else "RUS") for at, state in enumerate(states)]
    found = usual_shares(told, "KAZ", poles_of(["RUS", "CHN"]), "all")
    assert found["all"] == pytest.approx([1 / 5, 4 / 5])
    assert usual_shares(told[:4], "KAZ", poles_of(["RUS", "CHN"]), "all") == {}


def test_every_state_of_the_table_has_one_region(monkeypatch):
    assert regions()["KAZ"] == regions()["UZB"]
    assert len(regions()) > 190
    lines = "state\tregion\nKAZ\tx\nKAZ\ty\n"
    monkeypatch.setattr(usual, "rows", lambda *_: parsed_rows(lines, "regions.tsv", usual.COLUMNS))
    with pytest.raises(DataFileError, match=r"regions\.tsv:3: KAZ is given twice"):
        regions.__wrapped__()


# Coder error


def test_with_a_perfect_coder_nothing_moves():
    rng = np.random.default_rng(1)
    cooperation, conflict = with_coder_error(np.full(50, 6.0), np.full(50, 2.0), SURE, rng)
    assert cooperation == pytest.approx(np.full(50, 6.0), abs=1e-4)
    assert cooperation + conflict == pytest.approx(np.full(50, 8.0))


def test_errors_are_corrected_as_rogan_and_gladen_do():
    many = Confusion(900_000, 100_000, 800_000, 200_000)  # .9 and .8 recognised
    observed = 0.6 * 0.9 + 0.4 * 0.2
    rng = np.random.default_rng(1)
    cooperation, _ = with_coder_error(np.full(200, observed), np.full(200, 1 - observed), many, rng)
    assert cooperation.mean() == pytest.approx(0.6, abs=0.005)


def test_the_shipped_confusion_is_whole(monkeypatch):
    assert min(confusion()) >= 0
    assert sum(confusion()) > 300
    for lines in ("calm\tconflict\t1", "conflict\tconflict\tmany"):
        text = "truly\tcoded\tevents\n" + lines + "\n"
        monkeypatch.setattr(
            coder_error, "rows", lambda *_, text=text: parsed_rows(text, "confusion.tsv", coder_error.COLUMNS)
        )
        with pytest.raises(DataFileError, match=r"confusion\.tsv:2: .* is no pair of sides"):
            confusion.__wrapped__()


# Resampling


def test_sums_drawn_anew_have_the_mean_of_the_plain_sums():
    values = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0], [1.0, 1.0]])
    drawn = resampled_sums(values, ["a", "a", "b", "c"], rng=np.random.default_rng(2), draws=20_000)
    assert drawn.mean(axis=0) == pytest.approx(values.sum(axis=0), rel=0.02)


def test_deeds_of_one_origin_spread_more_than_as_many_of_their_own():
    rng = np.random.default_rng(3)
    values = np.repeat(rng.normal(size=(10, 1)), 10, axis=0)
    clustered = resampled_sums(values, [str(at // 10) for at in range(100)], rng=rng).std()
    apart = resampled_sums(values, [str(at) for at in range(100)], rng=rng).std()
    assert clustered > 2 * apart


def test_many_deeds_are_drawn_in_blocks_with_the_same_spread():
    rng = np.random.default_rng(4)
    values = rng.exponential(size=(20_400, 1))
    origins = [str(at % 60) for at in range(20_400)]
    drawn = resampled_sums(values, origins, rng=rng, draws=400)
    assert drawn.mean() == pytest.approx(values.sum(), rel=0.02)


# Trend


def test_the_trend_follows_a_planted_change():
    counted = np.full(48, 8.0)
    cooperative = np.where(np.arange(48) < 24, 7.0, 1.0)
    found = trend(cooperative, counted)
    assert found.share[6] > 0.75
    assert found.share[42] < 0.25
    assert found.rising[30] < 0.02
    assert np.isnan(found.rising[:12]).all()


def test_a_steady_series_has_the_share_that_was_observed():
    found = trend(np.full(40, 6.0), np.full(40, 10.0))
    assert found.share == pytest.approx(np.full(40, 0.6), abs=0.03)
    assert ((found.low < 0.6) & (found.high > 0.6)).all()


def test_windows_without_acts_only_widen_the_interval():
    counted = np.array([10.0] * 10 + [0.0] * 10 + [10.0] * 10)
    found = trend(counted * 0.5, counted)
    width = found.high - found.low
    assert width[15] > width[5]


def test_the_mode_is_that_of_a_direct_search():
    """Two windows, σ and φ nearly fixed by a grid of one: compared with a search over θ by brute force."""
    y, n, sigma, phi = np.array([3.0, 1.0]), np.array([4.0, 5.0]), 0.5, 8.0
    fit = trend_module._Grid.over(y, n, 1.0)
    at = int(np.argmin(np.abs(np.sqrt(fit.step) - sigma) + np.abs(fit.phi - phi)))
    sigma, phi = float(np.sqrt(fit.step[at])), float(fit.phi[at])
    grid = np.linspace(-3, 3, 601)
    first, second = np.meshgrid(grid, grid, indexing="ij")

    def log_beta_binomial(theta, hits, total):
        p = 1 / (1 + np.exp(-theta))
        value = np.zeros_like(p)
        for step in range(int(hits)):
            value += np.log(phi * p + step)
        for step in range(int(total - hits)):
            value += np.log(phi * (1 - p) + step)
        return value

    density = (
        log_beta_binomial(first, 3, 4) + log_beta_binomial(second, 1, 5)
        - first**2 / (2 * 1.5**2) - (second - first) ** 2 / (2 * sigma**2)
    )  # fmt: skip
    best = np.unravel_index(density.argmax(), density.shape)
    assert fit.theta[at] == pytest.approx([grid[best[0]], grid[best[1]]], abs=0.02)


@pytest.mark.parametrize(
    ("cooperative", "counted"), [([], []), ([1.0], [1.0, 2.0]), ([3.0], [2.0]), ([-1.0], [2.0])]
)
def test_series_that_are_none_are_refused(cooperative, counted):
    with pytest.raises(ValueError, match="two series of one length"):
        trend(np.array(cooperative), np.array(counted))


def test_intervals_of_the_balance_cover_the_truth():
    """A short form of benchmarks/measures.py: 90 % intervals on simulated presses of known leaning."""
    rng = np.random.default_rng(5)
    covered = []
    for _ in range(60):
        told, at = [], 0
        for origin in range(15):
            chance = 1 / (1 + math.exp(-(0.3 + rng.normal(0, 0.7))))
            for _ in range(1 + rng.poisson(2)):
                score = 0.4 if rng.random() < chance else -0.4
                told.append(deed(at, score, origin=f"o{origin}", origins=(f"o{origin}",)))
                at += 1
        (reading,) = readings(told)
        share = np.mean(1 / (1 + np.exp(-(0.3 + rng.normal(0, 0.7, 4000)))))
        volume = 15 * 3 * 0.4
        truth = volume * (2 * share - 1) / (volume + 2)
        covered.append(reading.reading and reading.low <= truth <= reading.high)
    assert np.mean(covered) > 0.8


def test_what_is_taken_of_an_inverse_is_that_of_a_dense_one():
    """Against numpy's inverse of the whole matrix: variances, and covariances at a lag."""
    rng = np.random.default_rng(7)
    step, windows, lag = np.array([0.05, 0.6]), 30, 12
    diagonal = trend_module._prior_diagonal(windows, step) + rng.exponential(2.0, (2, windows))
    found = trend_module._Inverse.of(diagonal, step)
    for at in range(2):
        beside = np.full(windows - 1, -1 / step[at])
        dense = np.linalg.inv(np.diag(diagonal[at]) + np.diag(beside, 1) + np.diag(beside, -1))
        assert found.variance[at] == pytest.approx(dense.diagonal(), rel=1e-9)
        assert found.covariance(lag)[at] == pytest.approx(dense.diagonal(lag), rel=1e-9)


def test_a_rise_from_one_to_nine_of_ten_is_likely_and_a_first_window_has_none():
    found = trend(np.array([1.0, 9.0]), np.array([10.0, 10.0]), lag=1)
    assert np.isnan(found.rising[0])
    assert 0.8 < found.rising[1] < 1
    assert np.isnan(trend(np.array([1.0]), np.array([2.0]), lag=12).rising).all()


def test_a_hundred_origins_and_more_are_drawn_alone():
    rng = np.random.default_rng(8)
    sums = rng.exponential(size=200)
    drawn = resampled_sums(np.repeat(sums / 3, 3)[:, None], [str(at // 3) for at in range(600)], rng=rng)
    assert drawn.mean() == pytest.approx(sums.sum(), rel=0.01)
    # the variance of Dirichlet weights of mean one, by hand
    assert drawn.std() == pytest.approx(200 * sums.std() / np.sqrt(201), rel=0.08)

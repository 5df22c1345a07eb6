"""Structure from the user's tables: by hand, against scipy, beside the press, and rows that are bad."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from marsad.errors import MalformedError, UnreadableError
from marsad.measures.archived import structure_of
from marsad.measures.brought import brought
from marsad.measures.ranks import correlated, ranks
from marsad.measures.structure import agreed, herfindahl, ties_of
from marsad.stories.deeds import Counted, Deed
from marsad.views.structure_listing import RANKED_COLUMNS, TIE_COLUMNS, ranked_row, shown_tie_row, tie_row

TRADE = """exporter,importer,year,value
KAZ,CHN,2023,30
CHN,KAZ,2023,20
KAZ,RUS,2023,10
RUS,KAZ,2023,40
RUS,CHN,2023,150
"""
values = st.lists(st.integers(0, 6), min_size=3, max_size=25)


@pytest.fixture
def table(tmp_path):
    def write(text, name="table.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def ballots(state, cast):
    return "".join(f"{state},R{at},{vote},2023-11-{at % 28 + 1:02}\n" for at, vote in enumerate(cast))


def test_trade_by_hand(table):
    gdp = table("state,year,gdp\nKAZ,2023,1000\n", "gdp.csv")
    china, russia = ties_of(brought([table(TRADE), gdp]), "KAZ")
    assert (china.partner, china.value, china.share, china.dependence) == ("CHN", 50.0, 0.5, 0.05)
    assert (russia.share, russia.concentration, russia.n) == (0.5, 0.5, 2)
    assert china.asymmetry == pytest.approx(50 / 100 - 50 / 200)
    assert ties_of(brought([table(TRADE)]), "KAZ")[0].dependence is None


def test_a_partner_without_other_partners_has_no_asymmetry(table):
    only = "exporter,importer,year,value\nKAZ,CHN,2023,30\nKAZ,RUS,2023,5\n"
    assert {tie.asymmetry for tie in ties_of(brought([table(only)]), "KAZ")} == {None}


def test_arms_are_what_was_received(table):
    text = "supplier,recipient,year,value\nRUS,KAZ,2020,9\nTUR,KAZ,2020,1\nKAZ,KGZ,2020,5\n"
    found = ties_of(brought([table(text)]), "KAZ")
    assert [(one.partner, one.share) for one in found] == [("RUS", 0.9), ("TUR", 0.1)]
    assert found[0].concentration == pytest.approx(0.82)


def test_votes_by_counting_all_pairs(table):
    rng = np.random.default_rng(0)
    one, other = rng.choice(("yes", "abstain", "no"), (2, 40), p=(0.6, 0.25, 0.15))
    found = ties_of(
        brought([table("state,resolution,vote,date\n" + ballots("KAZ", one) + ballots("RUS", other))]), "KAZ"
    )
    place = {"yes": 1, "abstain": 2, "no": 3}
    x, y = ([place[vote] for vote in cast] for cast in (one, other))
    pooled = x + y
    observed = np.mean([(a - b) ** 2 for a, b in zip(x, y, strict=True)])
    expected = np.mean([(a - b) ** 2 for a in pooled for b in pooled])
    assert len(found) == 1
    assert found[0].agreement == pytest.approx(1 - observed / expected)
    assert found[0].low < found[0].agreement < found[0].high
    assert found[0].n == 40


def test_agreement_at_its_ends_and_where_there_is_none():
    mixed = np.array([1.0, 3.0] * 10)
    assert agreed(mixed, mixed)[0] == pytest.approx(1)
    assert agreed(mixed, 4 - mixed)[0] == pytest.approx(-1)
    assert agreed(np.ones(20), np.ones(20)) == (None, None, None)
    assert agreed(mixed[:9], mixed[:9]) == (None, None, None)


def test_intervals_of_agreement_hold_the_truth():
    rng = np.random.default_rng(1)
    held = []
    for _ in range(150):
        one = rng.choice((1.0, 3.0), 60)
        other = np.where(rng.random(60) < 0.6, one, rng.choice((1.0, 3.0), 60))
        _, low, high = agreed(one, other)
        held.append(low <= 0.6 <= high)
    assert 0.82 <= np.mean(held) <= 0.97


def test_absences_are_no_votes(table):
    text = "state,resolution,vote,date\n" + ballots("KAZ", ["yes"] * 12) + ballots("RUS", ["absent", "9"] * 6)
    assert ties_of(brought([table(text)]), "KAZ") == []


@given(values, values)
def test_rank_correlations_are_those_of_scipy(x, y):
    size = min(len(x), len(y))
    one, other = np.array(x[:size], float), np.array(y[:size], float)
    assert ranks(one).tolist() == stats.rankdata(one).tolist()
    found = correlated(one, other)
    if found is None:
        assert np.ptp(one) == 0 or np.ptp(other) == 0
        return
    assert found.rho == pytest.approx(stats.spearmanr(one, other).statistic)
    assert found.tau == pytest.approx(stats.kendalltau(one, other).statistic)
    assert 0 < found.rho_p <= 1


def test_permutation_p_is_near_the_exact_one():
    x, y = np.arange(7.0), np.array([1.0, 0, 2, 4, 3, 5, 6])
    found = correlated(x, y)
    assert found.tau_p == pytest.approx(stats.kendalltau(x, y, method="exact").pvalue, abs=0.01)


def test_concentration_of_nothing_is_none():
    assert herfindahl([]) is herfindahl([0.0]) is None
    assert herfindahl([3, 1]) == pytest.approx(10 / 16)


def deed(number, partner, score, year):
    name = f"{partner}{number}{year}"
    return Deed(
        name, dt.date(year, 5, 3), "day", "KAZ", partner, False, "CONSULT", score, 1.0,
        {}, name, (name,), (f"outlet {number}",), (name,),
    )  # fmt: skip


def test_the_press_stands_beside_and_ranks_alike_where_it_does(table):
    partners = {"RUS": 50, "CHN": 40, "TUR": 30, "USA": 20, "DEU": 10, "JPN": 5}
    lines = "".join(f"KAZ,{code},2023,{value}\n" for code, value in partners.items())
    deeds = [
        deed(number, code, 0.5 if number < 30 - place * 5 else -0.5, 2023)
        for place, code in enumerate(partners)
        for number in range(32)
    ]
    found = structure_of(Counted(tuple(deeds), 0), "KAZ", [table("exporter,importer,year,value\n" + lines)])
    balances = {row.tie.partner: row.balance for row in found.rows}
    assert sorted(balances, key=balances.get, reverse=True) == list(partners)
    assert [(one.press, one.n) for one in found.ranked] == [("balance", 6), ("share", 6)]
    assert [one.rho for one in found.ranked] == pytest.approx([1, 1])
    assert found.ranked[0].rho_p < 0.01
    assert set(tie_row(found.rows[0])) == set(TIE_COLUMNS)
    assert set(ranked_row(found.ranked[0])) == set(RANKED_COLUMNS)


def test_without_press_there_is_no_reading_and_no_correlation(table):
    found = structure_of(Counted((), 0), "KAZ", [table(TRADE)])
    assert {row.balance for row in found.rows} == {None}
    assert shown_tie_row(found.rows[0])["press balance"] == "no reading"
    assert {(one.n, one.why) for one in found.ranked} == {(0, "few partners")}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("KAZ,WLD,2023,5", "unknown state 'WLD'"),
        ("KAZ,KAZ,2023,5", "KAZ is on both sides"),
        ("KAZ,CHN,23,5", "'23' is no year"),
        ("KAZ,CHN,2023,-5", "-5 is below 0"),
        ("KAZ,CHN,2023,nan", "'nan' is no number"),
        ("KAZ,CHN,2023", "3 cells where 4 are due"),
        ("RUS,KAZ,2023,41", "the same is told in"),
    ],
)
def test_bad_rows_are_told_with_their_line_and_the_rest_goes_on(table, row, problem):
    found = brought([table(TRADE + row + "\nKAZ,TUR,2023,7\n")])
    assert [(one.line, problem in str(one)) for one in found.problems] == [(7, True)]
    assert len(found.flows) == 6


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("state,resolution,vote,date\nKAZ,R1,maybe,2023-01-01\n", "vote 'maybe'; known: yes"),
        ("state,resolution,vote,date\nKAZ,,yes,2023-01-01\n", "no resolution"),
        ("state,resolution,vote,date\nKAZ,R1,yes,1 May\n", "'1 May' is no date"),
        ("state,year,gdp\nKAZ,2023,0\n", "a gdp of 0"),
    ],
)
def test_bad_rows_of_other_tables(table, text, problem):
    assert problem in str(brought([table(text)]).problems[0])


def test_tables_that_cannot_be_used_are_refused(table, tmp_path):
    with pytest.raises(MalformedError, match="header is 'a,b', must be one of: exporter,importer"):
        brought([table("a,b\n1,2\n")])
    with pytest.raises(MalformedError, match="header is ''"):
        brought([table("")])
    with pytest.raises(UnreadableError, match="no such file"):
        brought([tmp_path / "none.csv"])
    (tmp_path / "latin.csv").write_bytes(b"exporter,importer\xff,year,value\n")
    with pytest.raises(UnreadableError, match="no CSV in UTF-8"):
        brought([tmp_path / "latin.csv"])

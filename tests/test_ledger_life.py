"""Forty forecasts of our own through their whole life: asked, frozen, foretold, evidence, outcome, score.

The rows stand in `examples/ledger/forecasts.jsonl`. Also: what is taken in and written out, and bad rows.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from archive_samples import new_place
from marsad.archive import open_archive
from marsad.errors import InputError, MalformedError, UnreadableError, UsageError
from marsad.ledger import Ledger
from marsad.ledger.entries import OUTCOMES
from marsad.ledger.exchange import imported
from marsad.ledger.exports import all_rows, forecast_rows, question_rows
from marsad.ledger.rows import KINDS, cells, plain, row_of
from marsad.ledger.units import BaseRates, Known, units

EXAMPLE = Path(__file__).parents[1] / "examples" / "ledger" / "forecasts.jsonl"
ROWS = [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    with open_archive(str(tmp_path_factory.mktemp("life") / "life.db")) as archive:  # beside another one
        ledger = Ledger(archive, by="a group")
        outcomes = list(imported(ledger, EXAMPLE.read_bytes(), source=EXAMPLE.name))
        assert {one.outcome for one in outcomes} == {"added"}
        yield ledger


@pytest.fixture
def ledger(tmp_path):
    with open_archive(new_place(tmp_path)) as archive:
        yield Ledger(archive, by="another group")


def take(ledger, *rows, source="rows.jsonl", **options):
    data = "\n".join(json.dumps(row, ensure_ascii=False) if isinstance(row, dict) else row for row in rows)
    return list(imported(ledger, data.encode(), source=source, **options))


# The whole life


def test_the_example_holds_forty_forecasts_and_every_outcome():
    firsts = {(row["question"], row["forecaster"]) for row in ROWS if row["kind"] == "forecast"}
    aside = [row for row in ROWS if row["kind"] == "unfalsifiable"]
    assert len(firsts) + len(aside) == 40
    assert {row["outcome"] for row in ROWS if "outcome" in row} == set(OUTCOMES)
    assert {row["kind"] for row in ROWS} == set(KINDS)


def test_every_question_ends_as_it_should(life):
    state = life.state
    assert life.verify() == []
    assert Counter(standing.outcome for standing in state.latest()) == {
        "yes": 10, "no": 6, "partly": 1, "ambiguous": 1, "void": 1, "unresolvable": 1, "pending": 1,
    }  # fmt: skip
    assert {standing.stage for standing in state.latest()} == {"resolved", "open"}
    sahel = state.found("sahel")
    assert [one.content.outcome for one in sahel.resolutions] == ["yes", "no"]
    assert len(sahel.disputes) == 1
    assert len(state.unfalsifiable) == 3


def test_evidence_stands_behind_every_freeze(life):
    numbers = {}
    for entry in life.entries():
        told = json.loads(entry.payload)
        numbers.setdefault((entry.kind, told.get("question", told.get("id"))), entry.number)
    for (kind, question), number in numbers.items():
        if kind in ("forecast", "evidence", "resolution"):
            assert numbers["freeze", question] < number


def test_the_self_graded_centre_is_flagged(life):
    by = {score.name: score for score in life.scores("forecaster")}
    assert (by["مركز الأفق"].n, by["مركز الأفق"].self_graded) == (4, 2)
    assert sum(score.self_graded for score in by.values()) == 2
    without = {score.name: score.n for score in life.scores("forecaster", independent=True)}
    assert without["مركز الأفق"] == 2


def test_scores_are_those_of_scikit_learn(life):
    for by in ("all", "forecaster", "outlet", "topic"):
        for score in life.scores(by):
            found = [unit for unit in units(life.state) if _belongs(unit, by, score.name)]
            assert score.n == len(found)
            if found:
                told = np.array([unit.middle for unit in found])
                came = np.array([unit.outcome for unit in found])
                assert score.brier.value == pytest.approx(brier_score_loss(came, told, pos_label=1), abs=1e-9)
                reference = log_loss(came, np.clip(told, 0.01, 0.99), labels=[0, 1])
                assert score.log.value == pytest.approx(reference, abs=1e-9)
                whole = score.miscalibration - score.discrimination + score.uncertainty
                assert whole == pytest.approx(score.brier.value, abs=1e-9)
                murphy = score.reliability - score.resolution + score.uncertainty + score.within
                assert murphy == pytest.approx(score.brier.value, abs=1e-9)
                assert score.best <= score.brier.value <= score.worst


def _belongs(unit, by, name):
    return by == "all" or (unit.name if by == "forecaster" else getattr(unit, by)) == name


def test_what_is_not_scored_is_counted(life):
    (whole,) = life.scores()
    assert (whole.n, whole.questions, whole.updates, whole.repeats) == (31, 16, 1, 2)
    aside = whole.aside
    assert (aside.open, aside.partly, aside.ambiguous, aside.void, aside.unresolvable) == (1, 1, 1, 2, 1)
    assert (aside.unfalsifiable, aside.late, aside.struck) == (3, 0, 0)
    assert whole.n + sum(aside.as_dict().values()) == 40


def test_nobody_is_ranked_below_ten(life):
    for score in life.scores("forecaster"):
        assert (score.rank is not None) == (score.questions >= 10)
        assert (score.why is None) == (score.rank is not None)
    assert [score.rank for score in life.scores("forecaster")[:2]] == [1, 2]
    assert {score.rank for score in life.scores("topic")} == {None}
    nobody = next(score for score in life.scores("outlet") if score.name is None)
    assert (nobody.rank, nobody.why) == (None, "no outlet")


def test_head_to_head_is_on_shared_questions_alone(life):
    pairs = {(pair.one, pair.other): pair for pair in life.head_to_head()}
    amal, badr = (
        {unit.question: unit for unit in units(life.state) if unit.name == name} for name in ("أمل", "بدر")
    )
    shared = amal.keys() & badr.keys()
    pair = pairs["أمل", "بدر"]
    apart = [
        (amal[q].middle - amal[q].outcome) ** 2 - (badr[q].middle - badr[q].outcome) ** 2 for q in shared
    ]
    assert pair.shared == len(shared) == 12
    assert pair.difference.value == pytest.approx(np.mean(apart), abs=1e-12)
    assert pair.difference.low < pair.difference.value < pair.difference.high < 0
    assert pair.better == "أمل"
    few = pairs["أمل", "مركز الأفق"]
    assert (few.better, few.why) == (None, "3 shared; no comparison below 10")


def test_the_first_of_a_series_may_count(life):
    def told(at):
        return next(unit.middle for unit in units(life.state, at=at) if unit.updates)

    assert (told("first"), told("last")) == (0.6, 0.4)


def test_nothing_of_the_future_is_in_a_base_rate(life):
    for unit in units(life.state):
        before = [one for one in units(life.state) if _known(life, one) < unit.made_on]
        outcomes = {one.question: one.outcome for one in before}
        rate = (sum(outcomes.values()) + 1) / (len(outcomes) + 2)
        same = {one.question: one.outcome for one in before if one.topic == unit.topic}
        assert unit.reference == pytest.approx((sum(same.values()) + 2 * rate) / (len(same) + 2))


def _known(ledger, unit):
    return ledger.state.standing(unit.question).resolution.content.known_on


@given(st.lists(st.tuples(st.dates(), st.sampled_from(["a", "b"]), st.integers(0, 1))), st.dates())
def test_base_rates_are_shares_and_know_no_later_day(known, day):
    outcomes = [Known(*one) for one in known]
    rate = BaseRates(outcomes).of("a", day)
    assert 0 < rate < 1
    assert rate == BaseRates(one for one in outcomes if one.day < day).of("a", day)
    assert BaseRates([]).of("a", day) == 0.5


def test_scores_as_of_a_day(life):
    (early,) = life.scores(as_of=dt.date(2023, 3, 31))
    assert (early.questions, early.n) == (2, 3)
    (before,) = life.scores(as_of=dt.date(2020, 1, 1))
    assert (before.n, before.brier) == (0, None)


# Out and in again


def test_all_of_a_ledger_can_be_taken_into_another(life, ledger):
    rows = list(all_rows(life.state, life.entries()))
    assert {one.outcome for one in take(ledger, *rows)} == {"added"}
    assert {one.outcome for one in take(ledger, *rows)} == {"already there"}
    for by in ("all", "forecaster", "topic"):
        assert ledger.scores(by) == life.scores(by)
    assert ledger.verify() == []


@pytest.mark.parametrize("comma", [",", "\t"])
def test_questions_and_forecasts_as_tables(life, ledger, comma):
    suffix = {",": "csv", "\t": "tsv"}[comma]
    for name, rows in (("q", question_rows(life.state)), ("f", forecast_rows(life.state))):
        found = [cells(row) for row in rows]
        out = io.StringIO()
        writer = csv.DictWriter(
            out, list(dict.fromkeys(name for row in found for name in row)), delimiter=comma
        )
        writer.writeheader()
        writer.writerows(found)
        data = ("\ufeff" + out.getvalue()).encode()
        taken = list(imported(ledger, data, source=f"{name}.{suffix}", freeze=True))
        assert [one.error for one in taken if one.error] == []
    assert len(ledger.state.versions) == 21
    numbers = [sum(len(one.predictions) for one in each.state.latest()) for each in (life, ledger)]
    assert numbers[0] == numbers[1] == 40


def test_questions_need_no_kind_and_may_be_frozen_at_once(ledger):
    question = {**ROWS[0]}
    del question["kind"]
    take(ledger, question, freeze=True)
    take(ledger, {"question": "fin-nato", "forecaster": "هدى", "probability": 1, "made_on": "2022-06-01"})
    assert ledger.state.found("fin-nato").predictions[0].content.middle == 1


def test_what_a_spreadsheet_was_guarded_against_comes_back(ledger):
    table = "key,text,opens,deadline,threshold,source\n'=1,'=هل؟,2024-01-01,2024-02-01,'+1,\"سطران\nهنا\"\n"
    assert [one.outcome for one in imported(ledger, table.encode(), source="q.csv")] == ["added"]
    question = ledger.state.found("=1").question
    assert (question.text, question.threshold, question.source) == ("=هل؟", "+1", "سطران\nهنا")


names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)


@settings(max_examples=40)
@given(
    st.fixed_dictionaries(
        {"question": names, "forecaster": names, "made_on": st.dates().map(str)},
        optional={"words": names, "publisher": names, "voices": st.lists(names, min_size=1, max_size=2)},
    ),
    st.floats(0, 1),
)
def test_rows_come_back_as_they_were(told, probability):
    row = row_of({"kind": "forecast", **told, "probability": probability})
    assert row_of(plain(row)) == row


# Bad rows

GOOD = {"question": "fin-nato", "forecaster": "هدى", "probability": 0.5, "made_on": "2022-06-01"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "no JSON object"),
        ("1", "no JSON object"),
        ({"kind": "rumour"}, "kind 'rumour': one of question"),
        ({"text": "؟"}, "does not tell its kind"),
        ({**GOOD, "question": "nobody"}, "no question 'nobody'"),
        ({**GOOD, "probability": 2}, "no interval of probabilities"),
        ({**GOOD, "probability": "much"}, "float"),
        ({**GOOD, "made_on": "yesterday"}, "made_on"),
        ({**GOOD, "low": 0.1}, "not both"),
        ({**GOOD, "probability": None}, "a probability is missing"),
        ({**GOOD, "colour": "red"}, "unknown field `colour`"),
        ({"kind": "freeze"}, "missing required field `question`"),
        ({"kind": "evidence", "question": "swe-nato", "text": "x"}, "is not frozen"),
        (
            {"kind": "resolution", "question": "fin-nato", "outcome": "maybe", "known_on": "2024-01-01"},
            "maybe",
        ),
        (
            {"kind": "void", "question": "fin-nato", "forecaster": "هدى", "why": "x"},
            "no conditional forecast",
        ),
        (
            {"kind": "correction", "question": "fin-nato", "outcome": "no", "known_on": "2023-01-01"},
            "no decision",
        ),
        ({**ROWS[0], "text": "آخر"}, "is taken by question"),
        ({**ROWS[0], "version": 3}, "version 2 is due before version 3"),
    ],
    ids=str,
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_on(ledger, row, told):
    swe = next(one for one in ROWS if one.get("key") == "swe-nato")
    take(ledger, {**ROWS[0], "freeze": True}, swe)
    bad, good = take(ledger, "", row, GOOD)
    assert (bad.outcome, good.outcome) == ("failed", "added")
    assert str(bad.error).startswith("rows.jsonl:2: ")
    assert told in str(bad.error)


def test_a_bad_row_of_a_table_is_told_with_its_line(ledger):
    table = (
        "question,forecaster,probability,made_on\n\nfin-nato,هدى,0.5,2022-06-01,more\nx,هدى,0.5,2022-06-01\n"
    )
    bad, other = imported(ledger, table.encode(), source="f.csv")
    assert str(bad.error).startswith("f.csv:3: ")
    assert "5 cells, where the header has 4" in str(bad.error)
    assert str(other.error) == "f.csv:4: no question 'x'"


@pytest.mark.parametrize(
    ("data", "source", "error"),
    [
        (b"\xff\xfe\x00", "x.csv", UnreadableError),
        (b"", "x.csv", MalformedError),
        (b"[1, 2]", "x.json", MalformedError),
        (b"[{]", "x.json", MalformedError),
        (b'a,b\n"' + b"x" * 200_000 + b'",1\n', "x.csv", MalformedError),
    ],
    ids=["not UTF-8", "no header", "no objects", "no JSON", "a cell without end"],
)
def test_a_file_that_holds_no_rows(ledger, data, source, error):
    csv.field_size_limit(131_072)  # as the process began, whatever was read meanwhile
    with pytest.raises(error, match=source):
        list(imported(ledger, data, source=source))


values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.lists(st.text(max_size=3))
)
fields = st.sampled_from(
    sorted({name for kind in KINDS.values() for name in kind.__struct_fields__} - {"kind"})
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(fields, values), st.sampled_from([None, *KINDS]))
def test_no_row_breaks_anything(ledger, row, kind):
    told = row | ({"kind": kind} if kind else {})
    (one,) = take(ledger, json.dumps(told))
    assert one.outcome == "failed" or ledger.verify() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    st.sampled_from(["x.csv", "x.tsv", "x.jsonl"]),
)
def test_no_file_breaks_anything(ledger, data, source):
    try:
        found = list(imported(ledger, data, source=source))
    except InputError as error:
        assert source in str(error)  # noqa: PT017  either way is right
    else:
        assert {one.outcome for one in found} <= {"failed"}


def test_nothing_scored_has_no_curve(ledger):
    with pytest.raises(UsageError, match="no forecast was scored"):
        ledger.curve()

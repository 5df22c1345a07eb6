"""Scores of figures on pairs small enough to count by hand, and gold that is refused."""

from __future__ import annotations

import json

import pytest

from marsad.errors import MalformedError
from marsad.evaluation import coded_figures, read_gold
from marsad.figure_scoring import FIELDS, evaluate_figures, paired, same_value
from marsad.views.figure_scores import figure_scores


def gold(value=5, unit="USD", what="aid", parties=("KEN",), **more):
    return {"value": value, "unit": unit, "what": what, "parties": list(parties)} | more


def coded(document="a:1", **more):
    return gold(**more) | {"document": document}


def text(name, *figures):
    return {"id": name, "text": "نص", "figures": list(figures)}


def shares(texts, system):
    result = evaluate_figures(texts, system)
    return {name: (score.p.value, score.r.value) for name, score in result.fields.items()}


def test_all_right():
    assert shares([text("a:1", gold())], [coded()]) == dict.fromkeys(FIELDS, (1, 1))


def test_each_field_is_scored_by_itself():
    found = shares([text("a:1", gold(), gold(7))], [coded(unit="EUR"), coded(value=7, parties=("UGA",))])
    assert found["value"] == (1, 1)
    assert found["unit"] == found["parties"] == (0.5, 0.5)
    assert found["what"] == (1, 1)
    assert found["all"] == (0, 0)


def test_precision_and_recall_are_told_apart():
    assert shares([text("a:1", gold(), gold(9))], [coded()])["value"] == (1, 0.5)
    assert shares([text("a:1", gold())], [coded(), coded(value=9)])["value"] == (0.5, 1)


def test_a_text_without_figures_makes_false_alarms():
    assert shares([text("a:1"), text("b:1", gold())], [coded(), coded("b:1")])["value"] == (0.5, 1)


def test_the_order_of_parties_does_not_matter():
    texts = [text("a:1", gold(parties=("KEN", "UGA")))]
    assert shares(texts, [coded(parties=("UGA", "KEN"))])["parties"] == (1, 1)


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [(100, 101, True), (100, 102, False), (None, 7, True), (0, 0, True), (2e9, 2.01e9, True), (1, 0, False)],
)
def test_values_agree_within_one_percent(value, other, same):
    assert same_value(value, other) == same


def test_of_equal_values_the_likeliest_are_paired():
    found = paired([gold(what="aid"), gold(what="debt")], [coded(what="debt"), coded(what="aid")])
    assert all(one["what"] == other["what"] for one, other in found.hits)


def test_an_unsure_figure_counts_neither_for_nor_against():
    assert shares([text("a:1", gold(sure=False), gold(9))], [coded(), coded(value=9)])["value"] == (1, 1)
    assert shares([text("a:1", gold(sure=False), gold(9))], [coded(value=9)])["value"] == (1, 1)


def test_the_interval_holds_the_share_and_moves_with_the_articles():
    texts = [text(f"a{n}:1", gold()) for n in range(20)]
    system = [coded(f"a{n}:1", unit="USD" if n % 4 else "EUR") for n in range(20)]
    unit = evaluate_figures(texts, system).fields["unit"].p
    assert unit.low < unit.value == 0.75 < unit.high


def test_nothing_against_nothing():
    assert shares([], []) == dict.fromkeys(FIELDS, (0, 0))
    assert figure_scores(evaluate_figures([], []))["gold"] == 0


def written(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_gold_of_figures_needs_no_events(tmp_path):
    (found,) = read_gold(written(tmp_path, text("a:1", gold())))
    assert found["events"] == []
    assert list(coded_figures([found])) == []


@pytest.mark.parametrize(
    ("figure", "problem"),
    [
        ("many", "a figure is no JSON object"),
        ({"value": 5, "unit": "USD"}, "a figure lacks what, parties"),
        (gold("five"), "`value` of a figure is no number: 'five'"),
        (gold() | {"parties": "KEN"}, "`parties` of a figure must be a list of codes"),
    ],
)
def test_bad_gold_is_named(tmp_path, figure, problem):
    with pytest.raises(MalformedError, match=rf"gold\.jsonl:2: {problem}"):
        read_gold(written(tmp_path, text("a:1"), text("b:1", figure)))

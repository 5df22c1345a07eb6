"""Coded forecasts against gold: what is found, what agrees, how it is told."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from marsad.errors import MalformedError
from marsad.evaluation import read_gold
from marsad.forecast_scoring import agrees, evaluate_forecasts
from marsad.records import AUTHOR, Entity
from marsad.views.forecast_scores import forecast_scores, print_forecast_evaluation

DUE = {"forecaster": "خبراء", "likelihood": "قد", "horizon": "2025", "condition": None}


def coded(document, who="خبراء", words="قد", **more):
    party = who if isinstance(who, Entity) else Entity(text=who)
    plain = {"horizon": "2025", "condition": None, "made_on": None, "about": None}
    told = {"words": words, "low": 0.2, "high": 0.6}
    return plain | {"document": document, "forecaster": party.as_dict(), "likelihood": told} | more


def gold(name, forecast):
    return {"id": name, "text": "نص", "events": [], "forecast": forecast}


def test_found_missed_and_false_alarm():
    texts = [gold("a:1", DUE), gold("b:1", DUE), gold("c:1", None), gold("d:1", None)]
    result = evaluate_forecasts(texts, [coded("a:1"), coded("c:1")])
    assert (result.texts, result.gold, result.system) == (4, 2, 2)
    assert (result.precision.value, result.recall.value) == (0.5, 0.5)
    assert result.fields["forecaster"].value == 1
    assert result.fields["made_on"].value is None


def test_of_several_the_one_that_agrees_best_is_compared():
    result = evaluate_forecasts([gold("a:1", DUE)], [coded("a:1", AUTHOR, "لن"), coded("a:1")])
    assert result.precision.value == 1
    assert result.fields["words"].value == 1


def test_texts_without_the_field_are_left_out():
    assert evaluate_forecasts([{"id": "a:1", "text": "نص"}], []) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025", "2025-12-31", True),
        ("2024-06", "2024-06-30", True),
        ("2025", "2026", False),
        (None, None, True),
        ("2025", None, False),
    ],
)
def test_horizons_agree_to_the_exactness_told(one, other, same):
    assert agrees("horizon", DUE | {"horizon": one}, coded("a", horizon=other)) is same


def test_conditions_agree_by_words():
    due = DUE | {"condition": "إذا انسحبت الشركة"}
    assert agrees("condition", due, coded("a", condition="إذا انسحبت الشركة"))
    assert not agrees("condition", due, coded("a"))


def test_what_it_is_about_agrees_by_type_and_codes():
    due = DUE | {"about": {"type": "AID", "actors": ["USA", "FRA"], "recipients": []}}
    about = {"type": "AID", "mode": None, "actors": ["FRA", "USA"], "recipients": [], "negated": False}
    assert agrees("about", due, coded("a", about=about))
    assert not agrees("about", due, coded("a"))
    assert agrees("about", DUE, coded("a")) is None


def test_scores_are_told_as_table_and_as_values():
    texts = [gold("a:1", DUE), gold("b:1", None), gold("c:1", DUE), gold("d:1", DUE)]
    result = evaluate_forecasts(texts, [coded("a:1", AUTHOR), coded("b:1"), coded("d:1")])
    out = io.StringIO()
    print_forecast_evaluation("gold", texts, result, Console(file=out, width=200), errors=True)
    told = out.getvalue()
    assert "3 gold forecasts" in told
    assert all(word in told for word in ("missed", "false alarm", "differs", "precision"))
    values = forecast_scores(result)
    assert values["recall"][0] == pytest.approx(2 / 3)
    assert values["about"] == [None, None, None]


@pytest.mark.parametrize(
    ("forecast", "message"),
    [
        ("soon", "`forecast` must be null or an object"),
        ({"forecaster": "خبراء"}, "must have likelihood in words"),
        ({"likelihood": 3}, "must have forecaster and likelihood in words"),
    ],
)
def test_bad_gold_is_named(tmp_path, forecast, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "نص", "forecast": forecast}), encoding="utf-8")
    with pytest.raises(MalformedError, match=message):
        read_gold(path)

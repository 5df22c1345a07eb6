"""The coder against the project's own gold: figures may rise, and may not fall unseen.

The floors stand a little below what was measured (docs/reference/coder.md); a change that costs more
than that has to say so by lowering them.
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from marsad.evaluation import (
    coded_figures,
    coded_gold,
    codings_of,
    evaluate_claims,
    evaluate_figures,
    evaluate_forecasts,
    read_gold,
)
from marsad.plover import check_mode, event_types
from marsad.records import VerbClass
from marsad.scoring import evaluate

GOLD = Path(__file__).parent / "gold"
OWN = GOLD / "own.jsonl"
FLOORS = {"type": (0.86, 0.64), "triple": (0.65, 0.48), "dyad": (0.71, 0.52)}
TITLE_FLOORS = {"type": (0.93, 0.90), "triple": (0.91, 0.88), "dyad": (0.93, 0.90)}
PASSAGE_FLOORS = {"type": (0.81, 0.70), "triple": (0.60, 0.52), "dyad": (0.65, 0.56)}
NEWSROOM_FLOORS = {"type": (0.76, 0.55), "triple": (0.49, 0.36), "dyad": (0.56, 0.42)}
BODY_FLOORS = {"type": (0.83, 0.79), "triple": (0.61, 0.57), "dyad": (0.67, 0.61)}
CLAIM_FLOORS = {
    "attributions": {"precision": 0.97, "recall": 0.89, "verb": 0.96},
    "claims": {"precision": 0.96, "recall": 0.91, "verb": 0.94},
    "own": {"precision": 0.75, "recall": 0.88, "verb": 0.83},
    "passages": {"precision": 0.80, "recall": 0.77, "verb": 0.82},
}
FIGURE_FLOORS = {"value": 0.97, "unit": 0.97, "what": 0.93, "parties": 0.93}
FORECAST_FLOORS = {"precision": 0.95, "recall": 0.85}
FORECAST_FIELD_FLOORS = {"forecaster": 0.93, "words": 0.97, "horizon": 0.89, "condition": 0.93}
STATUS_FLOORS = {
    ("negated", "negated"): 0.6,
    ("denials", "negated"): 0.72,
    ("historical", "historical"): 0.56,
    ("past", "historical"): 0.44,
    ("unhappened", "negated"): 0.84,
    ("bygone", "historical"): 0.70,
    ("undone", "negated"): 0.74,
    ("former", "historical"): 0.68,
}
DAYS_RIGHT = 0.85
"""Of the acts on `days.jsonl` that are found with their sides, the share of right days."""
HOLDING = {
    "negated": (90, 60),
    "historical": (90, 60),
    "denials": (60, 39),
    "past": (60, 42),
    "unhappened": (89, 70),
    "bygone": (90, 64),
    "undone": (75, 66),
    "former": (75, 70),
}


@pytest.fixture(scope="module")
def texts():
    return read_gold(OWN)


@pytest.fixture(scope="module")
def levels(texts):
    return evaluate(texts, list(coded_gold(texts))).levels


@pytest.fixture(scope="module")
def passages():
    return read_gold(GOLD / "passages.jsonl")


@pytest.fixture(scope="module")
def passage_levels(passages):
    return evaluate(passages, list(coded_gold(passages))).levels


@pytest.mark.parametrize("level", FLOORS)
def test_precision_and_recall_do_not_fall(levels, level):
    precision, recall, _ = levels[level].score[:3]
    least_precision, least_recall = FLOORS[level]
    assert precision >= least_precision
    assert recall >= least_recall


@pytest.mark.parametrize("name", CLAIM_FLOORS)
def test_claims_do_not_fall(name):
    texts, floors = read_gold(GOLD / f"{name}.jsonl"), CLAIM_FLOORS[name]
    claims = [claim.as_dict() for coding in codings_of(texts) for claim in coding.claims]
    found = evaluate_claims(texts, claims)
    fallen = [field for field, least in floors.items() if getattr(found, field).value < least]
    assert not fallen, found[2:7]


def test_gold_of_claims_is_whole_and_holds_texts_without():
    texts = read_gold(GOLD / "claims.jsonl")
    assert len(texts) == len({text["id"] for text in texts}) == 140
    assert sum(len(text["claims"]) for text in texts) == 157
    assert sum(not text["claims"] for text in texts) == 6
    assert {claim["verb"] for text in texts for claim in text["claims"]} == set(get_args(VerbClass))


def test_gold_of_attributions_is_whole():
    texts = read_gold(GOLD / "attributions.jsonl")
    assert len(texts) == len({text["id"] for text in texts}) == 283
    assert sum(len(text["claims"]) for text in texts) == 281


@pytest.mark.parametrize("level", PASSAGE_FLOORS)
def test_passages_do_not_fall(passage_levels, level):
    precision, recall, _ = passage_levels[level].score[:3]
    least_precision, least_recall = PASSAGE_FLOORS[level]
    assert precision >= least_precision
    assert recall >= least_recall


@pytest.fixture(scope="module")
def newsrooms():
    return read_gold(GOLD / "newsrooms.jsonl")


@pytest.fixture(scope="module")
def newsroom_levels(newsrooms):
    return evaluate(newsrooms, list(coded_gold(newsrooms))).levels


@pytest.mark.parametrize("level", NEWSROOM_FLOORS)
def test_newsrooms_do_not_fall(newsroom_levels, level):
    precision, recall, _ = newsroom_levels[level].score[:3]
    least_precision, least_recall = NEWSROOM_FLOORS[level]
    assert precision >= least_precision
    assert recall >= least_recall


@pytest.fixture(scope="module")
def bodies():
    return read_gold(GOLD / "bodies.jsonl")


@pytest.mark.parametrize("level", BODY_FLOORS)
def test_bodies_do_not_fall(bodies, level):
    precision, recall, _ = evaluate(bodies, list(coded_gold(bodies))).levels[level].score[:3]
    least_precision, least_recall = BODY_FLOORS[level]
    assert precision >= least_precision
    assert recall >= least_recall


def test_bodies_are_whole(bodies):
    assert len(bodies) == len({text["id"] for text in bodies}) == 103
    assert len({text["id"].split(":")[1] for text in bodies}) == 25


def test_newsrooms_are_whole(newsrooms):
    assert len(newsrooms) == len({text["id"] for text in newsrooms}) == 320
    assert len({text["id"].split(":")[1] for text in newsrooms}) == 80
    for text in newsrooms:
        for event in text["events"]:
            assert event["trigger"] in text["text"]
            check_mode(event["type"], event["mode"])


@pytest.mark.parametrize("level", TITLE_FLOORS)
def test_titles_do_not_fall(level):
    titles = read_gold(GOLD / "titles.jsonl")
    score = evaluate(titles, list(coded_gold(titles))).levels[level].score
    assert (score.p, score.r) >= (TITLE_FLOORS[level][0], 0)
    assert score.r >= TITLE_FLOORS[level][1]


def test_passages_are_whole(passages):
    assert len(passages) == len({text["id"] for text in passages}) == 450
    for text in passages:
        assert all(event["trigger"] in text["text"] for event in text["events"])


def test_every_type_is_annotated(texts):
    assert {event["type"] for text in texts for event in text["events"]} == set(event_types())


def test_triggers_stand_in_their_sentences(texts):
    missing = [
        (text["id"], event["trigger"])
        for text in texts
        for event in text["events"]
        if event["trigger"] not in text["text"]
    ]
    assert missing == []


def test_ids_are_unique(texts):
    assert len({text["id"] for text in texts}) == len(texts)


@pytest.mark.parametrize(("name", "status"), STATUS_FLOORS)
def test_acts_that_did_not_happen_or_are_past_are_told_apart(name, status):
    texts = read_gold(GOLD / f"{name}.jsonl")
    found = evaluate(texts, list(coded_gold(texts))).classes[status]
    assert found.f1 >= STATUS_FLOORS[name, status]


@pytest.mark.parametrize(("name", "status"), STATUS_FLOORS)
def test_gold_on_a_status_holds_it_and_traps(name, status):
    texts = read_gold(GOLD / f"{name}.jsonl")
    holding = [text for text in texts if any(event["status"] == status for event in text["events"])]
    assert (len(texts), len(holding)) == HOLDING[name]
    for text in texts:
        assert all(event["trigger"] in text["text"] for event in text["events"])


def test_days_do_not_fall():
    texts = read_gold(GOLD / "days.jsonl")
    found = evaluate(texts, list(coded_gold(texts))).date
    assert len(texts) == 61
    assert found is not None
    assert found >= DAYS_RIGHT


@pytest.fixture(scope="module")
def figure_texts():
    return read_gold(GOLD / "figures.jsonl")


def test_figures_do_not_fall(figure_texts):
    found = evaluate_figures(figure_texts, coded_figures(figure_texts)).fields
    told = {name: (found[name].p.value, found[name].r.value) for name in FIGURE_FLOORS}
    assert all(min(told[name]) >= least for name, least in FIGURE_FLOORS.items()), told


def test_gold_of_figures_holds_them_and_traps(figure_texts):
    holding = [text for text in figure_texts if text["figures"]]
    assert (len(figure_texts), len(holding)) == (148, 123)
    for text in figure_texts:
        assert all(figure["text"] in text["text"] for figure in text["figures"])


@pytest.fixture(scope="module")
def forecast_texts():
    return read_gold(GOLD / "forecasts.jsonl")


def test_forecasts_do_not_fall(forecast_texts):
    coded = [one.as_dict() for coding in codings_of(forecast_texts) for one in coding.forecasts]
    found = evaluate_forecasts(forecast_texts, coded)
    told = {name: getattr(found, name).value for name in FORECAST_FLOORS}
    fields = {name: found.fields[name].value for name in FORECAST_FIELD_FLOORS}
    assert all(told[name] >= least for name, least in FORECAST_FLOORS.items()), told
    assert all(fields[name] >= least for name, least in FORECAST_FIELD_FLOORS.items()), fields


def test_gold_of_forecasts_holds_them_and_traps(forecast_texts):
    holding = [text for text in forecast_texts if text["forecast"]]
    assert (len(forecast_texts), len(holding)) == (150, 102)
    for text in holding:
        assert text["forecast"]["likelihood"] in text["text"]

"""Confidence: a fitted table, checked; what makes an event surer and what less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coding import confidence
from marsad.coding.confidence import ALWAYS, COLUMNS, FEATURES, confidence_of, weights
from marsad.errors import DataFileError
from marsad.observatory import code
from marsad.tables import parsed_rows

SETS = st.frozensets(st.sampled_from(FEATURES)).map(lambda found: found | {ALWAYS})


def test_every_feature_has_its_weight_and_the_table_is_sorted():
    assert set(weights()) == set(FEATURES)
    assert list(weights()) == sorted(weights())


@given(SETS)
def test_a_confidence_is_a_chance_short_of_certainty(features):
    assert 0.05 <= confidence_of(features) <= 0.95


@given(SETS, st.sampled_from(FEATURES))
def test_a_feature_moves_it_as_its_weight_says(features, feature):
    without, with_it = confidence_of(features - {feature} | {ALWAYS}), confidence_of(features | {feature})
    if feature != ALWAYS:
        assert (with_it - without) * weights()[feature] >= 0


def test_an_event_with_both_sides_is_surer_than_one_without():
    both = code("أدانت فرنسا الهجوم الروسي على كييف.", published="2024-05-10").events
    one = code("استدعت فرنسا سفيرها.", published="2024-05-10").events
    assert min(event.confidence for event in both) > max(event.confidence for event in one)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("feature\tweight\nmood\t1.0\n", "unknown or given twice"),
        ("feature\tweight\nweak\t1.0\nweak\t1.5\n", "unknown or given twice"),
        ("feature\tweight\nweak\tmuch\n", "no number"),
        ("feature\nweak\n", "header is"),
    ],
)
def test_a_bad_table_is_named(monkeypatch, text, problem):
    monkeypatch.setattr(confidence, "rows", lambda *_: parsed_rows(text, "confidence.tsv", COLUMNS))
    with pytest.raises(DataFileError, match=problem):
        weights.__wrapped__()

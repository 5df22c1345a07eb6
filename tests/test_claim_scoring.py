"""Coded claims against gold: who counts as the same speaker, and what is counted."""

from __future__ import annotations

import pytest

from marsad.claim_scoring import evaluate_claims, matched_claims, same_words, speaks
from marsad.records import AUTHOR, Entity


def coded(speaker, verb="says", document="a:1", **more):
    party = speaker if isinstance(speaker, Entity) else Entity(text=speaker, **more)
    return {"document": document, "speaker": party.as_dict(), "verb": verb}


def gold(speaker, verb="says"):
    return {"speaker": speaker, "verb": verb}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("وزارة الدفاع", "وزارة الدفاع الكينية", True),
        ("قبيسي", "الباحث رامز قبيسي", True),
        ("المصدر", "مصدر", True),  # the article
        ("مسؤول كيني", "لمسؤول كيني", True),  # a preposition
        ("إيران", "ايران", True),  # spelling
        ("باريس", "روما وباريس", True),  # one of two who speak together
        ("الرئيس الكيني", "المتحدث باسم الرئيس الكيني السابق", False),
        ("وزارة الدفاع", "وزارة العدل", False),
        ("", "وزارة العدل", False),
    ],
)
def test_same_words(one, other, same):
    assert same_words(one, other) is same
    assert same_words(other, one) is same


def test_unk_is_anyone_left_unsaid():
    assert speaks("UNK", coded(None))
    assert speaks("UNK", coded(None, name_ar="رامز قبيسي"))
    assert not speaks("UNK", coded("رامز قبيسي"))
    assert not speaks("UNK", coded(AUTHOR))


def test_the_author_is_only_the_author():
    assert speaks("author", coded(AUTHOR))
    assert not speaks("author", coded(None))
    assert not speaks("الكاتب", coded(AUTHOR))


def test_one_left_unsaid_goes_by_the_name_carried_over():
    assert speaks("قبيسي", coded(None, name_ar="رامز قبيسي"))


def test_pairs_of_the_same_class_come_first():
    matching = matched_claims(
        [gold("الوزير", "denies"), gold("الوزير", "says")], [coded("الوزير", "says"), coded("الوزير", "asks")]
    )
    assert [(g["verb"], s["verb"]) for g, s in matching.pairs] == [("says", "says"), ("denies", "asks")]
    assert matching.missed == matching.extra == []


def test_speakers_are_counted_once_a_text_and_claims_each():
    texts = [
        {"id": "a:1", "claims": [gold("الوزير", "denies"), gold("الوزير", "says"), gold("السفير", "asks")]},
        {"id": "a:2", "claims": []},
    ]
    system = [
        coded("الوزير", "says"),
        coded("الوزير", "says"),
        coded("الطبيب", "says"),
        coded("الطبيب", "says", document="a:2"),
    ]
    found = evaluate_claims(texts, system)
    assert (found.gold, found.system) == (3, 4)
    assert found.precision.value == pytest.approx(1 / 3)
    assert found.recall.value == pytest.approx(1 / 2)
    assert found.verb.value == pytest.approx(1 / 2)
    assert found.claims[:2] == (pytest.approx(1 / 4), pytest.approx(1 / 3))
    assert found.verbs == {("denies", "says"): 1, ("says", "says"): 1}
    assert len(found.matchings["a:1"].missed) == 1


def test_a_joint_speaker_may_match_several():
    found = evaluate_claims(
        [{"id": "x", "claims": [gold("باريس وروما")]}],
        [coded("باريس", document="x"), coded("روما", document="x")],
    )
    assert found.precision.value == found.recall.value == 1


def test_intervals_hold_the_value_and_are_the_same_twice():
    texts = [{"id": f"a{n}:1", "claims": [gold("الوزير")]} for n in range(20)]
    system = [coded("الوزير" if n % 3 else "السفير", document=f"a{n}:1") for n in range(20)]
    found = evaluate_claims(texts, system)
    assert found.recall.low <= found.recall.value <= found.recall.high
    assert found == evaluate_claims(texts, system)


def test_gold_without_claims_is_not_scored():
    assert evaluate_claims([{"id": "x", "events": []}], [coded("الوزير", document="x")]) is None
    found = evaluate_claims(
        [{"id": "x"}, {"id": "y", "claims": []}],
        [coded("الوزير", document="x"), coded("الوزير", document="y")],
    )
    assert found.system == 1
    assert found.recall.value is None

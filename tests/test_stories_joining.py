"""Stories: which events are one happening, what a story holds, order and batches, tables."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from marsad import plover
from marsad.actors.members import members_of
from marsad.coding import code_document
from marsad.errors import DataFileError, UnknownCodeError
from marsad.languages.arabic.consonants import consonants
from marsad.stories import likeness, naming, wording
from marsad.stories.acts import acts_of, same_speaker
from marsad.stories.clusters import clustered
from marsad.stories.wording import Wording, forms_of, keys_of
from marsad.tables import Row, rows
from told_samples import article, articles_of, event, matters, told

DAY = "2024-05-02"
STRIKE = "قصفت الطائرات مستودع الوقود في ميناء الحديدة فجر الخميس"


def stories(*events, published=DAY):
    documents = [article(name, "نص", published) for name in sorted({one.document for one in events})]
    return told(documents, events).stories


def grouped(*events, **days):
    return sorted(sorted(one.events) for one in stories(*events, **days))


# What is joined


def test_the_same_act_of_the_same_day_is_one_story():
    left = event("a", 1, "ASSAULT", ["ISR"], ["YEM"], STRIKE, date="2024-05-02")
    right = event("b", 1, "ASSAULT", ["ISR"], ["YEM"], STRIKE + " وفق شهود", date="2024-05-02")
    (story,) = stories(left, right)
    assert story.events == (left.id, right.id)
    assert (story.date, story.type, story.parties) == ("2024-05-02", "ASSAULT", ("ISR", "YEM"))
    assert story.origins.number == 1 or story.documents == ("a", "b")


def test_the_same_act_a_month_later_is_another():
    left = event("a", 1, "CONSULT", ["TUR"], ["IRQ"], "زار الوزير بغداد والتقى نظيره", date="2024-03-02")
    right = event("b", 1, "CONSULT", ["TUR"], ["IRQ"], "زار الوزير بغداد والتقى نظيره", date="2024-05-02")
    assert len(stories(left, right)) == 2


def test_another_speaker_says_another_thing():
    words = "هنأ الرئيس المنتخب بفوزه في الانتخابات الرئاسية"
    left = event("a", 1, "SUPPORT", ["CUB"], ["VEN"], words, date=DAY)
    right = event("b", 1, "SUPPORT", ["RUS"], ["VEN"], words, date=DAY)
    assert len(stories(left, right)) == 2


def test_a_deed_laid_at_two_doors_is_one_story():
    left = event("a", 1, "ASSAULT", ["ISR"], ["YEM"], STRIKE, date=DAY, place=("الحديدة", "YEM"))
    right = event("b", 1, "ASSAULT", ["SAU"], ["YEM"], STRIKE, date=DAY, place=("الحديدة", "YEM"))
    assert len(stories(left, right)) == 1


def test_a_denial_belongs_to_what_it_denies():
    done = event(
        "a", 1, "COOPERATE", ["USA"], ["KAZ"], "افتتح السفير مركزا لحفظ السلام", voice=("صحف", "UNK")
    )
    denied = event("a", 2, "COOPERATE", ["USA"], ["KAZ"], "نفت الوزارة افتتاح مركز لحفظ السلام",
                   voice=("الوزارة", "KAZ"), status="negated")  # fmt: skip
    (story,) = stories(done, denied)
    assert [account.role for account in story.accounts] == ["claim", "denial"]
    assert story.status == "actual"


def test_what_comes_after_a_denial_is_not_what_it_denied():
    denied = event("a", 1, "SUPPORT", ["JOR", "CYP"], (), "نفت الحكومة توقيع اتفاق الغاز", status="negated")
    signed = event("b", 1, "SUPPORT", ["JOR", "CYP"], (), "وقعت الحكومة اتفاق الغاز", date="2024-05-09")
    assert len(stories(denied, signed)) == 2


def test_a_member_and_its_bloc_are_compatible():
    words = "أرسلت قوات إلى المطار الجنوبي لحفظ السلام"
    left = event("a", 1, "AID", ["RUS"], ["KAZ"], words, date="2022-01-06")
    right = event("b", 1, "AID", ["IGO:CSTO"], ["KAZ"], words, date="2022-01-06")
    assert len(stories(left, right, published="2022-01-07")) == 1


def test_accounts_of_one_month_long_ago_are_one_whatever_the_type_and_doer():
    rising = event(
        "a", 1, "PROTEST", ["KAZ"], ["KAZ"], "ثورة شعبية واسعة", date="2022-01", status="historical"
    )
    attack = event(
        "b", 1, "ASSAULT", ["UNK"], ["KAZ"], "هجوم جماعات مسلحة", date="2022-01", status="historical"
    )
    assert len(stories(rising, attack)) == 1
    recent = [replace(one, date="2024-04") for one in (rising, attack)]
    assert len(stories(*recent)) == 2


def test_two_acts_of_one_sentence_are_two_stories():
    left = event("a", 1, "SANCTION", ["USA"], ["IRN"], "فرضت عقوبات واتهمت طهران", date=DAY)
    right = event("a", 1, "ACCUSE", ["USA"], ["IRN"], "فرضت عقوبات واتهمت طهران", date=DAY)
    assert len(stories(left, right)) == 2


def test_what_is_expected_is_no_story():
    assert not stories(event("a", 1, "CONSULT", ["USA"], ["CHN"], status="hypothetical"))


def test_a_request_for_help_and_its_answer_are_one():
    asked = event("a", 1, "REQUEST", ["KAZ"], ["IGO:CSTO"], "طلب المساعدة", date="2022-01", mode="assist")
    agreed = event("a", 2, "AGREE", ["IGO:CSTO"], ["KAZ"], "وافقت المنظمة على نشر قوات")
    assert len(stories(asked, agreed)) == 1


def test_speakers_are_one_where_one_is_called_by_words_of_the_other():
    assert same_speaker("KAZ:GOV:وزار دفاع", "KAZ:GOV:وزار")
    assert not same_speaker("KAZ:GOV:وزار دفاع", "RUS:GOV:وزار دفاع")
    assert not same_speaker("", "KAZ:GOV:وزار")


# Order, batches, ids


@pytest.fixture(scope="module")
def corpus():
    documents = [one for matter in matters() for one in articles_of(matter)]
    return documents, [event for one in documents for event in code_document(one).events]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_neither_order_nor_batches_change_stories_or_rivals(corpus, seed):
    documents, events = list(corpus[0]), list(corpus[1])
    whole = told(documents, events)
    order = random.Random(seed)  # noqa: S311
    order.shuffle(documents)
    order.shuffle(events)
    doubled = events + events[: seed % len(events)]  # what comes twice is there once
    assert told(documents, doubled) == whole


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), max_size=30), st.randoms()
)
def test_clusters_do_not_hang_on_the_order_of_pairs(triples, rng):
    weights = {(min(a, b), max(a, b)): float(w) for a, b, w in triples if a != b}
    pairs = [(weight, *pair) for pair, weight in weights.items()]
    first = clustered(10, pairs, lambda a, b: weights.get((a, b), 0.0), 1.0)
    rng.shuffle(pairs)
    assert clustered(10, pairs, lambda a, b: weights.get((a, b), 0.0), 1.0) == first
    assert sorted(one for group in first for one in group) == list(range(10))


def test_what_is_ruled_out_is_never_in_one_group():
    ruled = {(0, 1): 9.0, (1, 2): 8.0}
    assert clustered(3, [(9.0, 0, 1), (8.0, 1, 2)], lambda a, b: ruled.get((a, b))) == [(0, 1), (2,)]


def test_a_story_keeps_its_id_when_reports_are_added():
    first = event("a", 1, "ASSAULT", ["ISR"], ["YEM"], STRIKE, date=DAY)
    more = event("b", 1, "ASSAULT", ["ISR"], ["YEM"], STRIKE, date=DAY)
    (alone,), (both,) = stories(first), stories(first, more)
    assert alone.id == both.id
    assert len(both.events) == 2


# Words and tables


@pytest.mark.parametrize(("left", "right"), [("افتتح", "افتتاح"), ("هاجم", "هجوم"), ("احتجز", "احتجاز")])
def test_a_verb_and_its_masdar_have_the_same_consonants(left, right):
    assert consonants(left) == consonants(right)


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآ", min_size=1, max_size=9))
def test_consonants_are_never_empty_and_stay_the_same(word):
    assert consonants(word)
    assert len(consonants(word)) <= len(word)


def test_rare_words_are_worth_more_and_common_ones_of_news_little():
    words = Wording([keys_of("قال الرئيس إن الحديدة قصفت")])
    assert words.worth(*keys_of("الحديدة")) > words.worth(*keys_of("الرئيس"))
    assert words.likeness(keys_of("الحديدة"), keys_of("نيودلهي")) == 0
    assert words.likeness(keys_of(STRIKE), keys_of(STRIKE)) == pytest.approx(1)


def test_words_in_common_are_shown_as_they_stand():
    assert forms_of("«افتتحت» الهند، قاعدة", list(keys_of("افتتاح القاعدة"))) == ["افتتحت", "قاعدة"]


def test_every_common_word_has_the_key_of_its_example():
    found = list(rows("marsad.stories", "data/common_words.ar.tsv", ("key", "per_mille", "example")))
    assert [row["key"] for row in found] == sorted({row["key"] for row in found})
    assert all(consonants(row["example"]) == row["key"] for row in found)
    assert all(5 <= int(row["per_mille"]) < 1000 for row in found)


def test_every_kindred_pair_is_of_two_types_in_order():
    found = [(row["type"], row["other"]) for row in
             rows("marsad.stories", "data/kindred_types.tsv", ("type", "other", "why"))]  # fmt: skip
    assert found == sorted(set(found))
    assert all(left < right for left, right in found)
    assert {one for pair in found for one in pair} <= set(plover.event_types())


def test_every_type_can_be_named_in_both_languages():
    for name in plover.event_types():
        assert f"act.{name}" in naming.phrases()
    for key, (ar, en) in naming.phrases().items():
        assert ("{r}" in ar) == ("{r}" in en), key
    (act,) = acts_of([event("a", 1, "ASSAULT", ["ISR"], ["YEM"])], {"a": None})
    assert naming.act_words(act).en == "an attack by Israel on Yemen"
    (act,) = acts_of([event("a", 1, "CONSULT", ["USA", "IND"])], {"a": None})
    assert naming.act_words(act).en == "a meeting or call between India, United States"


def test_members_are_those_of_the_day():
    assert "RUS" in members_of("CSTO", dt.date(2022, 1, 6))
    assert "SWE" not in members_of("NATO", dt.date(2022, 1, 6))
    assert "SWE" in members_of("NATO", dt.date(2024, 6, 1))
    assert not members_of("no such body", None)


@pytest.mark.parametrize(
    ("module", "cells", "loader"),
    [
        (likeness, {"type": "ASSAULT", "other": "FIGHT", "why": "x"}, "_kindred"),
        (wording, {"key": "x", "per_mille": "much", "example": "x"}, "_shares"),
        (naming, {"key": "x", "ar": "", "en": "x"}, "phrases"),
    ],
)
def test_bad_rows_are_refused(monkeypatch, module, cells, loader):
    monkeypatch.setattr(module.tables, "rows", lambda *_: [Row("table.tsv", 3, cells)])
    load = getattr(module, loader)
    load.cache_clear()
    try:
        with pytest.raises((DataFileError, UnknownCodeError), match=r"table.tsv|FIGHT"):
            load()
    finally:
        monkeypatch.undo()
        load.cache_clear()


def test_words_that_no_table_has_are_refused():
    with pytest.raises(UnknownCodeError, match=r"no words for 'why\.magic'"):
        naming.phrase("why.magic")

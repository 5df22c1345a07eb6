"""What bounds likeness: no pair that is alike enough may be left out."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.stories.acts import acts_of
from marsad.stories.joining import told_alike
from marsad.stories.likeness import JOINED
from marsad.stories.outlines import Outlines
from marsad.stories.tellings import tellings_of
from marsad.stories.wording import Wording
from told_samples import event

SENTENCES = (
    "قصفت الطائرات مستودع الوقود في ميناء الحديدة فجر الخميس",
    "قصف مستودع للوقود في الحديدة",
    "التقى الوزير نظيره وبحثا مستودع الوقود",
    "وقع اندلاع احتجاجات واسعة في المدينة",
    "و",
)
DATES = st.sampled_from([None, "2024-05-02", "2024-05-03", "2024-05-06", "2024-05", "2023-01", "2024"])
PLACES = st.sampled_from([None, ("الحديدة", "YEM"), ("عدن", "YEM")])
SIDES = st.sampled_from([["RUS"], ["KAZ"], ["KAZ", "RUS"], ["UNK"], []])


@st.composite
def told_events(draw):
    date = draw(DATES)
    return event(
        draw(st.sampled_from("abcd")),
        draw(st.integers(0, 3)),
        draw(st.sampled_from(["ASSAULT", "COERCE", "CONSULT", "REJECT", "THREATEN"])),
        draw(SIDES),
        draw(SIDES),
        draw(st.sampled_from(SENTENCES)),
        date=date,
        place=draw(PLACES),
        status=draw(st.sampled_from(["actual", "negated", "historical"])),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(told_events(), min_size=2, max_size=12))
def test_no_pair_that_is_alike_enough_is_left_out(events):
    days = {"a": dt.date(2024, 5, 3), "b": dt.date(2024, 5, 4), "c": dt.date(2023, 11, 1), "d": None}
    acts = acts_of(events, days)
    wording = Wording(act.keys for act in acts)
    tellings = tellings_of(acts, wording)
    outlines = Outlines([telling.head for telling in tellings], wording)
    for one, other in combinations(range(len(tellings)), 2):
        found = told_alike(tellings[one], tellings[other], wording)
        reached = outlines.reaching(JOINED, one, [other])
        assert reached == [other] or found is None or found < JOINED
        assert bool(reached) == bool(outlines.reaching(JOINED, other, [one]))


def test_what_has_nothing_in_common_is_left_out():
    events = [
        event(name, 1, kind, [party], [], words, date="2024-05-02")
        for name, kind, party, words in (
            ("a", "ASSAULT", "ISR", SENTENCES[0]),
            ("b", "CONSULT", "KAZ", SENTENCES[3]),
            ("c", "ASSAULT", "ISR", SENTENCES[1]),
        )
    ]
    acts = acts_of(events, dict.fromkeys("abc", dt.date(2024, 5, 2)))
    wording = Wording(act.keys for act in acts)
    outlines = Outlines(acts, wording)
    assert outlines.reaching(JOINED, 0, [1, 2]) == [2]


def test_an_act_that_meets_nobody_reaches_nobody():
    acts = acts_of([event("a", 1, "ASSAULT", ["ISR"], [], SENTENCES[0], date="2024-05-02")], {"a": None})
    assert Outlines(acts, Wording(act.keys for act in acts)).reaching(JOINED, 0, []) == []
    Outlines([], Wording([]))  # of no acts nothing is asked, and nothing fails

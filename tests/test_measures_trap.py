"""The trap: branches, what is said of them, what followed; by hand, and what is refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad import plover
from marsad.coding.leanings import Leaning
from marsad.errors import DataFileError, UnknownCodeError, UsageError
from marsad.measures import branches as branch_module
from marsad.measures.branches import Move, between, courting, manner_of, moves_in, sense_of
from marsad.measures.reactions import reactions
from marsad.multiplicity import adjusted
from marsad.tables import parsed_rows, rows
from test_measures_links import bunched
from trap_samples import DEMAND, EAST, THREAT, WEST, articles, day_of, filled, press

TWO = between("KAZ", ["RUS", "XWE"])
THREE = between("KAZ", ["RUS", "XWE", "CHN"])
DAY = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Branches between two poles of the made articles, and the texts by document."""
    with marsad.open(filled(tmp_path_factory.mktemp("trap"))) as observatory:
        return observatory.trap_records("KAZ", ["RUS", "XWE"]), {
            one.id: one.text for one in observatory.documents()
        }


def leaning(side, *, towards=True, doers=("KAZ",), **more):
    return Leaning(frozenset(doers), frozenset({side}), towards, **more)


# Branches


@pytest.mark.parametrize("row", list(rows("marsad.measures", "data/courting.tsv", branch_module.COLUMNS)))
def test_what_courts_though_it_is_conflict_is_told_row_by_row(row):
    assert not plover.quad(row["type"]).cooperative
    assert sense_of(row["type"], row["mode"]) == "towards"


@pytest.mark.parametrize("line", ["ZZZ\tassist\tx", "REQUEST\tnowhere\tx"])
def test_a_bad_row_of_it_is_refused(monkeypatch, line):
    text = "\t".join(branch_module.COLUMNS) + "\n" + line + "\n"
    monkeypatch.setattr(
        branch_module, "rows", lambda *_: parsed_rows(text, "courting.tsv", branch_module.COLUMNS)
    )
    courting.cache_clear()
    try:
        with pytest.raises(DataFileError, match="no mode"):
            courting()
    finally:
        courting.cache_clear()


@pytest.mark.parametrize("kind", plover.event_types())
def test_sense_and_manner_follow_the_quad(kind):
    quad = plover.quad(kind)
    assert (sense_of(kind, None) == "towards") == (quad in (1, 2))
    assert (manner_of(kind) == "deeds") == (quad in (2, 4))


@pytest.mark.parametrize(
    ("move", "known", "branch"),
    [
        (Move("towards", "RUS"), TWO, Move("towards", "RUS")),
        (Move("against", "RUS"), TWO, Move("towards", "XWE")),
        (Move("against", "XWE"), TWO, Move("towards", "RUS")),
        (Move("against", "RUS"), THREE, Move("against", "RUS")),
        (Move("towards", "CHN"), THREE, Move("towards", "CHN")),
    ],
)
def test_an_act_against_one_of_two_is_the_branch_of_the_other(move, known, branch):
    assert known.branch_of(move) == branch
    assert branch in known.branches()


@pytest.mark.parametrize(
    ("act", "unsaid", "moves"),
    [
        (leaning("RUS"), False, ["towards RUS"]),
        (leaning("RUS", towards=False), False, ["against RUS"]),
        (leaning("RUS", negated=True), False, ["against RUS"]),
        (leaning("USA"), False, ["towards XWE"]),
        (leaning("XER"), False, ["towards XWE"]),
        (leaning("XWE", towards=None, type="SANCTION"), False, ["against XWE"]),
        (leaning("RUS", towards=None, type="REQUEST", mode="assist"), False, ["towards RUS"]),
        (leaning("RUS", towards=None, type="REQUEST", mode="change"), False, ["against RUS"]),
        (leaning("RUS", doers=()), True, ["towards RUS"]),
        (leaning("RUS", doers=()), False, []),
        (leaning("KAZ", doers=("RUS",)), True, []),
        (leaning("TUR"), True, []),
    ],
)
def test_moves_of_the_state_alone_are_taken(act, unsaid, moves):
    assert [one.name for one in moves_in([act], TWO, DAY, unsaid)] == moves


@pytest.mark.parametrize(
    ("state", "poles", "error", "match"),
    [
        ("KAZ", ["RUS"], UsageError, "no choice"),
        ("KAZ", [], UsageError, "no pole"),
        ("KAZ", ["RUS", "RUS"], UsageError, "twice"),
        ("KAZ", ["RUS", "ZZZ"], UnknownCodeError, "ZZZ"),
        ("RUS", ["RUS", "XWE"], UsageError, "part of the pole 'RUS'"),
        ("KAZ", ["East=RUS+KAZ", "XWE"], UsageError, "part of the pole 'East'"),
    ],
)
def test_poles_that_leave_no_choice_are_refused(state, poles, error, match):
    with pytest.raises(error, match=match):
        between(state, poles)


# What followed


def found(deeds, events, known=TWO, **asked):
    return {
        (one.sense, one.pole, one.manner, one.side, one.answer): one
        for one in reactions(deeds, known, events, **asked)
    }


def test_what_followed_is_counted_with_its_base_rate_by_hand():
    deeds, events = press(
        (0, "KAZ", "USA", "SUPPORT"),
        (5, "RUS", "KAZ", "SANCTION"),
        (50, "KAZ", "EUR", "AGREE"),
        (70, "RUS", "KAZ", "ACCUSE"),
        (99, "KAZ", "XWE", "CONSULT", {"mutual": True}),
    )
    one = found(deeds, events, within=10)["towards", "XWE", "words", "RUS", "conflict"]
    assert (one.n_first, one.n_then, one.followed, one.tested) == (3, 2, 1, False)
    # Of the 100 days, those with an answer 1 to 10 days later: 0 to 4 (day 5) and 60 to 69 (day 70).
    assert one.expected == pytest.approx(3 * 15 / 100)
    assert (one.p, one.lift, one.why) == (None, None, "not enough data for this test")
    (sequel,) = one.sequels
    assert (sequel.first_day, sequel.then_day) == (day_of(0), day_of(5))
    assert (sequel.first_type, sequel.then_type) == ("SUPPORT", "SANCTION")
    assert (sequel.first.event, sequel.then.event) == ("event s0", "event s1")
    assert one.origins.number == 2


def test_only_the_pole_acted_against_or_another_than_the_one_courted_answers():
    deeds, events = press(
        (0, "KAZ", "RUS", "AGREE"), (1, "RUS", "KAZ", "AID"), (2, "KAZ", "XWE", "REJECT"),
        (3, "USA", "KAZ", "ACCUSE"), (4, "CHN", "KAZ", "SUPPORT"),
    )  # fmt: skip
    keys = set(found(deeds, events, THREE))
    assert ("towards", "RUS", "words", "RUS", "cooperation") not in keys
    assert ("towards", "RUS", "words", "XWE", "conflict") in keys
    assert ("towards", "RUS", "words", "CHN", "cooperation") in keys
    assert ("against", "XWE", "words", "XWE", "conflict") in keys
    assert ("against", "XWE", "words", "CHN", "cooperation") not in keys


def test_of_poles_that_overlap_nobody_answers_what_courted_itself():
    known = between("KAZ", ["USA", "XWE"])
    deeds, events = press(
        (0, "KAZ", "USA", "AGREE"), (4, "USA", "KAZ", "SANCTION"), (6, "FRA", "KAZ", "ACCUSE"),
    )  # fmt: skip
    tried = found(deeds, events, known)
    assert ("towards", "XWE", "words", "USA", "conflict") not in tried
    one = tried["towards", "USA", "words", "XWE", "conflict"]
    assert [each.then.event for each in one.sequels] == ["event s2"]


def test_mutual_acts_are_no_answers_and_vague_days_do_not_count():
    deeds, events = press(
        (0, "KAZ", "XWE", "AGREE"),
        (3, "KAZ", "RUS", "CONSULT", {"mutual": True}),
        (5, "RUS", "KAZ", "SANCTION", {"precision": "month"}),
        (9, "KAZ", "TUR", "AGREE"),
    )
    assert found(deeds, events) == {}


def test_nothing_told_gives_nothing_and_a_span_of_no_days_is_refused():
    assert reactions([], TWO, {}) == []
    with pytest.raises(UsageError, match="no span"):
        reactions([], TWO, {}, within=0)


def test_a_planted_answer_is_tested_and_adjusted_over_all_tried():
    rng = np.random.default_rng(3)
    acts = bunched(rng, 24)
    answers = np.concatenate([acts[:16] + rng.integers(3, 12, 16), bunched(rng, 8)])
    away = bunched(rng, 12)
    deeds, events = press(
        *((day, "KAZ", "XWE", "SUPPORT") for day in acts),
        *((day, "RUS", "KAZ", "SANCTION") for day in answers),
        *((day, "KAZ", "RUS", "REJECT") for day in away),
    )
    tried = found(deeds, events, within=15)
    planted = tried["towards", "XWE", "words", "RUS", "conflict"]
    assert planted.tested
    assert planted.p < 0.01
    assert planted.placebo > 0.05
    assert planted.lift == pytest.approx(planted.followed / planted.expected)
    tested = [one for one in tried.values() if one.tested]
    assert [one.q for one in tested] == pytest.approx(adjusted([one.p for one in tested]))
    assert {one.tried for one in tested} == {len(tested)}


KINDS = st.sampled_from(["AGREE", "AID", "REJECT", "SANCTION", "CONSULT", "REQUEST"])
SIDES = st.sampled_from(["KAZ", "RUS", "USA", "XWE", "CHN", "TUR"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 200), SIDES, SIDES, KINDS).filter(lambda one: one[1] != one[2]), max_size=20
    )
)
def test_counts_agree_with_a_plain_count_of_pairs(told):
    deeds, events = press(*told)
    for key, one in found(deeds, events, within=20).items():
        sense, pole, manner, side, answer = key
        holding = {"RUS": {"RUS"}, "XWE": {"USA", "XWE"}}
        first = [
            day for day, actor, other, kind in told
            if actor == "KAZ" and other in holding[pole] and sense_of(kind, None) == sense
            and manner_of(kind) == manner
        ]  # fmt: skip
        wanted = "towards" if answer == "cooperation" else "against"
        then = [
            day for day, actor, other, kind in told
            if actor in holding[side] and other == "KAZ" and sense_of(kind, None) == wanted
        ]  # fmt: skip
        assert (one.n_first, one.n_then) == (len(first), len(then))
        assert one.followed == sum(any(0 < late - day <= 20 for late in then) for day in first)
        assert len(one.sequels) == min(one.followed, 20)
        assert one.expected >= 0


# What is said


def test_conditional_forecasts_stand_in_the_branch_of_the_act_supposed(told):
    (russia, west), texts = told
    assert [one.pole for one in (russia, west)] == ["RUS", "XWE"]
    (east_cost,), (west_cost,) = russia.forecasts, west.forecasts
    assert east_cost.words == "فستفقد مصارفها ثقة الممولين"
    assert west_cost.condition == "إذا انضمت كازاخستان إلى العقوبات الغربية"
    assert (west_cost.sense, west_cost.pole) == ("towards", "XWE")
    assert west_cost.likelihood.words == "قد"
    text = texts[west_cost.sentences[0].document]
    assert text[west_cost.condition_start : west_cost.condition_end] == west_cost.condition
    for place in west_cost.sentences:
        assert texts[place.document][place.start : place.end] == west_cost.words
        assert place.text == WEST
    assert east_cost.sentences[0].text == EAST


def test_copies_of_an_article_are_one_origin_and_keep_their_sentences(told):
    (_, west), _ = told
    (cost,) = west.forecasts
    assert len(cost.sentences) == 2
    assert cost.origins.number == 1
    assert cost.outlets == ("نشرة الميزان", "صدى المعابر")
    assert cost.day == "2024-03-05"


def test_threats_stand_against_crossing_and_demands_say_what_complying_is(told):
    (_, west), texts = told
    (threat,), (demand,) = west.threats, west.demands
    assert (threat.sense, threat.pole, threat.speaker.country) == ("against", "RUS", "RUS")
    assert (threat.type, threat.mode, threat.status) == ("THREATEN", "restrict", "actual")
    assert threat.condition == "إذا أغلقت حدودها"
    assert threat.sentences[0].text == THREAT
    assert (demand.sense, demand.pole, demand.type) == ("towards", "XWE", "REQUEST")
    assert demand.sentences[0].text == DEMAND
    assert demand.condition is None
    assert texts[demand.sentences[0].document][slice(demand.sentences[0].start, demand.sentences[0].end)]
    assert west.origins.number == 2


def test_conditional_forecasts_that_name_no_choice_are_counted(told):
    (russia, west), _ = told
    assert russia.unsorted == west.unsorted == 1


def test_with_three_poles_a_threat_is_a_branch_against_who_threatens(tmp_path):
    with marsad.open(filled(tmp_path)) as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE", "CHN"])
    assert [(one.sense, one.pole, one.why) for one in found] == [
        ("towards", "RUS", None), ("towards", "XWE", None), ("towards", "CHN", "nothing told"),
        ("against", "RUS", None),
    ]  # fmt: skip
    assert found[3].threats
    assert not found[1].threats


@pytest.mark.parametrize(
    "sentence",
    [
        "طالب ناشطون كازاخستان باستدعاء السفير.",
        "لم تطالب روسيا كازاخستان بشيء من ذلك، ومضت الأيام.",
        "هددت تركيا كازاخستان بوقف الرحلات.",
    ],
)
def test_demands_of_nobody_known_of_others_and_such_as_were_not_made_are_left_out(tmp_path, sentence):
    text = {"id": "x", "text": f"تحدث الكرملين أمس. {sentence}", "published": "2024-04-01"}
    with marsad.open(filled(tmp_path, [text])) as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE"])
    assert [one.said for one in found] == [(), ()]


def test_of_an_earlier_day_only_what_was_published_is_known(tmp_path):
    with marsad.open(filled(tmp_path)) as observatory:
        before = observatory.trap_records("KAZ", ["RUS", "XWE"], as_of="2024-03-05")
        assert [len(one.sentences) for branch in before for one in branch.said] == [1, 1]
        assert not any(branch.threats for branch in before)
        none = observatory.trap_records("KAZ", ["RUS", "XWE"], as_of="2020-01-01")
    assert [one.why for one in none] == ["nothing told"] * 2


def test_an_empty_archive_tells_nothing_and_says_so():
    with marsad.open() as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE"])
        frame = observatory.trap("KAZ", ["RUS", "XWE"])
    assert [(one.why, one.said, one.reactions) for one in found] == [("nothing told", (), ())] * 2
    assert frame["row"].to_list() == ["none", "none"]


@pytest.mark.parametrize(
    ("state", "asked", "error"),
    [
        ("ZZZ", {"poles": ["RUS", "XWE"]}, UnknownCodeError),
        ("KAZ", {"poles": ["RUS", "XWE"], "as_of": "soon"}, UsageError),
        ("KAZ", {"poles": ["RUS", "XWE"], "within": 0}, UsageError),
        ("KAZ", {"poles": ["RUS"]}, UsageError),
    ],
)
def test_what_cannot_be_asked_is_refused(state, asked, error):
    with marsad.open() as observatory, pytest.raises(error):
        observatory.trap_records(state, **asked)


def test_the_frame_has_a_row_for_each_sentence_reaction_and_sequel(tmp_path):
    signed = "في 3 مارس 2024 وقعت كازاخستان اتفاقا مع ألمانيا."
    barred = "فرضت روسيا في 9 مارس 2024 عقوبات على كازاخستان."
    texts = [
        *articles(),
        {"id": "w2", "text": signed, "published": "2024-03-03"},
        {"id": "w3", "text": barred, "published": "2024-03-09"},
    ]
    with marsad.open(filled(tmp_path, texts)) as observatory:
        frame = observatory.trap("KAZ", ["RUS", "XWE"])
        documents = {one.id: one.text for one in observatory.documents()}
    kinds = frame["row"].to_list()
    assert {"forecast", "threat", "demand", "reaction", "sequel"} <= set(kinds)
    assert kinds.count("forecast") == 4
    for row in frame.iter_rows(named=True):
        if row["row"] == "sequel":
            assert documents[row["document"]][row["start"] : row["end"]]
            assert documents[row["then_document"]][row["then_start"] : row["then_end"]] == "فرضت"
            assert (row["day"], row["then_day"]) == ("2024-03-03", "2024-03-09")

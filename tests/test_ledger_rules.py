"""The life of a question: what may follow on what, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from archive_samples import trio
from ledger_samples import PLAIN, asked, decided, opened
from marsad.archive import Draft
from marsad.errors import LedgerError, UsageError
from marsad.ledger import Ledger
from marsad.ledger.entries import OUTCOMES, Freeze, Party, Resolution
from marsad.ledger.folding import read_entry
from marsad.ledger.making import (
    archived_prediction,
    last_day,
    party_of,
    pattern_of,
    prediction,
    ruled_question,
)
from marsad.ledger.rules import fingerprint
from marsad.ledger.series import by_forecaster, is_self_graded
from marsad.ledger.state import known_by
from marsad.records import AUTHOR, Forecast, Likelihood

EARLY = dt.date(2024, 2, 1)
KNOWN = dt.date(2024, 6, 20)
TOMORROW = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


@pytest.fixture
def archive(tmp_path):
    archive, _ = opened(tmp_path)
    with archive:
        yield archive


@pytest.fixture
def ledger(archive):
    return Ledger(archive, by="tester")


# Questions


def test_a_question_is_a_draft_then_open_then_decided(ledger):
    asked(ledger, frozen=False)
    assert ledger.state.found("q").stage == "draft"
    ledger.freeze("q")
    assert ledger.state.found("q").stage == "open"
    decided(ledger, "q", "yes")
    assert ledger.state.found("q").stage == "resolved"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": " "}, "needs its text"),
        ({"threshold": ""}, "needs its threshold"),
        ({"source": "\n"}, "needs its source"),
        ({"deadline": dt.date(2024, 1, 9)}, "lies before 2024-01-10"),
        ({"key": " q"}, "short name without blanks"),
    ],
)
def test_a_question_must_be_whole(ledger, changes, told):
    with pytest.raises(UsageError, match=told):
        ledger.ask(**(PLAIN | changes))
    assert ledger.entries() == []


@pytest.mark.parametrize("missing", ["threshold", "source"])
def test_a_question_without_threshold_or_source_is_refused(ledger, missing):
    plain = {name: value for name, value in PLAIN.items() if name != missing}
    with pytest.raises(UsageError, match=f"needs its {missing}"):
        ledger.ask(**plain)


def test_one_question_is_asked_once_and_a_key_is_of_one_question(ledger):
    asked(ledger)
    with pytest.raises(UsageError, match="in the ledger already"):
        asked(ledger)
    with pytest.raises(UsageError, match="is taken by question"):
        asked(ledger, text="سؤال آخر؟")


def test_questions_are_found_by_key_id_or_its_beginning(ledger):
    question = asked(ledger)
    for name in ("q", question.id, question.id[:6]):
        assert ledger.state.found(name).question == question
    for name in ("nobody", question.id[:5], ""):
        with pytest.raises(UsageError, match="no question"):
            ledger.state.found(name)
    with pytest.raises(UsageError, match="version 2"):
        ledger.state.standing(question.id, 2)


# Nothing on an unfrozen question, nothing changes in a frozen one


def test_nothing_can_be_attached_before_the_freeze(ledger):
    asked(ledger, frozen=False)
    with pytest.raises(UsageError, match="is not frozen; nothing can be attached"):
        ledger.predict("q", "Amal", 0.5, made_on=EARLY)
    with pytest.raises(UsageError, match="is not frozen"):
        ledger.attach("q", "بيان")
    with pytest.raises(UsageError, match="is not frozen"):
        ledger.resolve("q", "no", known_on=KNOWN, why="x")
    with pytest.raises(UsageError, match="is not frozen"):
        ledger.dispute("q", "x")
    assert len(ledger.entries()) == 1


def test_a_freeze_holds_what_was_asked_and_is_made_once(ledger):
    question = asked(ledger, frozen=False)
    other = Freeze(question=question.id, version=1, fingerprint=fingerprint(replace(question, text="؟")))
    with pytest.raises(UsageError, match="not the one that was to be frozen"):
        ledger.write("tester", Draft("freeze", other))
    ledger.freeze("q")
    with pytest.raises(UsageError, match="frozen already"):
        ledger.freeze("q")


def test_a_new_version_names_the_old_one_and_begins_with_nothing(ledger):
    asked(ledger)
    ledger.predict("q", "Amal", 0.5, made_on=EARLY)
    ledger.attach("q", "بيان")
    second = ledger.revise("q", threshold="توقيع وتصديق")
    standing = ledger.state.found("q")
    assert (second.version, second.replaces) == (2, 1)
    assert (standing.frozen, standing.predictions, standing.evidence) == (None, (), ())
    with pytest.raises(UsageError, match="is not frozen"):
        ledger.attach("q", "بيان آخر")
    ledger.freeze("q")
    ledger.attach("q", "بيان آخر")
    old = ledger.state.standing(second.id, 1)
    assert (old.stage, old.question.threshold, len(old.predictions)) == ("replaced", PLAIN["threshold"], 1)
    late = prediction(
        question=second.id, version=1, forecaster=Party(name="A"), low=0.5, high=0.5, made_on=EARLY
    )
    with pytest.raises(UsageError, match=r"version 1 of question .* was replaced"):
        ledger.write("tester", Draft("forecast", late))


def test_versions_follow_on_one_another(ledger):
    question = asked(ledger)
    for changes, told in (
        ({"version": 3, "replaces": 1}, "version 2 of question"),
        ({"version": 2, "replaces": 2}, "must name entry 1"),
        ({"version": 2, "replaces": 1, "key": "other"}, "keeps the key"),
    ):
        with pytest.raises(UsageError, match=told):
            ledger.write("tester", Draft("question", replace(question, **changes)))
    with pytest.raises(UsageError, match="cannot change"):
        ledger.revise("q", key="other")
    with pytest.raises(UsageError, match="cannot change"):
        ledger.revise("q", colour="red")


@pytest.mark.parametrize(
    ("outcome", "may"), [("yes", False), ("no", False), ("ambiguous", True), ("pending", True)]
)
def test_what_was_decided_is_not_asked_anew(ledger, outcome, may):
    asked(ledger)
    decided(ledger, "q", outcome)
    if may:
        assert ledger.revise("q", text="أوضح؟").version == 2
    else:
        with pytest.raises(UsageError, match="was decided; ask another one"):
            ledger.revise("q", text="أوضح؟")


# Forecasts


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.1, 0.5, "no interval"),
        (0.5, 1.1, "no interval"),
        (0.6, 0.5, "no interval"),
        (float("nan"), None, "number"),
    ],
)
def test_probabilities_are_probabilities(ledger, low, high, told):
    asked(ledger)
    with pytest.raises(UsageError, match=told):
        ledger.predict("q", "Amal", low, high, made_on=EARLY)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"forecaster": " "}, "needs its forecaster"),
        ({"made_on": dt.date(2024, 7, 1)}, "after the deadline"),
        ({"made_on": TOMORROW + dt.timedelta(days=1)}, "after the day of writing"),
    ],
)
def test_a_forecast_has_a_forecaster_and_a_day(ledger, fields, told):
    asked(ledger)
    with pytest.raises(UsageError, match=told):
        ledger.predict("q", **({"forecaster": "Amal", "low": 0.5, "made_on": EARLY} | fields))


def test_after_the_decision_only_what_is_documented_can_be_entered(ledger):
    asked(ledger)
    decided(ledger, "q", "yes")
    with pytest.raises(UsageError, match="only a forecast with a document or an address"):
        ledger.predict("q", "Amal", 0.99, made_on=EARLY)
    ledger.predict("q", "Amal", 0.5, made_on=EARLY, url="https://example.org/1")


def test_repeats_are_one_forecast_and_changes_a_series(ledger):
    asked(ledger)
    for day, p in ((1, 0.5), (2, 0.5), (3, 0.7), (4, 0.5)):
        ledger.predict("q", "  أمَل " if day == 2 else "أمل", p, made_on=dt.date(2024, 2, day))
    (steps,) = by_forecaster(ledger.state.counted(ledger.state.found("q"))).values()
    assert [(step.first.content.middle, step.repeats) for step in steps] == [(0.5, 1), (0.7, 0), (0.5, 0)]


def test_a_grade_by_the_own_side_is_flagged():
    plain = {"question": "q", "version": 1, "low": 0.5, "high": 0.5, "made_on": EARLY}
    house = Party(name="خبير", side="مركز الأُفق")
    assert is_self_graded(prediction(**plain, forecaster=house, grader="مركز الأفق"))
    assert is_self_graded(prediction(**plain, forecaster=house, self_graded=True))
    assert is_self_graded(prediction(**plain, forecaster=house, grader="خبير"))
    assert not is_self_graded(prediction(**plain, forecaster=house, grader="السنديان"))
    assert not is_self_graded(prediction(**plain, forecaster=house))


# Evidence and decisions


def test_evidence_needs_words_or_an_address_and_is_attached_once(ledger):
    asked(ledger)
    with pytest.raises(UsageError, match="needs its words or an address"):
        ledger.attach("q", " ")
    with pytest.raises(UsageError, match=r"published on .*, after the day of writing"):
        ledger.attach("q", "بيان", published=TOMORROW + dt.timedelta(days=1))
    ledger.attach("q", "بيان")
    with pytest.raises(UsageError, match="attached already"):
        ledger.attach("q", "بيان")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_can_be_decided(ledger, outcome):
    asked(ledger)
    decided(ledger, "q", outcome)
    standing = ledger.state.found("q")
    assert standing.outcome == outcome
    assert standing.is_decided == (outcome != "pending")
    assert standing.is_scored == (outcome in ("yes", "no"))


@pytest.mark.parametrize(
    ("outcome", "fields", "told"),
    [
        ("maybe", {"why": "x"}, "one of yes, no"),
        ("yes", {"why": "x"}, "yes needs evidence"),
        ("partly", {"why": "x"}, "partly needs evidence"),
        ("no", {}, "no needs evidence or a reason"),
        ("void", {"why": " "}, "void needs evidence or a reason"),
        ("no", {"why": "x", "known_on": dt.date(2024, 1, 9)}, "before the question opens"),
        ("no", {"why": "x", "known_on": TOMORROW + dt.timedelta(days=1)}, "after the day of writing"),
        ("no", {"why": "x", "condition_met": True}, "has no condition"),
    ],
)
def test_a_decision_must_be_borne_out(ledger, outcome, fields, told):
    asked(ledger)
    with pytest.raises(UsageError, match=told):
        ledger.resolve("q", outcome, **({"known_on": KNOWN} | fields))
    assert ledger.state.found("q").outcome is None


def test_a_decision_names_evidence_that_is_there(ledger):
    asked(ledger)
    question = ledger.state.found("q").question
    with pytest.raises(UsageError, match="is not attached"):
        ledger.write(
            "tester",
            Draft("resolution", _resolution(question.id, evidence=("nothing",))),
        )


def _resolution(question, **fields):
    plain = {"question": question, "version": 1, "outcome": "yes", "known_on": KNOWN}
    return Resolution(**(plain | fields))


def test_a_decision_is_made_once_then_corrected(ledger):
    asked(ledger)
    with pytest.raises(UsageError, match="no decision to correct"):
        ledger.resolve("q", "no", known_on=KNOWN, why="x", correct=True)
    decided(ledger, "q", "no")
    with pytest.raises(UsageError, match="a correction is due"):
        decided(ledger, "q", "yes", evidence=[])
    with pytest.raises(UsageError, match="a correction needs its reason"):
        ledger.resolve("q", "yes", known_on=KNOWN, correct=True)
    ledger.resolve("q", "yes", known_on=KNOWN, why="خطأ في النقل", correct=True)
    standing = ledger.state.found("q")
    assert [one.content.outcome for one in standing.resolutions] == ["no", "yes"]
    assert standing.resolutions[1].content.corrects == standing.resolutions[0].number


def test_a_dispute_stands_until_it_is_answered(ledger):
    asked(ledger)
    with pytest.raises(UsageError, match="no decision to dispute"):
        ledger.dispute("q", "x")
    decided(ledger, "q", "no")
    with pytest.raises(UsageError, match="a dispute needs its reason"):
        ledger.dispute("q", " ")
    ledger.dispute("q", "وُقّع النص", outcome="yes", by="another")
    assert ledger.state.found("q").stage == "disputed"
    ledger.resolve("q", "no", known_on=KNOWN, why="وُقّع بعد الأجل", correct=True)
    assert ledger.state.found("q").stage == "resolved"


def test_pending_is_no_decision(ledger):
    asked(ledger)
    ledger.resolve("q", "pending", known_on=KNOWN)
    assert ledger.state.found("q").stage == "open"
    decided(ledger, "q", "yes")
    assert ledger.state.found("q").outcome == "yes"


# Conditions


def test_a_question_whose_condition_is_unmet_is_void(ledger):
    asked(ledger, condition="إذا انعقدت القمة")
    with pytest.raises(UsageError, match="say whether the condition was met"):
        decided(ledger, "q", "yes")
    for outcome in ("yes", "no", "partly", "ambiguous"):
        with pytest.raises(UsageError, match="so the question is void"):
            decided(ledger, "q", outcome, condition_met=False)
    ledger.resolve("q", "void", known_on=KNOWN, why="لم تنعقد", condition_met=False)
    assert ledger.state.found("q").outcome == "void"


def test_a_conditional_forecast_is_void_where_it_is_unmet(ledger):
    asked(ledger)
    plain = ledger.predict("q", "Amal", 0.5, made_on=EARLY)
    made = ledger.predict("q", "Badr", 0.5, made_on=EARLY, condition="إذا هدأت الحدود")
    with pytest.raises(UsageError, match="has no condition"):
        ledger.void(plain.id, "x")
    with pytest.raises(UsageError, match="no forecast"):
        ledger.void("nothing", "x")
    with pytest.raises(UsageError, match="say why"):
        ledger.void(made.id, "")
    ledger.void(made.id, "لم تهدأ")
    with pytest.raises(UsageError, match="void already"):
        ledger.void(made.id, "لم تهدأ")
    assert [said.content.id for said in ledger.state.counted(ledger.state.found("q"))] == [plain.id]


def test_what_was_entered_wrongly_is_struck_and_stays(ledger):
    asked(ledger)
    ledger.predict("q", "Amal", 0.5, made_on=EARLY)
    ledger.attach("q", "بيان")
    for number, told in ((1, "neither a forecast nor evidence"), (99, "neither")):
        with pytest.raises(UsageError, match=told):
            ledger.strike(number, "x")
    with pytest.raises(UsageError, match="say why"):
        ledger.strike(3, " ")
    ledger.strike(3, "رقم خاطئ")
    ledger.strike(4, "بيان عن أمر آخر")
    with pytest.raises(UsageError, match="struck already"):
        ledger.strike(3, "x")
    standing = ledger.state.found("q")
    assert (ledger.state.counted(standing), ledger.state.shown_evidence(standing)) == ([], [])
    assert (len(standing.predictions), len(standing.evidence)) == (1, 1)


# What the world knew


def test_the_state_of_a_day_holds_nothing_of_later_days(ledger):
    asked(ledger)
    ledger.predict("q", "Amal", 0.5, made_on=EARLY)
    ledger.attach("q", "خبر", published=dt.date(2024, 3, 1))
    decided(ledger, "q", "yes")
    day = dt.date(2024, 2, 15)
    then = known_by(ledger.state, day).found("q")
    assert (len(then.predictions), then.evidence, then.outcome) == (1, (), None)
    assert known_by(ledger.state, KNOWN).found("q").outcome == "yes"
    with pytest.raises(UsageError):
        known_by(ledger.state, dt.date(2024, 1, 1)).found("q")


# Questions of archived forecasts


def archived(archive, text="توقّع محلل أن توقع كازاخستان اتفاقاً", **changes):
    """A document with one forecast, changed as told; the forecast is given back."""
    document, sentences, coding = trio(text, published=dt.date(2024, 1, 5))
    plain = {"horizon": "2024-06", "condition": None, "about": {"type": "AGREE", "actors": ["KAZ"]}}
    forecast = replace(coding.forecasts[0], **(plain | changes))
    archive.writer().add(document, sentences, replace(coding, forecasts=(forecast,)))
    return forecast


def test_the_rule_asks_what_is_dated_and_coded(ledger, archive):
    forecast = archived(archive)
    question = ledger.ask_forecast(forecast.id)
    assert (question.made_by, question.opens, question.deadline) == (
        "rule", dt.date(2024, 1, 3), dt.date(2024, 6, 30),
    )  # fmt: skip
    assert question.about.types == ("AGREE",)
    assert forecast.statement in question.text
    assert "حدث من نوع AGREE (الفاعل: كازاخستان)" in question.text
    assert "2 independent origins" in question.threshold
    ledger.freeze(question.id)
    (said,) = ledger.state.found(question.id).predictions
    made = said.content
    assert (made.forecaster.name, made.low, made.high, made.words) == ("Kazakhstan", 0.2, 0.6, "قد")
    assert (made.publisher, made.made_on, made.republished_on) == (
        "صحيفة",
        dt.date(2024, 1, 2),
        dt.date(2024, 1, 5),
    )
    assert made.record == forecast.id
    assert made.voices == ("China",), "the claim around it"


@pytest.mark.parametrize(
    "changes",
    [{"horizon": None}, {"horizon": "soon"}, {"about": None}, {"about": {"type": "AGREE"}}, {"made_on": None},
     {"about": {"type": "RETREAT", "actors": ["KAZ"], "recipients": ["IGO"]}}, {"horizon": "2023"},
     {"about": {"actors": ["KAZ"]}}],
)  # fmt: skip
def test_the_rule_leaves_the_rest_to_a_person(ledger, archive, changes):
    forecast = archived(archive, **changes)
    with pytest.raises(UsageError, match="a person must ask"):
        ledger.ask_forecast(forecast.id)
    assert ledger.entries() == []


def test_a_person_asks_of_an_archived_forecast(ledger, archive):
    forecast = archived(archive, about=None)
    own = {"text": "هل توقّع؟", "deadline": dt.date(2024, 6, 30), "threshold": "نص موقّع", "source": "بيان"}
    question = ledger.ask_forecast(forecast.id, **own, key="own")
    ledger.freeze("own")
    assert question.made_by == "person"
    assert [said.content.record for said in ledger.state.found("own").predictions] == [forecast.id]
    with pytest.raises(UsageError, match="no forecast 'x' in the archive"):
        ledger.ask_forecast("x")


def test_forecasts_of_one_event_by_one_day_are_one_question(ledger, archive):
    first = archived(archive)
    again = archived(archive, "وكرر المحلل توقعه أن توقع", made_on=dt.date(2024, 2, 1))
    other = archived(
        archive,
        "ورجّح أن توقع كازاخستان",
        made_on=dt.date(2024, 3, 1),
        likelihood=Likelihood(words="x", low=0.55, high=0.85),
    )
    question = ledger.ask_forecast(first.id)
    assert ledger.ask_forecast(again.id) == question
    ledger.freeze(question.id)
    records = {said.content.record for said in ledger.state.found(question.id).predictions}
    assert records == {first.id, again.id, other.id}
    (steps,) = by_forecaster(ledger.state.counted(ledger.state.found(question.id))).values()
    assert [step.repeats for step in steps] == [1, 0]
    late = archived(archive, "وقال أخيراً إنها توقع", made_on=dt.date(2024, 4, 1))
    assert ledger.ask_forecast(late.id) == question
    assert ledger.ask_forecast(late.id) == question
    assert len(ledger.state.found(question.id).predictions) == 4


def test_what_will_not_happen_gives_its_counter_probability(ledger, archive):
    forecast = archived(archive, about={"type": "AGREE", "actors": ["KAZ"], "negated": True})
    question = ledger.ask_forecast(forecast.id)
    ledger.freeze(question.id)
    (said,) = ledger.state.found(question.id).predictions
    assert (said.content.low, said.content.high) == (0.4, 0.8)


@pytest.mark.parametrize("own", [True, False])
def test_a_grade_of_the_text_itself_is_kept_apart(archive, own):
    """A coder that reads grades gives them in ``grade``."""

    class Graded(Forecast, frozen=True, kw_only=True):
        grade: dict[str, object] | None = None

    plain = {name: getattr(archived(archive), name) for name in Forecast.__struct_fields__}
    by = {"text": None, "name": "author", "name_ar": "الكاتب"} if own else {"name": None, "text": "مراقبون"}
    forecast = Graded(**plain | {"grade": {"verdict": "came true", "by": by, "own": own}})
    document, _, _ = trio("خبر", outlet="مركز الأفق")
    made = archived_prediction(ruled_question(forecast), forecast, document)
    assert (made.self_graded, made.grader) == (own, "مركز الأفق" if own else "مراقبون")
    assert made.publisher == "مركز الأفق"


def test_authors_are_listed_by_name_else_by_outlet():
    document, _, _ = trio("خبر", outlet="السنديان")
    assert party_of(AUTHOR, document) == Party(name="السنديان (author)", side="السنديان")
    assert party_of(AUTHOR, replace(document, author="هدى")) == Party(name="هدى", side="السنديان")
    assert party_of(AUTHOR, None).name == "author"


def test_unfalsifiable_forecasts_are_kept(ledger, archive):
    forecast = archived(archive, about=None, horizon=None)
    with pytest.raises(UsageError, match="say why no fact"):
        ledger.set_aside(forecast.id, "")
    ledger.set_aside(forecast.id, "لا يُقاس")
    with pytest.raises(UsageError, match="kept already"):
        ledger.set_aside(forecast.id, "لا يُقاس")
    (kept,) = ledger.state.unfalsifiable.values()
    assert kept.content.record == forecast.id


@pytest.mark.parametrize(
    ("horizon", "day"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-06-05", "2024-06-05"), ("2024-13", None),
     ("2024-02-30", None), ("", None), (None, None), ("قريباً", None)],
)  # fmt: skip
def test_horizons(horizon, day):
    assert last_day(horizon) == (dt.date.fromisoformat(day) if day else None)


def test_patterns():
    told = {"type": "SANCTION|ACCUSE", "actors": [{"country": "RUS"}, "UNK"], "recipients": ["KAZ"]}
    found = pattern_of(told)
    assert (found.types, found.actors, found.recipients) == (("ACCUSE", "SANCTION"), ("RUS",), ("KAZ",))
    assert pattern_of({"type": "AID", "actors": ["UNK"]}) is None
    assert pattern_of(None) is None


def test_a_forecast_made_at_its_horizon_has_no_question(archive):
    forecast = archived(archive, horizon="2024-01-02")
    with pytest.raises(UsageError, match="a person must ask"):
        ruled_question(forecast)


# What the log cannot say


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("rumour", "{}"),
        ("question", "{}"),
        ("question", "[]"),
        ("freeze", "not json"),
        ("forecast", '{"low":"much"}'),
    ],
)
def test_an_entry_that_says_nothing_known(ledger, kind, payload):
    asked(ledger)
    entry = replace(ledger.entries()[0], kind=kind, payload=payload)
    with pytest.raises(LedgerError, match="entry 1 of the ledger"):
        read_entry(entry)

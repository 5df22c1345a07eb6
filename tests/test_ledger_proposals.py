"""What the archive says of a question: two independent origins, the right event, in its time."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from archive_samples import CHN, KAZ, trio
from ledger_samples import PLAIN, asked, opened
from marsad.errors import UsageError
from marsad.ledger import Ledger, making
from marsad.ledger.entries import Pattern
from marsad.ledger.matching import fits
from marsad.records import Entity

DAY = dt.date(2024, 7, 5)
SIGNS = Pattern(types=("AGREE",), actors=("KAZ",), recipients=("CHN",))


@pytest.fixture
def archive(tmp_path):
    archive, _ = opened(tmp_path)
    with archive:
        yield archive


@pytest.fixture
def ledger(archive):
    return Ledger(archive, by="tester")


def told(archive, text, outlet, published, **event):
    """An article with one event that says the same."""
    plain = {"date": "2024-03-04", "date_precision": "day", "voices": ()}
    document, sentences, coding = trio(text, outlet=outlet, published=published, **(plain | event))
    archive.writer().add(document, sentences, replace(coding, forecasts=(), claims=(), figures=()))
    return coding.events[0]


REPORTS = (
    ("وقعت كازاخستان والصين في أستانا اتفاقاً على خط أنابيب جديد بعد أشهر من التفاوض", "السنديان"),
    ("أُبرم أمس عقد نقل النفط بين الجانبين بحضور وزيري الطاقة ورئيس الشركة الناقلة", "صدى"),
)


def report(archive, number=2, **event):
    for place, (text, outlet) in enumerate(REPORTS[:number]):
        told(archive, text, outlet, dt.date(2024, 3, 5 + place), **event)


def only(ledger, **options):
    return ledger.proposals(ledger.state.latest(), **options).get(ledger.state.found("q").question.id)


def test_two_origins_speak_for_a_yes(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive)
    found = only(ledger)
    assert (found.outcome, found.origins, found.known_on) == ("yes", 2, dt.date(2024, 3, 6))
    assert {one.outlet for one in found.evidence} == {"السنديان", "صدى"}
    assert {one.text for one in found.evidence} == {text for text, _ in REPORTS}
    assert all(one.by_machine and one.origin and one.event and one.story for one in found.evidence)


def test_one_origin_is_not_enough(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive, 1)
    found = only(ledger)
    assert (found.outcome, found.origins, found.known_on) == ("unclear", 1, None)
    assert "1 independent origin " in found.why


def test_a_copy_is_no_second_origin(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive, 1)
    told(archive, REPORTS[0][0], "ناقل", dt.date(2024, 3, 6))
    assert (only(ledger).outcome, only(ledger).origins) == ("unclear", 1)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "CONSULT"},
        {"status": "negated"},
        {"status": "historical"},
        {"date": "2023-12-31"},
        {"date": "2024-07-01"},
        {"date": None, "date_precision": "unknown"},
        {"date": "2024-03", "date_precision": "month"},
        {"actors": (CHN,), "recipients": (KAZ,)},
        {"recipients": ()},
    ],
    ids=str,
)
def test_other_events_are_no_evidence(ledger, archive, event):
    asked(ledger, about=SIGNS)
    report(archive, **event)
    found = only(ledger)
    assert found is None or found.outcome == "no"


def test_both_sides_of_a_mutual_act_may_stand_as_actors(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive, actors=(CHN, KAZ), recipients=())
    assert only(ledger).outcome == "yes"


def test_a_member_stands_for_its_bloc():
    question = replace(making.question(**PLAIN), about=Pattern(types=("AGREE",), actors=("XCA",)))
    event = trio("خبر", date="2024-03-04", date_precision="day")[2].events[0]
    assert fits(event, question)
    assert not fits(replace(event, actors=(Entity(text="x", country="BRA"),)), question)


def test_silence_speaks_for_a_no_only_after_the_deadline(ledger, archive):
    asked(ledger, about=SIGNS)
    assert only(ledger) is None, "an empty archive says nothing"
    told(archive, "خبر عن أمر آخر", "صدى", DAY, type="CONSULT")
    assert only(ledger, as_of=dt.date(2024, 6, 30)) is None
    found = only(ledger, as_of=DAY)
    assert (found.outcome, found.evidence, found.searched) == ("no", (), 1)
    assert "an archive does not hold all" in found.why


def test_a_question_without_a_pattern_is_left_to_people(ledger, archive):
    asked(ledger)
    report(archive)
    assert only(ledger) is None


def test_what_was_published_later_is_not_known_yet(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive)
    assert only(ledger, as_of=dt.date(2024, 3, 5)).outcome == "unclear"
    assert only(ledger, as_of=dt.date(2024, 3, 6)).outcome == "yes"


def test_evidence_is_copied_and_outlives_the_articles(ledger, archive):
    asked(ledger, about=SIGNS)
    report(archive)
    found = only(ledger)
    ledger.resolve("q", "yes", known_on=found.known_on, evidence=found.evidence)
    for one in found.evidence:
        archive.writer().forget(one.document)
    standing = ledger.state.found("q")
    assert {said.content.text for said in standing.evidence} == {text for text, _ in REPORTS}
    assert set(standing.resolution.content.evidence) == {one.id for one in found.evidence}
    assert ledger.verify() == []


# What is due


def test_due_are_the_overdue_the_disputed_and_those_with_evidence(ledger, archive):
    asked(ledger, "over")
    asked(ledger, "found", deadline=dt.date(2024, 12, 31), about=SIGNS)
    asked(ledger, "quiet", deadline=dt.date(2024, 12, 31))
    asked(ledger, "draft", frozen=False, text="؟")
    asked(ledger, "done")
    asked(ledger, "doubted")
    for key in ("done", "doubted"):
        ledger.resolve(key, "no", known_on=dt.date(2024, 7, 1), why="انقضى الأجل")
    ledger.dispute("doubted", "لا")
    report(archive)
    found = {one.question: (one.why, one.days) for one in ledger.due(DAY)}
    assert found == {
        "over": ("deadline passed", 5), "doubted": ("disputed", 5), "found": ("evidence waiting", -179),
    }  # fmt: skip
    assert [one.proposal.outcome for one in ledger.due(DAY) if one.proposal] == ["yes"]


def test_due_on_an_earlier_day(ledger):
    asked(ledger)
    assert ledger.due(dt.date(2024, 6, 30)) == []
    assert [one.days for one in ledger.due(dt.date(2024, 7, 1))] == [1]
    ledger.resolve("q", "no", known_on=dt.date(2024, 7, 3), why="x")
    assert [one.days for one in ledger.due(dt.date(2024, 7, 1))] == [1]
    assert ledger.due(DAY) == []


# The list


def test_the_list_joins_archive_and_ledger(ledger, archive):
    document, sentences, coding = trio("سوف يوقعون", "سوف يوقعون", "ربما")
    first, again, other = coding.forecasts
    other = replace(other, horizon="2024-06", about={"type": "AGREE", "actors": ["KAZ"]})
    archive.writer().add(document, sentences, replace(coding, forecasts=(first, again, other)))
    (fresh, ruled) = sorted(ledger.forecasts(), key=lambda one: one.repeats, reverse=True)
    assert (fresh.stage, fresh.repeats, fresh.by_rule) == ("not asked", 1, False)
    assert (ruled.stage, ruled.by_rule) == ("not asked", True)
    question = ledger.ask_forecast(ruled.record)
    assert {one.record: one.stage for one in ledger.forecasts()}[ruled.record] == "draft"
    ledger.freeze(question.id)
    ledger.set_aside(fresh.record, "لا يُقاس")
    stages = {one.record: one.stage for one in ledger.forecasts()}
    assert stages == {ruled.record: "open", fresh.record: "unfalsifiable", again.id: "not asked"}
    assert ledger.forecasts(dt.date(2023, 1, 1)) == []


def test_the_list_hides_outcomes_not_known_yet(ledger):
    asked(ledger)
    ledger.predict("q", "Amal", 0.5, made_on=dt.date(2024, 2, 1))
    ledger.predict("q", "Amal", 0.6, made_on=dt.date(2024, 2, 2))
    ledger.resolve("q", "no", known_on=dt.date(2024, 7, 1), why="x")
    assert [(one.outcome, one.counts) for one in ledger.forecasts()] == [("no", False), ("no", True)]
    (one,) = ledger.forecasts(dt.date(2024, 2, 1))
    assert (one.outcome, one.stage, one.counts) == (None, "open", True)


def test_an_archived_forecast_is_found_by_how_its_id_begins(ledger, archive):
    document, sentences, coding = trio("سوف يوقعون", "سوف يجتمعون", "ربما")
    archive.writer().add(document, sentences, coding)
    first = coding.forecasts[0]
    assert ledger.archived(first.id) == ledger.archived(first.id[:6]) == first
    for name in ("x", first.id[:5], first.id + "0"):
        with pytest.raises(UsageError, match="no forecast"):
            ledger.archived(name)

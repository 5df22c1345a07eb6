"""What a brief holds: entries, counts, groups, lists, sources, and what it refuses."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from marsad.errors import MalformedError, UnknownCodeError, UsageError
from marsad.views import Matter, brief_of
from marsad.views.parties import NO_COUNTERPART, counterparts
from views_samples import MADE, NAMES, daily, document, entity, event, silent, voice, week, wire


def made(documents, events, state="KAZ", **more):
    return brief_of(Matter(state, documents, events), names=NAMES, made=MADE, **more)


def entries(brief):
    return [entry for month in brief.months for entry in month.entries]


def replaced(record, **changes):
    return msgspec.structs.replace(record, **changes)


@pytest.fixture(name="brief")
def _brief():
    return made(*week())


def test_the_header_counts_what_was_read_and_coded(brief):
    h = brief.header
    assert (h.articles, h.with_events, h.outlets, h.undated) == (3, 2, 3, 0)
    assert (h.events, h.entries) == (13, 12)
    assert (h.since.iso, h.until.iso) == ("2025-01-30", "2025-02-21")
    assert h.name == "كازاخستان"
    assert h.made.text == "2 مارس 2025، 23:40 UTC"


def test_events_of_other_states_are_left_out(brief):
    assert not [entry for entry in entries(brief) if "UZB" in {party.code for party in entry.actors}]


def test_reports_of_two_outlets_stand_as_one_entry(brief):
    (visit,) = [entry for entry in entries(brief) if len(entry.reports) > 1]
    assert (visit.type, visit.outlets, len(visit.reports)) == ("CONSULT", 2, 2)
    assert visit.lead.confidence == 0.93
    assert brief.summary.supported == (visit,)


def test_undated_reports_join_only_with_the_same_sentence():
    told = "هنّأت كازاخستان تركيا."
    docs = [document(None, f"{told} خبر {n}.", outlet=f"صحيفة {n}") for n in range(2)]
    other = document(None, "هنّأت أستانا أنقرة بعيدها.", outlet="صحيفة 3")
    events = [event(doc, told, "هنّأت", "SUPPORT", ["KAZ"], ["TUR"]) for doc in docs]
    events.append(event(other, other.text, "هنّأت", "SUPPORT", ["KAZ"], ["TUR"]))
    assert sorted(len(entry.reports) for entry in entries(made([*docs, other], events))) == [1, 2]


def test_a_denied_act_and_the_same_act_told_as_done_stay_apart():
    doc = document(
        None, "قالت موسكو إن أستانا فتحت المعبر. ونفت أستانا فتح المعبر.", published=dt.date(2025, 1, 2)
    )
    first, second = "قالت موسكو إن أستانا فتحت المعبر.", "ونفت أستانا فتح المعبر."
    events = [
        event(doc, first, "فتحت", "RETREAT", ["KAZ"], ["RUS"], date="2025-01-01"),
        event(doc, second, "فتح المعبر", "RETREAT", ["KAZ"], ["RUS"], date="2025-01-01", status="negated",
              voices=(voice("KAZ", "أستانا", "denies"),)),
    ]  # fmt: skip
    brief = made([doc], events)
    assert sorted(entry.status for entry in entries(brief)) == ["actual", "denied"]
    assert [entry.status for entry in brief.summary.denied] == ["denied"]


def test_only_acts_reported_as_done_are_counted(brief):
    counted = {dyad.code: [tally.number for tally in dyad.tallies] for dyad in brief.dyads}
    assert counted == {
        "CHN": [4, 0, 0, 0], "RUS": [0, 0, 1, 2], "USA": [0, 0, 1, 0], "KAZ": [0, 0, 0, 1], "": [0, 0, 0, 1],
    }  # fmt: skip
    assert [dyad.code for dyad in brief.dyads][-2:] == ["KAZ", NO_COUNTERPART]


def test_each_number_equals_the_list_behind_it(brief):
    listed = [name for entry in entries(brief) for name in entry.filters]
    tallies = [tally for dyad in brief.dyads for tally in dyad.tallies]
    assert {t.anchor: t.number for t in tallies if t.anchor} == {
        name: listed.count(name) for name in set(listed)
    }
    assert all(bool(t.anchor) == bool(t.number) for t in tallies)


def test_the_timeline_runs_from_the_newest_and_ends_with_the_undated(brief):
    assert [month.key for month in brief.months] == ["2025-02", "2021", ""]
    dates = [entry.when.iso for entry in entries(brief) if entry.when]
    assert dates == sorted(dates, reverse=True)
    undated = [entry.lead.published.iso for entry in brief.months[-1].entries]
    assert undated == sorted(undated, reverse=True)


def test_the_summary_names_promises_threats_and_denials(brief):
    lists = brief.summary
    assert [entry.type for entry in lists.promised] == ["AGREE"]
    assert [entry.type for entry in lists.threatened] == ["THREATEN"]
    assert [(entry.type, entry.status) for entry in lists.denied] == [("RETREAT", "denied")]
    assert lists.denied[0].lead.voices[0].phrase == "نفي من"
    assert all(entry.status == "actual" for entry in lists.recent)


@pytest.mark.parametrize(
    ("actors", "recipients", "found"),
    [
        (["KAZ"], ["RUS"], ("RUS",)),
        (["RUS", "CHN"], ["KAZ"], ("CHN", "RUS")),
        (["KAZ", "RUS"], [], ("RUS",)),
        (["KAZ", "RUS"], ["USA"], ("USA",)),
        (["KAZ"], ["KAZ"], ("KAZ",)),
        (["KAZ", "KAZ"], [], ("KAZ",)),
        (["KAZ"], [], (NO_COUNTERPART,)),
        (["UNK"], ["KAZ"], ("UNK",)),
    ],
)
def test_counterparts(actors, recipients, found):
    doc = document(None, "وقع أمر.")
    assert (
        counterparts(event(doc, doc.text, "وقع", "AID", *map(list_of, (actors, recipients))), "KAZ") == found
    )


def list_of(codes):
    return [entity(code, code) for code in codes]


def test_sources_and_articles_without_events(brief):
    assert [(s.outlet, s.articles, s.with_events, s.events) for s in brief.sources] == [
        ("صحيفة النموذج اليومية", 1, 1, 7), ("وكالة المثال", 1, 1, 6), ("نشرة الأسواق", 1, 0, 0),
    ]  # fmt: skip
    assert [one.name for one in brief.untold] == ["أسعار القطن في أسبوع"]


def test_as_of_leaves_out_later_and_undated_articles():
    docs, events = week()
    undated = document(None, "خبر بلا تاريخ.")
    brief = made([*docs, undated], events, as_of=dt.date(2025, 2, 15))
    assert brief.header.articles == 2
    assert {report.outlet for entry in entries(brief) for report in entry.reports} == {"وكالة المثال"}
    assert brief.header.as_of.iso == "2025-02-15"


def test_as_of_takes_the_latest_possible_day_of_an_inferred_date():
    late = document(None, "خبر.", published=dt.date(2025, 1, 15), published_latest=dt.date(2025, 1, 31))
    assert made([late], [], as_of=dt.date(2025, 1, 20)).header.articles == 0


def test_the_same_twice_counts_once():
    docs, events = week()
    assert made(docs + docs, events + events) == made(docs, events)


def test_order_of_the_input_does_not_matter():
    docs, events = week()
    assert made(docs[::-1], events[::-1]) == made(docs, events)


def test_an_empty_brief_tells_who_does_have_events():
    brief = made(*week(), state="MNG")
    assert not brief.months
    assert [(one.code, one.events) for one in brief.seen][:2] == [("KAZ", 13), ("CHN", 6)]
    assert len(brief.untold) == 3


def test_a_brief_of_nothing():
    brief = made([], [])
    assert (brief.header.articles, brief.months, brief.sources) == (0, (), ())


def test_unknown_codes_stand_as_they_are():
    doc = document(None, "فعلت جهة أمراً.")
    odd = event(
        doc, doc.text, "فعلت", "AID", [entity("KAZ", "جهة", sector="ZZZ")], [entity("QQQ")], mode="odd"
    )
    (entry,) = entries(made([doc], [odd]))
    assert (entry.recipients[0].name, entry.lead.mode) == ("QQQ", "odd")
    assert "ZZZ" in entry.actors[0].notes
    assert entry.recipients[0].unsaid


def test_a_body_of_no_country_goes_by_its_own_name():
    doc = document(None, "أدان الحلف كازاخستان.")
    nato = entity("IGO", "الحلف", name="NATO", name_ar="حلف شمال الأطلسي")
    (entry,) = entries(made([doc], [event(doc, doc.text, "أدان", "ACCUSE", [nato], ["KAZ"])]))
    assert entry.actors[0].name == "حلف شمال الأطلسي"


def test_the_interface_has_two_languages():
    brief = made(*week(), language="en")
    assert (brief.language, brief.direction, brief.header.name) == ("en", "ltr", "Kazakhstan")
    assert entries(brief)[0].type_label == "Sanction"
    assert entries(brief)[0].lead.quote.direction == "rtl"


# --- what is refused


@pytest.mark.parametrize(
    "changes", [{"start": -1}, {"end": 10_000}, {"start": 20, "end": 20}, {"start": 30, "end": 20}]
)
def test_a_span_outside_the_text_is_refused(changes):
    doc, events = wire()
    with pytest.raises(
        MalformedError, match=f"{doc.id}: event {events[0].id}: trigger .* does not lie in a text"
    ):
        made([doc], [replaced(events[0], **changes)])


def test_a_blank_trigger_is_refused():
    doc, events = wire()
    at = doc.text.index(" ")
    with pytest.raises(MalformedError, match="is blank"):
        made([doc], [replaced(events[0], start=at, end=at + 1)])


@pytest.mark.parametrize("text", ["جملة لا ترد في المقال.", ""])
def test_a_sentence_that_is_not_around_its_trigger_is_refused(text):
    doc, events = wire()
    with pytest.raises(MalformedError, match="does not stand inside its sentence"):
        made([doc], [replaced(events[0], text=text)])


def test_an_event_of_an_unknown_document_is_refused():
    _, events = wire()
    with pytest.raises(MalformedError, match="names a document that was not given"):
        made([silent()], events)


def test_two_documents_of_one_id_are_refused():
    doc, _ = wire()
    with pytest.raises(MalformedError, match="two different documents have this id"):
        made([doc, replaced(doc, outlet="غيرها")], [])


@pytest.mark.parametrize("date", ["2025-13-01", "أمس", "2025-02-30", "12/02/2025"])
def test_a_date_that_is_none_is_refused(date):
    doc, events = wire()
    with pytest.raises(MalformedError, match="event date"):
        made([doc], [replaced(events[0], date=date)])


def test_an_unknown_type_is_refused():
    doc, events = daily()
    with pytest.raises(UnknownCodeError, match="unknown event type 'DANCE'"):
        made([doc], [replaced(events[0], type="DANCE")])


@pytest.mark.parametrize("state", ["kaz", "KA", "", "Kazakhstan", "KAZ\n"])
def test_a_state_that_is_no_code_is_refused(state):
    with pytest.raises(UsageError, match="is no country code"):
        made([], [], state=state)


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownCodeError):
        made([], [], language="fr")

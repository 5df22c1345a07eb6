"""Events of single sentences: type, sides, status, voices, dates, places, and what is no event."""

from __future__ import annotations

import pytest

from event_sentences import (
    AROUND,
    DESCRIBED,
    EVENTS,
    EXPECTED,
    HEADLINES,
    HISTORICAL,
    LIMITS,
    NEGATED,
    NOTHING,
    PLANS,
    REFUSALS,
)
from marsad import code
from marsad.coding import MINIMUM_CONFIDENCE, code_document
from marsad.plover import event_types
from marsad.records import Document, document_id, joined_text

PUBLISHED = "2024-05-10"


def events(text, **options):
    return code(text, published=PUBLISHED, **options).events


def event(text, **options):
    found = events(text, **options)
    assert len(found) == 1, summary(text)
    return found[0]


def countries(parties):
    return "+".join(sorted(party.country for party in parties)) or "-"


def told(found):
    status = "" if found.status == "actual" else f" ({found.status})"
    return f"{found.type} {countries(found.actors)} > {countries(found.recipients)}{status}"


def summary(text, **options):
    return "; ".join(sorted(told(found) for found in events(text, **options)))


@pytest.mark.parametrize(("text", "due"), [pair for pairs in EVENTS.values() for pair in pairs])
def test_type_and_sides(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), AROUND + HEADLINES)
def test_what_stands_around_an_act_tells_its_sides(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), DESCRIBED)
def test_descriptions_tell_deeds_of_their_own(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("قصفت روسيا أوديسا السبت، فيما أسقطت أوكرانيا مسيّرة.", ["2024-05-04", None]),
        ("طردت فرنسا دبلوماسيين روسا الثلاثاء، في حين استدعت ألمانيا السفير الروسي.", ["2024-05-07", None]),
        ("زار الرئيس التركي بغداد الأحد حين وقع اتفاقا مع العراق.", ["2024-05-05", "2024-05-05"]),
        (
            "اتهمت مصر الأربعاء ليبيا بالتقصير بعد القصف الذي شنته القوات الليبية الاثنين على سلوم.",
            ["2024-05-08", "2024-05-06"],
        ),
    ],
)
def test_a_time_before_a_contrast_is_not_carried_over(text, days):
    assert [found.date for found in events(text)] == days


def test_every_type_has_four_sentences_or_more():
    assert set(EVENTS) == set(event_types())
    assert min(len(pairs) for pairs in EVENTS.values()) >= 4


@pytest.mark.parametrize(("text", "due"), NEGATED)
def test_denied_and_negated_acts_keep_their_type(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), HISTORICAL)
def test_acts_dated_more_than_a_year_back_are_historical(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), EXPECTED)
def test_what_may_happen_is_hypothetical_or_future(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), PLANS)
def test_an_own_plan_is_a_promise_a_threat_or_a_concession(text, due):
    assert summary(text) == due


@pytest.mark.parametrize(("text", "due"), REFUSALS)
def test_what_a_side_will_not_do_is_a_refusal(text, due):
    assert summary(text) == due


@pytest.mark.parametrize("text", NOTHING)
def test_near_misses_give_no_event(text):
    assert summary(text) == ""


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("زار الرئيس الصيني أستانا.", "visit"),
        ("أجرى الرئيس المصري اتصالا هاتفيا مع نظيره القبرصي.", "phone"),
        ("طردت بولندا دبلوماسيا روسيا.", "expel"),
        ("حظرت روسيا استيراد القمح من كازاخستان.", "discontinue"),
        ("انسحبت القوات الفرنسية من النيجر.", "withdraw"),
        ("أفرجت إيران عن صحفي فرنسي.", "release"),
        ("استقال رئيس الوزراء الصربي.", "resign"),
        ("اعتقلت السلطات التركية صحفيا معارضا.", "arrest"),
        ("احتجزت إيران ناقلة يونانية.", "seize"),
        ("شنت إسرائيل غارات جوية على لبنان.", "aerial"),
        ("اتهم الرئيس الأوكراني روسيا بالكذب.", "allege"),
        ("أدانت مصر القصف الإسرائيلي.", "disapprove"),
        ("أجرت كوريا الشمالية تجربة نووية.", "weapons"),
        ("تظاهر آلاف الصرب ضد الحكومة.", "demo"),
        ("رحبت قطر بقرار إسبانيا.", None),
    ],
)
def test_modes(text, mode):
    assert event(text).mode == mode


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("قال الجيش الإسرائيلي إنه قصف مواقع في لبنان.", "ISR", "says"),
        ("أكدت كييف أن روسيا قصفت خاركيف.", "UKR", "confirms"),
        ("زعمت طهران أن إسرائيل قصفت دمشق.", "IRN", "alleges"),
        ("أفادت وكالة تاس بأن روسيا طردت دبلوماسيا بولنديا.", "RUS", "reports"),
        ("نفت الصين تزويد روسيا بأسلحة.", "CHN", "denies"),
        ("نفت قطر أنها طردت قادة حماس.", "QAT", "denies"),
        ("أضاف وزير الدفاع الأوكراني أن روسيا قصفت خاركيف.", "UKR", "says"),
    ],
)
def test_the_voice_that_tells_it(text, speaker, verb):
    voices = event(text).voices
    assert [(voice.speaker.country, voice.verb) for voice in voices] == [(speaker, verb)]


def test_the_author_tells_it_in_the_own_voice():
    assert event("قصفت روسيا خاركيف.").voices == ()


def test_a_denial_is_negated_and_keeps_its_doer():
    found = event("نفى الجيش السوداني أنه قصف معسكرا في تشاد.")
    assert (found.type, found.status, countries(found.actors)) == ("ASSAULT", "negated", "SDN")


@pytest.mark.parametrize(
    ("time", "date", "precision"),
    [
        ("أمس", "2024-05-09", "day"),
        ("اليوم", "2024-05-10", "day"),
        ("في 3 مايو 2024", "2024-05-03", "day"),
        ("في أبريل", "2024-04", "month"),
        ("عام 2024", "2024", "year"),
        ("يوم الثلاثاء", "2024-05-07", "day"),
        ("", None, "unknown"),
    ],
)
def test_dates_count_from_publication(time, date, precision):
    found = event(f"حظرت روسيا استيراد القمح من كازاخستان {time}.")
    assert (found.date, found.date_precision) == (date, precision)


def test_a_relative_day_needs_a_day_of_publication():
    found = code("حظرت روسيا أمس استيراد القمح من كازاخستان.").events
    assert [(e.date, e.date_precision, e.status) for e in found] == [(None, "unknown", "actual")]


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("احتجزت إيران ناقلة يونانية في بندر عباس.", "Bandar Abbas", "IRN"),
        ("هاجمت أوكرانيا سفينة روسية في أوديسا.", "Odesa", "UKR"),
        ("هاجمت أوكرانيا جسرا في شبه جزيرة القرم.", "Crimea", "UKR"),
    ],
)
def test_places(text, place, country):
    found = event(text).place
    assert found is not None
    assert found.text in text
    assert (found.name, found.country) == (place, country)


@pytest.mark.parametrize("verb", ["التقى", "صافح"])
def test_a_meeting_has_no_recipient(verb):
    assert [e.recipients for e in events(f"{verb} الرئيس المصري نظيره القبرصي.")] in ([()], [])


def test_a_visit_goes_from_guest_to_host():
    assert summary("زار الرئيس الصيني باريس.") == "CONSULT CHN > FRA"
    assert summary("استقبل الرئيس الفرنسي نظيره الصيني في باريس.") == "CONSULT CHN > FRA"


def test_one_event_per_key():
    text = "طردت بولندا دبلوماسيا روسيا، وطردت بولندا ملحقا روسيا آخر."
    assert summary(text) == "SANCTION POL > RUS"


def test_the_same_act_actual_and_negated_is_two():
    text = "قصفت روسيا أوكرانيا، ولم تقصف روسيا أوكرانيا."
    assert {e.status for e in events(text)} <= {"actual", "negated"}
    assert len(events(text)) == 2


def test_the_event_with_the_mode_stands_for_two_of_one_key():
    text = "احتجزت إيران سفينة يونانية، وصادرت إيران سفينة يونانية."
    assert [e.mode for e in events(text)] == ["seize"]


def test_confidence_below_the_minimum_is_left_out():
    text = "قصفت روسيا خاركيف."
    confidence = event(text).confidence
    assert MINIMUM_CONFIDENCE < confidence <= 1
    assert events(text, minimum=confidence)
    assert not events(text, minimum=confidence + 0.01)


@pytest.mark.parametrize("text", ["هاجم لاعب روسي حكما فرنسيا.", "قصف المنتخب الألماني مرمى فرنسا."])
def test_sport_is_off_topic(text):
    assert summary(text) == ""


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("هجوم روسي جديد على كييف", "ASSAULT RUS > UKR"),
        ("حظر روسي على القمح الكازاخي", "SANCTION RUS > KAZ"),
        ("غارات إسرائيلية على لبنان", "ASSAULT ISR > LBN"),
        ("العلاقات المصرية التركية", ""),
        ("بعد الهجوم", ""),
        ("مليار ين من اليابان لكينيا", "AID JPN > KEN"),
        ("لابيد: على بولندا تسليم الوثائق", "REQUEST ISR > POL"),
        ("لابيد: يجب أن تعتذر بولندا عن القانون", "REQUEST ISR > POL"),
        ("كينيا وتنزانيا.. اتفاق جديد لترسيم الحدود", "AGREE KEN+TZA > -"),
        ("كينيا تغلق سفارتها وتتهم إثيوبيا بالتجسس", "SANCTION KEN > ETH; ACCUSE KEN > ETH"),
        ("العملة الكينية تهوي وسط تهديدات صينية", "THREATEN CHN > KEN"),
        ("القبض على المتورطين في هجوم نيروبي", "COERCE KEN > KEN"),
        ("قفزة للذهب قبيل توجيه ضربة لكينيا", ""),
        ("قضية مقتل طبيب كيني", ""),
    ],
)
def test_a_noun_is_news_in_a_title(title, due):
    found = [told(e) for e in events("يوم هادئ.", title=title) if e.sentence == 0]
    assert "; ".join(found) == due


@pytest.mark.parametrize(
    "topic", ["الهجوم الروسي على كييف", "المحادثات بين مصر وتركيا", "العقوبات الأوروبية على روسيا"]
)
def test_a_noun_is_a_topic_in_the_body(topic):
    assert summary(f"يتناول هذا المقال {topic} بالتفصيل.") == ""


def test_comments_and_citations_are_never_coded():
    text, start = joined_text("يوم هادئ", "هدأت الأسواق.")
    document = Document(
        id=document_id(text, None, None),
        text=text,
        body_start=start,
        comments=("قصفت روسيا خاركيف.",),
        citations=("طردت بولندا دبلوماسيا روسيا.",),
    )
    assert code_document(document).events == ()


def test_text_before_is_read_for_parties_and_not_coded():
    text = "واعتذرت لروسيا."
    document = Document(id=document_id(text, None, None), text=text)
    found = code_document(document, before="قصفت إسرائيل لبنان. وقالت كازاخستان إنها تدرس الأمر.").events
    assert [told(e) for e in found] == ["CONCEDE KAZ > RUS"]


def test_a_trigger_is_the_word_that_tells_it():
    text = "في بيان لها، طردت بولندا دبلوماسيا روسيا."
    found = event(text)
    assert text[found.start : found.end] == "طردت"


@pytest.mark.parametrize(
    ("text", "context"), [("قصفت روسيا خاركيف.", "military"), ("طردت بولندا السفير الروسي.", "diplomatic")]
)
def test_contexts(text, context):
    assert context in event(text).contexts


PLACE_LIMITS = [
    ("التقى الرئيس المصري نظيره القبرصي في نيقوسيا.", "Nicosia"),  # a capital is named as its state
    ("احتجزت إيران ناقلة يونانية في ميناء بندر عباس.", "Bandar Abbas"),  # a common noun in between
]
FLOOR = 0


def test_known_limits_do_not_grow():
    right = [text for text, due in LIMITS if summary(text) == due]
    right += [text for text, due in PLACE_LIMITS if due in [e.place and e.place.name for e in events(text)]]
    assert len(right) >= FLOOR, right

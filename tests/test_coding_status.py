"""What was denied, what is long past, and on which day: whole sentences in, status and date out."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.coding import code_document
from marsad.records import Document, Event


def _events(text: str, before: str = "") -> tuple[Event, ...]:
    document = Document(id="d", text=text, published=dt.date(2024, 5, 10))
    return code_document(document, before=before).events


def _told(event: Event) -> tuple[str, str, str, str]:
    sides = ("+".join(sorted(e.country for e in side)) for side in (event.actors, event.recipients))
    return (event.type, *sides, event.status)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("نفى مسؤول، في بيان نشره أمس، أن تكون كندا قد قصفت مواقع صومالية.", "ASSAULT CAN SOM negated"),
        ("نفى وزير كندي في تصريحات صحافية أن تكون روسيا قد قصفت بولندا.", "ASSAULT RUS POL negated"),
        ("نفى مسؤول أن تكون مسيرة إسرائيلية قد لاحقت سيارة في لبنان.", "ASSAULT ISR LBN negated"),
        ("نفت برلين تسليم كييف صواريخ.", "AID DEU UKR negated"),
        ("نفى مسؤول قيام مصر باختيار شركة روسية لبناء المحطة.", "AGREE EGY RUS negated"),
        ("لا صحة لأنباء عن اعتقال كندا صحافياً من بيرو.", "COERCE CAN PER negated"),
        ("أكدت الشرطة الإسبانية عدم ترحيل أي مهاجر سنغالي.", "COERCE ESP SEN negated"),
        ("انتهت الأزمة دون إسقاط إيران طائرة أمريكية.", "ASSAULT IRN USA negated"),
        ("لم يسبق أن ضبط الأردن شحنة أسلحة سورية.", "COERCE JOR SYR negated"),
        ("نفت الخارجية التونسية استدعاء السفير الإيطالي.", "ACCUSE TUN ITA negated"),
        ("لم توقف السلطات السودانية خدمة الإنترنت.", "COERCE SDN SDN negated"),
    ],
)
def test_what_is_denied_keeps_its_act_and_sides(text: str, due: str) -> None:
    assert due in [" ".join(_told(event)) for event in _events(text)]


@pytest.mark.parametrize(
    "text", ["لم تنف موسكو ولم تؤكد إرسال صواريخ إلى كابول.", "نفت موسكو الاتهامات الأميركية."]
)
def test_what_is_left_open_or_only_a_reproach_is_no_denied_act(text: str) -> None:
    assert not [event for event in _events(text) if event.status == "negated"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("يذكر أن تركيا أطلقت حملة اعتقالات ضد معارضين في آذار/مارس 2015.", "COERCE TUR TUR historical"),
        ("في 2015 سقطت الحكومة ثم قصفت كندا مواقع صومالية.", "ASSAULT CAN SOM historical"),
        ("وسبق أن أغلقت كينيا حدودها مع الصومال سنة 2015.", "SANCTION KEN SOM historical"),
        ("وتلك مرحلة قصفت فيها كندا مواقع صومالية عام 2015.", "ASSAULT CAN SOM historical"),
        ("وتطالب بيرو منذ 2015 بانسحاب القوات البوليفية.", "REQUEST PER BOL actual"),
    ],
)
def test_years_tell_background_and_since_does_not(text: str, due: str) -> None:
    assert due in [" ".join(_told(event)) for event in _events(text)]


def test_a_tie_kept_for_years_and_a_bare_anchor_are_no_events() -> None:
    assert _events("وتقيم بيرو علاقات كاملة مع كندا منذ عام 1992.") == ()
    assert _events("بعد عشرين عاماً على غزو العراق، ما زالت القاعدة قائمة.") == ()


def test_at_that_time_goes_on_from_the_sentence_before() -> None:
    before = "قصفت كندا مواقع صومالية في يناير 2016."
    assert [event.status for event in _events("وأرسلت بيرو حينها قوات إلى كندا.", before)] == ["historical"]
    assert [event.status for event in _events("وأرسلت بيرو قوات إلى كندا.", before)] == ["actual"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أعلنت بيرو الثلاثاء أنها تعتزم فتح سفارة في كندا.", "2024-05-07"),
        ("أعلنت بيرو اليوم أنها ستزور كندا يومي 20 و21 أيار.", "2024-05-10"),
        ("بعد ثلاثة أيام من قطع بيرو علاقاتها مع كندا، خلت الأسواق.", "2024-05-07"),
        (
            "استدعت بيرو السفير الكندي احتجاجا على قصف صاروخي شنه الجيش الكندي ليل الاثنين على بوليفيا.",
            "2024-05-06",
        ),
        ("قصفت كندا بيرو ليل الثلاثاء الأربعاء.", "2024-05-08"),
        ("قصفت كندا المتمردين في بيرو عام 2015.", "2015"),
    ],
)
def test_days_of_plans_of_deeds_counted_to_and_of_nights(text: str, day: str) -> None:
    assert day in [event.date for event in _events(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("نفت كندا صحة الأنباء التي تحدثت عن قصفها بلدات صومالية.", "ASSAULT CAN SOM negated"),
        ("نفت كندا تقارير إعلامية أفادت بأنها قصفت بلدات صومالية.", "ASSAULT CAN SOM negated"),
        ("وصفت كندا الأنباء عن قصفها بلدات صومالية بأنها عارية عن الصحة.", "ASSAULT CAN SOM negated"),
        ("ما تردد عن قصف كندا بلدات صومالية غير صحيح.", "ASSAULT CAN SOM negated"),
        ("غير صحيح ما يتردد عن أن كندا قصفت بلدات صومالية.", "ASSAULT CAN SOM negated"),
        ("استبعد مسؤول أوروبي أن تكون كندا قد قصفت بلدات صومالية.", "ASSAULT CAN SOM negated"),
        ("نُفي في نيروبي إرسال قوات كينية إلى الصومال.", "AID KEN SOM negated"),
        ("نفى الرئيس البيروفي اعتزامه زيارة كندا.", "AGREE PER CAN negated"),
        ("وقال وزير خارجية بيرو إن بلاده لم تهدد كندا.", "THREATEN PER CAN negated"),
        ("نفت بيرو قطعها علاقاتها مع كندا.", "SANCTION PER CAN negated"),
        ("لم تصدر عن بيرو أي إدانة للخطوة الكندية.", "ACCUSE PER CAN negated"),
        ("لم تخفف بيرو أياً من عقوباتها على كندا.", "CONCEDE PER CAN negated"),
        ("ولم تغلق بيرو بعد حدودها مع كندا.", "SANCTION PER CAN negated"),
        ("لم تكن هناك أي مفاوضات بين بيرو وكندا.", "CONSULT CAN+PER  negated"),
        ("قصفت القوات الكندية بلدات صومالية في حرب 2006.", "ASSAULT CAN SOM historical"),
        ("كانت كندا قد زارت بيرو عام 1965 ودعت الصوماليين إلى الحوار.", "REQUEST CAN SOM historical"),
    ],
)
def test_denials_of_reports_and_deeds_of_happenings(text: str, told: str) -> None:
    assert told in [" ".join(_told(event)) for event in _events(text)]


def test_what_is_not_ruled_out_is_left_open() -> None:
    assert {event.status for event in _events("لم تستبعد بيرو إرسال جنود إلى كندا.")} <= {"hypothetical"}


def test_days_are_counted_on_from_the_year_of_the_sentence_before() -> None:
    before = "قصفت كندا مواقع صومالية في عام 1997."
    assert [event.date for event in _events("وبعد عشرين عاما قصفت كندا بلدات صومالية.", before)] == ["2017"]

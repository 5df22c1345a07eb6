"""Shapes of titles: who acts behind "and", whom pressure names, what a question takes for granted."""

from __future__ import annotations

import pytest

from marsad.bulk import TextLine, code_text_line


def codes(side):
    return "+".join(sorted(party.country for party in side))


def told(title):
    """Acts of a title as "TYPE actors > recipients", with a status other than actual."""
    events = code_text_line(TextLine(id="title", text=title, published="2024-05-10"))
    status = {event: "" if event.status == "actual" else f" {event.status}" for event in events}
    return {f"{e.type} {codes(e.actors)} > {codes(e.recipients)}".rstrip() + status[e] for e in events}


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("انفجار في كابول وبيرو تتهم بوليفيا", {"ACCUSE PER > BOL"}),
        ("توتر في أوسلو وغانا تستدعي السفير النرويجي", {"ACCUSE GHA > NOR"}),
        ("توتر في أوسلو والأردن يستدعي السفير النرويجي", {"ACCUSE JOR > NOR"}),
        ("عشرات القتلى في أوسلو وكندا تطرد السفير النرويجي", {"SANCTION CAN > NOR"}),
        ("تقرير عن بيرو والسودان يتهم بوليفيا", set()),
        ("حوار بين بيرو وبوليفيا يدعو إلى التهدئة", set()),
    ],
)
def test_a_party_behind_and_acts_where_no_thing_does(title, due):
    acts = told(title)
    assert due <= acts
    assert due or not any(act.startswith(("ACCUSE PER", "REQUEST BOL", "ACCUSE SDN")) for act in acts)


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("كندا تفرض عقوبات على أطراف تتعامل مع بيرو", "SANCTION CAN >"),
        ("كندا تهدد بمقاطعة دول تخرق الحظر البيروفي", "THREATEN CAN >"),
        ("عقوبات على الأطراف التي تتعامل مع بيرو من قبل كندا", "SANCTION CAN >"),
        ("كندا تعاقب شركات هندية تتعامل مع بيرو", "SANCTION CAN > IND"),
    ],
)
def test_pressure_on_whoever_deals_with_a_party_is_not_on_that_party(title, due):
    assert told(title) == {due}


def test_a_question_takes_a_past_deed_for_granted():
    assert told("لماذا طردت كندا السفير الهندي؟") == {"SANCTION CAN > IND"}
    assert "AGREE CAN+IND > hypothetical" not in told("على ماذا اتفقت كندا والهند؟")


def test_what_someone_is_blamed_for_is_no_act_beside_the_blame():
    assert told("انتقادات كندا للهند بسبب رفضها السياح") == {"ACCUSE CAN > IND"}


def test_an_agreement_has_not_the_day_of_what_is_agreed():
    (event,) = code_text_line(
        TextLine(id="title", text="ليبيا: اتفاق على إجراء انتخابات في ديسمبر المقبل", published="2024-05-10")
    )
    assert (event.type, event.status, event.date) == ("AGREE", "actual", None)


def test_the_year_of_a_charge_is_not_that_of_the_verdict():
    title = "غانا تصدر حكما بإعدام عشرة أشخاص متهمين بقتل متظاهرين عام 2011"
    assert told(title) == {"SANCTION GHA > GHA"}


def test_who_gives_time_to_leave_is_the_land_to_be_left():
    assert told("مهلة أسبوع للسفير الهندي لمغادرة كندا") == {"SANCTION CAN > IND"}


def test_whose_strike_it_is_may_be_told_with_for():
    assert "ASSAULT SAU > YEM" in told("غارة للتحالف على صنعاء في اليمن")


def test_a_guest_is_no_deed_of_the_speaker_before_a_colon():
    assert "CONSULT SYR > FRA" in told("كندا: استضافة فرنسا لوفد سوري خطأ")


def test_a_small_word_on_digits_stands_by_itself():
    assert told("كندا تدعم غانا بـ3 مليارات دولار") == {"AID CAN > GHA"}


def test_a_summons_is_told_amid_words_of_sport():
    assert told("غانا تستدعي سفير بيرو بعد هتافات في مباراة") == {"ACCUSE GHA > PER"}


def test_a_people_is_known_in_the_accusative():
    assert told("كندا ترحل أتراكا") == {"COERCE CAN > TUR"}

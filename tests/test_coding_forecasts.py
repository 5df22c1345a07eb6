"""Forecasts out of Arabic sentences: who foresees what, how likely, by when, on what condition."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coding import code_document
from marsad.records import AUTHOR, Document, joined_text

DAY = dt.date(2024, 5, 10)
PIECES = st.sampled_from(
    [
        "من المرجح أن تعود الأزمة", "قد يرتفع السعر", "توقع خبراء", "أن ينهار الاتفاق", "لن تقبل موسكو",
        "إذا", "في حال", "قبل نهاية العام", "سيتراجع الطلب", "وقال المصرف:", "«", "»", "،", ".", "على وشك",
        "تحقق ما توقعناه", "حتماً", "يبدو أن", "فرص التسوية ضئيلة", "حذر أطباء من كارثة", "بحسب مراقبين",
        "ربما", "لا", "من", "التوقعات", "ب",
    ]
)  # fmt: skip


def coded(text, day=DAY, **more):
    return code_document(Document(id="d", text=text, published=day, **more)).forecasts


def one(text, day=DAY):
    (forecast,) = coded(text, day)
    return forecast


@pytest.mark.parametrize(
    ("text", "who", "words", "low", "high"),
    [
        ("من المرجح أن تتسع الأزمة بين البلدين.", None, "من المرجح", 0.55, 0.85),
        ("ومن المستبعد تماماً أن تعتذر القيادة.", None, "من المستبعد تماماً", 0.01, 0.05),
        ("لا يستبعد خبراء أن تتسع الأزمة.", "خبراء", "لا يستبعد", 0.2, 0.6),
        ("استبعد خبراء انهيار الهدنة.", "خبراء", "استبعد", 0.05, 0.25),
        ("ويرى محللون أن الأسعار قد ترتفع.", "محللون", "قد", 0.2, 0.6),
        ("يعتقد مراقبون أن الأسعار سترتفع حتماً.", "مراقبون", "حتماً", 0.85, 0.99),
        ("من شبه المؤكد، بحسب مراقبين، أن يفوز الحزب.", "مراقبين", "من شبه المؤكد", 0.9, 0.97),
        ("لا يبدو أن الحزب سيقبل بالهزيمة.", None, "لا يبدو", 0.05, 0.25),
        ("الاتفاق على وشك الانهيار.", None, "على وشك", 0.85, 0.99),
        ("فرص التسوية ضئيلة.", None, "ضئيلة", 0.05, 0.25),
        ("وقدّر خبراء أن الأسعار سترتفع.", "خبراء", "سترتفع", 0.85, 0.99),
        ("حذر أطباء من مجاعة في الإقليم.", "أطباء", "حذر", 0.2, 0.6),
    ],
)
def test_who_foresees_and_in_which_words(text, who, words, low, high):
    forecast = one(text)
    assert forecast.forecaster.text == who
    assert (forecast.forecaster == AUTHOR) is (who is None)
    assert (forecast.likelihood.words, forecast.likelihood.low, forecast.likelihood.high) == (
        words,
        low,
        high,
    )


def test_the_innermost_voice_foresees():
    text = "ذكرت صحيفة محلية نقلاً عن خبراء أن من المرجح أن ينهار الاتفاق."
    assert one(text).forecaster.text == "خبراء"


@pytest.mark.parametrize(
    "text",
    [
        "هل ستنهار الهدنة؟",
        "وقد وصل الوفد إلى المدينة.",
        "ستنطلق القمة في المدينة يوم الخميس المقبل.",
        "قال الوزير إن حكومته ستبني ثلاثة جسور.",
        "أعلنت فرنسا أنها ستسحب قواتها من مالي.",
        "وهددت طهران بأنها ستغلق المضيق.",
        "اتفق الجانبان على أن القوات ستغادر خلال شهر.",
        "من المحتمل أن يكون الحارس قد نام.",
        "يمكن للزوار دخول المتحف.",
        "لم يتوقع أحد هذه النتيجة.",
        "لم يستبعد التحقيق فرضية الحريق المتعمد.",
        "لا أحد يعرف من سيفوز.",
        "",
        "،،، «»",
    ],
)
def test_what_is_no_forecast(text):
    assert coded(text) == ()


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("من المتوقع أن يفتح المصنع بحلول 2030.", "2030"),
        ("من المتوقع أن يرتفع السعر خلال الأشهر المقبلة.", None),
        ("من المتوقع أن يرتفع السعر قبل نهاية العام.", "2024"),
        ("من المتوقع أن يرتفع السعر قبل عام 2028.", "2027-12-31"),
        ("من المتوقع أن يرتفع السعر قبل الصيف.", "2024-06"),
        ("من المتوقع أن يرتفع السعر قبل منتصف العام المقبل.", "2025-06"),
        ("من المتوقع أن يرتفع السعر خلال أسبوعين.", "2024-05-24"),
        ("من المتوقع أن يرتفع السعر كما ارتفع عام 2019.", None),
    ],
)
def test_horizons(text, horizon):
    assert one(text).horizon == horizon


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("سينهار الاتفاق إذا انسحبت الشركة.", "إذا انسحبت الشركة"),
        ("وإذا انسحبت الشركة فسينهار الاتفاق.", "إذا انسحبت الشركة"),
        ("في حال انسحبت الشركة، قد ينهار الاتفاق.", "في حال انسحبت الشركة"),
        ("من المرجح أن ينهار الاتفاق ما لم تتدخل الحكومة.", "ما لم تتدخل الحكومة"),
        ("من المرجح أن ينهار الاتفاق، وإن كان الخبراء يختلفون.", None),
    ],
)
def test_conditions(text, condition):
    assert one(text).condition == condition


def test_what_it_is_about():
    about = one("من المرجح أن تطرد فرنسا السفير الروسي.").about
    assert (about["type"], about["actors"], about["recipients"]) == ("SANCTION", ["FRA"], ["RUS"])
    assert about["negated"] is False
    assert one("من المرجح ألا تطرد فرنسا السفير الروسي.").about["negated"] is True
    assert one("من المرجح أن يتحسن الطقس.").about is None


def test_an_older_forecast_has_its_own_day():
    text = "وتوقع الوزير في تصريح أدلى به في 5 مارس 2022 أن تنفرج الأزمة."
    assert one(text).made_on == dt.date(2022, 3, 5)
    assert one("توقع الوزير أن تنفرج الأزمة.").made_on == DAY
    assert one("توقع الوزير أن تنفرج الأزمة.", None).made_on is None


OLDER = (
    "في 13 يوليو 2022 نشر المركز تقديراً جاء فيه:\n\n"
    "«نرجح أن تبدأ كازاخستان شحن النفط عبر باكو قبل نهاية 2023».\n\nوقد تحقق ما توقعناه."
)


def test_a_text_that_marks_its_own_forecast_is_flagged():
    forecast = one(OLDER)
    assert forecast.made_on == dt.date(2022, 7, 13)
    assert forecast.self_graded
    assert forecast.grade.verdict == "came true"
    assert forecast.grade.by == AUTHOR
    assert OLDER[forecast.grade.start : forecast.grade.end] == "تحقق ما توقعناه"


def test_a_text_that_marks_the_forecast_of_another_is_told_apart():
    text = (
        "صدقت توقعات الخبير رامز قبيسي.\n\nوقال الخبير رامز قبيسي في 3 مارس 2023 إن من المرجح أن ينهار الجسر."
    )
    forecast = one(text)
    assert forecast.grade is not None
    assert not forecast.self_graded


def test_a_forecast_that_did_not_come_true():
    text = "قال الخبير رامز قبيسي في 3 مارس 2023 إن من المرجح أن ينهار الجسر.\n\nولم تتحقق توقعات قبيسي."
    assert one(text).grade.verdict == "did not come true"


def test_what_only_seems_to_have_come_true_is_no_verdict():
    text = "قال الخبير رامز قبيسي إن من المرجح أن ينهار الجسر.\n\nيبدو أن هذا التوقع تحقق."
    assert all(forecast.grade is None for forecast in coded(text))


def test_the_house_is_known_by_its_name():
    body = (
        "قال مدير معهد الفرات للبحوث، الدكتور رامز قبيسي، في دراسة نشرها في 3 مارس 2023 "
        "إن الجسر على وشك الانهيار.\n\n"
        "وقد تحقق ما رصده الدكتور قبيسي."
    )
    (forecast,) = coded(body, outlet="معهد الفرات للبحوث")
    assert forecast.forecaster.text.endswith("قبيسي")
    assert forecast.self_graded
    (elsewhere,) = coded(body, outlet="صحيفة الوادي")
    assert not elsewhere.self_graded


def test_comments_and_citations_are_not_coded():
    document = Document(id="d", text="وصل الوفد.", published=DAY, comments=("من المرجح أن ينهار الاتفاق.",))
    assert code_document(document).forecasts == ()


def test_what_is_below_the_minimum_is_not_written():
    document = Document(id="d", text="من المرجح أن ينهار الاتفاق.", published=DAY)
    assert code_document(document, minimum=0.99).forecasts == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " ", " ، "]), st.none() | PIECES)
def test_whatever_the_text_spans_hold_and_it_comes_out_the_same_twice(pieces, joint, title):
    text, start = joined_text(title, joint.join(pieces))
    document = Document(id="d", text=text, title=title, body_start=start, published=DAY)
    found = code_document(document, minimum=0).forecasts
    assert found == code_document(document, minimum=0).forecasts
    assert len({forecast.id for forecast in found}) == len(found)
    for forecast in found:
        assert text[forecast.start : forecast.end] == forecast.statement
        assert forecast.statement.strip()
        assert forecast.likelihood.words in text
        assert 0 <= forecast.likelihood.low < forecast.likelihood.high <= 1
        assert 0 < forecast.confidence <= 1
        assert forecast.condition is None or forecast.condition in text
        party, grade = forecast.forecaster, forecast.grade
        assert party.text is None or text[party.start : party.end] == party.text
        assert grade is None or 0 <= grade.start < grade.end <= len(text)

"""Sentences of the body: asides that break in, objects far from their verb, refusals and threats."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.coding import code_document
from marsad.records import Document

CASES = [
    pytest.param(
        "حثت كينيا، التي يحمل البحارة جنسيتها، أوغندا على التهدئة.",
        ("REQUEST", ["KEN"], ["UGA"]),
        id="the object behind a relative clause",
    ),
    pytest.param(
        "ودعت كينيا، في رسالة وجهتها أمس، أوغندا إلى ضبط النفس.",
        ("REQUEST", ["KEN"], ["UGA"]),
        id="the object behind a described noun",
    ),
    pytest.param(
        "فرضت كينيا، وفق ما أعلن وزير التجارة، رسوماً جديدة على أوغندا.",
        ("SANCTION", ["KEN"], ["UGA"]),
        id="the object behind a source",
    ),
    pytest.param(
        "تحدثت بولندا عن الحرب، لكن المجر عرقلت بياناً للاتحاد الأوروبي.",
        ("REJECT", ["HUN"], ["EUR"]),
        id="a subject before its verb behind but",
    ),
    pytest.param(
        "وقامت تركيا أيضاً بتدريب ضباط كازاخستانيين مجاناً.",
        ("AID", ["TUR"], ["KAZ"]),
        id="an adverb at the end",
    ),
    pytest.param(
        "وقع الرئيسان البيروفي والتشيلي عقب المحادثات بيانين مشتركين.",
        ("SUPPORT", ["PER", "CHL"], []),
        id="an indefinite noun behind a definite one",
    ),
    pytest.param(
        "استقبل الرئيس الأوغندي في مكتبه وزير الخارجية الكيني.",
        ("CONSULT", ["KEN"], ["UGA"]),
        id="his closes a noun",
    ),
    pytest.param(
        "عادت القوات الأميركية لتقصف مواقع للحوثيين.",
        ("ASSAULT", ["USA"], ["YEM"]),
        id="what one returned to do",
    ),
    pytest.param(
        "هدد الرئيس التشيلي بيرو، لترد ليما بقصف قاعدة تشيلية.",
        ("ASSAULT", ["PER"], ["CHL"]),
        id="what came of it",
    ),
    pytest.param(
        "أغارت مقاتلات بريطانية على أكثر من ستين هدفاً للحوثيين.",
        ("ASSAULT", ["GBR"], ["YEM"]),
        id="whose a struck thing is",
    ),
    pytest.param(
        "وقال الرئيس الصومالي إن بلاده لن تتنازل عن شبر من أرضها لإثيوبيا.",
        ("REJECT", ["SOM"], ["ETH"]),
        id="will not yield",
    ),
    pytest.param(
        "قالت روسيا إنها ستقصف أوكرانيا.", ("THREATEN", ["RUS"], ["UKR"]), id="what one says one will do"
    ),
    pytest.param(
        "هدد الرئيس البيلاروسي بقطع الغاز عن أوروبا إذا عاقبه الاتحاد الأوروبي.",
        ("THREATEN", ["BLR"], ["EUR"]),
        id="Europe beside its Union",
    ),
    pytest.param(
        "ألغت كندا الرسوم التي كان ينوي وزيرها تطبيقها على المكسيك وتشيلي، ورحبت المكسيك وتشيلي.",
        ("CONCEDE", ["CAN"], ["MEX", "CHL"]),
        id="both that a measure hit",
    ),
]


def _told(text):
    document = Document(id="d", text=f"عنوان\n\n{text}", title="عنوان", published=dt.date(2024, 5, 10))
    return [
        (event.type, [p.country for p in event.actors], [p.country for p in event.recipients], event.status)
        for event in code_document(document).events
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_act_is_told_with_its_sides(text, expected):
    assert (*expected, "actual") in _told(text)


def test_what_must_be_done_is_not_done():
    assert not _told("شدد الرئيس الكيني على ضرورة أن تسحب أوغندا قواتها.")


@pytest.mark.parametrize(
    "text", ["استقبلت المدينة صيفاً حاراً، كما في كل عام، وأمطاراً.", "، التي ، قالت ،", "التي، وفق،،"]
)
def test_stray_commas_break_nothing(text):
    assert _told(text) == []

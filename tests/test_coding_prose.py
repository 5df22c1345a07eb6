"""Running prose: circumstances, pronouns, verbs joined to others, deeds told as a time or an answer."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.coding import code_document
from marsad.records import Document

CASES = [
    pytest.param(
        "أوقفت بيرو المفاوضات، محملة رئيس بوليفيا مسؤولية الفشل.",
        ("ACCUSE", ["PER"], ["BOL"]),
        id="a circumstance keeps its object",
    ),
    pytest.param(
        "أغلقت كوستاريكا قنصليتها، متهمة الحرس الثوري بتدبير هجوم.",
        ("ACCUSE", ["CRI"], ["IRN"]),
        id="no accused woman",
    ),
    pytest.param(
        "علقت غانا التأشيرات للتوغوليين، واتهمت توغو بإيواء متمردين.",
        ("ACCUSE", ["GHA"], ["TGO"]),
        id="whom one accuses",
    ),
    pytest.param(
        "رفضت النرويج العرض ودعت السويد إلى تسليم المطلوبين.",
        ("REQUEST", ["NOR"], ["SWE"]),
        id="right on without a comma",
    ),
    pytest.param(
        "وجاءت الدعوة بعد ثلاثة أيام من قصف تايلاند قرية كمبودية.",
        ("ASSAULT", ["THA"], ["KHM"]),
        id="three days after a deed",
    ),
    pytest.param(
        "بعد سحب بلجيكا سفيرها من كينيا، ارتفعت الأسعار.",
        ("SANCTION", ["BEL"], ["KEN"]),
        id="a deed at the head",
    ),
    pytest.param(
        "ردت قوات طالبان بمهاجمة نقاط حدودية باكستانية.",
        ("ASSAULT", ["AFG"], ["PAK"]),
        id="a deed as an answer",
    ),
    pytest.param(
        "استدعت بنما السفير احتجاجا على قصف صاروخي شنه الحرس الثوري على البحرين.",
        ("ASSAULT", ["IRN"], ["BHR"]),
        id="described without 'which'",
    ),
    pytest.param(
        "أعلنت الدنمارك زيادة الرسوم، وهي خطوة رفضتها آيسلندا.",
        ("REJECT", ["ISL"], ["DNK"]),
        id="a subject behind a pronoun on the verb",
    ),
    pytest.param(
        "سلمت نيجيريا بنين مروحيتين.", ("AID", ["NGA"], ["BEN"]), id="a dual of a word that the table knows"
    ),
    pytest.param(
        "طالبت بلغاريا بسحب الجنود السوفييت.",
        ("REQUEST", ["BGR"], ["RUS"]),
        id="the owner of what is asked for",
    ),
]


def _told(text: str) -> list[tuple[str, list[str], list[str]]]:
    document = Document(id="d", text=text, published=dt.date(2024, 5, 10))
    return [
        (event.type, [a.country for a in event.actors], [r.country for r in event.recipients])
        for event in code_document(document).events
    ]


@pytest.mark.parametrize(("text", "due"), CASES)
def test_prose_tells_its_acts(text: str, due: tuple[str, list[str], list[str]]) -> None:
    assert due in _told(text)


def test_it_fell_is_still_it_lost() -> None:
    assert ("ASSAULT", ["UNK"], ["RUS"]) not in _told("فقد الجيش الروسي سيطرته على بلدة أوكرانية.")


def test_the_two_countries_are_no_outlets() -> None:
    told = _told("انتهت القمة. هانوي (رويترز) - اختتم الرئيس الصيني زيارة لفيتنام ووقع البلدان اتفاقا.")
    assert ("SUPPORT", ["CHN", "VNM"], []) in [(kind, sorted(actors), to) for kind, actors, to in told]


def test_what_one_of_two_owns_is_no_other_side() -> None:
    told = _told("عرضت الإكوادور خطة على بيرو. ووافق البلدان على تسيير دوريات في أراضي بيرو.")
    assert all(not to for kind, actors, to in told if len(actors) > 1)


def test_its_neighbour_is_whom_the_text_speaks_of() -> None:
    text = (
        "تعاني سريلانكا أزمة. وزار وزير سريلانكا المالديف ثم عاد إلى سريلانكا. وقدمت الهند لجارتها مساعدات."
    )
    assert ("AID", ["IND"], ["LKA"]) in _told(text)

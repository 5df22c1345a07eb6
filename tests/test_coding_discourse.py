"""The other side of an act that its clause leaves unsaid."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.coding import code_document
from marsad.records import Document, Event


def _events(text: str) -> tuple[Event, ...]:
    document = Document(id="d", text=text, published=dt.date(2024, 5, 10))
    return code_document(document).events


def _last(text: str) -> tuple[str, list[str], list[str]]:
    event = _events(text)[-1]
    return event.type, [a.country for a in event.actors], [r.country for r in event.recipients]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "زار وزير الخارجية الفرنسي الجزائر الاثنين. ورفضت باريس المقترح.",
            ("REJECT", ["FRA"], ["DZA"]),
            id="the party named last before",
        ),
        pytest.param(
            "رداً على تصريحات مدريد، سحبت الجزائر سفيرها.",
            ("SANCTION", ["DZA"], ["ESP"]),
            id="the one other party of the sentence",
        ),
        pytest.param("روسيا تقصف كييف وباريس تندد", ("ACCUSE", ["FRA"], ["RUS"]), id="whom a title answers"),
    ],
)
def test_the_other_side_is_taken_from_what_the_text_speaks_of(
    text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert _last(text) == expected


def test_a_country_alone_is_given_no_other_side() -> None:
    assert _last("رفضت باريس المقترح.") == ("REJECT", ["FRA"], [])


def test_an_unsaid_side_has_no_words() -> None:
    event = _events("زار وزير الخارجية الفرنسي الجزائر الاثنين. ورفضت باريس المقترح.")[-1]
    assert [party.text for party in event.recipients] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "رداً على تصريحات مدريد ولشبونة، سحبت الجزائر سفيرها.",
            ("SANCTION", ["DZA"], ["ESP", "PRT"]),
            id="other parties joined by and are one other side",
        ),
        pytest.param(
            "رداً على تصريحات مدريد عن لشبونة، سحبت الجزائر سفيرها.",
            ("SANCTION", ["DZA"], ["ESP"]),
            id="of several other parties the one named first",
        ),
        pytest.param(
            "زار وزير تركي كراكاس، بينما شكرت موسكو هافانا.",
            ("SUPPORT", ["RUS"], ["CUB"]),
            id="who acts meanwhile is no other side",
        ),
        pytest.param(
            "اعتذر وزير الداخلية البيلاروسي للمصابين.", ("CONCEDE", ["BLR"], ["BLR"]), id="one's own people"
        ),
        pytest.param("استدعت فرنسا سفيرها.", ("SANCTION", ["FRA"], []), id="a state alone acts abroad"),
        pytest.param(
            "يشارك الرئيس التركي في الأعمال. وصافح بوتين أمس.",
            ("CONSULT", ["RUS", "TUR"], []),
            id="who else met",
        ),
        pytest.param(
            "رداً على الخطوة الأذربيجانية طالبت موسكو بالإفراج عن الصحافيين.",
            ("REQUEST", ["RUS"], ["AZE"]),
            id="a group that a state speaks to is of the other land",
        ),
        pytest.param(
            "طالبت موسكو بالإفراج عن الصحافيين.",
            ("REQUEST", ["RUS"], ["RUS"]),
            id="with no other land its own",
        ),
        pytest.param(
            "توعدت باكستان بالرد، وأسقط سلاح الجو مقاتلتين هنديتين.",
            ("ASSAULT", ["PAK"], ["IND"]),
            id="a force that strikes a state is of the other land",
        ),
        pytest.param(
            "وصفت الهند كلامه بأنه سخيف، واتهمت كندا بإيواء متطرفين.",
            ("ACCUSE", ["IND"], ["CAN"]),
            id="who alone stands beside an accusation is accused",
        ),
        pytest.param(
            "أعلنت إيران أنها سترد، واتهمت إسرائيل طهران بالكذب.",
            ("ACCUSE", ["ISR"], ["IRN"]),
            id="of two beside an accusation the first accuses",
        ),
        pytest.param(
            "يذكر تقرير أن النروج توسطت بين الهند وباكستان، وأن الطرفين تبادلا الأسرى.",
            ("RETREAT", ["IND", "PAK"], []),
            id="the two sides are the pair named last",
        ),
    ],
)
def test_an_act_that_needs_another_side_is_given_the_likeliest(
    text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert _last(text) == expected


def test_a_guessed_side_has_no_words() -> None:
    event = _events("رداً على تصريحات مدريد عن لشبونة، سحبت الجزائر سفيرها.")[-1]
    assert [(party.text, party.start) for party in event.recipients] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "فرضت كندا عقوبات على فنزويلا. ورحبت بيرو بالخطوة.",
            ("SUPPORT", ["PER"], ["CAN"]),
            id="the step is that of the lead",
        ),
        pytest.param(
            "قصفت إثيوبيا مواقع في إريتريا الاثنين. وأطلقت القوات الإثيوبية النار على سيارات.",
            ("ASSAULT", ["ETH"], ["ERI"]),
            id="forces strike the foe of the story",
        ),
        pytest.param(
            "علقت فرنسا التعاون مع مالي الاثنين. ونشرت باريس قوات إضافية.",
            ("MOBILIZE", ["FRA"], []),
            id="forces are moved against nobody told",
        ),
        pytest.param(
            "دانت مصر الغارة الإسرائيلية على سوريا واعتبرتها انتهاكا.",
            ("ACCUSE", ["EGY"], ["ISR"]),
            id="what is judged twice is one blame",
        ),
        pytest.param(
            "زار وزير الخارجية التركي باكو الاثنين. وقال الوزير إن بلاده ستنتظر، وذلك خلال زيارته لطوكيو.",
            ("CONSULT", ["TUR"], ["JPN"]),
            id="and that goes on with the main verb",
        ),
    ],
)
def test_a_side_is_taken_from_the_story(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert _last(text) == expected


def test_what_a_treaty_provides_for_is_no_deed() -> None:
    events = _events("وبموجب الاتفاق، يسحب الجيش الإسرائيلي قواته من جنوب لبنان.")
    assert {event.status for event in events} <= {"future", "hypothetical"}

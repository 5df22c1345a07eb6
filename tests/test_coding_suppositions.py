"""What a forecast supposes: every row of the tables by its example, conditions and causes, who acts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coding import leanings as leaning_module
from marsad.coding import suppositions
from marsad.coding.coder import code_document
from marsad.coding.leanings import leanings
from marsad.coding.scene import Memory, Scene
from marsad.coding.suppositions import conditions_around, may_lead, supposed_by
from marsad.errors import DataFileError
from marsad.languages import sentences
from marsad.records import Document
from marsad.tables import parsed_rows, rows

DAY = dt.date(2024, 5, 5)
LEANINGS = list(rows("marsad.coding", "data/leanings.ar.tsv", leaning_module.COLUMNS))
LEADS = list(rows("marsad.coding", "data/leads.ar.tsv", suppositions.COLUMNS))


def acts(text):
    scene = Scene(text, 0, 1, DAY, False, Memory())
    return leanings(scene, 0, len(scene.tokens))


def document(text):
    return Document(id="d", text=text, published=DAY)


def forecasts(text):
    return code_document(document(text), records=frozenset({"forecasts"})).forecasts


def supposed(text):
    """What the first forecast of a text supposes, and its words."""
    for forecast in forecasts(text):
        found = supposed_by(forecast, sentences(text, 0), DAY)
        if found is not None and found.leanings:
            return found, text[found.start : found.end]
    return None


# Tables


@pytest.mark.parametrize("row", LEANINGS, ids=lambda row: row["words"])
def test_the_example_of_a_leaning_is_read_and_its_near_miss_is_not(row):
    found = [one for one in acts(row["example"]) if one.towards is not None]
    assert found
    assert all(one.doers == {"KAZ"} and one.sides for one in found)
    expected = not found[0].towards if row["sense"] == "not" else row["sense"] == "towards"
    assert found[0].negated if row["sense"] == "not" else found[0].towards == expected
    assert [one for one in acts(row["near_miss"]) if one.towards is not None] == []


@pytest.mark.parametrize("row", LEADS, ids=lambda row: row["words"])
def test_the_example_of_what_leads_is_read_and_its_near_miss_is_not(row):
    found, words = supposed(row["example"] + ".")
    assert "التقارب مع الغرب" in words
    assert any(one.towards and one.sides == {"XWE"} for one in found.leanings)
    assert supposed(row["near_miss"] + ".") is None


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("leanings", "مال\tsideways\tإلى\tx\ty"),
        ("leanings", "مال\ttowards\t\tx\ty"),
        ("leanings", "عدم\tnot\tإلى\tx\ty"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(monkeypatch, table, line):
    text = "\t".join(leaning_module.COLUMNS) + "\n" + line + "\n"
    monkeypatch.setattr(
        leaning_module, "rows", lambda _, file, columns: parsed_rows(text, f"bad {table} {file}", columns)
    )
    leaning_module._table.cache_clear()
    try:
        with pytest.raises(DataFileError, match="leanings"):
            acts("إذا رضخت كازاخستان لروسيا")
    finally:
        leaning_module._table.cache_clear()


# Conditions and causes


@pytest.mark.parametrize(
    ("text", "words", "side", "towards"),
    [
        (
            "قد ترد موسكو إذا ربطت كازاخستان نفسها بالأسواق الأوروبية.",
            "إذا ربطت كازاخستان نفسها بالأسواق الأوروبية", "XER", True,
        ),
        ("إذا أرضت كازاخستان روسيا فستخسر استثماراتها.", "إذا أرضت كازاخستان روسيا", "RUS", True),
        ("سيؤدي ابتعاد كازاخستان عن روسيا إلى غلاء الوقود.", "ابتعاد كازاخستان عن روسيا", "RUS", False),
        (
            "من المتوقع أن يثير انضمام كازاخستان إلى العقوبات الغربية غضب الجيران.",
            "انضمام كازاخستان إلى العقوبات الغربية", "XWE", True,
        ),
    ],
)  # fmt: skip
def test_the_act_supposed_is_read_with_its_words(text, words, side, towards):
    found, told = supposed(text)
    assert words in told
    (act,) = [one for one in found.leanings if one.towards is not None]
    assert (act.doers, act.sides, act.towards, act.negated) == ({"KAZ"}, {side}, towards, False)


def test_what_is_not_done_is_negated():
    found, _ = supposed("إذا لم تمتثل كازاخستان للعقوبات الغربية فستتضرر مصارفها.")
    assert found.leanings[0].negated


def test_unless_negates_too():
    found, _ = supposed("ستتضرر المصارف إلا إذا امتثلت كازاخستان للعقوبات الغربية.")
    assert found.leanings[0].negated


def test_an_unsaid_doer_is_left_open_and_those_named_are_told():
    found, words = supposed("كازاخستان في حيرة: إن راعت موسكو بالكامل فستفقد ثقة المستثمرين.")
    assert words == "إن راعت موسكو بالكامل"
    assert found.leanings[0].doers == frozenset()
    assert "KAZ" in found.named


def test_the_sentence_before_is_among_what_is_named():
    found, _ = supposed("تقف كازاخستان بين جارين. قد يؤدي التقارب مع الغرب إلى قطيعة.")
    assert "KAZ" in found.named


def test_who_acts_on_the_state_is_the_doer():
    found, _ = supposed("إذا قطعت روسيا صلتها مع كازاخستان فستتراجع التجارة.")
    assert found.leanings[0].doers == {"RUS"}


def test_and_if_needs_a_then_and_although_is_none():
    then = forecasts("إن صبرت كازاخستان فستربح؛ وإن راعت موسكو فستخسر المستثمرين.")
    assert "إن راعت موسكو" in {one.condition for one in then}
    although = forecasts("ستبقى كازاخستان حذرة، وإن راعت موسكو في بعض الملفات.")
    assert "إن راعت موسكو" not in {one.condition for one in although}


@pytest.mark.parametrize("text", ["يتوقع الخبير أن تمطر غدا.", "ستنخفض الأسعار إذا هطل المطر."])
def test_what_names_no_side_supposes_nothing(text):
    assert supposed(text) is None


def test_a_verb_of_leading_is_seen_quickly():
    assert may_lead("سيؤدي ذلك إلى أزمة")
    assert not may_lead("ستمطر غدا")


def test_the_condition_of_a_threat_is_found_and_elsewhere_none():
    text = "هددت روسيا بوقف الضخ إذا انضمت كازاخستان إلى العقوبات. وسكتت بعد ذلك."
    start, end = conditions_around(3, sentences(text, 0), DAY)
    assert text[start:end] == "إذا انضمت كازاخستان إلى العقوبات"
    assert conditions_around(len(text) - 3, sentences(text, 0), DAY) is None
    assert conditions_around(10_000, sentences(text, 0), DAY) is None


def test_of_a_text_that_was_not_kept_nothing_is_read():
    (forecast,) = forecasts("قد يؤدي التقارب مع الغرب إلى قطيعة.")
    bare = [one.__class__(number=one.number, start=one.start, end=one.end, text="")
            for one in sentences("قد يؤدي التقارب مع الغرب إلى قطيعة.", 0)]  # fmt: skip
    assert supposed_by(forecast, bare, DAY) is None


PIECES = [
    "إذا",
    "وإن",
    "قد",
    "كازاخستان",
    "روسيا",
    "الغرب",
    "راعت",
    "التقارب",
    "مع",
    "إلى",
    "يؤدي",
    "،",
    "ستخسر",
    "لم",
    "عن",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14))
def test_any_words_give_acts_whose_words_stand_in_the_text(words):
    text = " ".join(words) + "."
    for forecast in forecasts(text):
        found = supposed_by(forecast, sentences(text, 0), DAY)
        if found is not None:
            assert 0 <= found.start < found.end <= len(text)
            assert all((one.sides and not one.sides & one.doers) or one.type for one in found.leanings)

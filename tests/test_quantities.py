"""Quantities: numbers with about and at least, percentages, ranges, fractions; and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import DataFileError
from marsad.languages import language
from marsad.languages.arabic import quantity_words as words_module
from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.quantity_words import COLUMNS, KINDS, quantity_words
from marsad.languages.arabic.words import duals
from marsad.tables import parsed_rows, rows

ROWS = list(rows("marsad.languages.arabic", "data/quantity_words.tsv", COLUMNS))


def quantities(text):
    arabic = language("ar")
    tokens = arabic.tokens(text)
    return arabic.quantities(tokens, arabic.counting(text, [token.form for token in tokens]))


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "words"),
    [
        ("باعت 40 سفينة", 40, None, None, "40"),
        ("باعت نحو 40 سفينة", 40, None, None, "نحو 40"),
        ("وبحوالي ٤٠ سفينة", 40, None, None, "وبحوالي ٤٠"),
        ("قرابة أربعين سفينة", 40, None, None, "قرابة أربعين"),
        ("ما لا يقل عن 40 سفينة", 40, 40, None, "ما لا يقل عن 40"),
        ("أكثر من نحو 40 سفينة", 40, 40, None, "أكثر من نحو 40"),
        ("فاقت الكلفة 40 ملياراً", 40e9, 40e9, None, "40 ملياراً"),
        ("تزيد كلفة المشروع على 40 ملياراً", 40e9, 40e9, None, "40 ملياراً"),
        ("ما يصل إلى 40 سفينة", 40, None, 40, "ما يصل إلى 40"),
        ("دون 40 سفينة", 40, None, 40, "دون 40"),
        ("40 سفينة على الأقل", 40, 40, None, "40"),
        ("بين 10 و15 سفينة", 12.5, 10, 15, "بين 10 و15"),
        ("بين عشرة وخمسة عشر مليوناً", 12.5e6, 10e6, 15e6, "بين عشرة وخمسة عشر مليوناً"),
        ("ما بين 1.5 وملياري دولار", 1.75e9, 1.5e9, 2e9, "ما بين 1.5 وملياري"),
        ("من 3 إلى 5 سفن", 4, 3, 5, "من 3 إلى 5"),
        ("12-18 سفينة", 15, 12, 18, "12-18"),
        ("ثلاث أو أربع سفن", 3.5, 3, 4, "ثلاث أو أربع"),
        ("عشرات الآلاف من السفن", 20_000, 20_000, 99_000, "عشرات الآلاف"),
        ("مليونا يورو", 2e6, None, None, "مليونا"),
        ("مليونا ونصف المليون يورو", 1.5e6, None, None, "مليونا ونصف المليون"),
    ],
)
def test_count(text, value, low, high, words):
    (found,) = quantities(text)
    assert (found.value, found.low, found.high, found.kind) == (value, low, high, "count")
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("نسبة 7,5 بالمئة", 7.5, "percent"),
        ("نسبة 7.5%", 7.5, "percent"),
        ("نسبة %7", 7, "percent"),
        ("سبعة في المئة", 7, "percent"),
        ("ثلاث نقاط مئوية", 3, "points"),
        ("نقطتين مئويتين", 2, "points"),
        ("25 نقطة أساس", 25, "basis points"),
        ("أربعة أضعاف", 4, "times"),
        ("ضعف ما كان", 2, "times"),
        ("ربع السكان", 25, "fraction"),
        ("ثلثا السكان", 200 / 3, "fraction"),
        ("ثلاثة أرباع السكان", 75, "fraction"),
        ("خمس السكان", 20, "fraction"),
    ],
)
def test_kind(text, value, kind):
    (found,) = quantities(text)
    assert found.kind == kind
    assert found.value == pytest.approx(value)


def test_a_fifth_is_told_from_five():
    assert [found.kind for found in quantities("خمس سفن")] == ["count"]


@pytest.mark.parametrize("text", ["من 34 إلى 84 في المئة", "من 84 إلى 34 في المئة"])
def test_from_and_to_keep_their_parts(text):
    (found,) = quantities(text)
    assert sorted(part.value for part in found.parts) == [34, 84]
    assert {part.kind for part in found.parts} == {"percent"}


@pytest.mark.parametrize("text", ["نحو 40 سفينة", "40 سفينة تقريباً", "آلاف السفن", "أكثر من 40 سفينة"])
def test_what_is_not_told_exactly_is_approximate(text):
    (found,) = quantities(text)
    assert found.approximate


@pytest.mark.parametrize("text", ["السفن السبع", "الدول الـ27", "السبعة"])
def test_the_article_makes_it_definite(text):
    (found,) = quantities(text)
    assert found.definite


@pytest.mark.parametrize(
    "text",
    [
        "إف-16",
        "F-35",
        "F16",
        "كوفيد-19",
        "5+1",
        "14:30",
        "فاز 1-0",
        "الاجتماع الثاني عشر",
        "نصف",
        "سفينة",
        "",
    ],
)
def test_no_quantity(text):
    assert quantities(text) == []


def test_a_descending_pair_is_no_range():
    assert [found.low for found in quantities("بين 15 و10 سفن")] == [None, None]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *sorted(number_words())[::9],
                "و",
                "بين",
                "من",
                "إلى",
                "نحو",
                "-",
                "%",
                "5",
                "1.5",
                "ب12",
                "ضعف ما",
            ]
        ),
        max_size=14,
    )
)
def test_any_heap_of_words_can_be_read(words):
    text, end = " ".join(words), 0
    for found in quantities(text):
        assert end <= found.start <= found.number < found.end <= len(text)
        end = found.end
        assert found.low is None or found.high is None or found.parts or found.low <= found.high


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    assert all(0 <= found.start < found.end <= len(text) for found in quantities(text))


@settings(deadline=None)
@given(st.integers(2, 10**9))
def test_spans_hold_the_number(number):
    text = f"بلغ العدد نَحوَ {number} سفينةً"
    (found,) = quantities(text)
    assert (found.value, found.approximate) == (number, True)
    assert text[found.start : found.end] == f"نَحوَ {number}"


@pytest.mark.parametrize(
    ("noun", "both"), [("جندي", ("جنديان", "جنديين")), ("ناقله", ("ناقلتان", "ناقلتين"))]
)
def test_duals(noun, both):
    assert duals(noun) == both


# The table


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_every_row_is_used(row):
    runs = {tuple(normalised(form).text.split()) for form in row.alternatives("forms")}
    assert set(quantity_words()[row["kind"]]) == runs


def test_every_kind_has_a_row_and_rows_are_sorted():
    kinds = [row["kind"] for row in ROWS]
    assert set(kinds) == KINDS
    assert kinds == sorted(kinds)


def read_with(monkeypatch, lines):
    text = "\n".join(["\t".join(COLUMNS), *lines]) + "\n"
    monkeypatch.setattr(words_module, "rows", lambda *_: parsed_rows(text, "quantity_words.tsv", COLUMNS))
    return words_module.quantity_words.__wrapped__()


@pytest.mark.parametrize(
    ("line", "problem"),
    [("dozen\tx\t", "'dozen' is unknown"), ("about\t\t", "no forms"), ("about\tنحو\t", "kinds missing")],
)
def test_bad_row_is_named(monkeypatch, line, problem):
    with pytest.raises(DataFileError, match=rf"quantity_words\.tsv:\d+: .*{problem}"):
        read_with(monkeypatch, [line])


def test_a_kind_given_twice_is_refused(monkeypatch):
    with pytest.raises(DataFileError, match=r":3: .*given twice"):
        read_with(monkeypatch, ["about\tنحو\t", "about\tحوالي\t"])

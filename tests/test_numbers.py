"""Numbers in digits and words, ordinals, vague numbers, percentages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import DataFileError
from marsad.languages.arabic import number_words as words_module
from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.number_grammar import value_of_digits
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.numbers import numbers, ordinals
from marsad.tables import Row, rows

COLUMNS = ("value", "kind", "forms")
ROWS = list(rows("marsad.languages.arabic", "data/number_words.tsv", COLUMNS))


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("قتل 12 جنديا", 12, "12"),
        ("قتل ١٢ جنديا", 12, "١٢"),
        ("قتل ۱۲ جنديا", 12, "۱۲"),
        ("بلغ 2,500 طن", 2500, "2,500"),
        ("بلغ ٢٠٬٠٠٠ طن", 20000, "٢٠٬٠٠٠"),
        ("بلغ 20،000 طن", 20000, "20،000"),
        ("بلغ 1.5 طن", 1.5, "1.5"),
        ("بلغ ١٫٥ طن", 1.5, "١٫٥"),
        ("بلغ 1,5 طن", 1.5, "1,5"),
        ("بلغ 2.500 طن", 2.5, "2.500"),
        ("بلغ 2.500.000 طن", 2500000, "2.500.000"),
        ("بلغ 1,234.5 طن", 1234.5, "1,234.5"),
        ("بلغ 1.234.567,8 طن", 1234567.8, "1.234.567,8"),
        ("نسبة 60%", 60, "60%"),
        ("نسبة ١٢٫٥٪", 12.5, "١٢٫٥٪"),
        ("نسبة 60 في المئة", 60, "60 في المئة"),
        ("نسبة 60 في المائة", 60, "60 في المائة"),
        ("نسبة 80 بالمئة", 80, "80 بالمئة"),
        ("نسبة خمسين بالمائة", 50, "خمسين بالمائة"),
        ("ثلاثة جنود", 3, "ثلاثة"),
        ("ثلاث سفن", 3, "ثلاث"),
        ("جندي واحد", 1, "واحد"),
        ("جنديان اثنان", 2, "اثنان"),
        ("اثنا عشر جنديا", 12, "اثنا عشر"),
        ("اثنتي عشرة سفينة", 12, "اثنتي عشرة"),
        ("أحد عشر جنديا", 11, "أحد عشر"),
        ("إحدى عشرة سفينة", 11, "إحدى عشرة"),
        ("خمسة عشر جنديا", 15, "خمسة عشر"),
        ("خمس عشرة سفينة", 15, "خمس عشرة"),
        ("خمسة وعشرون جنديا", 25, "خمسة وعشرون"),
        ("خمس وعشرين سفينة", 25, "خمس وعشرين"),
        ("وثلاثين وثيقة", 30, "ثلاثين"),
        ("بخمسين ضحية", 50, "بخمسين"),
        ("مئة جندي", 100, "مئة"),
        ("مائة جندي", 100, "مائة"),
        ("مئتان", 200, "مئتان"),
        ("مائتي جندي", 200, "مائتي"),
        ("ثلاثمائة جندي", 300, "ثلاثمائة"),
        ("ثلاثمئة جندي", 300, "ثلاثمئة"),
        ("ثلاث مئة جندي", 300, "ثلاث مئة"),
        ("تسعمئة وتسعة وتسعون", 999, "تسعمئة وتسعة وتسعون"),
        ("مئة وأحد عشر", 111, "مئة وأحد عشر"),
        ("ألف جندي", 1000, "ألف"),
        ("ألفان", 2000, "ألفان"),
        ("ألفا جندي", 2000, "ألفا"),
        ("ثلاثة آلاف جندي", 3000, "ثلاثة آلاف"),
        ("اثنا عشر ألفاً", 12000, "اثنا عشر ألفاً"),
        ("مئة ألف طن", 100000, "مئة ألف"),
        ("تسعة آلاف وخمسمئة", 9500, "تسعة آلاف وخمسمئة"),
        ("مئة وخمسة وعشرون ألفا وثلاثمائة", 125300, "مئة وخمسة وعشرون ألفا وثلاثمائة"),
        ("ألفين وأربعة وعشرين", 2024, "ألفين وأربعة وعشرين"),
        ("20 ألفاً و500 جندي", 20500, "20 ألفاً و500"),
        ("20 مليار دولار", 2e10, "20 مليار"),
        ("1.5 مليون طن", 1.5e6, "1.5 مليون"),
        ("مليون ونصف", 1.5e6, "مليون ونصف"),
        ("مليون ونصف المليون دولار", 1.5e6, "مليون ونصف المليون"),
        ("ثلاثة ملايين ونصف المليون", 3.5e6, "ثلاثة ملايين ونصف المليون"),
        ("نصف مليون", 5e5, "نصف مليون"),
        ("ربع مليار", 2.5e8, "ربع مليار"),
        ("مليارين ومئتي مليون", 2.2e9, "مليارين ومئتي مليون"),
        ("ألف مليار", 1e12, "ألف مليار"),
        ("ثلاثة تريليونات", 3e12, "ثلاثة تريليونات"),
        ("بـ12 مليونا", 12e6, "12 مليونا"),
        ("خَمْسَةٌ وَعِشْرُونَ", 25, "خَمْسَةٌ وَعِشْرُونَ"),
    ],
)
def test_number(text, value, words):
    (found,) = numbers(text)
    assert found.value == pytest.approx(value)
    assert (found.low, found.high) == (None, None)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("عشرات القتلى", 20, 99),
        ("مئات القتلى", 200, 999),
        ("آلاف القتلى", 2000, 9000),
        ("عشرات الآلاف", 20_000, 99_000),
        ("مئات الآلاف", 200_000, 999_000),
        ("ملايين اللاجئين", 2e6, 9e6),
        ("عشرات الملايين", 2e7, 9.9e7),
        ("بضعة آلاف", 3000, 9000),
        ("بضع سنوات", 3, 9),
        ("أكثر من 30 قتيلا", 30, None),
        ("وأكثر من ثلاثين قتيلا", 30, None),
        ("ما يزيد على 30 قتيلا", 30, None),
        ("تجاوز 30 قتيلا", 30, None),
        ("أقل من عشرة", None, 10),
    ],
)
def test_vague_number_has_ends(text, low, high):
    (found,) = numbers(text)
    assert (found.low, found.high) == (low, high)
    assert found.value == (low if low is not None else high)


@pytest.mark.parametrize(
    "text", ["نصف السكان", "أحد الوزراء", "لست وحدي", "يوم الاثنين", "الثاني عشر", "1.2.3", ""]
)
def test_no_number(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3 و5", [3, 5]),
        ("ثلاثة وخمسة", [3, 5]),
        ("عشرون وثلاثون", [20, 30]),
        ("بين 20 و30 ألفا", [20, 30_000]),
    ],
)
def test_two_numbers_stay_two(text, values):
    assert [found.value for found in numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("المؤتمر الثاني عشر", 12, "الثاني عشر"),
        ("القمة الثانية عشرة", 12, "الثانية عشرة"),
        ("الحادي والعشرين من الشهر", 21, "الحادي والعشرين"),
        ("الدورة الحادية والعشرون", 21, "الحادية والعشرون"),
        ("المرة الأولى", 1, "الأولى"),
        ("وللمرة الخامسة", 5, "الخامسة"),
        ("العام العاشر", 10, "العاشر"),
        ("الدورة الثامنة والسبعين", 78, "الثامنة والسبعين"),
    ],
)
def test_ordinal(text, value, words):
    (found,) = ordinals(text)
    assert found.value == value
    assert text[found.start : found.end] == words


@pytest.mark.parametrize("text", ["الحادي", "ثاني أكبر", "خمسة وعشرون", "12"])
def test_no_ordinal(text):
    assert ordinals(text) == []


@pytest.mark.parametrize("written", ["1.2.3", "12,", "1٬5", "9" * 30, "1.2,3.4"])
def test_digits_that_are_no_number(written):
    assert value_of_digits(written) is None


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_grouped_digits_are_read_back(number):
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", "٬")):
        (found,) = numbers(text)
        assert (found.value, found.start, found.end) == (number, 0, len(text))


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_can_be_read(text):
    _check(text)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*sorted(number_words())[::5], "و", "5", "1.5", "%", "من", "في"]), max_size=12)
)
def test_any_heap_of_number_words_can_be_read(words):
    _check(" ".join(words))


def _check(text):
    end = 0
    for found in [*numbers(text)]:
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert found.low is None or found.high is None or found.low <= found.high
    for found in ordinals(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line {row.line}")
def test_every_row_is_used(row):
    values = [float(value) for value in row["value"].split(";")]
    for form in row.alternatives("forms"):
        word = number_words()[normalised(form).text]
        assert (word.value, word.high, word.kind) == (values[0], values[-1], row["kind"])


def test_rows_are_sorted():
    lines = ["\t".join(row[column] for column in COLUMNS) for row in ROWS]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"value": "3", "kind": "dozen", "forms": "x"}, "kind"),
        ({"value": "three", "kind": "unit", "forms": "x"}, "value"),
        ({"value": "3;9", "kind": "unit", "forms": "x"}, "vague"),
        ({"value": "3", "kind": "vague", "forms": "x"}, "vague"),
        ({"value": "3", "kind": "unit", "forms": ""}, "forms"),
    ],
)
def test_bad_row_is_named(cells, problem):
    with pytest.raises(DataFileError, match=rf"number_words\.tsv:3: .*{problem}"):
        words_module._checked(Row("number_words.tsv", 3, cells))

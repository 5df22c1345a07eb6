"""Even spelling and the way back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.languages.arabic.normalise import Normalised, normalised, raw_span


@pytest.mark.parametrize(
    ("raw", "even"),
    [
        ("أحمد إلى آسيا ٱلله", "احمد الي اسيا الله"),
        ("مستشفى", "مستشفي"),
        ("مدرسة", "مدرسه"),
        ("مؤتمر رئيس", "موتمر رييس"),
        ("ایران کردستان گرگان", "ايران كردستان كركان"),
        ("كَتَبَ", "كتب"),
        ("موقّتًا", "موقتا"),
        ("الرحـــمن", "الرحمن"),
        ("هـ", "ه"),
        ("١٢٣٤٥٦٧٨٩٠", "1234567890"),
        ("۱۲۳۴۵۶۷۸۹۰", "1234567890"),
        ("«نعم» “لا” „كلا”", '"نعم" "لا" "كلا"'),
        ("‘نعم’", "'نعم'"),
        ("أ\u00a0ب\u2009ج\u3000د", "ا ب ج د"),
        ("\u200fنعم\u200e \u202bلا\u202c", "نعم لا"),
        ("می\u200cرود", "ميرود"),
        ("\ufeffنعم", "نعم"),
        ("ﻻ", "لا"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ﷲ", "الله"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("ا\u0653ب", "اب"),
        ("هٰذا", "هذا"),
        ("ﹰ", ""),
        ("نعم… لا", "نعم… لا"),
        ("ok – 5%", "ok – 5%"),
        ("سطر\nسطر\tسطر", "سطر\nسطر\tسطر"),
        ("", ""),
    ],
)
def test_even_spelling(raw, even):
    assert normalised(raw).text == even


@pytest.mark.parametrize("raw", ["plain", "الرئيس", "أحمد إلى", "«نعم»", "١٢", "نعم… لا", ""])
def test_no_offsets_where_texts_run_side_by_side(raw):
    assert normalised(raw).offsets is None


def test_offsets_lead_back():
    n = normalised("قَالَ ﻻ")
    assert n == Normalised("قال لا", [0, 2, 3, 5, 6, 6, 7])


@pytest.mark.parametrize(
    ("raw", "part", "words"),
    [
        ("عاد غداً مساء", "غدا", "غداً"),
        ("يـــوم الأحد", "يوم", "يـــوم"),
        ("أحمد وعلي", "علي", "علي"),
        ("قال: ﻻ يوجد", "لا", "ﻻ"),
        ("ثم ﻻ يوجد", "ل", "ﻻ"),
        ("(رئيسٌ)", "رييس", "رئيسٌ"),
    ],
)
def test_raw_span(raw, part, words):
    n = normalised(raw)
    at = n.text.index(part)
    start, end = raw_span(n, at, at + len(part))
    assert raw[start:end] == words


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 99), (3, 2), (5, 6)])
@pytest.mark.parametrize("raw", ["نعم", "نَعم"])
def test_span_outside_the_text_is_refused(raw, start, end):
    with pytest.raises(IndexError, match=f"span {start}:{end}"):
        raw_span(normalised(raw), start, end)


def test_empty_span_is_empty():
    n = normalised("نَعَم")
    assert raw_span(n, 0, 0) == (0, 0)
    assert raw_span(n, 3, 3) == (5, 5)
    assert raw_span(normalised("نعم"), 2, 2) == (2, 2)


ARABIC = st.text(
    alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.sampled_from(" ﻻﷲ\u200f\u0640")
)
ANY = st.text(max_size=80) | ARABIC


@given(ANY)
def test_offsets_are_complete_and_in_order(raw):
    n = normalised(raw)
    if n.offsets is None:
        assert len(n.text) == len(raw)
        return
    assert len(n.offsets) == len(n.text) + 1
    assert n.offsets[-1] == len(raw)
    assert n.offsets == sorted(n.offsets)


@given(ANY)
def test_every_character_comes_from_its_place(raw):
    n = normalised(raw)
    for at, character in enumerate(n.text):
        start, end = raw_span(n, at, at + 1)
        assert character in normalised(raw[start]).text
        assert 0 <= start < end <= len(raw)


@given(ANY)
def test_whole_text_maps_to_whole_text(raw):
    n = normalised(raw)
    start, end = raw_span(n, 0, len(n.text))
    assert normalised(raw[start:end]).text == n.text


@given(ANY)
def test_even_spelling_is_stable(raw):
    even = normalised(raw).text
    assert normalised(even) == Normalised(even, None)

"""Bytes → text: every encoding that is accepted, and what is refused with which words."""

from __future__ import annotations

import codecs
import gzip
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError, UnreadableError
from marsad.reading import encodings
from marsad.reading.cleaning import clean_text
from marsad.reading.encodings import arabic_plausibility, decoded

TEXT = (
    "قال رئيس الوزراء في مؤتمر صحفي إن الحكومة لن تقبل بأي شروط من الخارج، وأضاف أن المحادثات التي جرت"
    " مع الجانبين بعد القمة كانت مفيدة. وأكد أن بلاده على استعداد للعودة إلى الحوار.\n"
) * 3
LATIN = "Le président a déclaré que les négociations étaient terminées à Genève après l'été. " * 5


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1256"), "cp1256"),
        (TEXT.encode("iso-8859-6"), "iso-8859-6"),
        (TEXT.encode("mac-arabic"), "mac-arabic"),
        (b"plain ASCII text", "utf-8"),
        ("خبر عاجل".encode("cp1256"), "cp1256"),
    ],
)
def test_encodings_that_are_read(data, encoding):
    found = decoded(data, "file")
    assert found.encoding == encoding
    assert found.text.strip() in {TEXT.strip(), "plain ASCII text", "خبر عاجل"}


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-1", "nonsense", "iso-8859-6"])
def test_page_whose_declared_charset_may_lie(charset):
    page = f'<html><head><meta charset="{charset}"></head><body><p>{TEXT}</p></body></html>'
    found = decoded(page.encode("cp1256"), "page")
    assert TEXT in found.text


@pytest.mark.parametrize(
    ("wrong", "right"), [("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "cp1256")]
)
def test_double_encoding_is_undone(wrong, right):
    spoiled = TEXT.encode(right).decode(wrong, errors="ignore")
    if spoiled.encode(wrong).decode(right, errors="ignore") != TEXT:
        pytest.skip("the wrong page cannot hold every byte")
    assert decoded(spoiled.encode(), "file").text == TEXT


def test_utf8_cut_in_a_letter_shows_the_loss():
    text = decoded(TEXT.encode()[:-3], "file").text
    assert text.startswith(TEXT[:100])
    assert "\ufffd" in text


def test_other_language_is_left_to_the_last_resort():
    assert "Genève" in decoded(LATIN.encode("cp1252"), "file").text


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (codecs.BOM_UTF16_LE, "is empty"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (zipped(), "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (gzip.compress(TEXT.encode(), mtime=0), "gzip"),
        (gzip.compress(TEXT.encode(), mtime=0)[:20], "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office document"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x7fELF\x02", "program"),
        (b"{\\rtf1 abc}", "RTF"),
        (bytes(range(256)) * 40, "binary"),
        (b"abc\x00def" * 100, "binary"),
        (b"123 456 -- 789", "holds no letter"),
        ("\u200f\u200e\u2026".encode(), "holds no letter"),
        (codecs.BOM_UTF16_LE + b"a", "has the mark of utf-16"),
    ],
)
def test_what_is_refused(data, problem):
    with pytest.raises(UnreadableError, match=rf"^some/file: .*{problem}"):
        decoded(data, "some/file")


def test_too_large_is_refused_without_decoding(monkeypatch):
    monkeypatch.setattr(encodings, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableError, match="at most"):
        decoded(b"a" * 1001, "file")


def test_plausibility_tells_code_pages_apart():
    assert arabic_plausibility(TEXT) > 0.15
    for wrong in ("cp720", "iso-8859-6", "cp1252"):
        assert arabic_plausibility(TEXT.encode("cp1256").decode(wrong, errors="replace")) < 0.03


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(data):
    try:
        text = decoded(data, "bytes").text
    except InputError:
        return
    assert any(map(str.isalpha, text))


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي .،", min_size=60, max_size=300))
def test_utf8_never_becomes_anything_else(text):
    if any(map(str.isalpha, text)):
        assert decoded(text.encode(), "text").text == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("أ\r\nب\rج\x85د\u2028ه", "أ\nب\nج\nد\nه"),
        ("أ\xa0ب\u2003ج", "أ ب ج"),
        ("\u202bأ\u202c\u200fب\u2066ج\u2069", "أبج"),
        ("أ\x00ب\x07ج\ufeff", "أبج"),
        ("ا\u0654ب", "أب"),
        ("\ufedf\ufefb", "للا"),
        ("الصـينية مدرّسة", "الصـينية مدرّسة"),
        ("أ \t ب    ج", "أ ب ج"),
        ("\ud800أ", "أ"),
    ],
)
def test_cleaning(text, clean):
    assert clean_text(text) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean_text(text)
    assert clean_text(once) == once

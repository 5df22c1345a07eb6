"""Files, folders, JSON lines: what is read, and that nothing that fails is lost or stops the rest."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError, MalformedError, UnreadableError
from marsad.reading import classified_lines, read_bytes, read_jsonl, read_sources, read_text
from marsad.records import Document, document_id

FIRST = "أعلنت وزارة الخارجية أن الوفدين اتفقا على عقد جولة جديدة من المحادثات خلال الشهر المقبل في جنيف."
SECOND = "وقال المتحدث باسم الوزارة إن الجانبين ناقشا ملف الحدود وتبادل الأسرى رغم استمرار الخلافات بينهما."
TITLE = "محادثات جديدة بين البلدين في جنيف"
PAGE = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"
RECORD = {"title": TITLE, "text": f"{FIRST}\n\n{SECOND}", "published": "2023-05-04", "outlet": "الأفق"}


def lines(*records: object) -> bytes:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records).encode()


def only(data: bytes) -> Document:
    (document,) = read_jsonl(data, source="in.jsonl")
    assert isinstance(document, Document), document
    return document


def test_folder_is_read_in_order_of_names_and_errors_keep_their_place(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b" / "c.html").write_text(f"<h1>{TITLE}</h1><p>{FIRST}</p>", encoding="utf-8")
    (tmp_path / "b" / "d.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "e.jsonl").write_bytes(lines(RECORD, "{broken", RECORD))
    (tmp_path / ".hidden").write_bytes(b"x")
    found = list(read_sources([tmp_path]))
    assert [type(one).__name__ for one in found] == [
        "Document", "Document", "MalformedError", "Document", "Document", "UnreadableError",
    ]  # fmt: skip
    assert str(found[2]).startswith(f"{tmp_path / 'e.jsonl'}:2: not JSON")


@pytest.mark.parametrize(
    ("name", "content", "error", "problem"),
    [
        ("empty.txt", b"", UnreadableError, "is empty"),
        ("empty.jsonl", b"\n\n", UnreadableError, "is empty"),
        ("empty.html", b" ", UnreadableError, "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", UnreadableError, "PNG"),
        ("feed.xml", b"<?xml version='1.0'?><rss><item>a</item></rss>", UnreadableError, "XML"),
        ("numbers.txt", b"1 2 3", UnreadableError, "no letter"),
        ("script.html", b"<html><script>x</script></html>", MalformedError, "no line"),
        ("menu.txt", "الرئيسية\nاتصل بنا".encode(), MalformedError, "no line"),
        ("word.json", b"3", MalformedError, "no JSON object"),
    ],
)
def test_bad_file_gives_one_error_that_names_it(tmp_path, name, content, error, problem):
    (tmp_path / name).write_bytes(content)
    (found,) = read_sources([str(tmp_path / name)])
    assert type(found) is error
    assert problem in str(found)
    assert found.source == str(tmp_path / name)


@pytest.mark.parametrize("name", ["nowhere.txt", "a\x00b", "x" * 5000, ""])
def test_missing_file(tmp_path, name):
    (found,) = read_sources([str(tmp_path) + "/f/" + name if name else "no/such"])
    assert isinstance(found, UnreadableError)


def test_device_is_refused():
    (found,) = read_sources(["/dev/zero"])
    assert "neither a file nor a folder" in str(found)


def test_empty_folder_is_reported(tmp_path):
    (found,) = read_sources([tmp_path])
    assert "holds no file" in str(found)


def test_folder_that_cannot_be_read_is_reported(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    document, error = read_sources([tmp_path])
    assert isinstance(document, Document)
    assert str(error) == f"{tmp_path / 'closed'}: permission denied"


def test_file_that_cannot_be_read_is_reported(tmp_path, monkeypatch):
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (found,) = read_sources([tmp_path / "a.txt"])
    assert isinstance(found, UnreadableError)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("cp1256"))))
    (document,) = read_sources(["-"], outlet="الأفق", published=dt.date(2023, 5, 4))
    assert (document.outlet, document.published, document.title) == ("الأفق", dt.date(2023, 5, 4), TITLE)


def test_same_bytes_give_the_same_id():
    one, two = (next(read_bytes(PAGE.encode(), source=name)) for name in ("a", "b"))
    assert one == two
    assert one.id == document_id(one.text, one.outlet, one.published, one.url)


def test_clean_record():
    document = only(lines(RECORD))
    assert (document.title, document.body, document.outlet) == (TITLE, RECORD["text"], "الأفق")
    assert (document.published, document.published_basis) == (dt.date(2023, 5, 4), "metadata")


def test_comments_of_a_record_may_name_who_spoke():
    record = {**RECORD, "comments": [{"author": "سعد", "date": "2023-05-04", "text": "كلام جميل"}, "لن تنجح"]}
    assert only(lines(record)).comments == ("كلام جميل", "لن تنجح")


def test_text_of_a_record_is_not_classified_again():
    assert only(lines({"text": "فيسبوك\nتويتر"})).body == "فيسبوك\nتويتر"


def test_title_at_the_head_of_a_record_is_not_repeated():
    assert only(lines({"title": TITLE, "text": f"{TITLE}\n\n{FIRST}"})).body == FIRST


@pytest.mark.parametrize("field", ["raw", "html"])
def test_page_in_a_record(field):
    content = PAGE if field == "raw" else f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"
    document = only(lines({field: content, "id": "p1", "url": "https://example.org", "outlet": "الأفق"}))
    assert (document.id, document.title, document.url) == ("p1", TITLE, "https://example.org")
    assert document.body == f"{FIRST}\n\n{SECOND}"


def test_what_was_written_is_read_back():
    document = next(read_bytes((PAGE + "\n2 تعليقات\nسعد\n4/5/2023\nكلام جميل").encode(), source="a"))
    assert only(json.dumps(document.as_dict()).encode()) == document


@pytest.mark.parametrize("dump", [lambda x: json.dumps(x, indent=2), lambda x: json.dumps([x, x])])
def test_json_that_is_not_lines(dump):
    found = list(read_bytes(dump(RECORD).encode(), source="a.json"))
    assert {one.title for one in found} == {TITLE}


def test_json_lines_in_utf16():
    assert only(lines(RECORD).decode().encode("utf-16")).title == TITLE


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({}, "has no `text`"),
        ({"text": None}, "has no `text`"),
        ({"text": 3}, "`text` must be text, is int"),
        ({"text": ["a"]}, "`text` must be text, is list"),
        ({"text": "  "}, "holds no letter"),
        ({"text": "123"}, "holds no letter"),
        ({**RECORD, "published": "2023-02-30"}, "`published` must be a date"),
        ({**RECORD, "published": "أمس"}, "`published` must be a date"),
        ({**RECORD, "published": 2023}, "`published` must be text"),
        ({**RECORD, "published_basis": "guess"}, "`published_basis` must be"),
        ({**RECORD, "comments": "x"}, "`comments` must be a list"),
        ({**RECORD, "comments": [{"author": "سعد"}]}, "`comments` must be a list"),
        ({**RECORD, "citations": [1]}, "`citations` must be a list"),
        ({**RECORD, "body_start": -1}, "`body_start` must be"),
        ({**RECORD, "body_start": True}, "`body_start` must be"),
        ({**RECORD, "outlet": {}}, "`outlet` must be text"),
        ({"raw": "فيسبوك"}, "no line"),
        ({"html": "<p></p>"}, "no line"),
        ("[1, 2", "not JSON"),
        ("null", "no JSON object"),
        ('"text"', "no JSON object"),
        ("{'text': 'a'}", "not JSON"),
        ('{"text": "a"', "not JSON"),
    ],
)
def test_bad_line_does_not_stop_the_others(record, problem):
    before, error, after = read_jsonl(lines(RECORD, record, RECORD), source="in.jsonl")
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(error, InputError)
    assert (error.source, error.line) == ("in.jsonl", 2)
    assert problem in str(error)


def test_line_that_is_not_utf8():
    before, error, after = read_jsonl(
        b"\n".join([lines(RECORD), b'{"text": "\xc7\xe1"}', lines(RECORD)]), source="in"
    )
    assert isinstance(error, MalformedError)
    assert error.line == 2
    assert before == after


def test_deeply_nested_json_is_an_error():
    (error,) = read_jsonl(b'{"text":' * 30_000 + b"1" + b"}" * 30_000, source="in")
    assert isinstance(error, MalformedError)


@pytest.mark.parametrize("unit", ["كلمة ", "ا", "ا.", "«ا", "[1", "http://", "1/", "ا | ", "#ا"])
def test_three_megabytes_in_one_line(unit):
    found = list(read_bytes((unit * (1_000_000 // len(unit)) + " نهاية").encode(), source="long"))
    assert len(found) == 1


@given(st.text())
def test_any_text_gives_a_document_or_an_input_error(text):
    try:
        document = read_text(text, source="any")
    except InputError:
        return
    assert document.text[document.body_start :] == document.body
    assert document.title is None or document.text.startswith(f"{document.title}\n\n")
    document.text.encode()


PIECES = st.sampled_from(
    [
        TITLE,
        FIRST,
        SECOND,
        "التعليقات",
        "4 مايو 2023",
        "سعد",
        "[1] هامش",
        "اقرأ أيضا",
        "وسوم",
        "المصدر: وكالات",
        "1",
        "كلام جميل",
        "",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_any_order_of_lines_keeps_every_line_once(pieces):
    kept = [piece for piece in pieces if piece]
    assert [line.text for line in classified_lines("\n".join(pieces))] == kept


SENTENCES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "وأضاف أن بلاده ترحب بأي وساطة دولية تساعد على إنهاء الأزمة في أقرب وقت ممكن.",
        "وكانت الجولة السابقة قد انتهت في الربيع من غير أن يصدر عنها بيان مشترك أو موعد لجولة أخرى.",
        "ورأى مراقبون أن فرص النجاح ضئيلة، لكن البديل عن الحوار أسوأ للجميع.",
        "وبلغ حجم التبادل التجاري بين البلدين 20 مليار دولار في عام 2022، بحسب البنك المركزي.",
    ]
)


@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_reading_a_clean_body_gives_the_same_body(sentences):
    body = "\n\n".join(sentences)
    assert read_text(body, source="again").body == body

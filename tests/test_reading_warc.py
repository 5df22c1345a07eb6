"""WARC files: what is read, what is passed over, what is refused."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import FetchError, InputError, MalformedError, UnreadableError
from marsad.reading import read_sources
from marsad.reading.warc import read_warc
from marsad.reading.web import Settings
from marsad.records import Document
from warc_samples import cc_news, http, record, response
from web_server import FIRST, SECOND, page

TITLE = "محادثات جديدة بين البلدين في جنيف"


def read(tmp_path, data, name="a.warc.gz", **options):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_sources([path], **options))


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_crawl(tmp_path, packed):
    data = cc_news(
        response("https://a.example/1"), response("https://b.example/2", page(title="عنوان آخر لمقال ثان"))
    )
    if not packed:
        data = gzip.decompress(data)
    first, second = read(tmp_path, data, "a.warc.gz" if packed else "a.warc")
    assert (first.title, first.url, first.retrieved) == (TITLE, "https://a.example/1", "2024-05-11T06:00:00Z")
    assert first.body == f"{FIRST}\n\n{SECOND}"
    assert second.url == "https://b.example/2"


def test_a_file_packed_as_a_whole(tmp_path):
    data = gzip.compress(response("https://a.example/1") * 3)
    assert [type(one) for one in read(tmp_path, data)] == [Document] * 3


def test_what_is_no_page_is_passed_over(tmp_path):
    others = (
        record("response", http(b"\x89PNG", Content_Type="image/png"), "https://a.example/p"),
        record("response", http(b"", "301 Moved", Location="/b"), "https://a.example/r"),
        record("response", http(page(), "404 Not Found"), "https://a.example/n"),
        record("metadata", b"a: b", "https://a.example/m", "application/warc-fields"),
        record("revisit", http(b""), "https://a.example/v"),
        record("response", b"", "dns:a.example", "text/dns"),
    )
    (found,) = read(tmp_path, cc_news(*others, response("https://a.example/1")))
    assert found.title == TITLE


def test_pages_kept_without_their_answer_and_plain_text(tmp_path):
    plain = f"{TITLE}\n\n{FIRST}\n\n{SECOND}".encode()
    data = record("resource", page(), "https://a.example/1", "text/html") + record(
        "conversion", plain, "https://a.example/2", "text/plain"
    )
    first, second = read(tmp_path, data, "a.warc")
    assert first.title == second.title == TITLE


@pytest.mark.parametrize("again", [True, False])
def test_packed_pages_and_headers_that_say_so_wrongly(tmp_path, again):
    body = gzip.compress(page()) if again else page()
    (found,) = read(tmp_path, response("https://a.example/1", body, Content_Encoding="gzip"), "a.warc")
    assert found.title == TITLE


def test_chunked_pages(tmp_path):
    half = page()
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (half[:99], half[99:])) + b"0\r\n\r\n"
    (found,) = read(tmp_path, response("https://a.example/1", body, Transfer_Encoding="chunked"), "a.warc")
    assert found.title == TITLE


def test_the_charset_of_the_answer_is_taken_where_the_page_tells_none(tmp_path):
    body = page().decode().replace("<meta charset=utf-8>", "").encode("cp1256")
    answer = http(body, Content_Type="text/html; charset=windows-1256")
    (found,) = read(tmp_path, record("response", answer, "https://a.example/1"), "a.warc")
    assert found.title == TITLE


def test_a_page_that_is_kept_back(tmp_path):
    data = cc_news(
        response("https://a.example/1", X_Robots_Tag="noarchive"),
        response("https://a.example/2", page(head='<meta name="tdm-reservation" content="1">')),
        response("https://a.example/3", X_Robots_Tag="otherbot: noarchive"),
    )
    found = read(tmp_path, data)
    assert [type(one) for one in found] == [FetchError, FetchError, Document]
    assert "https://a.example/1" in str(found[0])
    assert [type(one) for one in read(tmp_path, data, web=Settings(reserved=True))] == [Document] * 3


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"", UnreadableError, "is empty"),
        (b"no such thing\r\n" * 9, MalformedError, "no WARC file"),
        (b"\x1f\x8b\x00\x00", UnreadableError, "damaged"),
        (gzip.compress(b"hello", mtime=0), MalformedError, "no WARC file"),
        (b"WARC/1.0\r\nContent-Length: x\r\n\r\n", MalformedError, "no WARC file"),
        (b"WARC/1.0\r\n" + b"X: " + b"y" * 200_000, MalformedError, "no WARC file"),
    ],
)
def test_what_is_no_warc_file(tmp_path, data, kind, problem):
    (found,) = read(tmp_path, data)
    assert type(found) is kind
    assert problem in found.problem
    assert found.source == str(tmp_path / "a.warc.gz")


def test_a_missing_file(tmp_path):
    (found,) = read_warc(tmp_path / "no.warc")
    assert "no such file" in found.problem


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.99, 0.7, 0.55])
def test_a_file_that_breaks_off_gives_what_stands_before_and_one_error(tmp_path, packed, share):
    data = cc_news(response("https://a.example/1"), response("https://a.example/2"))
    data = data if packed else gzip.decompress(data)
    first, *errors = read(tmp_path, data[: int(len(data) * share)])
    assert isinstance(first, Document)
    assert len(errors) == 1
    assert isinstance(errors[0], InputError)


def test_a_page_without_an_article_does_not_stop_the_others(tmp_path):
    found = read(
        tmp_path, cc_news(response("https://a.example/1", b"<p></p>"), response("https://a.example/2"))
    )
    assert [type(one) for one in found] == [MalformedError, Document]
    assert found[0].source.endswith("a.warc.gz: https://a.example/1")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"no such thing",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000,
        b"HTTP/1.1 x y\r\n\r\n<p>",
        b"\x00" * 99,
    ],
)
def test_an_answer_that_is_none_does_not_stop_the_others(tmp_path, payload):
    data = record("response", payload, "https://a.example/1") + response("https://a.example/2")
    *errors, last = read(tmp_path, data, "a.warc")
    assert last.url == "https://a.example/2"
    assert all(isinstance(error, InputError) for error in errors)


@pytest.mark.parametrize("body", [b"zz\r\n<p>", b"99999\r\n<p>abc", b"-5\r\n", b"5\r\n<p>ab\r\n"])
def test_chunks_that_are_none_do_not_stop_the_others(tmp_path, body):
    data = response("https://a.example/1", body, Transfer_Encoding="chunked") + response(
        "https://a.example/2"
    )
    first, last = read(tmp_path, data, "a.warc")
    assert isinstance(first, InputError)
    assert last.url == "https://a.example/2"


def test_a_bomb_stops_at_the_ratio(tmp_path):
    bomb = gzip.compress(record("response", http(b"a" * (300 << 20)), "https://a.example/1"))
    tracemalloc.start()
    (found,) = read(tmp_path, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more than 200 times its size" in found.problem
    assert peak < 20 << 20


def test_a_packed_page_that_is_a_bomb_does_not_stop_the_others(tmp_path):
    bomb = response("https://a.example/1", gzip.compress(b"a" * (50 << 20)), Content_Encoding="gzip")
    found = read(tmp_path, cc_news(bomb, response("https://a.example/2")))
    assert [type(one) for one in found] == [UnreadableError, Document]


def test_a_page_that_is_too_large_does_not_stop_the_others(tmp_path):
    large = record("response", http(b"<p>" + b"a" * (17 << 20)), "https://a.example/1")
    found = read(tmp_path, large + response("https://a.example/2"), "a.warc")
    assert [type(one) for one in found] == [UnreadableError, Document]
    assert "has more than 16 MB" in found[0].problem


def test_files_of_a_folder_are_read_too(tmp_path):
    (tmp_path / "b.warc.gz").write_bytes(cc_news(response("https://a.example/1")))
    (tmp_path / "c.txt").write_text(f"{TITLE}\n\n{FIRST}", encoding="utf-8")
    assert [type(one) for one in read_sources([tmp_path])] == [Document, Document]


GOOD = cc_news(response("https://a.example/1"), response("https://a.example/2"))
PLAIN = gzip.decompress(GOOD)


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_file_gives_documents_and_errors(tmp_path_factory, place, junk, packed):
    path = tmp_path_factory.getbasetemp() / "damaged.warc"
    data = PLAIN[:place] + junk + PLAIN[place + len(junk) :]
    path.write_bytes(gzip.compress(data, 1) if packed else data)
    assert all(isinstance(one, (Document, InputError)) for one in read_warc(path))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00", b"WARC/1.1\r\nA: b\r\n\r\n"]),
)
def test_any_bytes_give_documents_and_errors(tmp_path_factory, data, head):
    path = tmp_path_factory.getbasetemp() / "any.warc"
    path.write_bytes(head + data)
    assert all(isinstance(one, (Document, InputError)) for one in read_warc(path))

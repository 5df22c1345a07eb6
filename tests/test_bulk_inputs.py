"""Folders, patterns, tables and crawls in bulk: order, chunks, bad inputs."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from bulk_samples import TEXTS, crawl, lines, rows
from marsad.bulk import Asked, Engine, Share, code_sources, parsed_share, pieces, texts_in
from marsad.bulk.lines import Places, lines_in
from marsad.bulk.pieces import Piece, grouped, pieces_of, shared
from marsad.coding import code_document
from marsad.errors import InputError, MalformedError, UnreadableError, UsageError
from marsad.reading.warc import read_warc
from warc_samples import cc_news, response
from web_server import page


@pytest.fixture
def small(monkeypatch):
    """Pieces as small as the samples are, so that there are many."""
    for name, size in (("LINES_PIECE", 700), ("PARQUET_PIECE", 900), ("WARC_PIECE", 600), ("GROUP", 2_000)):
        monkeypatch.setattr(pieces, name, size)


def written(found):
    return b"".join(record + b"\n" for outcome in found for record in outcome.records)


def errors(found):
    return [outcome.error for outcome in found if outcome.error]


def test_all_kinds_of_inputs_are_coded_in_the_order_of_their_names(tmp_path):
    found = list(code_sources([crawl(tmp_path / "in")]))
    assert not errors(found)
    assert len(found) == 60 + 9 + 3 + 1 + 1
    told = [json.loads(record)["document"] for outcome in found for record in outcome.records]
    assert told[:2] == ["t0", "t1"]
    assert told.index("p0") == sum(name.startswith("t") for name in told)


def test_two_workers_write_what_one_writes(tmp_path, run):
    folder = crawl(tmp_path / "in")
    (folder / "bad.jsonl").write_bytes(b"{broken\n" + lines(rows(2)))
    for number in (1, 2):
        done = run("code", folder, "--workers", number, "-o", tmp_path / f"{number}.jsonl")
        assert done.code == 1
        assert f"marsad: {folder}/bad.jsonl:1: " in done.err
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes() != b""


def test_texts_for_another_coder_are_those_that_are_coded(tmp_path):
    folder = crawl(tmp_path / "in")
    long = [*lines(rows(9_000, "l")).splitlines(keepends=True)]
    (folder / "a.jsonl").write_bytes(b"".join([*long[:8_500], b"\n{broken\n", *long[8_500:]]))
    asked = Asked("events", outlet="o", published=dt.date(2024, 5, 10))
    texts = list(texts_in([folder, tmp_path / "none"], asked))
    bad = [one for one in texts if isinstance(one, InputError)]
    assert [str(one).split(": ")[0] for one in bad] == [f"{folder}/a.jsonl:8502", str(tmp_path / "none")]
    documents = [one.document for one in texts if not isinstance(one, InputError)]
    assert [one.id for one in documents[:2]] == ["l0", "l1"]
    assert len(documents) == 9_000 + 9 + 3 + 1 + 1
    assert all(one.published for one in documents)
    short = [folder / "b.parquet", folder / "c.warc.gz", folder / "sub"]
    coded = [code_document(one.document, before=one.before) for one in texts_in(short, asked)]
    by_texts = [msgspec.json.encode(event) for one in coded for event in one.events]
    assert by_texts == [record for one in code_sources(short, asked) for record in one.records] != []


def test_pieces_however_small_change_nothing(tmp_path, request):
    folder = crawl(tmp_path / "in")
    whole = written(code_sources([folder]))
    request.getfixturevalue("small")
    assert len(list(pieces_of([folder]))) > 10
    assert written(code_sources([folder])) == whole


@pytest.mark.parametrize("of", [2, 3, 7])
def test_chunks_one_after_the_other_are_the_whole(tmp_path, of):
    folder = crawl(tmp_path / "in")
    chunks = [written(code_sources([folder], share=Share(number, of))) for number in range(1, of + 1)]
    assert b"".join(chunks) == written(code_sources([folder]))
    assert sum(map(bool, chunks)) > 1


@given(
    sizes=st.lists(st.integers(0, 3_000), max_size=20),
    of=st.integers(1, 30),
    group=st.integers(1, 5_000),
)
def test_any_split_holds_each_piece_once_and_in_order(sizes, of, group):
    given_pieces = [Piece(f"f{number}", "file", size=size) for number, size in enumerate(sizes)]
    split = [list(shared(given_pieces, Share(number, of))) for number in range(1, of + 1)]
    assert [piece for share in split for piece in share] == given_pieces
    assert [piece for share in split for one in grouped(share, group) for piece in one] == given_pieces


@settings(max_examples=60)
@given(
    texts=st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")), max_size=12),
    cuts=st.lists(st.integers(0, 400), max_size=6),
    ended=st.booleans(),
)
def test_ranges_of_a_file_hold_each_line_once(tmp_path_factory, texts, cuts, ended):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    data = b"\n".join(texts) + b"\n" * ended
    path.write_bytes(data)
    places = sorted({0, *(cut for cut in cuts if cut < len(data))})
    ranges = [Piece(str(path), "lines", start, stop) for start, stop in pairwise([*places, None])]
    whole = list(lines_in(Piece(str(path), "lines")))
    assert [line for one in ranges for _, line in lines_in(one)] == [line for _, line in whole]
    counted = Places()
    numbers = [
        counted.placed(InputError(str(path), "x", number), (one,)).line
        for one in reversed(ranges)
        for number, _ in lines_in(one)
    ]
    assert sorted(numbers) == [number for number, _ in whole]


def test_bad_lines_of_a_range_are_told_by_the_line_of_the_file(tmp_path, small):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(rows(30)) + b"\n{broken\n" + lines(rows(30)) + b"[1]\n")
    assert [error.line for error in errors(code_sources([path]))] == [32, 63]
    assert [error.line for error in errors(code_sources([path], share=Share(2, 2)))] == [63]


@pytest.mark.parametrize("packed", ["records", "whole", "plain"])
def test_parts_of_a_warc_file_hold_each_page_once(tmp_path, packed):
    pages = [
        response(f"https://a.example/{at}", page(title=f"خبر رقم {at}") + os.urandom(99_000).hex().encode())
        for at in range(12)
    ]
    data = cc_news(*pages)
    if packed != "records":
        data = gzip.decompress(data)
    path = tmp_path / ("a.warc" if packed == "plain" else "a.warc.gz")
    path.write_bytes(gzip.compress(data) if packed == "whole" else data)
    size, whole = path.stat().st_size, [found.id for found in read_warc(path)]
    places = [*range(0, size, size // 5), None]
    parts = [[found.id for found in read_warc(path, part=(start, stop))] for start, stop in pairwise(places)]
    assert [found for part in parts for found in part] == whole
    assert len(whole) == 12
    assert sum(map(bool, parts)) > 2


def test_a_cut_off_warc_file_is_told_once(tmp_path):
    path = tmp_path / "a.warc.gz"
    pages = [page() + os.urandom(99_000).hex().encode() for _ in range(8)]
    data = cc_news(*[response(f"https://a.example/{at}", one) for at, one in enumerate(pages)])
    path.write_bytes(data[:-500])
    places = [*range(0, len(data), len(data) // 4), None]
    found = [one for start, stop in pairwise(places) for one in read_warc(path, part=(start, stop))]
    assert sum(isinstance(one, InputError) for one in found) == 1
    assert [type(one) for one in found] == [type(one) for one in read_warc(path)]


def test_patterns_stand_for_the_files_that_fit(tmp_path):
    crawl(tmp_path / "in")
    everything = pieces_of([str(tmp_path / "in" / "**" / "*.*"), str(tmp_path / "in" / "?.jsonl")])
    names = [os.path.relpath(piece.name, tmp_path / "in") for piece in everything]
    assert names == ["a.jsonl", "b.parquet", "c.warc.gz", "sub/d.html", "sub/e.txt", "a.jsonl"]


def test_a_file_named_twice_is_coded_twice(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(rows(2)))
    assert written(code_sources([path, path])) == written(code_sources([path])) * 2


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gone.jsonl", "no such file"),
        ("*.gone", "no file fits this pattern"),
        ("empty", "the folder holds no file"),
        ("x" * 300, "name too long"),
        ("nul\0.jsonl", "no name of a file"),
        ("https://a.example/1", "only `marsad read` and `marsad add` fetch"),
    ],
)
def test_a_source_that_cannot_be_used_is_told_and_the_rest_goes_on(tmp_path, name, problem):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.jsonl").write_bytes(lines(rows(1)))
    source = name if name.startswith("https") else str(tmp_path / name)
    first, second = code_sources([source, tmp_path / "a.jsonl"])
    assert problem in str(first.error)
    assert second.records


def test_what_texts_do_not_say_can_be_said_for_them(tmp_path):
    path = tmp_path / "a.jsonl"
    silent = {"id": "a", "text": TEXTS[0]}
    path.write_bytes(lines([silent, silent | {"published": "2024-05-12"}]))
    day = dt.date(2023, 1, 5)
    found = [json.loads(one) for one in written(code_sources([path], Asked(published=day))).splitlines()]
    assert [event["date"] for event in found] == ["2023-01-04", "2024-05-11"]


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/2", "1/2/3", "", "١/٢"])
def test_a_chunk_that_is_none_is_misuse(text):
    with pytest.raises(UsageError, match="--chunk"):
        parsed_share(text)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["-", "--chunk", "1/2"], "only files can be cut"),
        (["-", "--into", "x"], "only files can be cut"),
        (["https://a.example/", "--chunk", "1/2"], "only files can be cut"),
        (["a.jsonl", "--engine", "spark"], "local or ray"),
        (["a.jsonl", "--ray-address", "ray://x"], "is for --engine ray"),
        (["a.jsonl", "-o", "x", "--into", "y"], "give one of them"),
        (["b.jsonl", "--into", "a.jsonl"], "is no folder"),
        (["a.jsonl", "-o", "a.jsonl"], "is the input"),
        (["a.jsonl", "-o", "./a.jsonl"], "is the input"),
        (["*.jsonl", "-o", "b.jsonl"], "among the inputs"),
        ([".", "-o", "b.jsonl"], "among the inputs"),
        ([".", "--into", "parts"], "among the inputs"),
    ],
)
def test_misuse_is_told_before_anything_is_done(tmp_path, monkeypatch, run, arguments, problem):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_bytes(lines(rows(1)))
    done = run("code", *arguments)
    assert (done.code, done.out) == (2, "")
    assert problem in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


# Into an archive


def kept(path):
    with marsad.open(path, readonly=True) as observatory:
        return [event.id for event in observatory.event_records()], len(list(observatory.documents()))


def test_workers_add_in_the_order_of_the_inputs(tmp_path, run):
    folder = crawl(tmp_path / "in")
    (folder / "bad.parquet").write_bytes(b"PAR1 no table PAR1")
    told = [run("add", folder, "-a", tmp_path / f"{n}.db", "--workers", n) for n in (1, 2)]
    assert told[0].code == told[1].code == 1
    assert told[0].out == told[1].out
    assert told[0].err == told[1].err
    assert "bad.parquet: is no Parquet file, or damaged" in told[0].err
    assert kept(tmp_path / "1.db") == kept(tmp_path / "2.db")


def test_chunks_add_the_whole(tmp_path):
    folder = crawl(tmp_path / "in")
    with marsad.open(tmp_path / "a.db") as whole, marsad.open(tmp_path / "b.db") as chunked:
        whole.add(folder)
        for number in (2, 1):
            chunked.add(folder, share=Share(number, 2), engine=Engine())
    assert sorted(kept(tmp_path / "a.db")[0]) == sorted(kept(tmp_path / "b.db")[0])


def test_a_document_that_trips_the_coder_or_the_archive_does_not_end_the_run(tmp_path, monkeypatch):
    from marsad.bulk import work  # noqa: PLC0415

    coded = work.code_document

    def trips(document, **options):
        if document.id == "t1":
            raise IndexError("too far")
        return coded(document, **options)

    monkeypatch.setattr(work, "code_document", trips)
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(rows(3)))
    with marsad.open(tmp_path / "a.db") as observatory:
        added = observatory.add(path)
    assert [str(one.outcome) for one in added] == ["added", "None", "added"]
    assert "could not be coded: IndexError" in str(added[1].error)


# Tables


def table(tmp_path, frame, name="a.parquet"):
    import polars as pl  # noqa: PLC0415

    path = tmp_path / name
    pl.DataFrame(frame).write_parquet(path)
    return path


def test_rows_may_have_days_numbers_and_nulls(tmp_path):
    path = table(
        tmp_path,
        {
            "id": [7, 8], "text": [TEXTS[0]] * 2, "published": [dt.datetime(2024, 5, 10, 23, 30), None],  # noqa: DTZ001
            "other": [1.5, 2.5],
        },
    )  # fmt: skip
    first, second = (json.loads(outcome.records[0]) for outcome in code_sources([path]))
    assert (first["document"], first["date"], second["date"]) == ("7", "2024-05-09", None)


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        ({"text": ["x"], "title": ["y"]}, "has no column `id`; its columns are: text, title"),
        ({"body": ["x"]}, "has no column `id` and `text`; its columns are: body"),
        ({"id": ["a"], "text": [5]}, "column `text` must be text, is Int64"),
        ({"id": [1.5], "text": ["x"]}, "column `id` must be text or a whole number, is Float64"),
        ({"id": ["a"], "text": ["x"], "published": [True]}, "`published` must be text or a day, is Boolean"),
    ],
)
def test_a_table_without_its_columns_is_told_once(tmp_path, frame, problem):
    (outcome,) = code_sources([table(tmp_path, frame)])
    assert isinstance(outcome.error, MalformedError)
    assert problem in str(outcome.error)


def test_bad_rows_are_told_by_their_number(tmp_path, small):
    frame = {"id": [f"r{n}" for n in range(50)], "text": [TEXTS[0]] * 50, "published": ["2024-05-10"] * 50}
    frame["text"][3], frame["published"][40] = None, "yesterday"
    found = errors(code_sources([table(tmp_path, frame)]))
    assert [error.line for error in found] == [4, 41]
    assert "`text`" in found[0].problem


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1\0\0\0\0PAR1", b'{"id": 1}\n', b"\xff" * 999])
def test_a_file_that_is_no_table_is_told(tmp_path, data):
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (outcome,) = code_sources([path])
    assert isinstance(outcome.error, MalformedError | UnreadableError)
    assert str(path) in str(outcome.error)


def test_a_damaged_table_is_told_or_read(tmp_path):
    whole = table(tmp_path, rows(50)).read_bytes()
    for place in range(0, len(whole), 41):
        path = tmp_path / "b.parquet"
        path.write_bytes(whole[:place] + b"\xa5\x5a" + whole[place + 2 :])
        for outcome in code_sources([path], Asked(records="claims")):
            assert outcome.error is None or outcome.error.source == str(path)


def test_tables_are_read_as_documents(tmp_path, run):
    path = table(tmp_path, [*rows(2), {"id": "x", "text": "5", "published": None}])
    done = run("read", path)
    assert done.code == 1
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["t0", "t1"]
    assert f"{path}:3: its text holds no letter" in done.err

"""Others' data into an archive: every format, bad files, runs that were killed, and measures over them."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import zipfile

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

import import_samples as samples
import marsad
from archive_samples import new_place
from archive_server import on_server
from marsad import plover
from marsad.archive import EventFilter, open_archive
from marsad.archive.importing import Problem
from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.errors import ArchiveWriteError, MalformedError, UnknownCodeError, UnreadableError
from marsad.imports import FORMATS, import_file, importing
from marsad.imports.batches import gathered_ahead
from marsad.imports.cells import RowError, day_of, origin_of
from marsad.imports.lines import LONGEST_LINE, lines_of
from marsad.imports.plover_lines import found as plover_found
from marsad.measures import alignment_of, borrowed_deeds, filed_deeds
from marsad.records import Entity, Event, Imported, content_id
from marsad.stories.deeds import Counted
from marsad.views.listing import event_row, plover_line


@pytest.fixture
def archive(tmp_path):
    with open_archive(new_place(tmp_path)) as opened:
        yield opened


def written(folder, form, told=None, name=None):
    path = folder / (name or f"{form}.txt")
    text = told if isinstance(told, str) else "\n".join(told or samples.lines(form)) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def imported(archive, folder, form, *rows, head=0):
    """Imports rows (after the header of the format where ``head`` is 1); events, counts and problems."""
    problems = []
    path = written(folder, form, [*samples.lines(form, rows=0), *rows] if rows else None)
    told = import_file(archive, path, form, on_problem=problems.append)
    return list(archive.imported().events(EventFilter())), told, [str(problem) for problem in problems]


# Every format


@pytest.mark.parametrize("form", FORMATS)
def test_a_valid_file_becomes_marked_events(archive, tmp_path, form):
    events, told, problems = imported(archive, tmp_path, form)
    assert (told.rows, told.added, told.malformed, told.unknown, problems) == (3, 3, 0, {}, [])
    header = form not in {"gdelt", "plover"}
    for at, event in enumerate(events, 1):
        assert event.imported.format == form
        assert event.imported.file == str(tmp_path / f"{form}.txt")
        assert event.sentence == event.imported.line == at + header
        assert (event.date, event.status, event.confidence) == ("2024-05-07", "actual", 1)
        assert "KAZ" in {party.country for party in event.actors}
        assert {party.country for party in event.recipients} == {"RUS"}


def test_gdelt_rows_read_as_the_codebook_has_them(archive, tmp_path):
    (event,), _, _ = imported(archive, tmp_path, "gdelt", samples.gdelt(7, code="1122"))
    assert (event.id, event.type, event.mode, event.contexts) == (
        "gdelt:7", "ACCUSE", "allege", ("human_rights",)
    )  # fmt: skip
    assert (event.imported.origin, event.actors[0].sector) == ("steppe-times.example", "GOV")
    assert (event.place.text, event.place.country) == ("Astana, Astana, Kazakhstan", "KAZ")
    assert event_row(event)["imported"].endswith("gdelt.txt:1 https://www.Steppe-Times.example:443/news/1")


def test_statements_are_left_out_and_counted(archive, tmp_path):
    events, told, _ = imported(archive, tmp_path, "gdelt", samples.gdelt(1, code="010"), samples.gdelt(2))
    assert (len(events), told.left, told.malformed) == (1, {"CAMEO 010": 1}, 0)


def test_unknown_sides_are_kept_as_unknown_and_counted(archive, tmp_path):
    events, told, _ = imported(archive, tmp_path, "gdelt", samples.gdelt(1, actor="QQQ"))
    assert told.unknown == {"QQQ": 1}
    assert events[0].actors[0].country == "UNK"


def test_icews_rows_read_bodies_and_lost_zeros(archive, tmp_path):
    rows = samples.icews(1, "43"), samples.icews(2, **{"Target Name": "NATO", "Target Country": ""})
    (first, second), _, _ = imported(archive, tmp_path, "icews", *rows)
    assert (first.type, first.mode, first.imported.origin) == ("CONSULT", "visit", "Steppe News")
    assert (second.recipients[0].country, second.recipients[0].name) == ("IGO", "NATO")


def test_polecat_rows_have_several_sides_and_known_contexts(archive, tmp_path):
    (event,), _, _ = imported(archive, tmp_path, "polecat", samples.polecat(1))
    assert [party.country for party in event.actors] == ["KAZ", "CHN"]
    assert event.contexts == ("economic", "diplomatic")
    known = EventFilter(as_of=dt.date(2024, 5, 8))
    assert not list(archive.imported().events(known))


def test_acled_turns_and_joins_sides_and_knows_months(archive, tmp_path):
    rows = (
        samples.acled(1, event_type="Protests", sub_event_type="Excessive force against protesters",
                      actor1="Protesters (Kazakhstan)", actor2="Police Forces of Russia (2000-)"),
        samples.acled(2, event_type="Strategic developments", sub_event_type="Agreement",
                      actor2="Government of Russia (2000-)"),
        samples.acled(3, time_precision="3"),
        samples.acled(4, event_type="Strategic developments", sub_event_type="Other"),
    )  # fmt: skip
    events, told, _ = imported(archive, tmp_path, "acled", *rows)
    by_id = {event.id: event for event in events}
    assert by_id["acled:KAZ1"].actors[0].country == "RUS"
    assert [party.country for party in by_id["acled:KAZ2"].actors] == ["KAZ", "RUS"]
    assert not by_id["acled:KAZ2"].recipients
    assert (by_id["acled:KAZ3"].date, by_id["acled:KAZ3"].date_precision) == ("2024-05", "month")
    assert told.left == {"Strategic developments / Other": 1}


def test_a_record_of_several_lines_is_named_by_its_first(archive, tmp_path):
    rows = samples.acled(1, notes="one\ntwo\nthree"), samples.acled(2, event_date="never")
    events, _, problems = imported(archive, tmp_path, "acled", *rows)
    assert (events[0].sentence, events[0].text) == (2, "one\ntwo\nthree")
    assert problems == [f"{tmp_path / 'acled.txt'}:5: 'never' is no day"]


# What is malformed


@pytest.mark.parametrize(
    ("form", "row", "reason"),
    [
        ("gdelt", samples.gdelt(9, columns=58), "58 columns where 61 are due"),
        ("gdelt", samples.gdelt(9, code="---"), "unknown CAMEO code '---'"),
        ("gdelt", samples.gdelt(9, day="20240231"), "'20240231' is no day"),
        ("gdelt", samples.gdelt("nine"), "GLOBALEVENTID 'nine' is no number"),
        ("gdelt", "just words", "1 columns"),
        ("icews", samples.icews(9, "77"), "unknown CAMEO code '77'"),
        ("icews", samples.icews("", "043"), "no event id"),
        ("icews", samples.icews(9) + "\tx", "21 columns where 20 are due"),
        ("polecat", samples.polecat(9, **{"Event Type": "NONE"}), "unknown event type 'NONE'"),
        ("polecat", samples.polecat(9, **{"Event Mode": "riot"}), "CONSULT has no mode 'riot'"),
        ("polecat", samples.polecat(9, **{"Event Date": ""}), "no day"),
        ("acled", samples.acled(9, sub_event_type="Odd"), "unknown type 'Battles' / 'Odd'"),
        ("acled", samples.acled(9, time_precision="9"), "time_precision '9'"),
        ("acled", "a,b", "2 columns where 14 are due"),
        ("acled", 'a,"b"c', "no CSV"),
        ("plover", "{", "no JSON"),
        ("plover", "[1]", "no JSON object"),
        ("plover", '{"date":"2024-05-07","type":"X"}', "unknown event type 'X'"),
        ("plover", '{"type":"AID"}', "no day"),
        ("plover", '{"date":"2024-05-07","type":"AID","actor":[1]}', "actor is no list of objects"),
        ("plover", '{"date":"2024-05-07","type":"AID","actor":[{"country":"A|B"}]}', "is no code"),
        ("plover", '{"date":"2024-05-07","type":"AID","status":"x"}', "unknown status"),
        ("plover", '{"date":"2024-05-07","type":"AID","confidence":0}', "confidence 0"),
        ("plover", '{"date":"2024-05-07","type":"AID","context":7}', "context is no list"),
        ("plover", '{"date":"2024-05-07","type":["AID"]}', "type is no text"),
        ("plover", "[" * 100_000, "no JSON"),
    ],
)  # fmt: skip
def test_a_malformed_row_is_told_and_the_rest_goes_on(archive, tmp_path, form, row, reason):
    good = samples.lines(form)[-1]
    events, told, problems = imported(archive, tmp_path, form, row, good)
    assert (len(events), told.added, told.malformed) == (1, 1, 1)
    line = 1 if form in {"gdelt", "plover"} else 2
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path / form}.txt:{line}: ")
    assert reason in problems[0]
    (issue,) = archive.reader().issues()
    assert (issue.line, issue.times) == (line, 1)


def test_bytes_that_are_no_text_and_lines_without_end_are_told(archive, tmp_path):
    path = tmp_path / "g.tsv"
    path.write_bytes(
        b"\xef\xbb\xbf" + samples.gdelt(1).encode() + b"\r\n\n\xe2\x28\n" + b"x" * (LONGEST_LINE * 2 + 5)
        + b"\n" + samples.gdelt(2).encode() + b"\na\0b"
    )  # fmt: skip
    problems = []
    told = import_file(archive, path, "gdelt", on_problem=problems.append)
    assert (told.added, told.malformed) == (2, 3)
    assert [problem.line for problem in problems] == [3, 4, 6]
    assert [problem.problem.split()[0] for problem in problems] == ["not", "longer", "holds"]


def test_an_open_quote_is_one_problem_that_names_what_it_swallowed(archive, tmp_path):
    events, told, problems = imported(archive, tmp_path, "acled", samples.acled(1), '"open', samples.acled(2))
    assert (len(events), told.malformed) == (1, 1)
    assert "acled.txt:3: no CSV" in problems[0]


def test_lines_that_are_no_text_inside_and_beside_bad_records_are_all_told(archive, tmp_path):
    path = tmp_path / "acled.csv"
    head, row = samples.lines("acled", rows=1)
    path.write_bytes(b"\n".join([head.encode(), b"\xff", b'a,"b"c', b"\xfe", row.encode(), b"\xfd"]))
    problems = []
    told = import_file(archive, path, "acled", on_problem=problems.append)
    assert (told.added, [problem.line for problem in problems]) == (1, [2, 3, 4, 6])


@pytest.mark.parametrize("form", ["icews", "polecat", "acled"])
def test_a_header_of_something_else_is_refused_and_leaves_no_trace(archive, tmp_path, form):
    with pytest.raises(MalformedError, match="no column event"):
        import_file(archive, written(tmp_path, form, ["a\tb", "1\t2"]), form)
    assert archive.imported().imports() == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"\x1f\x8bnot", "broken"),
        (b"PK\x03\x04rest", "broken"),
        (gzip.compress(b"a\n" * 99, mtime=0)[:-9], "broken or cut off"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(archive, tmp_path, content, problem):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=problem):
        import_file(archive, path, "gdelt")


def test_missing_files_and_folders_and_formats_are_refused(archive, tmp_path):
    with pytest.raises(UnreadableError, match="no such file"):
        import_file(archive, tmp_path / "none", "gdelt")
    with pytest.raises(UnreadableError, match="is a directory"):
        import_file(archive, tmp_path, "gdelt")
    with pytest.raises(UnknownCodeError, match="known: acled, gdelt"):
        import_file(archive, tmp_path, "csv")


def test_packed_files_are_read(archive, tmp_path):
    text = "\n".join(samples.lines("gdelt")).encode()
    (tmp_path / "a.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x/b.csv", text)
    assert import_file(archive, tmp_path / "a.gz", "gdelt").added == 3
    assert import_file(archive, tmp_path / "b.zip", "gdelt").already_there == 3
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as packed:
        packed.writestr("a", "1")
        packed.writestr("b", "2")
    with pytest.raises(UnreadableError, match="holds 2 files"):
        import_file(archive, tmp_path / "c.zip", "gdelt")


# Once, and on from where it stopped


def test_the_same_file_and_the_same_event_come_in_once(archive, tmp_path):
    path = written(tmp_path, "gdelt", [samples.gdelt(1), samples.gdelt(1), "bad"])
    first = import_file(archive, path, "gdelt")
    assert (first.added, first.already_there, first.malformed) == (1, 1, 1)
    again = import_file(archive, path, "gdelt")
    assert (again.added, again.already_there, again.malformed) == (0, 2, 1)
    assert len(list(archive.imported().events(EventFilter()))) == 1


def test_a_killed_run_goes_on_where_its_last_batch_ended(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [samples.gdelt(1), "bad", samples.gdelt(3, actor="QQQ"), samples.gdelt(4), samples.gdelt(5)]
    path = written(tmp_path, "gdelt", rows)

    def killed(progress):
        if progress.rows >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(archive, path, "gdelt", on_batch=killed)
    problems = []
    told = import_file(archive, path, "gdelt", on_problem=problems.append)
    assert (told.rows, told.added, told.malformed, told.unknown) == (5, 4, 1, {"QQQ": 1})
    assert not problems
    assert {event.id for event in archive.imported().events(EventFilter())} == {
        f"gdelt:{number}" for number in (1, 3, 4, 5)
    }


def test_the_index_of_pairs_is_there_after_a_large_import_and_after_a_killed_one(
    archive, tmp_path, monkeypatch
):
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr("marsad.archive.importing._MANY", 3)
    path = written(tmp_path, "gdelt", [samples.gdelt(at) for at in range(9)])

    def index():
        names = inspect(archive.importer()._connections.engine).get_indexes("imported_pairs")
        return "imported_pairs_by_sides" in {name["name"] for name in names}

    def killed(progress):
        if progress.rows >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(archive, path, "gdelt", on_batch=killed)
    assert not index()
    assert len(borrowed_deeds(archive, "KAZ", ["RUS"]).deeds) == 6
    assert import_file(archive, path, "gdelt").added == 9
    assert index()
    assert len(borrowed_deeds(archive, "KAZ", ["RUS"]).deeds) == 9


def test_a_second_process_reads_the_same_and_goes_on_where_a_run_was_killed(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(importing, "LARGE", 0)
    rows = [samples.gdelt(1), "bad", samples.gdelt(3, actor="QQQ"), samples.gdelt(4, code="010")]
    path = written(tmp_path, "gdelt", [*rows, samples.gdelt(5)])

    def killed(progress):
        raise KeyboardInterrupt

    problems = []
    with pytest.raises(KeyboardInterrupt):
        import_file(archive, path, "gdelt", on_batch=killed, on_problem=problems.append, workers=2)
    told = import_file(archive, path, "gdelt", on_problem=problems.append, workers=2)
    assert (told.rows, told.added, told.malformed) == (5, 3, 1)
    assert (told.unknown, told.left) == ({"QQQ": 1}, {"CAMEO 010": 1})
    assert [problem.line for problem in problems] == [2]
    broken = tmp_path / "broken.gz"
    noise = (3**500_000).to_bytes(100_000, "big").hex().encode()
    broken.write_bytes(gzip.compress(samples.gdelt(7).encode() + b"\n" + noise)[:-20])
    with pytest.raises(UnreadableError, match="cut off"):
        import_file(archive, broken, "gdelt", workers=2)
    with pytest.raises(UnknownCodeError, match="unknown format"):
        list(gathered_ahead(str(path), "no such format", 2, 0))


def test_what_was_imported_from_a_file_can_be_forgotten(archive, tmp_path):
    one = written(tmp_path, "gdelt", [samples.gdelt(1)], "one")
    other = written(tmp_path, "gdelt", [samples.gdelt(2)], "other")
    for path in (one, other):
        import_file(archive, path, "gdelt")
    assert archive.importer().forget(str(one)) == 1
    assert archive.importer().forget(str(one)) == 0
    assert [event.id for event in archive.imported().events(EventFilter())] == ["gdelt:2"]
    assert import_file(archive, one, "gdelt").added == 1


def test_an_archive_opened_for_reading_or_without_imports(tmp_path):
    open_archive(str(tmp_path / "a.db")).close()
    with open_archive(str(tmp_path / "a.db"), readonly=True) as reading:
        assert reading.imported().imports() == []
        assert not list(reading.imported().events(EventFilter()))
        with pytest.raises(ArchiveWriteError):
            reading.importer()


def test_terms_are_kept_with_the_import(archive, tmp_path):
    import_file(archive, written(tmp_path, "gdelt"), "gdelt")
    import_file(archive, written(tmp_path, "plover"), "plover", licence="own terms")
    first, second = archive.imported().imports()
    assert "GDELT Project" in first.cite
    assert second.licence == "own terms"
    assert first.is_complete
    assert first.report.added == 3


# Filters


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"actor": ("KAZ",)}, {1, 3}),
        ({"recipient": ("KAZ",)}, {2}),
        ({"party": ("CHN",)}, {2, 3}),
        ({"party": ("IGO",)}, {4}),
        ({"type": ("CONSULT",)}, {1, 2, 4}),
        ({"mode": ("visit",)}, {1, 2, 4}),
        ({"outlet": ("other.example",)}, {4}),
        ({"place": ("KAZ",)}, {1, 2, 3, 4}),
        ({"status": ("negated",)}, set()),
        ({"words": "x"}, set()),
        ({"voice": ("KAZ",)}, set()),
        ({"min_confidence": 0.9}, {1, 2, 3, 4}),
    ],
)
def test_events_are_found_by_what_they_are(archive, tmp_path, wanted, ids):
    rows = (
        samples.gdelt(1), samples.gdelt(2, actor="CHN", recipient="KAZ"),
        samples.gdelt(3, code="111", recipient="CHN"),
        samples.gdelt(4, actor="", c8="NAT", c60="http://other.example"),
    )  # fmt: skip
    imported(archive, tmp_path, "gdelt", *rows)
    assert {event.id for event in archive.imported().events(EventFilter(**wanted))} == {
        f"gdelt:{number}" for number in ids
    }


def test_the_front_lists_imported_events_only_where_asked(tmp_path):
    with marsad.open(tmp_path / "a.db") as observatory:
        observatory.import_file(written(tmp_path, "gdelt"), "gdelt")
        assert list(observatory.event_records()) == []
        assert len(observatory.events(imported=True)) == 3
        assert observatory.imports()[0]["format"] == "gdelt"
        assert observatory.forget_import(tmp_path / "gdelt.txt") == 1


# Small parts


@pytest.mark.parametrize(
    ("text", "day"),
    [("20240507", "2024-05-07"), ("2024-05-07", "2024-05-07"), ("07 May 2024", "2024-05-07"),
     ("7-May-2024", "2024-05-07")],
)  # fmt: skip
def test_days_are_read_as_the_formats_write_them(text, day):
    assert day_of(text) == day


@given(st.text(max_size=12))
def test_what_is_no_day_is_refused(text):
    with contextlib.suppress(RowError):
        assert len(day_of(text)) == 10


@pytest.mark.parametrize(
    ("url", "origin"),
    [("https://www.a.example/x", "a.example"), ("http://u:p@A.example:80", "a.example"), ("", "Paper"),
     ("BBC Monitoring", "Paper"), ("http://", "Paper"), ("https:///x", "Paper")],
)  # fmt: skip
def test_the_origin_is_the_domain(url, origin):
    assert origin_of(url, "Paper") == origin


# PLOVER out and in

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
parties = st.lists(
    st.builds(
        Entity, text=st.none() | texts, country=st.sampled_from(["KAZ", "RUS", "UNK", "IGO"]),
        sector=st.sampled_from([None, "GOV", "MIL"]),
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def plover_events(draw):
    kind = draw(st.sampled_from(sorted(plover.event_types())))
    mode = draw(st.sampled_from([None, *sorted(plover.event_types()[kind].modes)]))
    day = draw(st.dates(min_value=dt.date(1801, 1, 1))).isoformat()
    precision = draw(st.sampled_from(["day", "month", "year"]))
    return Event(
        id=content_id("e", draw(st.integers())), document="d", sentence=1, start=0, end=1, type=kind,
        mode=mode, contexts=tuple(draw(st.sets(st.sampled_from(sorted(plover.contexts())), max_size=2))),
        actors=tuple(draw(parties)), recipients=tuple(draw(parties)),
        date=day[: {"day": 10, "month": 7, "year": 4}[precision]], date_precision=precision,
        status=draw(st.sampled_from(["actual", "negated", "historical"])),
        confidence=draw(st.floats(0.01, 1)), text=draw(texts),
    )  # fmt: skip


@given(plover_events())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=15 if on_server() else 60,
    deadline=None,
)
def test_plover_lines_come_back_as_they_went_out(tmp_path, event):
    path = tmp_path / f"{event.id}.jsonl"
    path.write_bytes(plover_line(event) + b"\n")
    with open_archive(":memory:") as archive:
        assert import_file(archive, path, "plover").added == 1
        (back,) = archive.imported().events(EventFilter())
    assert back.id == f"plover:{event.id}"
    for name in ("type", "mode", "contexts", "date", "date_precision", "status", "confidence", "text"):
        assert getattr(back, name) == getattr(event, name)
    for name in ("actors", "recipients"):
        assert [(one.country, one.sector) for one in getattr(back, name)] == [
            (one.country, one.sector) for one in getattr(event, name)
        ]


def test_a_line_of_plover_with_u0000_is_told_and_the_rest_is_taken(tmp_path):
    told = ["a\0b", r"a\u0000b", "c"]
    row = {"type": "CONSULT", "date": "2024-05-10"}
    path, problems = tmp_path / "events.jsonl", []
    path.write_text("\n".join(json.dumps(row | {"id": text[:1] + text[-2:], "text": text}) for text in told))
    with open_archive(":memory:") as archive:
        assert import_file(archive, path, "plover", on_problem=problems.append).added == 2
        assert {one.text for one in archive.imported().events(EventFilter())} == set(told[1:])
    (problem,) = map(str, problems)
    assert "NUL" in problem
    assert f"{path}:1" in problem


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_bytes_end_in_rows_or_problems(tmp_path, content):
    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        for found in plover_found(lines_of(path), "any"):
            assert isinstance(found, Problem)
    except UnreadableError:
        pass


# Measures


def press(folder, archive, number=40):
    """KAZ and RUS consult, USA accuses KAZ; others of the region deal with both."""
    rows = [
        samples.gdelt(at, day=f"2024{1 + at % 6:02}07", c60=f"https://paper{at % 7}.example/{at}")
        for at in range(number)
    ]
    rows += [
        samples.gdelt(1000 + at, code="111", actor="USA", recipient="KAZ", c60=f"http://p{at}.example")
        for at in range(10)
    ]
    others = ("UZB", "KGZ", "TJK", "TKM", "ARM", "AZE")
    rows += [samples.gdelt(2000 + at, actor=code, recipient="USA") for at, code in enumerate(others)]
    path = folder / "press.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    import_file(archive, path, "gdelt")


def test_alignment_counts_rows_as_stories_of_their_own(archive, tmp_path):
    press(tmp_path, archive)
    borrowed = borrowed_deeds(archive, "KAZ", ["RUS", "USA"], every="all")
    russia, america = alignment_of(Counted((), 0), "KAZ", ["RUS", "USA"], every="all", borrowed=borrowed)
    # CONSULT scores 2, ACCUSE -3, by hand
    assert (russia.stories, russia.origins, russia.volume) == (40, 7, pytest.approx(40 * 0.2))
    assert russia.balance == pytest.approx(8 / 10)
    assert (america.stories, america.balance) == (10, pytest.approx(-3 / 5))
    # six others cooperate with USA alone: m = (0, 1)
    assert russia.share == pytest.approx(8 / 11)
    assert america.share == pytest.approx(3 / 11)
    assert russia.evidence[0].startswith("gdelt:")


def test_sums_by_month_are_those_by_day(archive, tmp_path):
    press(tmp_path, archive)
    by_month, by_day = (
        sum(deed.cooperation for deed in borrowed_deeds(archive, "KAZ", ["USA"], every=every).summed)
        for every in ("month", "week")
    )
    assert by_month == pytest.approx(by_day) == pytest.approx(6 * 0.2)


def test_blocs_directions_and_days_hold_for_imported_deeds(archive, tmp_path):
    press(tmp_path, archive)
    day = dt.date(2024, 3, 31)
    early = borrowed_deeds(archive, "KAZ", ["CSTO"], as_of=day)
    assert {deed.recipient for deed in early.deeds} == {"RUS"}
    assert {deed.day.month for deed in early.deeds} == {1, 2, 3}
    west = borrowed_deeds(archive, "KAZ", ["XWE"], every="all")
    asked = {"every": "all", "borrowed": west}
    assert alignment_of(Counted((), 0), "KAZ", ["XWE"], direction="to", **asked) == []
    assert alignment_of(Counted((), 0), "KAZ", ["XWE"], direction="from", **asked)[0].stories == 10


def test_what_is_told_as_no_deed_does_not_count(archive, tmp_path):
    line = samples.PLOVER % 1
    imported(archive, tmp_path, "plover", line.replace('"id"', '"status":"negated","id"'))
    assert borrowed_deeds(archive, "KAZ", ["RUS"]).deeds == ()


# The command line


def test_import_command_tells_counts_terms_and_problems(tmp_path, run):
    path = written(
        tmp_path,
        "gdelt",
        [samples.gdelt(1), "bad", samples.gdelt(3, code="010"), samples.gdelt(4, actor="QQQ")],
    )
    done = run("import", path, "--as", "gdelt", "--archive", tmp_path / "a.db")
    assert done.code == SOME_FAILED
    assert f"{path}:2: 1 columns where 61 are due" in done.err
    assert "4 rows: 2 added, 0 already there, 1 no event of PLOVER, 1 malformed" in done.err
    assert "Unknown sides, kept as UNK: QQQ 1" in done.err
    assert "Cite: The GDELT Project" in done.err
    again = run("import", path, "--as", "gdelt", "--archive", tmp_path / "a.db")
    assert (again.code, "0 added, 2 already there" in again.err) == (SOME_FAILED, True)
    gone = run("import", path, "--forget", "--archive", tmp_path / "a.db")
    assert (gone.code, gone.err) == (DONE, f"1 imports of {path} taken out\n")


@pytest.mark.parametrize("words", [("--as", "csv"), (), ("--as", "gdelt", "--archive", ":memory:")])
def test_import_command_refuses_misuse(tmp_path, run, words):
    path = written(tmp_path, "gdelt")
    assert run("import", path, "--archive", tmp_path / "a.db", *words).code == MISUSE


def test_alignment_with_and_without_imports_and_from_a_file(tmp_path, run):
    with open_archive(str(tmp_path / "a.db")) as archive:
        press(tmp_path, archive)
    asked = ("alignment", "KAZ", "--poles", "RUS,USA", "--every", "all", "--format", "jsonl")
    told = run(*asked, "--archive", tmp_path / "a.db").out
    assert msgspec.json.decode(told.splitlines()[0])["stories"] == 40
    assert run(*asked, "--archive", tmp_path / "a.db", "--no-imported").out == ""
    listed = tmp_path / "events.jsonl"
    assert run("events", "--archive", tmp_path / "a.db", "--out", listed).code == DONE
    filed = run(*asked, "--events", listed)
    wanted, found = (msgspec.json.decode(text.splitlines()[0]) for text in (told, filed.out))
    assert {name: found[name] for name in ("balance", "stories", "origins", "volume")} == {
        name: wanted[name] for name in ("balance", "stories", "origins", "volume")
    }
    assert run(*asked, "--events", listed, "--no-imported").out == ""
    assert run("events", "--no-imported", "--archive", tmp_path / "a.db", "--format", "jsonl").out == ""


def event(name, document="d", **fields):
    own = {
        "sentence": 1, "start": 0, "end": 1, "type": "CONSULT", "date": "2024-05-07", "text": "x",
        "date_precision": "day", "confidence": 0.5, "actors": (Entity(text=None, country="KAZ"),),
        "recipients": (Entity(text=None, country="RUS"),),
    }  # fmt: skip
    return msgspec.json.encode(Event(id=name, document=document, **(own | fields)))


def test_filed_events_of_one_day_type_and_sides_are_one_story():
    row = Imported(format="gdelt", file="f", line=1, origin="p.example")
    lines = [
        event("a", "d1"), event("b", "d2", confidence=0.75), event("c", "d3", date="2024-05-08"),
        event("d", "i", imported=row), event("e", "d4", status="negated"),
    ]  # fmt: skip
    deeds = filed_deeds(lines, "f", pytest.fail).deeds
    deeds = sorted(deeds, key=lambda deed: (deed.day, deed.origin))
    assert [(deed.day.day, deed.chance, deed.origins) for deed in deeds] == [
        (7, 0.75, ("d1", "d2")), (7, 0.5, ("p.example",)), (8, 0.5, ("d3",)),
    ]  # fmt: skip


def test_lines_of_a_file_that_are_no_events_are_told(tmp_path, run):
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        b"\n".join([event("a"), b"{", b"[]", b"", event("b", type="NONE"), event("c", date="x")])
    )
    done = run("alignment", "KAZ", "--poles", "RUS", "--events", path, "--format", "jsonl")
    assert done.code == SOME_FAILED
    assert [line.split(": ")[1].split(":")[-1] for line in done.err.splitlines()] == ["2", "3", "5", "6"]

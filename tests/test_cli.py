"""Every command through its front, on short texts of our own; what it says to bad input; exit codes."""

from __future__ import annotations

import json
import subprocess
import sys

import polars as pl
import pytest

from marsad import __version__
from marsad.cli import DONE, MISUSE, SOME_FAILED

ARTICLE = """روسيا تحظر القمح الكازاخي

أستانا، 10 مايو 2024 - حظرت روسيا أمس استيراد القمح من كازاخستان. وزار الرئيس الصيني أستانا يوم الثلاثاء.

ورفضت كازاخستان طلب روسيا إرسال قوات. ووقعت كازاخستان والصين اتفاقية للنقل في أستانا.
"""
OTHER = """تركيا تدين الهجوم على الميناء

11 مايو 2024

أدانت تركيا الهجوم الروسي على ميناء أوديسا. ونفت كازاخستان إرسال قوات إلى أوكرانيا.
"""
TEXTS = (
    {"id": "a", "published": "2024-05-10", "text": "حظرت روسيا أمس استيراد القمح من كازاخستان."},
    {"id": "b", "published": "2024-05-10", "text": "زار الرئيس الصيني شي جين بينغ أستانا يوم الثلاثاء."},
    {"id": "c", "published": "2024-05-11", "text": "رفضت كازاخستان طلب روسيا إرسال قوات."},
)
GOLD_EVENTS = (
    [{"type": "SANCTION", "actors": ["RUS"], "recipients": ["KAZ"], "date": "2024-05-09", "trigger": "حظرت"}],
    [{"type": "CONSULT", "mode": "visit", "actors": ["CHN"], "recipients": ["KAZ"], "trigger": "زار"}],
    [{"type": "AID", "actors": ["KAZ"], "recipients": ["RUS"], "trigger": "إرسال"}],
)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ban.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "port.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path, articles, run):
    path = tmp_path / "news.db"
    assert run("add", articles, "--archive", path).code == DONE
    return path


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in TEXTS), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [text | {"events": events} for text, events in zip(TEXTS, GOLD_EVENTS, strict=True)]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


# The program itself


def test_the_program_tells_its_version():
    done = subprocess.run([sys.executable, "-c", "from marsad.cli import main; main()", "--version"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == __version__


def test_without_a_command_it_shows_the_commands(run):
    done = run()
    assert done.code in (DONE, MISUSE)
    assert all(
        name in done.out + done.err for name in ("read", "add", "code", "events", "claims", "search", "brief")
    )


@pytest.mark.parametrize("command", ["read", "add", "code", "events", "search", "brief", "evaluate"])
def test_every_command_explains_itself(run, command):
    done = run(command, "--help")
    assert done.code == DONE
    assert f"marsad {command}" in done.out


@pytest.mark.parametrize("arguments", [["sing"], ["code"], ["code", "x", "--loud"], ["search"], ["evaluate"]])
def test_misuse_of_the_command_line(run, arguments):
    assert run(*arguments).code == MISUSE


# read


def test_read_writes_documents_as_json_lines(run, articles):
    done = run("read", articles)
    assert done.code == DONE
    first, second = objects(done.out)
    assert first["title"] == "روسيا تحظر القمح الكازاخي"
    assert (first["published"], second["published"]) == ("2024-05-10", "2024-05-11")
    assert first["text"][first["body_start"] :].startswith("حظرت روسيا")


def test_read_takes_standard_input_and_what_the_text_does_not_tell(run):
    body = "أدانت تركيا الهجوم على ميناء أوديسا. ودعت كازاخستان الطرفين إلى وقف القتال."
    done = run("read", "-", "--outlet", "وكالة", "--published", "2024-05-12", stdin=body.encode())
    found = objects(done.out)[0]
    assert (found["outlet"], found["published"]) == ("وكالة", "2024-05-12")


def test_read_lists_what_it_cannot_read_and_goes_on(run, articles, tmp_path):
    done = run("read", tmp_path / "none.txt", articles / "ban.txt")
    assert done.code == SOME_FAILED
    assert "none.txt: no such file" in done.err
    assert len(objects(done.out)) == 1


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_bad_day_is_misuse(run, articles, tmp_path, command):
    extra = ["--archive", tmp_path / "x.db"] if command == "add" else []
    done = run(command, articles, "--published", "10/05/2024", *extra)
    assert done.code == MISUSE
    assert "'10/05/2024' is no date; YYYY-MM-DD is due" in done.err


# add


def test_add_twice_changes_nothing(run, archive, articles):
    before = run("events", "--archive", archive).out
    done = run("add", articles, "--archive", archive)
    assert done.code == DONE
    assert "0 added, 2 already there, 0 failed" in done.err
    assert run("events", "--archive", archive).out == before


def test_add_tells_what_became_of_each(run, articles, tmp_path):
    done = run("add", articles / "ban.txt", tmp_path / "none.txt", "--archive", tmp_path / "new.db")
    assert done.code == SOME_FAILED
    identity, outcome, title = done.out.strip().split("\t")
    assert (len(identity), outcome, title) == (24, "added", "روسيا تحظر القمح الكازاخي")
    assert "none.txt: no such file" in done.err
    assert "1 added, 0 already there, 1 failed" in done.err


def test_the_archive_may_be_named_by_the_environment(run, articles, tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_ARCHIVE", str(tmp_path / "env.db"))
    assert run("add", articles).code == DONE
    assert (tmp_path / "env.db").exists()


def test_a_bad_json_line_in_the_middle(run, tmp_path):
    path = tmp_path / "feed.jsonl"
    body = {"text": "أدانت تركيا الهجوم على ميناء أوديسا. ودعت إلى وقف القتال.", "published": "2024-05-12"}
    good = [json.dumps(body | {"id": name, "title": f"خبر {name}"}, ensure_ascii=False) for name in "ab"]
    path.write_text("\n".join([good[0], '{"id": "x", "text":', good[1]]), encoding="utf-8")
    done = run("add", path, "--archive", tmp_path / "feed.db")
    assert done.code == SOME_FAILED
    assert "feed.jsonl:2: " in done.err
    assert "2 added, 0 already there, 1 failed" in done.err


def test_an_archive_in_no_folder(run, articles, tmp_path):
    done = run("add", articles, "--archive", tmp_path / "none" / "news.db")
    assert done.code == SOME_FAILED
    assert "there is no folder" in done.err


# events


def test_events_off_a_terminal_are_json_lines_with_their_evidence(run, archive, articles):
    found = objects(run("events", "--archive", archive).out)
    documents = {document["id"]: document["text"] for document in objects(run("read", articles).out)}
    assert {"SANCTION", "CONSULT", "REJECT"} <= {event["type"] for event in found}
    for event in found:
        assert documents[event["document"]][event["start"] : event["end"]] in event["text"]


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (["--type", "SANCTION"], lambda event: event["type"] == "SANCTION"),
        (["--actor", "CHN"], lambda event: "CHN" in [party["country"] for party in event["actors"]]),
        (["--recipient", "KAZ"], lambda event: "KAZ" in [party["country"] for party in event["recipients"]]),
        (["--party", "RUS"], lambda event: "RUS" in str(event["actors"]) + str(event["recipients"])),
        (["--status", "negated"], lambda event: event["status"] == "negated"),
        (["--type", "CONSULT", "--type", "REJECT"], lambda event: event["type"] in ("CONSULT", "REJECT")),
        (["--min-confidence", "0.6"], lambda event: event["confidence"] >= 0.6),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters_keep_what_holds_and_nothing_else(run, archive, options, holds):
    everything = objects(run("events", "--archive", archive).out)
    found = objects(run("events", "--archive", archive, *options).out)
    assert found
    assert found == [event for event in everything if holds(event)]


@pytest.mark.parametrize(
    ("options", "number"),
    [(["--since", "2030-01-01"], 0), (["--until", "2000-01-01"], 0), (["--as-of", "2024-05-09"], 0)],
)
def test_filters_of_time(run, archive, options, number):
    assert len(objects(run("events", "--archive", archive, *options).out)) == number


def test_as_of_hides_what_was_published_later(run, archive):
    known = objects(run("events", "--archive", archive, "--as-of", "2024-05-10").out)
    later = objects(run("events", "--archive", archive).out)
    assert 0 < len(known) < len(later)


def test_events_as_a_table(run, archive):
    done = run("events", "--archive", archive, "--format", "table", "--type", "SANCTION")
    assert done.code == DONE
    assert "RUS" in done.out
    assert "SANCTION" in done.out


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_events_as_files(run, archive, tmp_path, suffix):
    path = tmp_path / f"events.{suffix}"
    assert run("events", "--archive", archive, "--out", path).code == DONE
    number = len(objects(run("events", "--archive", archive).out))
    if suffix == "xlsx":
        assert path.read_bytes()[:2] == b"PK"
    else:
        frame = pl.read_csv(path) if suffix == "csv" else pl.read_parquet(path)
        assert frame.height == number
        assert frame.columns[:4] == ["date", "type", "mode", "actors"]


def test_no_events_are_an_empty_file_with_a_header(run, archive, tmp_path):
    path = tmp_path / "none.csv"
    assert run("events", "--archive", archive, "--since", "2030-01-01", "--out", path).code == DONE
    assert pl.read_csv(path).columns[:2] == ["date", "type"]


def test_events_as_plover(run, archive):
    found = objects(run("events", "--archive", archive, "--format", "plover", "--type", "SANCTION").out)
    assert set(found[0]) >= {"id", "date", "type", "mode", "context", "actor", "recipient", "text"}
    assert found[0]["actor"][0]["country"] == "RUS"


@pytest.mark.parametrize("first", ["=HYPERLINK(1)", "+1", "-1", "@x"])
def test_a_cell_that_could_be_a_formula_is_guarded(run, tmp_path, first):
    line = {"id": "x", "published": "2024-05-10", "text": f"{first} حظرت روسيا استيراد القمح من كازاخستان."}
    (tmp_path / "x.jsonl").write_text(json.dumps(line), encoding="utf-8")
    run("add", tmp_path / "x.jsonl", "--archive", tmp_path / "x.db")
    run("events", "--archive", tmp_path / "x.db", "--out", tmp_path / "x.csv")
    text = pl.read_csv(tmp_path / "x.csv")["text"][0]
    assert text.startswith("'")
    plain = objects(run("events", "--archive", tmp_path / "x.db").out)[0]["text"]
    assert text == f"'{plain}"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--type", "FIGHT"], "unknown event type 'FIGHT'"),
        (["--status", "maybe"], "unknown status 'maybe'"),
        (["--since", "2024"], "'2024' is no date"),
        (["--until", "2024-02-30"], "'2024-02-30' is no date"),
        (["--as-of", ""], "'' is no date"),
        (["--format", "pdf"], "unknown format 'pdf'; known: table"),
        (["--min-confidence", "2"], "Invalid value for '--min-confidence'"),
        (["--out", "/nowhere/events.csv"], "/nowhere/events.csv: no such file or directory"),
        (["--format", "table", "--out", "x.txt"], "--format table is for a terminal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_options_of_events(run, archive, options, message):
    done = run("events", "--archive", archive, *options)
    assert done.code == MISUSE
    assert message in done.err
    assert not done.out


# claims


def test_claims_are_listed_with_their_speakers(run, archive):
    found = objects(run("claims", "--archive", archive).out)
    denial = next(claim for claim in found if claim["verb"] == "denies")
    assert denial["speaker"]["country"] == "KAZ"
    assert denial["content"] == "إرسال قوات إلى أوكرانيا"
    assert {"id", "document", "sentence", "start", "end", "quoted", "confidence"} <= set(denial)


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--actor", "KAZ", "--verb", "denies"], 1),
        (["--actor", "BRA"], 0),
        (["--since", "2024-05-12"], 0),
        (["--until", "2024-05-10"], 0),
        (["--as-of", "2024-05-10"], 0),
        (["--outlet", "لا صحيفة"], 0),
        (["--min-confidence", "1"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_claims_are_filtered(run, archive, options, number):
    assert len(objects(run("claims", "--archive", archive, *options).out)) == number


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_claims_as_a_file(run, archive, tmp_path, suffix):
    target = tmp_path / f"claims.{suffix}"
    assert run("claims", "--archive", archive, "-o", target).code == DONE
    assert target.stat().st_size > 0
    if suffix == "parquet":
        frame = pl.read_parquet(target)
        assert frame["verb"].to_list() == [
            claim["verb"] for claim in objects(run("claims", "-a", archive).out)
        ]


def test_claims_as_a_table(run, archive):
    done = run("claims", "--archive", archive, "--format", "table")
    assert "denies" in done.out
    assert "كازاخستان" in done.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--verb", "sings"], "unknown verb 'sings'; known: says"),
        (["--since", "2024"], "'2024' is no date"),
        (["--format", "plover"], "unknown format 'plover'"),
        (["--min-confidence", "2"], "Invalid value for '--min-confidence'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_options_of_claims(run, archive, options, message):
    done = run("claims", "--archive", archive, *options)
    assert done.code == MISUSE
    assert message in done.err
    assert not done.out


def test_code_writes_claims_where_asked(run, tmp_path):
    source = tmp_path / "said.jsonl"
    source.write_text('{"id": 7, "text": "نفت كازاخستان إرسال قوات."}\n', encoding="utf-8")
    (claim,) = objects(run("code", source, "--records", "claims").out)
    assert (claim["document"], claim["verb"], claim["content"]) == ("7", "denies", "إرسال قوات")
    two = run("code", source, "--records", "claims", "--workers", "2").out
    assert objects(two) == [claim]


def test_evaluate_scores_claims_where_gold_has_them(run, tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [
        {"id": "a", "text": "نفت كازاخستان إرسال قوات.", "events": [],
         "claims": [{"speaker": "كازاخستان", "verb": "denies"}]},
        {"id": "b", "text": "قال الوزير إن الطريق مغلق.", "events": [],
         "claims": [{"speaker": "الوزير", "verb": "asks"}, {"speaker": "السفير", "verb": "says"}]},
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    claims = objects(run("evaluate", path, "--format", "json").out)[0]["claims"]
    assert claims["speakers"]["precision"]["value"] == 1
    assert claims["speakers"]["recall"]["value"] == pytest.approx(2 / 3)
    assert claims["verb"]["value"] == 0.5
    shown = run("evaluate", path, "--errors", "--confusion").out
    assert "speaker R" in shown
    assert "missed  السفير  says" in shown
    assert "class  الوزير  asks, coded says" in shown


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ('"none"', "`claims` must be a list"),
        ('[{"verb": "says"}]', "a claim must be an object with a `speaker` in words"),
        ('[{"speaker": "x", "verb": "sings"}]', "unknown verb class 'sings'"),
    ],
)
def test_bad_gold_claims_are_told(run, tmp_path, claims, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "a", "text": "x", "events": [], "claims": {claims}}}\n', encoding="utf-8")
    done = run("evaluate", path)
    assert done.code == SOME_FAILED
    assert f"{path}:1" in done.err or "gold.jsonl" in done.err
    assert message in done.err


@pytest.mark.parametrize("arguments", [["events"], ["claims"], ["search", "روسيا"], ["brief", "KAZ"]])
def test_an_archive_that_is_not_there(run, tmp_path, arguments):
    done = run(*arguments, "--archive", tmp_path / "none.db")
    assert done.code == SOME_FAILED
    assert "none.db: there is no such archive" in done.err
    assert not (tmp_path / "none.db").exists()


def test_an_archive_that_is_none(run, tmp_path):
    (tmp_path / "text.db").write_text("this is no archive " * 100, encoding="utf-8")
    done = run("events", "--archive", tmp_path / "text.db")
    assert done.code == SOME_FAILED
    assert "Traceback" not in done.err


# search


def test_search_sees_through_prefixes(run, archive):
    found = objects(run("search", "قمح", "--archive", archive).out)
    assert found
    assert all("القمح" in hit["text"] for hit in found)
    assert set(found[0]) >= {"document", "sentence", "start", "end", "text", "outlet", "published"}


def test_search_as_a_table_and_as_a_file(run, archive, tmp_path):
    assert "القمح" in run("search", "القمح", "--archive", archive, "--format", "table").out
    assert run("search", "القمح", "--archive", archive, "--out", tmp_path / "hits.csv").code == DONE
    assert pl.read_csv(tmp_path / "hits.csv").height >= 1


def test_search_keeps_its_limit(run, archive):
    assert len(objects(run("search", "كازاخستان", "--archive", archive, "--limit", "1").out)) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["   "], "no word"),
        (["روسيا", "--format", "plover"], "unknown format"),
        (["روسيا", "--limit", "0"], "--limit"),
    ],
)
def test_bad_searches(run, archive, arguments, message):
    done = run("search", *arguments, "--archive", archive)
    assert done.code == MISUSE
    assert message in done.err


# brief


def test_a_brief_from_articles_lies_where_it_says(run, articles, tmp_path):
    path = tmp_path / "kaz.html"
    done = run("brief", "KAZ", articles, "-o", path)
    assert done.code == DONE
    assert str(path) in done.err
    page = path.read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "<mark" in page
    assert not list(tmp_path.glob("*.db*"))


def test_a_brief_as_markdown_in_english(run, archive, tmp_path):
    assert run("brief", "kaz", "--archive", archive, "--lang", "en", "-o", tmp_path / "kaz.md").code == DONE
    assert "Kazakhstan" in (tmp_path / "kaz.md").read_text(encoding="utf-8")


def test_a_brief_on_the_terminal(run, archive):
    done = run("brief", "KAZ", "--archive", archive)
    assert done.code == DONE
    assert "كازاخستان" in done.out
    assert "⟦" in done.out


def test_a_brief_into_an_archive_keeps_the_articles(run, articles, tmp_path):
    run("brief", "KAZ", articles, "--archive", tmp_path / "kept.db", "-o", tmp_path / "kaz.html")
    assert objects(run("events", "--archive", tmp_path / "kept.db").out)


def test_a_brief_is_made_of_what_could_be_read(run, articles, tmp_path):
    done = run("brief", "KAZ", articles, tmp_path / "none.txt", "-o", tmp_path / "kaz.html")
    assert done.code == SOME_FAILED
    assert "none.txt: no such file" in done.err
    assert (tmp_path / "kaz.html").exists()


def test_a_state_that_no_article_names(run, archive, tmp_path):
    assert run("brief", "URY", "--archive", archive, "-o", tmp_path / "ury.html").code == DONE
    assert (tmp_path / "ury.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["QQQ"], "unknown state 'QQQ'"),
        (["Kazakhstan"], "unknown state 'KAZAKHSTAN'"),
        (["KAZ", "--lang", "fr"], "--lang fr: ar or en is due"),
        (["KAZ", "--as-of", "yesterday"], "'yesterday' is no date"),
        (["KAZ", "-o", "kaz.pdf"], "kaz.pdf: a brief is saved as .html or .md"),
        (["KAZ", "-o", "/nowhere/kaz.html"], "/nowhere/kaz.html: no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_briefs_are_refused_before_anything_is_read(run, tmp_path, arguments, message):
    done = run("brief", *arguments, "--archive", tmp_path / "none.db")
    assert done.code == MISUSE
    assert message in done.err


def test_a_page_that_cannot_be_written(run, archive, tmp_path):
    (tmp_path / "taken.html").mkdir()
    done = run("brief", "KAZ", "--archive", archive, "-o", tmp_path / "taken.html")
    assert done.code == MISUSE
    assert "taken.html: is a directory" in done.err


# code


def test_code_from_a_file_and_from_standard_input_is_the_same(run, texts, tmp_path):
    out = tmp_path / "events.jsonl"
    assert run("code", texts, "-o", out).code == DONE
    piped = run("code", "-", stdin=texts.read_bytes())
    assert piped.out == out.read_text(encoding="utf-8")
    assert [event["document"] for event in objects(piped.out)] == ["a", "b", "c"]


def test_workers_change_nothing(run, texts, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_bytes(texts.read_bytes() * 100)
    one = run("code", many)
    two = run("code", many, "--workers", "2")
    assert two.code == DONE
    assert two.out == one.out


def test_a_bad_line_of_code_is_told_and_the_rest_goes_on(run, texts, tmp_path):
    lines = texts.read_bytes().splitlines(keepends=True)
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b"".join([lines[0], b'{"id": "x"}\n', lines[1], b"not json\n", lines[2]]))
    done = run("code", broken)
    assert done.code == SOME_FAILED
    assert "broken.jsonl:2: " in done.err
    assert "broken.jsonl:4: " in done.err
    assert [event["document"] for event in objects(done.out)] == ["a", "b", "c"]


def test_code_of_nothing(run):
    done = run("code", "-")
    assert (done.code, done.out) == (DONE, "")


def test_lowest_confidence(run, texts):
    assert not [
        event for event in objects(run("code", texts, "--min-confidence", "1").out) if event["confidence"] < 1
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--records", "poems"], "--records poems: events or claims or forecasts or figures is due"),
        (["--workers", "0"], "--workers"),
        (["--min-confidence", "-1"], "--min-confidence"),
        (["-o", "/nowhere/out.jsonl"], "/nowhere/out.jsonl: no such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_options_of_code(run, texts, options, message):
    done = run("code", texts, *options)
    assert done.code == MISUSE
    assert message in done.err


def test_code_of_a_file_that_is_not_there(run, tmp_path):
    done = run("code", tmp_path / "none.jsonl")
    assert done.code == SOME_FAILED
    assert "none.jsonl: no such file or directory" in done.err


def test_code_does_not_write_over_its_input(run, texts):
    before = texts.read_bytes()
    done = run("code", texts, "-o", texts)
    assert done.code == MISUSE
    assert "is the input" in done.err
    assert texts.read_bytes() == before


# evaluate


def test_evaluate_prints_levels_shares_and_types(run, gold):
    done = run("evaluate", gold)
    assert done.code == DONE
    assert "3 texts, 3 gold events, 3 coded" in done.out
    for word in (
        "type",
        "triple",
        "dyad",
        "90 % interval",
        "status",
        "date",
        "mode",
        "F1 of negated",
        "SANCTION",
    ):
        assert word in done.out
    assert "⟦" not in done.out


def test_evaluate_shows_errors_with_their_triggers(run, gold):
    done = run("evaluate", gold, "--errors", "--confusion")
    assert "missed  c  AID  KAZ → RUS  actual" in done.out
    assert "⟦إرسال⟧" in done.out
    assert "false alarm  c  REJECT" in done.out
    assert "⟦رفضت⟧" in done.out
    assert "REJECT 1" in done.out


def test_evaluate_as_json(run, gold):
    done = run("evaluate", gold, "--format", "json")
    found = json.loads(done.out)
    assert found["triple"]["p"] == pytest.approx(2 / 3)
    assert found["triple"]["r"] == pytest.approx(2 / 3)
    assert found["confusion"]["AID"] == {"REJECT": 1}
    assert (found["gold"], found["system"], found["date"], found["mode"]) == (3, 3, 1, 1)
    assert found["negated"]["f1"] == 0


def test_evaluate_says_what_is_wrong_with_gold(run, gold, tmp_path):
    gold.write_text(gold.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    done = run("evaluate", gold)
    assert done.code == SOME_FAILED
    assert "gold.jsonl:4: field missing: id, text, events" in done.err
    assert run("evaluate", tmp_path / "none.jsonl").code == SOME_FAILED
    assert run("evaluate", gold, "--format", "pdf").code == MISUSE


# alignment


def test_alignment_as_lines_and_as_a_table(run, archive, tmp_path):
    done = run("alignment", "KAZ", "--poles", "RUS,CHN", "--every", "year", "--archive", archive)
    assert done.code == DONE
    first = objects(done.out)[0]
    assert (first["state"], first["pole"], first["reading"], first["why"]) == (
        "KAZ",
        "RUS",
        False,
        "few stories",
    )
    shown = run("alignment", "KAZ", "--poles", "RUS", "--every", "year", "-a", archive, "-f", "table")
    assert "no reading: few stories" in shown.out
    target = tmp_path / "kaz.csv"
    assert run("alignment", "KAZ", "--poles", "RUS", "-a", archive, "-o", target).code == DONE
    assert pl.read_csv(target).columns[:5] == ["state", "pole", "dimension", "direction", "window"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["KAZ"], "--poles"),
        (["XYZ", "--poles", "RUS"], "unknown state 'XYZ'"),
        (["KAZ", "--poles", "Atlantis"], "unknown pole 'Atlantis'"),
        (["KAZ", "--poles", "RUS", "--every", "day"], "unknown window 'day'"),
        (["KAZ", "--poles", "RUS", "--dimension", "sports"], "unknown dimension 'sports'"),
    ],
)
def test_alignments_that_are_misuse(run, archive, arguments, told):
    done = run("alignment", *arguments, "--archive", archive)
    assert done.code == MISUSE
    assert told in done.err


def test_warnings_as_lines_as_a_table_and_misuse(run, archive):
    assert run("warnings", "KAZ", "--archive", archive, "-f", "jsonl").code == DONE
    assert run("warnings", "--archive", archive, "-f", "table").code == DONE
    refused = run("warnings", "KAZ", "--every", "year", "--archive", archive)
    assert refused.code == MISUSE
    assert "by week or month" in refused.err
    assert "unknown state 'XYZ'" in run("warnings", "XYZ", "--archive", archive).err


def test_structure_tells_bad_rows_and_goes_on(run, archive, tmp_path):
    table = tmp_path / "trade.csv"
    table.write_text("exporter,importer,year,value\nKAZ,CHN,2023,8\nRUS,KAZ,2023,much\nRUS,KAZ,2023,2\n")
    done = run("structure", "KAZ", str(table), "--archive", archive, "-f", "jsonl")
    assert done.code == SOME_FAILED
    assert f"{table}:3: 'much' is no number" in done.err
    assert [(one["tie"]["partner"], one["tie"]["share"]) for one in objects(done.out)] == [
        ("CHN", 0.8),
        ("RUS", 0.2),
    ]
    ranks = run("structure", "KAZ", str(table), "--per", "rank", "-a", archive, "-f", "table")
    assert "few" in ranks.out
    assert "no reading" in run("structure", "KAZ", str(table), "-a", archive, "-f", "table").out
    table.write_text("who,whom\n")
    refused = run("structure", "KAZ", str(table), "--archive", archive)
    assert refused.code == SOME_FAILED
    assert "header is 'who,whom'" in refused.err
    assert run("structure", "KAZ", str(table), "--per", "year", "-a", archive).code == MISUSE


def test_links_with_a_series_tell_what_moved(run, archive, tmp_path):
    series = tmp_path / "rate.csv"
    series.write_text("date,value\n2024-01-01,450\n2024-01-02,?\n2025-01-01,470\n")
    done = run("links", "KAZ", "--series", str(series), "--archive", archive, "-f", "jsonl")
    assert done.code == SOME_FAILED
    assert f"{series}:3: '?' is no number" in done.err
    assert all(not one["tested"] for one in objects(done.out))
    series.write_text("date,value\n2024-01-01,450\n")
    assert run("links", "KAZ", "--series", str(series), "-a", archive, "-f", "table").code == DONE
    refused = run("links", "KAZ", "--series", str(tmp_path / "none.csv"), "--archive", archive)
    assert "no such file" in refused.err


def test_links_as_lines_and_misuse(run, archive):
    assert run("links", "KAZ", "--archive", archive, "-f", "jsonl").code == DONE
    assert run("links", "KAZ", "--archive", archive, "-f", "table").code == DONE
    refused = run("links", "KAZ", "--within", "0", "--archive", archive)
    assert refused.code == MISUSE
    assert "0 days are no span" in refused.err

"""The ledger from outside: commands, Python, the picture."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import polars as pl
import pytest

import marsad
from ledger_samples import tampered
from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.errors import UnknownCodeError, UsageError
from marsad.ledger.exchange import imported
from marsad.ledger.exports import FORECAST_COLUMNS, QUESTION_COLUMNS
from marsad.views.ledger_listing import DUE_COLUMNS, LISTED_COLUMNS, SCORE_COLUMNS
from marsad.views.reliability import LEFT, SIDE, TOP, reliability_svg

EXAMPLE = Path(__file__).parents[1] / "examples" / "ledger" / "forecasts.jsonl"
DAY = dt.date(2024, 1, 10)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "l.db"
    with marsad.open(path) as obs:
        assert {one.outcome for one in imported(obs.ledger("a group"), EXAMPLE.read_bytes(), source="x")} == {
            "added"
        }
    return path


@pytest.fixture
def archive(example, tmp_path):
    return Path(shutil.copy(example, tmp_path))


@pytest.fixture
def ledger(archive):
    with marsad.open(archive) as obs:
        yield obs.ledger("tester")


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


# One question by hand

ASK = ("--text", "هل يوقّعون؟", "--deadline", "2024-06-30", "--opens", "2024-01-10", "--threshold", "نص موقّع",
       "--source", "بيان", "--key", "q")  # fmt: skip


def test_a_question_by_hand_from_asking_to_score(run, tmp_path):
    place = ("-a", tmp_path / "own.db", "--by", "Amal")
    marsad.open(tmp_path / "own.db").close()
    steps = [
        ("ask", *ASK, *place),
        ("freeze", "q", *place),
        ("say", "q", "0.7", "--forecaster", "Amal", "--made-on", "2024-02-01", *place),
        ("say", "q", "0.2", "--to", "0.6", "--forecaster", "Badr", "--made-on", "2024-02-01", *place),
        ("resolve", "q", "no", "--why", "انقضى الأجل", "--known-on", "2024-07-01", *place),
        ("dispute", "q", "--why", "وُقّع", "--outcome", "yes", *place),
        (
            "resolve",
            "q",
            "yes",
            "--correct",
            "--why",
            "صحيح",
            "--evidence",
            "بيان",
            "--known-on",
            "2024-06-29",
            *place,
        ),
    ]
    for step in steps:
        done = run("forecasts", *step)
        assert done.code == DONE, done.err
    done = run("forecasts", "verify", "-a", tmp_path / "own.db")
    assert done.out.startswith("8 entries hold, the last one ")
    found = {
        one["name"]: one
        for one in objects(run("forecasts", "score", "-a", tmp_path / "own.db").out)
        if "name" in one
    }
    assert found["Amal"]["brier"]["value"] == pytest.approx(0.09)
    assert found["Amal"]["self_resolved"] == 1
    assert (found["Badr"]["best"], found["Badr"]["worst"]) == (pytest.approx(0.16), pytest.approx(0.64))


def test_a_forecast_is_struck_or_void(run, tmp_path):
    place = ("-a", tmp_path / "own.db", "--by", "Amal")
    with marsad.open(tmp_path / "own.db") as obs:
        ledger = obs.ledger("x")
        ledger.ask(text="؟", deadline=DAY, opens=DAY, threshold="x", source="y", key="q")
        ledger.freeze("q")
        one, other = (ledger.predict("q", name, 0.5, made_on=DAY, condition="إذا") for name in "AB")
    assert run("forecasts", "strike", one.id, "--why", "خطأ", *place).code == DONE
    assert run("forecasts", "strike", other.id, "--unmet", "--why", "لم يتحقق", *place).code == DONE
    assert run("forecasts", "strike", "1", "--why", "x", *place).code == MISUSE
    assert run("forecasts", "strike", "nothing", "--why", "x", *place).code == MISUSE
    (row,) = objects(run("forecasts", "list", "--questions", "-a", tmp_path / "own.db").out)
    assert (row["stage"], row["forecasts"]) == ("open", 0)


def test_who_writes_stands_in_the_log(run, tmp_path, monkeypatch):
    path = tmp_path / "own.db"
    marsad.open(path).close()
    monkeypatch.setenv("MARSAD_WHO", "فريق")
    run("forecasts", "ask", *ASK, "-a", path)
    monkeypatch.delenv("MARSAD_WHO")
    monkeypatch.setenv("LOGNAME", "someone")
    run("forecasts", "freeze", "q", "-a", path)
    assert [one["who"] for one in objects(run("forecasts", "export", "--what", "log", "-a", path).out)] == [
        "فريق", "someone",
    ]  # fmt: skip


# From articles

NEWS = (
    ("2024-03-05", "السنديان", "وقعت كازاخستان والصين اتفاقاً على خط أنابيب جديد في 4 مارس 2024 في أستانا."),
    ("2024-03-06", "صدى", "اتفقت الصين وكازاخستان في 4 مارس 2024 على نقل النفط، بحضور وزيري الطاقة."),
)


def test_evidence_of_the_archive_is_copied(run, tmp_path):
    path, source = tmp_path / "n.db", tmp_path / "in.jsonl"
    lines = [dict(zip(("published", "outlet", "text"), told, strict=True)) for told in NEWS]
    lines = [{"id": str(place), **line} for place, line in enumerate(lines)]
    source.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert run("add", source, "-a", path).code == DONE
    rows = tmp_path / "q.csv"
    rows.write_text(
        "key,text,opens,deadline,threshold,source,types,actors\n"
        "pipe,هل يتفقان؟,2024-01-01,2024-12-31,اتفاق,الصحف,AGREE SUPPORT,KAZ CHN\n"
        "other,هل يختلفان؟,2024-01-01,2024-12-31,قطع,الصحف,REJECT,KAZ CHN\n",
        encoding="utf-8",
    )
    assert run("forecasts", "import", rows, "--freeze", "-a", path, "--by", "x").code == DONE
    (due,) = objects(run("forecasts", "due", "--as-of", "2024-06-01", "-a", path).out)
    assert (due["question"], due["why"]) == ("pipe", "evidence waiting")
    assert len(due["proposal"]["evidence"]) == due["proposal"]["origins"] == 2
    assert due["proposal"]["outcome"] == "yes"
    done = run("forecasts", "resolve", "pipe", "yes", "--from-archive", "-a", path, "--by", "x")
    assert done.code == DONE, done.err
    row, _ = objects(run("forecasts", "list", "--questions", "-a", path).out)
    assert (row["outcome"], row["known_on"], row["evidence"]) == ("yes", "2024-03-06", 2)
    refused = run("forecasts", "resolve", "pipe", "no", "--from-archive", "-a", path, "--by", "x")
    assert (refused.code, "says nothing" in refused.err) == (MISUSE, True)


# Lists and files


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("list",), 41), (("list", "--stage", "unfalsifiable"), 3), (("list", "--stage", "open"), 1),
        (("list", "--as-of", "2022-12-31"), 9), (("list", "--questions"), 21),
        (("list", "--questions", "--stage", "open"), 1),
        (("list", "--questions", "--as-of", "2022-12-31"), 4),
        (("due",), 0), (("score",), 6 + 3),
        (("score", "--group", "all"), 1), (("score", "--group", "topic", "--first", "--independent"), 6),
        (("export",), 127), (("export", "--what", "questions"), 21), (("export", "--what", "log"), 127),
    ],
)  # fmt: skip
def test_lists_as_json_lines(run, archive, arguments, number):
    done = run("forecasts", *arguments, "-a", archive)
    assert done.code == DONE
    assert len(objects(done.out)) == number


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (("list",), LISTED_COLUMNS), (("list", "--questions"), QUESTION_COLUMNS), (("due",), DUE_COLUMNS),
        (("score",), SCORE_COLUMNS), (("export", "--what", "questions"), QUESTION_COLUMNS),
        (("export", "--what", "forecasts"), FORECAST_COLUMNS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_lists_as_files(run, archive, tmp_path, arguments, columns, suffix):
    path = tmp_path / f"out.{suffix}"
    assert run("forecasts", *arguments, "-a", archive, "-o", path).code == DONE
    readers = {"csv": pl.read_csv, "parquet": pl.read_parquet}
    if suffix in readers and arguments != ("due",):
        assert readers[suffix](path).columns == list(columns)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("command", [("list",), ("list", "--questions"), ("score",), ("due",)])
def test_lists_as_tables(run, archive, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    done = run("forecasts", *command, "-a", archive, "--format", "table")
    assert done.code == DONE
    if command == ("score",):
        assert "clipped to .01–.99" in done.out
        assert "no comparison below 10" in done.out
        assert ".143 (.069, .237)" in done.out


def test_csv_goes_out_and_comes_in(run, archive, tmp_path):
    other = tmp_path / "other.db"
    for what in ("questions", "forecasts"):
        path = tmp_path / f"{what}.csv"
        assert run("forecasts", "export", "--what", what, "-a", archive, "-o", path).code == DONE
        done = run("forecasts", "import", path, "--freeze", "-a", other, "--by", "x")
        assert done.code == DONE, done.err
    again = run("forecasts", "export", "--what", "forecasts", "-a", other).out
    assert again == run("forecasts", "export", "--what", "forecasts", "-a", archive).out


def test_import_from_standard_input_with_a_bad_row(run, tmp_path):
    data = EXAMPLE.read_bytes() + b'{"kind": "rumour"}\n'
    done = run("forecasts", "import", "-", "-a", tmp_path / "l.db", "--by", "x", stdin=data)
    assert done.code == SOME_FAILED
    assert "marsad: -:128: kind 'rumour'" in done.err
    assert "127 added, 0 already there, 1 failed" in done.err


# Verify


@pytest.mark.sqlite
def test_verify_tells_what_was_changed(run, archive):
    head = objects(run("forecasts", "export", "--what", "log", "-a", archive).out)[50]["hash"]
    assert run("forecasts", "verify", "-a", archive, "--head", head).code == DONE
    assert run("forecasts", "verify", "-a", archive, "--head", "0" * 64).code == SOME_FAILED
    tampered(archive, ["UPDATE ledger SET payload = replace(payload, '0.9', '0.1') WHERE number = 3"])
    done = run("forecasts", "verify", "-a", archive)
    assert done.code == SOME_FAILED
    assert done.err == "marsad: entry 3 was changed: its hash is not that of what it says\n"
    for command in (("list",), ("score",), ("due",), ("freeze", "fin-nato")):
        assert run("forecasts", *command, "-a", archive).code == SOME_FAILED


# Misuse


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--text", "؟"),
        ("ask", *ASK[:2], "--deadline", "soon"),
        ("ask", "nothing"),
        ("ask", "--revise", "nobody"),
        ("freeze", "nobody"),
        ("freeze", "fin-nato"),
        ("say", "fin-nato", "2", "--forecaster", "A"),
        ("say", "fin-nato", "0.5", "--forecaster", "A"),
        ("resolve", "uzb-wto", "maybe"),
        ("resolve", "uzb-wto", "yes"),
        ("resolve", "uzb-wto", "no", "--why", "x", "--condition", "perhaps"),
        ("resolve", "uzb-wto", "no", "--from-archive"),
        ("dispute", "uzb-wto", "--why", "x"),
        ("dispute", "fin-nato", "--why", ""),
        ("dispute", "fin-nato", "--why", "x", "--outcome", "maybe"),
        ("import", "nothing.csv"),
    ],
    ids=" ".join,
)
def test_misuse_changes_nothing(run, archive, arguments):
    assert run("forecasts", *arguments, "-a", archive, "--by", "x").code == MISUSE
    assert run("forecasts", "verify", "-a", archive).out.startswith("127 entries hold")


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "--group", "town"), ("score", "--lang", "fr"), ("score", "--diagram", "x.png"),
        ("export", "--what", "all", "--format", "csv"), ("export", "--what", "dreams"),
        ("list", "--as-of", "soon"), ("list", "--format", "plover"), ("due", "--as-of", "2024"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_options(run, archive, arguments):
    assert run("forecasts", *arguments, "-a", archive).code == MISUSE


def test_an_archive_that_is_not_there(run, tmp_path):
    for command in ("list", "score", "due", "verify", "export"):
        assert run("forecasts", command, "-a", tmp_path / "none.db").code == SOME_FAILED


# The picture


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_diagram_is_drawn(run, archive, tmp_path, language, direction):
    path = tmp_path / "d.svg"
    assert run("forecasts", "score", "--diagram", path, "--lang", language, "-a", archive).code == DONE
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own picture
    assert (root.get("lang"), root.get("direction"), root.get("role")) == (language, direction, "img")
    assert root.get("aria-labelledby") == "title description"
    words = root.find(f"{SVG}desc").text
    circles = root.findall(f"{SVG}circle")
    assert words.count("%") == 2 * len(circles)
    for circle in circles:
        assert LEFT <= float(circle.get("cx")) <= LEFT + SIDE
        assert TOP <= float(circle.get("cy")) <= TOP + SIDE
    assert "0.221" in "".join(root.itertext())
    assert "31" in words


def test_a_picture_of_few_questions_says_so(ledger):
    options = {"as_of": dt.date(2023, 3, 31)}
    picture = reliability_svg(ledger.curve(**options), ledger.scores(**options)[0], "en")
    assert "fewer than 10 decided questions" in picture


def test_a_picture_in_another_language(ledger):
    with pytest.raises(UnknownCodeError):
        reliability_svg(ledger.curve(), ledger.scores()[0], "fr")


def test_nothing_to_draw(run, tmp_path):
    path = tmp_path / "own.db"
    marsad.open(path).close()
    done = run("forecasts", "score", "--diagram", tmp_path / "d.svg", "-a", path)
    assert (done.code, "no forecast was scored" in done.err) == (MISUSE, True)
    assert not (tmp_path / "d.svg").exists()


# Python


def test_python_asks_the_same(archive):
    with marsad.open(archive, readonly=True) as obs:
        ledger = obs.ledger()
        assert len(ledger.state.versions) == 21
        with pytest.raises(UsageError, match="say who writes"):
            ledger.attach("uzb-wto", "x")

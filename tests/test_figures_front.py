"""Figures kept, listed, written, scored and shown: the archive, the commands, Python, the brief."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import polars as pl
import pytest

import marsad
from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.coding import code_document
from marsad.errors import DataFileError, MalformedError, UsageError
from marsad.records import Figure
from marsad.stories import amount_words, figure_naming, measure_words
from marsad.stories.figure_naming import COLUMNS, figure_names
from marsad.tables import parsed_rows, rows
from marsad.views import Matter, brief_html, brief_markdown, brief_of
from marsad.views.figure_listing import FIGURE_COLUMNS
from marsad.views.figures import shown
from views_samples import MADE, NAMES, document

ARTICLE = """كينيا وأوغندا تتبادلان البضائع

نيروبي، 10 مايو 2024 - بلغت صادرات كينيا إلى أوغندا نحو 900 مليون دولار العام الماضي، وهو رقم لم يُبلغ من قبل.

ونشرت كينيا أكثر من ألف جندي في الصومال. ونفت الحكومة الكينية أن تكون قد طلبت قرضاً من الصين هذا العام.
"""
DOCUMENT = document(
    "كينيا وأوغندا تتبادلان البضائع",
    "بلغت صادرات كينيا إلى أوغندا نحو 900 مليون دولار العام الماضي. ونشرت كينيا أكثر من ألف جندي في الصومال.",
    published=dt.date(2024, 5, 10),
    url="https://example.org/1",
)


@pytest.fixture(scope="module")
def coding():
    return code_document(DOCUMENT)


@pytest.fixture
def archive(tmp_path, run):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "news.db"
    assert run("add", folder, "--archive", path).code == DONE
    return path


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


# Lists


def test_figures_are_listed_as_json_lines_with_their_fields(run, archive):
    done = run("figures", "--archive", archive)
    found = objects(done.out)
    assert done.code == DONE
    assert [(one["value"], one["unit"], one["what"], one["parties"]) for one in found] == [
        (9e8, "USD", "exports", ["KEN", "UGA"]),
        (1000, "persons", "troops", ["KEN", "SOM"]),
    ]
    assert list(found[0]) == list(Figure.__struct_fields__)
    assert found[0]["period"] == "2023"


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--party", "UGA"], 1),
        (["--party", "UGA", "--party", "SOM"], 2),
        (["--what", "troops"], 1),
        (["--unit", "USD", "--party", "SOM"], 0),
        (["--since", "2024-05-11"], 0),
        (["--until", "2024-05-10"], 2),
        (["--as-of", "2024-05-09"], 0),
    ],
)
def test_filters(run, archive, options, number):
    assert len(objects(run("figures", "-a", archive, *options).out)) == number


def test_figures_as_a_table(run, archive):
    done = run("figures", "-a", archive, "--format", "table")
    assert "exports" in done.out
    assert "KEN UGA" in done.out


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_figures_as_files(run, archive, tmp_path, suffix):
    path = tmp_path / f"figures.{suffix}"
    assert run("figures", "-a", archive, "-o", path).code == DONE
    readers = {"csv": pl.read_csv, "parquet": pl.read_parquet}
    if suffix in readers:
        frame = readers[suffix](path)
        assert frame.columns == list(FIGURE_COLUMNS)
        assert frame["words"].to_list()[0] == "نحو 900 مليون دولار"
    assert path.stat().st_size > 0


@pytest.mark.parametrize("options", [["--format", "plover"], ["--since", "soon"], ["--actor", "KEN"]])
def test_bad_options(run, archive, options):
    assert run("figures", "-a", archive, *options).code == MISUSE


def test_an_archive_that_is_not_there(run, tmp_path):
    assert run("figures", "-a", tmp_path / "none.db").code == SOME_FAILED


def test_python_gives_a_frame_and_records(archive):
    with marsad.open(archive, readonly=True) as obs:
        frame = obs.figures(party="SOM")
        (record,) = obs.figure_records(party="SOM")
        assert obs.figure_rows(unit="EUR") == []
        assert obs.figures(unit="EUR").columns == list(FIGURE_COLUMNS)
        with pytest.raises(UsageError, match="no such filter"):
            obs.figures(actor="KEN")
    assert frame["text"].to_list() == ["ونشرت كينيا أكثر من ألف جندي في الصومال."]
    assert (record.low, record.high, record.approximate) == (1000, None, True)


def test_what_is_read_back_is_what_was_coded(tmp_path):
    with marsad.open(tmp_path / "a.db") as obs:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        (added,) = obs.add(tmp_path / "a.txt")
        kept = sorted(obs.figure_records(), key=lambda figure: figure.start)
        assert tuple(kept) == code_document(added.document).figures


# code and evaluate


def test_code_writes_figures(run, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": DOCUMENT.body, "published": "2024-05-10"}) + "\n")
    one = run("code", source, "--records", "figures")
    assert [line["document"] for line in objects(one.out)] == ["a", "a"]
    assert run("code", source, "--records", "figures", "--workers", "2").out == one.out
    assert run("code", source, "--records", "numbers").code == MISUSE


def gold_file(tmp_path, figures):
    path = tmp_path / "gold.jsonl"
    line = {"id": "a:1", "text": DOCUMENT.body, "published": "2024-05-10", "figures": figures}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


GOLD = [
    {"value": 9e8, "unit": "USD", "what": "exports", "parties": ["KEN", "UGA"]},
    {"value": 1000, "unit": "persons", "what": "peacekeepers", "parties": ["KEN", "SOM"]},
    {"value": 3, "unit": "states", "what": "members", "parties": ["UGA"]},
]


def test_evaluate_reports_figures_where_gold_has_them(run, tmp_path):
    done = run("evaluate", gold_file(tmp_path, GOLD), "--errors")
    assert done.code == DONE
    assert "1 texts, 3 gold figures, 2 coded" in " ".join(done.out.split())
    assert "gold events" not in done.out
    assert "missed  3 states, members, UGA" in done.out
    assert "differs" in done.out


def test_evaluate_as_json(run, tmp_path):
    found = json.loads(run("evaluate", gold_file(tmp_path, GOLD), "--format", "json").out)
    assert found["figures"]["value"]["p"][0] == 1
    assert found["figures"]["value"]["r"][0] == pytest.approx(2 / 3)
    assert found["figures"]["what"]["p"][0] == 0.5


# The brief


def brief(figures, documents=(DOCUMENT,), **more):
    return brief_of(Matter("KEN", list(documents), [], figures=figures), names=NAMES, made=MADE, **more)


def test_the_brief_holds_the_figures_of_the_state(coding):
    views = brief(coding.figures).figures
    assert [view.amount for view in views] == ["نحو 900 مليون دولار", "1,000 شخص على الأقل"]
    assert views[0].what == "الصادرات"
    quote = views[0].quote
    assert quote.trigger == "نحو 900 مليون دولار"
    assert quote.before + quote.trigger in DOCUMENT.text


def test_figures_of_other_states_are_left_out(coding):
    others = [msgspec.structs.replace(figure, parties=("UGA",)) for figure in coding.figures]
    assert brief(others).figures == ()


def test_figures_of_articles_not_yet_known_are_left_out(coding):
    assert brief(coding.figures, as_of=dt.date(2024, 5, 9)).figures == ()


def test_figures_stand_on_the_page_and_in_markdown(coding):
    made = brief(coding.figures, language="en")
    page, notes = brief_html(made), brief_markdown(made)
    assert '<section id="figures"' in page
    assert "about 900 million USD" in page
    assert "<mark>نحو 900 مليون دولار</mark>" in notes
    assert "## Figures" in notes
    assert "figures" not in brief_markdown(brief((), language="en"))


def test_figures_stand_on_the_terminal(run, archive):
    done = run("brief", "KEN", "-a", archive, "--lang", "en")
    assert "exports" in done.out
    assert "⟦نحو 900 مليون دولار⟧" in done.out


def test_a_figure_told_twice_stands_once(coding):
    views = brief(coding.figures).figures
    assert shown([*views, *views], 10) == views
    assert len(shown(views, 1)) == 1


def test_figures_that_do_not_fit_are_refused(coding):
    stray = msgspec.structs.replace(coding.figures[0], document="elsewhere")
    with pytest.raises(MalformedError, match="names a document that was not given"):
        brief([stray])
    outside = msgspec.structs.replace(coding.figures[0], start=0, end=len(DOCUMENT.text))
    with pytest.raises(MalformedError, match="lies in no sentence"):
        brief([outside])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 2e10, "approximate": True}, "about 20 billion USD"),
        ({"value": 12.5, "low": 10, "high": 15, "unit": "tonnes"}, "10 to 15 tonnes"),
        ({"low": 3e6, "unit": "persons"}, "at least 3 million people"),
        ({"high": 1500, "unit": "persons"}, "at most 1,500 people"),
        ({"value": 7.25, "unit": "percent"}, "7.25%"),
        ({"value": 1e12, "unit": "خراف"}, "1 trillion خراف"),
    ],
)
def test_amounts_in_words(coding, changes, words):
    plain = {"low": None, "high": None, "approximate": False} | changes
    assert amount_words(msgspec.structs.replace(coding.figures[0], **plain)).en == words


@pytest.mark.parametrize(
    ("what", "words"),
    [("exports", "الصادرات"), ("fall in oil exports", "انخفاض صادرات النفط"), ("خراف", "خراف")],
)
def test_what_in_words(what, words):
    assert measure_words(what).ar == words


# Names


def test_every_measure_and_unit_has_a_name():
    names = figure_names()["ar"]
    measures = {row["what"] for row in _table("measures", ("what", "units", "words", "change", "pair"))}
    wholes = {row["what"] for row in _table("shares", ("what", "words", "pair"))}
    units = list(_table("units", ("unit", "kind", "what", "final", "words")))
    nouns = {row["what"] for row in units if row["what"]}
    assert {what for what in measures | wholes | nouns if f"what.{what}" not in names} == set()
    assert {row["unit"] for row in units if f"unit.{row['unit']}" not in names} == set()


def test_every_good_has_a_name_with_its_measures():
    names = figure_names()["ar"]
    for row in _table("goods", ("good", "measures", "words")):
        for measure in row.alternatives("measures"):
            assert f"what.{row['good']} {measure}" in names


def _table(name, columns):
    return rows("marsad.coding", f"data/{name}.ar.tsv", columns)


def test_names_are_sorted():
    keys = [row["key"] for row in rows("marsad.stories", "data/figure_names.tsv", COLUMNS)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("lines", ["what.x\tس\t", "what.x\tس\tx\nwhat.x\tص\ty"])
def test_a_bad_name_is_told(monkeypatch, lines):
    text = "\t".join(COLUMNS) + f"\n{lines}\n"
    monkeypatch.setattr(figure_naming, "rows", lambda *_: parsed_rows(text, "names.tsv", COLUMNS))
    with pytest.raises(DataFileError, match=r"names\.tsv:\d: what\.x is named twice, or has no words"):
        figure_names.__wrapped__()

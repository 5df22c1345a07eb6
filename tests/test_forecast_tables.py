"""The tables of forecasts: every row holds and is found, and a bad row is named."""

from __future__ import annotations

from typing import get_args

import pytest

from marsad.coding import conditions, forecast_cues, forecasts, gradings, horizons, likelihood
from marsad.coding.gradings import gradings_of
from marsad.coding.likelihood import VERBS, Kind, marks, verb_mark
from marsad.coding.scene import Memory, Scene
from marsad.errors import DataFileError
from marsad.languages import language
from marsad.languages.arabic.futures import is_future, is_present, is_we
from marsad.tables import rows

PACKAGE = "marsad.coding"
LIKELIHOOD = list(rows(PACKAGE, "data/likelihood.ar.tsv", likelihood.COLUMNS))


def scene(text):
    return Scene(text, 0, 1, None, title=False, memory=Memory())


def table_of(monkeypatch, module, header, line):
    text = "\t".join(header) + f"\n{line}\n"
    monkeypatch.setattr(
        module, "rows", lambda *_: __import__("marsad.tables").tables.parsed_rows(text, "t", header)
    )


def test_rows_of_likelihood_are_sorted():
    told = [(row["words"], row["kind"]) for row in LIKELIHOOD]
    assert told == sorted(set(told))


@pytest.mark.parametrize("row", LIKELIHOOD, ids=lambda row: f"{row['kind']}-{row.line}")
def test_every_row_of_likelihood_is_found_in_a_sentence(row):
    words, kind = row["words"], row["kind"]
    if kind in VERBS:
        lemmas = {lemma for _, lemma in likelihood.wordings("ar").verbs}
        assert words in lemmas
        assert any(words in {r.lemma for r in language("ar").word(form).readings} for form in _forms(words))
        return
    text = "وسترتفع الأسعار" if words == "سـ" else f"و{words.removesuffix(' ب')} بمصر أن ترتفع الأسعار"
    found = marks(scene(text))
    if kind == "none":
        assert all(mark.kind != "none" for mark in found)
        return
    assert (kind, float(row["low"]), float(row["high"])) in {(m.kind, m.low, m.high) for m in found}
    assert found[0].joined


def _forms(lemma):
    bare = language("ar").even(lemma)
    return (bare, *(f"{letter}{bare}" for letter in "يتن"), f"ي{bare[1:]}")


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("من شبه المؤكد", 0.90, 0.97),
        ("من المرجح جدا", 0.80, 0.95),
        ("من المتوقع", 0.55, 0.85),
        ("من المحتمل", 0.40, 0.70),
        ("قد", 0.20, 0.60),
        ("من غير المرجح", 0.05, 0.25),
        ("لن", 0.01, 0.05),
        ("على وشك", 0.85, 0.99),
        ("سوف", 0.85, 0.99),
        ("ليس بالضرورة", 0.20, 0.60),
    ],
)
def test_the_ranges_of_the_codebook(words, low, high):
    (row,) = [row for row in LIKELIHOOD if row["words"] == words]
    assert (float(row["low"]), float(row["high"])) == (low, high)


def test_the_longest_words_are_taken():
    (mark,) = marks(scene("ليس من المرجح أن يعود"))
    assert (mark.start, mark.end, mark.high) == (0, 3, 0.25)


def test_a_denied_verb_of_foreseeing():
    read = scene("لا يستبعد خبراء أن تعود الأزمة")
    clause = next(clause for clause in read.clauses if clause.token == 1)
    mark = verb_mark(read, clause, denied=True)
    assert (mark.start, mark.end, mark.low) == (0, 2, 0.2)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("قد\tsure\t0.2\t0.6\t", "unknown kind 'sure'"),
        ("قد\tmay\tlow\t0.6\t", "low and high must be numbers"),
        ("قد\tmay\t0.6\t0.2\t", "is no range of probability"),
        ("قد\tmay\t0.2\t1.6\t", "is no range of probability"),
        ("قد\tmay\t0.2\t0.6\t\nقد\tthat\t0.2\t0.6\t", "'قد' is given twice"),
        ("قد\tmay\t0.2\t0.6\t", "no row for سـ"),
    ],
)
def test_a_bad_row_of_likelihood_is_named(monkeypatch, line, message):
    table_of(monkeypatch, likelihood, likelihood.COLUMNS, line)
    with pytest.raises(DataFileError, match=message):
        likelihood.wordings.__wrapped__("ar")


@pytest.mark.parametrize(
    ("module", "load", "line", "message"),
    [
        (horizons, "horizon_words", "قبل\tafter\t\t", "unknown kind 'after'"),
        (horizons, "horizon_words", "الصيف\tseason\t13\t", "month '13' of a season"),
        (horizons, "horizon_words", "قبل\tbefore\t6\t", "month '6' of a before"),
        (gradings, "_verdicts", "تحقق\tmaybe\t", "unknown verdict 'maybe'"),
        (forecast_cues, "forecast_cues", "weather\tمطر\t", "cue 'weather' is unknown or given twice"),
        (forecast_cues, "forecast_cues", "house\tالمركز\t", "cues missing: asking"),
    ],
)
def test_a_bad_row_is_named(monkeypatch, module, load, line, message):
    table_of(monkeypatch, module, module.COLUMNS, line)
    with pytest.raises(DataFileError, match=message):
        getattr(module, load).__wrapped__("ar")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("guess\t0.5\t", "unknown kind 'guess'"),
        ("may\thigh\t", "'high' is no number"),
        ("may\t0\t", r"a chance lies in \(0, 1\]"),
    ],
)
def test_a_bad_chance_is_named(monkeypatch, line, message):
    table_of(monkeypatch, forecasts, forecasts.CONFIDENCE_COLUMNS, line)
    with pytest.raises(DataFileError, match=message):
        forecasts.chances.__wrapped__()


def test_every_kind_has_a_chance():
    assert set(forecasts.chances()) == set(get_args(Kind)) - {"none"}


def test_every_row_of_conditions_opens_one():
    known = [row["words"] for row in rows(PACKAGE, "data/conditions.ar.tsv", conditions.COLUMNS)]
    assert known == sorted(set(known))
    for words in known:
        assert conditions.conditions(scene(f"سينهار الاتفاق، {words} انسحبت الشركة"))[0] == (
            3,
            3 + len(words.split()) + 2,
        )


def test_every_row_of_gradings_is_a_verdict():
    known = list(rows(PACKAGE, "data/gradings.ar.tsv", gradings.COLUMNS))
    assert [row["words"] for row in known] == sorted({row["words"] for row in known})
    for row in known:
        (found,) = gradings_of(scene(f"وقال إن {row['words']} ما توقعه المركز"), [])
        assert found.grade.verdict == row["verdict"], row["words"]
        assert found.grade.own


def test_rows_of_horizons_are_sorted_and_even():
    known = list(rows(PACKAGE, "data/horizons.ar.tsv", horizons.COLUMNS))
    assert len(horizons.horizon_words("ar")) == sum(len(row.alternatives("words")) for row in known)


def test_every_cue_has_words():
    assert all(forecast_cues.forecast_cues("ar"))
    names = [row["cue"] for row in rows(PACKAGE, "data/forecast_cues.ar.tsv", forecast_cues.COLUMNS)]
    assert names == sorted(names) == list(forecast_cues.ForecastCues._fields)


@pytest.mark.parametrize(
    ("form", "future"),
    [
        ("سيرتفع", True),
        ("وستعود", True),
        ("سترتطم", True),
        ("سياسه", False),
        ("سيطره", False),
        ("سنوات", False),
        ("سار", False),
    ],
)
def test_verbs_to_come(form, future):
    assert is_future(form) is future


def test_we_and_the_present():
    assert is_we("سنبني")
    assert not is_we("سيبني")
    assert is_present("يرتفع")
    assert is_present("تستيقظ")
    assert not is_present("توارت")
    assert not is_present("2024")

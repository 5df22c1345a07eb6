"""The user's own rows over the shipped tables."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.actors.knowledge import compiled
from marsad.actors.layers import COLUMNS, OWN_VARIABLE, shipped, sources_fingerprint, table
from marsad.actors.writing import name_of
from marsad.errors import DataFileError

PERSON = {
    "name": "Jane Roe", "name_ar": "جين رو", "forms": "رووه", "country": "KAZ", "sector": "GOV",
    "office": "Foreign Minister", "from": "2031-05-07", "to": "", "basis": "mine", "wikidata": "",
}  # fmt: skip


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path))

    def written(name, *rows):
        lines = ["\t".join(COLUMNS[name]), *("\t".join(row.values()) for row in rows)]
        (tmp_path / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    return written


def parties_of(form):
    made = compiled()
    name = name_of(form)
    return [p for known, found in made.names_from(name.words[0]) if known == name for p in made.those(found)]


def test_without_own_rows_the_tables_are_as_shipped(own):
    for name in COLUMNS:
        assert [row.cells for row in table(name)] == [row.cells for row in shipped(name)]


def test_an_own_row_is_added(own):
    own("people", PERSON)
    assert [(p.name, p.since) for p in parties_of("رووه")] == [("Jane Roe", dt.date(2031, 5, 7))]


def test_an_own_row_replaces_the_shipped_one_of_its_key(own):
    row = next(row for row in shipped("people") if row["name"] == "Kassym-Jomart Tokayev" and not row["to"])
    own("people", row.cells | {"to": "2029-03-19"})
    held = [p for p in parties_of(row["name_ar"]) if p.office == row["office"]]
    assert [p.until for p in held] == [dt.date(2029, 3, 19)]


def test_own_places_and_bodies_are_read(own):
    own("places", dict.fromkeys(COLUMNS["places"], "") | {
        "name": "Newtown", "name_ar": "نيوطاون", "country": "KAZ", "kind": "city", "power": "no",
        "ambiguous": "no", "lat": "1.0", "lon": "2.0",
    })  # fmt: skip
    own("bodies", dict.fromkeys(COLUMNS["bodies"], "") | {
        "name": "Newbody", "name_ar": "نيوبودي", "country": "KAZ", "sector": "BUS", "kind": "company",
    })  # fmt: skip
    assert [p.lat for p in parties_of("نيوطاون")] == [1.0]
    assert [p.sector for p in parties_of("نيوبودي")] == ["BUS"]


def test_a_new_own_row_makes_a_new_fingerprint(own):
    before = sources_fingerprint()
    own("people", PERSON)
    assert sources_fingerprint() != before


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name\tform\n", "header is"),
        ("\t".join(COLUMNS["people"]) + "\nJane\n", "1 cells where 10 are due"),
        ("", "no header"),
    ],
)
def test_a_bad_own_table_is_named_with_its_line(own, tmp_path, text, problem):
    (tmp_path / "people.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"people\.tsv:\d+: .*{problem}"):
        list(table("people"))


def test_a_table_that_has_no_own_layer_is_left_alone(own, tmp_path):
    (tmp_path / "behind.tsv").write_text("nonsense", encoding="utf-8")
    assert list(table("behind"))

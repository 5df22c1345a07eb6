"""The words of the views: every row, both languages, every code of the ontology, Arabic numbers."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from marsad import plover
from marsad.actors.layers import shipped
from marsad.errors import UnknownCodeError
from marsad.records import Status, VerbClass
from marsad.tables import rows
from marsad.views.labels import COLUMNS, labels_for

ROWS = list(rows("marsad.views", "data/labels.tsv", COLUMNS))
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_every_row_speaks_both_languages_with_the_same_places(row):
    assert row["ar"]
    assert row["en"]
    if row["key"] != "ui.comma":
        assert ARABIC_LETTER.search(row["ar"])
        assert not ARABIC_LETTER.search(row["en"])
    if not row["key"].startswith("count."):
        assert sorted(re.findall(r"{\w}", row["ar"])) == sorted(re.findall(r"{\w}", row["en"]))


def test_rows_are_sorted_and_unique():
    keys = [row["key"] for row in ROWS]
    assert keys == sorted(set(keys))


def test_the_words_hold_no_markup():
    assert not [row["key"] for row in ROWS if re.search(r"[<>&]", row["ar"] + row["en"])]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_code_has_a_name(language):
    words = labels_for(language).words
    wanted = {f"type.{name}" for name in plover.event_types()}
    wanted |= {f"mode.{kind.name}.{mode}" for kind in plover.event_types().values() for mode in kind.modes}
    wanted |= {f"context.{name}" for name in plover.contexts()}
    wanted |= {f"status.{name}" for name in (*get_args(Status), "denied")}
    wanted |= {f"voice.{name}" for name in get_args(VerbClass)}
    wanted |= {f"quad.{int(quad)}" for quad in plover.Quad}
    wanted |= {f"count.{noun}.{form}" for noun in ("article", "outlet", "event", "act", "report", "comment")
               for form in ("zero", "one", "two", "few", "many", "other")}  # fmt: skip
    assert wanted <= set(words)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "لا مقالات"), (1, "مقال واحد"), (2, "مقالان"), (3, "3 مقالات"), (10, "10 مقالات"), (11, "11 مقالاً"),
     (99, "99 مقالاً"), (100, "100 مقال"), (102, "102 مقال"), (103, "103 مقالات"), (111, "111 مقالاً")],
)  # fmt: skip
def test_arabic_counts_take_the_form_of_their_number(number, words):
    assert labels_for("ar").counted("article", number) == words


def test_english_counts():
    labels = labels_for("en")
    assert [labels.counted("article", n) for n in (0, 1, 2, 11)] == [
        "no articles", "1 article", "2 articles", "11 articles",
    ]  # fmt: skip


def test_names_of_the_caller_win_and_unknown_codes_stand_as_they_are():
    labels = labels_for("en", {"XWE": ("الغرب", "the collective West")})
    assert labels.country("XWE") == "the collective West"
    assert labels.country("EUR") == "European Union"
    assert labels.country("QQQ") == "QQQ"
    assert labels.code("sector", "ZZZ") == "ZZZ"


@pytest.mark.parametrize("table", ["roles", "bodies", "people"])
def test_every_sector_of_the_tables_has_a_word(table):
    labels = labels_for("en")
    sectors = {row["sector"] for row in shipped(table)} - {""}
    assert sectors
    assert {sector for sector in sectors if labels.code("sector", sector) == sector} == set()


def test_lists_end_with_and():
    assert labels_for("ar").listed(["أ", "ب", "ج"]) == "أ، ب وج"
    assert labels_for("en").listed(["a", "b", "c"]) == "a, b and c"


def test_another_language_is_refused():
    with pytest.raises(UnknownCodeError, match="no interface in 'fr'"):
        labels_for("fr")


def test_an_unknown_key_is_refused():
    with pytest.raises(UnknownCodeError, match=r"no label 'ui\.nothing'"):
        labels_for("en").text("ui.nothing")

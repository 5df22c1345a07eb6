"""Tests of the table of common nouns and adjectives."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from marsad.errors import DataFileError
from marsad.tables import Row, rows, rows_of_file

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("word", "kind", "plural", "gloss")
KINDS = {"noun", "adjective", "time", "measure"}
ARABIC = "marsad.languages.arabic"
# Arabic letters without vowel signs, tatweel and the letters of other languages.
WORD = re.compile(r"[ء-غف-ي]{2,}")
GLOSS = re.compile(r"[ -~]+")
ROLE_COLUMNS = ("form", "plural", "feminine", "sector", "kind", "note")
# Words beginning in ال whose ال is no article.
NO_ARTICLE = re.compile(r"ال(?:تهاب|تباس|تزام|تواء|تقاء|تحام|تفاف|تماس)|ألف|آلاف")


def nominals() -> list[Row]:
    return list(rows(ARABIC, "data/nominals.tsv", COLUMNS))


def column_words(package: str, file: str, columns: tuple[str, ...], column: str) -> set[str]:
    return {word for row in rows(package, file, columns) for word in row.alternatives(column)}


def test_many_words_of_every_kind() -> None:
    kinds = Counter(row["kind"] for row in nominals())
    assert set(kinds) == KINDS
    assert sum(kinds.values()) >= 3000
    assert min(kinds.values()) >= 50


def test_every_row_is_well_formed() -> None:
    for row in nominals():
        assert WORD.fullmatch(row["word"]), row.error("word is no plain Arabic word")
        assert row["kind"] in KINDS, row.error("unknown kind")
        assert GLOSS.fullmatch(row["gloss"]), row.error("gloss is no plain English")


def test_every_plural_is_well_formed() -> None:
    for row in nominals():
        plurals = row.alternatives("plural")
        assert all(WORD.fullmatch(plural) for plural in plurals), row.error("plural is no plain Arabic word")
        assert len(set(plurals)) == len(plurals), row.error("a plural stands twice")
        assert "|".join(plurals) == row["plural"], row.error("an empty alternative")


def test_words_stand_without_article() -> None:
    for row in nominals():
        for form in (row["word"], *row.alternatives("plural")):
            assert not form.startswith("ال") or NO_ARTICLE.match(form), row.error(f"{form} has an article")


def sound_plurals(row: Row) -> list[str]:
    """Sound masculine plurals in the nominative; short words are left out, since فنون is a broken plural."""
    stems = {row["word"], row["word"].removesuffix("ي")}
    plurals = row.alternatives("plural")
    return [p for p in plurals if p.endswith("ون") and len(p) > len("فنون") + 1 and p[:-2] in stems]


def test_sound_masculine_plurals_come_in_both_cases() -> None:
    for row in nominals():
        for plural in sound_plurals(row):
            assert plural[:-2] + "ين" in row.alternatives("plural"), row.error(f"{plural} in one case only")


def test_words_are_sorted_and_stand_once() -> None:
    words = [row["word"] for row in nominals()]
    assert words == sorted(set(words))


def test_no_word_is_a_masdar_or_an_event_noun() -> None:
    verb_columns = ("lemma", "past", "present", "masdars", "gloss")
    events = column_words(ARABIC, "data/verbs.tsv", verb_columns, "masdars")
    events |= column_words(ARABIC, "data/nouns.tsv", ("lemma", "forms", "gloss"), "forms")
    assert not events & {row["word"] for row in nominals()}


def test_no_word_is_a_role() -> None:
    assert not column_words("marsad.actors", "data/roles.tsv", ROLE_COLUMNS, "form") & {
        row["word"] for row in nominals()
    }


@pytest.mark.parametrize("word", ["قال", "أعلن", "حذر", "أكد", "شهد", "رأى", "صدر", "عين"])
def test_words_that_are_mostly_verbs_are_left_out(word: str) -> None:
    forms = {form for row in nominals() for form in (row["word"], *row.alternatives("plural"))}
    assert word not in forms


@pytest.mark.parametrize("word", ["نتائج", "جديد", "دولي", "نووي", "ساعة", "مليون", "برميل", "نسبة"])
def test_frequent_words_are_there(word: str) -> None:
    assert word in {row["word"] for row in nominals()}


@pytest.mark.parametrize(
    "text",
    [
        "word\tkind\tgloss\nبيت\tnoun\thouse\n",
        "word\tkind\tplural\tgloss\nبيت\tnoun\tبيوت\n",
        "word\tkind\tplural\tgloss\nبيت\tnoun\tبيوت\thouse\nبيت\tnoun\tبيوت\thouse\n",
        "word\tkind\tplural\tgloss\n\nبيت\tnoun\tبيوت\thouse\n",
    ],
    ids=["header", "cells", "twice", "blank"],
)
def test_broken_tables_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "nominals.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError):
        list(rows_of_file(path, COLUMNS))

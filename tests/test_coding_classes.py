"""The classes of nouns: the table, how a word is known by them, and what a condition may ask for."""

from __future__ import annotations

import re

import pytest

from marsad.coding import classes as room
from marsad.coding.classes import COLUMNS, SIGN, class_names, keys_with_classes, noun_classes
from marsad.coding.companions import holds
from marsad.coding.frames import frame_of, frames
from marsad.coding.scene import Memory, Scene
from marsad.errors import DataFileError
from marsad.languages import language
from marsad.tables import Row, parsed_rows, rows

FRAME_COLUMNS = (
    "lemma", "kind", "type", "mode", "actor", "recipient", "requires", "options", "example", "near_miss",
)  # fmt: skip


def table():
    return list(rows("marsad.coding", "data/noun_classes.ar.tsv", COLUMNS))


def test_rows_are_sorted_and_each_noun_stands_once_in_a_class():
    told = [(row["class"], row["noun"]) for row in table()]
    assert told == sorted(set(told))
    assert len(told) >= 2500


def test_every_row_is_a_class_and_plain_single_words():
    for row in table():
        assert re.fullmatch(r"[a-z]+", row["class"]), row.error("a class is one English word")
        words = (row["noun"], *row.alternatives("forms"))
        assert all(re.fullmatch(r"[ء-ي0-9-]+", word) for word in words), row.error("no single plain word")
        assert len(set(words)) == len(words), row.error("a form twice")


def test_a_class_has_several_nouns():
    nouns = {}
    for row in table():
        nouns.setdefault(row["class"], []).append(row["noun"])
    few = {name for name, words in nouns.items() if len(words) < 2}
    assert len(few) <= 12, few


def test_the_classes_that_frames_name_are_known_and_many():
    named = {
        word
        for options in frames("ar").values()
        for frame in options
        for condition in frame.conditions
        for word in condition.words
        if word.startswith(SIGN)
    }
    assert named <= class_names("ar")
    assert len(named) >= 100


def even(word):
    return language("ar").even(word)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("مدمرة", "%warship"),
        ("بالمدمرتين", "%warship"),
        ("مدمراتها", "%warship"),
        ("وغواصاتهم", "%warship"),
        ("للاتفاقية", "%agreement"),
        ("اتفاقا", "%agreement"),
        ("صاروخان", "%missile"),
        ("وصواريخه", "%missile"),
        ("المحتجون", "%demonstrator"),
    ],
)
def test_a_word_is_known_by_its_class_in_any_form(form, name):
    assert name in keys_with_classes("ar")(even(form))


@pytest.mark.parametrize("form", ["كتب", "الطقسي", "قلم", "xyz", "", "12"])
def test_other_words_are_of_no_fleet(form):
    assert "%warship" not in keys_with_classes("ar")(even(form))


def test_what_a_word_was_known_by_before_stays():
    for form in map(even, ("مدمرة", "قلم", "وصواريخه", "")):
        assert language("ar").keys(form) <= keys_with_classes("ar")(form)


def test_nouns_may_be_of_several_classes():
    assert {"%drone", "%protest"} <= noun_classes("ar")[even("مسيرة")]


def scene_of(text):
    return Scene(text, 0, 1, None, title=False, memory=Memory())


def made(requires):
    cells = ("أرسل", "verb", "MOBILIZE", "", "subject", "إلى", requires, "", "مثال", "غيره")
    return frame_of(Row("frames.ar.tsv", 7, dict(zip(FRAME_COLUMNS, cells, strict=True))))


@pytest.mark.parametrize(
    ("text", "requires", "held"),
    [
        ("أرسلت كينيا كاسحة إلى الصومال.", "object=%warship", True),
        ("أرسلت كينيا كاسحة إلى الصومال.", "object=%warship|صورة", True),
        ("أرسلت كينيا كاسحة إلى الصومال.", "!object=%warship", False),
        ("أرسلت كينيا لوحة إلى الصومال.", "object=%warship", False),
        ("أرسلت كينيا لوحة إلى الصومال.", "!object=%warship", True),
        ("أرسلت كينيا لوحة إلى الصومال.", "object=%warship|لوحة", True),
    ],
)
def test_a_condition_may_ask_for_a_class(text, requires, held):
    scene = scene_of(text)
    clause = next(clause for clause in scene.clauses if "أرسل" in clause.lemmas)
    assert holds(scene, clause, made(requires)) is held


@pytest.mark.parametrize("requires", ["object=%fleet", "any=قوات|%fleet", "!subject=%Warship", "object=%"])
def test_an_unknown_class_names_its_line(requires):
    with pytest.raises(DataFileError, match="unknown classes") as caught:
        made(requires)
    assert caught.value.line == 7


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\tسفينة\t\t\n", "a class and a noun are due"),
        ("ship\t\t\t\n", "a class and a noun are due"),
        ("ship\tسفينة\t\t\nship\tسفينة\tسفن\t\n", "given twice"),
    ],
)
def test_a_bad_row_names_its_line(text, problem, monkeypatch):

    head = "\t".join(COLUMNS) + "\n"
    monkeypatch.setattr(room, "rows", lambda *_: parsed_rows(head + text, "mine.tsv", COLUMNS))
    with pytest.raises(DataFileError, match=problem):
        noun_classes.__wrapped__("ar")

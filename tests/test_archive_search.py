"""Search: Arabic words find themselves with whatever is written onto them; no query is malformed."""

from __future__ import annotations

import math
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from archive_samples import trio
from marsad import tables
from marsad.archive import Archive, open_archive, schema
from marsad.archive.fts import best_keys, matching_keys
from marsad.archive.search import phrases_of
from marsad.archive.search_text import search_terms, terms_fingerprint
from marsad.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "فرضت الدول الغربية حزمة جديدة من العقوبات على موسكو",
    "وتستعد كازاخستان للعقوبات الثانوية، وكازاخستان تنفي",
    "زار وزير الخارجيّة الصينيُّ أستانا يوم الأحد",
    "مؤتمر الأمم المتحدة في المدينة",
    "قالت NATO إن 25 طائرة حلّقت",
    "OR وNEAR كلمتان",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):
    with open_archive(str(tmp_path_factory.mktemp("search") / "a.db")) as opened:
        opened.writer().add(*trio(*LINES))
        yield opened


def found(archive: Archive, words: str) -> set[int]:
    return {hit.sentence for hit in archive.search(words)}


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("عقوبات", {1, 2}),
        ("للعقوبات", {1, 2}),
        ("والعقوبات", {1, 2}),
        ("بعقوباتها", {1, 2}),
        ("كازاخستان", {2}),
        ("ولكازاخستان", {2}),
        ("الكازاخستانية", {2}),
        ("الخارجية", {3}),
        ("الْخَارِجِيَّةِ", {3}),
        ("الخارجيــــة", {3}),
        ("استانا", {3}),
        ("الوزير", {3}),
        ("وزير", {3}),
        ("موتمر", {4}),
        ("nato", {5}),
        ("٢٥", {5}),
        ("25", {5}),
        ("العقوبات موسكو", {1}),
        ("العقوبات أستانا", set()),
        ('"الأمم المتحدة"', {4}),
        ("«المتحدة الأمم»", set()),
        ("“حزمة جديدة” موسكو", {1}),
        ("OR", {6}),
        ("عقوبات OR NATO", set()),
        ("عقوبات -موسكو", {1}),
        ("NEAR(كلمتان 3)", set()),
        ("terms:عقوبات", set()),
        ("عقوب*", {1, 2}),
        ('عقوبات "', {1, 2}),
        ("'عقوبات'; DROP TABLE sentences", set()),
        ("غياب", set()),
    ],
)
def test_probes(archive: Archive, words: str, sentences: set[int]) -> None:
    assert found(archive, words) == sentences


@pytest.mark.parametrize("words", ["", "   ", '""', "«»", "؟!…", "* ^ ( )", "\ud800", "\0"])
def test_a_search_for_nothing(archive: Archive, words: str) -> None:
    with pytest.raises(UsageError, match="no word to search for"):
        archive.search(words)


def test_searches_out_of_bounds(archive: Archive) -> None:
    with pytest.raises(UsageError, match="limit of 1 or more"):
        archive.search("عقوبات", limit=0)
    with pytest.raises(UsageError, match="more than 100 words"):
        archive.search(" ".join(str(number) for number in range(101)))


@settings(max_examples=150, deadline=None)
@given(words=st.text() | st.text(alphabet="\"«»“”*^():-+{}ORANDTNE عقوبات'\\"))
@example('"')
@example("AND OR NOT NEAR")
def test_no_words_break_a_search(archive: Archive, words: str) -> None:
    try:
        hits = archive.search(words)
    except UsageError:
        return
    assert all(hit.text in LINES for hit in hits)


def times(phrase: tuple[str, ...], terms: list[str]) -> int:
    """How often a phrase stands in a sentence."""
    return sum(tuple(terms[at : at + len(phrase)]) == phrase for at in range(len(terms)))


def weights(phrases: list[tuple[str, ...]], texts: list[list[str]]) -> dict[int, float]:
    """Number of a sentence → bm25 as SQLite's documentation of FTS5 has it (k1 = 1.2, b = 0.75)."""
    average = sum(map(len, texts)) / len(texts)
    scores = dict.fromkeys(range(len(texts)), 0.0)
    for phrase in phrases:
        holding = sum(times(phrase, terms) > 0 for terms in texts)
        rarity = math.log((len(texts) - holding + 0.5) / (holding + 0.5))
        for number, terms in enumerate(texts):
            found, length = times(phrase, terms), 1 - 0.75 + 0.75 * len(terms) / average
            scores[number] += max(rarity, 1e-6) * found * 2.2 / (found + 1.2 * length)
    return {n: score for n, score in scores.items() if all(times(one, texts[n]) for one in phrases)}


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(" ".join(LINES).split()), min_size=1, max_size=3), quoted=st.booleans())
def test_every_database_finds_and_weighs_the_same(archive: Archive, words: list[str], quoted: bool) -> None:
    phrases = phrases_of(f'"{" ".join(words)}"' if quoted else " ".join(words))
    with archive._connections.reading() as connection:
        dialect = connection.dialect.name
        keys = set(connection.execute(matching_keys(dialect, phrases)).scalars())
        ranked = {row.key: row.score for row in connection.execute(best_keys(dialect, phrases, None))}
        best = connection.execute(best_keys(dialect, phrases, 2)).all()
        rows = connection.execute(select(schema.sentences.c.key, schema.sentences.c.terms)).all()
    due = weights(phrases, [row.terms.split() for row in rows])
    assert keys == set(ranked) == {rows[number].key for number in due}
    assert ranked == pytest.approx({rows[number].key: score for number, score in due.items()})
    assert [row.score for row in best] == sorted(ranked.values(), reverse=True)[:2]


def test_hits_tell_where_they_stand(archive: Archive) -> None:
    best = archive.search("كازاخستان", limit=1)[0]
    document = archive.reader().document(best.document)
    assert document is not None
    assert document.text[best.start : best.end] == best.text == LINES[1]
    assert (best.outlet, best.published, best.title) == ("صحيفة", "2024-05-10", None)
    assert best.score > 0


def test_better_hits_come_first(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(*trio("القمح وأخبار أخرى كثيرة لا صلة لها به", "القمح ثم القمح"))
        hits = archive.search("قمح")
        assert [hit.sentence for hit in hits] == [2, 1]
        assert hits[0].score > hits[1].score
        assert archive.search("قمح", limit=1) == hits[:1]


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("قمح", [4, 3, 2, 1]),
        ("قمح شعير", [3, 1]),
        ("شعير قمح", [3, 1]),
        ("«سوق القمح»", [2]),
        ("الذرة", []),
    ],
)
def test_the_order_is_the_same_on_every_database(tmp_path: Path, words: str, order: list[int]) -> None:
    lines = (
        "ارتفع سعر القمح والشعير في الأسواق هذا الأسبوع بحسب التجار",
        "سوق القمح مغلقة",
        "القمح والشعير والقمح والشعير بعد الحصاد",
        "قمح قمح قمح",
        *(f"خبر آخر لا صلة له بالسوق رقم {number}" for number in range(12)),
    )
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(*trio(*lines))
        hits = archive.search(words)
        assert [hit.sentence for hit in hits] == order
        assert all(hit.score > 0 for hit in hits)
        assert [hit.sentence for hit in archive.search(words, limit=1)] == order[:1]


# The search column


@pytest.mark.sqlite
def test_a_column_of_other_tables_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_archive(str(path)) as archive:
        archive.writer().add(*trio(*LINES))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE sentences SET terms = 'old'")
        raw.execute("UPDATE meta SET value = 'old' WHERE key = 'terms'")
    raw.close()
    with open_archive(str(path), readonly=True) as archive, pytest.raises(ArchiveError, match="open it once"):
        archive.search("عقوبات")
    with open_archive(str(path)) as archive:
        assert found(archive, "عقوبات") == {1, 2}
        assert found(archive, "NATO") == {5}
        assert archive.search("old") == []


MEETINGS = (
    ("عقوبات", "للعقوبات", "والعقوبات", "بالعقوبات", "عقوبة", "عقوباتها", "وعقوبته"),
    ("كازاخستان", "وكازاخستان", "لكازاخستان", "كازاخستاني", "والكازاخستانيون", "الكازاخستانية"),
    ("ليبيا", "لليبيا", "الليبي", "وليبيا", "بليبيا"),
    ("ألمانيا", "بألمانيا", "والألماني", "للألمان"),
    ("وزير", "الوزير", "ووزير", "وزيرها", "لوزيرين"),
    ("حكومة", "حكومته", "الحكومات", "فالحكومة", "بحكومتها"),
    ("سد", "السد", "والسد", "للسد"),
    ("مسؤول", "المسؤول", "مسؤولون", "لمسؤولين"),
    ("روسيا", "لروسيا", "بروسيا", "الروسي", "روسية"),
)
PARTINGS = (("بيان", "كيان"), ("لقاء", "بقاء"), ("بلاد", "ولاد"), ("وزير", "زير"), ("لبنان", "بنان"))


@pytest.mark.parametrize("forms", MEETINGS)
def test_forms_that_meet(forms: tuple[str, ...]) -> None:
    assert len({search_terms(form) for form in forms}) == 1, [search_terms(form) for form in forms]


@pytest.mark.parametrize(("one", "other"), PARTINGS)
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert search_terms(one) != search_terms(other)


@given(st.text())
def test_terms_are_letters_and_digits(text: str) -> None:
    assert all(term.isalnum() for term in search_terms(text).split())


@given(
    word=st.text(alphabet="ابتسعقلمنويهةفك", min_size=4, max_size=9),
    front=st.sampled_from(["و", "ل", "ال"]),
)
def test_a_word_meets_itself_with_a_small_word(word: str, front: str) -> None:
    """But for ل before ال, which Arabic writes لل, and for letters that make another known word."""
    joined = search_terms(front + word)
    if joined in WHOLE or any((front + word).startswith(longer) for longer in LONGER):
        return
    assert joined == search_terms(word)


LONGER = ("لل", "وال", "ولل", "فلل", "وبال")
ROWS = list(tables.rows("marsad.archive", "data/whole_words.tsv", ("word",)))
WHOLE = {search_terms(row["word"]) for row in ROWS}


def test_every_whole_word_meets_itself() -> None:
    assert [row["word"] for row in ROWS] == sorted(row["word"] for row in ROWS)
    for row in ROWS:
        word = row["word"]
        assert word.isalpha(), row.error("not one word")
        assert word[0] in "وبلفكأإآا", row.error("does not begin with what could be taken off")
        assert search_terms(f"ال{word}") == search_terms(word), row.error("is lost behind the article")
        assert search_terms(f"و{word}") == search_terms(word), row.error("is lost behind و")


def test_every_affix_is_taken_off() -> None:
    rows = list(tables.rows("marsad.archive", "data/affixes.tsv", ("affix", "kind", "rest", "note")))
    assert [(row["kind"], row["affix"]) for row in rows] == sorted(
        (row["kind"], row["affix"]) for row in rows
    )
    for row in rows:
        assert int(row["rest"]) >= 2, row.error("leaves less than two letters")
        assert row["note"], row.error("has no note")
        word = f"مسمسم{row['affix']}" if row["kind"] == "suffix" else f"{row['affix']}مسمسم"
        assert search_terms(word) == "مسمسم", row.error("is not taken off")


def test_the_fingerprint_is_the_same_twice() -> None:
    assert terms_fingerprint() == terms_fingerprint()
    assert len(terms_fingerprint()) == 16

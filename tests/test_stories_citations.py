"""Whom a text has something from: words, fields, names; and the tables behind."""

from __future__ import annotations

import pytest

from marsad.errors import DataFileError
from marsad.languages.arabic.normalise import normalised
from marsad.records import Document, joined_text
from marsad.stories import outlets
from marsad.stories.citations import citations, cues
from marsad.stories.citing_words import phrase_rows
from marsad.stories.outlets import AGENCIES, OutletNames, agency_codes, by_domain, listed, outlet_of
from marsad.tables import parsed_rows, rows

NAMES = OutletNames(["وكالة الهضبة للأنباء", "يومية المرفأ"])


def document(body: str, title: str | None = "عنوان الخبر", **fields) -> Document:
    text, start = joined_text(title, body)
    return Document(id="d", title=title, text=text, body_start=start, **fields)


def told(article: Document, names: OutletNames = NAMES):
    found = citations(cues(article), names, outlet_of(article, names))
    return [(citation.outlet, citation.how, citation.source) for citation in found]


def words_of(article: Document):
    found = citations(cues(article), NAMES)
    return [article.text[one.start : one.end] for one in found if one.start is not None]


# In the text

LEADS = [
    ("قال مسؤول نقلاً عن صحيفة القدس العربي إن المعبر أغلق.", "Al-Quds Al-Arabi", "relays"),
    ("يضيق الطريق على البلاد. تكتب بوليتيكو عن هذا المأزق.", "Politico", "cites"),
    ("كتبت صحيفة «نيويورك تايمز» الأميركية أن المحادثات تعثرت.", "New York Times", "cites"),
    ("وذكرت وكالة رويترز أن المصنع توقف.", "Reuters", "cites"),
    ("توقف المصنع بحسب ما ذكرت وكالة الأنباء الفرنسية.", "AFP", "cites"),
    ("توقف المصنع وفقاً لوكالة تاس الروسية.", "TASS", "cites"),
    ("قال الوزير لرويترز إن المصنع توقف.", "Reuters", "told"),
    ("أكد في حديث للجزيرة نت أن المصنع توقف.", "Al Jazeera", "told"),
    ("ونقلت الأناضول عن شهود أن المصنع توقف.", "Anadolu", "cites"),
    ("ترجمة: صحيفة الغارديان", "The Guardian", "translates"),
    ("توقف المصنع نقلا عن وكالة الهضبة للأنباء.", "وكالة الهضبة للأنباء", "relays"),
]


@pytest.mark.parametrize(("body", "outlet", "how"), LEADS)
def test_an_outlet_of_the_first_paragraph_is_the_source(body, outlet, how):
    assert told(document(body + "\n\nوهذه فقرة أخرى.")) == [(outlet, how, True)]


@pytest.mark.parametrize(("body", "outlet", "how"), LEADS)
def test_further_down_it_is_no_source_of_the_whole(body, outlet, how):
    article = document("فقرة أولى لا تسمي أحدا.\n\n" + body + "\n\nوفقرة أخيرة.")
    assert told(article) == [(outlet, how, False)]


def test_a_credit_in_the_last_paragraph_is_of_the_whole():
    article = document("فقرة أولى.\n\nفقرة ثانية.\n\nنقلا عن صحيفة الشرق الأوسط")
    assert told(article) == [("Asharq Al-Awsat", "relays", True)]


@pytest.mark.parametrize(
    "body",
    [
        "قال الوزير. رويترز اسم وكالة.",
        "نقلا عن مصدر مسؤول قال إن المصنع توقف.",
        "قالت الحكومة إن الجزيرة محمية طبيعية.",
        "زار الوفد جزيرة في البحر.",
        "المصدر مجهول والطريق طويل.",
        "بحسب\nرويترز",
        "",
    ],
)
def test_no_outlet_is_cited(body):
    assert told(document(body)) == []


def test_the_words_that_cite_are_the_evidence():
    body = "وذكرت وكالة «رُويتَرز» أن المصنع توقف، ووفقاً لوكالة تاس فإنه يعمل.\n\nآخر"
    assert words_of(document(body)) == ["وذكرت وكالة «رُويتَرز", "ووفقاً لوكالة تاس"]


def test_an_outlet_does_not_cite_itself():
    assert told(document("قال الوزير للجزيرة نت إنه عائد.\n\nآخر", outlet="الجزيرة نت")) == []


def test_one_outlet_cited_twice_is_told_once_in_each_way():
    article = document("وذكرت رويترز كذا.\n\nوذكرت رويترز كذا.\n\nوقال لرويترز كذا.\n\nآخر")
    assert told(article) == [("Reuters", "cites", True), ("Reuters", "told", False)]


# Datelines, bylines and fields


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("باريس (أ ف ب) - قال مسؤول.", "AFP"),
        ("موسكو - رويترز - قال مسؤول.", "Reuters"),
        ("قال مسؤول إن المصنع توقف (د.ب.أ)", "dpa"),
        ("القاهرة (أ ش أ): قال مسؤول.", "MENA"),
    ],
)
def test_an_agency_in_the_dateline_or_at_the_end(body, due):
    assert told(document(body)) == [(due, "relays", True)]


def test_an_outlet_that_speaks_in_the_title():
    assert told(document("فقرة.\n\nأخرى.", title="بوليتيكو: الاتحاد يستعد")) == [("Politico", "cites", True)]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"derived_from": "صحيفة القدس العربي"}, [("Al-Quds Al-Arabi", "relays", True)]),
        ({"derived_from": "مجلة لا يعرفها أحد"}, [("مجلة لا يعرفها أحد", "relays", True)]),
        ({"derived_from": "وكالات"}, [(AGENCIES, "agencies", True)]),
        ({"derived_from": "رويترز", "outlet": "رويترز"}, []),
        ({"citations": ("المصدر: وكالات",)}, [(AGENCIES, "agencies", True)]),
        ({"citations": ("المصدر: الشرق الأوسط",)}, [("Asharq Al-Awsat", "relays", True)]),
        ({"citations": ("[2] politico.eu, 18-10-2024.",)}, [("Politico", "footnote", False)]),
        ({"citations": ("كتاب في الجغرافيا، بيروت 1999",)}, []),
        ({"author": "المرفأ - وكالات"}, [(AGENCIES, "agencies", True)]),
        ({"author": "خاص - وكالات"}, []),
        ({"author": "سامر / رويترز"}, [("Reuters", "relays", True)]),
        ({"author": "سامر الحسن"}, []),
        ({"derived_from": " . "}, []),
        ({"citations": ("", "...")}, []),
    ],
)
def test_fields_of_the_document(fields, due):
    assert told(document("قال مسؤول إن المصنع توقف.", **fields)) == due


# Names


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("القدس العربي", "Al-Quds Al-Arabi"),
        ("صحيفة القدس العربي", "Al-Quds Al-Arabi"),
        ("الجزيرة نت", "Al Jazeera"),
        ("Reuters", "Reuters"),
        ("https://www.bbc.co.uk/arabic", "BBC"),
        ("المرفأ", "يومية المرفأ"),
        ("صحيفة المرفأ", "يومية المرفأ"),
    ],
)
def test_names_of_outlets(name, due):
    assert NAMES.named(name).name == due


@pytest.mark.parametrize("name", ["", "صحيفة", "الهواء", "example.org", "http://[bad"])
def test_names_of_none(name):
    assert NAMES.named(name) is None


def test_a_document_without_outlet_is_known_by_its_address():
    article = document("نص", url="https://www.aljazeera.net/news/1")
    assert outlet_of(article, NAMES).name == "Al Jazeera"
    assert outlet_of(document("نص", url="http://[bad"), NAMES) is None
    assert outlet_of(document("نص"), NAMES) is None


def test_an_address_is_an_outlets_only_by_its_own_domain():
    assert by_domain("notbbc.com") is None
    assert by_domain("news.bbc.com").name == "BBC"


def test_the_order_of_names_does_not_matter():
    names = ["صحيفة الندى", "الندى", "موقع الندى"]
    found = {OutletNames(order).named("الندى").name for order in (names, names[::-1])}
    assert len(found) == 1


# Tables


def test_every_word_of_citing_loads_sorted_and_once():
    phrases = list(phrase_rows())
    assert len(phrases) > 70
    keys = [(phrase.words, phrase.to, phrase.where) for phrase in phrases]
    assert len(set(keys)) == len(keys)
    table = [
        row["words"] for row in rows("marsad.stories", "data/citations.ar.tsv", ("words", "how", "where"))
    ]
    assert table == sorted(table)
    assert all(words == words.strip() and normalised(words).text for words in table)


@pytest.mark.parametrize(
    "row", ["قال\tshouts\tbefore", "قال\tcites\tabove", "قال\tfootnote\tbefore", "\tcites\tbefore"]
)
def test_a_bad_row_is_refused(row, monkeypatch):
    text = f"words\thow\twhere\n{row}\n"
    monkeypatch.setattr(
        "marsad.stories.citing_words.tables.rows",
        lambda *_: parsed_rows(text, "x.tsv", ("words", "how", "where")),
    )
    with pytest.raises(DataFileError, match=r"x\.tsv:2"):
        list(phrase_rows())


def test_every_agency_is_a_listed_outlet_with_codes_of_its_own():
    table = list(rows("marsad.stories", "data/agencies.tsv", ("name", "forms", "codes")))
    assert [row["name"] for row in table] == sorted(row["name"] for row in table)
    codes = [
        outlets.words_of(sign)
        for row in table
        for cell in ("forms", "codes")
        for sign in row.alternatives(cell)
    ]
    assert len(agency_codes()) == len(set(codes))
    for row in table:
        assert listed()[row["name"]].agency
        assert row.alternatives("forms") or row.alternatives("codes"), row.error("no sign")


def test_an_agency_that_no_table_lists_is_refused(monkeypatch):
    table = "name\tforms\tcodes\nNo Such Agency\t\tن س أ\n"
    columns = ("name", "forms", "codes")
    monkeypatch.setattr(outlets, "_agency_rows", lambda: parsed_rows(table, "agencies.tsv", columns))
    with pytest.raises(DataFileError, match=r"agencies.tsv:2: 'No Such Agency' is no outlet"):
        listed.__wrapped__()


def test_nouns_are_single_words_sorted():
    table = [row["noun"] for row in rows("marsad.stories", "data/outlet_nouns.ar.tsv", ("noun",))]
    assert table == sorted(set(table))
    assert all(len(outlets.words_of(noun)) == 1 for noun in table)


def test_words_with_which_speech_begins_are_sorted():
    table = [row["word"] for row in rows("marsad.stories", "data/said_begins.ar.tsv", ("word",))]
    assert table == sorted(set(table))


def test_ownership_and_country_are_data_or_unknown():
    for outlet in listed().values():
        assert outlet.country
        assert outlet.ownership
    assert NAMES.named("المرفأ").country is None

"""Names with several readings, and what a document has introduced."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.actors import mentions
from marsad.actors.introduced import Introduced
from marsad.actors.knowledge import READING_KINDS, country_names
from marsad.actors.layers import shipped
from marsad.actors.writing import name_of
from marsad.languages.arabic.tokens import tokens

ROWS = list(shipped("told_apart"))


def codes(text, introduced=None):
    return [mention.country for mention in mentions(tokens(text), None, introduced)]


def told(*sentences):
    """What a document has introduced after some sentences."""
    introduced = Introduced()
    for sentence in sentences:
        words = tokens(sentence)
        introduced.note(words, mentions(words, None, introduced))
    return introduced


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['form']}-{row['code']}")
def test_every_example_is_read_as_its_row_says(row):
    words = tokens(row["example"])
    name = name_of(row["form"]).words[0]
    found = [m for m in mentions(words, None) if name in words[m.start].form]
    assert row["code"] in [mention.country for mention in found], row.error("is read otherwise")


def test_rows_are_sorted_sound_and_listed_as_ambiguous():
    ambiguous = {words_of(row["form"]) for row in shipped("ambiguous_forms")}
    keys = [(row["form"], row["code"]) for row in ROWS]
    assert keys == sorted(set(keys))
    for row in ROWS:
        assert row["kind"] in READING_KINDS, row.error("unknown kind")
        assert row["code"] in country_names(), row.error("unknown code")
        assert row.alternatives("cues"), row.error("no cue")
        assert words_of(row["form"]) in ambiguous, row.error("not in ambiguous_forms.tsv")


@pytest.mark.parametrize(
    ("before", "text", "due"),
    [
        ("فاز المرشح الأمريكي", "أعيد الفرز في جورجيا", "USA"),
        ("زار وفد روسي تبليسي", "أعيد الفرز في جورجيا", "GEO"),
        ("التقى الملك الأردني ضيفه", "أعلنت المملكة موقفها", "JOR"),
        ("نزح آلاف من بنغازي", "أغلق الطريق إلى البيضاء", "LBY"),
    ],
)
def test_the_document_tells_which_is_meant(before, text, due):
    assert due in codes(text, told(before))


def test_a_mark_on_the_name_tells_it():
    assert codes("وصل إلى عمّان") == ["JOR"]
    assert codes("وصل إلى عُمان") == ["OMN"]


def test_someone_introduced_by_office_is_known_by_surname():
    introduced = told("قال وزير الصيد الأيسلندي بيرنارد كولسفيغ إن القرار نهائي")
    (mention,) = mentions(tokens("وأضاف كولسفيغ أن الحظر باق"), None, introduced)
    assert (mention.country, mention.sector) == ("ISL", "GOV")


def test_nobody_is_known_before_being_introduced():
    assert codes("وأضاف كولسفيغ أن الحظر باق") == []


@pytest.mark.parametrize("word", ["القرار", "قال", "رئيس", "روسيا"])
def test_ordinary_words_are_never_taken_for_a_surname(word):
    introduced = told(f"قال وزير الصيد الأيسلندي بيرنارد {word}")
    assert word not in introduced.people


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("السلطات المختصة في كازاخستان", "KAZ", "GOV"),
        ("المراقبين الروس", "RUS", "CVL"),
        ("الضباط الأتراك", "TUR", "MIL"),
        ("صناع القرار في الكرملين", "RUS", "GOV"),
        ("شركات أجنبية", "UNK", "BUS"),
        ("رئيس غازبروم", "RUS", "BUS"),
        ("نائب رئيس الوزراء الروسي", "RUS", "GOV"),
        ("قادة الاتحاد الأوروبي", "EUR", "GOV"),
        ("صحيفة حرييت التركية", "TUR", "JRN"),
        ("القوات السوفيتية", "RUS", "MIL"),
    ],
)
def test_parties_by_rule(text, country, sector):
    (mention,) = mentions(tokens(text), None)
    assert (mention.start, mention.end) == (0, len(tokens(text)))
    assert (mention.country, mention.sector) == (country, sector)


@pytest.mark.parametrize("day", ["1979-12-27", "2020-01-01"])
def test_a_union_that_fell_apart_has_a_code_only_while_it_stood(day):
    (mention,) = mentions(tokens("الاتحاد السوفيتي"), dt.date.fromisoformat(day))
    assert mention.country == ("RUS" if day < "1991" else "UNK")


def words_of(form):
    """The words of a name and whether it has the article, whatever else it needs."""
    name = name_of(form)
    return name.words, name.article

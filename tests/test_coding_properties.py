"""Whatever the text, coding does not fail, its spans index the document, and it comes out the same twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.actors import country_names
from marsad.coding import RECORDS, code_document
from marsad.languages import sentences
from marsad.languages.arabic.tokens import tokens
from marsad.plover import check_mode, contexts
from marsad.reading import read_sources
from marsad.records import Document, document_id, joined_text

EXAMPLES = Path(__file__).parents[1] / "examples" / "kazakhstan"

CLAUSES = (
    "قصفت روسيا خاركيف",
    "زار الرئيس الصيني أستانا",
    "قال وزير الخارجية المصري إن بلاده لن توقع الاتفاق",
    "نفت بيلاروسيا أنها أرسلت قوات إلى أوكرانيا",
    "اتفق الجانبان على تبادل السفراء",
    "شنت إسرائيل غارات على لبنان",
    "اتهمها بالكذب",
    "وطردت السفير",
    "في اليوم التالي",
    "هجوم روسي على كييف",
    "رفضت حكومته العرض",
    "قد تهاجم إيران السفينة",
    "أفرجت إيران عن صحفي فرنسي في 3 مايو 2024",
)
WORDS = [
    token.raw
    for token in tokens(
        "و ف ب ل ك ال س إن أن أنه لم لن لا قد إذا هل الذي التي في من إلى على عن مع بين ضد قال أعلن نفى كان "
        "رفض حظر هجوم زيارة روسيا وروسيا للصين الروسي الروسية مصر موسكو الرئيس نظيره بلاده الجانبان حكومته"
    )
]
MARKS = "\u200f\u200e\u202b\u202c\u2067\ufeff\u00a0\u064b\u064f\u0651ـﻻﷲ\u2028\x00\ud7ff«»“”\"'()[]،؛؟.…:-–\n"
SIGNS = (*MARKS, "\n\n", "🇰🇿", "🙏🏽", "2024", "٣٫٥", "5%", "١٢", "e\u0301")
PIECES = st.sampled_from(CLAUSES) | st.sampled_from(WORDS) | st.sampled_from(SIGNS) | st.text(max_size=4)
DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


@st.composite
def documents(draw):
    joint = draw(st.sampled_from([" ", "", " ، "]))
    title = draw(st.none() | st.lists(PIECES, max_size=5).map(joint.join))
    body = draw(st.lists(PIECES, max_size=20).map(joint.join))
    text, start = joined_text(title, body)
    day = draw(DAYS)
    return Document(id=document_id(text, None, day), title=title, published=day, text=text, body_start=start)


def entities_of(event):
    yield from (*event.actors, *event.recipients)
    yield from (voice.speaker for voice in event.voices)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_coding_any_document_gives_well_formed_events(document):
    coding = code_document(document, minimum=0)
    numbered = {sentence.number: sentence for sentence in sentences(document.text, document.body_start)}
    assert coding.document == document.id
    for event in coding.events:
        sentence = numbered[event.sentence]
        assert sentence.start <= event.start < event.end <= sentence.end
        assert event.text == sentence.text == document.text[sentence.start : sentence.end]
        assert event.document == document.id
        assert event.actors
        assert 0 < event.confidence <= 1
        check_mode(event.type, event.mode)
        assert set(event.contexts) <= set(contexts())
        assert (event.date is None) == (event.date_precision == "unknown")


@settings(max_examples=150, deadline=None)
@given(documents())
def test_spans_of_parties_index_the_document(document):
    for event in code_document(document, minimum=0).events:
        for entity in entities_of(event):
            assert not entity.country or entity.country in country_names()
            if entity.start is None:
                assert entity.text is None
                assert entity.end is None
            else:
                assert document.text[entity.start : entity.end] == entity.text
        if event.place is not None:
            assert event.place.text in event.text


@settings(max_examples=100, deadline=None)
@given(documents())
def test_coding_twice_is_equal_and_ids_are_unique(document):
    coding = code_document(document, minimum=0)
    assert coding == code_document(document, minimum=0)
    ids = [event.id for event in coding.events]
    assert len(ids) == len(set(ids))


@settings(max_examples=50, deadline=None)
@given(documents(), st.floats(0, 1))
def test_a_higher_minimum_only_leaves_out(document, minimum):
    everything = code_document(document, minimum=0).events
    kept = tuple(event for event in everything if event.confidence >= minimum)
    assert code_document(document, minimum=minimum).events == kept


@settings(max_examples=50, deadline=None)
@given(documents(), st.text(max_size=40) | st.sampled_from(CLAUSES))
def test_text_before_is_never_coded(document, before):
    for event in code_document(document, before=before, minimum=0).events:
        assert event.text in document.text


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4),
    st.sampled_from(["\u200f", "\u200e", "\u2067"]),
)
def test_direction_marks_change_nothing_but_offsets(clauses, mark):
    def told(text):
        found = code_document(Document(id="x", text=text)).events
        return [(e.type, e.status, [p.country for p in (*e.actors, *e.recipients)]) for e in found]

    plain = "، ".join(clauses) + "."
    assert told(plain.replace(" ", f" {mark}")) == told(plain)


def document_of(text):
    return Document(id=document_id(text, None, None), text=text)


@pytest.mark.parametrize(
    "text",
    [
        ("قصفت روسيا خاركيف، " * 1500),
        ("السماء صافية والجو معتدل جدا هنا " * 3200)[:100_000],
        ("و" * 100_000),
        ("قال إن " * 15_000)[:100_000],
        ("«" * 2000) + "قصفت روسيا خاركيف" + ("»" * 2000),
        ("(قال «" * 500) + "قصفت روسيا خاركيف" + ("»)" * 500),
        ("الرئيس " * 80),
        ("روسيا وروسيا " * 8000)[:100_000],
        ("1.5" * 30_000),
        "\u200f" * 50_000 + "قصفت روسيا خاركيف",
        "قَ" + "\u064e" * 50_000 + "صفت روسيا خاركيف",
    ],
    ids=(
        "clauses", "words", "waw", "that", "quotes", "brackets", "roles", "names", "digits", "marks", "vowels"
    ),
)  # fmt: skip
def test_monstrous_sentences_are_coded_to_the_end(text):
    document = document_of(text)
    for event in code_document(document, minimum=0).events:
        assert document.text[event.start : event.end].strip()


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_what_is_asked_alone_is_what_stands_among_all(kind):
    for found in read_sources([EXAMPLES]):
        assert isinstance(found, Document)
        alone = code_document(found, records=frozenset({kind}))
        assert getattr(alone, kind) == getattr(code_document(found), kind)
        assert not any(getattr(alone, other) for other in RECORDS - {kind})

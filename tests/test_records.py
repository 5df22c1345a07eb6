"""Records: stable ids, text and offsets, plain values."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import Document, Entity, Event, Sentence, content_id, document_id, joined_text

DAY = dt.date(2024, 5, 10)


def event(**changes):
    values = {
        "id": "e1", "document": "d1", "sentence": 1, "start": 0, "end": 4, "type": "CONSULT",
        "confidence": 0.8, "text": "زارت", "actors": (Entity(text="أستانا", country="KAZ"),),
    }  # fmt: skip
    return Event(**values | changes)


def test_ids_are_the_same_on_every_machine():
    assert content_id("document", "نص", None, DAY) == "e9ba3b80eb9510a4645523e4"


def test_ids_do_not_depend_on_the_process():
    program = (
        "from marsad.records import content_id; print(content_id('event', 'd', 1, ['KAZ'], {'b': 1, 'a': 2}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == content_id("event", "d", 1, ["KAZ"], {"a": 2, "b": 1})


@given(
    st.lists(st.text(max_size=4), min_size=1, max_size=4),
    st.lists(st.text(max_size=4), min_size=1, max_size=4),
)
def test_different_content_has_different_ids(first, second):
    assert (content_id("event", *first) == content_id("event", *second)) is (first == second)


def test_kinds_are_kept_apart():
    assert content_id("event", "x") != content_id("claim", "x")


def test_a_document_is_what_it_says_who_says_it_and_when():
    whole = document_id("نص", "وكالة", DAY)
    assert whole == document_id("نص", "وكالة", DAY)
    others = [
        document_id("نص آخر", "وكالة", DAY),
        document_id("نص", "صحيفة", DAY),
        document_id("نص", "وكالة", None),
    ]
    assert whole not in others
    assert len(set(others)) == 3


@given(st.one_of(st.none(), st.text(min_size=1)), st.text())
def test_body_start_parts_title_and_body(title, body):
    text, start = joined_text(title, body)
    document = Document(id="d", title=title, text=text, body_start=start)
    assert document.body == body
    assert text[:start] == (f"{title}\n\n" if title else "")


@pytest.mark.parametrize("title", [None, ""])
def test_without_a_title_the_text_is_the_body(title):
    assert joined_text(title, "جسم النص") == ("جسم النص", 0)


def test_records_are_plain_values_in_written_order():
    plain = event().as_dict()
    order = ["id", "document", "sentence", "start", "end", "type", "mode", "contexts", "actors", "recipients"]
    assert list(plain)[: len(order)] == order
    assert plain["actors"][0]["country"] == "KAZ"
    assert plain["actors"][0]["sector"] is None


def test_records_survive_json():
    document = Document(id="d", text="نص", published=DAY, published_basis="stated", comments=("تعليق",))
    for record in (document, event(), Sentence(number=0, start=0, end=2, text="نص")):
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record


def test_records_cannot_be_changed():
    with pytest.raises(AttributeError):
        event().type = "AID"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "maybe"},
        {"date_precision": "week"},
        {"start": "0"},
        {"confidence": None},
        {"actors": "KAZ"},
    ],
)
def test_values_of_another_kind_are_refused_when_read(changes):
    plain = event().as_dict() | changes
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(plain, Event)


@pytest.mark.parametrize("lacking", ["id", "document", "text", "confidence"])
def test_records_lack_nothing(lacking):
    plain = event().as_dict()
    del plain[lacking]
    with pytest.raises(msgspec.ValidationError, match=lacking):
        msgspec.convert(plain, Event)

"""Annotating sentence by sentence from the pages, and the agreement of two who did."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import marsad
from marsad.archive import open_archive
from marsad.records import Sentence
from marsad.web import Library, application
from marsad.web.editing import Editing
from marsad.web.pages.annotating import KEYS
from marsad.web.sampling import in_order, next_sentence
from marsad.web.visits import ANNOTATOR, annotator_cookie, annotator_in

HERE = {"base_url": "http://127.0.0.1"}


@pytest.fixture
def library(examples_archive, tmp_path):
    copy = str(tmp_path / "work.db")
    shutil.copy(examples_archive, copy)
    with open_archive(copy) as own, open_archive(copy, readonly=True) as archive:
        yield Library(archive, Editing(own, "editor"))


def client_of(library, name="Aigul"):
    client = TestClient(application(library), **HERE)
    if name:
        begun = client.post("/en/annotate", data={"mark": mark_of(client), "name": name})
        assert begun.status_code == 200
    return client


def mark_of(client):
    return re.search(r'name="mark" value="([0-9a-f]+)"', client.get("/en/").text)[1]


def shown(client, address="/en/annotate"):
    """The sentence that is asked about, and the hidden fields of its form."""
    text = client.get(address).text
    sentence = re.search(r'<blockquote class="to-read"[^>]*><bdi>(.*?)</bdi>', text, re.DOTALL)
    form = re.search(r'<form class="annotate".*?</form>', text, re.DOTALL)
    if sentence is None or form is None:
        return None, {}
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return unescape(sentence[1]), {name: unescape(value) for name, value in fields}


def annotated(client, address="/en/annotate", **fields):
    _, hidden = shown(client, address)
    return client.post("/en/annotate", data={"do": "next", **hidden, **fields})


def annotations(library, who="Aigul"):
    return [one for one in library.archive.decisions().standing("annotate") if one.who == who]


# Annotating


def test_a_sentence_is_asked_about_without_what_the_machine_read(library):
    client = client_of(library)
    text = client.get("/en/annotate").text
    sentence, _ = shown(client)
    assert len(sentence) > 10
    assert "<mark" not in text
    assert not re.search(r'name="type"[^>]*checked', text)


def test_what_is_told_is_kept_and_the_next_sentence_comes(library):
    client = client_of(library)
    first, hidden = shown(client)
    page = annotated(
        client, type="REJECT", mode="REJECT/yield", actor1="Kazakhstan", recipient1="RUS",
        status="negated", date="2024-05",
    )  # fmt: skip
    assert page.status_code == 200
    (made,) = annotations(library)
    assert made.evidence.words == first
    assert made.evidence.document == hidden["document"]
    (event,) = made.events
    assert (event.type, event.mode, event.actors, event.recipients) == ("REJECT", "yield", ("KAZ",), ("RUS",))
    assert (event.status, event.date) == ("negated", "2024-05")
    assert shown(client)[0] != first


def test_a_sentence_without_an_event_is_kept_as_such(library):
    client = client_of(library)
    annotated(client, do="none", type="AID", actor1="KAZ")
    assert [one.events for one in annotations(library)] == [()]


def test_several_events_of_a_sentence_are_told_one_after_the_other(library):
    client = client_of(library)
    first, _ = shown(client)
    page = annotated(client, do="more", type="AID", actor1="KAZ", recipient1="UZB")
    assert annotations(library) == []
    again = str(page.url).removeprefix("http://127.0.0.1")
    assert shown(client, again)[0] == first
    annotated(client, again, type="CONSULT", actor1="KAZ")
    (made,) = annotations(library)
    assert [one.type for one in made.events] == ["AID", "CONSULT"]


def test_every_sentence_of_an_article_can_be_annotated_in_order(library):
    client, document = client_of(library), library.reader.ids()[0]
    sentences = [one.text for one in library.reader.sentences(document)]
    asked = []
    while (sentence := shown(client, f"/en/annotate?document={document}")[0]) is not None:
        asked.append(sentence)
        annotated(client, f"/en/annotate?document={document}", do="none")
    assert asked == sentences
    assert "No sentence is left" in client.get(f"/en/annotate?document={document}").text


def test_two_are_asked_about_the_same_sentences_in_the_same_order(library):
    asked = {}
    for who in ("Aigul", "بولات"):
        client = client_of(library, who)
        asked[who] = []
        for _ in range(6):
            asked[who].append(shown(client)[0])
            annotated(client, do="none")
    assert asked["Aigul"] == asked["بولات"]
    assert len(set(asked["Aigul"])) == 6
    other = [shown(client_of(library, "third"), f"/en/annotate?seed={seed}")[0] for seed in range(1, 9)]
    assert len(set(other)) > 1


def test_each_type_has_a_key_of_its_own():
    assert len(set(KEYS)) == len(KEYS) == 16
    assert not set(KEYS) & set("vzxcmn12345")


def test_who_has_not_said_a_name_is_asked_for_it(library):
    client = client_of(library, name=None)
    assert "Your name" in client.get("/en/annotate").text
    refused = client.post("/en/annotate", data={"mark": mark_of(client), "document": "x", "number": "1"})
    assert refused.status_code == 400
    for name in ("", " ", "a\nb"):
        assert client.post("/en/annotate", data={"mark": mark_of(client), "name": name}).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "NOSUCH"},
        {"type": "AID", "actor1": "Atlantis"},
        {"type": "AID", "date": "soon"},
        {"type": "AID", "status": "maybe"},
        {"so_far": "{"},
        {"so_far": '[{"type": "NOSUCH"}]'},
        {"number": "²"},
        {"document": "nosuch"},
    ],
)
def test_what_cannot_be_annotated_is_told(library, fields):
    client = client_of(library)
    assert annotated(client, **fields).status_code == 400
    assert annotations(library) == []


@pytest.mark.parametrize(
    ("address", "code"),
    [("?seed=x", 400), ("?so_far=x", 400), ("?at=nosuch:1", 404), ("?at=x", 404), ("?seed=0", 400)],
)
def test_an_address_that_is_none_is_told(library, address, code):
    assert client_of(library).get(f"/en/annotate{address}").status_code == code


def test_readers_annotate_nothing(library):
    client = TestClient(application(Library(library.archive)), **HERE)
    assert "--edit" in client.get("/en/annotate").text
    form = {"mark": mark_of(client), "name": "a"}
    assert client.post("/en/annotate", data=form).status_code == 403


@given(st.text(max_size=80))
def test_a_name_comes_back_from_its_cookie(words):
    assert annotator_in({ANNOTATOR: words}) is None or len(annotator_in({ANNOTATOR: words})) <= 60
    name = words.strip()[:60]
    if name and name.isprintable() and name == name.strip():
        assert annotator_in({ANNOTATOR: annotator_cookie(name)}) == name


# Which sentence comes next


class Shelf:
    """A reader of documents of some sentences each."""

    def __init__(self, lengths):
        self.lengths = lengths

    def sentences(self, name):
        each = range(self.lengths[name])
        return [Sentence(number=at, start=10 * at, end=10 * at + 5, text="words") for at in each]


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 4), max_size=6), st.integers(1, 9)
)
def test_every_sentence_comes_once_those_of_all_articles_in_turn(lengths, seed):
    shelf, ordered, done = Shelf(lengths), in_order(list(lengths), seed), []
    while (found := next_sentence(shelf, ordered, seed, set(done))) is not None:
        done.append((found[0], found[1].start))
    assert sorted(done) == [(name, 10 * at) for name in sorted(lengths) for at in range(lengths[name])]
    turns = [sum(place[0] == name for place in done[:at]) for at, (name, _) in enumerate(done)]
    assert turns == sorted(turns)


@given(st.sets(st.text("abcd", min_size=1, max_size=4), min_size=1, max_size=9), st.integers(1, 99))
def test_what_comes_in_later_moves_no_other(names, seed):
    every = in_order(sorted(names), seed)
    assert in_order(sorted(names)[1:], seed) == [name for name in every if name != min(names)]


# Agreement


def test_the_page_of_agreement_tells_what_the_command_tells(library):
    for who, kinds in (("Aigul", ["AID", "AID", "CONSULT"]), ("بولات", ["AID", "REJECT", "CONSULT"])):
        client = client_of(library, who)
        for kind in kinds:
            annotated(client, type=kind, actor1="KAZ", recipient1="RUS")
    text = client.get("/en/agreement?one=Aigul&other=بولات").text
    rows = client.get("/en/agreement?one=Aigul&other=بولات&format=json").json()["rows"]
    with marsad.open(library.archive.name, readonly=True) as obs:
        found = obs.agreement("Aigul", "بولات")
    assert rows[0]["value"] == round(found.types.value, 4)
    assert f"<bdi>{rows[0]['value']}</bdi>" in text
    assert text.count("Aid (Kazakhstan)") >= 1
    assert json.dumps(rows)


@pytest.mark.parametrize("asked", ["", "?one=a", "?one=a&other=b", "?one=%00&other=<b>"])
def test_agreement_of_nobody_is_told(library, asked):
    client = client_of(library)
    answer = client.get(f"/en/agreement{asked}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text

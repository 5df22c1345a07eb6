"""Coding of JSON lines: order, workers, bad lines."""

from __future__ import annotations

import json

import pytest

from marsad.bulk import CHUNK, TextLine, code_lines, code_text_line, work
from marsad.coding import code_document
from marsad.errors import InputError, MalformedError

TEXTS = (
    {"id": "a", "published": "2024-05-10", "text": "حظرت روسيا أمس استيراد القمح من كازاخستان."},
    {"id": "b", "published": "2024-05-10", "text": "زار الرئيس الصيني شي جين بينغ أستانا يوم الثلاثاء."},
    {"id": "c", "text": "رفضت كازاخستان طلب روسيا إرسال قوات.", "outlet": None},
)


def lines(*texts):
    return [json.dumps(text, ensure_ascii=False).encode() + b"\n" for text in texts]


def coded(given, **options):
    return [json.loads(record) for outcome in code_lines(given, **options) for record in outcome.records]


def errors(given, **options):
    return [outcome.error for outcome in code_lines(given, **options) if outcome.error]


def test_events_come_in_the_order_of_the_lines_with_the_ids_given():
    assert [event["document"] for event in coded(lines(*TEXTS))] == ["a", "b", "c"]


def test_events_hold_the_span_of_their_trigger():
    for text, event in zip(TEXTS, coded(lines(*TEXTS)), strict=True):
        assert text["text"][event["start"] : event["end"]] in event["text"]
        assert event["end"] > event["start"]


def test_a_number_may_be_an_id():
    assert coded(lines(TEXTS[0] | {"id": 7}))[0]["document"] == "7"


def test_the_title_is_sentence_0_and_shifts_the_body():
    events = coded(lines(TEXTS[0] | {"title": "روسيا تحظر القمح الكازاخي"}))
    body = [event for event in events if event["sentence"] == 1]
    assert body[0]["start"] == len("روسيا تحظر القمح الكازاخي") + 2


def test_dates_count_from_publication():
    assert coded(lines(TEXTS[0]))[0]["date"] == "2024-05-09"
    assert coded(lines(TEXTS[0] | {"published": "2024-05-10T23:30:00+05:00"}))[0]["date"] == "2024-05-09"
    assert coded(lines(TEXTS[0] | {"published": None}))[0]["date"] is None


def test_context_is_read_and_not_coded():
    text = TextLine(id="x", text="ورفضت طلب روسيا.", before="زار الرئيس الصيني أستانا.")
    assert all(event.type != "CONSULT" for event in code_text_line(text))


def test_two_workers_write_what_one_writes():
    many = lines(*TEXTS) * (CHUNK // 2)
    assert coded(many, workers=2) == coded(many, workers=1)


def test_workers_number_the_bad_lines_across_chunks():
    many = [*lines(TEXTS[0]) * (CHUNK + 5), b"{broken\n", *lines(TEXTS[1])]
    found = list(code_lines(many, source="texts.jsonl", workers=2))
    assert [str(outcome.error).split(" ")[0] for outcome in found if outcome.error] == [
        f"texts.jsonl:{CHUNK + 6}:"
    ]
    assert len(found) == len(many)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "truncated"),
        (b"[1, 2]", "Expected `object`"),
        (b'"text"', "Expected `object`"),
        (b"null", "Expected `object`"),
        (b'{"text": "x"}', "missing required field `id`"),
        (b'{"id": "x"}', "missing required field `text`"),
        (b'{"id": null, "text": "x"}', "Expected"),
        (b'{"id": "x", "text": 5}', "Expected `str`"),
        (b'{"id": "x", "text": "x", "published": "10 May"}', "`published` is no ISO date: '10 May'"),
        (b'{"id": "x", "text": "x", "published": "2024-02-30"}', "`published` is no ISO date"),
        (b'{"id": "x", "text": "\xff"}', "utf-8"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(line, problem):
    first, second, third = code_lines([*lines(TEXTS[0]), line + b"\n", *lines(TEXTS[1])], source="in.jsonl")
    assert isinstance(second.error, MalformedError)
    assert str(second.error).startswith("in.jsonl:2: ")
    assert problem.lower() in str(second.error).lower()
    assert not second.records
    assert first.records
    assert third.records


def test_blank_lines_are_passed_over_and_counted():
    assert [error.line for error in errors([b"\n", b"  \r\n", b"{\n"])] == [3]


@pytest.mark.parametrize("given", [[], [b"\n"]])
def test_nothing_in_nothing_out(given):
    assert list(code_lines(given)) == []


def test_empty_texts_hold_no_event():
    assert coded(lines({"id": "x", "text": ""}, {"id": "y", "text": " \n "})) == []


def test_a_text_that_the_coder_trips_over_does_not_end_the_run(monkeypatch):
    def trips(document, **options):
        if document.id == "b":
            raise IndexError("too far")
        return code_document(document, **options)

    monkeypatch.setattr(work, "code_document", trips)
    found = list(code_lines(lines(*TEXTS), source="in.jsonl"))
    assert [type(outcome.error) for outcome in found] == [type(None), InputError, type(None)]
    assert str(found[1].error) == "in.jsonl:2: could not be coded: IndexError: too far"


def test_minimum_confidence_leaves_out_what_is_below():
    everything = coded(lines(*TEXTS), minimum=0)
    assert len(everything) >= len(coded(lines(*TEXTS)))
    assert coded(lines(*TEXTS), minimum=1) == [event for event in everything if event["confidence"] == 1]

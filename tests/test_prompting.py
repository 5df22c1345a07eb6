"""A language model as coder: what passes, what is refused and why, limits, and going on after a stop."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import time
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.archive import open_archive
from marsad.bulk import given_text
from marsad.coding import code_document
from marsad.errors import DataFileError, FetchError, MalformedError, MarsadError, UsageError
from marsad.evaluation import evaluate, gold_lines, read_gold
from marsad.languages import sentences
from marsad.plover import event_types
from marsad.prompting import Budget, Prices, Tally, ask_texts, endpoint, sending, summary_line, summary_values
from marsad.prompting.answers import MOST_EVENTS, proposals
from marsad.prompting.checking import checked, confidences
from marsad.prompting.endpoints import PROMPT_VERSION, is_here
from marsad.prompting.labels import labels, schema
from marsad.prompting.sides import seen, span_of
from marsad.prompting.spending import SpentError
from marsad.prompting.wording import SENTENCES, batches, fenced, instructions
from marsad.records import Coding, Document
from model_server import (
    BAN,
    DENIAL,
    KEY,
    KNOWN,
    LINES,
    VISIT,
    asked_of,
    completion,
    good,
    jsonl,
    modelling,
    party,
    texts,
    texts_of_lines,
    told,
)

PUBLISHED = dt.date(2024, 5, 10)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(sending, "_FIRST_WAIT", 0.01)


def document(text, published=PUBLISHED):
    return Document(id="d", text=text, published=published)


def passed(text, *events, published=PUBLISHED):
    """What becomes of events that a model gives for a text of one or more sentences."""
    of = document(text, published)
    there = seen(of)
    return checked([(event, frozenset(there)) for event in events], of, there, "llm:m+prompt1")


def run_of(speak, lines=LINES, *, budget=None, timeout=20.0, answer_tokens=4000, key=None, **options):
    tally = Tally()
    with modelling(speak) as model:
        to = endpoint(model.address, "m", key, timeout=timeout, answer_tokens=answer_tokens)
        found = list(ask_texts(texts(*lines), to, budget or Budget(), tally, **options))
    return found, tally, model


def events_of(found):
    return [event for one in found for event in one.events or ()]


# A good model


def test_a_good_model_gives_events_with_spans_sides_and_days():
    found, tally, _ = run_of(good)
    visit, ban, denial = events_of(found)
    assert (visit.type, visit.mode, visit.date, visit.date_precision) == (
        "CONSULT", "visit", "2024-05-07", "day",
    )  # fmt: skip
    assert VISIT[visit.start : visit.end] == "زار"
    assert (visit.actors[0].name, visit.actors[0].id) == ("Xi Jinping", "Q15031")
    assert VISIT[visit.actors[0].start : visit.actors[0].end] == visit.actors[0].text
    assert [party.country for party in (*ban.actors, *ban.recipients)] == ["RUS", "KAZ"]
    assert (denial.status, denial.voices[0].verb, denial.voices[0].speaker.country) == (
        "negated", "denies", "KAZ",
    )  # fmt: skip
    assert {event.coder for event in (visit, ban, denial)} == {f"llm:m+prompt{PROMPT_VERSION}"}
    assert {event.confidence for event in (visit, ban, denial)} == {confidences()["told"]}
    assert (tally.texts, tally.events, tally.requests) == (4, 3, 4)
    assert not tally.refused


def test_what_both_coders_find_has_one_id():
    from marsad.bulk import TextLine, code_text_line  # noqa: PLC0415

    (by_rules,) = code_text_line(TextLine(**LINES[1]))
    by_model = events_of(run_of(good)[0])[1]
    assert by_model.id == by_rules.id
    assert by_model.coder != by_rules.coder


def test_both_codings_stand_side_by_side_in_an_archive(tmp_path):
    of = document(BAN)
    there = seen(of)
    parts = [one.sentence for one in there.values()]
    by_rules = code_document(of)
    by_model = Coding(document="d", events=passed(BAN, KNOWN[BAN][0]).events)
    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.writer().add(of, parts, by_rules)
        archive.writer().recode(of, parts, by_model)
        reader = archive.reader()
        assert reader.coding("d", coder="llm:m+prompt1").events == by_model.events
        # The built-in coding stays the current one: a model's is read only where it is asked for.
        assert reader.coding("d").events == by_rules.events


def test_the_title_is_sentence_0_and_shifts_the_body():
    line = {"id": "t", "title": "القمح في الأسواق", "text": BAN, "published": "2024-05-10"}
    (one,), _, model = run_of(good, [line])
    assert list(asked_of(model.asked[0])[0]) == [0, 1]
    whole = f"{line['title']}\n\n{BAN}"
    assert whole[one.events[0].start : one.events[0].end] == "حظرت"


def test_context_is_sent_and_not_coded():
    line = LINES[1] | {"before": VISIT}
    (one,), _, model = run_of(good, [line])
    sent, data = asked_of(model.asked[0])
    assert list(sent.values()) == [BAN]
    assert VISIT in data
    assert [event.type for event in one.events] == ["SANCTION"]


def test_several_workers_keep_the_order():
    many = [LINES[n % 4] | {"id": f"t{n}"} for n in range(24)]

    def slow(body):
        time.sleep(0.002 * (len(body["messages"][1]["content"]) % 7))
        return good(body)

    found, tally, model = run_of(slow, many, requests=4)
    assert [one.id for one in found] == [f"t{n}" for n in range(24)]
    assert tally.texts == 24
    assert 1 < model.most_at_once <= 4


def test_a_run_that_is_broken_off_asks_for_nothing_more():
    many = [LINES[n % 4] | {"id": f"t{n}"} for n in range(24)]
    tally = Tally()
    with modelling(lambda body: time.sleep(0.05) or good(body)) as model:
        run = ask_texts(texts(*many), endpoint(model.address, "m"), Budget(), tally, requests=2)
        assert next(run).id == "t0"
        run.close()
        asked = len(model.asked)
    assert asked <= 5
    assert tally.requests == asked == tally.tokens_in / 100
    assert tally.stopped == "broken off"


# What is sent


def test_a_request_holds_one_document_fenced_and_the_closed_labels():
    _, _, model = run_of(good)
    for body, line in zip(model.asked, LINES, strict=True):
        sent, _ = asked_of(body)
        assert list(sent.values()) == [line["text"]]
        form = body["response_format"]["json_schema"]
        assert form["strict"] is True
        event = form["schema"]["properties"]["events"]["items"]
        assert set(event["properties"]["type"]["enum"]) == set(event_types())
        assert body["temperature"] == 0
        assert "tools" not in body


def test_the_prompt_has_the_version_that_it_was_written_under():
    # Whoever changes instructions, labels or schema raises PROMPT_VERSION and puts the new hash here: codings
    # of two prompts must not pass for one.
    asked = json.dumps([instructions(), schema()], sort_keys=True, ensure_ascii=False)
    assert (PROMPT_VERSION, hashlib.sha256(asked.encode()).hexdigest()[:16]) == ("1", PROMPT_HASH)


PROMPT_HASH = "6c49520772d18fc0"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda text: text.strip()))
def test_no_text_breaks_out_of_its_fence(text):
    of = document(text)
    for batch in batches(sentences(of.text, 0)):
        data = fenced(batch, PUBLISHED)
        first, *rows, last = data.split("\n")
        fence = first.removeprefix("<<<")
        assert last == f"{fence}>>>"
        assert data.count(fence) == 2
        told_back = [json.loads(row) for row in rows]
        assert [row["text"] for row in told_back[1:]] == [one.text for one in batch.sentences]


def test_long_documents_go_in_several_requests_with_context():
    text = "\n\n".join(f"{BAN[:-1]} رقم {n}." for n in range(3 * SENTENCES + 1))
    parts = list(batches(sentences(text, 0)))
    assert [len(part.sentences) for part in parts] == [SENTENCES] * 3 + [1]
    assert parts[1].context == tuple(one.text for one in parts[0].sentences[-2:])


def test_the_key_goes_into_one_header_and_nowhere_else(capsys):
    found, tally, model = run_of(good, key=KEY)
    assert {headers["authorization"] for headers in model.headers} == {f"Bearer {KEY}"}
    assert KEY not in json.dumps(model.asked)
    to = endpoint("https://example.org/v1", "m", KEY)
    everything = [repr(found), repr(tally), repr(to), str(to), to.warning, to.coder]
    everything += [json.dumps(summary_values(tally, to, Prices())), *capsys.readouterr()]
    assert not any(KEY in text for text in everything)


def test_no_proxy_of_the_environment_sees_texts(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    found, _, _ = run_of(good)
    assert len(events_of(found)) == 3


@pytest.mark.parametrize(
    ("address", "model", "key", "message"),
    [
        (None, "m", None, "asks for --endpoint and --model"),
        ("http://127.0.0.1:1/v1", None, None, "asks for --endpoint and --model"),
        ("", "", None, "asks for"),
        ("ftp://127.0.0.1/v1", "m", None, "http:// or https://"),
        ("127.0.0.1:8080", "m", None, "http:// or https://"),
        ("http://", "m", None, "http:// or https://"),
        ("http://127.0.0.1:99999/v1", "m", None, "http:// or https://"),
        ("http://127.0.0.1/v1 x", "m", None, "http:// or https://"),
        ("http://me:secret@127.0.0.1/v1", "m", None, "no name, password"),
        ("http://127.0.0.1/v1?key=secret", "m", None, "no name, password"),
        ("http://127.0.0.1/v1", "m\n", None, "printable"),
        ("http://127.0.0.1/v1", "نموذج", None, "printable"),
        ("https://example.org/v1", "m", "a b", "holds no key"),
        ("https://example.org/v1", "m", "a\r\nX-Evil: 1", "holds no key"),
        ("http://example.org/v1", "m", KEY, "only sent over https or to this machine"),
        ("http://localhost.example.org/v1", "m", KEY, "only sent over https"),
        ("http://127.0.0.1.example.org/v1", "m", KEY, "only sent over https"),
    ],
)  # fmt: skip
def test_bad_endpoints(address, model, key, message):
    with pytest.raises(UsageError, match=message) as error:
        endpoint(address, model, key)
    assert "secret" not in str(error.value)
    assert KEY not in str(error.value)


@pytest.mark.parametrize(
    ("address", "here"),
    [("http://127.0.0.1:1/v1", True), ("http://localhost/v1", True), ("http://[::1]:2/v1", True),
     ("http://10.0.0.1/v1", False), ("https://example.org/v1", False)],
)  # fmt: skip
def test_this_machine(address, here):
    assert is_here(address) is here
    assert ("this machine" in endpoint(address, "m").warning) is here


# What is refused

SIDES = {"actors": [party("روسيا", "RUS")], "recipients": [party("كازاخستان", "KAZ")]}


def ban(**changed):
    return told("حظرت", "SANCTION", **SIDES) | changed


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (ban(type="ATTACK"), "unknown type"),
        (ban(type="sanction"), "unknown type"),
        (ban(type=None), "no event in form: type"),
        (ban(mode="aerial"), "mode that the type has not"),
        (ban(mode="embargo"), "mode that the type has not"),
        (ban(contexts=["trade"]), "unknown context"),
        (ban(contexts="economic"), "no event in form: contexts"),
        (ban(status="reported"), "unknown status"),
        (ban(actors=[]), "no actor"),
        (ban(actors=[party("روسيا", "RU")]), "unknown country"),
        (ban(actors=[party("روسيا", "Russia")]), "unknown country"),
        (ban(actors=[party("روسيا", "RUS", "KGB")]), "unknown sector"),
        (ban(actors=["RUS"]), "no event in form: actors"),
        (ban(actors=[party("روسيا", "RUS")] * 20), "more than 12 parties"),
        (ban(trigger="فرضت عقوبات"), "trigger not in the sentence"),
        (ban(trigger=""), "trigger not in the sentence"),
        (ban(trigger="ح"), "trigger not in the sentence"),
        (ban(trigger="حظر"), "trigger not in the sentence"),
        (ban(trigger=" "), "trigger not in the sentence"),
        (ban(trigger="حظرت  روسيا"), "trigger not in the sentence"),
        (ban(trigger=BAN + BAN), "trigger not in the sentence"),
        (ban(trigger="حَظرت"), "trigger not in the sentence"),
        (ban(actors=[party("الولايات المتحدة", "USA")]), "party not in the sentence"),
        (ban(actors=[party("حظرت", "RUS")]), "party is the trigger"),
        (ban(actors=[party("أمس", "USA")]), "party is a time"),
        (ban(actors=[party(None, "USA")]), "unsaid party of a land that the text does not name"),
        (
            ban(actors=[party("روسيا أمس استيراد القمح من كازاخستان", "USA")]),
            "party words stand for several, the code for none of them",
        ),
        (ban(sentence=2), "sentence not asked about"),
        (ban(sentence=-1), "sentence not asked about"),
        (ban(sentence="1"), "no event in form: sentence"),
        (ban(sentence=10**9), "sentence not asked about"),
        (ban(date="yesterday"), "impossible date"),
        (ban(date="2024-02-30"), "impossible date"),
        (ban(date="2024-13"), "impossible date"),
        (ban(date="0024-01-01"), "impossible date"),
        (ban(date="٢٠٢٤-٠٥-٠٩"), "impossible date"),
        (ban(date="2024-05-09T10:00"), "impossible date"),
        (ban(date="2024-05-11"), "date after publication"),
        (ban(date="2025"), "date after publication"),
        (ban(place="موسكو"), "place not in the sentence"),
        (ban(voices=[party("رويترز", "GBR") | {"verb": "reports"}]), "party not in the sentence"),
        (ban(voices=[party("روسيا", "RUS") | {"verb": "shouts"}]), "unknown verb class"),
        (ban(voices=[party("روسيا", "RUS")]), "no event in form: voices"),
        ({}, "no event in form: sentence"),
        ([], "no event in form"),
        ("حظرت", "no event in form"),
        (None, "no event in form"),
        (7, "no event in form"),
    ],
)
def test_what_is_refused_is_told_with_its_reason(event, reason):
    found = passed(BAN, event)
    assert (found.events, found.refused) == ((), (reason,))


def test_a_bad_event_costs_no_good_one():
    found = passed(BAN, ban(type="WAR"), ban(), ban(trigger="ضرب"))
    assert len(found.events) == 1
    assert found.refused == ("unknown type", "trigger not in the sentence")


def test_a_number_beyond_all_bounds_is_no_sentence():
    assert len(passed(BAN, ban(sentence=10**30)).refused) == 1


def test_one_event_of_each_key():
    found = passed(BAN, ban(), ban(trigger="استيراد"), ban(status="negated"))
    assert [event.status for event in found.events] == ["actual", "negated"]
    assert found.refused == ("told twice",)


def test_no_sentence_has_a_hundred_events():
    many = [ban(type=kind, status=status) for kind in event_types() for status in labels().statuses]
    found = passed(BAN, *many)
    assert len(found.events) == MOST_EVENTS
    assert set(found.refused) == {f"more than {MOST_EVENTS} events of one sentence"}


def test_our_tables_go_before_the_code_of_a_model():
    found = passed(BAN, ban(actors=[party("روسيا", "CHN")]))
    assert found.events[0].actors[0].country == "RUS"
    assert found.corrected == ("country by our tables",)


def test_words_that_the_tables_know_not_take_the_code_of_the_model_with_less_confidence():
    text = "قصف مجهولون قرية بلدوسا الحدودية."
    sides = [party("مجهولون", "UNK")], [party("قرية بلدوسا", "UKR")]
    (event,) = passed(text, told("قصف", "ASSAULT", *sides)).events
    assert event.recipients[0].country == "UKR"
    assert (event.recipients[0].name, event.recipients[0].text) == (None, "قرية بلدوسا")
    assert event.confidence == confidences()["vouched"]


def test_an_unsaid_party_may_be_of_a_land_named_before():
    text = "تشهد كازاخستان شتاءً قاسياً.\n\nوأرسلت مساعدات إلى أفغانستان."
    event = told("أرسلت", "AID", [party(None, "KAZ")], [party("أفغانستان", "AFG")], sentence=2)
    (found,) = passed(text, event).events
    assert (found.actors[0].text, found.actors[0].country) == (None, "KAZ")
    assert found.confidence == confidences()["named"]


def test_a_date_without_a_word_of_time_is_left_out_and_counted():
    text = "حظرت روسيا استيراد القمح من كازاخستان."
    found = passed(text, ban(date="2024-05-09"))
    assert (found.events[0].date, found.events[0].date_precision) == (None, "unknown")
    assert found.corrected == ("date that no word of time tells",)


@pytest.mark.parametrize(
    ("date", "precision"), [("2024-05-09", "day"), ("2024-04", "month"), ("2023", "year")]
)
def test_precision_is_how_much_is_told(date, precision):
    assert passed(BAN, ban(date=date)).events[0].date_precision == precision


def test_without_a_day_of_publication_no_date_is_too_late():
    assert passed(BAN, ban(date="2031-01-01"), published=None).events


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("قال", None),
        ("الوزير", (5, 11)),
        ("وقال", (0, 4)),
        ("وزير", None),
        ("الوزيرُ", None),
        ("الوزير إن", (5, 14)),
    ],
)
def test_words_must_be_whole(words, span):
    there = seen(document("وقال الوزير إن الأمر قيل له."))[1]
    if words == "قال":
        span = (1, 4)  # "and" is written with it
    elif words == "وزير":
        span = (7, 11)  # so is the article
    assert span_of(there, words) == span


def test_the_second_place_is_taken_where_the_first_is_inside_a_word():
    there = seen(document("المستشارون شارون هنا."))[1]
    assert span_of(there, "شارون") == (11, 16)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_passes_holds(data):
    words = st.one_of(st.sampled_from([*DENIAL.split(), "روسيا", "", "نعم"]), st.text(max_size=12), st.none())
    code = st.one_of(st.sampled_from(["KAZ", "UZB", "USA", "UNK", "ZZZ", "", "kaz"]), st.text(max_size=4))
    side = st.fixed_dictionaries(
        {"text": words, "country": code, "sector": st.sampled_from([None, "GOV", "X"])}
    )
    event = data.draw(
        st.fixed_dictionaries(
            {
                "sentence": st.integers(-2, 3), "trigger": words,
                "type": st.sampled_from(["SANCTION", "ASSAULT", "KILL", ""]),
                "mode": st.sampled_from([None, "discontinue", "aerial", "x"]),
                "contexts": st.lists(st.sampled_from(["economic", "x"]), max_size=2),
                "actors": st.lists(side, max_size=3), "recipients": st.lists(side, max_size=2),
                "date": st.sampled_from([None, "2024-05-09", "2024-05", "2030-01-01", "x"]),
                "status": st.sampled_from(["actual", "negated", "true"]),
            }
        )
    )  # fmt: skip
    found = passed(DENIAL, event)
    assert len(found.events) + len(found.refused) == 1
    for one in found.events:
        assert_holds(one, DENIAL)


def assert_holds(event, text):
    """All that must be true of an event whatever a model said."""
    known = labels()
    assert event.type in known.types
    assert event.mode is None or event.mode in known.modes[event.type]
    assert set(event.contexts) <= known.contexts
    assert event.status in known.statuses
    assert text[event.start : event.end].strip()
    assert event.text in text
    assert text.index(event.text) <= event.start < event.end <= text.index(event.text) + len(event.text)
    assert event.actors
    for one in (*event.actors, *event.recipients, *(voice.speaker for voice in event.voices)):
        assert one.country in known.countries
        assert one.sector is None or one.sector in known.sectors
        assert (one.text is None) == (one.start is None)
        assert one.text is None or text[one.start : one.end] == one.text
    assert event.place is None or event.place.text in event.text


# Sloppy models


@pytest.mark.parametrize(
    "content",
    [
        '```json\n{"events": []}\n```',
        'Here you are:\n{"events": []}\nAnything else?',
        '<think>the sentence …</think>{"events": []}',
        '{"events": [], "note": "ignored"}',
    ],
)  # fmt: skip
def test_words_around_the_object_do_not_matter(content):
    assert proposals(content) == []


@pytest.mark.parametrize(
    "content",
    ["", "no events", "{", '{"events": ', '{"events": {}}', '{"event": []}', "[]", "null", '{"events": null}',
     "[" * 100_000, '{"a":' * 50_000],
)  # fmt: skip
def test_an_unusable_answer_is_asked_for_once_more_and_then_told(content):
    found, tally, model = run_of(lambda _: completion(content), LINES[:1])
    assert found[0].events is None
    assert "text visit" in str(found[0].error)
    assert (tally.failed, len(model.asked)) == (1, 2)


@pytest.mark.parametrize("content", ["\ud800", "{\ud800}"])
def test_half_a_letter_is_no_answer(content):
    with pytest.raises(MalformedError, match="no JSON"):
        proposals(content)


def test_a_broken_answer_to_several_sentences_is_asked_for_in_halves():
    text = f"{VISIT}\n\n{BAN}\n\n{DENIAL}"

    def short(body):
        sent, _ = asked_of(body)
        return (
            good(body) if len(sent) == 1 else completion('{"events": [{"sentence": 1, "tri', finish="length")
        )

    (one,), tally, _ = run_of(short, [{"id": "x", "text": text, "published": "2024-05-10"}])
    assert [event.type for event in one.events] == ["CONSULT", "SANCTION", "SANCTION"]
    assert tally.again == {"an answer that cannot be used": 2}


def test_an_answer_cut_off_is_not_taken_for_whole():
    found, _, _ = run_of(lambda _: completion('{"events": []}', finish="length"), LINES[:1])
    assert "is cut off" in str(found[0].error)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{}]}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b"\xff\xfe",
        b'{"choices": "x"}',
    ],
)
def test_what_is_no_chat_completion_is_told(answer):
    found, tally, model = run_of(lambda _: answer, LINES[:1])
    assert re.search(
        r"answers (what is no chat completion|without a choice) \(asked 5 times\)", str(found[0].error)
    )
    assert (tally.failed, len(model.asked)) == (1, sending.TRIES)


def test_busy_then_ready():
    calls = iter([(429, {"Retry-After": "0"}, b""), (500, {}, b""), (503, {"Retry-After": "x"}, b"")])
    found, tally, model = run_of(lambda body: next(calls, None) or good(body), LINES[1:2])
    assert len(events_of(found)) == 1
    assert len(model.asked) == 4
    assert tally.again == {"answers 429": 1, "answers 500": 1, "answers 503": 1}


@pytest.mark.parametrize("as_date", [False, True])
def test_a_told_wait_is_kept(as_date):
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3600)
    told_wait = format_datetime(moment, usegmt=True) if as_date else "7"
    waited = []
    calls = iter([(429, {"Retry-After": told_wait}, b"")])
    with modelling(lambda body: next(calls, None) or good(body)) as model:
        to = endpoint(model.address, "m")
        with sending.Sender(to, Budget(), Tally(), waited.append) as sender:
            sender.reply([{"role": "system", "content": ""}, {"role": "user", "content": "<\n{}\n>"}])
    assert waited == [60.0 if as_date else 7.0]  # never more than a minute


def test_an_endpoint_that_is_down_ends_the_run():
    many = [LINES[1] | {"id": f"t{n}"} for n in range(9)]
    found, tally, model = run_of(lambda _: (500, {}, b""), many)
    assert all(one.error is not None for one in found)
    assert 5 <= len(found) <= 7  # some were on their way
    assert "5 texts in a row" in tally.stopped
    assert tally.failed + tally.left == 9
    assert len(model.asked) <= 7 * sending.TRIES


@pytest.mark.parametrize("status", [401, 403, 302, 418])
def test_a_refusal_ends_the_run_at_once(status):
    found, tally, model = run_of(lambda _: (status, {"Location": "http://127.0.0.1:9/"}, b""))
    assert found == []
    assert f"answers {status}" in tally.stopped
    assert (tally.left, len(model.asked)) == (4, 1)


def test_a_redirect_is_not_followed():
    with modelling(good) as elsewhere:
        aim = f"{elsewhere.address}/chat/completions"
        found, tally, _ = run_of(lambda _: (307, {"Location": aim}, b""), key=KEY)
    assert (found, elsewhere.asked) == ([], [])
    assert "redirects are not followed" in tally.stopped


@pytest.mark.parametrize(
    ("refuses", "forms"),
    [
        (lambda body: body.get("response_format", {}).get("type") == "json_schema", ["json_object"]),
        (lambda body: "response_format" in body, [None]),
        (lambda body: "max_tokens" in body and "max_completion_tokens", ["json_schema"]),
        (lambda body: "temperature" in body and "temperature", ["json_schema"]),
    ],
)  # fmt: skip
def test_an_endpoint_that_knows_less_is_asked_otherwise(refuses, forms):
    def speak(body):
        why = refuses(body)
        if why:
            words = why if isinstance(why, str) else "unknown"
            return 400, {}, json.dumps({"error": {"message": f"unsupported: {words}"}}).encode()
        return good(body)

    found, _, model = run_of(speak)
    assert len(events_of(found)) == 3
    assert [body.get("response_format", {}).get("type") for body in model.asked[-1:]] == forms


def test_an_endpoint_that_refuses_every_form():
    found, tally, model = run_of(lambda _: (400, {}, b"max_completion_tokens temperature"), LINES[:1])
    assert "refuses the request: answers 400" in str(found[0].error)
    assert (tally.failed, len(model.asked)) == (1, 5)


@pytest.mark.parametrize("status", [400, 403, 413, 422])
def test_a_text_that_a_filter_holds_back_costs_no_other(status):
    def filtering(body):
        return (status, {}, b"content_filter") if "حظرت" in str(asked_of(body)) else good(body)

    found, tally, model = run_of(filtering)
    assert [one.error is None for one in found] == [True, False, True, True]
    assert f"text ban: {model.address}: refuses the request: answers {status}" in str(found[1].error)
    assert len(model.asked) == 4
    assert {body["response_format"]["type"] for body in model.asked} == {"json_schema"}
    assert tally.stopped is None


def test_five_texts_in_a_row_that_are_refused_end_the_run():
    many = [LINES[1] | {"id": f"t{n}"} for n in range(20)]
    first = iter([good])

    def one_alone(body):
        return next(first, lambda _: (400, {}, b""))(body)

    _, tally, _ = run_of(one_alone, many)
    assert tally.texts == 1
    assert 5 <= tally.failed <= 7  # some were on their way
    assert "5 texts in a row" in tally.stopped


def test_a_model_that_is_not_there_ends_the_run():
    found, tally, model = run_of(lambda _: (404, {}, b""))
    assert (found, tally.left) == ([], 4)
    assert tally.stopped == f"{model.address}: answers 404; no such model or address there"


@pytest.mark.parametrize(
    ("key", "hint"),
    [(None, r"\$MARSAD_LLM_KEY holds none"), (KEY, r"the key in \$MARSAD_LLM_KEY is refused")],
)
def test_a_refused_or_missing_key_is_told_by_the_name_of_its_place(key, hint):
    _, tally, _ = run_of(lambda _: (401, {}, f"bad key {KEY}".encode()), key=key)
    assert re.search(hint, tally.stopped)
    assert KEY not in tally.stopped


def drip(connection):
    connection.send_response(200)
    connection.send_header("Content-Length", "100000")
    connection.end_headers()
    for _ in range(200):
        connection.wfile.write(b" ")
        connection.wfile.flush()
        time.sleep(0.05)


def flood(connection):
    connection.send_response(200)
    connection.end_headers()
    for _ in range(200):
        connection.wfile.write(b" " * 100_000)


def hang_up(connection):
    connection.connection.close()


def break_off(connection):
    whole = completion('{"events": []}')
    connection.send_response(200)
    connection.send_header("Content-Length", str(len(whole)))
    connection.end_headers()
    connection.wfile.write(whole[:-10])


@pytest.mark.parametrize(
    ("misbehave", "told_as"),
    [
        (drip, "does not answer in time"),
        (flood, "more than 1,000,000 bytes"),
        (hang_up, "breaks off"),
        (break_off, "breaks off"),
    ],
)
def test_slow_endless_and_broken_connections(monkeypatch, misbehave, told_as):
    monkeypatch.setattr(sending, "TRIES", 2)
    found, tally, _ = run_of(lambda _: misbehave, LINES[:1], timeout=0.4)
    assert told_as in str(found[0].error)
    assert tally.guessed  # it may be charged all the same


def test_nobody_there_ends_the_run_at_once():
    tally = Tally()
    to = endpoint("http://127.0.0.1:9/v1", "m", timeout=2)
    assert list(ask_texts(texts(*LINES), to, Budget(), tally)) == []
    assert re.fullmatch(r"http://127.0.0.1:9/v1: cannot be reached: connection refused", tally.stopped)
    assert (tally.requests, tally.left) == (1, 4)


def test_an_endpoint_that_goes_away_is_waited_for():
    with modelling(lambda body: (200, {"Connection": "close"}, good(body))) as model:
        to, tally, waited = endpoint(model.address, "m"), Tally(), []
        messages = [{"role": "system", "content": ""}, {"role": "user", "content": "<\n{}\n>"}]
        with sending.Sender(to, Budget(), tally, waited.append) as sender:
            sender.reply(messages)
            model.close()
            with pytest.raises(
                FetchError, match=rf"(cannot be reached|breaks off).* \(asked {sending.TRIES} times\)"
            ):
                sender.reply(messages)
    assert len(waited) == sending.TRIES - 1


def test_bad_lines_are_told_with_their_number_and_nothing_is_asked():
    lines = [*jsonl(*LINES[:1]).splitlines(), b"{broken", b'{"id": 1}', b""]
    tally = Tally()
    with modelling(good) as model:
        found = list(
            ask_texts(texts_of_lines(lines, "t.jsonl"), endpoint(model.address, "m"), Budget(), tally)
        )
    assert [str(one.error).split(" ")[0] for one in found if one.error] == ["t.jsonl:2:", "t.jsonl:3:"]
    assert len(model.asked) == 1


# Budget


def test_a_run_never_takes_more_tokens_than_it_may():
    many = [LINES[1] | {"id": f"t{n}"} for n in range(30)]
    for most in (1, 20_000, 25_000):
        found, tally, _ = run_of(good, many, budget=Budget(max_tokens=most), answer_tokens=100, requests=3)
        assert tally.tokens_in + tally.tokens_out <= most
        assert "--max-tokens" in tally.stopped
        assert tally.texts + tally.left == 30
        assert len(found) == tally.texts


def test_a_run_never_costs_more_than_it_may():
    many = [LINES[1] | {"id": f"t{n}"} for n in range(30)]
    prices = Prices(1.0, 2.0)
    budget = Budget(prices, max_cost=0.0095)
    found, tally, _ = run_of(good, many, budget=budget, answer_tokens=100)
    assert 0 < prices.cost(tally.tokens_in, tally.tokens_out) <= 0.0095
    assert len(found) < 30
    assert "--max-cost 0.0095" in tally.stopped
    assert "what was done is kept" in summary_line(tally, prices)


def test_a_cost_needs_prices():
    with pytest.raises(UsageError, match="--price-in and --price-out"):
        Budget(Prices(1.0), max_cost=1)


@pytest.mark.parametrize("usage", [None, (-5, 10), (10, -5), (10**12, 1), (None, 3)])
def test_tokens_that_are_not_told_are_guessed_and_count(usage):
    _, tally, _ = run_of(lambda _: completion('{"events": []}', usage=usage), LINES[:1])
    assert tally.guessed == 1
    assert tally.tokens_in > 1_000
    assert tally.tokens_out > 0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=20), st.integers(1, 2_000))
def test_what_is_held_and_spent_stays_within(requests, most):
    budget, spent = Budget(max_tokens=most), 0
    for held in requests:
        try:
            budget.hold(*held)
        except SpentError:
            assert spent + sum(held) > most
        else:
            budget.settle(held, held)
            spent += sum(held)
        assert spent <= most


# Gold


def perfect(text, there):
    """The gold events of a text as a model would give them, the parties in words that our tables know."""
    for event in text["events"]:
        number = next((n for n, one in there.items() if event["trigger"] in one.sentence.text), 1)
        sides = {
            name: [party(words_for(there[number], code), code) for code in event[name]]
            for name in ("actors", "recipients")
        }
        more = {name: event[name] for name in ("mode", "date", "status")}
        yield told(event["trigger"], event["type"], **sides, **more, sentence=number), frozenset(there)


def words_for(here, code):
    spans = (here.scene.span(one.start, one.end) for one in here.scene.mentions if one.country == code)
    start, end = next(spans, (0, 0))
    offset = here.sentence.start
    return here.sentence.text[start - offset : end - offset] or None


def test_the_checks_cost_a_perfect_model_little():
    gold = read_gold(Path(__file__).parent / "gold" / "own.jsonl")[:150]
    events = []
    for text, line in zip(gold, gold_lines(gold), strict=True):
        of = given_text(line, "gold").document
        there = seen(of, line.before)
        events += [event.as_dict() for event in checked(perfect(text, there), of, there, "llm:x").events]
    score = evaluate(gold, events).levels["triple"].score
    assert score.p > 0.99
    assert score.r > 0.93


# Tables


def test_the_tables_hold():
    assert all(0 < value < 1 for value in confidences().values())
    assert list(confidences()) == ["told", "named", "vouched"]
    assert sorted(confidences().values(), reverse=True) == list(confidences().values())
    assert {"KAZ", "XWE", "UNO", "UNK"} <= labels().countries
    assert list(labels().sectors) == sorted(labels().sectors)


def test_every_sector_of_the_actor_tables_may_be_given():
    from marsad.actors import knowledge  # noqa: PLC0415

    used = {party.sector for party in knowledge().everyone() if party.sector}
    assert used <= set(labels().sectors)


@pytest.mark.parametrize(
    "row",
    [
        "told\t0",
        "told\t1.5",
        "named\t0.5",
        "told\t0.6\nnamed\t0.4\nvouched\t0.2\nmore\t0.1",
        "told\t0.6\nnamed\t0.4",
    ],
)
def test_bad_confidences(monkeypatch, row):
    from marsad.prompting import checking  # noqa: PLC0415
    from marsad.tables import parsed_rows  # noqa: PLC0415

    text = f"sides\tconfidence\n{row}\n"
    monkeypatch.setattr(checking, "rows", lambda _, name, columns: parsed_rows(text, name, columns))
    with pytest.raises(DataFileError):
        confidences.__wrapped__()


def test_errors_of_the_room_are_of_the_tree():
    assert issubclass(SpentError, MarsadError)
    assert issubclass(sending.ClosedError, MarsadError)

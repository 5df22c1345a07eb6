"""The commands that ask a model: what they write, tell, keep and compare."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.coder_agreement import agreement
from marsad.plover import event_types
from marsad.prompting import keeping, sending
from model_server import BAN, KEY, LINES, asked_of, completion, good, jsonl, modelling

GOLD = tuple(
    line | {"events": events}
    for line, events in zip(
        LINES,
        (
            [{"type": "CONSULT", "actors": ["CHN"], "recipients": ["KAZ"], "mode": "visit"}],
            [{"type": "SANCTION", "actors": ["RUS"], "recipients": ["KAZ"], "date": "2024-05-09"}],
            [{"type": "SANCTION", "actors": ["KAZ"], "recipients": ["UZB"], "status": "negated"}],
            [],
        ),
        strict=True,
    )
)


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_bytes(jsonl(*LINES))
    return path


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(jsonl(*GOLD))
    return path


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    monkeypatch.delenv("MARSAD_LLM_KEY", raising=False)


def asked(model, *more):
    return ("--coder", "llm", "--endpoint", model.address, "--model", "m", *more)


def objects(content):
    return [json.loads(line) for line in content.splitlines()]


def test_code_by_a_model(run, texts, tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_LLM_KEY", KEY)
    out, report = tmp_path / "events.jsonl", tmp_path / "report.json"
    with modelling(good) as model:
        prices = ("--price-in", "1", "--price-out", "2")
        done = run("code", texts, "-o", out, *asked(model, "--report", report, *prices))
    assert (done.code, done.out) == (DONE, "")
    assert done.err.startswith(f"marsad: warning: texts are sent to {model.address} (this machine)")
    assert "4 texts coded" in done.err
    assert "cost 0.0006" in done.err
    assert [event["type"] for event in objects(out.read_bytes())] == ["CONSULT", "SANCTION", "SANCTION"]
    counts = json.loads(report.read_bytes())
    assert (counts["texts"], counts["requests"], counts["tokens_in"], counts["cost"]) == (4, 4, 400, 0.00056)
    assert {headers["authorization"] for headers in model.headers} == {f"Bearer {KEY}"}
    written = [path.read_bytes() for path in tmp_path.iterdir()]
    assert not any(KEY.encode() in content for content in written)
    assert KEY not in done.err


def test_without_a_file_events_go_to_standard_output(run, texts):
    with modelling(good) as model:
        done = run("code", texts, *asked(model))
    assert len(objects(done.out)) == 3


def test_a_second_run_asks_only_for_what_is_left(run, texts, tmp_path):
    out = tmp_path / "events.jsonl"
    with modelling(good) as model:
        model.speak = lambda body: good(body).replace(b": 100", b": 9000")
        first = run("code", texts, "-o", out, *asked(model, "--max-tokens", "24000"))
        model.speak = good
        assert first.code == SOME_FAILED
        assert "stopped: the next request could go over --max-tokens" in first.err
        asked_first = len(model.asked)
        whole = run("code", texts, "-o", out, *asked(model))
        again = run("code", texts, "-o", out, *asked(model))
    assert whole.code == DONE
    assert len(model.asked) == 4
    assert f"{asked_first} done before" in whole.err
    assert "0 texts coded, 4 done before" in again.err
    assert [event["document"] for event in objects(out.read_bytes())] == ["visit", "ban", "denial"]


def test_what_a_killed_run_left_half_written_is_cut_off(run, texts, tmp_path):
    out, state = tmp_path / "events.jsonl", tmp_path / "events.jsonl.state"
    with modelling(good) as model:
        run("code", texts, "-o", out, *asked(model))
        whole, lines = out.read_bytes(), state.read_bytes().splitlines(keepends=True)
        for kept in range(1, len(lines)):
            for part in (b"", lines[kept][: len(lines[kept]) // 2]):
                out.write_bytes(whole + b'{"id": "ha')
                state.write_bytes(b"".join(lines[:kept]) + part)
                assert run("code", texts, "-o", out, *asked(model)).code == DONE
                assert out.read_bytes() == whole


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda _, state: state.write_text("no state\n"), "is no state of a run"),
        (lambda _, state: state.write_text(""), "is no state of a run"),
        (lambda out, _: out.write_text(""), "shorter than events.jsonl.state tells"),
        (lambda out, _: out.unlink(), "shorter than events.jsonl.state tells"),
        (lambda _, state: state.write_text(state.read_text().replace("llm:m", "llm:n")), "was made by llm:n"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_gone_on_with(run, texts, tmp_path, spoil, message):
    out, state = tmp_path / "events.jsonl", tmp_path / "events.jsonl.state"
    with modelling(good) as model:
        run("code", texts, "-o", out, *asked(model))
        spoil(out, state)
        before = len(model.asked)
        done = run("code", texts, "-o", out, *asked(model))
        assert len(model.asked) == before
    assert done.code == MISUSE
    assert message in done.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--coder", "llm"], "asks for --endpoint and --model"),
        (["--coder", "llm", "--endpoint", "http://127.0.0.1:9/v1"], "asks for --endpoint and --model"),
        (["--coder", "llm", "--model", "m"], "asks for --endpoint and --model"),
        (["--coder", "gpt"], "rules or llm is due"),
        (["--endpoint", "http://127.0.0.1:9/v1"], "goes with --coder llm"),
        (["--max-cost", "1"], "goes with --coder llm"),
        (["--timeout", "5"], "--timeout goes with --coder llm"),
        (["--requests", "2"], "--requests goes with --coder llm"),
        (
            ["--coder", "llm", "--endpoint", "http://127.0.0.1:9/v1", "--model", "m", "--max-cost", "1"],
            "--price-in",
        ),
    ],
)
@pytest.mark.parametrize("command", ["code", "evaluate"])
def test_misuse_sends_nothing(run, gold, command, options, message):
    done = run(command, gold, *options)
    assert done.code == MISUSE
    assert message in done.err
    assert "warning" not in done.err


@pytest.mark.parametrize(
    "option", [("--into", "parts"), ("--workers", "2"), ("--chunk", "1/2"), ("--engine", "ray")]
)
def test_what_shares_the_work_of_the_built_in_coder_is_refused(run, texts, tmp_path, monkeypatch, option):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("marsad.bulk.on_ray.check_installed", lambda: None)
    with modelling(good) as model:
        done = run("code", texts, *option, *asked(model))
        assert model.asked == []
    assert (done.code, f"{option[0]} is for the built-in coder" in done.err) == (MISUSE, True)
    assert not (tmp_path / "parts").exists()


def test_a_model_codes_all_that_the_built_in_coder_reads(run, texts, tmp_path):
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(jsonl({"id": "bare", "text": BAN}, {"id": "worse"}))
    (folder / "b.html").write_text(f"<article><h1>القمح</h1><p>{BAN}</p></article>", encoding="utf-8")
    pl.DataFrame([{"id": "row", "text": BAN}]).write_parquet(folder / "c.parquet")
    given = (folder, texts, tmp_path / "none.jsonl", "--published", "2024-05-10")
    with modelling(good) as model:
        by_model = run("code", *given, *asked(model))
    by_rules = run("code", *given)
    assert [one["document"] for one in objects(by_model.out)] == [
        one["document"] for one in objects(by_rules.out)
    ]
    assert {one["date"] for one in objects(by_model.out)[:3]} == {"2024-05-09"}
    for done in (by_model, by_rules):
        assert done.code == SOME_FAILED
        assert "a.jsonl:2: " in done.err
        assert "none.jsonl: " in done.err


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((401, {}, b""), "answers 401; it may ask for a key, and $MARSAD_LLM_KEY holds none"),
        ((404, {}, b""), "answers 404; no such model or address there"),
        ((429, {"Retry-After": "0"}, b""), "answers 429 (asked 5 times)"),
        ((500, {"Retry-After": "0"}, b""), "answers 500 (asked 5 times)"),
        ((200, {}, b"<html>"), "answers what is no chat completion (asked 5 times)"),
        (completion("I cannot."), "no JSON: "),
        (completion('{"events": [', finish="length"), "answer: is cut off"),
    ],
)  # fmt: skip
def test_why_nothing_came_is_told(run, tmp_path, monkeypatch, answer, message):
    monkeypatch.setattr(sending, "_FIRST_WAIT", 0.0)
    one = tmp_path / "one.jsonl"
    one.write_bytes(jsonl(LINES[0]))
    with modelling(lambda _: answer) as model:
        done = run("code", one, *asked(model))
    assert (done.code, done.out) == (SOME_FAILED, "")
    assert message in done.err


def test_nobody_there_is_told_at_once(run, texts):
    done = run("code", texts, "--coder", "llm", "--endpoint", "http://127.0.0.1:9/v1", "--model", "m")
    assert done.code == SOME_FAILED
    assert "stopped: http://127.0.0.1:9/v1: cannot be reached: " in done.err


def test_a_model_codes_events_alone(run, texts):
    with modelling(good) as model:
        done = run("code", texts, "--records", "claims", *asked(model))
        assert model.asked == []
    assert (done.code, "events alone" in done.err) == (MISUSE, True)


def test_evaluate_scores_both_coders_and_their_agreement(run, gold):
    with modelling(good) as model:
        done = run("evaluate", gold, "--format", "json", *asked(model, "--requests", "2"))
        shown = run("evaluate", gold, "--errors", *asked(model))
    found = json.loads(done.out)
    name = "llm:m+prompt1"
    assert found["gold"][name]["triple"]["f1"] == 1
    assert found["agreement"]["coders"] == ["rules", name]
    assert found["agreement"]["texts"] == found["run"]["texts"] == 4
    assert "90 % interval" in shown.out
    assert "sentences differ" in shown.out


def test_evaluate_leaves_out_what_the_model_did_not_code(run, gold):
    def picky(body):
        return completion("no") if "ونفت" in str(asked_of(body)[0]) else good(body)

    with modelling(picky) as model:
        done = run("evaluate", gold, "--format", "json", *asked(model))
    found = json.loads(done.out)
    assert found["agreement"]["texts"] == 3
    assert {score["texts"] for score in found["gold"].values()} == {3}


def test_evaluate_takes_one_file_with_a_model(run, gold):
    with modelling(good) as model:
        assert "one gold file at a time" in run("evaluate", gold, gold, *asked(model)).err


def test_compare_coders_from_files(run, texts, gold, tmp_path):
    out, rows = tmp_path / "events.jsonl", tmp_path / "rows.csv"
    with modelling(good) as model:
        run("code", texts, "-o", out, *asked(model))
    found = json.loads(run("compare-coders", texts, "--with", out, "--format", "json").out)
    assert found["agreement"]["texts"] == 4
    assert "gold" not in found
    same = json.loads(run("compare-coders", gold, "--with", out, "--against", out, "-f", "json").out)
    assert (same["agreement"]["triple"]["f1"], same["agreement"]["differences"]) == (1, 0)
    assert len(same["gold"]) == 2
    some = tmp_path / "some.jsonl"
    some.write_bytes(b"".join(out.read_bytes().splitlines(keepends=True)[:1]))
    done = run("compare-coders", gold, "--with", out, "--against", some, "--errors", "--differing", rows)
    assert "2 sentences differ" in done.out
    assert len(rows.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("content", [b"{", b"[]\n", b'{"id": "x"}\n', b"\xff\n"])
def test_compare_coders_with_what_is_no_event(run, texts, tmp_path, content):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(content)
    done = run("compare-coders", texts, "--with", bad)
    assert (done.code, "bad.jsonl:1: no event" in done.err) == (SOME_FAILED, True)


def test_compare_coders_with_an_id_twice(run, tmp_path):
    twice = tmp_path / "twice.jsonl"
    twice.write_bytes(jsonl(LINES[0], LINES[0]))
    assert "an id is given twice: visit" in run("compare-coders", twice, "--with", twice).err


def test_compare_coders_with_what_is_no_text(run, texts, tmp_path):
    bad = tmp_path / "texts2.jsonl"
    bad.write_bytes(jsonl(LINES[0], {"id": "x"}))
    for source, problem in ((bad, "texts2.jsonl:2: "), (tmp_path / "none.jsonl", "none.jsonl: ")):
        done = run("compare-coders", source, "--with", texts)
        assert (done.code, problem in done.err) == (SOME_FAILED, True)


def test_texts_that_a_stopped_run_did_not_come_to_are_left_out_of_the_comparison(run, gold, tmp_path):
    out = tmp_path / "events.jsonl"
    with modelling(lambda body: good(body).replace(b": 100", b": 9000")) as model:
        run("code", gold, "-o", out, *asked(model, "--max-tokens", "24000"))
    done = len(model.asked)
    assert 0 < done < 4
    compared = run("compare-coders", gold, "--with", out, "--format", "json")
    assert f"events.jsonl: {4 - done} of 4 texts are not coded there and left out" in compared.err
    found = json.loads(compared.out)
    assert (found["agreement"]["texts"], found["agreement"]["triple"]["f1"]) == (done, 1)
    assert {scored["texts"] for scored in found["gold"].values()} == {done}


def test_events_of_other_texts_are_left_out_of_the_comparison_and_told(run, texts, tmp_path):
    out, one = tmp_path / "events.jsonl", tmp_path / "one.jsonl"
    run("code", texts, "-o", out)
    one.write_bytes(jsonl(LINES[0]))
    done = run("compare-coders", one, "--with", out, "--format", "json")
    assert "events.jsonl: 2 events are of other texts and left out" in done.err
    assert json.loads(done.out)["agreement"]["second"] == 1


def test_compare_coders_reads_no_pipe(run, texts):
    done = run("compare-coders", "-", "--with", texts, stdin=jsonl(*LINES))
    assert (done.code, "read more than once" in done.err) == (MISUSE, True)


def test_compare_coders_on_pages(run, tmp_path):
    folder, out = tmp_path / "pages", tmp_path / "events.jsonl"
    folder.mkdir()
    (folder / "b.html").write_text(f"<article><h1>القمح</h1><p>{BAN}</p></article>", encoding="utf-8")
    with modelling(good) as model:
        run("code", folder, "-o", out, *asked(model))
    found = json.loads(run("compare-coders", folder, "--with", out, "-f", "json").out)
    assert (found["agreement"]["texts"], found["agreement"]["triple"]["f1"]) == (1, 1)


# What a run leaves behind


def test_a_report_that_cannot_be_written_is_told_before_anything_is_sent(run, texts, tmp_path):
    out = tmp_path / "events.jsonl"
    for report, problem in (
        (tmp_path / "no" / "report.json", "no such file"),
        (out, "must be two files"),
        (texts, "is the input"),
    ):
        with modelling(good) as model:
            done = run("code", texts, "-o", out, *asked(model, "--report", report))
            assert model.asked == []
        assert (done.code, problem in done.err) == (MISUSE, True)


def test_a_full_disk_ends_the_run_with_its_costs_told_and_the_next_goes_on(run, texts, tmp_path, monkeypatch):
    out = tmp_path / "events.jsonl"
    written = iter([None, OSError(28, "No space left on device")])

    def full(_):
        problem = next(written, None)
        if problem:
            raise problem

    monkeypatch.setattr(keeping.os, "fsync", full)
    with modelling(good) as model:
        done = run("code", texts, "-o", out, *asked(model))
        assert done.code == SOME_FAILED
        assert "events.jsonl: no space left on device; what was written is kept" in done.err
        assert "tokens asked" in done.err
        assert run("code", texts, "-o", out, *asked(model)).code == DONE
    assert [event["document"] for event in objects(out.read_bytes())] == ["visit", "ban", "denial"]


# Agreement

SIDES = st.lists(st.sampled_from(["KAZ", "RUS", "UNK"]), max_size=2)
EVENTS = st.lists(
    st.builds(
        lambda kind, actors, recipients, name: {
            "document": name, "sentence": 1, "text": "x", "type": kind, "status": "actual", "date": None,
            "actors": [{"country": code} for code in actors],
            "recipients": [{"country": code} for code in recipients],
        },
        st.sampled_from(sorted(event_types())[:3]), SIDES, SIDES, st.sampled_from(["a:1", "b:1"]),
    ),
    max_size=8,
)  # fmt: skip


@given(EVENTS, EVENTS)
def test_agreement_is_the_same_from_both_sides(first, second):
    one, other = agreement(["a:1", "b:1"], first, second), agreement(["a:1", "b:1"], second, first)
    for level in one.levels:
        assert one.levels[level].score.f1 == pytest.approx(other.levels[level].score.f1)
    assert len(one.differences) == len(other.differences)


@given(EVENTS)
def test_a_coder_agrees_with_itself(events):
    found = agreement(["a:1", "b:1"], events, events)
    assert not found.differences
    assert all(scored.score.f1 == (1 if events else 0) for scored in found.levels.values())

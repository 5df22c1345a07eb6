"""Decisions from Python and the command line: lists, undoing, gold, agreement."""

from __future__ import annotations

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

import marsad
from marsad.agreement import agreement, cohen
from marsad.errors import UsageError
from marsad.evaluation import read_gold
from marsad.views.agreement_listing import agreement_rows


@pytest.fixture
def path(examples_archive, tmp_path):
    copy = tmp_path / "work.db"
    shutil.copy(examples_archive, copy)
    return copy


@pytest.fixture
def obs(path):
    with marsad.open(path) as opened:
        yield opened


def an_event(obs, **wanted):
    return next(obs.event_records(actor="KAZ", **wanted))


# Python


def test_a_correction_is_seen_by_every_list(obs):
    event = an_event(obs, type="REJECT")
    obs.decide("correct", event.id, by="Aigul", why="misread", type="ACCUSE", recipients=["CHN"])
    assert event.id in obs.events(type="ACCUSE", recipient="CHN")["id"].to_list()
    assert event.id not in obs.events(type="REJECT")["id"].to_list()
    told = obs.decisions()
    assert told["who"].to_list() == ["Aigul"]
    assert told["after"].to_list() == [f"ACCUSE {' '.join(one.country for one in event.actors)} > CHN"]
    assert obs.unfit() == []


def test_stories_tell_what_was_decided(obs):
    event = an_event(obs)
    obs.decide("correct", event.id, by="a", type="AID", recipients=["JPN"])
    story = next(one for one in obs.story_records() if event.id in one.events)
    assert "JPN" in story.parties
    obs.decide("undo", 1, by="a")
    assert not any("JPN" in one.parties for one in obs.story_records() if event.id in one.events)


def test_decisions_are_found_by_kind_and_person(obs):
    event = an_event(obs)
    obs.decide("confirm", event.id, by="a")
    obs.decide("drop", event.id, by="b")
    assert [one.decision.number for one in obs.decision_records(kind="drop")] == [2]
    assert [one.decision.number for one in obs.decision_records(kind=["drop", "confirm"], who="a")] == [1]


@pytest.mark.parametrize(
    "call",
    [
        ("nosuch", "x"),
        ("correct",),
        ("correct", "a", "b"),
        ("undo", 7),
        ("add", "x"),
        ("annotate", "x", 1, [{"type": "NOSUCH"}]),
    ],
)
def test_what_is_no_decision_is_told(obs, call):
    with pytest.raises(UsageError):
        obs.decide(*call, by="a")


# Gold


def test_corrections_are_gold_of_their_sentences(obs, tmp_path):
    event = an_event(obs, type="REJECT")
    obs.decide("correct", event.id, by="a", type="ACCUSE", recipients=["CHN"], date="2024-05")
    (line,) = obs.gold()
    assert line["id"] == f"{event.document}:{event.sentence}"
    assert line["text"] == event.text
    sure = [one for one in line["events"] if one["sure"]]
    assert [(one["type"], one["recipients"], one["date"]) for one in sure] == [("ACCUSE", ["CHN"], "2024-05")]
    assert sure[0]["trigger"] in line["text"]
    target = tmp_path / "gold.jsonl"
    target.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_gold(target) == [line]


def test_a_sentence_with_no_event_left_is_gold_too(obs):
    event = next(
        one
        for one in obs.event_records()
        if sum((one.document, one.sentence) == (two.document, two.sentence) for two in obs.event_records())
        == 1
    )
    obs.decide("drop", event.id, by="a")
    assert [line["events"] for line in obs.gold()] == [[]]


def annotated(obs, who, number, *, differ=0):
    sentences = [
        (document.id, sentence)
        for document in obs.documents()
        for sentence in obs._archive.reader().sentences(document.id)
    ]
    for at, (document, sentence) in enumerate(sentences[:number]):
        kind = "REJECT" if at < differ else ("CONSULT" if at % 2 else "ACCUSE")
        events = [{"type": kind, "actors": ["KAZ"], "recipients": ["RUS"]}] if at % 3 else []
        obs.decide("annotate", document, sentence.number, events, by=who)


def test_annotations_are_gold_of_who_made_them(obs):
    annotated(obs, "a", 6)
    lines = obs.gold("a")
    assert [len(line["events"]) for line in lines] == [0, 1, 1, 0, 1, 1]
    assert lines[1]["events"][0] | {"sure": True} == lines[1]["events"][0]
    with pytest.raises(UsageError, match="nothing was annotated by 'b'; by: a"):
        obs.gold("b")


def test_a_later_annotation_takes_the_place_of_the_earlier(obs):
    annotated(obs, "a", 2)
    (first, second) = obs.gold("a")
    document, _, number = second["id"].rpartition(":")
    obs.decide("annotate", document, int(number), [], by="a")
    assert [line["events"] for line in obs.gold("a")] == [first["events"], []]
    assert obs._archive.decisions().annotators() == {"a": 2}


# Agreement


def test_two_who_say_the_same_agree(obs):
    annotated(obs, "a", 12)
    annotated(obs, "b", 12)
    found = obs.agreement("a", "b")
    assert (found.types.value, found.any.value, found.sentences) == (1, 1, 12)
    assert {score.score.f1 for score in found.f1.levels.values()} == {1}
    assert found.apart == ()


def test_two_who_differ_agree_less(obs):
    annotated(obs, "a", 12)
    annotated(obs, "b", 12, differ=5)
    found = obs.agreement("a", "b")
    assert found.types.value < 1
    assert found.types.low <= found.types.value <= found.types.high
    assert found.any.value == 1
    assert len(found.apart) == 3
    assert found.f1.levels["type"].score.hits == 5


def test_sentences_of_one_article_have_no_interval():
    lines = [{"id": f"a:{number}", "events": []} for number in range(3)]
    assert {(row["low"], row["high"]) for row in agreement_rows(agreement(lines, lines))} == {(None, None)}


def test_without_a_sentence_in_common_there_is_no_agreement():
    with pytest.raises(UsageError, match="no sentence in common"):
        agreement([{"id": "a:1", "events": []}], [{"id": "b:1", "events": []}])


labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30)


@given(labels)
def test_kappa_is_that_of_scikit_learn(pairs):
    found = cohen(pairs)
    if found is None:
        assert len({label for pair in pairs for label in pair}) == 1
    else:
        expected = cohen_kappa_score(*zip(*pairs, strict=True))
        assert found == pytest.approx(expected)


def test_kappa_of_a_table_worked_by_hand():
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: p_o = 0.7, p_e = 0.5."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen(pairs) == pytest.approx(0.4)


# Commands


def test_the_commands_list_undo_and_export(run, path, tmp_path):
    with marsad.open(path) as obs:
        event = an_event(obs)
        obs.decide("correct", event.id, by="Aigul", type="AID", recipients=["JPN"])
    listed = run("decisions", "list", "-a", path, "-f", "jsonl")
    assert json.loads(listed.out)["after"].endswith("> JPN")
    assert run("decisions", "list", "-a", path, "--kind", "drop", "-f", "jsonl").out == ""
    exported = run("decisions", "export", "-a", path, "-o", tmp_path / "gold.jsonl")
    assert (exported.code, exported.err) == (0, "marsad: 1 sentences\n")
    assert len(read_gold(tmp_path / "gold.jsonl")) == 1
    assert run("evaluate", tmp_path / "gold.jsonl").code == 0
    undone = run("decisions", "undo", 1, "-a", path, "--by", "Bolat", "--why", "it was right")
    assert undone.out == "decision 1 is taken back by decision 2\n"
    with marsad.open(path) as obs:
        assert event in list(obs.event_records())


def test_what_does_not_fit_is_listed_with_its_reason(run, path):
    with marsad.open(path) as obs:
        event = an_event(obs)
        obs.decide("drop", event.id, by="a")
        assert run("decisions", "unfit", "-a", path, "-f", "jsonl").code == 0
        obs._archive.writer().forget(event.document)
    listed = run("decisions", "unfit", "-a", path, "-f", "jsonl")
    assert listed.code == 1
    assert json.loads(listed.out)["misfit"] == "the document is not in the archive"


def test_the_command_of_agreement(run, path):
    with marsad.open(path) as obs:
        annotated(obs, "a", 6)
        annotated(obs, "b", 6, differ=2)
    told = [
        json.loads(line)
        for line in run("decisions", "agreement", "a", "b", "-a", path, "-f", "jsonl").out.splitlines()
    ]
    assert {(row["measure"], row["of"]) for row in told} >= {("kappa", "types"), ("F1", "triple")}
    assert run("decisions", "agreement", "a", "c", "-a", path).code == 2


@pytest.mark.parametrize(
    "words", [("list", "--kind", "nosuch"), ("undo", "5"), ("undo", "0"), ("export", "--annotator", "x")]
)
def test_misuse_is_told(run, path, words):
    assert run("decisions", *words, "-a", path).code == 2

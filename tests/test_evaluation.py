"""Scores on pairs small enough to count by hand, and against the scoring script where it is at hand."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest

from marsad.errors import MalformedError, UnreadableError
from marsad.evaluation import coded_gold, read_gold
from marsad.plover import event_types
from marsad.scoring import NOTHING, article_of, codes, evaluate, matched, score_of

SCRIPT = Path(__file__).parents[2] / "shared" / "score.py"


def gold(type_name, actors="", recipients="", **more):
    return {"type": type_name, "actors": actors.split(), "recipients": recipients.split(), **more}


def coded(document, type_name, actors="", recipients="", **more):
    def side(given):
        return [{"country": code} for code in given.split()]

    base = {"document": document, "type": type_name, "actors": side(actors), "recipients": side(recipients)}
    return base | {"status": "actual"} | more


def text(name, *events):
    return {"id": name, "text": "نص", "events": list(events)}


def scores(texts, system):
    return {level: scored.score[:3] for level, scored in evaluate(texts, system).levels.items()}


def test_all_right():
    texts = [text("a:1", gold("CONSULT", "CHN", "KAZ"))]
    assert scores(texts, [coded("a:1", "CONSULT", "CHN", "KAZ")]) == dict.fromkeys(
        ("type", "triple", "dyad"), (1, 1, 1)
    )


def test_levels_part_where_only_a_party_or_only_the_quad_is_right():
    texts = [text("a:1", gold("CONSULT", "CHN", "KAZ"), gold("SANCTION", "RUS", "KAZ"))]
    system = [coded("a:1", "CONSULT", "CHN"), coded("a:1", "COERCE", "RUS", "KAZ")]
    found = scores(texts, system)
    assert found["type"] == (0.5, 0.5, 0.5)
    assert found["triple"] == (0, 0, 0)
    assert found["dyad"] == (0.5, 0.5, 0.5)


def test_precision_and_recall_are_told_apart():
    texts = [text("a:1", gold("AID", "KAZ", "AFG"), gold("AID", "CHN", "AFG"), gold("AID", "TUR", "AFG"))]
    system = [coded("a:1", "AID", "KAZ", "AFG"), coded("a:1", "AID", "RUS", "AFG")]
    p, r, f1 = scores(texts, system)["triple"]
    assert (p, r, f1) == pytest.approx((1 / 2, 1 / 3, 2 / 5))


def test_sides_are_sets_of_codes():
    texts = [text("a:1", gold("SUPPORT", "KAZ CHN"))]
    assert scores(texts, [coded("a:1", "SUPPORT", "CHN KAZ KAZ")])["triple"] == (1, 1, 1)


def test_an_event_matches_once():
    texts = [text("a:1", gold("AID", "KAZ", "AFG"))]
    twice = [coded("a:1", "AID", "KAZ", "AFG"), coded("a:1", "AID", "KAZ", "AFG")]
    assert scores(texts, twice)["triple"] == pytest.approx((1 / 2, 1, 2 / 3))


def test_events_of_another_text_do_not_match():
    texts = [text("a:1", gold("AID", "KAZ", "AFG")), text("a:2")]
    assert scores(texts, [coded("a:2", "AID", "KAZ", "AFG")])["triple"] == (0, 0, 0)


@pytest.mark.parametrize("status", ["future", "hypothetical"])
def test_expected_acts_are_no_events(status):
    texts = [text("a:1", gold("AID", "KAZ", "AFG", status=status), gold("AGREE", "KAZ", "CHN"))]
    system = [coded("a:1", "ASSAULT", "RUS", "UKR", status=status), coded("a:1", "AGREE", "KAZ", "CHN")]
    result = evaluate(texts, system)
    assert (result.gold, result.system) == (1, 1)
    assert result.levels["triple"].score.f1 == 1


def test_an_unsure_event_missed_costs_nothing():
    texts = [text("a:1", gold("AID", "KAZ", "AFG", sure=False), gold("AGREE", "KAZ", "CHN"))]
    assert scores(texts, [coded("a:1", "AGREE", "KAZ", "CHN")])["triple"] == (1, 1, 1)


def test_an_unsure_event_absorbs_one_of_its_type():
    texts = [text("a:1", gold("AID", "KAZ", "AFG", sure=False))]
    system = [coded("a:1", "AID", "CHN", "AFG"), coded("a:1", "AID", "CHN", "TJK")]
    found = evaluate(texts, system).levels["triple"].score
    assert (found.hits, found.extra, found.missed) == (0, 1, 0)


def test_an_unsure_event_absorbs_only_what_sure_ones_leave():
    texts = [text("a:1", gold("AID", "KAZ", "AFG", sure=False), gold("AID", "KAZ", "AFG"))]
    found = evaluate(texts, [coded("a:1", "AID", "KAZ", "AFG")]).levels["triple"].score
    assert (found.hits, found.extra, found.missed) == (1, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "got", "fits"),
    [
        ("UNK", "", True),
        ("UNK", "RUS", True),
        ("UNK KAZ", "KAZ RUS", True),
        ("UNK KAZ", "RUS", False),
        ("KAZ", "UNK KAZ", True),
        ("KAZ", "UNK", False),
        ("", "UNK", True),
        ("", "RUS", False),
    ],
)
def test_unknown_parties(wanted, got, fits):
    found = matched("triple", [gold("AID", "KAZ", wanted)], [coded("a", "AID", "KAZ", got)])
    assert bool(found.hits) is fits


def test_equal_status_is_preferred():
    actual, negated = (coded("a:1", "AGREE", "KAZ", "CHN", status=name) for name in ("actual", "negated"))
    found = matched("triple", [gold("AGREE", "KAZ", "CHN", status="negated")], [actual, negated])
    assert found.hits[0][1] is negated
    assert found.extra == [actual]


def test_shares_of_status_date_and_mode():
    events = [
        gold("CONSULT", "CHN", "KAZ", date="2024-05", mode="visit", status="actual"),
        gold("SANCTION", "RUS", "KAZ", date="2024-05-09", status="negated"),
        gold("AID", "KAZ", "AFG"),
    ]
    system = [
        coded("a:1", "CONSULT", "CHN", "KAZ", date="2024-05-07", mode="phone"),
        coded("a:1", "SANCTION", "RUS", "KAZ", date=None),
        coded("a:1", "AID", "KAZ", "AFG", date="2020-01-01", mode="x"),
    ]
    result = evaluate([text("a:1", *events)], system)
    assert (result.status, result.date, result.mode) == (2 / 3, 1 / 2, 0)


def test_shares_without_matches_are_none():
    result = evaluate([text("a:1", gold("AID", "KAZ"))], [])
    assert (result.status, result.date, result.mode) == (None, None, None)


def test_classes_of_status():
    texts = [text("a:1", gold("AGREE", "KAZ", "CHN", status="negated"), gold("AID", "KAZ", "AFG"))]
    system = [coded("a:1", "AGREE", "KAZ", "CHN"), coded("a:1", "AID", "KAZ", "AFG", status="negated")]
    result = evaluate(texts, system)
    assert result.levels["triple"].score.f1 == 1
    assert result.classes["negated"][:3] == (0, 0, 0)


def test_scores_by_type():
    texts = [text("a:1", gold("AGREE", "KAZ", "CHN"), gold("AID", "KAZ", "AFG"))]
    result = evaluate(texts, [coded("a:1", "AID", "KAZ", "AFG"), coded("a:1", "AID", "KAZ", "TJK")])
    assert result.types["AID"][:2] == (1 / 2, 1)
    assert result.types["AGREE"][:2] == (0, 0)
    assert set(result.types) == set(event_types())


def test_confusion_pairs_what_is_left_one_to_one():
    texts = [
        text("a:1", gold("SANCTION", "RUS", "KAZ"), gold("AID", "KAZ", "AFG"), gold("AGREE", "TUR", "KAZ")),
    ]
    system = [
        coded("a:1", "COERCE", "RUS", "UKR"),
        coded("a:1", "REJECT", "RUS", "KAZ"),
        coded("a:1", "AID", "KAZ", "AFG"),
        coded("a:1", "PROTEST", "GEO"),
    ]
    expected = {
        ("SANCTION", "REJECT"): 1, ("AID", "AID"): 1, ("AGREE", NOTHING): 1,
        (NOTHING, "COERCE"): 1, (NOTHING, "PROTEST"): 1,
    }  # fmt: skip
    assert evaluate(texts, system).confusion == expected


def test_intervals_hold_the_score_and_come_again():
    rng = random.Random(4)  # noqa: S311
    texts = [text(f"art{i}:1", gold("AID", "KAZ", "AFG")) for i in range(30)]
    system = [coded(one["id"], "AID", "KAZ", "AFG") for one in texts if rng.random() < 0.6]
    found = evaluate(texts, system).levels["triple"]
    assert 0 < found.low < found.score.f1 < found.high < 1
    assert evaluate(texts, system).levels["triple"] == found


@pytest.mark.parametrize(
    ("name", "article"),
    [("up:X.0076_22", "up:X.0076"), ("seed:3", "seed"), ("ans:train:12", "ans:train:12"), ("plain", "plain")],
)
def test_the_article_of_a_text(name, article):
    assert article_of(name) == article


def test_codes_of_entities_and_plain_codes():
    assert codes(["KAZ", {"country": "RUS"}, {"code": "CHN"}, {"country": None}]) == {
        "KAZ",
        "RUS",
        "CHN",
        "UNK",
    }
    assert codes(None) == set()


def test_scores_of_nothing_are_zero():
    assert score_of(0, 0, 0)[:3] == (0, 0, 0)
    assert evaluate([], []).levels["type"].score.f1 == 0


def test_gold_files(tmp_path):
    path = tmp_path / "gold.jsonl"
    texts = [text("a:1", gold("AID", "KAZ", "AFG")), {"id": "a:2", "text": "سطر\u2028آخر", "events": []}]
    path.write_text(
        "\n\n".join(json.dumps(one, ensure_ascii=False) for one in texts) + "\n", encoding="utf-8"
    )
    assert read_gold(path) == texts


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ('{"id": "x", "text": "y"}', "field missing: events"),
        ('{"events": []}', "field missing: id, text"),
        ('{"id": "x", "text": "y", "events": [5]}', "an event is no JSON object"),
        ('{"id": "x", "text": "y", "events": [{"type": "FIGHT"}]}', "unknown event type 'FIGHT'"),
        (
            '{"id": "x", "text": "y", "events": [{"type": "AID", "actors": "KAZ"}]}',
            "`actors` of an event must be",
        ),
        (
            '{"id": "x", "text": "y", "events": [{"type": "AID", "actors": []}]}',
            "`recipients` of an event must",
        ),
        ('{"id": "ok", "text": "y", "events": []}', "the id 'ok' is given twice"),
    ],
)
def test_bad_gold_is_refused_with_its_line(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "ok", "text": "x", "events": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(MalformedError, match=f"gold.jsonl:2: .*{message}"):
        read_gold(path)


def test_gold_that_cannot_be_read(tmp_path):
    with pytest.raises(UnreadableError, match="no such file"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}\n')
    with pytest.raises(UnreadableError, match="is no UTF-8"):
        read_gold(tmp_path / "latin.jsonl")


def test_the_coder_run_over_gold_reads_neighbours_as_context():
    texts = [
        {"id": "a_1", "text": "زار الرئيس الصيني أستانا.", "published": "2024-05-10", "events": []},
        {
            "id": "a_2",
            "text": "حظرت روسيا أمس استيراد القمح من كازاخستان.",
            "published": "2024-05-10",
            "events": [],
        },
    ]
    events = list(coded_gold(texts))
    assert {event["document"] for event in events} == {"a_1", "a_2"}
    ban = next(event for event in events if event["document"] == "a_2")
    assert texts[1]["text"][ban["start"] : ban["end"]] == "حظرت"


# Against the scoring script: the same numbers on data that nobody chose.


def script():
    spec = importlib.util.spec_from_file_location("score_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(rng):
    types, names = list(event_types()), ["KAZ", "RUS", "CHN", "UNK"]
    statuses = ["actual", "actual", "negated", "historical", "future"]

    def event(document=None):
        sides = [rng.sample(names, rng.randint(0, 2)) for _ in range(2)]
        made = {
            "type": rng.choice(types[:5]),
            "status": rng.choice(statuses),
            "mode": rng.choice([None, "visit"]),
        }
        made["date"] = rng.choice([None, "2024-05-10", "2024-05-11"])
        if document is None:
            return made | {"actors": sides[0], "recipients": sides[1], "sure": rng.random() < 0.8}
        parties = [[{"country": code} for code in side] for side in sides]
        return made | {"document": document, "actors": parties[0], "recipients": parties[1]}

    ids = [f"{rng.choice(['ans', 'up', 'seed'])}:{article}_{n}" for article in range(8) for n in range(3)]
    texts = [{"id": name, "text": "", "events": [event() for _ in range(rng.randint(0, 4))]} for name in ids]
    return texts, [event(rng.choice(ids)) for _ in range(60)]


@pytest.mark.skipif(not SCRIPT.exists(), reason="the scoring script is not part of this project")
@pytest.mark.parametrize("seed", range(8))
def test_numbers_are_those_of_the_scoring_script(seed):
    texts, system = drawn(random.Random(seed))  # noqa: S311
    theirs, ours = script().score(texts, system), evaluate(texts, system)
    assert (theirs["texts"], theirs["gold"], theirs["system"]) == (ours.texts, ours.gold, ours.system)
    for level, found in ours.levels.items():
        numbers = dict(zip(("p", "r", "f1"), (round(value, 3) for value in found.score[:3]), strict=True))
        assert theirs[level] == numbers | {"ci90": [round(found.low, 3), round(found.high, 3)]}
    for name in ("status", "date", "mode"):
        share = getattr(ours, name)
        assert theirs[name] == (None if share is None else round(share, 3))
    for name, found in ours.classes.items():
        assert list(theirs[name].values()) == [round(value, 3) for value in found[:3]]

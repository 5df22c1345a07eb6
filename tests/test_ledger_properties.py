"""Whatever people do in whatever order: the chain holds, and what was frozen stays as it was.

Also the thirteen forecasts of five real articles through the whole life, where the shared gold is there.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import marsad
from archive_samples import new_place
from archive_server import on_server
from ledger_samples import PLAIN, decided
from marsad.archive import open_archive
from marsad.errors import UsageError
from marsad.ledger import Ledger
from marsad.ledger.entries import OUTCOMES
from marsad.ledger.folding import folded

GOLD = Path("/work/shared/gold/seeds.stories.json")
SEEDS = Path("/work/shared/seeds")
keys = st.sampled_from(["a", "b", "c"])
words = st.sampled_from(["", "x", "سبب"])
days = st.dates(dt.date(2023, 12, 1), dt.date(2024, 8, 1))


class People(RuleBasedStateMachine):
    """Deeds in any order, most of them forbidden where they stand."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.archive = open_archive(new_place(self.folder))
        self.ledger = Ledger(self.archive, by="people")
        self.frozen = {}

    def teardown(self):
        self.archive.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def tries(self, deed):
        before = len(self.ledger.entries())
        try:
            deed()
        except UsageError:
            assert len(self.ledger.entries()) == before, "what is refused writes nothing"

    @rule(key=keys, text=st.sampled_from(["؟", "هل؟"]), condition=st.sampled_from([None, "إذا"]))
    def ask(self, key, text, condition):
        self.tries(lambda: self.ledger.ask(**(PLAIN | {"key": key, "text": text, "condition": condition})))

    @rule(key=keys, text=words)
    def revise(self, key, text):
        self.tries(lambda: self.ledger.revise(key, text=text))

    @rule(key=keys)
    def freeze(self, key):
        self.tries(lambda: self.ledger.freeze(key))

    @rule(
        key=keys,
        who=words,
        low=st.floats(0, 1),
        high=st.floats(0, 1),
        day=days,
        condition=st.sampled_from([None, "إذا"]),
    )
    def predict(self, key, who, low, high, day, condition):
        self.tries(lambda: self.ledger.predict(key, who, low, high, made_on=day, condition=condition))

    @rule(key=keys, text=words)
    def attach(self, key, text):
        self.tries(lambda: self.ledger.attach(key, text))

    @rule(
        key=keys,
        outcome=st.sampled_from(OUTCOMES),
        day=days,
        met=st.sampled_from([None, True, False]),
        again=st.booleans(),
    )
    def resolve(self, key, outcome, day, met, again):
        fields = {"known_on": day, "condition_met": met, "correct": again}
        self.tries(lambda: decided(self.ledger, key, outcome, **fields))

    @rule(key=keys, why=words)
    def dispute(self, key, why):
        self.tries(lambda: self.ledger.dispute(key, why))

    @rule(number=st.integers(1, 30), why=words)
    def strike(self, number, why):
        self.tries(lambda: self.ledger.strike(number, why))

    @invariant()
    def the_chain_holds(self):
        assert self.ledger.verify() == []

    @invariant()
    def nothing_hangs_on_a_draft(self):
        for standing in self.ledger.state.all_standings():
            hanging = standing.predictions + standing.evidence + standing.resolutions + standing.disputes
            assert standing.frozen or not hanging
            assert all(said.number > standing.frozen.number for said in hanging)

    @invariant()
    def what_was_frozen_stays(self):
        for standing in self.ledger.state.all_standings():
            if standing.frozen:
                name = (standing.question.id, standing.question.version)
                assert self.frozen.setdefault(name, standing.question) == standing.question

    @invariant()
    def scores_can_be_worked_out(self):
        (whole,) = self.ledger.scores()
        assert whole.brier is None or 0 <= whole.brier.value <= 1
        assert folded(self.ledger.entries()) == self.ledger.state


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
if on_server():
    TestPeople = pytest.mark.skip("slow on a server, and nothing of its own")(TestPeople)


# The forecasts of five real articles, as the coder reads them

OUTCOME = {"came true": "yes", "did not come true": "no", "still open": "pending"}
LAST = dt.date(2026, 11, 1)
UNDATED = {"seed-004": "2020-12-31"}
"""The month is of the public record; the text tells none."""


def seeds_in(observatory):
    """The articles, read and coded: name of the gold → id of the document."""
    found = {}
    for file in sorted(SEEDS.glob("*.txt")):
        name = f"seed-{file.name[:3]}"
        (added,) = observatory.add(file, published=UNDATED.get(name))
        found[name] = added.document.id
    return found


def shared_words(one, other):
    """Length of the longest run of words that two statements share."""
    words = one.split(), other.split()
    return SequenceMatcher(None, *words, autojunk=False).find_longest_match().size


def coded_as(gold, documents, forecasts):
    """The coded forecast of the article that shares the most words with one of the gold."""
    document = documents[gold["sentences"][0].partition(":")[0]]
    inside = [one for one in forecasts if one.document == document]
    return max(inside, key=lambda one: shared_words(gold["statement"], one.statement))


def lives(ledger, gold, forecast):
    """The whole life of a forecast: question, freeze, evidence, outcome; or set aside."""
    if gold["outcome"] == "cannot be judged":
        ledger.set_aside(forecast.id, gold["why"])
        return
    name = gold["id"]
    ledger.ask_forecast(
        forecast.id, key=name, text=f"هل صحّ: {forecast.statement}؟", deadline=dt.date(2026, 6, 30),
        threshold="ما يقوله النص", source="الوقائع", condition=None,
    )  # fmt: skip
    ledger.freeze(name)
    found = ledger.attach(name, gold["why"])
    outcome = OUTCOME[gold["outcome"]]
    known = {} if outcome == "pending" else {"why": gold["why"], "evidence": [found]}
    ledger.resolve(name, outcome, known_on=LAST, **known)


@pytest.mark.skipif(not GOLD.exists() or not SEEDS.is_dir(), reason="the shared articles are not here")
def test_thirteen_forecasts_of_real_articles_live_their_whole_life(tmp_path):
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["forecasts"]
    with marsad.open(new_place(tmp_path)) as observatory:
        documents = seeds_in(observatory)
        forecasts = list(observatory.forecast_records())
        coded = [coded_as(one, documents, forecasts) for one in gold]
        assert len({one.id for one in coded}) == len(gold) == 13
        ledger = observatory.ledger(by="tester")
        for one, forecast in zip(gold, coded, strict=True):
            lives(ledger, one, forecast)
        assert ledger.verify() == []
        (whole,) = ledger.scores()
        assert whole.n + whole.aside.open + whole.aside.unfalsifiable == 13
        assert (whole.aside.open, whole.aside.unfalsifiable) == (1, 3)
        assert {one.rank for one in ledger.scores("forecaster")} == {None}
        made = {name: ledger.state.found(name).predictions[0].content for name in ("F1", "F2", "F6")}
        # The coder tells what people did by hand before: words, ranges, who marked what.
        assert (made["F6"].words, made["F6"].low, made["F6"].high) == ("لا مفر منها", 0.85, 0.99)
        assert [name for name, one in made.items() if one.self_graded] == ["F1"]
        flagged = [one for one in ledger.scores("forecaster") if one.self_graded]
        assert [(one.name, one.self_graded) for one in flagged] == [("الدكتور محمد وليد يوسف", 1)]

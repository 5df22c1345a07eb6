"""Whatever people do in whatever order: the chain holds, and what was frozen stays as it was.

Also the thirteen forecasts of five real articles through the whole life, where the shared gold is there.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from archive_samples import URL, new_place
from ledger_samples import PLAIN, decided
from marsad.archive import open_archive
from marsad.errors import UsageError
from marsad.ledger import Ledger
from marsad.ledger.entries import OUTCOMES
from marsad.ledger.exchange import imported
from marsad.ledger.folding import folded

SEEDS = Path("/work/shared/gold/seeds.stories.json")
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
if URL:
    TestPeople = pytest.mark.skip("slow on a server, and nothing of its own")(TestPeople)


# The forecasts of five real articles

OUTCOME = {"came true": "yes", "did not come true": "no", "still open": "pending"}
LAST = dt.date(2026, 11, 1)


def likelihood(told):
    """Stands for the coder's table: these words were read by people."""
    known = {"على وشك": (0.85, 0.99), "لا مفر": (0.85, 0.99), "سوف": (0.85, 0.99), "سيكون": (0.85, 0.99),
             "توقع": (0.55, 0.85), "ليس": (0.2, 0.6)}  # fmt: skip
    return next((ends for words, ends in known.items() if words in told), (0.2, 0.6))


def first_day(told):
    year, month, day = [*told.split(" ")[0].replace("–", "-").split("-"), "1", "1"][:3]
    return dt.date(int(year), int(month) if len(month) < 3 else 1, int(day) if day.isdecimal() else 1)


def rows_of(forecast):
    """A forecast of the gold as the rows that a person would enter."""
    who, made_on = forecast["forecaster"], first_day(forecast["made_on"])
    if forecast["outcome"] == "cannot be judged":
        told = {"forecaster": who, "statement": forecast["statement"], "why": forecast["why"]}
        return [
            {
                "kind": "unfalsifiable",
                **told,
                "made_on": str(made_on),
                "publisher": forecast["sentences"][0][:8],
            }
        ]
    name, (low, high) = forecast["id"], likelihood(forecast["likelihood"]["words"])
    return [
        {"kind": "question", "key": name, "text": f"هل صحّ: {forecast['statement']}؟", "opens": str(made_on),
         "deadline": "2026-06-30", "threshold": "ما يقوله النص", "source": "الوقائع", "freeze": True},
        {"kind": "forecast", "question": name, "forecaster": who, "low": low, "high": high,
         "words": forecast["likelihood"]["words"], "made_on": str(made_on),
         "document": forecast["sentences"][0],
         "voices": forecast.get("chain", []), "publisher": forecast["sentences"][0][:8],
         "self_graded": "self_scored" in forecast},
        {"kind": "evidence", "question": name, "text": forecast["why"]},
        {"kind": "resolution", "question": name, "outcome": OUTCOME[forecast["outcome"]],
         "known_on": str(LAST)},
    ]  # fmt: skip


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared gold is not here")
def test_thirteen_forecasts_of_real_articles_live_their_whole_life(tmp_path):
    gold = json.loads(SEEDS.read_text(encoding="utf-8"))["forecasts"]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for one in gold for row in rows_of(one))
    with open_archive(new_place(tmp_path)) as archive:
        ledger = Ledger(archive, by="tester")
        failed = [one.error for one in imported(ledger, data.encode(), source="seeds") if one.error]
        assert failed == []
        assert ledger.verify() == []
        (whole,) = ledger.scores()
        assert len(gold) == whole.n + whole.aside.open + whole.aside.unfalsifiable == 13
        assert (whole.aside.open, whole.aside.unfalsifiable) == (1, 3)
        flagged = [one for one in ledger.scores("forecaster") if one.self_graded]
        assert [(one.name, one.self_graded) for one in flagged] == [("محمد وليد يوسف", 1)]
        assert {one.rank for one in ledger.scores("forecaster")} == {None}
        chain = ledger.state.found("F2").predictions[0].content.voices
        assert len(chain) == 2

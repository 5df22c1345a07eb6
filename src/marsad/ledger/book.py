"""The ledger of an archive: what a person can do with it. Every deed is one transaction of the log."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from marsad.archive import Draft
from marsad.errors import UsageError
from marsad.ledger import making
from marsad.ledger.answers import Answers
from marsad.ledger.entries import (
    Dispute,
    Evidence,
    Freeze,
    Outcome,
    Party,
    Prediction,
    Question,
    Resolution,
    Strike,
    Void,
)
from marsad.ledger.rules import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.ledger.state import Standing, State
    from marsad.records import Forecast

_FINAL: Final = ("id", "version", "replaces", "key", "made_by", "forecast")


class Ledger(Answers):
    """Questions, forecasts, evidence and decisions, kept in the log of an archive.

    Args:
        archive: where the log is, and where forecasts and stories are looked up.
        by: who writes, unless a call says otherwise.
    """

    def ask(self, text: str, deadline: dt.date, *, by: str = "", **fields: Any) -> Question:  # noqa: ANN401
        """Asks a question in a person's own words; it is a draft until it is frozen.

        Args:
            text: answered by yes or no.
            deadline: last day.
            by: who asks.
            **fields: of `Question`: threshold and source (both needed), opens (today without), key, topic,
                condition, about, forecast.

        Raises:
            UsageError: the rules of the ledger forbid it.
        """
        told: dict[str, Any] = {"opens": dt.datetime.now(dt.UTC).date()} | fields
        for name in ("threshold", "source"):
            if name not in told:
                raise UsageError(f"a question needs its {name}")
        asked = making.question(text=text, deadline=deadline, **told)
        self.write(by, Draft("question", asked))
        return asked

    def ask_forecast(self, forecast: str, *, by: str = "", **fields: Any) -> Question:  # noqa: ANN401
        """The question that an archived forecast raises: by rule, or in a person's own words.

        Where the rule has made it before, of a forecast of the same event by the same day, that question is
        given back, and the forecast is attached to it if it is frozen.

        Args:
            forecast: its id.
            by: who asks.
            **fields: of `Question`; with ``text`` and ``deadline`` it is the person who asks.

        Raises:
            UsageError: no such forecast, or it leaves open what should happen by when.
        """
        found = self.archived(forecast)
        if fields:
            opens = (found.made_on or dt.date.min) + dt.timedelta(days=1)
            told = {"opens": opens, "condition": found.condition, "forecast": found.id} | fields
            return self.ask(by=by, **told)
        asked = making.ruled_question(found)
        known = next((one for one in self.state.latest() if making.asks_alike(one.question, asked)), None)
        if known is None:
            self.write(by, Draft("question", asked))
            return asked
        if known.frozen is not None:
            self.write(by, *self._new_predictions(known.question, [found]))
        return known.question

    def revise(self, name: str, *, by: str = "", **changes: Any) -> Question:  # noqa: ANN401
        """A new version of a question: a draft again, with nothing attached; the old one stays in the log.

        Args:
            name: key or id of the question.
            by: who asks.
            **changes: fields of `Question`.

        Raises:
            UsageError: it was decided, or a field that cannot change.
        """
        standing = self.state.found(name)
        for field in changes:
            if field in _FINAL or field not in Question.__struct_fields__:
                raise UsageError(f"{field} of a question cannot change")
        last = standing.question
        plain = {"version": last.version + 1, "replaces": standing.asked.number, "made_by": "person"}
        revised = replace(last, **plain, **changes)
        self.write(by, Draft("question", revised))
        return revised

    def freeze(self, name: str, *, by: str = "") -> Question:
        """Holds a question fast; from here on it cannot change, and things can be attached.

        The archived forecasts that raised it are attached at once, in the same transaction.

        Raises:
            UsageError: it is frozen already.
        """
        asked = self.state.found(name).question
        held = Freeze(question=asked.id, version=asked.version, fingerprint=fingerprint(asked))
        self.write(by, Draft("freeze", held), *self._new_predictions(asked, self._forecasts_of(asked)))
        return asked

    def predict(
        self,
        name: str,
        forecaster: str | Party,
        low: float,
        high: float | None = None,
        *,
        by: str = "",
        **fields: Any,  # noqa: ANN401
    ) -> Prediction:
        """Enters a forecast of a frozen question.

        Args:
            name: key or id of the question.
            forecaster: who foresaw.
            low: probability of a yes, or the low end of an interval.
            high: its high end.
            by: who enters it.
            **fields: of `Prediction`: made_on (today without), words, statement, publisher …

        Raises:
            UsageError: the question is not frozen, or the rules forbid it otherwise.
        """
        asked = self.state.found(name).question
        party = Party(name=forecaster) if isinstance(forecaster, str) else forecaster
        told: dict[str, Any] = {"made_on": dt.datetime.now(dt.UTC).date()} | fields
        made = making.prediction(
            question=asked.id, version=asked.version, forecaster=party, low=low,
            high=low if high is None else high, **told,
        )  # fmt: skip
        self.write(by, Draft("forecast", made))
        return made

    def attach(self, name: str, text: str, *, by: str = "", **fields: Any) -> Evidence:  # noqa: ANN401
        """Attaches evidence to a frozen question; fields of `Evidence`.

        Raises:
            UsageError: the question is not frozen.
        """
        asked = self.state.found(name).question
        found = making.evidence(question=asked.id, version=asked.version, text=text, **fields)
        self.write(by, Draft("evidence", found))
        return found

    def resolve(
        self,
        name: str,
        outcome: Outcome,
        *,
        by: str = "",
        evidence: Iterable[Evidence] = (),
        **fields: Any,  # noqa: ANN401
    ) -> Resolution:
        """Decides a question, with its evidence, in one transaction; of a decided one, corrects the decision.

        Args:
            name: key or id of the question.
            outcome: one of `OUTCOMES`.
            by: who decides.
            evidence: what is to be attached with it, such as that of a proposal.
            **fields: of `Resolution`: known_on (today without), why, condition_met, and ``correct=True`` to
                correct an earlier decision.

        Raises:
            UsageError: the rules forbid it.
        """
        standing = self.state.found(name)
        correct = fields.pop("correct", False)
        fresh, ids = _fresh(standing, evidence, self.state)
        last = standing.resolution
        told: dict[str, Any] = {"known_on": dt.datetime.now(dt.UTC).date(), "evidence": ids} | fields
        decided = Resolution(
            question=standing.question.id,
            version=standing.question.version,
            outcome=outcome,
            corrects=last.number if correct and last else None,
            **told,
        )
        kind = "correction" if correct else "resolution"
        self.write(by, *(Draft("evidence", one) for one in fresh), Draft(kind, decided))
        return decided

    def dispute(self, name: str, why: str, *, outcome: Outcome | None = None, by: str = "") -> Dispute:
        """Objects to the decision that holds.

        Raises:
            UsageError: there is none, or no reason.
        """
        standing = self.state.found(name)
        asked, last = standing.question, standing.resolution
        number = last.number if last else 0
        raised = Dispute(
            question=asked.id, version=asked.version, resolution=number, why=why, outcome=outcome
        )
        self.write(by, Draft("dispute", raised))
        return raised

    def void(self, prediction: str, why: str, *, by: str = "") -> Void:
        """Voids a forecast whose own condition was not met.

        Raises:
            UsageError: no such forecast, or it has no condition.
        """
        voided = Void(prediction=prediction, why=why)
        self.write(by, Draft("void", voided))
        return voided

    def strike(self, entry: int, why: str, *, by: str = "") -> Strike:
        """Strikes a forecast or evidence that was entered wrongly; it stays in the log and counts no more.

        Raises:
            UsageError: the entry is neither.
        """
        struck = Strike(entry=entry, why=why)
        self.write(by, Draft("strike", struck))
        return struck

    def set_aside(self, forecast: str, why: str, *, by: str = "") -> None:
        """Keeps an archived forecast as one that no fact could refute: counted, never scored.

        Raises:
            UsageError: no such forecast, or it is kept already.
        """
        found = self.archived(forecast)
        kept = making.unfalsifiable(found, self._document(found), why)
        self.write(by, Draft("unfalsifiable", kept))

    def _forecasts_of(self, asked: Question) -> list[Forecast]:
        """The archived forecasts that raise a question: all that the rule reads alike, or the one."""
        if asked.forecast is None or asked.version > 1:
            return []
        if asked.made_by == "person":
            found = self._archive.reader().forecast(asked.forecast)
            return [found] if found else []
        return [one for one in self._archive.reader().forecasts() if _raises(one, asked)]

    def _new_predictions(self, asked: Question, forecasts: Iterable[Forecast]) -> list[Draft]:
        known = {said.content.id for said in self.state.standing(asked.id, asked.version).predictions}
        made = [
            making.archived_prediction(asked, one, self._document(one), self._voices(one))
            for one in forecasts
        ]
        return [Draft("forecast", one) for one in made if one.id not in known]


def _raises(forecast: Forecast, asked: Question) -> bool:
    try:
        return making.asks_alike(asked, making.ruled_question(forecast))
    except UsageError:
        return False


def _fresh(
    standing: Standing, evidence: Iterable[Evidence], state: State
) -> tuple[list[Evidence], tuple[str, ...]]:
    """Evidence that is not attached yet, and the ids of all that a decision rests on."""
    there = [said.content.id for said in state.shown_evidence(standing)]
    known = {said.content.id for said in standing.evidence}
    fresh = [one for one in evidence if one.id not in known]
    return fresh, (*there, *(one.id for one in fresh))

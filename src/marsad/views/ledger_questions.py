"""The questions of the ledger about a state, what waits, and the scores of what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.ledger.summary import LEAST_RANKED
from marsad.views.foretold_parts import QuestionView
from marsad.views.reliability import described, reliability_svg
from marsad.views.times import when_told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.ledger.entries import Prediction
    from marsad.ledger.listing import Due
    from marsad.ledger.state import Standing, State
    from marsad.ledger.summary import Interval, Score
    from marsad.views.labels import Labels
    from marsad.views.matter import Bench, Kept


class LedgerView(NamedTuple):
    """What a brief shows of the ledger.

    Attributes:
        asked: id of an archived forecast → its question.
        aside: archived forecasts that no fact could refute.
    """

    questions: tuple[QuestionView, ...] = ()
    asked: Mapping[str, QuestionView] = {}
    aside: frozenset[str] = frozenset()
    scores: tuple[str, ...] = ()
    picture: str | None = None
    alternative: str = ""


def ledger_of(kept: Kept | None, bench: Bench) -> LedgerView:
    """The ledger's part of what was foretold; empty where it holds nothing about the state."""
    if kept is None:
        return LedgerView()
    waiting, labels = {one.question: one for one in kept.due}, bench.labels
    standings = sorted(kept.state.latest(), key=lambda one: _order(one, waiting))
    made = [_question(at, one, kept.state, waiting, bench) for at, one in enumerate(standings, 1)]
    pairs = zip(standings, made, strict=True)
    asked = {name: view for standing, view in pairs for name in _records(standing)}
    aside = {said.content.record for said in kept.state.unfalsifiable.values()}
    bare = LedgerView(tuple(made), asked, frozenset(name for name in aside if name))
    if kept.score is None or kept.curve is None:
        return bare
    return bare._replace(
        scores=_scores(kept.score, labels),
        picture=reliability_svg(kept.curve, kept.score, labels.language),
        alternative=described(kept.curve, kept.score, labels),
    )


def _name(standing: Standing) -> str:
    return standing.question.key or standing.question.id


def _order(standing: Standing, waiting: Mapping[str, Due]) -> tuple[bool, str, str]:
    return _name(standing) not in waiting, standing.question.deadline.isoformat(), _name(standing)


def _records(standing: Standing) -> set[str]:
    """Archived forecasts that a question is about."""
    told = {said.content.record for said in standing.predictions} | {standing.question.forecast}
    return {name for name in told if name}


def _question(
    at: int, standing: Standing, state: State, waiting: Mapping[str, Due], bench: Bench
) -> QuestionView:
    labels, question = bench.labels, standing.question
    found = waiting.get(_name(standing))
    return QuestionView(
        anchor=f"q{at}",
        text=question.text,
        days=_days(standing, labels),
        stage=labels.text(f"stage.{standing.stage}"),
        outcome=labels.text(f"outcome.{standing.outcome}") if standing.outcome else None,
        due=labels.text(_DUE[found.why]) if found else None,
        told=tuple(_told(said.content, labels) for said in state.counted(standing)),
    )


def _days(standing: Standing, labels: Labels) -> str:
    """The span that is asked for, then the days on which it was asked and frozen."""
    question = standing.question
    span = when_told(question.opens.isoformat(), labels, question.deadline.isoformat()).text
    asked = labels.text("ui.asked_on", x=when_told(standing.asked.day, labels).text)
    if standing.frozen is None:
        return f"{span} · {asked}"
    frozen = labels.text("ui.frozen_on", x=when_told(standing.frozen.day, labels).text)
    return f"{span} · {asked} · {frozen}"


_DUE: Final = {
    "deadline passed": "due.passed",
    "evidence waiting": "due.evidence",
    "disputed": "due.disputed",
}


def _told(made: Prediction, labels: Labels) -> str:
    name = (made.forecaster.name_ar if labels.language == "ar" else None) or made.forecaster.name
    flag = f" ({labels.text('ui.self_graded_short')})" if made.self_graded else ""
    return f"{name}{flag}: {range_words(made.low, made.high, labels)}"


def range_words(low: float, high: float, labels: Labels) -> str:
    """A range of probability in words; one number where both ends are the same."""
    ends = (f"{100 * low:.0f}", f"{100 * high:.0f}")
    return f"{ends[0]}%" if low == high else labels.text("ui.likelihood_range", a=ends[0], b=ends[1])


def _scores(score: Score, labels: Labels) -> tuple[str, ...]:
    """The Brier score with its number; below ten decided questions, that it ranks nobody."""
    counted = labels.text("reliability.n", n=score.n, q=score.questions)
    lines = [labels.text("ui.brier", x=_interval(score.brier, labels), y=counted)] if score.brier else []
    if score.self_graded:
        lines.append(labels.text("ui.self_graded_scored", n=score.self_graded))
    if score.questions < LEAST_RANKED:
        lines.append(labels.text("ui.no_ranking", n=score.questions, k=LEAST_RANKED))
    return tuple(lines)


def _interval(told: Interval, labels: Labels) -> str:
    if told.low is None or told.high is None:
        return f"{told.value:.2f}"
    ends = labels.text("ui.interval", b=f"{told.low:.2f}", c=f"{told.high:.2f}")
    return f"{told.value:.2f} ({ends})"

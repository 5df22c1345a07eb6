"""What is scored: one forecast of each forecaster on each decided question, beside what was known before.

The base rate that a forecast must beat is the share of questions that came true among those whose outcome was
known **before the day on which it was made**: nothing of the future is in it. Few outcomes are drawn towards
one half, those of a topic towards those of all: rate of all = (yes + 1) / (n + 2), rate of a topic =
(yes + 2 · rate of all) / (n + 2).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.ledger.series import by_forecaster, is_own_side, is_self_graded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.ledger.series import Step
    from marsad.ledger.state import Standing, State

At = Literal["first", "last"]

PRIOR: Final = 2.0
"""How many outcomes the prior weighs."""

_HALF: Final = 0.5


class Unit(NamedTuple):
    """A forecast that can be scored.

    Attributes:
        question: its id.
        forecaster: the name as it is compared.
        name: the name as it is shown.
        outcome: 1 for yes, 0 for no.
        reference: the base rate that was known before it was made.
        self_graded: marked in print by its own side.
        self_resolved: decided in the ledger by its own side.
        undocumented: neither a document nor an address shows when it was made, and it was entered later.
        updates: how often the forecaster changed the number.
        repeats: how often one was said again.
    """

    question: str
    forecaster: str
    name: str
    outlet: str | None
    topic: str | None
    low: float
    high: float
    outcome: int
    reference: float
    made_on: dt.date
    deadline: dt.date
    self_graded: bool
    self_resolved: bool
    undocumented: bool
    updates: int
    repeats: int

    @property
    def middle(self) -> float:
        """The probability in the middle of the interval."""
        return (self.low + self.high) / 2


class Known(NamedTuple):
    """An outcome, and the day on which it was known."""

    day: dt.date
    topic: str | None
    outcome: int


def units(
    state: State, *, at: At = "last", as_of: dt.date | None = None, independent: bool = False
) -> list[Unit]:
    """All that can be scored.

    Args:
        state: of the ledger.
        at: which forecast of a series counts: the first, or the last made before the outcome was known.
        as_of: only forecasts made, and outcomes known, by this day.
        independent: leave out what the forecaster's own side marked or decided.
    """
    decided = [one for one in state.latest() if is_known(one, as_of)]
    rates = BaseRates(outcome_of(one) for one in decided)
    found = [unit for standing in decided for unit in _units_of(state, standing, rates, at)]
    return [unit for unit in found if not (independent and (unit.self_graded or unit.self_resolved))]


def is_known(standing: Standing, as_of: dt.date | None) -> bool:
    """Whether a question came out as yes or no by a day."""
    return standing.is_scored and (as_of is None or _known_on(standing) <= as_of)


def outcome_of(standing: Standing) -> Known:
    """The outcome of a question that came out as yes or no."""
    return Known(_known_on(standing), standing.question.topic, int(standing.outcome == "yes"))


class BaseRates:
    """The share that came true of what was known before a day, drawn towards the prior.

    Args:
        known: outcomes, in any order.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self._all, self._topics = _Past(), defaultdict[str | None, _Past](_Past)
        for one in sorted(known, key=lambda each: each.day):
            self._all.add(one)
            self._topics[one.topic].add(one)

    def of(self, topic: str | None, before: dt.date) -> float:
        """The base rate of a topic on a day, of all questions where there is no topic."""
        rate = _shrunk(*self._all.before(before), _HALF)
        past = self._topics.get(topic) if topic else None
        return _shrunk(*past.before(before), rate) if past else rate


class _Past:
    """Outcomes by day, with the number of yes up to each."""

    def __init__(self) -> None:
        self._days: list[dt.date] = []
        self._yes = [0]

    def add(self, known: Known) -> None:
        """The next outcome by day."""
        self._days.append(known.day)
        self._yes.append(self._yes[-1] + known.outcome)

    def before(self, day: dt.date) -> tuple[int, int]:
        """Number of outcomes known before a day, and how many of them were yes."""
        number = bisect_left(self._days, day)
        return number, self._yes[number]


def _shrunk(number: int, yes: int, prior: float) -> float:
    return (yes + PRIOR * prior) / (number + PRIOR)


def _known_on(standing: Standing) -> dt.date:
    return standing.resolution.content.known_on if standing.resolution else dt.date.max


def _units_of(state: State, standing: Standing, rates: BaseRates, at: At) -> list[Unit]:
    foreseen = [said for said in state.counted(standing) if said.content.made_on < _known_on(standing)]
    return [
        _unit(standing, name, steps, steps[0 if at == "first" else -1], rates)
        for name, steps in by_forecaster(foreseen).items()
    ]


def _unit(standing: Standing, name: str, steps: list[Step], step: Step, rates: BaseRates) -> Unit:
    said, made, question = step.first, step.first.content, standing.question
    resolver = standing.resolution.who if standing.resolution else None
    return Unit(
        question=question.id,
        forecaster=name,
        name=steps[0].first.content.forecaster.name,
        outlet=made.publisher,
        topic=question.topic,
        low=made.low,
        high=made.high,
        outcome=outcome_of(standing).outcome,
        reference=rates.of(question.topic, made.made_on),
        made_on=made.made_on,
        deadline=question.deadline,
        self_graded=any(is_self_graded(one.first.content) for one in steps),
        self_resolved=is_own_side(made, resolver),
        undocumented=not (made.document or made.url) and said.day > _day_after(made.made_on),
        updates=len(steps) - 1,
        repeats=sum(one.repeats for one in steps),
    )


def _day_after(day: dt.date) -> str:
    """Entries are dated in UTC: a forecast of yesterday may be of today elsewhere."""
    return (day + dt.timedelta(days=1)).isoformat()

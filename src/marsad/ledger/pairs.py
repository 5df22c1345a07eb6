"""Head to head: two forecasters, compared only on questions that both foretold."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from marsad.ledger.scores import brier
from marsad.ledger.summary import LEAST_RANKED, Interval, columns, mean_interval
from marsad.ledger.units import Unit, units
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.ledger.state import State


class Pair(Record, frozen=True, kw_only=True):
    """Two forecasters on the questions that they share.

    Attributes:
        one: the first by name.
        other: the second.
        shared: decided questions that both foretold.
        difference: mean Brier of the first minus that of the second, question by question; below 0 the first
            was better.
        one_better: questions on which the first was nearer.
        other_better: on which the second was.
        one_lead: median days from the first's forecast to the deadline; who speaks later knows more.
        other_lead: of the second.
        better: who was, where the interval leaves no doubt and ten questions are shared; None else.
        why: why nobody is said to be.
    """

    one: str
    other: str
    shared: int
    difference: Interval
    one_better: int
    other_better: int
    one_lead: float
    other_lead: float
    better: str | None
    why: str | None


def head_to_head(state: State, **options: Any) -> list[Pair]:  # noqa: ANN401
    """Every two forecasters that share a decided question, those that share most first.

    Args:
        state: of the ledger.
        **options: as `units` takes them: at, as_of, independent.
    """
    found: dict[str, dict[str, Unit]] = defaultdict(dict)
    for unit in units(state, **options):
        found[unit.forecaster][unit.question] = unit
    pairs = [
        _pair([found[one][name] for name in shared], [found[other][name] for name in shared])
        for one, other in combinations(sorted(found), 2)
        if (shared := sorted(found[one].keys() & found[other].keys()))
    ]
    return sorted(pairs, key=lambda pair: (-pair.shared, pair.one, pair.other))


def _pair(ones: Sequence[Unit], others: Sequence[Unit]) -> Pair:
    (*_, one, came, _), (*_, other, _, _) = columns(ones), columns(others)
    apart = brier(one, came) - brier(other, came)
    interval = mean_interval(apart, np.arange(len(apart)))
    better = _better(interval, ones[0].name, others[0].name) if len(apart) >= LEAST_RANKED else None
    return Pair(
        one=ones[0].name,
        other=others[0].name,
        shared=len(apart),
        difference=interval,
        one_better=int(np.sum(apart < 0)),
        other_better=int(np.sum(apart > 0)),
        one_lead=_lead(ones),
        other_lead=_lead(others),
        better=better,
        why=None if better else _why(len(apart)),
    )


def _better(interval: Interval, one: str, other: str) -> str | None:
    if interval.low is None or interval.high is None or interval.low <= 0 <= interval.high:
        return None
    return one if interval.high < 0 else other


def _why(shared: int) -> str:
    if shared < LEAST_RANKED:
        return f"{shared} shared; no comparison below {LEAST_RANKED}"
    return "the interval holds 0"


def _lead(found: Sequence[Unit]) -> float:
    return float(np.median([(unit.deadline - unit.made_on).days for unit in found]))

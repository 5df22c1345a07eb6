"""Forecasts that are kept and counted, and not scored: why, and how many of whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from marsad.ledger.series import same_name
from marsad.records import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from marsad.ledger.entries import Prediction
    from marsad.ledger.state import Said, Standing, State

By = Literal["all", "forecaster", "outlet", "topic"]


class Aside(Record, frozen=True, kw_only=True):
    """Forecasts that are counted and not scored.

    Attributes:
        open: the question is not decided.
        partly: it came true in part.
        ambiguous: it can be read both ways.
        void: its condition was not met.
        unresolvable: nobody can know.
        unfalsifiable: no fact could refute it.
        late: made when the outcome was known.
        struck: entered wrongly, and struck.
    """

    open: int = 0
    partly: int = 0
    ambiguous: int = 0
    void: int = 0
    unresolvable: int = 0
    unfalsifiable: int = 0
    late: int = 0
    struck: int = 0


def asides_of(state: State, by: By, as_of: dt.date | None) -> dict[str | None, Aside]:
    """What was set aside, by group; a forecaster's repeats on one question count once."""
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for standing in state.latest():
        for group, reason in _of_question(state, standing, by, as_of):
            counts[group][reason] += 1
    for kept in state.unfalsifiable.values():
        made = kept.content
        if as_of is None or (made.made_on is not None and made.made_on <= as_of):
            named = {"forecaster": same_name(made.forecaster.name), "outlet": made.publisher}
            counts[named.get(by)]["unfalsifiable"] += 1
    return {group: Aside(**counted) for group, counted in counts.items()}


def _of_question(
    state: State, standing: Standing, by: By, as_of: dt.date | None
) -> Iterator[tuple[str | None, str]]:
    """Group and reason of each forecaster on a question of whom nothing was scored."""
    reasons: dict[str, dict[str | None, str | None]] = defaultdict(dict)
    for said in standing.predictions:
        made = said.content
        if as_of is None or made.made_on <= as_of:
            named = {"forecaster": same_name(made.forecaster.name), "outlet": made.publisher}
            group = named.get(by, standing.question.topic if by == "topic" else None)
            reasons[same_name(made.forecaster.name)][_reason(state, standing, said, as_of)] = group
    for found in reasons.values():
        for reason, group in found.items():
            if reason is not None and (reason == "struck" or None not in found):
                yield group, reason


def _reason(state: State, standing: Standing, said: Said[Prediction], as_of: dt.date | None) -> str | None:
    """Why a forecast is not scored; None where it is."""
    if said.number in state.strikes:
        return "struck"
    if said.content.id in state.voids:
        return "void"
    decision, outcome = standing.resolution, standing.outcome
    if decision is None or not standing.is_decided:
        return "open"
    known_on = decision.content.known_on
    if as_of is not None and known_on > as_of:
        return "open"
    if not standing.is_scored:
        return outcome
    return "late" if said.content.made_on >= known_on else None

"""Scores by forecaster, outlet and topic, each with its number and its interval."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.ledger.asides import Aside, By, asides_of
from marsad.ledger.corp import LEVEL, Curve, corp, curve
from marsad.ledger.scores import brier, log_score, murphy, verbal
from marsad.ledger.units import At, Unit, units
from marsad.records import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from marsad.ledger.scores import Floats, Places
    from marsad.ledger.state import State

LEAST_RANKED: Final = 10
"""Decided questions below which nobody is ranked."""

DRAWS: Final = 2_000
_RANKED: Final = ("forecaster", "outlet")


class Interval(Record, frozen=True, kw_only=True):
    """A number with the ends of its 90 % interval; the ends are None where one question is all there is."""

    value: float
    low: float | None
    high: float | None


class Score(Record, frozen=True, kw_only=True):
    """How good the forecasts of a group were.

    Attributes:
        by: what the group is.
        name: its name; None for what has none.
        n: forecasts that were scored.
        questions: decided questions that they are about.
        came_true: share of yes among the forecasts.
        brier: mean Brier score of the middles; None, as all that follows, where nothing was scored.
        best: mean Brier at the most fortunate end of the intervals.
        worst: at the least fortunate.
        log: mean of minus the logarithm, clipped to .01–.99.
        skill: part of the base rate's error that was saved.
        miscalibration: CORP's MCB.
        discrimination: DSC.
        uncertainty: UNC.
        reliability: of Murphy's parts, in ten bins.
        resolution: the same.
        within: the same.
        updates: changes of a number.
        repeats: forecasts said again.
        self_graded: scored forecasts that their own side had marked in print.
        self_resolved: scored forecasts whose own side decided the question in the ledger.
        undocumented: scored forecasts for whose day only the one who entered them vouches.
        aside: what was not scored.
        rank: among its kind by skill, 1 first; None below ten decided questions.
        why: why there is no rank.
    """

    by: By
    name: str | None
    n: int
    questions: int
    came_true: float | None = None
    brier: Interval | None = None
    best: float | None = None
    worst: float | None = None
    log: Interval | None = None
    skill: Interval | None = None
    miscalibration: float | None = None
    discrimination: float | None = None
    uncertainty: float | None = None
    reliability: float | None = None
    resolution: float | None = None
    within: float | None = None
    updates: int = 0
    repeats: int = 0
    self_graded: int = 0
    self_resolved: int = 0
    undocumented: int = 0
    aside: Aside = Aside()
    rank: int | None = None
    why: str | None = None


def scores(
    state: State,
    by: By = "all",
    *,
    at: At = "last",
    as_of: dt.date | None = None,
    independent: bool = False,
) -> list[Score]:
    """Scores of each group, the ranked first, then by name.

    Args:
        state: of the ledger.
        by: what the groups are.
        at: which forecast of a series counts.
        as_of: only forecasts made, and outcomes known, by this day.
        independent: leave out what the forecaster's own side marked or decided.
    """
    groups = _grouped(units(state, at=at, as_of=as_of, independent=independent), by)
    asides = asides_of(state, by, as_of)
    named = {None} if by == "all" else {*groups, *asides}
    names = sorted(named, key=lambda name: (name is None, name or ""))
    return _ranked([score(by, name, groups.get(name, []), asides.get(name, Aside())) for name in names], by)


def score(by: By, name: str | None, found: Sequence[Unit], aside: Aside) -> Score:
    """The score of one group."""
    questions = {unit.question for unit in found}
    bare = Score(by=by, name=_shown(by, name, found), n=len(found), questions=len(questions), aside=aside)
    if not found:
        return bare
    low, high, told, came, reference = columns(found)
    clusters = np.unique([unit.question for unit in found], return_inverse=True)[1]
    errors, range_ = brier(told, came), verbal(low, high, came)
    parts, of_murphy = corp(told, came), murphy(told, came)
    return replace(
        bare,
        came_true=float(np.mean(came)),
        brier=mean_interval(errors, clusters),
        best=range_.best,
        worst=range_.worst,
        log=mean_interval(log_score(told, came), clusters),
        skill=_skill_interval(errors, brier(reference, came), clusters),
        miscalibration=parts.miscalibration,
        discrimination=parts.discrimination,
        uncertainty=parts.uncertainty,
        reliability=of_murphy.reliability,
        resolution=of_murphy.resolution,
        within=of_murphy.within,
        **{
            field: sum(int(getattr(unit, field)) for unit in found)
            for field in ("updates", "repeats", "self_graded", "self_resolved", "undocumented")
        },
    )


def columns(found: Sequence[Unit]) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Low ends, high ends, middles, outcomes and base rates as arrays."""
    told = np.array([(one.low, one.high, one.middle, one.outcome, one.reference) for one in found])
    low, high, middle, came, reference = told.astype(np.float64).T
    return low, high, middle, came, reference


def curve_of(found: Sequence[Unit]) -> Curve:
    """The reliability curve of forecasts, with its bands.

    Raises:
        UsageError: no forecast at all.
    """
    if not found:
        raise UsageError("no forecast was scored, so there is no curve")
    _, _, told, came, _ = columns(found)
    return curve(told, came, np.unique([unit.question for unit in found], return_inverse=True)[1])


def mean_interval(values: Floats, clusters: Places) -> Interval:
    """A mean with the percentile interval of a bootstrap over questions."""
    sums, numbers = np.bincount(clusters, values), np.bincount(clusters)
    drawn = _drawn(len(sums))
    return _interval(float(np.mean(values)), None if drawn is None else (drawn @ sums) / (drawn @ numbers))


def _skill_interval(errors: Floats, reference: Floats, clusters: Places) -> Interval:
    """The base rate is drawn towards one half, so that its error is never nothing."""
    sums, due = np.bincount(clusters, errors), np.bincount(clusters, reference)
    drawn = _drawn(len(sums))
    told = 1 - float(np.sum(errors) / np.sum(reference))
    return _interval(told, None if drawn is None else 1 - (drawn @ sums) / (drawn @ due))


@lru_cache(maxsize=2)
def _drawn(number: int) -> Floats | None:
    """How often each question is in each sample; None for a single one, which tells of no spread."""
    if number < 2:  # noqa: PLR2004
        return None
    rng = np.random.default_rng(0)
    return rng.multinomial(number, np.full(number, 1 / number), DRAWS).astype(np.float64)


def _interval(value: float, draws: Floats | None) -> Interval:
    if draws is None:
        return Interval(value=value, low=None, high=None)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value=value, low=float(low), high=float(high))


def _grouped(found: Iterable[Unit], by: By) -> dict[str | None, list[Unit]]:
    groups: dict[str | None, list[Unit]] = defaultdict(list)
    for unit in found:
        groups[None if by == "all" else getattr(unit, by)].append(unit)
    return groups


def _shown(by: By, name: str | None, found: Sequence[Unit]) -> str | None:
    """Forecasters are grouped by the name as it is compared, and shown by the name as it was written."""
    return found[0].name if by == "forecaster" and found else name


def _ranked(found: list[Score], by: By) -> list[Score]:
    if by not in _RANKED:
        return found
    enough = [one for one in found if one.questions >= LEAST_RANKED and one.name is not None]
    best = sorted(enough, key=lambda one: -one.skill.value if one.skill else 0.0)
    ranked = [replace(one, rank=place) for place, one in enumerate(best, 1)]
    others = [one for one in found if one not in enough]
    return [*ranked, *(replace(one, why=_unranked(one)) for one in others)]


def _unranked(one: Score) -> str:
    if one.name is None:
        return f"no {one.by}"
    number = one.questions
    return f"{number} decided question{'s' * (number != 1)}; no ranking below {LEAST_RANKED}"

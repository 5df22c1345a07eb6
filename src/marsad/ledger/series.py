"""The forecasts of one forecaster on one question: repeats are one forecast, changes are a series."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from marsad.languages.arabic.normalise import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.ledger.entries import Prediction
    from marsad.ledger.state import Said


class Step(NamedTuple):
    """A forecast and how often it was said again before it changed."""

    first: Said[Prediction]
    repeats: int


@lru_cache(maxsize=10_000)
def same_name(name: str) -> str:
    """A name as it is compared: spelling made even, capitals and blanks set aside."""
    return " ".join(normalised(name).text.casefold().split())


def by_forecaster(made: Iterable[Said[Prediction]]) -> dict[str, list[Step]]:
    """Each forecaster's series, by the name as it is compared.

    Args:
        made: on one version of a question, by the day they were made.
    """
    found: dict[str, list[Said[Prediction]]] = defaultdict(list)
    for said in made:
        found[same_name(said.content.forecaster.name)].append(said)
    return {name: series(one) for name, one in found.items()}


def series(made: Sequence[Said[Prediction]]) -> list[Step]:
    """The steps of one forecaster: what says the same as the one before is a repeat of it."""
    steps: list[Step] = []
    for said in made:
        if steps and _says_the_same(steps[-1].first.content, said.content):
            steps[-1] = Step(steps[-1].first, steps[-1].repeats + 1)
        else:
            steps.append(Step(said, 0))
    return steps


def _says_the_same(one: Prediction, other: Prediction) -> bool:
    return (one.low, one.high) == (other.low, other.high)


def is_own_side(prediction: Prediction, other: str | None) -> bool:
    """Whether somebody is the forecaster or of its house."""
    sides = (prediction.forecaster.name, prediction.forecaster.name_ar, prediction.forecaster.side)
    return bool(other) and same_name(other or "") in {same_name(side) for side in sides if side}


def is_self_graded(prediction: Prediction) -> bool:
    """Whether it was marked in print by its own side."""
    return prediction.self_graded or is_own_side(prediction, prediction.grader)

"""How far two people agree who annotated the same sentences.

Cohen's kappa (Cohen 1960): κ = (p_o − p_e) / (1 − p_e), p_o the share of sentences with the same label, p_e
that expected of two who give each label as often as these do and otherwise at random. A sentence's label is
the set of the types of its events (none is a label too), or, for ``any``, whether it has an event at all.

F1 takes one person for gold and compares as coded events are compared (`marsad.scoring`); it is the same
whichever of the two stands for gold, but for sides that one of them left unknown. Intervals are 90 %,
percentile bootstrap over articles.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.errors import UsageError
from marsad.plover import event_types
from marsad.scoring import DRAWS, EXPECTED, Evaluation, article_of, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    Line = Mapping[str, Any]
    Pair = tuple[Line, Line]
    Labelled = tuple[Hashable, Hashable]

_SEED: Final = 20_260_101
_LOW, _HIGH = 0.05, 0.95


class Kappa(NamedTuple):
    """Chance-corrected agreement with its 90 % interval; None where no chance is left (all labels alike)."""

    value: float | None
    low: float | None
    high: float | None
    observed: float


class Agreement(NamedTuple):
    """How far two agree.

    Attributes:
        sentences: that both annotated.
        articles: that they stand in.
        types: κ of the sets of types.
        any: κ of whether there is an event.
        by_type: κ of each type that either of them gave.
        f1: precision, recall and F1 of type, triple and dyad, with intervals.
        apart: ids of the sentences whose sets of types differ.
    """

    sentences: int
    articles: int
    types: Kappa
    any: Kappa
    by_type: dict[str, Kappa]
    f1: Evaluation
    apart: tuple[str, ...]


def agreement(one: Sequence[Line], other: Sequence[Line]) -> Agreement:
    """How far two annotations of the same sentences agree.

    Args:
        one: gold lines with ``id`` and ``events``, which stand for gold in F1.
        other: those of the other person.

    Raises:
        UsageError: no sentence is in both.
    """
    known = {str(line["id"]): line for line in other}
    pairs = [(line, known[str(line["id"])]) for line in one if str(line["id"]) in known]
    if not pairs:
        raise UsageError("the two annotated no sentence in common")
    given = {name for pair in pairs for line in pair for name in _types(line)}
    return Agreement(
        sentences=len(pairs),
        articles=len({article_of(str(line["id"])) for line, _ in pairs}),
        types=_kappa_of(pairs, _types),
        any=_kappa_of(pairs, lambda line: bool(_types(line))),
        by_type={
            name: _kappa_of(pairs, lambda line, name=name: name in _types(line))  # type: ignore[misc]
            for name in event_types()
            if name in given
        },
        f1=evaluate([line for line, _ in pairs], _events(line for _, line in pairs)),
        apart=tuple(str(line["id"]) for line, twin in pairs if _types(line) != _types(twin)),
    )


def cohen(pairs: Sequence[Labelled]) -> float | None:
    """Cohen's kappa of labels given to the same things; None where it is not defined."""
    number = len(pairs)
    observed = sum(one == other for one, other in pairs) / number
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[label] * second[label] for label in first) / number**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _kappa_of(pairs: Sequence[Pair], label: Callable[[Line], Hashable]) -> Kappa:
    by_article: dict[str, list[Labelled]] = defaultdict(list)
    for one, other in pairs:
        by_article[article_of(str(one["id"]))].append((label(one), label(other)))
    every = [pair for group in by_article.values() for pair in group]
    low, high = _interval(list(by_article.values()))
    return Kappa(cohen(every), low, high, sum(one == other for one, other in every) / len(every))


def _interval(groups: Sequence[list[Labelled]]) -> tuple[float | None, float | None]:
    draws, rng = [], random.Random(_SEED)  # noqa: S311  no secret
    for _ in range(DRAWS):
        drawn = cohen([pair for group in rng.choices(groups, k=len(groups)) for pair in group])
        if drawn is not None:
            draws.append(drawn)
    if not draws:
        return None, None
    draws.sort()
    return draws[int(_LOW * (len(draws) - 1))], draws[round(_HIGH * (len(draws) - 1))]


def _types(line: Line) -> frozenset[str]:
    return frozenset(
        str(event["type"]) for event in line["events"] if event.get("status", "actual") not in EXPECTED
    )


def _events(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{**event, "document": str(line["id"])} for line in lines for event in line["events"]]

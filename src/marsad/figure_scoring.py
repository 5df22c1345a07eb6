"""Coded figures against gold: precision and recall of value, unit, what and parties, with intervals.

- Figures are paired one to one within a text where their values agree to within 1 %, those first that agree
  in most else. A gold value of null ("thousands", no number told) agrees with any value.
- A field is right where the pair agrees in it too: the same unit, the same `what`, the same set of parties.
  So no field can be better than the value.
- Precision counts all coded figures, recall all gold figures. A gold figure with ``"sure": false`` counts
  neither for nor against.
- Intervals: 90 %, percentile bootstrap over articles (the part of the id before the last ":" or "_").
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.scoring import DRAWS, article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIELDS: Final = ("value", "unit", "what", "parties", "all", "period", "approximate")
"""``all``: value, unit, what and parties together."""
ROUNDING: Final = 0.01

Figure = Mapping[str, Any]


class Share(NamedTuple):
    """A share with its 90 % interval."""

    value: float
    low: float
    high: float


class FieldScore(NamedTuple):
    """Precision and recall of a field."""

    p: Share
    r: Share


class FigurePairs(NamedTuple):
    """Gold against system in one text: pairs of the same value, missed gold, left-over system figures."""

    hits: list[tuple[Figure, Figure]]
    missed: list[Figure]
    extra: list[Figure]


class FigureEvaluation(NamedTuple):
    """The whole comparison: numbers of texts, gold and system figures, scores by field, pairs by text."""

    texts: int
    gold: int
    system: int
    fields: dict[str, FieldScore]
    pairs: dict[str, FigurePairs]


def evaluate_figures(gold: Sequence[Mapping[str, Any]], system: Iterable[Figure]) -> FigureEvaluation:
    """Compares coded figures with gold texts.

    Args:
        gold: texts with ``id`` and ``figures``, as `marsad.evaluation.read_gold` gives them.
        system: figures as `marsad code --records figures` writes them; ``document`` is the text's id.
    """
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for figure in system:
        by_document[str(figure["document"])].append(figure)
    pairs = {str(text["id"]): paired(text["figures"], by_document[str(text["id"])]) for text in gold}
    cells = _cells(pairs)
    return FigureEvaluation(
        texts=len(gold),
        gold=sum(len(found.hits) + len(found.missed) for found in pairs.values()),
        system=sum(len(found.hits) + len(found.extra) for found in pairs.values()),
        fields={name: _field_score(name, cells) for name in FIELDS},
        pairs=pairs,
    )


def paired(gold: Sequence[Figure], system: Sequence[Figure]) -> FigurePairs:
    """Pairs the figures of one text one to one; what only an unsure gold figure matches is left aside."""
    left, hits, missed = list(system), [], []
    for figure in sorted(gold, key=lambda figure: not figure.get("sure", True)):
        near = [other for other in left if same_value(figure["value"], other["value"])]
        best = max(near, key=lambda other: sum(agrees(name, figure, other) for name in FIELDS), default=None)
        sure = figure.get("sure", True)
        if best is not None:
            left.remove(best)
            if sure:
                hits.append((figure, best))
        elif sure:
            missed.append(figure)
    return FigurePairs(hits, missed, left)


def same_value(gold: float | None, system: float) -> bool:
    """Whether two values agree to within 1 %; null in gold agrees with any."""
    return gold is None or abs(gold - system) <= ROUNDING * max(abs(gold), abs(system))


def agrees(name: str, gold: Figure, system: Figure) -> bool:
    """Whether a pair of the same value agrees in a field."""
    if name == "value":
        return True
    if name == "all":
        return all(agrees(field, gold, system) for field in ("unit", "what", "parties"))
    if name == "parties":
        return set(gold["parties"]) == set(system["parties"])
    return bool(gold.get(name) == system.get(name))


class _Cell(NamedTuple):
    """One article: right pairs by field, number of gold and of system figures."""

    right: dict[str, int]
    gold: int
    system: int


def _cells(pairs: Mapping[str, FigurePairs]) -> list[_Cell]:
    articles: dict[str, list[FigurePairs]] = defaultdict(list)
    for name, found in pairs.items():
        articles[article_of(name)].append(found)
    return [
        _Cell(
            {name: sum(agrees(name, *pair) for one in found for pair in one.hits) for name in FIELDS},
            sum(len(one.hits) + len(one.missed) for one in found),
            sum(len(one.hits) + len(one.extra) for one in found),
        )
        for found in articles.values()
    ]


def _field_score(name: str, cells: Sequence[_Cell]) -> FieldScore:
    rng = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    draws = [_shares(name, rng.choices(cells, k=len(cells))) for _ in range(DRAWS)] if cells else []
    p, r = _shares(name, cells)
    return FieldScore(
        _with_interval(p, [draw[0] for draw in draws]), _with_interval(r, [d[1] for d in draws])
    )


def _shares(name: str, cells: Sequence[_Cell]) -> tuple[float, float]:
    right = sum(cell.right[name] for cell in cells)
    return right / (sum(cell.system for cell in cells) or 1), right / (sum(cell.gold for cell in cells) or 1)


def _with_interval(share: float, draws: Sequence[float]) -> Share:
    ordered = sorted(draws) or [0.0]
    return Share(share, ordered[len(ordered) // 20], ordered[len(ordered) - len(ordered) // 20 - 1])

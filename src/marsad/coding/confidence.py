"""How sure an event is: the chance that its type and both its sides are right.

A logistic model over some thirty yes-or-no features, the type among them; its weights
(``data/confidence.tsv``) are fitted on the project's own gold by ``benchmarks/calibrate.py`` and checked on
texts it never saw (docs/reference/coder.md).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.plover import event_types
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.records import Entity

COLUMNS: Final = ("feature", "weight")
ALWAYS: Final = "always"
"""The feature that every event has."""
FEATURES: Final = (
    ALWAYS, "event noun", "participle", "weak", "companion", "unnamed actor", "unsaid actor", "no recipient",
    "unsaid recipient", "several parties", "title", "passive", "not actual", "below another", "long sentence",
    "several lemmas", "far recipient", *sorted(event_types()),
)  # fmt: skip
_LONG: Final = 30
_PAIR: Final = 2
_LEAST, _MOST = 0.05, 0.95


def confidence_of(features: frozenset[str]) -> float:
    """The confidence of an event with some features, 0.05 to 0.95, two digits."""
    known = weights()
    score = sum(known[name] for name in features)
    return round(min(max(1 / (1 + math.exp(-score)), _LEAST), _MOST), 2)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Feature → weight.

    Raises:
        DataFileError: a feature is unknown, missing or given twice, or a weight is no number.
    """
    found: dict[str, float] = {}
    for row in rows("marsad.coding", "data/confidence.tsv", COLUMNS):
        if row["feature"] not in FEATURES or row["feature"] in found:
            raise row.error(f"feature {row['feature']!r} is unknown or given twice")
        try:
            found[row["feature"]] = float(row["weight"])
        except ValueError as error:
            raise row.error(f"weight {row['weight']!r} is no number") from error
    return found


def features_of(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    sides: tuple[tuple[Entity, ...], tuple[Entity, ...]],
    *,
    actual: bool,
) -> frozenset[str]:
    """The features of an event, of ``FEATURES``."""
    marks = {ALWAYS, frame.type, *_of_clause(scene, clause, frame), *_of_sides(frame, *sides)}
    if not actual:
        marks.add("not actual")
    if _is_from_elsewhere(scene, sides[1]):
        marks.add("far recipient")
    return frozenset(marks)


def _is_from_elsewhere(scene: Scene, recipients: tuple[Entity, ...]) -> bool:
    """Whether the recipients are of countries that the sentence does not name."""
    named = {mention.country for mention in scene.mentions}
    return bool(recipients) and all(party.country not in named for party in recipients)


def _of_clause(scene: Scene, clause: Clause, frame: Frame) -> Iterator[str]:
    if clause.kind in ("masdar", "noun"):
        yield "event noun"
    if clause.kind == "participle":
        yield "participle"
    if "weak" in frame.options:
        yield "weak"
    if any(not condition.negated for condition in frame.conditions):
        yield "companion"
    if scene.title:
        yield "title"
    if clause.passive:
        yield "passive"
    if clause.governor is not None:
        yield "below another"
    if len(scene.tokens) > _LONG:
        yield "long sentence"
    if len(set(clause.lemmas)) > 1:
        yield "several lemmas"


def _of_sides(frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]) -> Iterator[str]:
    if all(party.country == "UNK" for party in actors):
        yield "unnamed actor"
    elif all(party.text is None for party in actors):
        yield "unsaid actor"
    if frame.recipient and not recipients and len(actors) <= 1:
        yield "no recipient"
    if recipients and all(party.text is None for party in recipients):
        yield "unsaid recipient"
    if len(actors) + len(recipients) > _PAIR:
        yield "several parties"

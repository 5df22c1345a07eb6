"""Two coders on the same texts: how far they agree, and the sentences where they do not.

Levels are those of `marsad.scoring`; here neither side is the truth, so ``UNK`` matches ``UNK`` alone and
F1 is the same whichever coder is put first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.scoring import Evaluation, Level, LevelScore, Score, codes, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SystemEvent = dict[str, Any]


class Difference(NamedTuple):
    """A sentence on which two coders differ.

    Attributes:
        document: id of the text.
        sentence: its number there.
        text: the sentence.
        first: events that the first coder alone has, as it wrote them.
        second: those that the second alone has.
    """

    document: str
    sentence: int
    text: str
    first: tuple[SystemEvent, ...]
    second: tuple[SystemEvent, ...]


class Agreement(NamedTuple):
    """The comparison.

    Attributes:
        texts: number of texts.
        first: events of the first coder.
        second: events of the second.
        levels: F1 of one against the other, by level, with 90 % intervals over articles.
        types: F1 of triples by type.
        same_status: share with the same status among agreed triples, None without any.
        same_date: share with the same date, of those that the first coder dates.
        differences: sentences where a triple is of one alone, in the order of the texts.
    """

    texts: int
    first: int
    second: int
    levels: dict[Level, LevelScore]
    types: dict[str, Score]
    same_status: float | None
    same_date: float | None
    differences: tuple[Difference, ...]


def agreement(ids: Sequence[str], first: Iterable[SystemEvent], second: Iterable[SystemEvent]) -> Agreement:
    """Compares two coders.

    Args:
        ids: of all texts that both have coded, also those without an event.
        first: events of one, as `marsad code` writes them.
        second: events of the other.
    """
    asked = set(ids)
    ones, others = _known(first, asked), _known(second, asked)
    by_text: dict[str, list[SystemEvent]] = defaultdict(list)
    for event in ones:
        by_text[event["document"]].append(event)
    texts = [{"id": name, "events": by_text[name]} for name in ids]
    result = evaluate(texts, others)
    return Agreement(
        texts=len(ids),
        first=result.gold,
        second=result.system,
        levels=result.levels,
        types=result.types,
        same_status=result.status,
        same_date=result.date,
        differences=tuple(_differences(ids, result)),
    )


def _known(events: Iterable[SystemEvent], asked: set[str]) -> list[SystemEvent]:
    """Events of the texts, with codes for sides and without unnamed parties, which would match anyone."""
    return [
        {**event, "document": str(event["document"]), **_sides(event), "whole": event}
        for event in events
        if str(event["document"]) in asked
    ]


def _sides(event: Mapping[str, Any]) -> dict[str, list[str]]:
    return {side: sorted(codes(event[side]) - {"UNK"}) for side in ("actors", "recipients")}


def _differences(ids: Iterable[str], result: Evaluation) -> Iterable[Difference]:
    for name in ids:
        matching = result.matchings[name]
        places = {(e["sentence"], e["text"]) for e in (*matching.missed, *matching.extra)}
        for sentence, text in sorted(places):
            first = tuple(e["whole"] for e in matching.missed if e["sentence"] == sentence)
            second = tuple(e["whole"] for e in matching.extra if e["sentence"] == sentence)
            yield Difference(name, sentence, text, first, second)

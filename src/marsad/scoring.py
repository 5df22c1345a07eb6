"""Coded events against gold: precision, recall and F1 by level and type, with intervals.

The rules are those of the project's scoring script, stated here once:

- Levels: *type*; *triple* (type, same set of actor codes, same set of recipient codes); *dyad* (quad class,
  same unordered set of codes).
- Expected acts (status future or hypothetical) are no events.
- A gold event with ``"sure": false`` counts neither for nor against: it absorbs one left-over system event
  of its type (dyad: quad class).
- ``UNK`` in gold matches any party list that holds the other gold codes, also an empty one.
- Status, date and mode are shares right among matched triples (date and mode where gold has one).
- Intervals: 90 %, percentile bootstrap over articles (the part of the id before the last ":" or "_").
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from marsad.plover import event_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Level = Literal["type", "triple", "dyad"]
LEVELS: Final[tuple[Level, ...]] = ("type", "triple", "dyad")
EXPECTED: Final = ("future", "hypothetical")
DRAWS: Final = 400
NOTHING: Final = ""
"""Stands for "no event" in the confusion counts."""

GoldEvent = Mapping[str, Any]
SystemEvent = Mapping[str, Any]


class Score(NamedTuple):
    """Precision, recall and F1, with the counts they are of."""

    p: float
    r: float
    f1: float
    hits: int
    extra: int
    missed: int


class Matching(NamedTuple):
    """Gold against system in one text: matched pairs, missed gold, left-over system events."""

    hits: list[tuple[GoldEvent, SystemEvent]]
    missed: list[GoldEvent]
    extra: list[SystemEvent]


class LevelScore(NamedTuple):
    """A level's score with the 90 % interval of its F1."""

    score: Score
    low: float
    high: float


class Evaluation(NamedTuple):
    """The whole comparison.

    Attributes:
        texts: number of texts.
        gold: number of gold events that count.
        system: number of system events.
        levels: score by level.
        status: share of matched triples with the right status, None without matches.
        date: share with the right date, where gold has one.
        mode: share with the right mode, where gold has one.
        classes: score of each status class, matched over (document, type, codes, status).
        types: score of each event type.
        confusion: (gold type, system type) counts: matched triples, then what is left on both sides paired
            one to one where the doers overlap, then what stays alone, against `NOTHING`.
        matchings: the triple matching of each text.
    """

    texts: int
    gold: int
    system: int
    levels: dict[Level, LevelScore]
    status: float | None
    date: float | None
    mode: float | None
    classes: dict[str, Score]
    types: dict[str, Score]
    confusion: Counter[tuple[str, str]]
    matchings: dict[str, Matching]


def evaluate(gold: Sequence[Mapping[str, Any]], system: Iterable[SystemEvent]) -> Evaluation:
    """Compares coded events with gold texts.

    Args:
        gold: texts with ``id`` and ``events``, as `marsad.evaluation.read_gold` gives them.
        system: events as `marsad code` writes them; ``document`` is the text's id.
    """
    by_document: dict[str, list[SystemEvent]] = defaultdict(list)
    for event in system:
        if event.get("status", "actual") not in EXPECTED:
            by_document[str(event["document"])].append(event)
    texts = {str(text["id"]): [event for event in text["events"] if _counts(event)] for text in gold}
    triple = {name: matched("triple", events, by_document[name]) for name, events in texts.items()}
    pairs = [pair for matching in triple.values() for pair in matching.hits]
    return Evaluation(
        texts=len(gold),
        gold=sum(bool(event.get("sure", True)) for events in texts.values() for event in events),
        system=sum(map(len, by_document.values())),
        levels={level: _level_score(level, texts, by_document) for level in LEVELS},
        status=_share([_status(s) == _status(g) for g, s in pairs]),
        date=_share([str(s.get("date") or "").startswith(g["date"]) for g, s in pairs if g.get("date")]),
        mode=_share([s.get("mode") == g["mode"] for g, s in pairs if g.get("mode")]),
        classes={name: _class_score(name, texts, by_document) for name in ("negated", "historical")},
        types=_type_scores(texts, by_document),
        confusion=_confusion(triple.values()),
        matchings=triple,
    )


def _counts(event: GoldEvent) -> bool:
    return event.get("status", "actual") not in EXPECTED


def _status(event: Mapping[str, Any]) -> str:
    return str(event.get("status", "actual"))


def codes(side: Iterable[Any] | None) -> set[str]:
    """Codes of a side, given as codes or as entities."""
    return {
        (party if isinstance(party, str) else party.get("country") or party.get("code")) or "UNK"
        for party in side or ()
    }


def _same(gold: set[str], got: set[str]) -> bool:
    if "UNK" in gold:
        return gold - {"UNK"} <= got
    return gold == got - {"UNK"}


def _quad(name: str) -> int:
    found = event_types().get(name)
    return int(found.quad) if found else 0


def matches(level: Level, gold: GoldEvent, system: SystemEvent) -> bool:
    """Whether a system event is the gold event, at a level."""
    if level == "type":
        return bool(gold["type"] == system["type"])
    gold_sides = codes(gold["actors"]), codes(gold["recipients"])
    system_sides = codes(system["actors"]), codes(system["recipients"])
    if level == "triple":
        sides = zip(gold_sides, system_sides, strict=True)
        return gold["type"] == system["type"] and all(_same(g, s) for g, s in sides)
    quads = _quad(gold["type"]) == _quad(system["type"])
    return quads and _same(gold_sides[0] | gold_sides[1], system_sides[0] | system_sides[1])


def matched(level: Level, gold: Sequence[GoldEvent], system: Sequence[SystemEvent]) -> Matching:
    """Matches the events of one text one to one; equal status is preferred."""
    left, hits, missed = list(system), [], []
    for event in (event for event in gold if event.get("sure", True)):
        found = sorted(
            (candidate for candidate in left if matches(level, event, candidate)),
            key=lambda candidate: _status(candidate) != _status(event),
        )
        if found:
            left.remove(found[0])
            hits.append((event, found[0]))
        else:
            missed.append(event)
    for event in (event for event in gold if not event.get("sure", True)):
        absorbed = next((candidate for candidate in left if _absorbs(level, event, candidate)), None)
        if absorbed is not None:
            left.remove(absorbed)
    return Matching(hits, missed, left)


def _absorbs(level: Level, gold: GoldEvent, system: SystemEvent) -> bool:
    if level == "dyad":
        return _quad(gold["type"]) == _quad(system["type"])
    return bool(gold["type"] == system["type"])


def score_of(hits: int, extra: int, missed: int) -> Score:
    """Precision, recall and F1 of counts; 0 where undefined."""
    p, r = hits / (hits + extra or 1), hits / (hits + missed or 1)
    return Score(p, r, 2 * p * r / (p + r or 1), hits, extra, missed)


def article_of(text_id: str) -> str:
    """The article that a text comes from; headlines ("ans…") stand alone."""
    return text_id if text_id.startswith("ans") else re.split(r"[:_](?=[^:_]*$)", text_id)[0]


def _level_score(
    level: Level, texts: Mapping[str, Sequence[GoldEvent]], system: Mapping[str, Sequence[SystemEvent]]
) -> LevelScore:
    by_article: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, events in texts.items():
        found = matched(level, events, system.get(name, ()))
        cell = by_article[article_of(name)]
        for index, count in enumerate((len(found.hits), len(found.extra), len(found.missed))):
            cell[index] += count
    rows = list(by_article.values())
    whole = score_of(*_sums(rows))
    if not rows:
        return LevelScore(whole, 0.0, 0.0)
    rng = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    draws = sorted(score_of(*_sums(rng.choices(rows, k=len(rows)))).f1 for _ in range(DRAWS))
    return LevelScore(whole, draws[DRAWS // 20], draws[DRAWS - DRAWS // 20 - 1])


def _sums(rows: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)


def _class_score(
    status: str, texts: Mapping[str, Sequence[GoldEvent]], system: Mapping[str, Sequence[SystemEvent]]
) -> Score:
    return _score_where(lambda event: _status(event) == status, texts, system, "triple")


def _type_scores(
    texts: Mapping[str, Sequence[GoldEvent]], system: Mapping[str, Sequence[SystemEvent]]
) -> dict[str, Score]:
    return {
        name: _score_where(lambda event, name=name: event["type"] == name, texts, system, "triple")  # type: ignore[misc]
        for name in event_types()
    }


def _score_where(
    keeps: Callable[[Mapping[str, Any]], bool],
    texts: Mapping[str, Sequence[GoldEvent]],
    system: Mapping[str, Sequence[SystemEvent]],
    level: Level,
) -> Score:
    found = [
        matched(level, [e for e in events if keeps(e)], [e for e in system.get(name, ()) if keeps(e)])
        for name, events in texts.items()
    ]
    return score_of(
        sum(len(m.hits) for m in found), sum(len(m.extra) for m in found), sum(len(m.missed) for m in found)
    )


def _confusion(matchings: Iterable[Matching]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for matching in matchings:
        found.update((gold["type"], system["type"]) for gold, system in matching.hits)
        left = list(matching.extra)
        for gold in matching.missed:
            taken = _likeliest(gold, left)
            if taken is not None:
                left.remove(taken)
            found[gold["type"], taken["type"] if taken else NOTHING] += 1
        found.update((NOTHING, system["type"]) for system in left)
    return found


def _likeliest(gold: GoldEvent, left: Sequence[SystemEvent]) -> SystemEvent | None:
    """The left-over system event that was most likely meant for a missed gold event: most codes shared."""
    doers, others = codes(gold["actors"]), codes(gold["recipients"])
    near = [system for system in left if doers & codes(system["actors"])]
    return max(near, key=lambda system: len(others & codes(system["recipients"])), default=None)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None

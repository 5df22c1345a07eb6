"""The ledger as flat rows for lists, and its scores for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from marsad.ledger.listing import Due, Listed
    from marsad.ledger.pairs import Pair
    from marsad.ledger.summary import Interval, Score

LISTED_COLUMNS: Final = (
    "made_on", "forecaster", "low", "high", "words", "statement", "horizon", "condition", "publisher",
    "repeats", "stage", "outcome", "question", "asked", "counts", "by_rule", "record", "id",
)  # fmt: skip

SHOWN_LISTED_COLUMNS: Final = (
    "made_on", "forecaster", "chance", "says", "horizon", "state", "id",
)  # fmt: skip

SHOWN_QUESTION_COLUMNS: Final = ("key", "id", "text", "deadline", "stage", "outcome", "forecasts", "evidence")

DUE_COLUMNS: Final = (
    "deadline", "days", "why", "question", "text", "outcome", "forecasts", "proposed", "origins", "known_on",
    "because", "evidence", "rivals",
)  # fmt: skip

SHOWN_DUE_COLUMNS: Final = ("deadline", "days", "why", "question", "text", "proposed", "origins")

_INTERVALS: Final = ("brier", "log", "skill")
_PLAIN: Final = (
    "best", "worst", "miscalibration", "discrimination", "uncertainty", "reliability", "resolution", "within",
    "updates", "repeats", "self_graded", "self_resolved", "undocumented",
)  # fmt: skip
_ASIDE: Final = (
    "open", "partly", "ambiguous", "void", "unresolvable", "unfalsifiable", "late", "struck",
)  # fmt: skip

SCORE_COLUMNS: Final = (
    "by", "name", "rank", "n", "questions", "came_true",
    *(f"{name}{end}" for name in _INTERVALS for end in ("", "_low", "_high")), *_PLAIN, *_ASIDE, "why",
)  # fmt: skip

PAIR_COLUMNS: Final = (
    "one", "other", "shared", "difference", "difference_low", "difference_high", "one_better", "other_better",
    "one_lead", "other_lead", "better", "why",
)  # fmt: skip

_SHOWN_SCORES: Final = ("rank", "name", "n", "questions", "Brier", "skill", "not scored", "flags")
_SHOWN_PARTS: Final = ("name", "log", "best", "worst", "MCB", "DSC", "UNC", "REL", "RES")


def listed_row(one: Listed) -> dict[str, Any]:
    """A forecast as one flat row."""
    return one.as_dict()


def shown_listed_row(one: Listed) -> dict[str, Any]:
    """A forecast as a person reads it on a terminal: what was said or asked, and what became of it.

    The id is the question's key, else how that of the archived forecast begins, which `ask` takes.
    """
    ends = dict.fromkeys(f"{end:.2f}".removeprefix("0") for end in (one.low, one.high) if end is not None)
    return {
        "made_on": one.made_on,
        "forecaster": one.forecaster,
        "chance": "–".join(ends),
        "says": one.statement or one.asked,
        "horizon": one.horizon,
        "state": one.outcome or ("" if one.stage == "not asked" else one.stage),
        "id": one.question or (one.record or one.id or "")[:_SHORT_ID],
    }


_SHORT_ID: Final = 6


def due_row(one: Due) -> dict[str, Any]:
    """A question that waits as one flat row; evidence as its sentences parted by bars."""
    told = one.as_dict() | {"deadline": one.deadline.isoformat()}
    waiting = one.proposal
    return told | {
        "proposed": waiting.outcome if waiting else None,
        "origins": waiting.origins if waiting else None,
        "known_on": waiting.known_on.isoformat() if waiting and waiting.known_on else None,
        "because": waiting.why if waiting else None,
        "evidence": " | ".join(found.text for found in waiting.evidence) if waiting else None,
        "rivals": len(waiting.rivals) if waiting else None,
    }


def score_row(score: Score) -> dict[str, Any]:
    """A score as one flat row, its intervals as three numbers each."""
    names = ("by", "name", "rank", "n", "questions", "came_true", "why", *_PLAIN)
    told = {name: getattr(score, name) for name in names} | score.aside.as_dict()
    for name in _INTERVALS:
        told |= _ends(name, getattr(score, name))
    return told


def pair_row(pair: Pair) -> dict[str, Any]:
    """Two forecasters as one flat row."""
    return pair.as_dict() | _ends("difference", pair.difference)


def _ends(name: str, interval: Interval | None) -> dict[str, float | None]:
    ends = (interval.value, interval.low, interval.high) if interval else (None, None, None)
    return dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))


def print_scores(scores: Sequence[Score], pairs: Sequence[Pair], console: Console) -> None:
    """Scores and head to head as tables on a terminal, with what the numbers mean."""
    from marsad.views.listing import print_table  # noqa: PLC0415

    print_table([_shown(score) for score in scores], _SHOWN_SCORES, console)
    console.print()
    print_table([_parts(score) for score in scores if score.n], _SHOWN_PARTS, console)
    if pairs:
        console.print()
        print_table([_shown_pair(pair) for pair in pairs], _SHOWN_PAIRS, console)
    console.print(_LEGEND, style="dim")


_LEGEND: Final = (
    "Brier and log: 0 is best; log is clipped to .01–.99. Skill: share of the base rate's error that was"
    " saved. 90 % intervals over questions. best, worst: Brier by the numbers that the words can mean."
)

_SHOWN_PAIRS: Final = ("one", "other", "shared", "difference", "better on", "days ahead", "verdict")


def _shown(score: Score) -> dict[str, Any]:
    aside = (f"{name} {number}" for name, number in score.aside.as_dict().items() if number)
    flags = (f"{name} {getattr(score, name)}" for name in _FLAGS if getattr(score, name))
    return {
        "rank": score.rank or "–",
        "name": _name(score),
        "n": score.n,
        "questions": score.questions,
        "Brier": _told(score.brier),
        "skill": _told(score.skill),
        "not scored": ", ".join(aside),
        "flags": ", ".join(flags),
    }


def _parts(score: Score) -> dict[str, Any]:
    parts = (score.best, score.worst, score.miscalibration, score.discrimination, score.uncertainty)
    told = (*parts, score.reliability, score.resolution)
    numbers = dict(zip(_SHOWN_PARTS[2:], map(_number, told), strict=True))
    return {"name": _name(score), "log": _told(score.log)} | numbers


def _name(score: Score) -> str:
    return score.name or ("all" if score.by == "all" else "–")


_FLAGS: Final = ("self_graded", "self_resolved", "undocumented")


def _shown_pair(pair: Pair) -> dict[str, Any]:
    return {
        "one": pair.one,
        "other": pair.other,
        "shared": pair.shared,
        "difference": _told(pair.difference),
        "better on": f"{pair.one_better} : {pair.other_better}",
        "days ahead": f"{pair.one_lead:.0f} : {pair.other_lead:.0f}",
        "verdict": f"{pair.better} was better" if pair.better else pair.why,
    }


def _told(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    if interval.low is None or interval.high is None:
        return _number(interval.value)
    return f"{_number(interval.value)} ({_number(interval.low)}, {_number(interval.high)})"


def _number(value: float | None) -> str | None:
    """Three decimals, without the zero before the point: a terminal is narrow."""
    return None if value is None else f"{value:.3f}".replace("0.", ".", 1)


def rows_of(found: Iterable[dict[str, Any]], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Rows that hold every column, empty where it is not told."""
    return [dict.fromkeys(columns) | row for row in found]

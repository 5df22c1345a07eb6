"""An evaluation for people: tables on a terminal; and the same numbers as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.claim_scoring import told_by
from marsad.records import joined_text
from marsad.scoring import NOTHING, codes
from marsad.views.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

    from marsad.claim_scoring import ClaimEvaluation
    from marsad.scoring import Evaluation, Score

    Texts = Sequence[Mapping[str, Any]]

_UNKNOWN: Final = "–"
_SPAN_MISSING: Final = -1


def print_evaluation(
    name: str,
    texts: Texts,
    result: Evaluation,
    console: Console,
    *,
    confusion: bool,
    errors: bool,
    claims: ClaimEvaluation | None = None,
) -> None:
    """Prints an evaluation.

    Args:
        name: what was scored, for the heading.
        texts: the gold texts, for the sentences of the errors.
        result: the comparison.
        console: where to.
        confusion: print also which types are taken for which.
        errors: print also every miss and every false alarm, its trigger in ⟦…⟧.
        claims: the comparison of claims, None where the gold has none.
    """
    console.print(
        f"{printable(name)}: {result.texts} texts, {result.gold} gold events, {result.system} coded",
        soft_wrap=True,
    )
    console.print()
    console.print(_level_table(result))
    console.print()
    console.print(_share_table(result))
    console.print()
    console.print(_type_table(result))
    if confusion:
        console.print()
        console.print(_confusion_table(result))
    if claims is not None:
        console.print()
        console.print(_claim_table(claims))
        if confusion:
            console.print()
            console.print(_verb_table(claims))
    if errors:
        _print_errors(texts, result, console)
        if claims is not None:
            _print_claim_errors(texts, claims, console)


def scores_as_json(
    name: str,
    result: Evaluation,
    *,
    claims: ClaimEvaluation | None = None,
    figures: Mapping[str, Any] | None = None,
    forecasts: Mapping[str, Any] | None = None,
) -> str:
    """An evaluation as one JSON object on one line; shares and scores in [0, 1], null where undefined.

    Args:
        name: what was scored.
        result: the comparison.
        claims: the comparison of claims, None where the gold has none.
        figures: scores of figures, where the gold has some.
        forecasts: scores of forecasts, where the gold tells of them.
    """
    levels: dict[str, Any] = {
        level: {**_score_values(scored.score), "low": scored.low, "high": scored.high}
        for level, scored in result.levels.items()
    }
    confused: dict[str, dict[str, int]] = defaultdict(dict)
    for (gold, system), count in sorted(result.confusion.items()):
        confused[gold or "none"][system or "none"] = count
    counts = {"name": name, "texts": result.texts, "gold": result.gold, "system": result.system}
    shares = {"status": result.status, "date": result.date, "mode": result.mode}
    classes = {status: _score_values(score) for status, score in result.classes.items()}
    types = {kind: _score_values(score) for kind, score in result.types.items() if _told(score)}
    whole: dict[str, Any] = {**counts, **levels, **shares, **classes, "types": types, "confusion": confused}
    if claims is not None:
        whole["claims"] = _claim_values(claims)
    if figures is not None:
        whole["figures"] = figures
    if forecasts is not None:
        whole["forecasts"] = forecasts
    return msgspec.json.encode(whole).decode()


def _claim_values(result: ClaimEvaluation) -> dict[str, Any]:
    """The comparison of claims as plain values; ``speakers`` and ``verb`` with their intervals."""
    return {
        "gold": result.gold,
        "system": result.system,
        "speakers": {
            **_score_values(result.speakers),
            "precision": result.precision._asdict(),
            "recall": result.recall._asdict(),
        },
        "verb": result.verb._asdict(),
        "exact": _score_values(result.claims),
        "verbs": {f"{gold} {coded}": count for (gold, coded), count in sorted(result.verbs.items())},
    }


def _score_values(score: Score) -> dict[str, float]:
    return {name: getattr(score, name) for name in score._fields}


def _told(score: Score) -> bool:
    return bool(score.hits or score.extra or score.missed)


def _table(first: str, *numbers: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - only what prints pays for rich

    table = Table(show_edge=False, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _level_table(result: Evaluation) -> Table:
    table = _table("level", "P", "R", "F1", "90 % interval")
    for level, scored in result.levels.items():
        p, r, f1, *_ = map(_number, scored.score)
        table.add_row(level, p, r, f1, f"{_number(scored.low)} to {_number(scored.high)}")
    return table


def _share_table(result: Evaluation) -> Table:
    table = _table("of matched triples", "right")
    for name, share in (("status", result.status), ("date", result.date), ("mode", result.mode)):
        table.add_row(name, _number(share))
    for status, score in result.classes.items():
        table.add_row(f"F1 of {status}", _number(score.f1 if _told(score) else None))
    return table


def _claim_table(result: ClaimEvaluation) -> Table:
    table = _table(f"claims ({result.gold} gold, {result.system} coded)", "share", "90 % interval")
    shares = (("speaker P", result.precision), ("speaker R", result.recall), ("verb class", result.verb))
    for name, share in shares:
        table.add_row(name, _number(share.value), f"{_number(share.low)} to {_number(share.high)}")
    table.add_row("F1 of speaker with verb class", _number(result.claims.f1), "")
    return table


def _verb_table(result: ClaimEvaluation) -> Table:
    table = _table("gold verb class", "claims", "same class")
    table.add_column("coded as")
    for kind in dict.fromkeys(gold for gold, _ in sorted(result.verbs)):
        coded = Counter({s: count for (g, s), count in result.verbs.items() if g == kind})
        table.add_row(kind, str(coded.total()), str(coded[kind]), _others(coded, kind))
    return table


def _type_table(result: Evaluation) -> Table:
    table = _table("type", "gold", "coded", "P", "R", "F1")
    for kind, score in result.types.items():
        if _told(score):
            gold, system = score.hits + score.missed, score.hits + score.extra
            table.add_row(kind, str(gold), str(system), *map(_number, score[:3]))
    return table


def _number(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.3f}"


def _confusion_table(result: Evaluation) -> Table:
    table = _table("gold type", "events", "same type")
    table.add_column("coded as")
    for kind in (*result.types, NOTHING):
        coded = Counter({s: count for (g, s), count in result.confusion.items() if g == kind})
        if coded:
            right = str(coded[kind]) if kind else _UNKNOWN
            table.add_row(kind or "no event", str(coded.total()), right, _others(coded, kind))
    return table


def _others(coded: Counter[str], kind: str) -> str:
    """What else a type was coded as, most often first."""
    return ", ".join(
        f"{other or 'no event'} {count}" for other, count in coded.most_common() if other != kind
    )


def _print_errors(texts: Texts, result: Evaluation, console: Console) -> None:
    for text in texts:
        matching = result.matchings[str(text["id"])]
        for event in matching.missed:
            _print_error(console, "missed", text, event, _gold_lines(text, event))
        for event in matching.extra:
            _print_error(console, "false alarm", text, event, _coded_lines(text, event))


def _print_claim_errors(texts: Texts, result: ClaimEvaluation, console: Console) -> None:
    for text in texts:
        matching = result.matchings.get(str(text["id"]))
        if matching is None:
            continue
        lines = [f"missed  {claim['speaker']}  {claim['verb']}" for claim in matching.missed]
        lines += [f"false alarm  {told_by(claim)}  {claim['verb']}" for claim in matching.extra]
        lines += [
            f"class  {gold['speaker']}  {gold['verb']}, coded {claim['verb']}"
            for gold, claim in matching.pairs
            if gold["verb"] != claim["verb"]
        ]
        if lines:
            _print_lines(console, f"claims  {text['id']}", lines, text["text"])


def _print_lines(console: Console, heading: str, lines: Sequence[str], quoted: str) -> None:
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console.print()
    console.print(Text(printable(heading), "bold"))
    for line in (*lines, quoted):
        console.print(Padding(Text(printable(line)), (0, 4)))


def _print_error(
    console: Console, kind: str, text: Mapping[str, Any], event: Mapping[str, Any], quoted: str
) -> None:
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    sides = " → ".join(" ".join(sorted(codes(event[side]))) or _UNKNOWN for side in ("actors", "recipients"))
    status = event.get("status", "actual")
    console.print()
    console.print(Text(printable(f"{kind}  {text['id']}  {event['type']}  {sides}  {status}"), "bold"))
    console.print(Padding(Text(printable(quoted)), (0, 4)))


def _gold_lines(text: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    words = event.get("trigger") or ""
    return _marked(text["text"], text["text"].find(words) if words else _SPAN_MISSING, len(words))


def _coded_lines(text: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    whole, _ = joined_text(text.get("title"), text["text"])
    sentence, start, end = event["text"], event["start"], event["end"]
    begin = next((at for at in _places(whole, sentence) if at <= start and end <= at + len(sentence)), None)
    return sentence if begin is None else _marked(sentence, start - begin, end - start)


def _places(whole: str, part: str) -> Iterator[int]:
    at = whole.find(part)
    while at != _SPAN_MISSING:
        yield at
        at = whole.find(part, at + 1)


def _marked(words: str, start: int, length: int) -> str:
    if start == _SPAN_MISSING:
        return words
    return f"{words[:start]}⟦{words[start : start + length]}⟧{words[start + length :]}"

"""Gold files, and the coder run over them; the comparison itself is `marsad.scoring`.

A gold file is JSON lines, one text each: ``id``, ``text``, ``events`` or ``figures`` or both, ``claims``
where they are annotated, and what `marsad code` takes besides (``published``, ``title``, ``outlet``,
``before``). An event has ``type``, ``actors`` and ``recipients`` as lists of codes, and ``mode``,
``status``, ``date``, ``sure`` where told; a claim has ``speaker`` in words, and ``verb``; a figure has
``value`` (null where no number is told), ``unit``, ``what``, ``parties``, and ``period``, ``approximate``,
``sure`` where told. ``forecast`` is null or has ``forecaster`` and ``likelihood`` in words, and ``horizon``,
``condition``, ``made_on``, ``about`` where told; a line with ``forecast`` may go without ``events``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec

from marsad.bulk import TextLine, coding_of_line
from marsad.claim_scoring import ClaimEvaluation, evaluate_claims
from marsad.errors import MalformedError, UnreadableError
from marsad.figure_scoring import FigureEvaluation, evaluate_figures
from marsad.forecast_scoring import ForecastEvaluation, evaluate_forecasts
from marsad.plover import event_types
from marsad.records import VerbClass
from marsad.scoring import Evaluation, article_of, evaluate, matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from marsad.records import Coding

__all__ = [
    "ClaimEvaluation",
    "Evaluation",
    "FigureEvaluation",
    "ForecastEvaluation",
    "article_of",
    "coded_figures",
    "coded_gold",
    "codings_of",
    "evaluate",
    "evaluate_claims",
    "evaluate_figures",
    "evaluate_forecasts",
    "gold_lines",
    "matched",
    "read_gold",
]

VERB_CLASSES: Final = get_args(VerbClass)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Gold texts of a JSON-lines file, each with ``id``, ``text``, ``events``; some with claims or figures.

    Raises:
        UnreadableError: the file cannot be read.
        MalformedError: a line is no JSON object, lacks a field, repeats an id, or holds a bad event,
            claim or figure.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UnreadableError(str(path), (error.strerror or str(error)).lower()) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(str(path), f"is no UTF-8: {error.reason} at byte {error.start}") from error
    texts: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            text = _gold_line(line, str(path), number)
            if str(text["id"]) in texts:
                raise MalformedError(str(path), f"the id {text['id']!r} is given twice", number)
            texts[str(text["id"])] = text
    return list(texts.values())


def _gold_line(line: str, source: str, number: int) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise MalformedError(source, f"no JSON: {error}", number) from error
    if not isinstance(found, dict):
        raise MalformedError(source, "no JSON object", number)
    if "figures" in found or "forecast" in found:
        found.setdefault("events", [])
    lacking = [name for name in ("id", "text", "events") if name not in found]
    if lacking:
        raise MalformedError(source, f"field missing: {', '.join(lacking)}", number)
    problems = (
        *map(_event_problem, found["events"]),
        *_claim_problems(found.get("claims")),
        *map(_figure_problem, found.get("figures", ())),
        _forecast_problem(found.get("forecast")),
    )
    problem = next(filter(None, problems), None)
    if problem:
        raise MalformedError(source, problem, number)
    return found


def _event_problem(event: object) -> str | None:
    """What is wrong with a gold event, None where nothing is."""
    if not isinstance(event, dict):
        return "an event is no JSON object"
    if event.get("type") not in event_types():
        return f"unknown event type {event.get('type')!r}"
    sides = [name for name in ("actors", "recipients") if not isinstance(event.get(name), list)]
    return f"`{sides[0]}` of an event must be a list of codes" if sides else None


def _claim_problems(claims: object) -> Iterator[str]:
    """What is wrong with gold claims; nothing where there are none."""
    if claims is None:
        return
    if not isinstance(claims, list):
        yield "`claims` must be a list"
        return
    for claim in claims:
        if not isinstance(claim, dict) or not isinstance(claim.get("speaker"), str):
            yield "a claim must be an object with a `speaker` in words"
        elif claim.get("verb") not in VERB_CLASSES:
            yield f"unknown verb class {claim.get('verb')!r}"


def _figure_problem(figure: object) -> str | None:
    """What is wrong with a gold figure, None where nothing is."""
    if not isinstance(figure, dict):
        return "a figure is no JSON object"
    lacking = [name for name in ("value", "unit", "what", "parties") if name not in figure]
    if lacking:
        return f"a figure lacks {', '.join(lacking)}"
    if figure["value"] is not None and not isinstance(figure["value"], int | float):
        return f"`value` of a figure is no number: {figure['value']!r}"
    return None if isinstance(figure["parties"], list) else "`parties` of a figure must be a list of codes"


def _forecast_problem(forecast: object) -> str | None:
    """What is wrong with a gold forecast, None where nothing is or there is none."""
    if forecast is None:
        return None
    if not isinstance(forecast, dict):
        return "`forecast` must be null or an object"
    lacking = [name for name in ("forecaster", "likelihood") if not isinstance(forecast.get(name), str)]
    return f"a forecast must have {' and '.join(lacking)} in words" if lacking else None


def coded_gold(texts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Events of gold texts, as plain values, for `marsad.scoring.evaluate`; see `codings_of`."""
    for coding in codings_of(texts):
        yield from (event.as_dict() for event in coding.events)


def coded_figures(texts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Figures of gold texts, as plain values, for `marsad.figure_scoring.evaluate_figures`."""
    for coding in codings_of(texts):
        yield from (figure.as_dict() for figure in coding.figures)


def codings_of(texts: Iterable[Mapping[str, Any]]) -> Iterator[Coding]:
    """Codings of gold texts, in their order.

    Sentences of one article that follow each other are each other's context.
    """
    return map(coding_of_line, gold_lines(texts))


def gold_lines(texts: Iterable[Mapping[str, Any]]) -> Iterator[TextLine]:
    """Gold texts as lines to code, each with those before it in its article as context."""
    article, before = "", ""
    for text in texts:
        line = _text_line(text)
        if article_of(str(line.id)) != article:
            article, before = article_of(str(line.id)), ""
        yield msgspec.structs.replace(line, before=line.before or before)
        before = f"{before}\n\n{line.text}"[-_BEFORE:]


def _text_line(text: Mapping[str, Any]) -> TextLine:
    given = {name: text[name] for name in TextLine.__struct_fields__ if text.get(name) is not None}
    return msgspec.convert(given, TextLine)


_BEFORE: Final = 2000
"""Characters of context before a sentence: enough for pronouns and "the two countries"."""

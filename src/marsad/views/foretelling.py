"""What was foretold about a state: forecasts with their sentences, and what the ledger made of them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Final

from marsad.errors import MalformedError
from marsad.languages import sentences
from marsad.records import AUTHOR, Passage
from marsad.views.foretold_parts import ForecastView, Foretold
from marsad.views.ledger_questions import ledger_of, range_words
from marsad.views.parties import speaker_name
from marsad.views.times import when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Forecast, Grade
    from marsad.views.foretold_parts import QuestionView
    from marsad.views.labels import Labels
    from marsad.views.ledger_questions import LedgerView
    from marsad.views.matter import Bench, Kept
    from marsad.views.parts import When, Witness

_DAY: Final = 10
_YEAR: Final = 4


def foretold_of(forecasts: Iterable[Forecast], kept: Kept | None, bench: Bench) -> Foretold | None:
    """What was foretold, ready to be laid out; None where nothing was and the ledger asks nothing.

    A forecast that several articles bring in the same words stands once, with its first article.

    Raises:
        MalformedError: a forecast's span does not lie in a sentence of its document or reads otherwise.
    """
    told = _told_once(forecasts, bench)
    ledger = ledger_of(kept, bench)
    if not told and not ledger.questions:
        return None
    views = tuple(_view(at, found, ledger, bench) for at, found in enumerate(told, 1))
    return Foretold(
        digest=_digest(views, ledger.questions, bench.labels),
        forecasts=views,
        questions=ledger.questions,
        scores=ledger.scores,
        picture=ledger.picture,
        alternative=ledger.alternative,
    )


def last_day(horizon: str) -> dt.date:
    """The last day of a day, month or year."""
    if len(horizon) == _DAY:
        return dt.date.fromisoformat(horizon)
    year, month = int(horizon[:_YEAR]), int(horizon[_YEAR + 1 :] or 12)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _told_once(forecasts: Iterable[Forecast], bench: Bench) -> list[tuple[Forecast, int]]:
    """Newest first, each with how often it was told again."""
    ordered = sorted(forecasts, key=lambda one: (one.made_on or dt.date.min, one.document, one.start))
    keys = [(_who(one, bench), " ".join(one.statement.split())) for one in ordered]
    again = Counter(keys)
    first: dict[tuple[str, str], tuple[Forecast, int]] = {}
    for key, one in zip(keys, ordered, strict=True):
        first.setdefault(key, (one, again[key] - 1))
    return list(first.values())[::-1]


def _view(at: int, found: tuple[Forecast, int], ledger: LedgerView, bench: Bench) -> ForecastView:
    forecast, repeats = found
    labels, likely, grade = bench.labels, forecast.likelihood, forecast.grade
    question = ledger.asked.get(forecast.id)
    who, country = _who(forecast, bench), _country(forecast, labels)
    return ForecastView(
        anchor=f"w{at}",
        forecast=forecast.id,
        who=who,
        country=country if country != who else None,
        made_on=_made_on(forecast, bench),
        horizon=when_told(forecast.horizon, labels) if forecast.horizon else None,
        words=likely.words,
        range=range_words(likely.low, likely.high, labels),
        condition=forecast.condition,
        grade=_grade(grade, labels) if grade else None,
        self_graded=forecast.self_graded,
        notes=_notes(forecast, question, ledger, bench),
        question=question.anchor if question else None,
        repeats=repeats,
        witness=_witness(forecast, bench),
    )


def _made_on(forecast: Forecast, bench: Bench) -> When | None:
    """When it was said, where that is not the day of the article."""
    if forecast.made_on in (None, bench.documents[forecast.document].published):
        return None
    return when_published(forecast.made_on, bench.labels)


def _notes(
    forecast: Forecast, question: QuestionView | None, ledger: LedgerView, bench: Bench
) -> tuple[str, ...]:
    """Where it stands in the ledger; without a question there, whether its day has gone by."""
    if question is not None:
        return tuple(words for words in (question.stage, question.outcome) if words)
    if forecast.id in ledger.aside:
        return (bench.labels.text("stage.unfalsifiable"),)
    if forecast.horizon is not None and last_day(forecast.horizon) < bench.today:
        return (bench.labels.text("ui.day_gone"),)
    return ()


def _who(forecast: Forecast, bench: Bench) -> str:
    if forecast.forecaster != AUTHOR:
        return speaker_name(forecast.forecaster, bench.labels)
    document = bench.documents[forecast.document]
    outlet = document.outlet or bench.labels.text("ui.unnamed_outlet")
    return document.author or bench.labels.text("ui.author_of", x=outlet)


def _country(forecast: Forecast, labels: Labels) -> str | None:
    code = forecast.forecaster.country
    return None if code == "UNK" else labels.country(code)


def _grade(grade: Grade, labels: Labels) -> str:
    verdict = labels.text("grade.yes" if grade.verdict == "came true" else "grade.no")
    return labels.text("ui.self_graded" if grade.own else "ui.graded", x=verdict)


def _witness(forecast: Forecast, bench: Bench) -> Witness:
    """The sentence of the forecast with the statement marked."""
    document = bench.documents[forecast.document]
    split = sentences(document.text, document.body_start)
    around = next((one for one in split if one.start <= forecast.start < forecast.end <= one.end), None)
    if around is None:
        where = f"{forecast.start}-{forecast.end}"
        raise MalformedError(document.id, f"forecast {forecast.id}: span {where} lies in no sentence")
    if document.text[forecast.start : forecast.end] != forecast.statement:
        raise MalformedError(document.id, f"forecast {forecast.id} does not read as told")
    passage = Passage(
        document=document.id,
        sentence=forecast.sentence,
        start=forecast.start,
        end=forecast.end,
        text=document.text[around.start : around.end],
    )
    return bench.witness(passage)


def _digest(views: Sequence[ForecastView], questions: Sequence[QuestionView], labels: Labels) -> str:
    told: Mapping[str, int] = {
        "self_graded_n": sum(one.self_graded for one in views),
        "gone_n": sum(labels.text("ui.day_gone") in one.notes for one in views),
        "questions_n": len(questions),
        "due_n": sum(one.due is not None for one in questions),
    }
    parts = [labels.text(f"ui.{key}", n=number) for key, number in told.items() if number]
    return " · ".join([labels.counted("forecast", len(views)), *parts])

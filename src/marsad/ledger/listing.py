"""What was foretold, in the archive and in the ledger together, and what is due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.ledger.making import party_of, pattern_of, ruled_question
from marsad.ledger.matching import Proposal
from marsad.ledger.series import by_forecaster, same_name
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from marsad.ledger.entries import Unfalsifiable
    from marsad.ledger.series import Step
    from marsad.ledger.state import Said, Standing, State
    from marsad.records import Document, Forecast

Place = Literal["not asked", "draft", "open", "resolved", "disputed", "unfalsifiable"]


class Listed(Record, frozen=True, kw_only=True):
    """A forecast and what has become of it.

    Attributes:
        made_on: ISO 8601 day.
        horizon: by when, as the text tells it; of a question its deadline.
        repeats: how often it was said again.
        question: key or id.
        asked: what the question asks.
        stage: how far it has come.
        outcome: of the question, where it is decided.
        counts: whether it is scored with the question; False where it was struck, is void or was said again
            in another way later.
        by_rule: whether the rule could ask it; of those that are not asked.
        record: id of the archived forecast.
        id: id in the ledger.
    """

    made_on: str | None
    forecaster: str
    low: float | None
    high: float | None
    words: str | None
    statement: str | None
    horizon: str | None
    condition: str | None
    publisher: str | None
    repeats: int = 0
    question: str | None = None
    asked: str | None = None
    stage: Place
    outcome: str | None = None
    counts: bool = True
    by_rule: bool | None = None
    record: str | None = None
    id: str | None = None


class Due(Record, frozen=True, kw_only=True):
    """A question that waits for a person.

    Attributes:
        question: key or id.
        days: since the deadline; below 0 before it.
        why: what waits: the deadline has passed, evidence was found, or the decision is disputed.
        proposal: what the archive speaks for.
    """

    question: str
    text: str
    deadline: dt.date
    days: int
    why: Literal["deadline passed", "evidence waiting", "disputed"]
    outcome: str | None
    forecasts: int
    proposal: Proposal | None


def listed(
    state: State,
    forecasts: Iterable[Forecast],
    documents: Mapping[str, Document],
    as_of: dt.date | None = None,
) -> list[Listed]:
    """All forecasts, by the day they were made; those without a day come first.

    Args:
        state: of the ledger, as it was known.
        forecasts: of the archive.
        documents: theirs, by id.
        as_of: only forecasts made by this day.
    """
    asked = [one for standing in state.latest() for one in _of_question(state, standing)]
    aside = [_of_unfalsifiable(said) for said in state.unfalsifiable.values()]
    known = {one.record for one in (*asked, *aside)} | {
        said.content.record for standing in state.all_standings() for said in standing.predictions
    }
    drafts = {one.question.forecast: one for one in state.latest() if one.frozen is None}
    fresh = _collapsed((one for one in forecasts if one.id not in known), documents, drafts)
    found = [*asked, *aside, *fresh]
    day = as_of.isoformat() if as_of else _LAST
    shown = [one for one in found if (one.made_on or "") <= day]
    return sorted(
        shown, key=lambda one: (one.made_on or "", one.forecaster, one.question or "", one.id or "")
    )


def due(state: State, proposals: Mapping[str, Proposal], today: dt.date) -> list[Due]:
    """Questions that wait for a person: disputed, past their deadline, or open with evidence; longest first.

    Args:
        state: of the ledger.
        proposals: what the archive says, by id of the question.
        today: the day that deadlines are held against.
    """
    found = []
    for standing in state.latest():
        waiting = proposals.get(standing.question.id)
        why = _why_due(state, standing, waiting, today)
        if why is not None:
            found.append(_due(state, standing, waiting, why, today))
    return sorted(found, key=lambda one: (one.deadline, one.question))


_LAST: Final = "9999-12-31"
_DONE: Final = ("resolved", "draft", "replaced")


def _why_due(
    state: State, standing: Standing, waiting: Proposal | None, today: dt.date
) -> Literal["deadline passed", "evidence waiting", "disputed"] | None:
    if standing.stage == "disputed":
        return "disputed"
    if standing.stage in _DONE:
        return None
    if standing.question.deadline < today:
        return "deadline passed"
    return "evidence waiting" if state.shown_evidence(standing) or (waiting and waiting.evidence) else None


def _due(
    state: State,
    standing: Standing,
    waiting: Proposal | None,
    why: Literal["deadline passed", "evidence waiting", "disputed"],
    today: dt.date,
) -> Due:
    question = standing.question
    return Due(
        question=question.key or question.id,
        text=question.text,
        deadline=question.deadline,
        days=(today - question.deadline).days,
        why=why,
        outcome=standing.outcome,
        forecasts=len(state.counted(standing)),
        proposal=waiting,
    )


def _of_question(state: State, standing: Standing) -> Iterator[Listed]:
    counted = state.counted(standing)
    left_out = [said for said in standing.predictions if said not in counted]
    for steps in by_forecaster(counted).values():
        for place, step in enumerate(steps, 1):
            yield _of_step(standing, step, counts=place == len(steps))
    for steps in by_forecaster(left_out).values():
        yield from (_of_step(standing, step, counts=False) for step in steps)


def _of_step(standing: Standing, step: Step, *, counts: bool) -> Listed:
    made, question = step.first.content, standing.question
    stage = standing.stage
    return Listed(
        made_on=made.made_on.isoformat(),
        forecaster=made.forecaster.name,
        low=made.low,
        high=made.high,
        words=made.words,
        statement=made.statement,
        horizon=question.deadline.isoformat(),
        condition=made.condition or question.condition,
        publisher=made.publisher,
        repeats=step.repeats,
        question=question.key or question.id,
        asked=question.text,
        stage="open" if stage == "replaced" else stage,
        outcome=standing.outcome,
        counts=counts,
        record=made.record,
        id=made.id,
    )


def _of_unfalsifiable(said: Said[Unfalsifiable]) -> Listed:
    kept = said.content
    return Listed(
        made_on=kept.made_on.isoformat() if kept.made_on else None,
        forecaster=kept.forecaster.name,
        low=None,
        high=None,
        words=None,
        statement=kept.statement,
        horizon=None,
        condition=None,
        publisher=kept.publisher,
        stage="unfalsifiable",
        counts=False,
        record=kept.record,
        id=kept.id,
    )


def _collapsed(
    forecasts: Iterable[Forecast], documents: Mapping[str, Document], drafts: Mapping[str | None, Standing]
) -> list[Listed]:
    """Archived forecasts that are in no ledger yet; what one forecaster said again stands once."""
    first: dict[tuple[object, ...], Listed] = {}
    for forecast in sorted(forecasts, key=lambda one: (one.made_on or dt.date.min, one.id)):
        listed_one = _of_archive(forecast, documents.get(forecast.document), drafts.get(forecast.id))
        about = pattern_of(forecast.about) or same_name(forecast.statement)
        told = (about, forecast.horizon, listed_one.low, listed_one.high, listed_one.question)
        key = (same_name(listed_one.forecaster), *told)
        known = first.get(key)
        first[key] = listed_one if known is None else _said_again(known)
    return list(first.values())


def _said_again(known: Listed) -> Listed:
    return replace(known, repeats=known.repeats + 1)


def _of_archive(forecast: Forecast, document: Document | None, draft: Standing | None) -> Listed:
    return Listed(
        made_on=forecast.made_on.isoformat() if forecast.made_on else None,
        forecaster=party_of(forecast.forecaster, document).name,
        low=forecast.likelihood.low,
        high=forecast.likelihood.high,
        words=forecast.likelihood.words,
        statement=forecast.statement,
        horizon=forecast.horizon,
        condition=forecast.condition,
        publisher=document.outlet if document else None,
        question=(draft.question.key or draft.question.id) if draft else None,
        asked=draft.question.text if draft else None,
        stage="draft" if draft else "not asked",
        counts=False,
        by_rule=None if draft else _by_rule(forecast),
        record=forecast.id,
    )


def _by_rule(forecast: Forecast) -> bool:
    try:
        ruled_question(forecast)
    except UsageError:
        return False
    return True

"""The ledger as rows that another ledger takes in: questions, forecasts, or all in the order of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.ledger import rows
from marsad.ledger.folding import read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.archive import LogEntry
    from marsad.ledger.entries import Evidence, Prediction, Question, Unfalsifiable
    from marsad.ledger.state import Said, Standing, State

QUESTION_COLUMNS: Final = (
    *(name for name in rows.QuestionRow.__struct_fields__ if name != "freeze"),
    *rows.STATE_COLUMNS,
)
FORECAST_COLUMNS: Final = rows.ForecastRow.__struct_fields__


def question_rows(state: State) -> Iterator[dict[str, Any]]:
    """The last version of every question, with what has become of it."""
    for standing in state.latest():
        yield rows.plain(_question(standing.question)) | _standing(state, standing)


def forecast_rows(state: State) -> Iterator[dict[str, Any]]:
    """The forecasts on the last version of every question, without those that were struck."""
    for standing in state.latest():
        for said in standing.predictions:
            if said.number not in state.strikes:
                yield rows.plain(_forecast(said.content, _name(standing.question)))


def all_rows(state: State, entries: Iterable[LogEntry]) -> Iterator[dict[str, Any]]:
    """All that stands, in the order of the log; what was struck is left out."""
    for entry in entries:
        said = read_entry(entry)
        if said.kind != "strike" and said.number not in state.strikes:
            yield rows.plain(_row(state, said))


def _standing(state: State, standing: Standing) -> dict[str, Any]:
    decided = standing.resolution.content if standing.resolution else None
    told = {
        "stage": standing.stage,
        "outcome": standing.outcome,
        "known_on": decided.known_on.isoformat() if decided else None,
        "why": decided.why if decided else None,
        "forecasts": len(state.counted(standing)),
        "evidence": len(state.shown_evidence(standing)),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _row(state: State, said: Said[Any]) -> rows.LedgerRow:
    content = said.content
    if said.kind == "question":
        return _question(content)
    if said.kind == "unfalsifiable":
        return _unfalsifiable(content)
    if said.kind == "void":
        return _void(state, content.prediction, content.why)
    name = _name(state.standing(content.question).question)
    if said.kind == "forecast":
        return _forecast(content, name)
    if said.kind == "evidence":
        return _evidence(content, name)
    kind = rows.KINDS[said.kind]
    told = {field: getattr(content, field, None) for field in kind.__struct_fields__}
    return kind(**told | {"kind": said.kind, "question": name})


def _name(question: Question) -> str:
    return question.key or question.id


def _question(question: Question) -> rows.QuestionRow:
    copied = (
        "key",
        "id",
        "version",
        "text",
        "opens",
        "deadline",
        "threshold",
        "source",
        "topic",
        "condition",
    )
    about = question.about
    sides = (
        {} if about is None else {name: getattr(about, name) for name in ("types", "actors", "recipients")}
    )
    return rows.QuestionRow(**{name: getattr(question, name) for name in copied}, **sides)


def _forecast(made: Prediction, question: str) -> rows.ForecastRow:
    party, exact = made.forecaster, made.low == made.high
    known = set(rows.ForecastRow.__struct_fields__) & set(made.__struct_fields__)
    copied = {name: getattr(made, name) for name in known - {"question", "forecaster", "low", "high"}}
    return rows.ForecastRow(
        question=question,
        forecaster=party.name,
        forecaster_ar=party.name_ar,
        country=party.country,
        side=party.side,
        probability=made.low if exact else None,
        low=None if exact else made.low,
        high=None if exact else made.high,
        **copied,
    )


def _evidence(found: Evidence, question: str) -> rows.EvidenceRow:
    names = ("text", "bearing", "published", "outlet", "url", "origin", "document")
    return rows.EvidenceRow(question=question, **{name: getattr(found, name) for name in names})


def _void(state: State, prediction: str, why: str) -> rows.VoidRow:
    found = state.prediction(prediction)
    assert found is not None  # noqa: S101  the rules let no other void into the log
    standing, said = found
    name = said.content.forecaster.name
    return rows.VoidRow(question=_name(standing.question), forecaster=name, why=why)


def _unfalsifiable(kept: Unfalsifiable) -> rows.UnfalsifiableRow:
    names = ("statement", "why", "made_on", "publisher")
    return rows.UnfalsifiableRow(
        forecaster=kept.forecaster.name, **{name: getattr(kept, name) for name in names}
    )

"""Rows of a file into the ledger, and the ledger as rows of a file."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import msgspec

from marsad.archive import Draft
from marsad.errors import MalformedError, UnreadableError, UsageError
from marsad.ledger import making, rows
from marsad.ledger.entries import Party, Pattern, Unfalsifiable
from marsad.ledger.series import same_name
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.ledger.book import Ledger
    from marsad.ledger.rows import LedgerRow

_GUARD: Final = re.compile(r"^'(?=[=+\-@\t\r])")
_COMMAS: Final = {".csv": ",", ".tsv": "\t"}


class Imported(NamedTuple):
    """What became of a row."""

    line: int
    kind: str | None
    outcome: Literal["added", "already there", "failed"]
    error: MalformedError | None = None


def imported(
    ledger: Ledger, data: bytes, *, source: str, by: str = "", freeze: bool = False
) -> Iterator[Imported]:
    """Takes the rows of a file into the ledger, one transaction each; a bad one does not stop the others.

    Args:
        ledger: takes them.
        data: CSV where the name of the source ends so, else JSON lines or a JSON array.
        source: its name, for messages.
        by: who writes.
        freeze: freeze every question at once.

    Raises:
        UnreadableError: no UTF-8.
        MalformedError: it has no rows at all.
    """
    for line, told in _told(data, source):
        try:
            kind, written = _taken(ledger, told, by, freeze=freeze)
        except (ValueError, UsageError) as error:  # msgspec's errors are of value
            yield Imported(line, None, "failed", MalformedError(source, str(error), line))
        else:
            yield Imported(line, kind, "added" if written else "already there")


def _taken(
    ledger: Ledger, told: dict[str, Any] | ValueError, by: str, *, freeze: bool
) -> tuple[str | None, bool]:
    """Kind of a row and whether something was written."""
    if isinstance(told, ValueError):
        raise told
    row = rows.row_of(told)
    written: bool = _TAKERS[type(row)](ledger, row, by)
    if isinstance(row, rows.QuestionRow) and (freeze or row.freeze):
        written |= _freeze(ledger, rows.FreezeRow(question=row.key or _question_id(row)), by)
    return getattr(row, "kind", None), written


def _told(data: bytes, source: str) -> Iterator[tuple[int, dict[str, Any] | ValueError]]:
    """Line numbers and rows, or what is wrong with one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(source, f"not UTF-8 ({error.reason} at byte {error.start})") from error
    comma = _COMMAS.get(source.lower()[-4:])
    return _objects(text, source) if comma is None else _table(text, source, comma)


def _table(text: str, source: str, comma: str) -> Iterator[tuple[int, dict[str, Any] | ValueError]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    line = 1
    try:
        header = next(reader, [])
        if not header:
            raise MalformedError(source, "no header", 1)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield line, _row(header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise MalformedError(source, str(error), line) from error


def _row(header: list[str], cells: list[str]) -> dict[str, Any] | ValueError:
    """Cells without the apostrophe that an export puts before what a spreadsheet takes for a formula."""
    if len(cells) > len(header):
        return ValueError(f"{len(cells)} cells, where the header has {len(header)}")
    return {name: _GUARD.sub("", cell).strip() for name, cell in zip(header, cells, strict=False)}


def _objects(text: str, source: str) -> Iterator[tuple[int, dict[str, Any] | ValueError]]:
    if text.lstrip().startswith("["):
        try:
            found = msgspec.json.decode(text, type=list[dict[str, Any]])
        except msgspec.DecodeError as error:
            raise MalformedError(source, str(error)) from error
        yield from enumerate(found, 1)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> dict[str, Any] | ValueError:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        return ValueError(f"no JSON object: {error}")


# Each taker tells whether something was written; False where it is there already.


def _ask(ledger: Ledger, row: rows.QuestionRow, by: str) -> bool:
    if row.version > 1:
        return _revise(ledger, row, by)
    asked = making.question(**_question_fields(row))
    if asked.id in ledger.state.versions:
        return False
    ledger.write(by, Draft("question", asked))
    return True


def _revise(ledger: Ledger, row: rows.QuestionRow, by: str) -> bool:
    standing = ledger.state.found(row.key or row.id or "")
    due = standing.question.version + 1
    if row.version < due:
        return False
    if row.version > due:
        raise ValueError(f"version {due} is due before version {row.version}")
    fields = _question_fields(row)
    ledger.revise(standing.question.id, by=by, **{name: fields[name] for name in fields if name != "key"})
    return True


def _question_fields(row: rows.QuestionRow) -> dict[str, Any]:
    names = ("key", "text", "opens", "deadline", "threshold", "source", "topic", "condition")
    pattern = Pattern(types=row.types, actors=row.actors, recipients=row.recipients)
    return {name: getattr(row, name) for name in names} | {"about": pattern if row.types else None}


def _question_id(row: rows.QuestionRow) -> str:
    return row.id or making.question(**_question_fields(row)).id


def _freeze(ledger: Ledger, row: rows.FreezeRow, by: str) -> bool:
    if ledger.state.found(row.question).frozen is not None:
        return False
    ledger.freeze(row.question, by=by)
    return True


def _foretell(ledger: Ledger, row: rows.ForecastRow, by: str) -> bool:
    standing = ledger.state.found(row.question)
    asked, (low, high) = standing.question, _interval(row)
    copied = ("words", "made_on", "statement", "condition", "voices", "publisher", "republished_on", "grader")
    more = ("self_graded", "url", "document", "record")
    made = making.prediction(
        question=asked.id,
        version=asked.version,
        forecaster=Party(name=row.forecaster, name_ar=row.forecaster_ar, country=row.country, side=row.side),
        low=low,
        high=high,
        **{name: getattr(row, name) for name in (*copied, *more)},
    )
    if made.id in {said.content.id for said in standing.predictions}:
        return False
    ledger.write(by, Draft("forecast", made))
    return True


def _interval(row: rows.ForecastRow) -> tuple[float, float]:
    if row.probability is not None:
        if row.low is not None or row.high is not None:
            raise ValueError("give a probability, or low and high, not both")
        return row.probability, row.probability
    if row.low is None or row.high is None:
        raise ValueError("a probability is missing, or low and high")
    return row.low, row.high


def _attach(ledger: Ledger, row: rows.EvidenceRow, by: str) -> bool:
    asked = ledger.state.found(row.question).question
    told = {
        name: value for name, value in msgspec.structs.asdict(row).items() if name not in ("kind", "question")
    }
    found = making.evidence(question=asked.id, version=asked.version, **told)
    if found.id in {said.content.id for said in ledger.state.found(row.question).evidence}:
        return False
    ledger.write(by, Draft("evidence", found))
    return True


def _decide(ledger: Ledger, row: rows.DecisionRow, by: str) -> bool:
    told = (row.outcome, row.known_on, row.why, row.condition_met)
    for said in ledger.state.found(row.question).resolutions:
        there = said.content
        if told == (there.outcome, there.known_on, there.why, there.condition_met):
            return False
    fields: dict[str, Any] = {name: getattr(row, name) for name in ("known_on", "why", "condition_met")}
    ledger.resolve(row.question, row.outcome, by=by, correct=row.kind == "correction", **fields)
    return True


def _dispute(ledger: Ledger, row: rows.DisputeRow, by: str) -> bool:
    if row.why in {said.content.why for said in ledger.state.found(row.question).disputes}:
        return False
    ledger.dispute(row.question, row.why, outcome=row.outcome, by=by)
    return True


def _void(ledger: Ledger, row: rows.VoidRow, by: str) -> bool:
    wanted = same_name(row.forecaster)
    found = [
        said.content.id
        for said in ledger.state.found(row.question).predictions
        if same_name(said.content.forecaster.name) == wanted and said.content.condition is not None
    ]
    if not found:
        raise ValueError(f"{row.forecaster} made no conditional forecast of question {row.question}")
    fresh = [name for name in found if name not in ledger.state.voids]
    for name in fresh:
        ledger.void(name, row.why, by=by)
    return bool(fresh)


def _keep(ledger: Ledger, row: rows.UnfalsifiableRow, by: str) -> bool:
    identity = content_id("ledger unfalsifiable", row.forecaster, row.statement, row.made_on, row.publisher)
    if identity in ledger.state.unfalsifiable:
        return False
    told = {name: getattr(row, name) for name in ("statement", "why", "made_on", "publisher")}
    kept = Unfalsifiable(id=identity, forecaster=Party(name=row.forecaster), **told)
    ledger.write(by, Draft("unfalsifiable", kept))
    return True


_TAKERS: Final[dict[type[LedgerRow], Any]] = {
    rows.QuestionRow: _ask,
    rows.FreezeRow: _freeze,
    rows.ForecastRow: _foretell,
    rows.EvidenceRow: _attach,
    rows.DecisionRow: _decide,
    rows.DisputeRow: _dispute,
    rows.VoidRow: _void,
    rows.UnfalsifiableRow: _keep,
}

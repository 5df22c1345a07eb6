"""What the archive refuses: records whose spans, ids or numbers do not hold.

Everything is checked before the lock is taken, so that a refused document costs other writers nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.archive.keeping import Coded, coded_records
from marsad.errors import MalformedError
from marsad.records import Coding, Document, Figure, Forecast, Sentence

_Complaint = Callable[[str], MalformedError]


def check(document: Document, sentences: Sequence[Sentence], coding: Coding) -> None:
    """Checks that the three belong together and that each span lies in the text.

    Raises:
        MalformedError: the first thing that does not hold, with the document and the record it is about.
    """

    def complaint(problem: str) -> MalformedError:
        return MalformedError(document.url or document.id, problem)

    _check_document(document, complaint)
    _check_sentences(document.text, sentences, complaint)
    if coding.document != document.id:
        raise complaint(f"the coding is of document {coding.document}, not of {document.id}")
    numbers = {sentence.number for sentence in sentences}
    for record in coded_records(coding):
        _check_record(record, document, numbers, complaint)
    for kind in (coding.events, coding.claims, coding.forecasts, coding.figures):
        _check_distinct((record.id for record in kind), "record id", complaint)


def version_of(coding: Coding) -> tuple[str, str] | None:
    """Coder and codebook that made a coding; None where it holds no record.

    Raises:
        MalformedError: its records come from several.
    """
    versions = {(record.coder, record.codebook) for record in coded_records(coding)}
    if len(versions) > 1:
        raise MalformedError(coding.document, f"one coding by several coders: {sorted(versions)}")
    return versions.pop() if versions else None


def _check_document(document: Document, complaint: _Complaint) -> None:
    if not document.id:
        raise complaint("the document has no id")
    if not 0 <= document.body_start <= len(document.text):
        raise complaint(f"body_start {document.body_start} outside a text of {len(document.text)} characters")


def _check_sentences(text: str, sentences: Sequence[Sentence], complaint: _Complaint) -> None:
    _check_distinct((sentence.number for sentence in sentences), "sentence number", complaint)
    for sentence in sentences:
        if not _spans(sentence.start, sentence.end, text):
            raise complaint(
                f"sentence {sentence.number} spans {sentence.start}:{sentence.end}, not in the text"
            )
        if text[sentence.start : sentence.end] != sentence.text:
            raise complaint(f"sentence {sentence.number} does not read as its span of the text does")


def _check_record(record: Coded, document: Document, numbers: set[int], complaint: _Complaint) -> None:
    name = f"{type(record).__name__.lower()} {record.id}"
    if record.document != document.id:
        raise complaint(f"{name} is of another document, {record.document}")
    if not _spans(record.start, record.end, document.text):
        raise complaint(f"{name} spans {record.start}:{record.end}, not in the text")
    if record.sentence not in numbers:
        raise complaint(f"{name} is in sentence {record.sentence}, which is not there")
    if not isinstance(record, Figure) and not 0 < record.confidence <= 1:
        raise complaint(f"{name} has confidence {record.confidence}, must lie in (0, 1]")
    if not all(map(math.isfinite, _numbers(record))):
        raise complaint(f"{name} holds a number that is not finite")
    if isinstance(record, Forecast) and not _is_json(record.about):
        raise complaint(f"{name} has an `about` that JSON cannot carry unchanged")
    if isinstance(record, Forecast) and not _is_graded_in(record, document.text, numbers):
        raise complaint(f"{name} has a grade that stands nowhere in the text")


def _is_graded_in(forecast: Forecast, text: str, numbers: set[int]) -> bool:
    """Whether the words that grade a forecast stand in the text, where there are any."""
    grade = forecast.grade
    return grade is None or (grade.sentence in numbers and _spans(grade.start, grade.end, text))


def _numbers(record: Coded) -> list[float]:
    if isinstance(record, Figure):
        return [number for number in (record.value, record.low, record.high) if number is not None]
    if isinstance(record, Forecast):
        return [record.likelihood.low, record.likelihood.high]
    return []


def _is_json(value: object) -> bool:
    return value is None or msgspec.json.decode(msgspec.json.encode(value)) == value


def _spans(start: int, end: int, text: str) -> bool:
    return 0 <= start < end <= len(text)


def _check_distinct(values: Iterable[object], what: str, complaint: _Complaint) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise complaint(f"the {what} {value} stands twice")
        seen.add(value)

"""Records as rows of the tables, and back.

`prepared` makes all rows of one document before any lock is taken; only the key of the coding is filled in
inside the transaction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from marsad.archive import schema
from marsad.archive.checks import check, version_of
from marsad.archive.days import Days, event_days, published_days
from marsad.archive.keeping import Keep, kept, text_hash
from marsad.archive.search_text import search_terms
from marsad.errors import MalformedError
from marsad.records import (
    CODEBOOK_VERSION,
    CODER_VERSION,
    Claim,
    Coding,
    Document,
    Entity,
    Event,
    Figure,
    Forecast,
    Record,
    Sentence,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

RecordRow = dict[str, Any]
R = TypeVar("R", bound=Record)
_NUL: Final = "\0"


@dataclass(frozen=True, slots=True)
class Prepared:
    """All rows of one document; rows in ``coded`` still lack the key of their coding."""

    document: RecordRow
    sentences: list[RecordRow]
    coding: RecordRow
    coded: list[tuple[Table, list[RecordRow]]]


def prepared(document: Document, sentences: Sequence[Sentence], coding: Coding, keep: Keep) -> Prepared:
    """Checked rows of a document, its sentences and its coding.

    Raises:
        MalformedError: something does not hold, or a text holds what no database text can carry (U+0000,
            half a surrogate pair).
    """
    source = document.url or document.id
    check(document, sentences, coding)
    try:
        return _rows(document, sentences, coding, keep)
    except UnicodeEncodeError as error:
        raise MalformedError(source, f"not valid Unicode: {error.reason}") from error
    except ValueError as error:
        raise MalformedError(source, str(error)) from error


def decoded(record: str, kind: type[R]) -> R:
    """A record from its JSON."""
    return msgspec.json.decode(record, type=kind)


def decoded_document(record: str, text: str) -> Document:
    """A document from its JSON and its text, which stands in a column of its own."""
    return msgspec.convert({**msgspec.json.decode(record), "text": text}, Document)


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _rows(document: Document, sentences: Sequence[Sentence], coding: Coding, keep: Keep) -> Prepared:
    slim = kept(document, sentences, coding, keep)
    days = published_days(document)
    coder, codebook = version_of(coding) or (CODER_VERSION, CODEBOOK_VERSION)
    coded = [
        (schema.events, [event_row(event, days) for event in slim.coding.events]),
        (schema.event_parties, [row for event in slim.coding.events for row in party_rows(event)]),
        (schema.claims, [_claim_row(claim, days) for claim in slim.coding.claims]),
        (schema.forecasts, [_forecast_row(forecast, days) for forecast in slim.coding.forecasts]),
        (schema.figures, [_figure_row(figure, days) for figure in slim.coding.figures]),
    ]
    return Prepared(
        document=_document_row(slim.document, keep),
        sentences=[_sentence_row(sentence, document.id) for sentence in slim.sentences],
        coding={"document": document.id, "coder": coder, "codebook": codebook, "coded_at": now()},
        coded=[(table, rows) for table, rows in coded if rows],
    )


def _document_row(document: Document, keep: Keep) -> RecordRow:
    if _NUL in document.text:
        raise ValueError("the text holds U+0000")
    plain = document.as_dict()
    text = plain.pop("text")
    columns = {name: plain[name] for name in _DOCUMENT_COLUMNS}
    return columns | {
        "text": text if keep == "whole" else None,
        "text_length": len(text),
        "text_hash": text_hash(text),
        "keep": keep,
        "added_at": now(),
        "record": json_of(plain),
    }


_DOCUMENT_COLUMNS: Final = (
    "id",
    "url",
    "outlet",
    "author",
    "title",
    "published",
    "published_basis",
    "published_earliest",
    "published_latest",
    "language",
    "body_start",
    "derived_from",
    "retrieved",
)


def _sentence_row(sentence: Sentence, document: str) -> RecordRow:
    return {
        "document": document,
        "number": sentence.number,
        "span_start": sentence.start,
        "span_end": sentence.end,
        "text": sentence.text,
        "terms": search_terms(sentence.text),
    }


def _place_of(record: Event | Claim | Forecast | Figure, days: Days) -> RecordRow:
    """The columns that all coded records share."""
    return {
        "id": record.id,
        "document": record.document,
        "sentence": record.sentence,
        "span_start": record.start,
        "span_end": record.end,
        "first_day": days.first,
        "last_day": days.last,
        "record": json_of(record),
    }


def event_row(event: Event, published: Days) -> RecordRow:
    """The row of an event; raises ValueError where it holds what no database text can carry."""
    return _place_of(event, event_days(event, published)) | {
        "type": event.type,
        "mode": event.mode,
        "date": event.date,
        "end_date": event.end_date,
        "date_precision": event.date_precision,
        "place": event.place and (event.place.name or event.place.text),
        "place_country": event.place and event.place.country,
        "status": event.status,
        "confidence": event.confidence,
    }


def party_rows(event: Event) -> list[RecordRow]:
    """The rows of its sides and voices."""
    actors = [_party_row(event, "actor", at, entity) for at, entity in enumerate(event.actors)]
    recipients = [_party_row(event, "recipient", at, entity) for at, entity in enumerate(event.recipients)]
    voices = [
        _party_row(event, "voice", at, voice.speaker, voice.verb) for at, voice in enumerate(event.voices)
    ]
    return actors + recipients + voices


def _party_row(event: Event, role: str, position: int, entity: Entity, verb: str | None = None) -> RecordRow:
    return {
        "event": event.id,
        "role": role,
        "position": position,
        "country": entity.country,
        "sector": entity.sector,
        "name": entity.name,
        "name_ar": entity.name_ar,
        "text": entity.text,
        "wikidata": entity.id,
        "verb": verb,
    }


def _claim_row(claim: Claim, published: Days) -> RecordRow:
    return _place_of(claim, published) | {
        "speaker_country": claim.speaker.country,
        "speaker_sector": claim.speaker.sector,
        "speaker_name": claim.speaker.name,
        "verb": claim.verb,
        "quoted": claim.quoted,
        "confidence": claim.confidence,
    }


def _forecast_row(forecast: Forecast, published: Days) -> RecordRow:
    made_on = forecast.made_on.isoformat() if forecast.made_on else None
    days = Days(made_on, made_on) if made_on else published
    return _place_of(forecast, days) | {
        "forecaster_country": forecast.forecaster.country,
        "forecaster_sector": forecast.forecaster.sector,
        "forecaster_name": forecast.forecaster.name,
        "made_on": made_on,
        "horizon": forecast.horizon,
        "likelihood_low": forecast.likelihood.low,
        "likelihood_high": forecast.likelihood.high,
        "confidence": forecast.confidence,
    }


def _figure_row(figure: Figure, published: Days) -> RecordRow:
    return _place_of(figure, published) | {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "what": figure.what,
        "parties": f" {' '.join(figure.parties)} ",
        "period": figure.period,
        "approximate": figure.approximate,
    }


def json_of(value: object) -> str:
    """A value as JSON; U+0000, which PostgreSQL cannot hold, raises ValueError."""
    encoded = msgspec.json.encode(value).decode()
    if "\\u0000" in encoded and _NUL in _joined(msgspec.to_builtins(value)):
        raise ValueError("a field holds U+0000")
    return encoded


def _joined(value: object) -> str:
    """All strings in a value of dicts and lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(map(_joined, [*value.keys(), *value.values()]))
    return "".join(map(_joined, value)) if isinstance(value, list | tuple) else ""

"""What a reader can ask for, and how that reads in SQL.

An empty field does not filter. Several codes in a field mean any of them; several fields must all hold.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Table, exists, func, or_, select, tuple_

from marsad.archive import schema
from marsad.archive.fts import matching_keys
from marsad.archive.search import phrases_of
from marsad.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

Condition = ColumnElement[bool]
Codes = tuple[str, ...]
_ROLES: Final[dict[str, Codes]] = {
    "actor": ("actor",),
    "recipient": ("recipient",),
    "party": ("actor", "recipient"),
    "voice": ("voice",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents.

    Attributes:
        outlet: names of outlets, as they are written.
        url: addresses.
        language: codes ("ar").
        since: published on this day or later, possibly.
        until: published on this day or earlier, possibly.
    """

    outlet: Codes = ()
    url: Codes = ()
    language: Codes = ()
    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuses a bare string where codes are due."""
        _check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records of any kind.

    Attributes:
        document: id of a document.
        outlet: names of outlets, as they are written.
        since: about this day or later, possibly; an undated record takes the day of its document.
        until: about this day or earlier, possibly.
        as_of: from documents that were surely published on this day or earlier; none of those without a day.
        words: words of the sentence it stands in, as for search.
        coder: version of the coder; by default each document's newest coding.
    """

    document: str | None = None
    outlet: Codes = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    words: str = ""
    coder: str | None = None

    def __post_init__(self) -> None:
        """Refuses a bare string where codes are due."""
        _check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter(RecordFilter):
    """Which events: by codes of countries (KAZ, XWE), of types, modes and statuses, and by confidence.

    Attributes:
        party: countries on either side.
        voice: countries of those who report it.
        place: countries it took place in.
    """

    actor: Codes = ()
    recipient: Codes = ()
    party: Codes = ()
    voice: Codes = ()
    type: Codes = ()
    mode: Codes = ()
    status: Codes = ()
    place: Codes = ()
    min_confidence: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter(RecordFilter):
    """Which claims: by the speaker's country and the class of the verb."""

    speaker: Codes = ()
    verb: Codes = ()
    min_confidence: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFilter(RecordFilter):
    """Which forecasts: by the forecaster's country."""

    forecaster: Codes = ()
    min_confidence: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFilter(RecordFilter):
    """Which figures: by codes of the parties, by what they measure, by unit."""

    party: Codes = ()
    what: Codes = ()
    unit: Codes = ()


_COLUMN_OF: Final = {
    "type": "type",
    "mode": "mode",
    "status": "status",
    "place": "place_country",
    "speaker": "speaker_country",
    "verb": "verb",
    "forecaster": "forecaster_country",
    "what": "what",
    "unit": "unit",
}


def document_conditions(wanted: DocumentFilter) -> list[Condition]:
    """The filter as conditions on `schema.documents`."""
    columns = schema.documents.c
    last, first = _published(latest=True), _published(latest=False)
    return [
        *(
            columns[name].in_(codes)
            for name in ("outlet", "url", "language")
            if (codes := getattr(wanted, name))
        ),
        *([last >= wanted.since.isoformat()] if wanted.since else []),
        *([first <= wanted.until.isoformat()] if wanted.until else []),
    ]


def record_conditions(table: Table, wanted: RecordFilter, dialect: str) -> list[Condition]:
    """The filter as conditions on one of `schema.RECORD_TABLES`.

    Raises:
        UsageError: ``words`` holds no word.
    """
    return [
        _of_wanted_coding(table, wanted.coder),
        *_document_conditions(table, wanted),
        *_day_conditions(table, wanted),
        *_code_conditions(table, wanted),
        *_party_conditions(table, wanted),
        *([_says(table, wanted.words, dialect)] if wanted.words else []),
        *([table.c.confidence >= least] if (least := getattr(wanted, "min_confidence", 0)) else []),
    ]


def _of_wanted_coding(table: Table, coder: str | None) -> Condition:
    columns = schema.codings.c
    wanted = columns.coder == coder if coder else columns.is_current
    return exists().where(columns.key == table.c.coding, wanted)


def _document_conditions(table: Table, wanted: RecordFilter) -> list[Condition]:
    codings, documents = schema.codings.c, schema.documents.c
    found: list[Condition] = []
    if wanted.document:
        found.append(table.c.coding.in_(select(codings.key).where(codings.document == wanted.document)))
    if wanted.outlet:
        found.append(table.c.document.in_(select(documents.id).where(documents.outlet.in_(wanted.outlet))))
    if wanted.as_of:
        known = exists().where(
            documents.id == table.c.document, _published(latest=True) <= wanted.as_of.isoformat()
        )
        found.append(known)
    return found


def _day_conditions(table: Table, wanted: RecordFilter) -> list[Condition]:
    return [
        *([table.c.last_day >= wanted.since.isoformat()] if wanted.since else []),
        *([table.c.first_day <= wanted.until.isoformat()] if wanted.until else []),
    ]


def _code_conditions(table: Table, wanted: RecordFilter) -> list[Condition]:
    return [
        table.c[column].in_(codes)
        for name, column in _COLUMN_OF.items()
        if (codes := getattr(wanted, name, ()))
    ]


def _party_conditions(table: Table, wanted: RecordFilter) -> list[Condition]:
    if isinstance(wanted, FigureFilter):
        named = [table.c.parties.contains(f" {code} ", autoescape=True) for code in wanted.party]
        return [or_(*named)] if named else []
    return [
        _has_party(table, roles, codes)
        for name, roles in _ROLES.items()
        if (codes := getattr(wanted, name, ()))
    ]


def _has_party(table: Table, roles: Codes, countries: Codes) -> Condition:
    columns = schema.event_parties.c
    parties = select(columns.coding, columns.event)
    wanted = parties.where(columns.country.in_(countries), columns.role.in_(roles))
    return tuple_(table.c.coding, table.c.id).in_(wanted)


def _says(table: Table, words: str, dialect: str) -> Condition:
    """The sentence is found by the span, not by the number: a newer coding may number otherwise."""
    columns = schema.sentences.c
    return exists().where(
        columns.document == table.c.document,
        columns.span_start <= table.c.span_start,
        columns.span_end > table.c.span_start,
        columns.key.in_(matching_keys(dialect, phrases_of(words))),
    )


def _published(*, latest: bool) -> ColumnElement[str]:
    columns = schema.documents.c
    return func.coalesce(
        columns.published_latest if latest else columns.published_earliest, columns.published
    )


def _check(wanted: DocumentFilter | RecordFilter) -> None:
    for field in fields(wanted):
        if field.default == () and not isinstance(getattr(wanted, field.name), tuple):
            raise UsageError(f"{field.name} takes a tuple of codes, not {getattr(wanted, field.name)!r}")

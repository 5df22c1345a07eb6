"""The tables of an archive: plain columns to filter by, and each record whole beside them.

Every record stands in a row twice: its filterable fields as columns, so that any SQL tool can ask for them,
and the record itself as JSON in the column ``record``, so that what is read back equals what was written.
Spans (``span_start``, ``span_end``) count Unicode code points of the document's text, days are ISO 8601 text
(``2026-05-31``), moments are ISO 8601 text in UTC.

What was coded hangs on a row of ``codings``: one document read by one version of the coder and the codebook.
Records of several codings live side by side; ``codings.is_current`` marks the newest.

Nothing here is special to one database; what is, stands in `connection` (pragmas) and `fts` (full text).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from marsad.archive.metadata import metadata
from marsad.archive.story_tables import (
    STORY_TABLES,
    deeds,
    origins,
    rival_sides,
    rivals,
    stories,
    story_events,
    story_sides,
)

__all__ = [
    "IMPORT_TABLES",
    "RECORD_TABLES",
    "SCHEMA_VERSION",
    "STORY_TABLES",
    "claims",
    "codings",
    "decisions",
    "deeds",
    "documents",
    "event_parties",
    "event_parties_by_name",
    "events",
    "events_by_confidence",
    "feed_pages",
    "feeds",
    "figures",
    "forecasts",
    "forgotten",
    "imported_events",
    "imported_pairs",
    "imported_pairs_by_sides",
    "imported_parties",
    "imports",
    "issues",
    "ledger",
    "machine_events",
    "meta",
    "metadata",
    "origins",
    "rival_sides",
    "rivals",
    "sentences",
    "stories",
    "story_events",
    "story_sides",
]

SCHEMA_VERSION: Final = 8
"""Raised with every change; `migrations` brings older archives here."""

meta: Final = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

documents: Final = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("title", Text),
    Column("published", Text),
    Column("published_basis", Text, nullable=False),
    Column("published_earliest", Text),
    Column("published_latest", Text),
    Column("language", Text, nullable=False),
    Column("text", Text, comment="null where the text was not kept whole"),
    Column("text_length", Integer, nullable=False, comment="code points"),
    Column("text_hash", Text, nullable=False, comment="SHA-256 of the UTF-8 text"),
    Column("keep", Text, nullable=False, comment="whole, sentences or hash"),
    Column("body_start", Integer, nullable=False),
    Column("derived_from", Text),
    Column("retrieved", Text),
    Column("added_at", Text, nullable=False),
    Column("record", Text, nullable=False, comment="the document as JSON, without its text"),
    Index("documents_by_day", "published", "id"),
    Index("documents_by_outlet", "outlet", "published"),
)

sentences: Final = Table(
    "sentences",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False, comment="empty where it was not kept"),
    Column("terms", Text, nullable=False, comment="what search looks in; see search_text"),
    UniqueConstraint("document", "number"),
)

codings: Final = Table(
    "codings",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("coded_at", Text, nullable=False),
    Column("is_current", Boolean, nullable=False),
    UniqueConstraint("document", "coder", "codebook"),
)

issues: Final = Table(
    "issues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("line", Integer),
    Column("problem", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
)

ledger: Final = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 … without a gap"),
    Column("written_at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False, comment="canonical JSON"),
    Column("previous", Text, nullable=False, unique=True, comment="hash of the entry before"),
    Column("hash", Text, nullable=False, unique=True),
)
"""Only appended to; see `log`."""

decisions: Final = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 … without a gap"),
    Column("id", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("document", Text, comment="of the evidence; null for an undoing"),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("words", Text, comment="those of the span"),
    Column("payload", Text, nullable=False, comment="what was decided, as JSON"),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, unique=True, comment="number of the decision that it takes back"),
    Index("decisions_by_document", "document"),
    Index("decisions_by_kind", "kind", "who"),
)
"""What people decided, only appended to; see `decisions`."""

machine_events: Final = Table(
    "machine_events",
    metadata,
    Column("coding", Integer, ForeignKey("codings.key", ondelete="CASCADE"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("record", Text, nullable=False),
)
"""Events as the coder made them, where ``events`` holds what a person decided in their place, or nothing."""


feeds: Final = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text, comment="validators of the last answer, sent with the next question"),
    Column("last_modified", Text),
    Column("checked_at", Text, nullable=False),
    Column("due_at", Text, nullable=False, comment="when it is to be asked again"),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("problem", Text, comment="of the last time"),
)
"""Feeds that are watched."""

feed_pages: Final = Table(
    "feed_pages",
    metadata,
    Column("address", Text, primary_key=True),
    Column("feed", Text, nullable=False, comment="the first that named it"),
    Column("day", Text, comment="of publication, as the feed tells"),
    Column("state", Text, nullable=False, comment="waiting, done or failed"),
    Column("tries", Integer, nullable=False),
    Column("due_at", Text, nullable=False, comment="when it is to be fetched, while it is waiting"),
    Column("document", Text, comment="what it became"),
    Column("problem", Text),
    Index("feed_pages_waiting", "feed", "state", "due_at"),
)


def _record_table(name: str, *columns: Column[str] | Column[int] | Column[float] | Column[bool]) -> Table:
    """A table of coded records; ``first_day``–``last_day`` is the time that the record speaks of."""
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("coding", Integer, ForeignKey("codings.key", ondelete="CASCADE"), primary_key=True),
        Column("document", Text, nullable=False),
        Column("sentence", Integer, nullable=False),
        Column("span_start", Integer, nullable=False),
        Column("span_end", Integer, nullable=False),
        Column("first_day", Text),
        Column("last_day", Text),
        *columns,
        Column("record", Text, nullable=False),
        Index(f"{name}_by_day", "first_day", "document", "span_start", "id"),
        Index(f"{name}_by_coding", "coding"),
    )


events: Final = _record_table(
    "events",
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("date", Text),
    Column("end_date", Text),
    Column("date_precision", Text, nullable=False),
    Column("place", Text),
    Column("place_country", Text),
    Column("status", Text, nullable=False),
    Column("confidence", Float, nullable=False),
)

events_by_confidence: Final = Index("events_by_confidence", events.c.confidence, events.c.id)
"""For the queue of what the machine is least sure of."""

event_parties: Final = Table(
    "event_parties",
    metadata,
    Column("coding", Integer, ForeignKey("codings.key", ondelete="CASCADE"), primary_key=True),
    Column("event", Text, primary_key=True),
    Column("role", Text, primary_key=True, comment="actor, recipient or voice"),
    Column("position", Integer, primary_key=True, comment="0 is the first; of voices, the nearest"),
    Column("country", Text, nullable=False),
    Column("sector", Text),
    Column("name", Text),
    Column("name_ar", Text),
    Column("text", Text),
    Column("wikidata", Text),
    Column("verb", Text, comment="of a voice: says, confirms, denies …"),
    Index("event_parties_by_country", "country", "role", "coding", "event"),
)

event_parties_by_name: Final = Index(
    "event_parties_by_name",
    event_parties.c.name,
    event_parties.c.role,
    event_parties.c.coding,
    event_parties.c.event,
)
"""For the events that somebody is named in."""

claims: Final = _record_table(
    "claims",
    Column("speaker_country", Text, nullable=False),
    Column("speaker_sector", Text),
    Column("speaker_name", Text),
    Column("verb", Text, nullable=False),
    Column("quoted", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
)

forecasts: Final = _record_table(
    "forecasts",
    Column("forecaster_country", Text, nullable=False),
    Column("forecaster_sector", Text),
    Column("forecaster_name", Text),
    Column("made_on", Text),
    Column("horizon", Text),
    Column("likelihood_low", Float, nullable=False),
    Column("likelihood_high", Float, nullable=False),
    Column("confidence", Float, nullable=False),
)

figures: Final = _record_table(
    "figures",
    Column("value", Float, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("parties", Text, nullable=False, comment="codes parted and enclosed by spaces"),
    Column("period", Text),
    Column("approximate", Boolean, nullable=False),
)

forgotten: Final = Table(
    "forgotten",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("forgotten_at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="what was named: document, url, outlet, feed or file"),
    Column("id_hash", Text, nullable=False, comment="SHA-256 of the id of what is gone"),
)
"""A row for each document or imported file that was taken out; never a word of it."""


imports: Final = Table(
    "imports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True, comment="hash of the format and the bytes of the file"),
    Column("file", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("cite", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("lines_read", Integer, nullable=False, comment="where a killed run goes on"),
    Column("is_complete", Boolean, nullable=False),
    Column("report", Text, nullable=False, comment="counts, as JSON"),
)
"""Files of others' data."""

imported_events: Final = Table(
    "imported_events",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("import", Integer, ForeignKey("imports.key", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False, unique=True, comment="format:its own id there"),
    Column("line", Integer, nullable=False),
    Column("date", Text, nullable=False, comment="the first possible day"),
    Column("date_precision", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, comment="parted by |"),
    Column("actors", Text, nullable=False, comment="codes, with names of bodies (IGO:NATO), parted by |"),
    Column("actor_sectors", Text, comment="one for each actor, parted by |"),
    Column("recipients", Text, nullable=False),
    Column("recipient_sectors", Text),
    Column("place", Text),
    Column("place_country", Text),
    Column("status", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("known", Text, nullable=False, comment="the day on which the row could be known"),
    Column("origin", Text, nullable=False, comment="domain or publisher of the source"),
    Column("url", Text),
    Column("text", Text),
    Index("imported_events_by_day", "date"),
)

imported_pairs: Final = Table(
    "imported_pairs",
    metadata,
    Column("event", Integer, nullable=False, comment="key of imported_events"),
    Column("actor", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mutual", Boolean, nullable=False),
    Column("date_precision", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("weight", Float, nullable=False, comment="confidence; 0 for what is told as no deed"),
    Column("id", Text, nullable=False, comment="of imported_events, as the next three are"),
    Column("mode", Text),
    Column("contexts", Text),
    Column("origin", Text, nullable=False),
)
"""What measures ask of an event stands here once more: to look up 200,000 events took a minute and a half."""

_ASKED_PAIRS: Final = (
    "actor", "recipient", "day", "type", "mutual", "date_precision", "known", "weight", "event",
    "id", "mode", "contexts", "origin",
)  # fmt: skip
imported_pairs_by_sides: Final = Index(
    "imported_pairs_by_sides", *(imported_pairs.c[name] for name in _ASKED_PAIRS)
)
"""All that measures ask of pairs, in the order in which they ask. While many rows are imported it is not
there: kept up row by row, it would be written anew as a whole with every batch."""

imported_parties: Final = Table("imported_parties", metadata, Column("party", Text, primary_key=True))
"""All sides of ``imported_pairs``, so that the sides of a bloc are found without reading the pairs."""

IMPORT_TABLES: Final = (imports, imported_events, imported_pairs, imported_parties)

RECORD_TABLES: Final = (events, claims, forecasts, figures)
"""The tables whose rows hang on a coding and hold a record each."""

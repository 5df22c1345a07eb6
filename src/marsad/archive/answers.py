"""What the archive answers with where it is not a record of the house."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from marsad.records import Record

ORIGINS_KEY: Final = "origins"
"""Key of ``meta`` that tells what the table of origins was made from."""

STORIES_KEY: Final = "stories"
"""Key of ``meta`` that tells what the tables of stories and rivals were made from."""

UNDATED_KEY: Final = "undated_stories"
"""Key of ``meta`` that tells how many stories gave no deed since nothing dates them."""

LEDGER_KEY: Final = "ledger_head"
"""Key of ``meta`` that tells number and hash of the ledger's last entry."""


class Outcome(StrEnum):
    """What became of a document or a coding that was to be put."""

    ADDED = "added"
    ALREADY_THERE = "already there"


class Hit(Record, frozen=True, kw_only=True):
    """A sentence that search found; ``start``–``end`` is its span in the document.

    Attributes:
        published: ISO 8601 day.
        score: bm25, a higher one is a better hit.
    """

    document: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    sentence: int
    start: int
    end: int
    text: str
    score: float


class Issue(Record, frozen=True, kw_only=True):
    """An input that could not be used.

    Attributes:
        line: of the source, 1-based, where known.
        times: how often it was met.
        first_seen: ISO 8601, UTC.
        last_seen: ISO 8601, UTC.
    """

    source: str
    line: int | None
    problem: str
    times: int
    first_seen: str
    last_seen: str


class OutletCount(Record, frozen=True, kw_only=True):
    """How many documents of an outlet there are, and from when; ISO 8601 days."""

    outlet: str | None
    documents: int
    first: str | None
    last: str | None


class CodingVersion(Record, frozen=True, kw_only=True):
    """One reading of a document by one version of the coder."""

    document: str
    coder: str
    codebook: str
    coded_at: str
    is_current: bool


class OriginRow(NamedTuple):
    """Where a document has its matter from, as the archive keeps it.

    Attributes:
        document: its id.
        root: the first of its roots.
        record: the whole of it as JSON.
    """

    document: str
    root: str
    record: str

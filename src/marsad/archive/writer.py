"""Putting documents and their codings into an archive: one transaction each, once each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Exists, Table, delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql

from marsad.archive import schema
from marsad.archive.answers import ORIGINS_KEY, STORIES_KEY, OriginRow, Outcome
from marsad.archive.deed_rows import DeedRows, put_deeds
from marsad.archive.keeping import Keep, checked_keep
from marsad.archive.projecting import project
from marsad.archive.rows import Prepared, RecordRow, now, prepared
from marsad.archive.story_rows import Arrival, rows_of_stories
from marsad.errors import UsageError
from marsad.records import Coding, Document, Rival, Sentence, Story, content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.archive.connection import Connections

_PRUNE_BATCH: Final = 500


class Writer:
    """Puts into an archive; may be shared between threads, writers take turns.

    Args:
        connections: of the archive.
        keep: how much of the articles' words to keep: whole, sentences or hash (see `keeping`).
    """

    def __init__(self, connections: Connections, keep: Keep = "whole") -> None:
        self._connections, self._keep = connections, checked_keep(keep)

    def add(self, document: Document, sentences: Sequence[Sentence], coding: Coding) -> Outcome:
        """Puts a document with its sentences and its coding, in one transaction.

        When this returns, all of it is on disk; when it raises, nothing of it is in the archive. A document
        whose id is there already changes nothing, whatever else it holds; `recode` puts a newer coding. What
        people decided on a document that was taken out is applied again.

        Raises:
            MalformedError: a span, id or number that does not hold, or a text that cannot be stored.
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        rows = prepared(document, sentences, coding, self._keep)
        with self._connections.writing(beside_others=True) as connection:
            if not _put_new(connection, rows.document):
                return Outcome.ALREADY_THERE
            _put_rows(connection, schema.sentences, rows.sentences)
            _put_coding(connection, rows, is_current=True)
            project(connection, document.id)
        return Outcome.ADDED

    def recode(self, document: Document, sentences: Sequence[Sentence], coding: Coding) -> Outcome:
        """Puts a further coding of a document that is in the archive; earlier ones stay.

        The coding of the highest coder and codebook version becomes the current one, with its sentences, and
        what people decided is applied to it; what no longer fits is listed (`Decisions.unfit`).

        Raises:
            UsageError: the document is not there, or was not kept whole.
            MalformedError, ArchiveWriteError: as `add`.
        """
        rows = prepared(document, sentences, coding, "whole")
        with self._connections.writing() as connection:
            _check_whole(connection, rows.document)
            if connection.execute(select(_coding_like(rows.coding))).scalar():
                return Outcome.ALREADY_THERE
            key = _put_coding(connection, rows)
            if _newest_made_current(connection, document.id) == key:
                gone = schema.sentences.c.document == document.id
                connection.execute(delete(schema.sentences).where(gone))
                _put_rows(connection, schema.sentences, rows.sentences)
            project(connection, document.id)
        return Outcome.ADDED

    def record_issue(self, source: str, problem: str, line: int | None = None) -> None:
        """Notes an input that could not be used; the same again raises its count.

        Args:
            source: what was read, as the user named it.
            problem: what is wrong, in a clause.
            line: line of the source, 1-based.

        Raises:
            ArchiveWriteError: as `add`.
        """
        source, problem = _storable(source), _storable(problem)
        moment, identity = now(), content_id("issue", source, line, problem)
        with self._connections.writing() as connection:
            columns = schema.issues.c
            again = update(schema.issues).where(columns.id == identity)
            if connection.execute(again.values(times=columns.times + 1, last_seen=moment)).rowcount:
                return
            row = {"id": identity, "source": source, "line": line, "problem": problem, "times": 1}
            connection.execute(insert(schema.issues), row | {"first_seen": moment, "last_seen": moment})

    def put_origins(self, made_from: str, rows: Sequence[OriginRow]) -> None:
        """Puts the origins of the documents in place of those that are there.

        Args:
            made_from: tells from what they were made; `Reader.origins` gives them back for the same only.
            rows: one for each document; of one that was taken out meanwhile nothing is put.

        Raises:
            ArchiveWriteError: as `add`.
        """
        with self._connections.writing() as connection:
            connection.execute(delete(schema.origins))
            there = set(connection.execute(select(schema.documents.c.id)).scalars())
            _put_rows(connection, schema.origins, [row._asdict() for row in rows if row.document in there])
            _note(connection, ORIGINS_KEY, made_from)

    def put_stories(
        self, made_from: str, stories: Sequence[Story], rivals: Sequence[Rival], deeds: DeedRows
    ) -> None:
        """Puts stories, rival accounts and deeds in place of those that are there.

        Args:
            made_from: tells from what they were made; `Reader.stories` gives them back for the same only.
            stories: in the order in which they are to be given back.
            rivals: in theirs.
            deeds: in theirs, of the same stories.

        Raises:
            ArchiveWriteError: as `add`.
        """
        with self._connections.writing() as connection:
            columns = schema.documents.c
            known = connection.execute(select(columns.id, columns.added_at, columns.published))
            arrivals = {row.id: Arrival(row.added_at, row.published or "") for row in known}
            for table in schema.STORY_TABLES:
                connection.execute(delete(table))
            for table, rows in rows_of_stories(stories, rivals, arrivals):
                _put_rows(connection, table, rows)
            put_deeds(connection, deeds)
            _note(connection, STORIES_KEY, made_from)

    def forget(self, document: str) -> bool:
        """Takes a document out with all that was made of it; tells whether it was there.

        `Archive.forget` also has its words overwritten, and leaves a trace.

        Raises:
            ArchiveWriteError: as `add`.
        """
        with self._connections.writing() as connection:
            return bool(drop_documents(connection, [document]))

    def prune(self) -> int:
        """Takes out all codings that a newer one has replaced; tells how many.

        Raises:
            ArchiveWriteError: as `add`.
        """
        pruned = 0
        old = select(schema.codings.c.key).where(~schema.codings.c.is_current).limit(_PRUNE_BATCH)
        while True:
            with self._connections.writing() as connection:
                keys = list(connection.execute(old).scalars())
                _drop_codings(connection, keys)
            if not keys:
                return pruned
            pruned += len(keys)


def _put_new(connection: Connection, document: RecordRow) -> bool:
    """Whether the document was new; one who puts the same at this moment is waited for."""
    there = exists().where(schema.documents.c.id == document["id"])
    if connection.execute(select(there)).scalar():
        return False
    if connection.dialect.name == "postgresql":
        put = postgresql.insert(schema.documents).values(document).on_conflict_do_nothing()
        return connection.execute(put.returning(schema.documents.c.id)).scalar() is not None
    connection.execute(insert(schema.documents), document)
    return True


def _note(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
    connection.execute(insert(schema.meta), {"key": key, "value": value})


def _put_coding(connection: Connection, rows: Prepared, *, is_current: bool = False) -> int:
    made = connection.execute(insert(schema.codings), rows.coding | {"is_current": is_current})
    assert made.inserted_primary_key is not None  # noqa: S101  one row was inserted
    key: int = made.inserted_primary_key[0]
    for table, coded in rows.coded:
        _put_rows(connection, table, [row | {"coding": key} for row in coded])
    return key


def _put_rows(connection: Connection, table: Table, rows: list[RecordRow]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _newest_made_current(connection: Connection, document: str) -> int:
    columns = schema.codings.c
    versions = select(columns.key, columns.coder, columns.codebook).where(columns.document == document)
    rows = connection.execute(versions).all()
    key: int = max(rows, key=lambda row: (_natural(row.coder), _natural(row.codebook), row.key)).key
    connection.execute(
        update(schema.codings).where(columns.document == document).values(is_current=columns.key == key)
    )
    return key


def _natural(version: str) -> list[tuple[int, int, str]]:
    """Version 10 is above version 9."""
    parts = re.findall(r"[0-9]+|[^0-9]+", version)
    return [(1, int(part), "") if part[0] in "0123456789" else (0, 0, part) for part in parts]


def _coding_like(coding: RecordRow) -> Exists:
    columns = schema.codings.c
    return exists().where(*(columns[name] == coding[name] for name in ("document", "coder", "codebook")))


def _check_whole(connection: Connection, document: RecordRow) -> None:
    columns = schema.documents.c
    found = connection.execute(
        select(columns.keep, columns.text_hash).where(columns.id == document["id"])
    ).first()
    if found is None:
        raise UsageError(f"document {document['id']} is not in the archive")
    if found.keep != "whole" or found.text_hash != document["text_hash"]:
        raise UsageError(f"document {document['id']} is not kept whole, or its text is another")


def _drop_codings(connection: Connection, keys: list[int]) -> None:
    if keys:
        for table in (*schema.RECORD_TABLES, schema.event_parties, schema.machine_events):
            connection.execute(delete(table).where(table.c.coding.in_(keys)))
        connection.execute(delete(schema.codings).where(schema.codings.c.key.in_(keys)))


def drop_documents(connection: Connection, documents: Sequence[str]) -> int:
    """Takes documents out with their sentences and codings; tells how many were there."""
    codings, sentences, kept = schema.codings.c, schema.sentences.c, schema.documents.c
    keys = select(codings.key).where(codings.document.in_(documents))
    _drop_codings(connection, list(connection.execute(keys).scalars()))
    connection.execute(delete(schema.sentences).where(sentences.document.in_(documents)))
    return connection.execute(delete(schema.documents).where(kept.id.in_(documents))).rowcount


def _storable(text: str) -> str:
    """Names of files may hold bytes that are no text; an issue is noted all the same."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")

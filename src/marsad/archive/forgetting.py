"""Taking out a source and all that came from it, words and all, with a trace that it was taken out.

What is gone leaves rows in ``forgotten``: when, who, what kind, and the hash of the id, never a word. What
people decided about it is erased but for the trace (`erasing`), and pages of it that wait in feeds are not
fetched any more (`unwatching`). What was worked out from all documents together holds their words too, and is
emptied. Then the database is made to overwrite the place: what a program deletes otherwise stays in free
parts of the file until they are used.

The ledger is only appended to: an entry that copied words as evidence keeps them, and is told.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, delete, exists, insert, select

from marsad.archive import decision_rows, schema
from marsad.archive.answers import ORIGINS_KEY, STORIES_KEY
from marsad.archive.erasing import erase_decisions
from marsad.archive.importing import drop_import
from marsad.archive.presence import is_there
from marsad.archive.rows import now
from marsad.archive.unwatching import documents_of_feed, drop_feed, drop_pages, is_feed, pages_of
from marsad.archive.writer import drop_documents
from marsad.errors import ArchiveWriteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.archive.connection import Connections

_BATCH: Final = 500
_KINDS: Final = ("document", "url", "outlet")


class Forgotten(NamedTuple):
    """What was taken out.

    Attributes:
        kind: what was named: document, url, outlet, feed or file.
        documents: how many.
        imports: how many imported files.
        issues: how many noted problems of them.
        quoted: numbers of entries of the ledger that name one of the documents, and stay.
        decisions: how many decisions have lost words of one of the documents.
        pages: how many pages that feeds had named.
        wiped: whether the file holds nothing of them any more; else somebody else held it.
    """

    kind: str
    documents: int
    imports: int
    issues: int
    quoted: tuple[int, ...]
    decisions: int
    pages: int
    wiped: bool


class _Found(NamedTuple):
    kind: str
    documents: tuple[str, ...]
    imports: tuple[tuple[int, str], ...]
    sources: frozenset[str]
    pages: tuple[str, ...]


class Trace(NamedTuple):
    """That something was taken out; ``id_hash`` is the SHA-256 of its id, in hexadecimal."""

    forgotten_at: str
    who: str
    kind: str
    id_hash: str


def forget(connections: Connections, source: str, who: str) -> Forgotten:
    """Takes out a document by its id, all of a URL, an outlet or a feed, or all that a file brought.

    Documents go a few hundred at a time; a run that was killed is simply run again.

    Args:
        connections: of the archive.
        source: what it came from; of several things of that name the first of these.
        who: who takes it out; stands in the trace.

    Raises:
        UsageError: nothing came from there, or ``who`` is empty.
        ArchiveWriteError: read-only, disk full, locked too long.
    """
    if not who.strip() or not who.isprintable():
        raise UsageError(f"{who!r} is no name of who takes it out")
    with connections.reading() as connection:
        found = _found(connection, source)
        quoted = _quoted(connection, found.documents)
    if found.kind != "feed" and not any(found[1:]):
        raise UsageError(f"{connections.name}: nothing came from {source!r}")
    issues = _drop_others(connections, found, who)
    _drop_feeds(connections, found, source, who)
    gone, decisions = _drop_documents(connections, found, who)
    wiped = wipe(connections)
    return Forgotten(found.kind, gone, len(found.imports), issues, quoted, decisions, len(found.pages), wiped)


def traces(connections: Connections) -> list[Trace]:
    """What was taken out, in its order."""
    columns = schema.forgotten.c
    asked = select(*(columns[name] for name in Trace._fields)).order_by(columns.key)
    with connections.reading() as connection:
        if not is_there(connection, schema.forgotten):
            return []
        return [Trace(*row) for row in connection.execute(asked)]


def wipe(connections: Connections) -> bool:
    """Has the database overwrite what was deleted; False where somebody else holds the file meanwhile."""
    try:
        if connections.is_sqlite:
            return _wipe_file(connections)
        _wipe_tables(connections)
    except ArchiveWriteError:
        return False
    return True


def _found(connection: Connection, source: str) -> _Found:
    columns = schema.documents.c
    for kind, column in zip(_KINDS, (columns.id, columns.url, columns.outlet), strict=True):
        asked = select(columns.id, columns.url).where(column == source).order_by(columns.id)
        if rows := connection.execute(asked).all():
            named = {name for row in rows for name in row if name}
            return _with_pages(connection, kind, source, tuple(row.id for row in rows), named)
    if is_feed(connection, source):
        return _with_pages(connection, "feed", source, documents_of_feed(connection, source), {source})
    if pages_of(connection, "url", source, ()):
        return _with_pages(connection, "url", source, (), {source})
    if decision_rows.of_document(connection, source):
        return _with_pages(connection, "document", source, (source,), {source})
    imports = schema.imports.c
    asked_files = select(imports.key, imports.id).where(imports.file == source).order_by(imports.key)
    files = tuple((row.key, row.id) for row in connection.execute(asked_files))
    return _Found("file", (), files, _noted(connection, {source}), ())


def _with_pages(
    connection: Connection, kind: str, source: str, documents: tuple[str, ...], named: Iterable[str]
) -> _Found:
    pages = pages_of(connection, kind, source, documents)
    return _Found(kind, documents, (), _noted(connection, {*named, *pages}), pages)


def _noted(connection: Connection, named: Iterable[str]) -> frozenset[str]:
    """Those of the names that problems were noted of."""
    column = schema.issues.c.source
    return frozenset(
        name for name in named if connection.execute(select(exists().where(column == name))).scalar()
    )


def _quoted(connection: Connection, documents: Sequence[str]) -> tuple[int, ...]:
    if not documents:
        return ()
    columns = schema.ledger.c
    rows = connection.execute(select(columns.number, columns.payload).order_by(columns.number))
    return tuple(row.number for row in rows if any(name in row.payload for name in documents))


def _drop_others(connections: Connections, found: _Found, who: str) -> int:
    """Imports, noted problems, and what was worked out from all; tells how many problems."""
    issues = schema.issues.c
    with connections.writing() as connection:
        _overwriting(connection)
        for key, _ in found.imports:
            drop_import(connection, key)
        _leave_traces(connection, found.kind, [name for _, name in found.imports], who)
        if found.documents:
            for table in (*schema.STORY_TABLES, schema.origins):
                connection.execute(delete(table))
            made_from = schema.meta.c.key.in_([ORIGINS_KEY, STORIES_KEY])
            connection.execute(delete(schema.meta).where(made_from))
        number = 0
        for source in found.sources:
            number += connection.execute(delete(schema.issues).where(issues.source == source)).rowcount
        return number


def _drop_feeds(connections: Connections, found: _Found, source: str, who: str) -> None:
    """Pages that feeds have named; those that became no document leave a trace of their own."""
    with connections.writing() as connection:
        _overwriting(connection)
        if not found.documents:
            _leave_traces(connection, found.kind, found.pages, who)
        drop_pages(connection, found.pages)
        if found.kind == "feed":
            drop_feed(connection, source)


def _drop_documents(connections: Connections, found: _Found, who: str) -> tuple[int, int]:
    """Tells how many there were, and how many decisions held words of them."""
    gone = erased = 0
    for start in range(0, len(found.documents), _BATCH):
        some = found.documents[start : start + _BATCH]
        with connections.writing() as connection:
            _overwriting(connection)
            gone += drop_documents(connection, some)
            erased += erase_decisions(connection, some)
            _leave_traces(connection, found.kind, some, who)
    return gone, erased


def _leave_traces(connection: Connection, kind: str, names: Sequence[str], who: str) -> None:
    if names:
        told = {"forgotten_at": now(), "who": who, "kind": kind}
        hashes = [{"id_hash": hashlib.sha256(name.encode()).hexdigest()} for name in names]
        connection.execute(insert(schema.forgotten), [told | one for one in hashes])


def _overwriting(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _wipe_file(connections: Connections) -> bool:
    """The index is made anew since it keeps words of deleted rows; then file and WAL are."""
    with connections.writing() as connection:
        _overwriting(connection)
        connection.exec_driver_sql("INSERT INTO sentence_index(sentence_index) VALUES ('rebuild')")
    with connections.outside_transactions() as run:
        run("VACUUM")
        held_back, *_ = run("PRAGMA wal_checkpoint(TRUNCATE)")
    return not held_back


def _wipe_tables(connections: Connections) -> None:
    names = [table.name for table in schema.metadata.sorted_tables if table is not schema.ledger]
    with connections.outside_transactions() as run:
        for name in names:
            run(f"VACUUM (FULL) {name}")

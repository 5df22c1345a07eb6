"""Full-text search by the database's own means: FTS5 on SQLite, plain LIKE anywhere else.

The index is an FTS5 table that holds no text of its own but points at ``sentences.terms``; triggers keep the
two together, also when another SQLite tool deletes a sentence. Its tokenizer is ``ascii``, which breaks
nowhere inside a non-ASCII word: where words begin and end is decided by `search_text` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    column,
    literal,
    literal_column,
    select,
    table,
)

from marsad.archive.schema import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Phrase = tuple[str, ...]
"""Terms that stand side by side; a single word is a phrase of one."""

_INDEX: Final = table("sentence_index", column("rowid"))
_DELETED: Final = (
    "INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.key, old.terms)"
)
_INSERTED: Final = "INSERT INTO sentence_index(rowid, terms) VALUES (new.key, new.terms)"
_DDL: Final = (
    (
        "CREATE VIRTUAL TABLE sentence_index USING fts5("
        "terms, content='sentences', content_rowid='key', tokenize='ascii')"
    ),
    f"CREATE TRIGGER sentences_put AFTER INSERT ON sentences BEGIN {_INSERTED}; END",
    f"CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN {_DELETED}; END",
    f"CREATE TRIGGER sentences_new AFTER UPDATE OF terms ON sentences BEGIN {_DELETED}; {_INSERTED}; END",
)


def create_index(connection: Connection) -> None:
    """Makes the full-text table and its triggers; nothing where the database has no FTS5."""
    if connection.dialect.name == "sqlite":
        for statement in _DDL:
            connection.exec_driver_sql(statement)


def matching_keys(dialect: str, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
    """Keys of the sentences that hold every phrase."""
    if dialect == "sqlite":
        return select(_INDEX.c.rowid).where(_matches(phrases))
    held = literal(" ") + sentences.c.terms + literal(" ")
    return select(sentences.c.key).where(*(held.contains(f" {' '.join(phrase)} ") for phrase in phrases))


def best_keys(
    dialect: str,
    phrases: Sequence[Phrase],
    limit: int,
    fits: Callable[[ColumnElement[int]], ColumnElement[bool]] | None = None,
) -> Select[tuple[int, float]]:
    """Keys and scores of the best sentences; a higher score is a better hit, without FTS5 all are 0.

    Args:
        dialect: of the database.
        phrases: sought.
        limit: how many at most.
        fits: what a sentence must fulfil beside, given the column of its key.
    """
    if dialect == "sqlite":
        rank, key = literal_column("rank", Float), _INDEX.c.rowid
        wanted = [_matches(phrases), *([fits(key)] if fits else [])]
        found = select(key.label("key"), (-rank).label("score")).where(*wanted)
        return found.order_by(rank, key).limit(limit)
    keys = matching_keys(dialect, phrases).where(*([fits(sentences.c.key)] if fits else []))
    ranked = keys.add_columns(literal(0.0).label("score"))
    return ranked.order_by(sentences.c.key).limit(limit)


def _matches(phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """Terms hold letters and digits alone, so that quotes make each of them inert."""
    query = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return literal_column("sentence_index").bool_op("MATCH")(query)

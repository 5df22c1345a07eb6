"""Full-text search by the database's own means: FTS5 on SQLite, an index of words on PostgreSQL; one rank.

The index is an FTS5 table that holds no text of its own but points at ``sentences.terms``; triggers keep the
two together, also when another SQLite tool deletes a sentence. Its tokenizer is ``ascii``, which breaks
nowhere inside a non-ASCII word: where words begin and end is decided by `search_text` alone. PostgreSQL has a
GIN index over the words of that column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    Text,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from marsad.archive.schema import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

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

_WORDS_DDL: Final = (
    "CREATE INDEX IF NOT EXISTS sentences_by_word ON sentences USING gin (string_to_array(terms, ' '))"
)


def create_index(connection: Connection) -> None:
    """Makes what search asks: the full-text table and its triggers, or the index of words."""
    if connection.dialect.name == "sqlite":
        for statement in _DDL:
            connection.exec_driver_sql(statement)
    else:
        create_word_index(connection)


def create_word_index(connection: Connection) -> None:
    """Makes PostgreSQL's index of words where it is not there; SQLite has its full-text table."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_WORDS_DDL)


def matching_keys(dialect: str, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
    """Keys of the sentences that hold every phrase."""
    if dialect == "sqlite":
        return select(_INDEX.c.rowid).where(_matches(phrases))
    return select(sentences.c.key).where(*map(_holds, phrases))


def best_keys(
    dialect: str,
    phrases: Sequence[Phrase],
    limit: int | None,
) -> Select[tuple[int, float]]:
    """Keys and scores of the best sentences by bm25; a higher score is a better hit.

    Args:
        dialect: of the database.
        phrases: sought.
        limit: how many at most; None for all.
    """
    if dialect == "sqlite":
        rank, key = literal_column("rank", Float), _INDEX.c.rowid
        found = select(key.label("key"), (-rank).label("score")).where(_matches(phrases))
        return found.order_by(rank, key).limit(limit)
    key, known = sentences.c.key, _known_of(phrases)
    score = _score(phrases, known).label("score")
    return (
        select(key, score)
        .select_from(sentences.join(known, true()))
        .where(*map(_holds, phrases))
        .order_by(score.desc(), key)
        .limit(limit)
    )


def _matches(phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """Terms hold letters and digits alone, so that quotes make each of them inert."""
    query = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return literal_column("sentence_index").bool_op("MATCH")(query)


# bm25 as FTS5 has it, where there is no FTS5; only a phrase that overlaps itself is counted otherwise.

_SATURATION: Final = 1.2
_BY_LENGTH: Final = 0.75
_LEAST_WEIGHT: Final = 1e-6
_NEWEST: Final = 10_000


def _holds(phrase: Phrase) -> ColumnElement[bool]:
    """Whether a sentence has the words, by the index, and side by side."""
    there = func.string_to_array(sentences.c.terms, " ", type_=ARRAY(Text)).contains(list(phrase))
    if len(phrase) == 1:
        return there
    held = literal(" ") + sentences.c.terms + literal(" ")
    return there & held.contains(f" {' '.join(phrase)} ")


def _words() -> ColumnElement[int]:
    terms = sentences.c.terms
    return case((terms == "", 0), else_=_length(terms) - _length(func.replace(terms, " ", "")) + 1)


def _times(phrase: Phrase) -> ColumnElement[int]:
    """How often a sentence holds a phrase: with blanks doubled, neighbours share none."""
    apart, sought = (
        literal(" ") + func.replace(sentences.c.terms, " ", "  ") + literal(" "),
        "  ".join(phrase),
    )
    left = func.replace(apart, f" {sought} ", "")
    return (_length(apart) - _length(left)) // (len(sought) + 2)


def _length(words: ColumnElement[str]) -> ColumnElement[int]:
    return func.length(words, type_=Integer)


def _known_of(phrases: Sequence[Phrase]) -> CTE:
    """How many sentences there are, how long they are, and how many hold each phrase.

    Worked out once: PostgreSQL, which takes the sentences that hold the words for one or two, would else work
    it out for each of them (168 s for 7,000 sentences). Length and, of more sentences than that, number are
    told by the newest 10,000 and by the keys: to read them all takes a second of a million.
    """
    key = sentences.c.key
    newest = select(key, _words().label("words")).order_by(key.desc()).limit(_NEWEST).subquery("newest")
    number = func.count()
    every = select(func.max(key) - func.min(key) + 1).scalar_subquery()
    holding = (
        select(func.count())
        .select_from(sentences)
        .where(_holds(one))
        .scalar_subquery()
        .label(f"holding_{at}")
        for at, one in enumerate(phrases)
    )
    return (
        select(
            case((number < _NEWEST, number), else_=every).label("all"),
            cast(func.avg(newest.c.words), Float).label("average"),
            *holding,
        )
        .select_from(newest)
        .cte("known")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _score(phrases: Sequence[Phrase], known: CTE) -> ColumnElement[float]:
    length = 1 - _BY_LENGTH + _BY_LENGTH * cast(_words(), Float) / known.c.average
    total: ColumnElement[float] = literal(0.0)
    for at, phrase in enumerate(phrases):
        holding, times = cast(known.c[f"holding_{at}"], Float), cast(_times(phrase), Float)
        rarity = func.ln((known.c.all - holding + 0.5) / (holding + 0.5), type_=Float)
        weight = case((rarity > 0, rarity), else_=_LEAST_WEIGHT)
        total = total + weight * times * (_SATURATION + 1) / (times + _SATURATION * length)
    return total

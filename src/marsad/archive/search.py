"""Search of sentences in the asker's words.

Words are joined by AND; words between quotation marks (``"…"``, ``«…»``, ``“…”``) stand side by side, in
that order. Nothing else is an operator: OR, NEAR, ``*``, ``-`` are words or nothing, so that no query is
malformed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, FromClause, exists, select

from marsad.archive import schema
from marsad.archive.answers import Hit
from marsad.archive.creation import stale_terms
from marsad.archive.fts import Phrase, best_keys
from marsad.archive.search_text import search_terms
from marsad.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from marsad.archive.connection import Connections

_QUOTED: Final = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')
_MOST_WORDS: Final = 100
_AT_ONCE: Final = 200


def phrases_of(words: str) -> list[Phrase]:
    """What is sought: phrases, of one term each but for those in quotation marks.

    Raises:
        UsageError: no letter or digit to look for, or more than 100 words.
    """
    quoted = [search_terms("".join(groups)) for groups in _QUOTED.findall(words)]
    single = search_terms(_QUOTED.sub(" ", words)).split()
    phrases = [tuple(phrase.split()) for phrase in [*quoted, *single] if phrase]
    if not phrases:
        raise UsageError(f"no word to search for in {words!r}")
    if sum(map(len, phrases)) > _MOST_WORDS:
        raise UsageError(f"more than {_MOST_WORDS} words to search for")
    return list(dict.fromkeys(phrases))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """In which sentences to search; an empty field does not filter.

    Attributes:
        outlet: of their article, as it is written.
        since: published on this day or later; none without a day.
        until: published on this day or earlier; none without a day.
        party: code of a side of an event that was coded in them.
    """

    outlet: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    party: str | None = None


def search(connections: Connections, words: str, limit: int, wanted: SearchFilter | None = None) -> list[Hit]:
    """The best sentences that hold all the words, best first; see `Archive.search`."""
    if limit < 1:
        raise UsageError(f"a search needs a limit of 1 or more, not {limit}")
    phrases = phrases_of(words)
    if stale_terms(connections):
        raise ArchiveError(
            f"{connections.name}: its search column is of another version; open it once for writing"
        )
    fits = partial(_fits, wanted) if wanted and wanted != SearchFilter() else None
    best = best_keys(connections.engine.dialect.name, phrases, None if fits else limit)
    with connections.reading() as connection:
        ranked = [(row.key, row.score) for row in connection.execute(best)]
        return list(islice(_hits(connection, ranked, fits), limit))


def _hits(
    connection: Connection,
    ranked: Sequence[tuple[int, float]],
    fits: Callable[[ColumnElement[int]], ColumnElement[bool]] | None,
) -> Iterator[Hit]:
    """The sentences of some keys that fit, in their order.

    They are asked for some at a time: whether a sentence tells of a party takes fifty times as long as its
    rank, and of a common word the first hundreds have hits enough.
    """
    key = schema.sentences.c.key
    told = select(key, *_COLUMNS).join(schema.documents, schema.documents.c.id == schema.sentences.c.document)
    for start in range(0, len(ranked), _AT_ONCE):
        part = dict(ranked[start : start + _AT_ONCE])
        asked = told.where(key.in_(list(part)), *([fits(key)] if fits else []))
        found = {row["key"]: row for row in connection.execute(asked).mappings()}
        for one, score in part.items():
            if one in found:
                yield Hit(score=score, **{name: found[one][name] for name in found[one] if name != "key"})


def _fits(wanted: SearchFilter, key: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the sentence of a key is one of those wanted; asked of each that holds the words."""
    sentence = schema.sentences.alias("asked")
    documents = schema.documents.c
    conditions = [
        *([documents.outlet == wanted.outlet] if wanted.outlet else []),
        *([documents.published >= wanted.since.isoformat()] if wanted.since else []),
        *([documents.published <= wanted.until.isoformat()] if wanted.until else []),
        *([_tells_of(wanted.party, sentence)] if wanted.party else []),
    ]
    return exists().where(sentence.c.key == key, documents.id == sentence.c.document, *conditions)


def _tells_of(party: str, sentence: FromClause) -> ColumnElement[bool]:
    """Whether an event of a sentence names a party; asked inwards from the sentence.

    As one join SQLite begins with all that the party ever did: a minute for each sentence of a large archive.
    """
    codings, events, parties = schema.codings.c, schema.events.c, schema.event_parties.c
    named = (
        exists()
        .correlate(schema.events)
        .where(
            parties.coding == events.coding,
            parties.event == events.id,
            parties.country == party,
            parties.role != "voice",
        )
    )
    told = exists().where(events.coding == codings.key, events.sentence == sentence.c.number, named)
    told = told.correlate(schema.codings, sentence)
    return exists().where(codings.document == sentence.c.document, codings.is_current, told)


_COLUMNS: Final = (
    schema.sentences.c.document,
    schema.documents.c.outlet,
    schema.documents.c.title,
    schema.documents.c.url,
    schema.documents.c.published,
    schema.sentences.c.number.label("sentence"),
    schema.sentences.c.span_start.label("start"),
    schema.sentences.c.span_end.label("end"),
    schema.sentences.c.text,
)

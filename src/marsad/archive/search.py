"""Search of sentences in the asker's words.

Words are joined by AND; words between quotation marks (``"…"``, ``«…»``, ``“…”``) stand side by side, in
that order. Nothing else is an operator: OR, NEAR, ``*``, ``-`` are words or nothing, so that no query is
malformed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from marsad.archive import schema
from marsad.archive.answers import Hit
from marsad.archive.creation import stale_terms
from marsad.archive.fts import Phrase, best_keys
from marsad.archive.search_text import search_terms
from marsad.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from marsad.archive.connection import Connections

_QUOTED: Final = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')
_MOST_WORDS: Final = 100


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


def search(connections: Connections, words: str, limit: int) -> list[Hit]:
    """The best sentences that hold all the words, best first; see `Archive.search`."""
    if limit < 1:
        raise UsageError(f"a search needs a limit of 1 or more, not {limit}")
    phrases = phrases_of(words)
    if stale_terms(connections):
        raise ArchiveError(
            f"{connections.name}: its search column is of another version; open it once for writing"
        )
    best = best_keys(connections.engine.dialect.name, phrases, limit).subquery("best")
    told = (
        select(*_COLUMNS, best.c.score)
        .join_from(best, schema.sentences, schema.sentences.c.key == best.c.key)
        .join(schema.documents, schema.documents.c.id == schema.sentences.c.document)
        .order_by(best.c.score.desc(), schema.sentences.c.key)
    )
    with connections.reading() as connection:
        return [Hit(**row) for row in connection.execute(told).mappings()]


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

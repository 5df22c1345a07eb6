"""Words that ascribe what is said to someone, by table: those that cite a source, and the author's own.

``data/citations.<language>.tsv`` holds what stands before a source ("بحسب", "على حد قول"), ``data/author.…``
what an author writes of the likely ("من المتوقع أن").
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad.languages import language
from marsad.records import VerbClass
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.languages.grammar import Token

COLUMNS: Final = ("words", "verb", "note")
Table = Literal["author", "citations"]
Option = tuple[tuple[str, ...], VerbClass]


class Ascription(NamedTuple):
    """Words of a row at tokens ``start`` to ``end`` (exclusive); who is cited stands at ``end``."""

    start: int
    end: int
    verb: VerbClass


def ascribed(tokens: Sequence[Token], table: Table, code: str) -> Iterator[Ascription]:
    """Places where the words of a table stand, in order."""
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1].form
        for words, verb in _options(table, code, token.form):
            # Most first words are common ("من"): the second is looked at before anything is called.
            if len(words) > 1 and len(words[1]) > 1 and words[1] != following:
                continue
            found = _matched(tokens, index, words, verb)
            if found is not None:
                yield found
                break


def _matched(
    tokens: Sequence[Token], index: int, words: tuple[str, ...], verb: VerbClass
) -> Ascription | None:
    """The row whose words begin at a token; a last word of one letter stands on the source itself."""
    whole = [word for word in words if len(word) > 1]
    end = index + len(whole)
    if end >= len(tokens) or [token.form for token in tokens[index + 1 : end]] != whole[1:]:
        return None
    bound = words[-1] if len(words[-1]) == 1 else ""
    if bound and tokens[end].form == bound:
        return Ascription(index, end + 1, verb) if end + 1 < len(tokens) else None
    if bound and all(split.preposition != bound for split in tokens[end].word.splits):
        return None
    return Ascription(index, end, verb)


@lru_cache(maxsize=65536)
def _options(table: Table, code: str, form: str) -> tuple[Option, ...]:
    """Rows whose first word a written word may be; next to always none."""
    known = ascriptions(table, code)
    splits = [split for split in language(code).word(form).splits if not split.article]
    return tuple(option for split in splits for option in known.get(split.preposition + split.stem, ()))


@lru_cache(maxsize=8)
def ascriptions(table: Table, code: str) -> dict[str, tuple[Option, ...]]:
    """First word in even spelling → the rows that begin with it (all words, verb class), longest first.

    Raises:
        DataFileError: an unknown verb class.
    """
    found: dict[str, list[Option]] = {}
    for row in rows("marsad.coding", f"data/{table}.{code}.tsv", COLUMNS):
        verb = next((name for name in get_args(VerbClass) if name == row["verb"]), None)
        if verb is None:
            raise row.error(f"unknown verb class {row['verb']!r}")
        words = tuple(language(code).even(row["words"]).split())
        found.setdefault(words[0], []).append((words, verb))
    return {first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in found.items()}

"""Words that ascribe what is said to someone, by table: those that cite a source, and the author's own.

``data/citations.<language>.tsv`` holds what stands before a source ("بحسب", "على حد قول"), ``data/author.…``
what an author writes of the likely ("من المتوقع أن"), ``data/unsaid.…`` what cites someone told only by a
pronoun ("برأيه").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad.languages import language
from marsad.records import VerbClass
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.languages.grammar import Reading, Token

COLUMNS: Final = ("words", "verb", "note")
Table = Literal["author", "citations", "unsaid"]
Option = tuple[tuple[str, ...], VerbClass]
Options = Mapping[str, tuple[Option, ...]]
"""Second word, or "" where a row has none, → rows."""

_SPEAKING: Final = frozenset({*get_args(VerbClass), "opinion", "stance"})


class Ascription(NamedTuple):
    """Words of a row at tokens ``start`` to ``end`` (exclusive); who is cited stands at ``end``."""

    start: int
    end: int
    verb: VerbClass


class _Hint(NamedTuple):
    """What a written word may begin or be: rows of the tables, verbs of speech."""

    citations: Options
    author: Options
    unsaid: Options
    verbs: tuple[Reading, ...]
    bound: tuple[Reading, ...]


class Hints(NamedTuple):
    """What in a sentence may ascribe words to someone, apart from its clauses.

    Attributes:
        citations: words that cite a source.
        author: words by which the author calls something likely, or tells what he or she thinks.
        unsaid: words that cite someone told only by a pronoun.
        verbs: tokens that may be a finite verb of speech, opinion or stance, with those readings.
        bound: the same, where the verb carries its object as a pronoun ("وصفها").
    """

    citations: list[Ascription]
    author: list[Ascription]
    unsaid: list[Ascription]
    verbs: list[tuple[int, tuple[Reading, ...]]]
    bound: list[tuple[int, tuple[Reading, ...]]]


def hints(tokens: Sequence[Token], code: str) -> Hints:
    """The hints of a sentence, in one pass over its words."""
    found = Hints([], [], [], [], [])
    for index, token in enumerate(tokens):
        hint = _hint(code, token.word.form)
        if hint is not None:
            found.citations.extend(_standing(tokens, index, hint.citations))
            found.author.extend(_standing(tokens, index, hint.author))
            found.unsaid.extend(_standing(tokens, index, hint.unsaid))
            if hint.verbs:
                found.verbs.append((index, hint.verbs))
            if hint.bound:
                found.bound.append((index, hint.bound))
    return found


@lru_cache(maxsize=65536)
def _hint(code: str, form: str) -> _Hint | None:
    verbs = _verbs(code, form)
    plain = tuple(reading for reading in verbs if not reading.enclitic)
    bound = tuple(reading for reading in verbs if reading.enclitic)
    tables: tuple[Table, ...] = ("citations", "author", "unsaid")
    citations, author, unsaid = (_options(table, code, form) for table in tables)
    hint = _Hint(citations, author, unsaid, plain, bound)
    return hint if any(hint) else None


def _verbs(code: str, form: str) -> tuple[Reading, ...]:
    """Readings of a written word as a finite verb of speech, opinion or stance in the third person."""
    verbs = (r for r in language(code).word(form).readings if r.kind == "verb" and r.person == "3")
    plain = (r for r in verbs if not (r.preposition or r.jussive))
    return tuple(r for r in plain if _SPEAKING & language(code).classes(r.lemma))


def _standing(tokens: Sequence[Token], index: int, rows_here: Options) -> Iterator[Ascription]:
    """The row that stands at a token, of those whose first word does."""
    if not rows_here or index + 1 == len(tokens):
        return
    # Most first words are common ("من"): the second is looked up before anything is compared.
    fitting = (*rows_here.get(tokens[index + 1].word.form, ()), *rows_here.get("", ()))
    found = next(filter(None, (_matched(tokens, index, *row) for row in fitting)), None)
    if found is not None:
        yield found


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


def _options(table: Table, code: str, form: str) -> Options:
    """Rows whose first word a written word may be, by their second; next to always none."""
    known = ascriptions(table, code)
    found: dict[str, tuple[Option, ...]] = {}
    for split in language(code).word(form).splits:
        for option in () if split.article else known.get(split.preposition + split.stem, ()):
            second = next((word for word in option[0][1:2] if len(word) > 1), "")
            found[second] = (*found.get(second, ()), option)
    return found


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

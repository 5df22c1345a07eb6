"""Words of likelihood in a sentence, and the range of probability that each is taken for.

The words and ranges stand in ``data/likelihood.<language>.tsv``, which is meant to be edited; the future
itself (the prefix) is the language's own grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad.errors import DataFileError
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.tables import Row

COLUMNS: Final = ("words", "kind", "low", "high", "note")

Kind = Literal[
    "that", "risk", "can", "may", "particle", "future", "never", "seems", "adverb", "state", "chances",
    "noun", "verb", "denied verb", "estimate", "warn", "none",
]  # fmt: skip
"""How words of likelihood stand to what they make likely; see the head of the table."""

VERBS: Final = frozenset({"verb", "denied verb", "estimate", "warn"})
_PREFIX: Final = "سـ"
_QUOTE: Final = '"'


class Wording(NamedTuple):
    """A row of the table."""

    words: tuple[str, ...]
    kind: Kind
    low: float
    high: float


class Mark(NamedTuple):
    """Words of likelihood at tokens ``start`` to ``end`` (exclusive), and their range.

    Attributes:
        start: first token.
        end: token after the last.
        kind: how they stand to what they make likely.
        low: lowest probability that they are taken for.
        high: highest.
        joined: whether an "and" is written with the first of them.
    """

    start: int
    end: int
    kind: Kind
    low: float
    high: float
    joined: bool = False


Options = Mapping[str, tuple[Wording, ...]]
"""Second word, or "" where a row has none, → rows."""


class Wordings(NamedTuple):
    """The table: rows by their first word, rows of verbs by kind and lemma, the row of the prefix."""

    openings: dict[str, tuple[Wording, ...]]
    verbs: dict[tuple[Kind, str], Wording]
    prefix: Wording


def marks(scene: Scene) -> list[Mark]:
    """The words of likelihood of a sentence in their order, the longest at each place; verbs apart."""
    found: list[Mark] = []
    code, taken = scene.language.code, 0
    for index in [at for at, token in enumerate(scene.tokens) if _openings(code, token.word.form)]:
        if index < taken:
            continue
        mark = _longest(scene, index, _openings(code, scene.tokens[index].word.form))
        if mark is not None:
            taken = mark.end
            found.append(mark)
    return [mark for mark in found if mark.kind != "none"]


def verb_mark(scene: Scene, clause: Clause, *, denied: bool) -> Mark | None:
    """The mark that a verb of foreseeing or warning is; None for any other verb."""
    row = _verb_row(scene.language.code, clause.lemmas, denied=denied)
    if row is None:
        return None
    start = clause.token - 1 if denied and clause.token else clause.token
    joined = any(
        split.conjunction and split.stem in scene.cues.untrue for split in scene.tokens[start].word.splits
    )
    joined = joined if denied else bool(clause.readings[0].conjunction)
    return Mark(start, clause.token + 1, row.kind, row.low, row.high, joined)


@lru_cache(maxsize=8192)
def _verb_row(code: str, lemmas: tuple[str, ...], *, denied: bool) -> Wording | None:
    known = wordings(code).verbs
    kinds: tuple[Kind, ...] = ("denied verb",) if denied else ("verb", "estimate", "warn")
    return next((known[kind, lemma] for kind in kinds for lemma in lemmas if (kind, lemma) in known), None)


def _longest(scene: Scene, index: int, options: Options) -> Mark | None:
    if scene.is_named(index) or _is_quoted_alone(scene, index):
        return None
    # Most first words are common ("من"): the second is looked up before anything is compared.
    second = scene.tokens[index + 1].word.form if index + 1 < len(scene.tokens) else ""
    for row in (*options.get(second, ()), *(options.get("", ()) if second else ())):
        end = _end_of(scene, index, row.words)
        if end is not None:
            joined = _is_joined(scene, index, row)
            return Mark(index, end, row.kind, row.low, row.high, joined)
    return None


def _is_quoted_alone(scene: Scene, index: int) -> bool:
    """Whether a word stands alone in quotation marks: it is talked about, and says nothing."""
    around = scene.tokens[max(0, index - 1) : index + 2]
    return [token.form for token in around[::2]] == [_QUOTE, _QUOTE]


def _is_joined(scene: Scene, index: int, row: Wording) -> bool:
    """Whether an "and" or "then" is written with the first word of a row."""
    word = scene.tokens[index].word
    if row.words[0] == word.form:
        return False
    if row.kind == "future" and row.words[0] == scene.language.even(_PREFIX):
        return any(s.conjunction and scene.language.is_future(s.stem) for s in word.splits)
    return any(split.conjunction and split.preposition + split.stem == row.words[0] for split in word.splits)


def _end_of(scene: Scene, index: int, words: tuple[str, ...]) -> int | None:
    """The token after a row's words that begin at a token; None where they do not stand there."""
    tokens = scene.tokens
    whole = [word for word in words[1:] if len(word) > 1]
    end = index + 1 + len(whole)
    if end > len(tokens) or [token.form for token in tokens[index + 1 : end]] != whole:
        return None
    if len(words) == 1 or len(words[-1]) > 1:
        return end
    bound = end < len(tokens) and any(split.preposition == words[-1] for split in tokens[end].word.splits)
    return end if bound else None


@lru_cache(maxsize=65536)
def _openings(code: str, form: str) -> Options:
    """Rows whose first word a written word may be, the longest first, by their second word or ""."""
    known = wordings(code)
    found = [
        row
        for split in language(code).word(form).splits
        if not split.article
        for row in known.openings.get(split.preposition + split.stem, ())
    ]
    if language(code).is_future(form):
        found.append(known.prefix)
    options: dict[str, tuple[Wording, ...]] = {}
    for row in sorted(found, key=lambda row: -len(row.words)):
        second = next((word for word in row.words[1:2] if len(word) > 1), "")
        options[second] = (*options.get(second, ()), row)
    return options


@lru_cache(maxsize=4)
def wordings(code: str) -> Wordings:
    """The table of a language.

    Raises:
        DataFileError: an unknown kind, a range outside [0, 1] or upside down, a row given twice, or no row
            for the prefix of the future.
    """
    file = f"data/likelihood.{code}.tsv"
    openings: dict[str, list[Wording]] = {}
    verbs: dict[tuple[Kind, str], Wording] = {}
    prefix: Wording | None = None
    for row in rows("marsad.coding", file, COLUMNS):
        wording = _wording(row, code)
        known = openings.setdefault(wording.words[0], [])
        if wording.kind in VERBS:
            verbs[wording.kind, row["words"]] = wording
        elif row["words"] == _PREFIX:
            prefix = wording
        elif any(other.words == wording.words for other in known):
            raise row.error(f"{row['words']!r} is given twice")
        else:
            known.append(wording)
    if prefix is None:
        raise DataFileError(f"marsad/coding/{file}", 1, f"no row for {_PREFIX}")
    return Wordings({first: tuple(found) for first, found in openings.items() if found}, verbs, prefix)


def _wording(row: Row, code: str) -> Wording:
    kind = next((name for name in get_args(Kind) if name == row["kind"]), None)
    if kind is None:
        raise row.error(f"unknown kind {row['kind']!r}")
    words = tuple(language(code).even(row["words"]).split())
    if kind == "none":
        return Wording(words, kind, 0.0, 0.0)
    try:
        low, high = float(row["low"]), float(row["high"])
    except ValueError as error:
        raise row.error("low and high must be numbers") from error
    if not 0 <= low < high <= 1:
        raise row.error(f"{low}–{high} is no range of probability")
    return Wording(words, kind, low, high)

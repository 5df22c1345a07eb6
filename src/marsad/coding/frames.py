"""Frames: which event a predicate tells, and where its parties stand (``data/frames.<language>.tsv``).

A frame names lemmas of the language's lexicon and slots of its grammar; it knows nothing else of the
language. Inside a lemma the first row whose conditions hold wins.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Final, Literal

from marsad.coding.classes import SIGN, class_names
from marsad.coding.marks import MARKS
from marsad.errors import UnknownCodeError
from marsad.languages.grammar import Shape
from marsad.plover import check_mode
from marsad.tables import Row, rows

COLUMNS: Final = (
    "lemma", "kind", "type", "mode", "actor", "recipient", "requires", "options", "example", "near_miss",
)  # fmt: skip
KINDS: Final = ("verb", "finite", "masdar", "noun")
OPTIONS: Final = frozenset(
    {"objective", "subjective", "state-only", "domestic", "weak", "headline", "blame", "formal"}
)

FrameKind = Literal["verb", "finite", "masdar", "noun"]


class Condition(Shape, frozen=True):
    """A companion that must, or must not, stand in a slot; slot "any" is the clause, word "*" any filler.

    "@person" asks for a kind of party (`marsad.coding.marks`), "%warship" for a noun of a class
    (`marsad.coding.classes`).
    """

    slot: str
    words: frozenset[str]
    negated: bool


class Frame(Shape, frozen=True):
    """One row: the event, and where actor and recipient stand.

    Attributes:
        lemma: entry of the lexicon.
        kind: forms of the lemma that it holds for.
        type: PLOVER type.
        mode: PLOVER mode or None.
        actor: slots in order of preference; a slot is a tuple, and several in it are taken together.
        recipient: the same; empty where the type has none; ("same",) for the actor's own country.
        conditions: companions due.
        options: see ``OPTIONS``.
        row: number of the row, which keeps the table's order.
    """

    lemma: str
    kind: FrameKind
    type: str
    mode: str | None
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    conditions: tuple[Condition, ...]
    options: frozenset[str]
    row: int


@lru_cache(maxsize=4)
def frames(language: str) -> dict[str, tuple[Frame, ...]]:
    """Frames of a language by lemma.

    Raises:
        DataFileError: a row is bad.
    """
    found: dict[str, list[Frame]] = defaultdict(list)
    for row in rows("marsad.coding", f"data/frames.{language}.tsv", COLUMNS):
        found[row["lemma"]].append(frame_of(row, language))
    return {lemma: tuple(options) for lemma, options in found.items()}


def frame_of(row: Row, language: str = "ar") -> Frame:
    """The frame of a row of a language's table.

    Raises:
        DataFileError: unknown kind, type, mode, option, mark or class, or a condition without "=".
    """
    kind = row["kind"]
    if kind not in KINDS:
        raise row.error(f"unknown kind {kind!r}")
    try:
        check_mode(row["type"], row["mode"] or None)
    except UnknownCodeError as error:
        raise row.error(str(error)) from error
    options = frozenset(part.strip() for part in row["options"].split(",") if part.strip())
    if options - OPTIONS:
        raise row.error(f"unknown options {sorted(options - OPTIONS)}")
    return Frame(
        row["lemma"],
        kind,  # type: ignore[arg-type]
        row["type"],
        row["mode"] or None,
        _slots(row["actor"]),
        _slots(row["recipient"]),
        tuple(_condition(part, row, language) for part in row["requires"].split(";") if part.strip()),
        options,
        row.line,
    )


def _slots(cell: str) -> tuple[tuple[str, ...], ...]:
    if cell in ("", "-"):
        return ()
    return tuple(tuple(part.split("+")) for part in cell.split("|") if part != "-")


def _condition(part: str, row: Row, language: str) -> Condition:
    text = part.strip()
    negated = text.startswith("!")
    slot, equals, words = text.lstrip("!").partition("=")
    if not equals or not words:
        raise row.error(f"condition {part!r} is not slot=words")
    unknown = {word for word in words.split("|") if word.startswith("@")} - MARKS
    if unknown:
        raise row.error(f"unknown marks {sorted(unknown)}")
    unknown = {word for word in words.split("|") if word.startswith(SIGN)} - class_names(language)
    if unknown:
        raise row.error(f"unknown classes {sorted(unknown)}")
    return Condition(slot, frozenset(words.split("|")), negated)

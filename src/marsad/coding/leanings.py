"""Acts by which a side moves towards another or away from it, in words that need not tell a done deed.

A row of ``data/leanings.<language>.tsv`` knows words of complying and distancing ("heeds Moscow", "turns
away from the West") with the slot in which the other side stands; the frames of events know the rest
("imposes sanctions on").
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad.coding.parties import codes
from marsad.coding.patterns import deed_of
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene

COLUMNS: Final = ("words", "sense", "slot", "example", "near_miss")
Sense = Literal["towards", "away", "not"]
_OBJECT: Final = "object"
_NEAR: Final = 3
_UNKNOWN: Final = "UNK"
Codes = frozenset[str]


class Leaning(NamedTuple):
    """An act of one side towards another.

    Attributes:
        doers: codes of who acts; empty where the words leave it unsaid.
        sides: codes of the other side.
        towards: whether it moves towards it; None where a frame of events told the act.
        type: PLOVER type, where a frame told the act.
        mode: its mode.
        negated: it is told as not done.
    """

    doers: Codes
    sides: Codes
    towards: bool | None = None
    type: str | None = None
    mode: str | None = None
    negated: bool = False


class _Row(NamedTuple):
    sense: Sense
    slots: frozenset[str]


def leanings(scene: Scene, start: int, end: int) -> list[Leaning]:
    """The acts told in a run of tokens: by words of leaning, then by frames of events; each once."""
    found = list(dict.fromkeys(_by_words(scene, start, end)))
    # What the words told of two sides a frame does not tell again: "joins the sanctions" is no sanction.
    told = {(one.doers, side) for one in found for side in one.sides}
    framed = (
        one for one in _by_frames(scene, start, end) if not any((one.doers, s) in told for s in one.sides)
    )
    return list(dict.fromkeys((*found, *framed)))


def reached_by(scene: Scene, index: int, prepositions: Collection[str]) -> bool:
    """Whether a token is one of the prepositions, or has one written with it."""
    word = scene.tokens[index].word
    named = scene.mention_at.get(index)
    if named is not None and named.preposition in prepositions:
        return True
    if not word.readings:
        return any(split.preposition in prepositions for split in word.splits)
    return any(
        r.preposition in prepositions or (r.kind == "preposition" and r.lemma in prepositions)
        for r in word.readings
    )


def _by_words(scene: Scene, start: int, end: int) -> Iterator[Leaning]:
    known = _table(scene.language.code)
    for index in range(start, end):
        for row in _rows_at(scene, index, known):
            doers, sides = _sides(scene, index, (start, end), row)
            if sides:
                negated = _is_negated(scene, index, start, known)
                yield Leaning(doers, sides, row.sense == "towards", negated=negated)
                break


def _rows_at(scene: Scene, index: int, known: dict[str, list[_Row]]) -> list[_Row]:
    found = (row for key in sorted(scene.keys(index)) for row in known.get(key, ()))
    return [row for row in found if row.sense != "not"]


def _sides(scene: Scene, index: int, run: tuple[int, int], row: _Row) -> tuple[Codes, Codes]:
    """Who acts, and on whom: the side stands in the slot, the doer before it or before the word."""
    after = [one for one in scene.mentions if index < one.start < run[1] and one.country]
    at = _place_of_side(scene, index, after, row)
    if at is None:
        return frozenset(), frozenset()
    before = [one for one in scene.mentions if run[0] <= one.start < index and one.country]
    doer = after[at - 1] if at else (before[-1] if before else None)
    sides = _codes([after[at], *_joined(scene, after[at + 1 :])])
    return (_codes([doer]) - sides if doer else frozenset()), sides


def _place_of_side(scene: Scene, index: int, after: list[Mention], row: _Row) -> int | None:
    """Which of the parties after a word stands in its slot."""
    prepositions = row.slots - {_OBJECT}
    for at, mention in enumerate(after):
        near = range(max(index + 1, mention.start - _NEAR), mention.start + 1)
        if prepositions and any(reached_by(scene, one, prepositions) for one in near):
            return at
    if _OBJECT not in row.slots or not after:
        return None
    # Of two parties without a preposition the first is the subject: "angers Kazakhstan Russia" in the
    # order of the language.
    return 1 if len(after) > 1 and _is_plain(scene, after[0].end, after[1].start) else 0


def _is_plain(scene: Scene, start: int, end: int) -> bool:
    """Whether no preposition, conjunction or sign stands between two parties."""
    inside = [reading for at in range(start, end + 1) for reading in scene.tokens[at].word.readings]
    signs = any(scene.tokens[at].word.punctuation for at in range(start, end))
    joins = scene.mention_at[end].conjunction or scene.mention_at[end].preposition
    parted = any(reading.kind == "preposition" or reading.preposition for reading in inside)
    return not (signs or joins or parted)


def _joined(scene: Scene, rest: list[Mention]) -> Iterator[Mention]:
    """Parties that an "and" joins to the one before."""
    for mention in rest:
        if mention.conjunction not in scene.cues.and_:
            return
        yield mention


def _codes(mentions: list[Mention]) -> Codes:
    return frozenset(_code(one) for one in mentions if one.country)


def _code(mention: Mention) -> str:
    """The code of a party as the stories write it: with its name where a code stands for many bodies."""
    if mention.country == "IGO" and mention.party is not None and mention.party.name:
        return f"IGO:{mention.party.name}"
    return mention.country or _UNKNOWN


def _is_negated(scene: Scene, index: int, start: int, known: dict[str, list[_Row]]) -> bool:
    """Whether a negation stands before a word, or "unless" opens the run."""
    near = range(max(start, index - 2), index)
    told = any(reading.kind == "negation" for at in near for reading in scene.tokens[at].word.readings)
    turned = any(_turns(scene, at, known) for at in {start, *near} if at < index)
    return told or turned


def _turns(scene: Scene, index: int, known: dict[str, list[_Row]]) -> bool:
    return any(row.sense == "not" for key in scene.keys(index) for row in known.get(key, ()))


def _by_frames(scene: Scene, start: int, end: int) -> Iterator[Leaning]:
    for clause in scene.clauses:
        deed = deed_of(scene, clause) if start <= clause.token < end else None
        if deed is None:
            continue
        doers, others = codes(deed.actors), codes(deed.recipients) - {_UNKNOWN}
        if not others and len(doers) > 1:  # they act together: each towards the others
            others = doers
        if others:
            told = clause.negated or _turns(scene, start, _table(scene.language.code))
            yield Leaning(
                frozenset(doers - {_UNKNOWN}), frozenset(others), None, deed.type, deed.mode, negated=told
            )


@lru_cache(maxsize=4)
def _table(code: str) -> dict[str, list[_Row]]:
    """Word in even spelling → its rows.

    Raises:
        DataFileError: an unknown sense, or a slot that does not go with it.
    """
    found: dict[str, list[_Row]] = {}
    for row in rows("marsad.coding", f"data/leanings.{code}.tsv", COLUMNS):
        sense, slots = row["sense"], frozenset(row.alternatives("slot"))
        if sense not in get_args(Sense) or bool(slots) == (sense == "not"):
            raise row.error(f"sense {sense!r} with the slot {row['slot']!r}")
        for word in row.alternatives("words"):
            found.setdefault(language(code).even(word), []).append(_Row(sense, slots))  # type: ignore[arg-type]
    return found

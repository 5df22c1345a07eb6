"""The branches that a state between poles faces, and which act belongs to which.

An act towards a pole belongs to the branch of that pole. An act against a pole belongs, between two poles, to
the branch of the other one; between more than two it names no one whom it favours and is a branch of its
own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad import plover
from marsad.errors import UsageError
from marsad.measures.poles import poles_of
from marsad.tables import rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.coding.leanings import Leaning
    from marsad.measures.poles import Pole

COLUMNS: Final = ("type", "mode", "note")
_PAIR: Final = 2

Sense = Literal["towards", "against"]
Manner = Literal["words", "deeds"]


class Move(NamedTuple):
    """An act of the state as a choice: towards a pole or against it."""

    sense: Sense
    pole: str

    @property
    def name(self) -> str:
        """In words: "towards RUS"."""
        return f"{self.sense} {self.pole}"


class Between(NamedTuple):
    """A state and the poles it stands between."""

    state: str
    poles: tuple[Pole, ...]

    def branch_of(self, move: Move) -> Move:
        """The branch that an act belongs to."""
        if move.sense == "towards" or len(self.poles) > _PAIR:
            return move
        return Move("towards", next(pole.name for pole in self.poles if pole.name != move.pole))

    def branches(self) -> list[Move]:
        """All that there can be: towards each pole; with more than two, against each."""
        senses: tuple[Sense, ...] = ("towards", "against") if len(self.poles) > _PAIR else ("towards",)
        return [Move(sense, pole.name) for sense in senses for pole in self.poles]

    def holding(self, party: str, day: dt.date) -> Iterator[Pole]:
        """The poles that a party belongs to on a day."""
        return (pole for pole in self.poles if pole.holds(party, day))


def between(state: str, poles: Iterable[str]) -> Between:
    """A state and poles as a user writes them.

    Raises:
        UsageError: fewer than two poles, one named twice, or the state a pole itself.
        UnknownCodeError: a pole that is not known.
    """
    sides = poles_of(poles)
    if len(sides) < _PAIR:
        raise UsageError(f"one pole, {sides[0].name}, is no choice; name two or more, such as RUS,XWE")
    own = next((pole for pole in sides if state in pole.parts), None)
    if own is not None:
        raise UsageError(f"{state} is a part of the pole {own.name!r} itself")
    return Between(state, sides)


def sense_of(kind: str, mode: str | None) -> Sense:
    """Whether an act of a type moves towards its recipient or against it (``data/courting.tsv``)."""
    if plover.quad(kind).cooperative or (kind, mode or "") in courting():
        return "towards"
    return "against"


def manner_of(kind: str) -> Manner:
    """Whether acts of a type are words or deeds."""
    return "deeds" if plover.quad(kind).material else "words"


def moves_in(leanings: Sequence[Leaning], known: Between, day: dt.date, unsaid: bool) -> list[Move]:
    """The moves of the state among acts that a text supposes.

    Args:
        leanings: the acts.
        known: the state and its poles.
        day: on which it is asked who belongs to a pole.
        unsaid: whether an act of nobody named is the state's.
    """
    own = (one for one in leanings if known.state in one.doers or (unsaid and not one.doers))
    found = (
        Move(_turned(one), pole.name)
        for one in own
        for side in sorted(one.sides - {known.state})
        for pole in known.holding(side, day)
    )
    return list(dict.fromkeys(found))


def _turned(act: Leaning) -> Sense:
    """The sense of an act; not to do it is the contrary."""
    towards = act.towards if act.towards is not None else sense_of(act.type or "", act.mode) == "towards"
    return "towards" if towards != act.negated else "against"


@lru_cache(maxsize=1)
def courting() -> frozenset[tuple[str, str]]:
    """Types and modes of conflict that are a move towards the other side.

    Raises:
        DataFileError: an unknown type or mode.
    """
    found = set()
    for row in rows("marsad.measures", "data/courting.tsv", COLUMNS):
        known = plover.event_types().get(row["type"])
        if known is None or row["mode"] not in known.modes:
            raise row.error(f"no mode {row['mode']!r} of a type {row['type']!r}")
        found.add((row["type"], row["mode"]))
    return frozenset(found)

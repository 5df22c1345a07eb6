"""The parts of a brief that tell what each choice of a state between poles is said to cost."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.parts import When, Witness


class SaidView(Record, frozen=True, kw_only=True):
    """A conditional forecast, a threat or a demand, with its sentence.

    Attributes:
        who: who says so.
        country: name of its country, where it is not told by the name.
        when: when it was said, where that is known.
        act: the words of the act it hangs on; None where a threat or demand tells none.
        notes: the likelihood, the kind of the act, who reports it, its status.
        origins: how many independent origins, in words.
    """

    who: str
    country: str | None
    when: When | None
    act: str | None
    notes: tuple[str, ...]
    origins: str
    witness: Witness


class SequelView(Record, frozen=True, kw_only=True):
    """What followed what: days and types in words, and both sentences."""

    says: str
    first: Witness
    then: Witness


class ReactionView(Record, frozen=True, kw_only=True):
    """What followed acts of one kind, in a sentence, with the pairs."""

    says: str
    sequels: tuple[SequelView, ...]


class Heap(Record, frozen=True, kw_only=True):
    """What is said of a branch in one way: its heading, the first few, and how many more there are."""

    title: str
    said: tuple[SaidView, ...]
    more: str | None


class BranchView(Record, frozen=True, kw_only=True):
    """A choice.

    Attributes:
        nothing: that nothing is told of it; None where something is.
        heaps: forecasts, threats, demands: those there are.
        followed: the heading of the reactions.
        unfollowed: acts of the same kind after which nothing is told, in one line.
    """

    anchor: str
    title: str
    nothing: str | None
    heaps: tuple[Heap, ...]
    followed: str
    reactions: tuple[ReactionView, ...]
    unfollowed: str | None


class TrapView(Record, frozen=True, kw_only=True):
    """What each choice is said to cost.

    Attributes:
        digest: all of it in one line, for the summary.
        choice: that the poles are a choice, and which they are.
        unsorted: how many conditional forecasts hang on none of the choices; None for none.
    """

    digest: str
    choice: str
    branches: tuple[BranchView, ...]
    unsorted: str | None

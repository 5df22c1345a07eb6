"""The trap: for a state between poles, what each choice is said to cost, and what followed similar acts.

A branch is a choice (`marsad.measures.branches`). To it belong what was foretold should the state take it,
the threats against taking it and the demands to take it, and what the other poles did after the state had
acted so before. All of it is told: by whom, and by how many independent origins, stands beside it. What
followed an act was not thereby caused by it.
"""

from __future__ import annotations

from typing import Literal

from marsad.measures.branches import Manner, Sense
from marsad.records import Entity, Likelihood, Passage, Record, Status, Support, Voice

Kind = Literal["forecast", "threat", "demand"]
Answering = Literal["conflict", "cooperation"]


class Said(Record, frozen=True, kw_only=True):
    """What is said of a branch: a conditional forecast, a threat or a demand.

    Attributes:
        kind: forecast, threat or demand.
        id: of the forecast; of the story for a threat or demand.
        sense: whether the act in question is towards the pole or against it.
        pole: towards or against whom: of a threat the pole that threatens, of a demand the one that demands.
        speaker: who foretells; who threatens or demands.
        voices: who reports a threat or demand, nearest first; empty where the author tells it.
        day: ISO 8601, when it was said as far as the text tells, else when it was first published.
        words: what is foretold; of a threat or demand the words that tell it.
        condition: the words of the condition or the cause; None where a threat or demand has none.
        condition_start: its offset in the document of the first passage.
        condition_end: offset after it.
        likelihood: of a forecast, as told.
        type: of the act foretold, threatened with or asked for, where it can be coded: the type of the event.
        mode: its mode.
        status: of a threat or demand: actual, historical, or negated where it is denied.
        sentences: where it stands, the first published first; offsets are those of ``words``.
        origins: the independent origins of these documents.
        outlets: who published it, the first first; "" for unnamed ones.
    """

    kind: Kind
    id: str
    sense: Sense
    pole: str
    speaker: Entity
    voices: tuple[Voice, ...] = ()
    day: str | None
    words: str
    condition: str | None = None
    condition_start: int | None = None
    condition_end: int | None = None
    likelihood: Likelihood | None = None
    type: str | None = None
    mode: str | None = None
    status: Status | None = None
    sentences: tuple[Passage, ...]
    origins: Support
    outlets: tuple[str, ...]


class Sequel(Record, frozen=True, kw_only=True):
    """An act of the state and an act of the pole that followed: their days, types and sentences."""

    first_day: str
    then_day: str
    first_type: str
    then_type: str
    first: Passage
    then: Passage


class Reaction(Record, frozen=True, kw_only=True):
    """What a pole did to the state after acts of one kind.

    Attributes:
        sense: whether the acts were towards ``pole`` or against it.
        pole: towards or against whom.
        manner: whether the acts were words or deeds.
        side: the pole whose acts followed.
        answer: whether these were conflict or cooperation.
        within: W, days.
        n_first: acts of the state of this kind.
        n_then: acts of the pole of that kind, whenever.
        followed: acts of the state that one of the pole's followed after 1 to W days.
        expected: how many would be by the rhythm of both alone; the base rate.
        lift: followed / expected; None where nothing is expected, or nothing was tested.
        p: share of circular shifts with as many; None where nothing was tested.
        q: p adjusted for all that were tried (Benjamini–Hochberg).
        placebo: the same p for the W days before.
        tried: how many were tested together.
        tested: whether there was enough for the test.
        why: "not enough data for this test" where there was not.
        origins: of the stories of the acts that were followed and of those that followed.
        sequels: what followed what, oldest first, 20 at most.
    """

    sense: Sense
    pole: str
    manner: Manner
    side: str
    answer: Answering
    within: int
    n_first: int
    n_then: int
    followed: int
    expected: float
    lift: float | None = None
    p: float | None = None
    q: float | None = None
    placebo: float | None = None
    tried: int = 0
    tested: bool = False
    why: str | None = None
    origins: Support
    sequels: tuple[Sequel, ...] = ()


class Branch(Record, frozen=True, kw_only=True):
    """One choice of a state between poles.

    Attributes:
        state: its code.
        pole: whom the branch is about.
        sense: towards it, or against it (with more than two poles).
        others: names of the other poles.
        forecasts: what was foretold should the state take it, the best supported first.
        threats: against taking it.
        demands: to take it: what complying means.
        reactions: what other poles did after such acts.
        origins: of all that is said of it.
        unsorted: conditional forecasts in sentences about the state that name no act of it to a pole; the
            same number in each branch.
        why: "nothing told" where nothing is known of it.
    """

    state: str
    pole: str
    sense: Sense
    others: tuple[str, ...]
    forecasts: tuple[Said, ...] = ()
    threats: tuple[Said, ...] = ()
    demands: tuple[Said, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    origins: Support
    unsorted: int = 0
    why: str | None = None

    @property
    def said(self) -> tuple[Said, ...]:
        """All that is said of it."""
        return (*self.forecasts, *self.threats, *self.demands)

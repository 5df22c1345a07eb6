"""What can stand in the log: one type for each kind of entry.

Days are of the world (when a forecast was made, when an outcome was known); the moment of writing stands
beside them in the log itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, get_args

from marsad.records import Record

Outcome = Literal["yes", "no", "partly", "ambiguous", "void", "unresolvable", "pending"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

SCORED: Final[tuple[Outcome, ...]] = ("yes", "no")
"""Outcomes that a probability can be held against; all others are counted beside."""

Bearing = Literal["yes", "no", "unclear"]
Maker = Literal["rule", "person"]


class Party(Record, frozen=True, kw_only=True):
    """A forecaster.

    Attributes:
        name: as the ledger lists it.
        name_ar: in Arabic, where known.
        country: code.
        side: the house or outlet that it belongs to, where known; a grade by it is no other's.
    """

    name: str
    name_ar: str | None = None
    country: str | None = None
    side: str | None = None


class Pattern(Record, frozen=True, kw_only=True):
    """The event that a question asks for; an empty field asks for nothing.

    Attributes:
        types: PLOVER types, any of them.
        actors: codes, all of them on the doing side.
        recipients: codes, all of them on the other side.
    """

    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Question(Record, frozen=True, kw_only=True):
    """A question that time answers with yes or no.

    Attributes:
        id: stays the same over its versions.
        version: 1, 2 …
        replaces: number of the entry of the version before; None for the first.
        key: a short name of the asker's own, unique.
        text: the question.
        opens: first day on which what is asked for counts.
        deadline: last day.
        threshold: what is enough for a yes.
        source: where it is to be looked up.
        topic: what scores are grouped by.
        condition: without which the question is void.
        about: the event asked for, so that the machine can look for it.
        made_by: rule or person.
        forecast: id of the archived forecast that it was made from.
    """

    id: str
    version: int = 1
    replaces: int | None = None
    key: str | None = None
    text: str
    opens: dt.date
    deadline: dt.date
    threshold: str
    source: str
    topic: str | None = None
    condition: str | None = None
    about: Pattern | None = None
    made_by: Maker = "person"
    forecast: str | None = None


class Freeze(Record, frozen=True, kw_only=True):
    """From here on a version of a question cannot change; ``fingerprint`` is that of its entry."""

    question: str
    version: int
    fingerprint: str


class Prediction(Record, frozen=True, kw_only=True):
    """What somebody foresaw of a question.

    Attributes:
        id: hash of what identifies it.
        forecaster: who foresaw.
        low: lowest probability of a yes that the words can mean.
        high: highest; the same as ``low`` where a number was told.
        words: the words of likelihood.
        made_on: when it was said.
        statement: what was said.
        condition: the forecast is void where it is not met.
        voices: who passed it on, the nearest to the forecaster first.
        publisher: the outlet that printed it.
        republished_on: when that was, where it is another day.
        grader: who marked it in print.
        self_graded: whether that was its own side.
        document: id of the archived document.
        url: address of a page that shows it.
        record: id of the archived forecast.
    """

    id: str
    question: str
    version: int
    forecaster: Party
    low: float
    high: float
    words: str | None = None
    made_on: dt.date
    statement: str | None = None
    condition: str | None = None
    voices: tuple[str, ...] = ()
    publisher: str | None = None
    republished_on: dt.date | None = None
    grader: str | None = None
    self_graded: bool = False
    document: str | None = None
    url: str | None = None
    record: str | None = None

    @property
    def middle(self) -> float:
        """The probability in the middle of the interval."""
        return (self.low + self.high) / 2


class Evidence(Record, frozen=True, kw_only=True):
    """Something that bears on a question, copied, so that coding anew changes nothing.

    Attributes:
        text: the words.
        bearing: what it speaks for.
        origin: where the matter comes from, as stories count it.
        start: offset of the words that matter in the document.
        by_machine: whether the machine found it.
    """

    id: str
    question: str
    version: int
    text: str
    bearing: Bearing = "unclear"
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    document: str | None = None
    start: int | None = None
    end: int | None = None
    event: str | None = None
    story: str | None = None
    origin: str | None = None
    by_machine: bool = False


class Resolution(Record, frozen=True, kw_only=True):
    """What a person decided.

    Attributes:
        known_on: the day on which the outcome could be known.
        why: in words.
        evidence: ids of the evidence that it rests on.
        condition_met: of a conditional question.
        corrects: number of the entry whose place it takes; None for the first decision.
    """

    question: str
    version: int
    outcome: Outcome
    known_on: dt.date
    why: str = ""
    evidence: tuple[str, ...] = ()
    condition_met: bool | None = None
    corrects: int | None = None


class Dispute(Record, frozen=True, kw_only=True):
    """An objection to a decision, which stands until a correction answers it.

    Attributes:
        resolution: number of the entry that is disputed.
        outcome: what it should have been.
    """

    question: str
    version: int
    resolution: int
    why: str
    outcome: Outcome | None = None


class Void(Record, frozen=True, kw_only=True):
    """A forecast whose own condition was not met."""

    prediction: str
    why: str


class Strike(Record, frozen=True, kw_only=True):
    """A forecast or piece of evidence that was entered wrongly; it stays in the log and counts no more."""

    entry: int
    why: str


class Unfalsifiable(Record, frozen=True, kw_only=True):
    """A forecast that no fact could refute: kept and counted, never scored."""

    id: str
    forecaster: Party
    statement: str
    why: str
    made_on: dt.date | None = None
    publisher: str | None = None
    document: str | None = None
    record: str | None = None


Content = Question | Freeze | Prediction | Evidence | Resolution | Dispute | Void | Strike | Unfalsifiable

KINDS: Final[dict[str, type[Content]]] = {
    "question": Question,
    "freeze": Freeze,
    "forecast": Prediction,
    "evidence": Evidence,
    "resolution": Resolution,
    "correction": Resolution,
    "dispute": Dispute,
    "void": Void,
    "strike": Strike,
    "unfalsifiable": Unfalsifiable,
}
"""Kind of an entry → what its payload holds."""

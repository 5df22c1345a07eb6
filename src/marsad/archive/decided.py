"""What people decide about what was read: records that are only appended, and which of them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.records import Event, Record, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

DecisionKind = Literal["correct", "confirm", "drop", "add", "merge", "split", "annotate", "undo"]
Misfit = Literal["gone", "other", "words", "document"]

ON_EVENTS: Final[tuple[DecisionKind, ...]] = ("correct", "confirm", "drop", "add")
"""Kinds that say what stands in one place of one text."""

ON_STORIES: Final[tuple[DecisionKind, ...]] = ("merge", "split")

MISFITS: Final[dict[Misfit, str]] = {
    "document": "the document is not in the archive",
    "gone": "nothing is coded there any more",
    "other": "something else is coded there now",
    "words": "the words do not stand there",
}
"""Why a decision does not fit."""


class Evidence(Record, frozen=True, kw_only=True):
    """The words that a decision is about.

    Attributes:
        start: offset of the words in the document.
        end: offset after them.
        words: as they stand there; empty where the text was not kept.
        event: id that the event there had when it was decided; a newer coder may call it otherwise.
    """

    document: str
    start: int
    end: int
    words: str
    event: str | None = None


class Annotation(Record, frozen=True, kw_only=True):
    """An event as a person reads it in a sentence, without the machine; sides are codes.

    Attributes:
        date: ISO 8601 day, month or year.
    """

    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: Status = "actual"
    date: str | None = None


class Decision(Record, frozen=True, kw_only=True):
    """What a person decided; appended, never edited.

    Attributes:
        number: 1, 2, 3 …
        made_at: ISO 8601, UTC.
        who: the person.
        kind: correct, confirm, drop or add an event; merge or split stories; annotate a sentence; undo.
        evidence: the words it is about; None for an undoing.
        before: the event as the person saw it; None where there was none.
        after: the event as it is to be; None for a drop.
        these: of a merge, the reports of one story; of a split, those that are taken off.
        those: of a merge, the reports of the other story; of a split, those that stay.
        events: of an annotation, all events of the sentence.
        undoes: number of the decision that it takes back.
        forgotten: SHA-256 of evidence whose document was taken out, words and all (`archive.erasing`).
    """

    id: str
    number: int
    made_at: str
    who: str
    kind: DecisionKind
    evidence: Evidence | None = None
    before: Event | None = None
    after: Event | None = None
    these: tuple[Evidence, ...] = ()
    those: tuple[Evidence, ...] = ()
    events: tuple[Annotation, ...] = ()
    why: str = ""
    undoes: int | None = None
    forgotten: tuple[str, ...] = ()


class Unfit(NamedTuple):
    """A decision that stands and does not fit what the archive holds; it waits for a person."""

    decision: Decision
    misfit: Misfit


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that hold: neither taken back, nor the taking back of another, nor erased; in their order."""
    known = list(decisions)
    undone = {one.undoes for one in known}
    return [one for one in known if one.number not in undone and one.evidence is not None]

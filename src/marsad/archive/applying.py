"""Decisions applied to what a coder read out of one document: a function of the two, and of nothing else.

A decision finds its event by the words it names: the event there that the person saw, or, of a newer coder,
one over the same words that is alike, by type and most of its sides or by its sides alone. What a person said
is there stays there where the coder does not see it any more; that, and a drop without its event, is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.archive.decided import Decision, Evidence, Misfit
    from marsad.records import Entity, Event, Sentence

CORRECTED: Final = (
    "type", "mode", "actors", "recipients", "date", "end_date", "date_precision", "status",
)  # fmt: skip
"""Fields of an event that a person decides; the others stay the coder's."""

_UNKNOWN: Final = "UNK"


class Applied(NamedTuple):
    """What a document's coding is with the decisions.

    Attributes:
        events: that are shown.
        displaced: events of the coder in whose place something else is shown, or nothing.
        misfits: by the number of a decision, why it does not fit.
    """

    events: list[Event]
    displaced: list[Event]
    misfits: dict[int, Misfit]


@dataclass(slots=True)
class _Slot:
    machine: Event | None
    shown: Event | None


def applied(
    machine: Iterable[Event], decisions: Iterable[Decision], sentences: Sequence[Sentence]
) -> Applied:
    """A document's events with the decisions that stand, in their order.

    Args:
        machine: the events as the coder made them.
        decisions: on events of this document.
        sentences: of the document.
    """
    slots = [_Slot(event, event) for event in machine]
    misfits: dict[int, Misfit] = {}
    for decision in decisions:
        misfit = _apply(decision, slots, sentences)
        if misfit is not None:
            misfits[decision.number] = misfit
    return Applied(
        [slot.shown for slot in slots if slot.shown is not None],
        [slot.machine for slot in slots if slot.machine is not None and slot.shown is not slot.machine],
        misfits,
    )


def sentence_of(evidence: Evidence, sentences: Iterable[Sentence]) -> Sentence | None:
    """The sentence that the words stand in, None where they do not stand there."""
    home = next((one for one in sentences if one.start <= evidence.start < one.end), None)
    if home is None or evidence.end > home.end:
        return None
    there = home.text[evidence.start - home.start : evidence.end - home.start]
    return home if there == evidence.words or not home.text or not evidence.words else None


def fitting(evidence: Evidence, seen: Sequence[Event], events: Iterable[Event]) -> Event | None:
    """The event that a person meant, None where none over the words is like what was seen.

    Args:
        evidence: the words.
        seen: the event as it was, and as it was corrected.
        events: as they are by now.
    """
    over = [one for one in events if one.start < evidence.end and evidence.start < one.end]
    like = [one for one in over if one.id == evidence.event or any(_is_like(one, each) for each in seen)]
    return max(like, key=lambda one: _nearness(one, evidence, seen), default=None)


def _apply(decision: Decision, slots: list[_Slot], sentences: Sequence[Sentence]) -> Misfit | None:
    evidence = decision.evidence
    home = sentence_of(evidence, sentences) if evidence else None
    if evidence is None or home is None:
        return "words"
    if decision.kind == "add":
        slots.append(_Slot(None, _put(decision, home)))
        return None
    seen = [one for one in (decision.before, decision.after) if one is not None]
    found = fitting(evidence, seen, (slot.shown for slot in slots if slot.shown is not None))
    if found is not None:
        slot = next(slot for slot in slots if slot.shown is found)
        slot.shown = _corrected(found, decision)
        return None
    if decision.after is not None and all(
        slot.shown is None or slot.shown.id != decision.after.id for slot in slots
    ):
        slots.append(_Slot(None, _put(decision, home)))
    return _what_is_there(evidence, slots, decision)


def _what_is_there(evidence: Evidence, slots: Iterable[_Slot], decision: Decision) -> Misfit:
    others = [
        slot.shown
        for slot in slots
        if slot.shown is not None and slot.shown.decided != decision.id
        and slot.shown.start < evidence.end and evidence.start < slot.shown.end
    ]  # fmt: skip
    return "other" if others else "gone"


def _corrected(event: Event, decision: Decision) -> Event | None:
    after = decision.after
    if after is None:
        return None
    fields = {name: getattr(after, name) for name in CORRECTED} if decision.kind == "correct" else {}
    return replace(event, **fields, confidence=1.0, decided=decision.id)


def _put(decision: Decision, home: Sentence) -> Event | None:
    if decision.after is None:
        return None
    return replace(decision.after, sentence=home.number, text=home.text, confidence=1.0, decided=decision.id)


def _is_like(event: Event, seen: Event) -> bool:
    one, other = _sides(event), _sides(seen)
    if _codes(event.actors) == _codes(seen.actors) and _codes(event.recipients) == _codes(seen.recipients):
        return True
    return event.type == seen.type and 2 * len(one & other) >= len(one | other)


def _nearness(event: Event, evidence: Evidence, seen: Sequence[Event]) -> tuple[bool, bool, int, int, str]:
    """Its id, its span, how much of it is as it was seen, the words in common; the id to settle the rest."""
    same = max(
        (sum(getattr(event, name) == getattr(one, name) for name in CORRECTED) for one in seen), default=0
    )
    span = (event.start, event.end) == (evidence.start, evidence.end)
    common = min(event.end, evidence.end) - max(event.start, evidence.start)
    return event.id == evidence.event, span, same, common, event.id


def _sides(event: Event) -> set[str]:
    return (_codes(event.actors) | _codes(event.recipients)) - {_UNKNOWN}


def _codes(side: Iterable[Entity]) -> set[str]:
    return {party.country for party in side}


def is_decided(event: Event) -> bool:
    """Whether a person decided what an event is."""
    return event.decided is not msgspec.UNSET

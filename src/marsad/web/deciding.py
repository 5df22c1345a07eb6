"""Decisions of people in words, with the addresses that open what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.archive.decided import ON_EVENTS
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.archive import Decided, Decision
    from marsad.archive.decided import Misfit
    from marsad.records import Event
    from marsad.web.asked import Asked


class DecisionLine(Record, frozen=True, kw_only=True):
    """A decision as one entry of a list.

    Attributes:
        day: of making, with its minute, UTC.
        words: that it is about.
        before: the event as it was, in words; None where there was none.
        after: the event as it is, in words.
        href: address of the words in their article; None where it is not there.
        undone_by: number of the decision that took it back.
        undoes: number of the one that it takes back.
        misfit: words that say why it does not fit; None where it does.
        can_undo: whether it can be taken back.
        event: id of the event that it is about.
    """

    number: int
    day: str
    who: str
    kind_label: str
    words: str
    before: str | None
    after: str | None
    why: str
    href: str | None
    undone_by: int | None
    undoes: int | None
    misfit: str | None
    can_undo: bool
    event: str | None


def decision_lines(
    decided: Iterable[Decided], asked: Asked, misfits: Mapping[int, Misfit] | None = None
) -> list[DecisionLine]:
    """Decisions as entries of a list, in their order.

    Args:
        decided: with whether they were taken back.
        asked: for whom.
        misfits: why some do not fit, by number.
    """
    known = list(decided)
    documents = {one.decision.evidence.document for one in known if one.decision.evidence}
    there = asked.library.browser.headers(documents)
    return [_line(one, asked, there, (misfits or {}).get(one.decision.number)) for one in known]


def said(event: Event | None, asked: Asked) -> str | None:
    """An event in words: type, sides, status, day."""
    if event is None:
        return None
    labels = asked.labels
    arrow = "←" if asked.language == "ar" else "→"
    sides = [
        labels.listed(list(dict.fromkeys(labels.country(one.country) for one in side)))
        for side in (event.actors, event.recipients)
        if side
    ]
    told = [labels.code("type", event.type), f" {arrow} ".join(sides)]
    if event.mode:
        told[0] += f" ({labels.text(f'mode.{event.type}.{event.mode}')})"
    if event.status != "actual":
        told.append(labels.text(f"status.{event.status}"))
    return " · ".join([*told, *([event.date] if event.date else [])])


def _line(one: Decided, asked: Asked, there: Mapping[str, object], misfit: Misfit | None) -> DecisionLine:
    decision = one.decision
    return DecisionLine(
        number=decision.number,
        day=decision.made_at[:16].replace("T", " "),
        who=decision.who,
        kind_label=asked.labels.text(f"web.decided_{decision.kind}"),
        words=decision.evidence.words if decision.evidence else "",
        before=said(decision.before, asked),
        after=_after(decision, asked),
        why=decision.why,
        href=_href(decision, asked, there),
        undone_by=one.undone_by,
        undoes=decision.undoes,
        misfit=asked.labels.text(f"web.misfit_{misfit}") if misfit else None,
        can_undo=decision.evidence is not None and one.undone_by is None,
        event=decision.evidence.event if decision.evidence and decision.kind in ON_EVENTS else None,
    )


def _after(decision: Decision, asked: Asked) -> str | None:
    """What it came to: the event as it is, or the events that were read in a sentence."""
    if decision.kind == "annotate" and decision.evidence is not None:
        labels = asked.labels
        told = [f"{labels.code('type', one.type)} ({' '.join(one.actors)})" for one in decision.events]
        return labels.listed(told) if told else labels.text("web.no_event")
    return None if decision.kind == "confirm" else said(decision.after, asked)


def _href(decision: Decision, asked: Asked, there: Mapping[str, object]) -> str | None:
    evidence, event = decision.evidence, decision.after or decision.before
    if evidence is None or evidence.document not in there:
        return None
    if event is None:
        return asked.links.document(evidence.document)
    return asked.links.evidence(evidence.document, sentence=event.sentence)

"""What later stories say of a question: evidence, and the outcome that the machine proposes.

A person decides.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from marsad.actors.members import members_of
from marsad.archive import EventFilter
from marsad.ledger.entries import Bearing, Evidence, Pattern, Question
from marsad.ledger.making import LEAST_ORIGINS, evidence
from marsad.records import Record
from marsad.stories import origins_of, stories_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.archive import Archive
    from marsad.records import Document, Entity, Event, Story
    from marsad.stories import Origins, Stories

_DAY: Final = len("2024-01-01")


class Proposal(Record, frozen=True, kw_only=True):
    """What the archive says of a question.

    Attributes:
        outcome: what it speaks for; "unclear" where too little is told.
        why: in words.
        known_on: the first day on which two independent origins had told of it.
        origins: how many independent origins tell of it.
        evidence: ready to be copied into the log.
        rivals: ids of rival accounts of the same happening: it is disputed.
        searched: articles published while the question was open or later.
    """

    question: str
    outcome: Bearing
    why: str
    known_on: dt.date | None
    origins: int
    evidence: tuple[Evidence, ...]
    rivals: tuple[str, ...]
    searched: int


class Told(NamedTuple):
    """What an archive tells, as far as it is needed to look for an answer."""

    stories: Stories
    events: Mapping[str, Event]
    documents: Mapping[str, Document]
    origins: Origins


def proposal(question: Question, told: Told, today: dt.date) -> Proposal | None:
    """What stories speak for; None where the question names no event, or nothing can be said yet.

    A story counts where an event of it fits the pattern, took place on a day from the opening of the question
    to its deadline, and was told as done in an article that is not the forecast's own. Yes is proposed where
    two independent origins tell of it; no where the deadline has passed and nobody does.
    """
    if question.about is None:
        return None
    found = [
        _Match(story, fitting)
        for story in told.stories.stories
        if (fitting := _fitting(story, question, told))
    ]
    searched = _searched(question, told)
    if not found:
        return _nothing(question, searched, today)
    supported = [(match, _origins(match, told)) for match in found]
    best, origins = max(supported, key=lambda one: (len(one[1]), one[0].story.id))
    return _proposed(question, told, best, origins, searched)


def told_of(archive: Archive, as_of: dt.date | None) -> Told:
    """What an archive tells.

    Args:
        archive: where it stands.
        as_of: only from documents that were surely published on this day or earlier.
    """
    reader = archive.reader()
    events = {event.id: event for event in reader.events(EventFilter(as_of=as_of, status=("actual",)))}
    known = (one for one in reader.documents() if _is_known(one, as_of))
    documents = {one.id: replace(one, text="", body_start=0) for one in known}
    return Told(stories_of(archive, as_of), events, documents, origins_of(archive))


def _is_known(document: Document, as_of: dt.date | None) -> bool:
    latest = document.published_latest or document.published
    return as_of is None or (latest is not None and latest <= as_of)


class _Match(NamedTuple):
    """A story and its events that fit."""

    story: Story
    events: list[Event]


def _fitting(story: Story, question: Question, told: Told) -> list[Event]:
    events = (told.events[name] for name in story.events if name in told.events)
    return [event for event in events if fits(event, question) and event.document in told.documents]


def fits(event: Event, question: Question) -> bool:
    """Whether an event is the one that a question asks for: its type, its sides, its day, told as done."""
    if question.about is None or event.status != "actual" or event.date_precision != "day":
        return False
    first, last = question.opens.isoformat(), question.deadline.isoformat()
    if event.date is None or not first <= event.date[:_DAY] <= last:
        return False
    return event.type in question.about.types and _sides_fit(event, question.about, question.deadline)


def _sides_fit(event: Event, about: Pattern, day: dt.date) -> bool:
    """An act of two upon each other has both as actors, so that either may be the other side."""
    others = event.recipients or event.actors
    return _all_there(about.actors, event.actors, day) and _all_there(about.recipients, others, day)


def _all_there(wanted: Iterable[str], parties: Sequence[Entity], day: dt.date) -> bool:
    """A bloc is there where it or a member of that day is."""
    codes = {party.country for party in parties}
    return all(code in codes or members_of(code, day) & codes for code in wanted)


def _origins(match: _Match, told: Told) -> tuple[str, ...]:
    return told.origins.independent({event.document for event in match.events})


def _proposed(
    question: Question, told: Told, match: _Match, origins: tuple[str, ...], searched: int
) -> Proposal:
    enough = len(origins) >= LEAST_ORIGINS
    count = f"{len(origins)} independent origin{'s' * (len(origins) != 1)}"
    return Proposal(
        question=question.id,
        outcome="yes" if enough else "unclear",
        why=f"told by {count} of the happening of {match.story.date}; {LEAST_ORIGINS} are asked for",
        known_on=_known_on(match, told) if enough else None,
        origins=len(origins),
        evidence=tuple(_copied(question, told, match, event) for event in _one_each(match.events)),
        rivals=tuple(rival.id for rival in told.stories.rivals if rival.story == match.story.id),
        searched=searched,
    )


def _known_on(match: _Match, told: Told) -> dt.date | None:
    """The first day by which articles of enough independent origins were out."""
    dated = sorted(
        (day, event.document) for event in match.events if (day := told.documents[event.document].published)
    )
    for place, (day, _) in enumerate(dated, 1):
        if len(told.origins.independent({name for _, name in dated[:place]})) >= LEAST_ORIGINS:
            return day
    return None


def _one_each(events: Sequence[Event]) -> list[Event]:
    """The surest event of each document."""
    surest: dict[str, Event] = {}
    for event in sorted(events, key=lambda one: (-one.confidence, one.start)):
        surest.setdefault(event.document, event)
    return [surest[name] for name in sorted(surest)]


def _copied(question: Question, told: Told, match: _Match, event: Event) -> Evidence:
    document = told.documents[event.document]
    passages = (one for account in match.story.accounts for one in account.sentences if one.event == event.id)
    passage = next(passages, None)
    copied: Evidence = evidence(
        question=question.id,
        version=question.version,
        text=passage.text if passage else event.text,
        bearing="yes",
        published=document.published,
        outlet=document.outlet,
        url=document.url,
        document=document.id,
        start=event.start,
        end=event.end,
        event=event.id,
        story=match.story.id,
        origin=told.origins.of(document.id).roots[0],
        by_machine=True,
    )
    return copied


def _searched(question: Question, told: Told) -> int:
    days = (document.published for document in told.documents.values())
    return sum(day is not None and day >= question.opens for day in days)


def _nothing(question: Question, searched: int, today: dt.date) -> Proposal | None:
    """Silence speaks for a no only after the deadline, and only where articles of the time are there."""
    if today <= question.deadline or not searched:
        return None
    return Proposal(
        question=question.id,
        outcome="no",
        why=f"none of {searched} articles since {question.opens} tells of it; an archive does not hold all",
        known_on=question.deadline,
        origins=0,
        evidence=(),
        rivals=(),
        searched=searched,
    )

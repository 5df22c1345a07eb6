"""What the measures count: deeds, one for each story and pair of sides, however many reports it has."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import msgspec

from marsad import plover
from marsad.archive import DeedRow, DeedRows
from marsad.stories.acts import UNKNOWN, party_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marsad.records import DatePrecision, Document, Event, Story

DONE: Final = frozenset({"actual", "historical"})
"""Statuses that are counted; what is denied, planned or feared is no deed."""

_SCALE: Final = 10.0
_PARTS: Final = {4: "-01-01", 7: "-01", 10: ""}


class Deed(NamedTuple):
    """One act between two sides, counted once a story.

    Attributes:
        story: id of the story.
        day: its first possible day.
        precision: how exact the day is.
        actor: code of who acts, with the name where a code stands for many bodies ("IGO:CSTO").
        recipient: the other side, written likewise.
        mutual: both act; then the order of the sides tells nothing.
        type: PLOVER type.
        score: s, the PLOVER score divided by 10: −1 to 1.
        chance: π, the confidence of its surest event: 0 to 1.
        dimensions: dimension → share of the deed that counts for it; empty where no context tells.
        origin: the first of its independent origins: what the bootstrap draws.
        origins: all of them.
        outlets: who published it; "" for unnamed ones.
        events: ids of the events behind it, the surest first.
        told: the day it was first published; None where that is not known.
    """

    story: str
    day: dt.date
    precision: DatePrecision
    actor: str
    recipient: str
    mutual: bool
    type: str
    score: float
    chance: float
    dimensions: Mapping[str, float]
    origin: str
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    events: tuple[str, ...]
    told: dt.date | None = None

    @property
    def cooperation(self) -> float:
        """π · max(s, 0)."""
        return self.chance * max(self.score, 0.0)

    @property
    def conflict(self) -> float:
        """π · max(−s, 0)."""
        return self.chance * max(-self.score, 0.0)


class Counted(NamedTuple):
    """The deeds of stories.

    Attributes:
        deeds: by day, then story.
        undated: how many stories were left out because nothing dates them.
    """

    deeds: tuple[Deed, ...]
    undated: int


Pair = tuple[str, str, bool]


def deeds_of(
    stories: Iterable[Story], events: Mapping[str, Event], documents: Mapping[str, Document]
) -> Counted:
    """The deeds that stories tell.

    Args:
        stories: of any status; denied ones give none.
        events: by id, all that the stories name.
        documents: by id, for outlets and days of publication.
    """
    found: list[Deed] = []
    undated = 0
    for story in stories:
        told = [events[name] for name in story.events if events[name].status in DONE]
        when = _when(story, documents)
        if told and when is None:
            undated += 1
        elif when is not None:
            found += _of_story(story, told, documents, when)
    return Counted(tuple(sorted(found, key=in_order)), undated)


def in_order(deed: Deed) -> tuple[dt.date, str, str]:
    """The place of a deed among others: by day, then story."""
    return deed.day, deed.story, deed.actor


def _when(story: Story, documents: Mapping[str, Document]) -> tuple[dt.date, DatePrecision] | None:
    """The day of a story; what is told as news without a date happened about the day it was published."""
    if story.date is not None:
        return dt.date.fromisoformat(story.date + _PARTS[len(story.date)]), story.date_precision
    published = [day for name in story.documents if (day := documents[name].published) is not None]
    if story.status != "actual" or not published:
        return None
    return min(published), "day"


def _of_story(
    story: Story,
    told: Sequence[Event],
    documents: Mapping[str, Document],
    when: tuple[dt.date, DatePrecision],
) -> Iterator[Deed]:
    by_pair: dict[Pair, list[Event]] = defaultdict(list)
    for event in told:
        for pair in _pairs(event):
            by_pair[pair].append(event)
    for pair, events in by_pair.items():
        yield _deed(story, pair, events, documents, when)


def _pairs(event: Event) -> Iterator[Pair]:
    """Who acts on whom; of a mutual act every two that act. A side unknown, or acting on itself, is none."""
    actors = sorted({party_name(party) for party in event.actors} - {UNKNOWN})
    recipients = sorted({party_name(party) for party in event.recipients} - {UNKNOWN})
    if not recipients:
        yield from ((one, other, True) for one, other in combinations(actors, 2))
    yield from ((one, other, False) for one in actors for other in recipients if one != other)


def _deed(
    story: Story,
    pair: Pair,
    events: Sequence[Event],
    documents: Mapping[str, Document],
    when: tuple[dt.date, DatePrecision],
) -> Deed:
    # Where accounts differ, the type is the story's, which most independent origins give; else the surest.
    ranked = sorted(events, key=lambda event: (event.type != story.type, -event.confidence, event.id))
    first = ranked[0]
    same = [event for event in ranked if event.type == first.type]
    return Deed(
        story=story.id,
        day=when[0],
        precision=when[1],
        actor=pair[0],
        recipient=pair[1],
        mutual=pair[2],
        type=first.type,
        score=score_of(first.type, first.mode),
        chance=max(event.confidence for event in same),
        dimensions=dimensions_of({context for event in same for context in event.contexts}),
        origin=story.origins.ids[0] if story.origins.ids else story.documents[0],
        origins=story.origins.ids,
        outlets=tuple(sorted({documents[event.document].outlet or "" for event in events})),
        events=tuple(event.id for event in ranked),
        told=_first_published(documents[event.document] for event in events),
    )


def _first_published(documents: Iterable[Document]) -> dt.date | None:
    return min((day for one in documents if (day := one.published) is not None), default=None)


@lru_cache(maxsize=1024)
def score_of(kind: str, mode: str | None) -> float:
    """S of a type and mode: PLOVER's score on a scale of −1 to 1."""
    return plover.score(kind, mode) / _SCALE


def dimensions_of(contexts: Iterable[str]) -> dict[str, float]:
    """Dimension → share: each context counts alike, so that a deed with two counts half for each."""
    known = plover.contexts()
    named = [known[context] for context in sorted(contexts)]
    return {dimension: named.count(dimension) / len(named) for dimension in dict.fromkeys(named)}


def deed_rows(counted: Counted) -> DeedRows:
    """Deeds as an archive keeps them."""
    return DeedRows([_row(deed) for deed in counted.deeds], counted.undated)


def _row(deed: Deed) -> DeedRow:
    return DeedRow(
        story=deed.story,
        day=deed.day.isoformat(),
        precision=deed.precision,
        actor=deed.actor,
        recipient=deed.recipient,
        mutual=deed.mutual,
        type=deed.type,
        score=deed.score,
        chance=deed.chance,
        dimensions=_json(deed.dimensions),
        origin=deed.origin,
        origins=_json(deed.origins),
        outlets=_json(deed.outlets),
        events=_json(deed.events),
        told=deed.told.isoformat() if deed.told else None,
    )


def kept_deed(row: DeedRow) -> Deed:
    """The deed that an archive kept; of equal words and days there is one, since there are many rows."""
    return Deed(
        story=row.story,
        day=_day(row.day),
        precision=cast("DatePrecision", intern(row.precision)),
        actor=intern(row.actor),
        recipient=intern(row.recipient),
        mutual=bool(row.mutual),
        type=intern(row.type),
        score=row.score,
        chance=row.chance,
        dimensions=_shares(row.dimensions),
        origin=row.origin,
        origins=_NAMES.decode(row.origins),
        outlets=_names(row.outlets),
        events=_NAMES.decode(row.events),
        told=_day(row.told) if row.told else None,
    )


_NAMES: Final = msgspec.json.Decoder(tuple[str, ...])
_MANY: Final = 65_536


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=_MANY)
def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=_MANY)
def _names(text: str) -> tuple[str, ...]:
    return _NAMES.decode(text)


@lru_cache(maxsize=_MANY)
def _shares(text: str) -> Mapping[str, float]:
    return MappingProxyType(msgspec.json.decode(text, type=dict[str, float]))

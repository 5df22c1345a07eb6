"""Deeds of events in a file, without an archive: as many as a list of events can tell.

A list of events has no articles, so that copies are not seen through: a document stands for an origin, and
events of one day, type and sides are taken for one story. An event of others' data is its own story, told by
the origin that its row names.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from marsad.archive.days import Days, event_days
from marsad.errors import MalformedError, UnknownCodeError
from marsad.plover import check_mode
from marsad.records import Document, Event, Imported, Story, Support, content_id
from marsad.stories.acts import party_name
from marsad.stories.deeds import DONE, Counted, deeds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def filed_deeds(
    lines: Iterable[bytes],
    source: str,
    on_problem: Callable[[MalformedError], None],
    as_of: dt.date | None = None,
    *,
    imported: bool = True,
) -> Counted:
    """The deeds of events as ``marsad events`` writes them, one JSON object a line.

    Args:
        lines: of the file; empty ones are passed over.
        source: its name, for messages.
        on_problem: is told every line that is no event; the rest goes on.
        as_of: only events of this day or earlier; a list does not tell when its articles were published.
        imported: whether events of others' data count too.
    """
    last = as_of.isoformat() if as_of else None
    told = [
        event
        for event in _events(lines, source, on_problem)
        if (imported or not isinstance(event.imported, Imported))
        and (last is None or _first_day(event) <= last)
    ]
    grouped: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in told:
        if event.status in DONE:
            grouped[_story_of(event)][event.id] = event
    stories = [_story(name, list(found.values())) for name, found in grouped.items()]
    documents = {_origin(event): _document(event) for event in told}
    known = {event.id: msgspec.structs.replace(event, document=_origin(event)) for event in told}
    return deeds_of(stories, known, documents)


def _events(
    lines: Iterable[bytes], source: str, on_problem: Callable[[MalformedError], None]
) -> Iterator[Event]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _checked(msgspec.json.decode(line, type=Event))
            except (ValueError, UnknownCodeError, RecursionError) as error:
                on_problem(MalformedError(source, f"no event: {error}", number))


def _checked(event: Event) -> Event:
    """The event, if its type, mode and date are some.

    Raises:
        UnknownCodeError, ValueError: they are not.
    """
    check_mode(event.type, event.mode)
    event_days(event, Days(None, None))
    return event


def _story_of(event: Event) -> str:
    if isinstance(event.imported, Imported):
        return event.id
    sides = [sorted({party_name(party) for party in parties}) for parties in (event.actors, event.recipients)]
    # without a date two events are not known to be one
    when = event.date or event.id
    return content_id("filed story", when, event.type, *sides)


def _origin(event: Event) -> str:
    return event.imported.origin if isinstance(event.imported, Imported) else event.document


def _document(event: Event) -> Document:
    outlet = event.imported.origin if isinstance(event.imported, Imported) else None
    return Document(id=_origin(event), text="", outlet=outlet)


def _first_day(event: Event) -> str:
    return event_days(event, Days(None, None)).first or dt.date.max.isoformat()


def _story(name: str, events: list[Event]) -> Story:
    first = events[0]
    origins = tuple(sorted({_origin(event) for event in events}))
    return Story(
        id=name,
        date=first.date,
        end_date=None,
        date_precision=first.date_precision,
        place=None,
        type=first.type,
        status=first.status,
        parties=(),
        contexts=(),
        events=tuple(event.id for event in events),
        documents=origins,
        origins=Support(number=len(origins), ids=origins),
        accounts=(),
        confidence=max(event.confidence for event in events),
    )

"""Reports alike in type, parties, status and date, put together as one entry.

The key is simple on purpose and the brief says so: real joining of happenings is the stories room's work.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from marsad import plover
from marsad.views.parties import codes, counterparts, party_view, voice_view
from marsad.views.parts import Entry, Report
from marsad.views.passages import Span, excerpt_of, quote_of, sentence_anchor, sentence_span
from marsad.views.safety import safe_url
from marsad.views.times import told_date, when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Document, Event
    from marsad.views.labels import Labels


class Shelf(NamedTuple):
    """A document with its anchor and its coded sentences, overlapping ones merged."""

    anchor: str
    document: Document
    sentences: Sequence[Span]


class Key(NamedTuple):
    """What reports of one entry share. ``sentence`` parts undated reports whose words differ."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    date: str | None
    sentence: str | None


def key_of(event: Event) -> Key:
    """The grouping key of an event.

    Without a date the other fields would join unrelated acts of years apart, so that undated reports are
    joined only where they have the same sentence.
    """
    date = told_date(event.date, event.date_precision, event.document)
    sentence = event.text if date is None else None
    return Key(event.type, codes(event.actors), codes(event.recipients), shown_status(event), date, sentence)


def shown_status(event: Event) -> str:
    """The event's status, "denied" where it is negated and a voice denies it."""
    denied = event.status == "negated" and any(voice.verb == "denies" for voice in event.voices)
    return "denied" if denied else event.status


def entries_of(
    state: str, events: Iterable[Event], shelves: Mapping[str, Shelf], labels: Labels
) -> list[Entry]:
    """Entries of events that concern the state, newest first, undated last by the date of the article.

    Raises:
        MalformedError: an event's span or date is bad.
        UnknownCodeError: an event's type is not one of the 16.
    """
    groups: dict[Key, list[Event]] = defaultdict(list)
    for event in events:
        groups[key_of(event)].append(event)
    ordered = sorted(groups, key=lambda key: _order(key, groups[key], shelves), reverse=True)
    return [_entry(f"e{n}", state, key, groups[key], shelves, labels) for n, key in enumerate(ordered, 1)]


def _order(
    key: Key, events: Sequence[Event], shelves: Mapping[str, Shelf]
) -> tuple[bool, str, str, int, Key]:
    published = [shelves[event.document].document.published for event in events]
    first = min((day.isoformat() for day in published if day), default="")
    plain = key._replace(date=key.date or "", sentence=key.sentence or "")
    return key.date is not None, key.date or "", first, -min(event.start for event in events), plain


def _entry(
    anchor: str, state: str, key: Key, events: Sequence[Event], shelves: Mapping[str, Shelf], labels: Labels
) -> Entry:
    ranked = sorted(events, key=lambda event: (-event.confidence, event.id))
    lead = ranked[0]
    quad = plover.quad(key.type)
    return Entry(
        anchor=anchor,
        type=key.type,
        type_label=labels.code("type", key.type),
        quad=int(quad),
        quad_label=labels.text(f"quad.{int(quad)}"),
        status=key.status,
        status_label=labels.text(f"status.{key.status}"),
        when=when_told(key.date, labels, lead.end_date) if key.date else None,
        actors=tuple(party_view(entity, labels) for entity in lead.actors),
        recipients=tuple(party_view(entity, labels) for entity in lead.recipients),
        mutual=len(lead.actors) > 1 and not lead.recipients,
        counterparts=counterparts(lead, state),
        reports=tuple(_report(event, shelves[event.document], labels) for event in ranked),
        outlets=len({shelves[event.document].document.outlet for event in ranked}),
    )


def _report(event: Event, shelf: Shelf, labels: Labels) -> Report:
    document = shelf.document
    quote = quote_of(document, event)
    start = sentence_span(document, event).start
    return Report(
        event=event.id,
        article=shelf.anchor,
        sentence=sentence_anchor(shelf.anchor, shelf.sentences, start),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        title=document.title or labels.text("ui.untitled"),
        url=safe_url(document.url),
        published=when_published(document.published, labels),
        quote=quote,
        excerpt=excerpt_of(quote),
        voices=tuple(voice_view(voice, labels) for voice in event.voices),
        mode=labels.words.get(f"mode.{event.type}.{event.mode}", event.mode) if event.mode else None,
        place=event.place.text if event.place else None,
        confidence=event.confidence,
    )

"""Reports of one happening put together as one entry.

Where stories are given, a story is one entry, and its denial another. Without them, reports alike in type,
parties, status and date are put together by that simple key, and the brief says so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from marsad import plover
from marsad.views.parties import codes, counterparts, party_view, voice_view
from marsad.views.parts import Entry, Report
from marsad.views.passages import Span, excerpt_of, quote_of, sentence_anchor, sentence_span
from marsad.views.safety import safe_url
from marsad.views.times import told_date, when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Document, Event, Story
    from marsad.views.labels import Labels


class Shelf(NamedTuple):
    """A document with its anchor and its coded sentences, overlapping ones merged."""

    anchor: str
    document: Document
    sentences: Sequence[Span]


class Key(NamedTuple):
    """What reports of one entry share.

    ``sentence`` parts undated reports whose words differ; of a story it is the id.
    """

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


def story_key(event: Event, story: Story) -> Key:
    """The grouping key of an event of a story: what is told of it as done, and what as not so."""
    status = shown_status(event)
    if status in _DONE:
        status = story.status if story.status in _DONE else status
    # A denial with a voice and one without are the same denial.
    status = "denied" if status == "negated" and _is_denied(story) else status
    return Key(story.type, (), (), status, story.date, story.id)


_DONE: Final = frozenset({"actual", "historical"})


def _is_denied(story: Story) -> bool:
    return any(account.role == "denial" for account in story.accounts) and len(story.accounts) > 1


def shown_status(event: Event) -> str:
    """The event's status, "denied" where it is negated and a voice denies it."""
    denied = event.status == "negated" and any(voice.verb == "denies" for voice in event.voices)
    return "denied" if denied else event.status


def entries_of(
    state: str,
    events: Iterable[Event],
    shelves: Mapping[str, Shelf],
    labels: Labels,
    stories: Mapping[str, Story] | None = None,
) -> list[Entry]:
    """Entries of events that concern the state, newest first, undated last by the date of the article.

    Args:
        state: code of the state.
        events: what concerns it.
        shelves: the documents by id.
        labels: words of the interface.
        stories: by the ids of their events; an event of none is grouped by the simple key.

    Raises:
        MalformedError: an event's span or date is bad.
        UnknownCodeError: an event's type is not one of the 16.
    """
    groups: dict[Key, list[Event]] = defaultdict(list)
    known = stories or {}
    for event in events:
        story = known.get(event.id)
        groups[story_key(event, story) if story else key_of(event)].append(event)
    ordered = sorted(groups, key=lambda key: _order(key, groups[key], shelves), reverse=True)
    made = [_entry(f"e{n}", state, key, groups[key], shelves, labels) for n, key in enumerate(ordered, 1)]
    return [
        _as_story(entry, known[groups[key][0].id]) if groups[key][0].id in known else entry
        for entry, key in zip(made, ordered, strict=True)
    ]


def _as_story(entry: Entry, story: Story) -> Entry:
    """The entry with what only its story tells."""
    dimensions = {plover.contexts()[context] for context in story.contexts}
    ordered = tuple(name for name in plover.DIMENSIONS if name in dimensions)
    return replace(entry, origins=story.origins.number, dimensions=ordered)


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
    ranked = sorted(events, key=lambda event: (event.type != key.type, -event.confidence, event.id))
    lead = ranked[0]
    quad = plover.quad(lead.type)
    return Entry(
        anchor=anchor,
        type=lead.type,
        type_label=labels.code("type", lead.type),
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

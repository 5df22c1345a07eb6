"""Articles in full, with the triggers in their clean text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from marsad.views.grouping import Shelf
from marsad.views.parts import Article, Untold
from marsad.views.passages import (
    Mark,
    Span,
    direction_of,
    heading_of,
    merged,
    paragraphs_of,
    sentence_span,
)
from marsad.views.safety import safe_url
from marsad.views.times import when_published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.records import Document, Event
    from marsad.views.labels import Labels


def shelves_of(documents: Sequence[Document], events: Sequence[Event]) -> dict[str, Shelf]:
    """The documents that hold one of the events, in their order, by id.

    Raises:
        MalformedError: an event's span or sentence does not fit its document.
    """
    known = {document.id: document for document in documents}
    spans: dict[str, list[Span]] = defaultdict(list)
    for event in events:
        spans[event.document].append(sentence_span(known[event.document], event))
    coded = [document for document in documents if document.id in spans]
    return {
        document.id: Shelf(f"d{number}", document, merged(spans[document.id]))
        for number, document in enumerate(coded, 1)
    }


def article_of(shelf: Shelf, marks: Sequence[Mark], labels: Labels) -> Article:
    """An article ready to be laid out.

    Args:
        shelf: the document with its anchor and sentences.
        marks: its triggers, those of other states' events too.
        labels: words of the interface.
    """
    document = shelf.document
    return Article(
        anchor=shelf.anchor,
        name=document.title or labels.text("ui.untitled"),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        author=document.author,
        url=safe_url(document.url),
        published=when_published(document.published, labels),
        inferred=document.published_basis == "inferred",
        language=document.language,
        direction=direction_of(document.language),
        derived_from=document.derived_from,
        heading=heading_of(document, shelf.anchor, shelf.sentences, marks),
        paragraphs=paragraphs_of(document, shelf.anchor, shelf.sentences, marks),
        comments=document.comments,
        citations=document.citations,
        events=sum(1 for mark in marks if mark.entry),
    )


def untold_of(document: Document, labels: Labels) -> Untold:
    """An article without events about the state."""
    return Untold(
        name=document.title or labels.text("ui.untitled"),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        url=safe_url(document.url),
        published=when_published(document.published, labels),
        language=document.language,
        direction=direction_of(document.language),
    )

"""An article: its clean text with the coded words marked, and what was read out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.views.passages import Mark, Span, direction_of, heading_of, merged, paragraphs_of
from marsad.views.safety import safe_url
from marsad.views.times import when_published
from marsad.web.acts import act_lines
from marsad.web.page import NotThereError, Page, Table

if TYPE_CHECKING:
    from marsad.records import Coding, Document
    from marsad.web.asked import Asked


def document_page(asked: Asked) -> Page:
    """An article; what is asked for (an event, a sentence) stands out in it.

    Raises:
        NotThereError: no such article.
        UsageError: a sentence that is no number.
    """
    library, name = asked.library, asked.named["id"]
    document = library.reader.document(name)
    if document is None:
        raise NotThereError("article", words=name)
    coding = library.reader.coding(name)
    marks = [Mark(Span(one.start, one.end), one.id, asked.links.story_of(one.id)) for one in coding.events]
    here = _here(document, coding, asked)
    spans = [here] if here else []
    return Page(
        "document.html.j2",
        document.title or asked.labels.text("ui.untitled"),
        {
            "document": document,
            "direction_of_text": direction_of(document.language),
            "heading": heading_of(document, "", merged(spans), marks),
            "paragraphs": paragraphs_of(document, "", merged(spans), marks),
            "published": when_published(document.published, asked.labels),
            "outlet": document.outlet or asked.labels.text("ui.unnamed_outlet"),
            "url": safe_url(document.url),
            "wanted": asked.given.get("event"),
            "lines": act_lines(coding.events, asked),
            "decided": {one.id for one in coding.events if one.decided},
            "first_sentence": str(_first_sentence(document, asked)),
        },
        Table(f"document-{name}", EVENT_COLUMNS, lambda: map(event_row, coding.events)),
    )


def _here(document: Document, coding: Coding, asked: Asked) -> Span | None:
    """The sentence that is asked for, by its number or by an event in it."""
    wanted = next((one for one in coding.events if one.id == asked.given.get("event")), None)
    number = wanted.sentence if wanted else _sentence(asked)
    if number is None:
        return None
    sentences = asked.library.reader.sentences(document.id)
    return next((Span(one.start, one.end) for one in sentences if one.number == number), None)


def _sentence(asked: Asked) -> int | None:
    if asked.given.get("sentence") == "0":
        return 0
    return asked.number("sentence") if asked.given.get("sentence") else None


def _first_sentence(document: Document, asked: Asked) -> int:
    """Where somebody who works here begins to add: at the sentence that is asked for, or at the first."""
    sentences = asked.library.reader.sentences(document.id) if asked.library.editing else []
    return _sentence(asked) or (sentences[0].number if sentences else 0)

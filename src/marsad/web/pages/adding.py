"""A sentence of an article, to add an event that the machine did not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.archive import EventFilter
from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.web.page import NotThereError, Page, Table
from marsad.web.pages.event import form_parts

if TYPE_CHECKING:
    from marsad.web.asked import Asked


def adding_page(asked: Asked) -> Page:
    """A sentence with the form of an event.

    Raises:
        NotThereError: no such article or sentence.
    """
    name, reader = asked.named["id"], asked.library.reader
    document, sentences = asked.library.browser.headers([name]).get(name), reader.sentences(name)
    found = next((at for at, one in enumerate(sentences) if str(one.number) == asked.named["number"]), None)
    if document is None or found is None:
        raise NotThereError("sentence", words=f"{name}:{asked.named['number']}")
    sentence = sentences[found]
    own = [one for one in reader.events(EventFilter(document=name)) if one.sentence == sentence.number]

    def link(at: int) -> str | None:
        if not 0 <= at < len(sentences):
            return None
        return asked.links.to("document", name, "add", str(sentences[at].number))

    return Page(
        "adding.html.j2",
        asked.labels.text("web.add_event"),
        {
            "document": document,
            "sentence": sentence,
            "previous": link(found - 1),
            "following": link(found + 1),
            **form_parts(asked),
        },
        Table(f"sentence-{name}-{sentence.number}", EVENT_COLUMNS, lambda: map(event_row, own)),
    )

"""Search of the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.errors import UsageError
from marsad.records import Record
from marsad.views.parts import When
from marsad.views.passages import direction_of
from marsad.views.times import when_told
from marsad.web.page import Page, Table

if TYPE_CHECKING:
    from marsad.archive import Hit
    from marsad.web.asked import Asked

_MOST: Final = 50
_MOST_EXPORTED: Final = 5000
_COLUMNS: Final = (
    "published",
    "outlet",
    "title",
    "text",
    "url",
    "document",
    "sentence",
    "start",
    "end",
    "score",
)


class Found(Record, frozen=True, kw_only=True):
    """A sentence that was found."""

    text: str
    language: str
    direction: str
    title: str
    outlet: str
    outlet_href: str | None
    published: When | None
    href: str


def search_page(asked: Asked) -> Page:
    """Sentences that hold all the words, best first; without words, what can be searched for."""
    words = asked.given.get("q", "").strip()
    if not words:
        return Page(
            "search.html.j2", asked.labels.text("web.search"), {"words": "", "found": [], "problem": None}
        )
    try:
        hits, problem = asked.library.archive.search(words, _MOST), None
    except UsageError as error:
        hits, problem = [], str(error)
    title = f"{asked.labels.text('web.search')}: {words}"
    parts = {"words": words, "found": [_found(hit, asked) for hit in hits], "problem": problem}
    return Page("search.html.j2", title, parts, Table("search", _COLUMNS, lambda: _rows(words, asked)))


def _found(hit: Hit, asked: Asked) -> Found:
    labels = asked.labels
    return Found(
        text=hit.text,
        language="ar",
        direction=direction_of("ar"),
        title=hit.title or labels.text("ui.untitled"),
        outlet=hit.outlet or labels.text("ui.unnamed_outlet"),
        outlet_href=asked.links.outlet(hit.outlet) if hit.outlet else None,
        published=when_told(hit.published, labels) if hit.published else None,
        href=asked.links.evidence(hit.document, sentence=hit.sentence),
    )


def _rows(words: str, asked: Asked) -> list[dict[str, object]]:
    return [hit.as_dict() for hit in asked.library.archive.search(words, _MOST_EXPORTED)]

"""An outlet: its articles, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.archive import DocumentFilter
from marsad.views.times import when_published
from marsad.web.page import NotThereError, Page, Table
from marsad.web.pages.outlets import known_outlet
from marsad.web.pages.stories import paging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.records import Document
    from marsad.web.asked import Asked

_PER_PAGE: Final = 50
_MOST_EXPORTED: Final = 1_000_000
_COLUMNS: Final = ("published", "title", "author", "url", "id")


def outlet_page(asked: Asked) -> Page:
    """An outlet by its name.

    Raises:
        NotThereError: no article is of that outlet, or none of the state asked for.
        UsageError: no such state.
    """
    name, number, browser = asked.named["name"], asked.number("page"), asked.library.browser
    party = asked.one_of("state", asked.labels.names)
    found = browser.documents(outlet=name, limit=_PER_PAGE, offset=_PER_PAGE * (number - 1), party=party)
    if not found.total:
        raise NotThereError("outlet", words=name)
    lines = [
        {
            "title": one.title or asked.labels.text("ui.untitled"),
            "language": one.language,
            "href": asked.links.document(one.id),
            "published": when_published(one.published, asked.labels),
        }
        for one in found.records
    ]
    parts = {
        "name": name,
        "lines": lines,
        "total": found.total,
        "known": known_outlet(name),
        "party": party,
    }
    return Page(
        "outlet.html.j2",
        name,
        {**parts, "paging": paging(asked, number, found.total, _PER_PAGE)},
        Table(
            "articles",
            _COLUMNS,
            lambda: _rows(_all(asked, name, party)),
        ),
    )


def _all(asked: Asked, name: str, party: str | None) -> Iterator[Document]:
    if party is None:
        return asked.library.reader.documents(DocumentFilter(outlet=(name,)))
    return iter(asked.library.browser.documents(outlet=name, limit=_MOST_EXPORTED, party=party).records)


def _rows(documents: Iterator[Document]) -> Iterator[dict[str, object]]:
    return ({name: getattr(one, name) for name in _COLUMNS} for one in documents)

"""Search of the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.known import actor_called
from marsad.archive import SearchFilter
from marsad.errors import UsageError
from marsad.records import Record
from marsad.views.parts import When
from marsad.views.passages import direction_of
from marsad.views.times import when_told
from marsad.web.page import Page, Table
from marsad.web.saved import fields_of, query_of

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


class Kept(NamedTuple):
    """A search that the reader keeps: in words, its address, and what the form that forgets it brings."""

    words: str
    href: str
    query: str


def search_page(asked: Asked) -> Page:
    """Sentences that hold all the words and fit the filters, best first; and searches that are kept.

    Raises:
        UsageError: a state or a day that is none.
    """
    words, wanted = asked.given.get("q", "").strip(), _wanted(asked)
    hits, problem = _hits(words, wanted, asked)
    title = asked.labels.text("web.search")
    parts = {
        "words": words,
        "wanted": wanted,
        "found": [_found(hit, asked) for hit in hits],
        "problem": problem,
        "query": query_of(asked.given),
        "kept": [_kept(one, asked) for one in asked.saved],
        "outlets": _outlets(asked),
        "states": _states(asked),
        "actor": actor_called(words) if words else None,
    }
    table = Table("search", _COLUMNS, lambda: _rows(words, wanted, asked)) if words else None
    return Page("search.html.j2", f"{title}: {words}" if words else title, parts, table)


def _wanted(asked: Asked) -> SearchFilter:
    return SearchFilter(
        outlet=asked.given.get("outlet", "").strip() or None,
        since=asked.day("since"),
        until=asked.day("until"),
        party=asked.one_of("state", asked.labels.names),
    )


def _hits(words: str, wanted: SearchFilter, asked: Asked) -> tuple[list[Hit], str | None]:
    """What is found, or what is wrong with the words."""
    if not words:
        return [], None
    try:
        return asked.library.archive.search(words, _MOST, wanted), None
    except UsageError as error:
        return [], str(error)


def _outlets(asked: Asked) -> list[str]:
    counted = asked.library.once("outlets", asked.library.reader.outlets)
    return sorted(one.outlet for one in counted if one.outlet)


def _states(asked: Asked) -> list[tuple[str, str]]:
    """Codes and names of states of the archive, by name."""
    counted = asked.library.once("states", asked.library.browser.states)
    known = [(one.country, asked.labels.country(one.country)) for one in counted]
    return sorted((one for one in known if one[0] in asked.labels.names), key=lambda one: one[1])


def _kept(query: str, asked: Asked) -> Kept:
    fields = fields_of(query)
    told = [asked.labels.country(value) if name == "state" else value for name, value in fields.items()]
    return Kept(" · ".join(told), asked.links.to("search", **fields), query)


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


def _rows(words: str, wanted: SearchFilter, asked: Asked) -> list[dict[str, object]]:
    return [hit.as_dict() for hit in asked.library.archive.search(words, _MOST_EXPORTED, wanted)]

"""What follows what between a state and the sides it deals with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.measures import links_of
from marsad.views.linking import LinkWords, is_likely, link_words, links_digest
from marsad.views.measure_listing import LINK_COLUMNS, link_row
from marsad.web.page import Page, Table
from marsad.web.telling import Told, told_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.measures import Link
    from marsad.web.asked import Asked

_WITHIN: Final = 30
_MOST_DAYS: Final = 365
_SHOWN: Final = 20
_PAIRS: Final = 6


class Followed(NamedTuple):
    """A deed and the one that followed, each with its sentence."""

    first: Told
    then: Told


class LinkLine(NamedTuple):
    """A link in words, with the first of what followed what."""

    words: LinkWords
    pairs: Sequence[Followed]


def links_page(asked: Asked) -> Page:
    """What precedes what, the likeliest first, with the deeds behind each.

    Raises:
        NotThereError: no such state.
        UsageError: a span of days that is none.
    """
    state, within = asked.state(), asked.number("within", _WITHIN, _MOST_DAYS)
    found = _links(asked, state, within)
    tested = [one for one in found if one.tested]
    return Page(
        "links.html.j2",
        asked.labels.text("web.links_of", x=asked.labels.country(state)),
        {
            "tested": link_lines(tested[:_SHOWN], asked),
            "anecdotes": link_lines(
                [one for one in found if not one.tested and one.followed][:_SHOWN], asked
            ),
            "tried": tested[0].tried if tested else 0,
            "within": within,
        },
        Table(f"links-{state}", LINK_COLUMNS, lambda: map(link_row, found)),
        of=state,
    )


def links_short(asked: Asked) -> Page:
    """How many links there are, and the likeliest; raises as `links_page` does."""
    found = _links(asked, asked.state(), _WITHIN)
    likely = [one for one in found if is_likely(one)]
    parts = {"lines": link_lines(likely[:2], asked), "digest": links_digest(found, asked.labels)}
    return Page("links_short.html.j2", "", parts)


def link_lines(links: Sequence[Link], asked: Asked) -> list[LinkLine]:
    """Links in words, with the first of the deeds behind them."""
    shown = [pair for link in links for pair in link.pairs[:_PAIRS]]
    events = asked.library.browser.events(
        list(dict.fromkeys(name for pair in shown for name in (pair.first_event, pair.then_event)))
    )
    told = {one.event or "": one for one in told_lines(events, asked)}
    return [_line(link, told, asked) for link in links]


def _links(asked: Asked, state: str, within: int) -> list[Link]:
    library = asked.library
    return library.once(("links", state, within), lambda: links_of(library.deeds(), state, within=within))


def _line(link: Link, told: Mapping[str, Told], asked: Asked) -> LinkLine:
    pairs = [
        Followed(told[one.first_event], told[one.then_event])
        for one in link.pairs[:_PAIRS]
        if one.first_event in told and one.then_event in told
    ]
    return LinkLine(link_words(link, asked.labels), pairs)

"""What follows what, in words: one way for the brief and the pages of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Record
from marsad.views.parts import Witness
from marsad.views.times import when_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.measures import Link
    from marsad.measures.links import Sequel
    from marsad.records import Event
    from marsad.views.labels import Labels
    from marsad.views.matter import Bench

LIKELY: Final = 0.1
"""A link is called likely up to this q: of those so called one in ten is expected to be chance."""

_TESTED: Final = 12
_SINGLE: Final = 6
_PAIRS: Final = 3


class LinkWords(NamedTuple):
    """A link in words.

    Attributes:
        side: the other side.
        says: what came after what.
        numbers: how often, against how often by chance, and how sure that is.
        is_likely: more than chance explains, all pairs tried taken into account.
    """

    side: str
    says: str
    numbers: str
    is_likely: bool


class FollowedView(Record, frozen=True, kw_only=True):
    """A deed and the one that followed: their days, and the sentence of each."""

    days: str
    first: Witness
    then: Witness


class LinkView(Record, frozen=True, kw_only=True):
    """A link with the first of what followed what; the words are those of `LinkWords`."""

    anchor: str
    side: str
    says: str
    numbers: str
    is_likely: bool
    pairs: tuple[FollowedView, ...]


class Linking(Record, frozen=True, kw_only=True):
    """What follows what.

    Attributes:
        digest: all of it in one line, for the summary.
        tested: links that were tested, the likeliest first.
        single: those too few to be tested, of which something did follow.
        tried: how many were tested together.
    """

    digest: str
    tested: tuple[LinkView, ...]
    single: tuple[LinkView, ...]
    tried: int

    @property
    def likely(self) -> tuple[LinkView, ...]:
        """Links of which more follows than chance explains."""
        return tuple(one for one in self.tested if one.is_likely)


def linking_of(links: Sequence[Link] | None, events: Mapping[str, Event], bench: Bench) -> Linking | None:
    """What follows what, ready to be laid out; None where it was not asked.

    Args:
        links: the likeliest first.
        events: by id; a pair whose events are not among them is left out.
        bench: what the views are made on.

    Raises:
        MalformedError: an event's sentence does not stand in its article.
    """
    if links is None:
        return None
    tested = [one for one in links if one.tested]
    single = [one for one in links if not one.tested and one.followed]
    views = [
        _view(at, one, events, bench) for at, one in enumerate((*tested[:_TESTED], *single[:_SINGLE]), 1)
    ]
    cut = min(len(tested), _TESTED)
    return Linking(
        digest=links_digest(links, bench.labels),
        tested=tuple(views[:cut]),
        single=tuple(views[cut:]),
        tried=len(tested),
    )


def link_words(link: Link, labels: Labels) -> LinkWords:
    """A link in words."""
    first, then = (labels.text(f"link.kind.{name.replace(' ', '_')}") for name in (link.first, link.then))
    return LinkWords(
        side=labels.country(link.side),
        says=labels.text("link.after", x=first, y=then),
        numbers=_numbers(link, labels),
        is_likely=is_likely(link),
    )


def is_likely(link: Link) -> bool:
    """Whether more follows than chance explains, all pairs tried taken into account."""
    return link.q is not None and link.q <= LIKELY


def links_digest(links: Sequence[Link], labels: Labels) -> str:
    """How many links were tested, how many of them are likely, and how many are too few to be tested."""
    tested, likely = sum(one.tested for one in links), sum(map(is_likely, links))
    return labels.text("link.digest", x=likely, y=tested, z=len(links) - tested)


def _numbers(link: Link, labels: Labels) -> str:
    expected = "–" if link.expected is None else f"{link.expected:.1f}"
    told = labels.text("link.followed", w=link.within, x=link.followed, y=link.n_first, z=expected)
    if link.p is None or link.q is None or link.placebo is None:
        return f"{told} {labels.text('link.too_few')}"
    return f"{told} p = {link.p:.3f}, q = {link.q:.3f}, placebo p = {link.placebo:.3f}"


def _view(at: int, link: Link, events: Mapping[str, Event], bench: Bench) -> LinkView:
    known = [one for one in link.pairs if one.first_event in events and one.then_event in events]
    pairs = tuple(_followed(one, events, bench) for one in known[:_PAIRS])
    return LinkView(anchor=f"k{at}", **link_words(link, bench.labels)._asdict(), pairs=pairs)


def _followed(pair: Sequel, events: Mapping[str, Event], bench: Bench) -> FollowedView:
    days = (when_told(day, bench.labels).text for day in (pair.first_day, pair.then_day))
    return FollowedView(
        days=" – ".join(days),
        first=bench.event_witness(events[pair.first_event]),
        then=bench.event_witness(events[pair.then_event]),
    )

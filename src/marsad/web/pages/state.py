"""A state: the six questions, each with its first answers and the page that has them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad import plover
from marsad.archive import StoryFilter
from marsad.views.parties import counterpart_name
from marsad.web.page import Page, Table
from marsad.web.telling import rival_lines, story_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.archive import PairCount
    from marsad.web.asked import Asked

_NEWEST: Final = 6
_RIVALS: Final = 3
_PAIRS: Final = 10


class Dealing(NamedTuple):
    """With whom the state deals, and how often in each quad class; with an address for each number.

    Attributes:
        counts: stories told as done, by quad class 1 to 4.
        hrefs: the lists of these.
    """

    name: str
    counts: tuple[int, int, int, int]
    hrefs: tuple[str, str, str, str]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


def state_page(asked: Asked) -> Page:
    """The six questions about a state.

    Raises:
        NotThereError: no such state.
    """
    state, library = asked.state(), asked.library
    found = library.browser.stories(StoryFilter(party=state), limit=_NEWEST)
    rivals = library.browser.rivals(state, limit=_RIVALS)
    pairs = library.once(("pairs", state), lambda: library.browser.pairs(state))
    dealings = dealings_of(pairs, state, asked)
    return Page(
        "state.html.j2",
        asked.labels.country(state),
        {
            "state": state,
            "lines": story_lines(found.records, asked),
            "total": found.total,
            "rivals": rival_lines(rivals.records, asked),
            "rivals_total": rivals.total,
            "dealings": dealings[:_PAIRS],
            "most": max((one.total for one in dealings), default=0),
            "is_followed": state in asked.followed,
            "worked_out": library.browser.worked_out() is not None,
        },
        Table(f"dealings-{state}", ("other", "quad", "status", "stories", "last"), lambda: _rows(pairs)),
        of=state,
    )


def dealings_of(pairs: Iterable[PairCount], state: str, asked: Asked) -> list[Dealing]:
    """With whom a state deals, those of most stories first; only what is told as done counts."""
    counts: dict[str, list[int]] = {}
    for pair in pairs:
        if pair.status != "negated" and pair.other:
            counts.setdefault(pair.other, [0, 0, 0, 0])[pair.quad - 1] += pair.stories
    ordered = sorted(counts, key=lambda code: (-sum(counts[code]), code))
    return [_dealing(code, counts[code], state, asked) for code in ordered]


def _dealing(other: str, counts: Sequence[int], state: str, asked: Asked) -> Dealing:
    first, second, third, fourth = (
        asked.links.state(state, "stories", other=other, quad=int(quad)) for quad in plover.Quad
    )
    one, two, three, four = counts
    name = counterpart_name(other, state, asked.labels)
    return Dealing(name, (one, two, three, four), (first, second, third, fourth))


def _rows(pairs: Iterable[PairCount]) -> list[dict[str, object]]:
    return [pair._asdict() for pair in pairs]

"""The stories of a state, filtered, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad import plover
from marsad.archive import StoryFilter
from marsad.views.story_listing import STORY_COLUMNS, story_row
from marsad.web.page import Page, Table
from marsad.web.telling import story_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.records import Story
    from marsad.web.asked import Asked

PER_PAGE: Final = 25
STATUSES: Final = ("actual", "historical", "negated")
_EXPORT_STEP: Final = 1000


class Paging(NamedTuple):
    """Where in a long list a page stands; addresses are None at its ends."""

    number: int
    last: int
    before: str | None
    after: str | None


def stories_page(asked: Asked) -> Page:
    """The stories of a state that fit what is asked.

    Raises:
        NotThereError: no such state.
        UsageError: a filter that is none.
    """
    state, wanted, number = asked.state(), wanted_of(asked), asked.number("page")
    found = asked.library.browser.stories(wanted, limit=PER_PAGE, offset=PER_PAGE * (number - 1))
    return Page(
        "stories.html.j2",
        asked.labels.text("web.stories_of", x=asked.labels.country(state)),
        {
            "lines": story_lines(found.records, asked),
            "total": found.total,
            "wanted": wanted,
            "paging": paging(asked, number, found.total),
            "types": sorted(plover.event_types()),
            "others": _others(asked, state),
            "dimensions": plover.DIMENSIONS,
            "statuses": STATUSES,
        },
        Table(f"stories-{state}", STORY_COLUMNS, lambda: (story_row(one) for one in _all(asked, wanted))),
        of=state,
    )


def wanted_of(asked: Asked) -> StoryFilter:
    """The filter that stands in the address; raises as `stories_page` does."""
    quad = asked.one_of("quad", "1234")
    return StoryFilter(
        party=asked.state(),
        other=asked.given.get("other") or None,
        type=asked.one_of("type", plover.event_types()),
        quad=int(quad) if quad else None,
        status=asked.one_of("status", STATUSES),
        dimension=asked.one_of("dimension", plover.DIMENSIONS),
        since=asked.day("since"),
        until=asked.day("until"),
    )


def paging(asked: Asked, number: int, total: int, per_page: int = PER_PAGE) -> Paging:
    """Where a page stands in a list, with the addresses before and after it."""
    last = max(1, -(-total // per_page))
    return Paging(
        number,
        last,
        _numbered(asked, number - 1) if number > 1 else None,
        _numbered(asked, number + 1) if number < last else None,
    )


def _numbered(asked: Asked, number: int) -> str:
    parts = [part for part in asked.path.split("/") if part]
    return asked.links.to(*parts, **{**asked.given, "page": str(number)})


def _others(asked: Asked, state: str) -> list[str]:
    """Codes of the other sides, those of most stories first."""
    library = asked.library
    counted: dict[str, int] = {}
    for pair in library.once(("pairs", state), lambda: library.browser.pairs(state)):
        counted[pair.other] = counted.get(pair.other, 0) + pair.stories
    return [code for code in sorted(counted, key=lambda code: (-counted[code], code)) if code]


def _all(asked: Asked, wanted: StoryFilter) -> Iterator[Story]:
    offset = 0
    while found := asked.library.browser.stories(wanted, limit=_EXPORT_STEP, offset=offset).records:
        yield from found
        offset += len(found)

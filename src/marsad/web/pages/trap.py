"""What each choice of a state between poles is said to cost, and what followed such acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.measures import trap_of
from marsad.observatory.outlook import poles_for
from marsad.stories import kept_stories, origins_of
from marsad.views.trap_listing import TRAP_COLUMNS, trap_rows
from marsad.views.trapping import trap_view_of
from marsad.web.evidence import bench_for
from marsad.web.page import Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.measures import Branch
    from marsad.views.trap_parts import TrapView
    from marsad.web.asked import Asked

_WITHIN: Final = 30
_MOST_DAYS: Final = 365
_PAIR: Final = 2


def trap_page(asked: Asked) -> Page:
    """What each choice is said to cost, with the sentences that say so.

    Raises:
        NotThereError: no such state.
        UnknownCodeError, UsageError: fewer than two poles, one that is none or the state itself, or a span
            of days that is none.
    """
    state, poles, branches = asked.state(), _poles(asked), _branches(asked)
    return Page(
        "trap_page.html.j2",
        asked.labels.text("web.trap_of", x=asked.labels.country(state)),
        {"x": _view(branches, asked), "poles": ",".join(poles), "within": _within(asked)},
        Table(f"trap-{state}", TRAP_COLUMNS, lambda: _rows(branches)),
        of=state,
    )


def trap_short(asked: Asked) -> Page:
    """The same in a line; raises as `trap_page` does."""
    return Page("trap_short.html.j2", "", {"x": _view(_branches(asked), asked)})


def _branches(asked: Asked) -> Sequence[Branch]:
    state, poles, within = asked.state(), _poles(asked), _within(asked)
    archive = asked.library.archive
    if len(poles) < _PAIR and not asked.given.get("poles"):
        return []  # the state is one of the usual poles itself

    def made() -> list[Branch]:
        told, origins = kept_stories(archive), origins_of(archive)
        return trap_of(archive, state, poles, within=within, origins=origins, told=told)

    return asked.library.once(("trap", state, poles, within), made)


def _view(branches: Sequence[Branch], asked: Asked) -> TrapView | None:
    said = (place for branch in branches for one in branch.said for place in one.sentences)
    followed = (
        place
        for branch in branches
        for reaction in branch.reactions
        for sequel in reaction.sequels
        for place in (sequel.first, sequel.then)
    )
    return trap_view_of(branches, bench_for((one.document for one in (*said, *followed)), asked))


def _poles(asked: Asked) -> tuple[str, ...]:
    words = asked.given.get("poles")
    given = [word.strip() for word in words.split(",") if word.strip()] if words else None
    return poles_for(asked.state(), given)


def _within(asked: Asked) -> int:
    return asked.number("within", _WITHIN, _MOST_DAYS)


def _rows(branches: Sequence[Branch]) -> Iterator[dict[str, object]]:
    return (row for branch in branches for row in trap_rows(branch))

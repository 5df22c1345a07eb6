"""Who deals with whom: the dyads of the archive as a network, as a map and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad import plover
from marsad.web.drawing import Words, circle, world_map
from marsad.web.network import dyads_of, network_of
from marsad.web.page import Page, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from marsad.web.asked import Asked
    from marsad.web.network import Dyad

VIEWS: Final = ("circle", "map")
"""Each has words ``web.view_NAME``."""

_BROAD: Final = 30
_SLIM: Final = 16
_LISTED: Final = 60
_COLUMNS: Final = (
    "first", "second", "stories", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "balance",
)  # fmt: skip


class DyadLine(NamedTuple):
    """A dyad in words, with an address for each number."""

    first: str
    second: str
    first_href: str
    second_href: str
    stories: int
    href: str
    counts: Sequence[tuple[int, str]]
    balance: str


def network_page(asked: Asked) -> Page:
    """The dyads of most stories, in the dimension and the days that are asked for.

    Raises:
        UsageError: a view, dimension or day that is none.
    """
    view = asked.one_of("as", VIEWS) or VIEWS[0]
    dyads = _dyads(asked)
    return Page(
        "network.html.j2",
        asked.labels.text("web.network"),
        {
            "view": view,
            "views": [(name, asked.links.to("network", **{**_asking(asked), "as": name})) for name in VIEWS],
            "pictures": _pictures(dyads, view, asked),
            "lines": [_line(one, asked) for one in dyads[:_LISTED]],
            "total": len(dyads),
            "left_out": [network_of(dyads, most).left_out for most in (_BROAD, _SLIM)],
            "dimensions": plover.DIMENSIONS,
            "asking": _asking(asked),
        },
        Table("dyads", _COLUMNS, lambda: map(_row, dyads)),
    )


def _pictures(dyads: Sequence[Dyad], view: str, asked: Asked) -> tuple[Markup, ...]:
    """A map; or the ring twice, for a broad page and with fewer states for a slim one; none of nothing."""
    if not dyads:
        return ()
    broad, slim, words = network_of(dyads, _BROAD), network_of(dyads, _SLIM), _words(asked)
    if view == "map":
        return (world_map(broad, words, width=960),)
    return circle(broad, words, is_full=True), circle(slim, words, is_full=False)


def _dyads(asked: Asked) -> list[Dyad]:
    library = asked.library
    if library.browser.worked_out() is None:
        return []
    wanted: dict[str, Any] = {
        "dimension": asked.one_of("dimension", plover.DIMENSIONS),
        "since": asked.day("since"),
        "until": asked.day("until"),
    }
    key = ("dyads", *wanted.values())
    return library.once(key, lambda: dyads_of(library.browser.dyads(**wanted)))


def _asking(asked: Asked) -> dict[str, str]:
    names = ("dimension", "since", "until")
    return {name: asked.given.get(name, "") for name in names}


def _words(asked: Asked) -> Words:
    return Words(
        name=asked.labels.country,
        state=asked.links.state,
        dyad=lambda one: _address(one, asked),
        says=lambda one: _says(one, asked),
        label=asked.labels.text("web.network"),
    )


def _says(one: Dyad, asked: Asked) -> str:
    labels = asked.labels
    sides = labels.listed([labels.country(one.first), labels.country(one.second)])
    return labels.text("web.dyad_says", x=sides, y=one.cooperation, z=one.conflict, b=_signed(one.balance))


def _signed(number: float) -> str:
    return f"\u200e{number:+.2f}"


def _address(one: Dyad, asked: Asked, **more: object) -> str:
    return asked.links.state(one.first, "stories", other=one.second, **_asking(asked), **more)


def _line(one: Dyad, asked: Asked) -> DyadLine:
    labels, links = asked.labels, asked.links
    return DyadLine(
        labels.country(one.first),
        labels.country(one.second),
        links.state(one.first),
        links.state(one.second),
        one.stories,
        _address(one, asked),
        [(number, _address(one, asked, quad=quad)) for quad, number in enumerate(one.counts, 1)],
        _signed(one.balance),
    )


def _row(one: Dyad) -> dict[str, object]:
    values = (one.first, one.second, one.stories, *one.counts, round(one.balance, 4))
    return dict(zip(_COLUMNS, values, strict=True))

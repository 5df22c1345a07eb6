"""All outlets of the archive, and what one covers, whom it cites, how it tells acts beside the others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.stories import OutletFilter, kept_stories, origins_of, profiles_of
from marsad.stories.outlets import Outlet, OutletNames
from marsad.views.outlet_listing import OUTLET_COLUMNS, outlet_row
from marsad.views.tellings import measured_words
from marsad.web.page import NotThereError, Page, Table
from marsad.web.telling import told_passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.stories import Contrast, OutletProfile, SharedStory
    from marsad.web.asked import Asked
    from marsad.web.telling import Told

_SHOWN: Final = 12
_STORIES: Final = 5
_COLUMNS: Final = ("outlet", "name", "documents", "first", "last", "country", "ownership", "owner")


class OutletLine(NamedTuple):
    """An outlet as one entry of the list.

    Attributes:
        known: what the tables tell of it.
    """

    name: str
    href: str
    documents: int
    first: str
    last: str
    known: Outlet


class Beside(NamedTuple):
    """One story as an outlet and the others tell it."""

    href: str
    own: Sequence[Told]
    others: Sequence[Told]


class Telling(NamedTuple):
    """How an outlet tells the acts of one state."""

    state: str
    says: str
    is_labelled: bool
    numbers: Sequence[str]
    stories: Sequence[Beside]


def outlets_page(asked: Asked) -> Page:
    """All outlets, those of most articles first."""
    lines = _lines(asked)
    return Page(
        "outlets.html.j2",
        asked.labels.text("web.outlets"),
        {"lines": lines, "total": len(lines)},
        Table("outlets", _COLUMNS, lambda: map(_row, lines)),
    )


def outlet_profile_page(asked: Asked) -> Page:
    """What an outlet covers and cites, and how it tells acts; takes a while in a large archive.

    Raises:
        NotThereError: no article is of that outlet.
    """
    name = asked.named["name"]
    profile = _profile(name, asked)
    here = {one.name for one in _lines(asked)}
    return Page(
        "outlet_profile.html.j2",
        asked.labels.text("web.outlet_profile_of", x=name),
        {
            "name": name,
            "profile": profile,
            "covers": profile.covers[:_SHOWN],
            "cites": [(one, one.name in here) for one in profile.cites[:_SHOWN]],
            "tellings": [_telling(one, asked) for one in profile.tells],
        },
        Table("outlet", OUTLET_COLUMNS, lambda: [outlet_row(profile)]),
    )


def known_outlet(name: str) -> Outlet:
    """What the tables tell of an outlet; of one that they do not list its name alone."""
    return _names().named(name) or Outlet(name)


@lru_cache(maxsize=1)
def _names() -> OutletNames:
    return OutletNames()


def _lines(asked: Asked) -> list[OutletLine]:
    library = asked.library
    counted = library.once("outlets", library.reader.outlets)
    found = [
        OutletLine(
            one.outlet,
            asked.links.outlet(one.outlet),
            one.documents,
            one.first or "",
            one.last or "",
            known_outlet(one.outlet),
        )
        for one in counted
        if one.outlet
    ]
    return sorted(found, key=lambda one: (-one.documents, one.name))


def _row(line: OutletLine) -> dict[str, object]:
    known = line.known
    told = {"outlet": line.name, "name": known.name, "country": known.country, "owner": known.owner}
    days = {"documents": line.documents, "first": line.first, "last": line.last}
    return told | days | {"ownership": known.ownership}


def _profile(name: str, asked: Asked) -> OutletProfile:
    archive = asked.library.archive

    def made() -> tuple[dict[str, OutletProfile], OutletNames]:
        told, origins = kept_stories(archive).stories, origins_of(archive)
        found = profiles_of(archive, OutletFilter(), origins, told)
        by_name = {one.outlet: one for one in found if one.outlet}
        return by_name, OutletNames(by_name)

    profiles, names = asked.library.once("profiles", made)
    alike = names.named(name)  # names that differ in signs alone are one outlet, with one profile
    found = profiles.get(name) or (profiles.get(alike.name) if alike else None)
    if found is None:
        raise NotThereError("outlet", words=name)
    return found


def _telling(one: Contrast, asked: Asked) -> Telling:
    says = asked.labels.one_of(one.says)
    stories = [_beside(story, asked) for story in one.shared[:_STORIES]]
    state = asked.labels.country(one.state)
    return Telling(state, says, one.label is not None, measured_words(one.measured, asked.labels), stories)


def _beside(story: SharedStory, asked: Asked) -> Beside:
    def side(*, own: bool) -> list[Told]:
        return told_passages((one.sentence for one in story.sentences if one.own is own), asked)

    return Beside(asked.links.story_of(story.story), side(own=True), side(own=False))

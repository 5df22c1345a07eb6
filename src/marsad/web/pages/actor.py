"""An actor: its names, offices, members and groups over time, and what was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.known import actor_called
from marsad.actors.members import is_open
from marsad.archive import ActFilter
from marsad.views.listing import EVENT_COLUMNS, event_row
from marsad.web.acts import act_lines
from marsad.web.page import NotThereError, Page, Table
from marsad.web.pages.stories import paging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.actors.known import Actor
    from marsad.actors.members import Membership
    from marsad.actors.parties import Party
    from marsad.archive import PartnerCount
    from marsad.web.acts import ActLine
    from marsad.web.asked import Asked

ROLES: Final = ("actor", "recipient", "voice")
"""Each has words ``web.as_NAME``."""

_FEW: Final = 5
_PER_PAGE: Final = 25
_PARTNERS: Final = 12
_MOST_EXPORTED: Final = 5_000
_QUADS: Final = (1, 2, 3, 4)


class Span(NamedTuple):
    """Something that held for a time; a day that is not known is empty."""

    what: str
    href: str | None
    since: str
    until: str


class Partner(NamedTuple):
    """With whom an actor deals, by quad class, with an address for each number."""

    name: str
    counts: tuple[int, ...]
    hrefs: tuple[str, ...]


class Told(NamedTuple):
    """What is told of an actor in one role."""

    role: str
    total: int
    lines: Sequence[ActLine]
    partners: Sequence[Partner]
    href: str


def actor_page(asked: Asked) -> Page:
    """An actor by its name, code or Wikidata QID, with all that is told of it or, where asked, in one role.

    Raises:
        NotThereError: neither a table nor an article knows it.
        UsageError: a role or class that is none.
    """
    key, role = asked.named["name"], asked.one_of("role", ROLES)
    actor, number = actor_called(key), asked.number("page")
    wanted = {one: _filter(actor, key, one, asked) for one in ROLES}
    told = [_told(wanted[one], key, asked, number if role else 1) for one in ([role] if role else ROLES)]
    if actor is None and not any(one.total for one in told):
        raise NotThereError("actor", words=key)
    return Page(
        "actor.html.j2",
        _name(actor, key, asked),
        {
            "actor": actor,
            "sector": _sector(actor, asked),
            "offices": [_span(one.office or "", None, one.since, one.until) for one in _offices(actor)],
            "members": [_membership(one.member, one, asked) for one in actor.members] if actor else [],
            "groups": [_membership(name, one, asked) for name, one in actor.groups] if actor else [],
            "told": told,
            "role": role,
            "paging": paging(asked, number, told[0].total, _PER_PAGE) if role else None,
            "whole": asked.links.actor(key),
        },
        Table("acts", ("role", *EVENT_COLUMNS), lambda: _rows(wanted, role, asked)),
    )


def _filter(actor: Actor | None, key: str, role: str, asked: Asked) -> ActFilter:
    quad, is_coded = asked.one_of("quad", "1234"), actor is not None and actor.is_coded
    return ActFilter(
        country=actor.code if actor and is_coded else "",
        name="" if is_coded else actor.name if actor else key,
        role=role,
        other=asked.given.get("with") or None,
        quad=int(quad) if quad else None,
    )


def _told(wanted: ActFilter, key: str, asked: Asked, number: int) -> Told:
    library, role = asked.library, wanted.role
    most = _PER_PAGE if asked.given.get("role") else _FEW
    found = library.once(
        ("acts", wanted, most, number),
        lambda: library.archive.acting().acts(wanted, limit=most, offset=most * (number - 1)),
    )
    partners = library.once(("partners", wanted), lambda: library.archive.acting().partners(wanted))
    shown = [] if role == "voice" else _partners(partners, key, role, asked)
    href = asked.links.actor(key, role=role)
    return Told(role, found.total, act_lines(found.records, asked), shown, href)


def _partners(counted: Iterable[PartnerCount], key: str, role: str, asked: Asked) -> list[Partner]:
    """The other sides, those of most events first."""
    by_other: dict[str, list[int]] = {}
    for one in counted:
        by_other.setdefault(one.other, [0, 0, 0, 0])[one.quad - 1] += one.events
    ordered = sorted(by_other.items(), key=lambda item: (-sum(item[1]), item[0]))
    return [
        Partner(
            asked.labels.country(other),
            tuple(counts),
            tuple(asked.links.actor(key, role=role, quad=quad, **{"with": other}) for quad in _QUADS),
        )
        for other, counts in ordered[:_PARTNERS]
    ]


def _name(actor: Actor | None, key: str, asked: Asked) -> str:
    if actor is None:
        return key
    return actor.name_ar if asked.language == "ar" else actor.name


def _sector(actor: Actor | None, asked: Asked) -> str | None:
    """What the newest span of time tells of a body; people have offices instead."""
    if actor is None or actor.kind == "person" or not actor.spans or not actor.spans[-1].sector:
        return None
    return asked.labels.code("sector", actor.spans[-1].sector)


def _offices(actor: Actor | None) -> Iterator[Party]:
    return (one for one in actor.spans if one.office) if actor else iter(())


def _span(what: str, href: str | None, since: object, until: object) -> Span:
    return Span(what, href, str(since or ""), str(until or ""))


def _membership(name: str, one: Membership, asked: Asked) -> Span:
    days = ("" if is_open(day) else day for day in (one.since, one.until))
    return _span(_name(actor_called(name), name, asked), asked.links.actor(name), *days)


def _rows(wanted: dict[str, ActFilter], role: str | None, asked: Asked) -> Iterator[dict[str, object]]:
    for one in [role] if role else ROLES:
        found = asked.library.archive.acting().acts(wanted[one], limit=_MOST_EXPORTED)
        yield from ({"role": one, **event_row(event)} for event in found.records)

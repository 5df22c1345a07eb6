"""Single events in words: what is told in one sentence, with the parties as links to their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad import plover
from marsad.views.parties import party_view
from marsad.views.times import told_date, when_told
from marsad.web.telling import told_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.records import Entity, Event
    from marsad.views.parts import PartyView, When
    from marsad.web.asked import Asked
    from marsad.web.telling import Told

_NOBODY: Final = "UNK"


class Linked(NamedTuple):
    """A party with the address of its page; None where it is nobody in particular."""

    view: PartyView
    href: str | None


class ActLine(NamedTuple):
    """An event in words."""

    type_label: str
    quad: int
    status: str
    status_label: str
    actors: tuple[Linked, ...]
    recipients: tuple[Linked, ...]
    when: When | None
    told: Told
    href: str


def act_lines(events: Sequence[Event], asked: Asked) -> list[ActLine]:
    """Events in words, in their order."""
    told = {one.event: one for one in told_lines(events, asked)}
    return [_line(event, told[event.id], asked) for event in events if event.id in told]


def named_in(events: Iterable[Event], asked: Asked) -> list[Linked]:
    """Everyone who is named in events, each once: who acts, who is acted on, who speaks."""
    found: dict[str, Linked] = {}
    for event in events:
        voices = (voice.speaker for voice in event.voices)
        for entity in (*event.actors, *event.recipients, *voices):
            one = linked(entity, asked)
            if one.href:
                found.setdefault(one.href, one)
    return list(found.values())


def linked(entity: Entity, asked: Asked) -> Linked:
    """A party with the address of its page: by its name, else by the code of its state."""
    code = entity.country if entity.country != _NOBODY else None
    key = entity.name or code
    return Linked(party_view(entity, asked.labels), asked.links.actor(key) if key else None)


def _line(event: Event, told: Told, asked: Asked) -> ActLine:
    labels, quad = asked.labels, int(plover.quad(event.type))
    date = told_date(event.date, event.date_precision, event.id)
    return ActLine(
        labels.code("type", event.type),
        quad,
        event.status,
        labels.text(f"status.{event.status}"),
        tuple(linked(one, asked) for one in event.actors),
        tuple(linked(one, asked) for one in event.recipients),
        when_told(date, labels, event.end_date) if date else None,
        told,
        asked.links.story_of(event.id),
    )

"""Parties and voices of events in words, and with whom a state dealt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.parts import PartyView, VoiceView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.records import Entity, Event, Voice
    from marsad.views.labels import Labels

NO_COUNTERPART: Final = ""
"""Stands for the counterpart of an act addressed to none (a missile test, a resignation)."""

_NO_COUNTRY: Final = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO", "UNK"})
"""Codes that tell the kind of a party and not which one it is."""


def codes(entities: Iterable[Entity]) -> tuple[str, ...]:
    """Countries of the entities, each once, in order of the alphabet."""
    return tuple(sorted({entity.country for entity in entities}))


def concerns(event: Event, state: str) -> bool:
    """Whether the state is among the event's actors or recipients."""
    return state in codes(event.actors) or state in codes(event.recipients)


def counterparts(event: Event, state: str) -> tuple[str, ...]:
    """With whom the state dealt in an event that concerns it.

    Where the state acts: the recipients; of a mutual act, the other sides. Where it is acted on: the actors.
    A domestic act has the state itself; an act addressed to none has `NO_COUNTERPART`.
    """
    actors, recipients = codes(event.actors), codes(event.recipients)
    if state not in actors:
        return actors or (NO_COUNTERPART,)
    if recipients:
        return recipients
    others = tuple(code for code in actors if code != state)
    return others or ((state,) if len(event.actors) > 1 else (NO_COUNTERPART,))


def counterpart_name(code: str, state: str, labels: Labels) -> str:
    """Name of a counterpart, with words for the state itself and for none."""
    if code == NO_COUNTERPART:
        return labels.text("ui.no_counterpart")
    return labels.text("ui.domestic") if code == state else labels.country(code)


def party_view(entity: Entity, labels: Labels) -> PartyView:
    """A party in words: its country, who exactly in the notes; a body of no country by its own name."""
    country, own = labels.country(entity.country), _own_name(entity, labels)
    name, other = (own, country) if own and entity.country in _NO_COUNTRY else (country, own)
    sector = labels.code("sector", entity.sector) if entity.sector else None
    told = {name, *labels.names.get(entity.country, ())}
    notes = tuple(note for note in (other, sector) if note and note not in told)
    return PartyView(name=name, code=entity.country, notes=notes, unsaid=entity.text is None)


def voice_view(voice: Voice, labels: Labels) -> VoiceView:
    """A voice in words."""
    speaker = speaker_name(voice.speaker, labels)
    return VoiceView(verb=voice.verb, phrase=labels.text(f"voice.{voice.verb}"), speaker=speaker)


def speaker_name(party: Entity, labels: Labels) -> str:
    """What a speaker is called: by name, else in the words of the text, else by country."""
    return _own_name(party, labels) or labels.country(party.country)


def _own_name(entity: Entity, labels: Labels) -> str | None:
    named = entity.name_ar if labels.language == "ar" else entity.name
    # The words as they stand come before a name in the other language: the reader will look for those.
    return named or entity.text or entity.name or entity.name_ar

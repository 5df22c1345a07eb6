"""What is told of a happening, sorted by what it says: done or denied, which act, by whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Account, Entity, Passage, Support
from marsad.stories.acts import UNKNOWN, are_one, entity_name
from marsad.stories.naming import act_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import AccountRole, Bilingual, Event
    from marsad.stories.acts import Act, Names
    from marsad.stories.origins import Origins
    from marsad.stories.tellings import Telling

_PRESS: Final = "JRN"


class Teller(NamedTuple):
    """Of a document: when it was published, and by whom."""

    published: dt.date | None
    outlet: str | None


class Told(NamedTuple):
    """Acts that say the same of a happening, in their order; the first is the one to name it by."""

    acts: tuple[Act, ...]

    @property
    def lead(self) -> Act:
        """The one that tells most: the day before the place before the sides; a headline tells least."""
        return max(self.acts, key=_much_told)

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that tell it."""
        return frozenset(act.event.document for act in self.acts)


def told_of(tellings: Iterable[Telling]) -> list[Told]:
    """The acts of a happening by what they say: those told by most documents first."""
    groups: list[list[Act]] = []
    for act in sorted((act for telling in tellings for act in telling.acts), key=lambda act: act.order):
        home = next((group for group in groups if all(says_same(act, other) for other in group)), None)
        if home is None:
            groups.append([act])
        else:
            home.append(act)
    found = [Told(tuple(group)) for group in groups]
    return sorted(found, key=lambda told: (-len(told.documents), told.acts[0].order))


def says_same(left: Act, right: Act) -> bool:
    """Whether two acts of one happening say the same: done or not, the type, the doer."""
    alike = left.negated == right.negated and left.event.type == right.event.type
    return alike and same_doer(left, right)


def same_doer(left: Act, right: Act) -> bool:
    """Whether two accounts can mean one doer: the same, a group and its member, one not told."""
    day = dt.date.fromordinal(left.day) if left.day else None
    one, other = _doers(left), _doers(right)
    return not one or not other or any(are_one(a, b, day) for a in sorted(one) for b in sorted(other))


def _doers(act: Act) -> Names:
    return act.sides.actors - {UNKNOWN}


def account_of(
    told: Told,
    role: AccountRole,
    tellers: Mapping[str, Teller],
    origins: Origins,
    says: Bilingual | None = None,
) -> Account:
    """An account with its speakers, sentences and origins."""
    events = [act.event for act in told.acts]
    return Account(
        role=role,
        says=says or act_words(told.lead),
        speakers=speakers_of(speaker_of(event, tellers[event.document]) for event in events),
        sentences=tuple(passage_of(event) for event in events),
        origins=support_of(told.documents, origins),
        dates=dates_of(told.documents, tellers),
    )


def speaker_of(event: Event, teller: Teller) -> Entity:
    """Who tells an event: the nearest voice, or the outlet."""
    return event.voices[0].speaker if event.voices else outlet_entity(teller.outlet)


def outlet_entity(outlet: str | None) -> Entity:
    """An outlet as a speaker."""
    return Entity(text=None, name=outlet, name_ar=outlet, sector=_PRESS)


def speakers_of(speakers: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each speaker once, without offsets, which would tell of one sentence only."""
    from msgspec.structs import replace  # noqa: PLC0415

    found = {entity_name(speaker): replace(speaker, start=None, end=None) for speaker in speakers}
    return tuple(found.values())


def passage_of(event: Event) -> Passage:
    """The sentence of an event."""
    return Passage(
        document=event.document,
        sentence=event.sentence,
        start=event.start,
        end=event.end,
        text=event.text,
        event=event.id,
    )


def support_of(documents: Iterable[str], origins: Origins) -> Support:
    """The independent origins of documents."""
    ids = origins.independent(documents)
    return Support(number=len(ids), ids=ids)


def dates_of(documents: Iterable[str], tellers: Mapping[str, Teller]) -> tuple[str, ...]:
    """Days of publication, in order."""
    days = {tellers[document].published for document in documents}
    return tuple(sorted(day.isoformat() for day in days if day))


def _much_told(act: Act) -> tuple[bool, bool, int, float, str]:
    sides = len(act.sides.actors - {UNKNOWN}) + len(act.sides.recipients - {UNKNOWN})
    return act.precision == "day", bool(act.place), sides, act.event.confidence, act.event.id


def documents_of(acts: Sequence[Act]) -> tuple[str, ...]:
    """Ids of the documents of acts, in their order, each once."""
    return tuple(dict.fromkeys(act.event.document for act in acts))

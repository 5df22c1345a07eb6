"""The stories that an outlet and others tell, state by state, and how far apart they tell them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Passage, Record
from marsad.stories.accounts import passage_of
from marsad.stories.paired import Bundle, difference
from marsad.stories.tellers import hostile_share, is_hostile, mean, sides_of, tales_by_state, units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.records import Event, Story
    from marsad.stories.origins import Origins
    from marsad.stories.tellers import Tale, Unit

_DIGITS: Final = 4
_TWO: Final = 2


class Witnessed(Record, frozen=True, kw_only=True):
    """One sentence that is counted.

    Attributes:
        outlet: that published it, None where it is not known.
        own: it is on the side of the outlet that is compared; else among the others.
        hostile: it tells the act as conflict (quad class 3 or 4), else as cooperation.
        type: PLOVER type of the act.
    """

    outlet: str | None
    own: bool
    hostile: bool
    type: str
    sentence: Passage


class SharedStory(Record, frozen=True, kw_only=True):
    """One story that both sides tell.

    Attributes:
        story: its id.
        hostile: share of conflict in what the outlet tells.
        others_hostile: mean share of the others.
        origins: independent origins of what the outlet tells.
        others_origins: those of what the others tell.
        sentences: the outlet's own first.
    """

    story: str
    hostile: float
    others_hostile: float
    origins: int
    others_origins: int
    sentences: tuple[Witnessed, ...]


class Measured(Record, frozen=True, kw_only=True):
    """A difference over shared stories.

    Attributes:
        stories: number of them.
        hostile: mean over them of the outlet's share of conflict, 0 to 1.
        others_hostile: the same of the others.
        difference: the first less the second, −1 to 1.
        low: end of its 90 % interval.
        high: the other end.
    """

    stories: int
    hostile: float
    others_hostile: float
    difference: float
    low: float
    high: float


class Both(NamedTuple):
    """What both sides tell of a state's acts in one story.

    Attributes:
        story: its id.
        own: what the outlet tells.
        others: what the others tell, by teller; never empty.
        shares: of conflict in what the outlet tells, and by teller in what the others tell.
    """

    story: str
    own: list[Unit]
    others: dict[str, list[Unit]]
    shares: tuple[float, dict[str, float]]

    def apart(self, without: str | None = None) -> float | None:
        """The outlet's share less the mean of the others'; None where none is left without the one named."""
        own, by_teller = self.shares
        others = [share for teller, share in by_teller.items() if teller != without]
        return own - mean(others) if others else None

    @property
    def documents(self) -> set[str]:
        """Ids of the outlet's own documents."""
        return {event.document for unit in self.own for tale in unit.tales for event in tale.events}


def shared_stories(
    stories: Sequence[Story],
    events: Mapping[str, Event],
    outlets: Mapping[str, str | None],
    origins: Origins,
    *,
    quoted: bool,
) -> dict[tuple[str, str], list[Both]]:
    """Outlet and state → the stories that are shared, in the order given.

    Args:
        stories: that may be shared.
        events: by id; those that are not there are not counted.
        outlets: outlet by document; only these documents are asked.
        origins: of all documents.
        quoted: count what is quoted, beside what is told in the outlets' own voice.
    """
    found: dict[tuple[str, str], list[Both]] = defaultdict(list)
    for story in (one for one in stories if len(one.documents) >= _TWO):
        coded = [events[name] for name in story.events if name in events]
        for state, tales in tales_by_state(coded, outlets, quoted=quoted).items():
            units = units_of(tales, origins)
            for outlet in sorted({unit.teller for unit in units if unit.own}):
                own, others = sides_of(units, outlet)
                if others:
                    by_teller = {teller: hostile_share(each) for teller, each in others.items()}
                    both = Both(story.id, own, others, (hostile_share(own), by_teller))
                    found[outlet, state].append(both)
    return dict(sorted(found.items()))


def measured(shared: Sequence[Both]) -> tuple[Measured, float]:
    """How far apart the two sides tell the stories, and how likely that is by mere chance.

    Args:
        shared: one story or more.
    """
    shares = [one.shares for one in shared]
    made = difference(bundles(shared))
    found = Measured(
        stories=len(shares),
        hostile=round(mean([own for own, _ in shares]), _DIGITS),
        others_hostile=round(mean([mean([*others.values()]) for _, others in shares]), _DIGITS),
        difference=made.mean,
        low=made.low,
        high=made.high,
    )
    return found, made.chance


def bundles(shared: Sequence[Both]) -> list[Bundle]:
    """The differences of the stories, those together that the same articles of the outlet tell."""
    groups: list[tuple[set[str], int, float]] = []
    for one in shared:
        documents = one.documents
        near = [group for group in groups if group[0] & documents]
        groups = [group for group in groups if not group[0] & documents]
        joined = documents.union(*(names for names, _, _ in near))
        total = (one.apart() or 0.0) + sum(total for _, _, total in near)
        groups.append((joined, 1 + sum(number for _, number, _ in near), total))
    return [Bundle(number, total) for _, number, total in groups]


def rests_on(shared: Sequence[Both]) -> str | None:
    """The other teller without whom less than half of the difference is left; None where there is none.

    Args:
        shared: one story or more.
    """
    whole = mean([one.apart() or 0.0 for one in shared])
    sign = 1.0 if whole > 0 else -1.0
    left = {
        teller: sign * mean([apart for one in shared if (apart := one.apart(teller)) is not None] or [0.0])
        for teller in {teller for one in shared for teller in one.others}
    }
    least = min(left, key=lambda teller: (left[teller], teller))
    return least if left[least] < abs(whole) / 2 else None


def witnesses(one: Both) -> SharedStory:
    """A story with every sentence that is counted."""
    own, others = one.shares
    beside = [tale for units in one.others.values() for unit in units for tale in unit.tales]
    sentences = [found for unit in one.own for tale in unit.tales for found in _witnessed(tale, own=True)]
    sentences += [found for tale in beside for found in _witnessed(tale, own=False)]
    return SharedStory(
        story=one.story,
        hostile=round(own, _DIGITS),
        others_hostile=round(mean([*others.values()]), _DIGITS),
        origins=len(one.own),
        others_origins=sum(len(units) for units in one.others.values()),
        sentences=tuple(sentences),
    )


def _witnessed(tale: Tale, *, own: bool) -> list[Witnessed]:
    return [
        Witnessed(
            outlet=tale.outlet,
            own=own,
            hostile=is_hostile(event),
            type=event.type,
            sentence=passage_of(event),
        )
        for event in tale.events
    ]

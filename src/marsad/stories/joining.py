"""Tellings of one happening, found across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.stories.acts import same_speaker
from marsad.stories.bonds import Bonds
from marsad.stories.clusters import clustered
from marsad.stories.likeness import JOINED, landmark_points, points, word_points
from marsad.stories.meeting_places import meetings
from marsad.stories.outlines import Outlines
from marsad.stories.tellings import answers, tellings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.stories.acts import Act
    from marsad.stories.tellings import Telling
    from marsad.stories.wording import Wording

_ON_AVERAGE: Final = 3.5
_NEXT: Final = 1.0
_ANSWERED: Final = 8.0
_COUNTERED: Final = 5.5


def joined(acts: Sequence[Act], wording: Wording, bonds: Bonds | None = None) -> list[tuple[Telling, ...]]:
    """Tellings by happening, in the order of their first ones.

    The result hangs on the set of acts and what was decided about them, not on the order in which they came.

    Args:
        acts: as `marsad.stories.acts.acts_of` gives them.
        wording: what words are worth among them.
        bonds: what people decided: which are one, and which are not.
    """
    decided = bonds or Bonds()
    tellings = tellings_of(acts, wording, decided)
    compared: dict[tuple[int, int], float | None] = {}

    def likeness(left: int, right: int) -> float | None:
        if (left, right) not in compared:
            compared[left, right] = told_alike(tellings[left], tellings[right], wording)
        return compared[left, right]

    outlines = Outlines([telling.head for telling in tellings], wording)
    pairs = [
        (found, left, right)
        for left, others in meetings(tellings, wording)
        for right in outlines.reaching(JOINED, left, others)
        if (found := told_alike(tellings[left], tellings[right], wording)) is not None and found >= JOINED
    ]

    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return decided.parts and decided.apart(_events(tellings, one), _events(tellings, other))

    groups = clustered(len(tellings), pairs, likeness, _ON_AVERAGE, apart)
    return [
        tuple(tellings[at] for at in sorted(at for group in merged for at in groups[group]))
        for merged in decided.merged([_events(tellings, group) for group in groups])
    ]


def _events(tellings: Sequence[Telling], group: Sequence[int]) -> frozenset[str]:
    return frozenset(event for at in group for event in tellings[at].events)


def told_alike(left: Telling, right: Telling, wording: Wording) -> float | None:
    """Points for two tellings being of one happening; None where they cannot be."""
    if left.document != right.document:
        return points(left.head, right.head, wording)
    found = max(_within(one, other, wording) for one in left.acts for other in right.acts)
    return found if found > _APART else None


_APART: Final = float("-inf")


def _within(left: Act, right: Act, wording: Wording) -> float:
    """The same for two acts of one document, which are two unless told by another voice or as a denial."""
    first, second = sorted((left, right), key=lambda act: act.order)
    if answers(first, second):
        return _ANSWERED
    if _is_countered(first, second):
        return _COUNTERED + word_points(first, second, wording)
    found = points(first, second, wording)
    if found is None or (first.negated == second.negated and _tells_two(first, second, wording)):
        return _APART
    near = abs(first.event.sentence - second.event.sentence) <= 1
    return found + (_NEXT if near else 0.0)


def _tells_two(first: Act, second: Act, wording: Wording) -> bool:
    """Whether a document tells two acts: by one speaker, in other words, or one of them the author's own."""
    if same_speaker(first.voice, second.voice):
        return True
    if landmark_points(first, second):
        return False
    own = "" in (first.voice, second.voice)
    return word_points(first, second, wording) < 0 or (own and first.event.type != second.event.type)


def _is_countered(denial: Act, other: Act) -> bool:
    """Whether who denies tells in the same or the next sentence what it was instead."""
    near = 0 <= other.event.sentence - denial.event.sentence <= 1
    told = (
        denial.negated
        and not other.negated
        and denial.voice != ""
        and same_speaker(denial.voice, other.voice)
    )
    return near and told and bool(denial.sides.all & other.sides.all)

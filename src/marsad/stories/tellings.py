"""What one document tells of one act: its headline, its first sentence and what comes back to it are one."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.stories.acts import same_speaker
from marsad.stories.bonds import Bonds
from marsad.stories.clusters import clustered
from marsad.stories.likeness import day_points, party_points, place_points, type_points, word_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.stories.acts import Act
    from marsad.stories.wording import Wording

_TITLE: Final = 0
_NEAR: Final = 2
_SAME: Final = 2.0
_ANSWERS: Final = ("AGREE", "AID")


class Telling(NamedTuple):
    """Acts of one document that are one.

    Attributes:
        acts: in the order of the text.
        head: all of them as one act: the surest event of those that tell most (day, place), the words of all.
    """

    acts: tuple[Act, ...]
    head: Act

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.head.event.document

    @property
    def events(self) -> frozenset[str]:
        """The ids of its events."""
        return frozenset(act.event.id for act in self.acts)

    @property
    def order(self) -> tuple[int, str, int, str]:
        """A place in a fixed order: that of its first act."""
        return self.acts[0].order


def tellings_of(acts: Sequence[Act], wording: Wording, bonds: Bonds | None = None) -> list[Telling]:
    """The acts by document and happening, in their fixed order.

    Args:
        acts: as `marsad.stories.acts.acts_of` gives them.
        wording: what words are worth.
        bonds: what people decided about them.
    """
    found: list[Telling] = []
    for _, group in groupby(acts, key=lambda act: act.event.document):
        found += _of_document(_with_answers(list(group)), wording, bonds or Bonds())
    return sorted(found, key=lambda telling: telling.order)


def _of_document(acts: Sequence[Act], wording: Wording, bonds: Bonds) -> Iterable[Telling]:
    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        names = (frozenset(acts[at].event.id for at in group) for group in (one, other))
        return bonds.parts and bonds.apart(*names)

    pairs = [
        (score, left, right)
        for left, right in combinations(range(len(acts)), 2)
        if (score := _sameness(acts[left], acts[right], wording)) is not None
    ]
    known = {(left, right): score for score, left, right in pairs}
    for group in clustered(len(acts), pairs, lambda left, right: known.get((left, right)), apart=apart):
        yield _telling(tuple(acts[at] for at in group))


def _sameness(left: Act, right: Act, wording: Wording) -> float | None:
    """How likely two acts of one document are one; None where the document tells them as two."""
    days = day_points(left, right)
    if days is None or left.negated != right.negated or left.event.sentence == right.event.sentence:
        return None
    types, parties = type_points(left.event.type, right.event.type), party_points(left, right)
    if types < _SAME or parties < 1.0 or place_points(left, right) < 0:
        return None
    gap = abs(left.event.sentence - right.event.sentence)
    titled = _TITLE in (left.event.sentence, right.event.sentence)
    words = word_points(left, right, wording)
    others = left.sides.all != right.sides.all
    apart = gap > _NEAR or others or not same_speaker(left.voice, right.voice)
    if apart and not titled and words < 0:
        return None
    return days + types + parties + words


def _telling(acts: tuple[Act, ...]) -> Telling:
    best = max(acts, key=lambda act: (*_told(act), act.event.confidence, act.event.id))
    place = next((act for act in acts if act.place), best)
    head = best._replace(
        keys=frozenset(key for act in acts for key in act.keys),
        place=place.place,
        lands=place.lands if place.place else frozenset(land for act in acts for land in act.lands),
    )
    return Telling(acts, head)


def _told(act: Act) -> tuple[int, int]:
    """How much an act tells: its day before its month, then how many sides."""
    days = {"day": 3, "month": 2, "year": 1}.get(act.precision, 0)
    return days, len(act.sides.all)


def _with_answers(acts: list[Act]) -> list[Act]:
    """The acts; an undated one that answers the request before it takes its days."""
    asked: Act | None = None
    dated = []
    for act in acts:
        answering = asked is not None and act.first is None and answers(asked, act)
        if answering and asked is not None:
            dated.append(act._replace(first=asked.first, last=asked.last, precision=asked.precision))
            continue
        asked = act if act.event.type == "REQUEST" and act.first is not None else asked
        dated.append(act)
    return dated


def answers(asked: Act, act: Act) -> bool:
    """Whether the one asked for help agrees or helps, in the same or the next sentence."""
    near = 0 <= act.event.sentence - asked.event.sentence <= 1
    kind = asked.event.type == "REQUEST" and asked.event.mode == "assist" and act.event.type in _ANSWERS
    turned = bool(asked.sides.recipients & act.sides.actors and asked.sides.actors & act.sides.recipients)
    return near and kind and turned and not act.negated

"""What other poles did after acts of a state: counts, base rate and test as in `marsad.measures.links`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.measures.branches import Manner, Move, manner_of, sense_of
from marsad.measures.links import sequence
from marsad.measures.trap import Answering, Reaction, Sequel
from marsad.multiplicity import adjusted
from marsad.records import Support
from marsad.stories.accounts import passage_of
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marsad.measures.branches import Between
    from marsad.records import Event
    from marsad.stories.deeds import Deed

_MOST: Final = 20
_ANSWERS: Final[dict[str, Answering]] = {"towards": "cooperation", "against": "conflict"}

Acts = tuple[Move, Manner]
Answers = tuple[str, Answering]


class _Streams(NamedTuple):
    """What the state did to the poles and they to it, with the span of days in which any was told."""

    acts: Mapping[Acts, Sequence[Deed]]
    answers: Mapping[Answers, Sequence[Deed]]
    span: tuple[dt.date, dt.date]


def reactions(
    deeds: Iterable[Deed], known: Between, events: Mapping[str, Event], *, within: int = 30
) -> list[Reaction]:
    """What other poles did within W days after acts of the state, by kind of act.

    Args:
        deeds: of any states.
        known: the state and its poles.
        events: by id, those of the deeds.
        within: W, days.

    Raises:
        UsageError: W is not positive.
    """
    if within < 1:
        raise UsageError(f"{within} days are no span in which anything could follow")
    streams = _streams(deeds, known, events)
    if streams is None:
        return []
    found = [
        _reaction(kind, answer, (streams.acts[kind], after), (streams.span, within), events)
        for kind in sorted(streams.acts)
        for answer in sorted(streams.answers)
        if _is_of_another(kind[0], answer[0])
        if (after := _of_others(streams.answers[answer], kind[0], known))
    ]
    return _together(found)


def _is_of_another(move: Move, side: str) -> bool:
    """Whether it is the pole acted against, or one that saw another courted."""
    return (side == move.pole) == (move.sense == "against")


def _of_others(answers: Sequence[Deed], move: Move, known: Between) -> list[Deed]:
    """Answers without those of who belongs to the pole that was courted too, where poles overlap."""
    if move.sense == "against":
        return list(answers)
    courted = next(pole for pole in known.poles if pole.name == move.pole)
    return [one for one in answers if not courted.holds(one.actor, one.day)]


def _streams(deeds: Iterable[Deed], known: Between, events: Mapping[str, Event]) -> _Streams | None:
    acts: dict[Acts, list[Deed]] = defaultdict(list)
    answers: dict[Answers, list[Deed]] = defaultdict(list)
    days = []
    for deed in sorted(deeds, key=lambda one: (one.day, one.story)):
        if deed.precision != "day":
            continue
        sense, manner = sense_of(deed.type, events[deed.events[0]].mode), manner_of(deed.type)
        for pole in known.holding(deed.recipient, deed.day) if _acts(deed, known.state) else ():
            acts[Move(sense, pole.name), manner].append(deed)
            days.append(deed.day)
        for pole in known.holding(deed.actor, deed.day) if party_code(deed.recipient) == known.state else ():
            if deed.mutual:
                acts[Move(sense, pole.name), manner].append(deed)
            else:
                answers[pole.name, _ANSWERS[sense]].append(deed)
            days.append(deed.day)
    return _Streams(acts, answers, (min(days), max(days))) if days else None


def _acts(deed: Deed, state: str) -> bool:
    return party_code(deed.actor) == state


def _reaction(
    kind: Acts,
    answer: Answers,
    streams: tuple[Sequence[Deed], Sequence[Deed]],
    test: tuple[tuple[dt.date, dt.date], int],
    events: Mapping[str, Event],
) -> Reaction:
    (before, after), (span, within) = streams, test
    found = sequence([one.day for one in before], [one.day for one in after], span, within)
    pairs = list(_pairs(before, after, within))
    origins = tuple(sorted({name for pair in pairs for deed in pair for name in deed.origins}))
    return Reaction(
        sense=kind[0].sense,
        pole=kind[0].pole,
        manner=kind[1],
        side=answer[0],
        answer=answer[1],
        within=within,
        n_first=len(before),
        n_then=len(after),
        **found._asdict(),
        origins=Support(number=len(origins), ids=origins),
        sequels=tuple(_sequel(*pair, events) for pair in pairs[:_MOST]),
    )


def _pairs(before: Sequence[Deed], after: Sequence[Deed], within: int) -> Iterator[tuple[Deed, Deed]]:
    """Each act with the first that followed it."""
    for first in before:
        then = next((one for one in after if 0 < (one.day - first.day).days <= within), None)
        if then is not None:
            yield first, then


def _sequel(first: Deed, then: Deed, events: Mapping[str, Event]) -> Sequel:
    return Sequel(
        first_day=first.day.isoformat(),
        then_day=then.day.isoformat(),
        first_type=first.type,
        then_type=then.type,
        first=passage_of(events[first.events[0]]),
        then=passage_of(events[then.events[0]]),
    )


def _together(found: Sequence[Reaction]) -> list[Reaction]:
    """The reactions with what they are worth among all that were tested."""
    values = [one.p for one in found if one.p is not None]
    q_values = iter(adjusted(values))
    return [replace(one, q=next(q_values), tried=len(values)) if one.p is not None else one for one in found]

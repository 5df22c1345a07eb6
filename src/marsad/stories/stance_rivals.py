"""Opposite assessments: one side backs what another condemns or refuses, in the same days and words."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from marsad.stories.accounts import Told, account_of
from marsad.stories.acts import UNKNOWN
from marsad.stories.clusters import clustered
from marsad.stories.matters import agreed_of, independent, rival, shared_words
from marsad.stories.naming import named, phrase
from marsad.stories.wording import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.records import Rival
    from marsad.stories.acts import Act
    from marsad.stories.matters import Matters
    from marsad.stories.tellings import Telling

_FOR: Final = frozenset({"SUPPORT"})
_AGAINST: Final = frozenset({"ACCUSE", "REJECT"})
_DAYS: Final = 7
_ALIKE: Final = 0.3
_MUCH: Final = 12.0
"""Worth of the words in common, in nats: three words that are rare."""


def stance_rivals(matters: Matters) -> Iterator[Rival]:
    """Groups of stances on one object of which some are for and some against it."""
    tellings = (telling for tellings in matters.happenings for telling in tellings)
    # The object of a stance is often a party (a president, his election), so that its words count here.
    stances = sorted(
        (_with_all_words(telling) for telling in tellings if _is_stance(telling.head)),
        key=lambda act: act.order,
    )
    pairs = [
        (found, a, b)
        for a, b in _meeting(stances)
        if (found := _likeness(stances[a], stances[b], matters)) is not None
    ]
    known = {(a, b): found for found, a, b in pairs}
    for group in clustered(len(stances), pairs, lambda a, b: known.get((a, b), 0.0)):
        made = _rival([stances[at] for at in group], matters)
        if made is not None:
            yield made


def _with_all_words(telling: Telling) -> Act:
    words = frozenset(key for act in telling.acts for key in keys_of(act.event.text))
    return telling.head._replace(keys=words)


def _is_stance(act: Act) -> bool:
    return act.event.type in _FOR | _AGAINST and not act.negated and bool(act.sides.recipients - {UNKNOWN})


def _meeting(stances: Sequence[Act]) -> list[tuple[int, int]]:
    """Pairs of opposite stances towards one party within days; the smaller number first."""
    by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, act in enumerate(stances):
        day = _day(act)
        if day is not None:
            for name in act.sides.recipients:
                by_day[name, day // _DAYS].append(at)
                by_day[name, day // _DAYS + 1].append(at)
    found = {pair for at in by_day.values() for pair in combinations(sorted(set(at)), 2)}
    return sorted(pair for pair in found if _opposed(stances[pair[0]], stances[pair[1]]))


def _day(act: Act) -> int | None:
    return act.first if act.precision == "day" else act.day


def _opposed(left: Act, right: Act) -> bool:
    one, other = _day(left), _day(right)
    near = one is not None and other is not None and abs(one - other) <= _DAYS
    sides = (left.event.type in _FOR) != (right.event.type in _FOR)
    return near and sides and not left.sides.actors & right.sides.actors


def _likeness(left: Act, right: Act, matters: Matters) -> float | None:
    shared = matters.wording.total(left.keys & right.keys)
    found = matters.wording.likeness(left.keys, right.keys)
    return found if shared >= _MUCH and found >= _ALIKE else None


def _rival(stances: Sequence[Act], matters: Matters) -> Rival | None:
    backing = tuple(act for act in stances if act.event.type in _FOR)
    opposing = tuple(act for act in stances if act.event.type in _AGAINST)
    if not backing or not opposing:
        return None
    sides = [Told(backing), Told(opposing)]
    accounts = [account_of(side, "account", matters.tellers, matters.origins) for side in sides]
    if not independent(accounts):
        return None
    leads = [side.lead for side in sides]
    objects = leads[0].sides.recipients & leads[1].sides.recipients or leads[0].sides.recipients
    return rival(
        "assessment",
        accounts,
        story=None,
        matter=phrase("matter.assessment", r=named(objects)),
        agreed=agreed_of(leads),
        why=phrase(
            "why.assessment",
            days=_between(stances, matters),
            words=shared_words([backing, opposing], matters.wording),
        ),
    )


def _between(stances: Iterable[Act], matters: Matters) -> str:
    published = {matters.tellers[act.event.document].published for act in stances}
    days = sorted(day.isoformat() for day in published if day)
    return " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""

"""How much speaks for two events being one happening: points for time, parties, type, place and words.

The sum decides, so that what one account tells otherwise (the type, the doer) can be outweighed by what both
tell alike (the day, the place, the words). A point is about what the same day two days apart would cost.
Where the days cannot be one, there is no sum: None.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad import plover, tables
from marsad.stories.acts import UNKNOWN, Names, are_one

if TYPE_CHECKING:
    from marsad.stories.acts import Act, Sides
    from marsad.stories.wording import Wording

JOINED: Final = 5.0
"""Points from which two events are taken for one happening."""

WINDOW: Final = 2
"""Days that two reports of one act may differ by."""

RECENT: Final = 7
"""Days before publication in which an undated act of the news is taken to lie."""

BEST_PARTIES: Final = 2.0
"""The most that `party_points` gives."""

BEST_UNDATED: Final = 1.0
"""The most that `day_points` gives where a day is not known."""

WORDS: Final = 6.0
"""For all the words of one among the other's."""

NO_WORDS: Final = -1.5
"""Where no words are alike."""

MOST_MORE: Final = 2.0
"""For shared words that are worth much in all."""

CHANCE: Final = 8.0
"""Worth of words that two sentences of one country's news share by chance: two names, or one rare word."""

_UNLIKE: Final = -2.5
_OTHER_SPEAKER: Final = -6.0
LANDMARK: Final = 4.0
"""For acts told long after by the month that all know."""

COARSE: Final = ("month", "year")
"""Precisions of a date that leave the day open."""

_MONTH: Final = 31
_LONG_AFTER: Final = 180


def points(left: Act, right: Act, wording: Wording) -> float | None:
    """The sum for two events; None where their days cannot be one. The same for either order."""
    days = day_points(left, right)
    if days is None:
        return None
    parties = party_points(left, right)
    types = type_points(left.event.type, right.event.type)
    places = place_points(left, right)
    return days + parties + types + places + word_points(left, right, wording) + landmark_points(left, right)


def word_points(left: Act, right: Act, wording: Wording) -> float:
    """−1.5 where no words are alike to 6.5; nothing for two events of one sentence.

    Up to 6 for the share of the words, since short headlines hold few; up to 2 for how much the shared words
    are worth in all, since long sentences share a small part of theirs.
    """
    if left.event.document == right.event.document and left.event.sentence == right.event.sentence:
        return 0.0
    shared = wording.total(left.keys & right.keys)
    more = min(MOST_MORE, max(0.0, shared / CHANCE - 1))
    return WORDS * wording.likeness(left.keys, right.keys) + more + NO_WORDS


def day_points(left: Act, right: Act) -> float | None:
    """2 for the same day to −4 for undated ones of different months; None where it cannot be one day."""
    if left.negated != right.negated and not _can_be_denied(left, right):
        return None
    if left.first is None or right.first is None:
        return _undated(left, right)
    assert left.last is not None  # noqa: S101  it comes with the first
    assert right.last is not None  # noqa: S101
    gap = max(0, right.first - left.last, left.first - right.last)
    coarse = [act.precision for act in (left, right) if act.precision in COARSE]
    if coarse:
        return None if gap > 0 else 0.0 if "year" in coarse else 1.5 if len(coarse) > 1 else 1.0
    return None if gap > WINDOW else 2.0 - gap


def _can_be_denied(left: Act, right: Act) -> bool:
    """What is denied has not come later than the denial."""
    denial, act = (left, right) if left.negated else (right, left)
    return denial.day is None or act.first is None or act.first <= denial.day


def _undated(left: Act, right: Act) -> float | None:
    """An undated act lies in the days before publication, or, less likely, at any time before it."""
    if left.first is None and right.first is None:
        return _both_undated(left, right)
    dated, other = (right, left) if left.first is None else (left, right)
    assert dated.first is not None  # noqa: S101
    assert dated.last is not None  # noqa: S101
    if other.day is None:
        return -1.0
    if dated.first > other.day + 1:
        return None
    past = "historical" in (other.event.status, dated.event.status)
    if other.event.document == dated.event.document:
        return 0.0 if past else 0.5 if dated.last >= other.day - _MONTH else -1.5
    return 0.5 if dated.last >= other.day - RECENT and not past else -2.5


def _both_undated(left: Act, right: Act) -> float:
    if left.event.document == right.event.document:
        return 0.5
    if left.day is None or right.day is None:
        return -1.0
    gap = abs(left.day - right.day)
    steps = ((1, 1.0), (3, 0.5), (RECENT, 0.0), (30, -1.5))
    return next((found for most, found in steps if gap <= most), -3.0)


@lru_cache(maxsize=4096)
def type_points(left: str, right: str) -> float:
    """2 for the same type, 1 for kindred ones, 0 in one quad class, −1.5 else."""
    if left == right:
        return 2.0
    if kindred(left, right):
        return 1.0
    return 0.0 if plover.quad(left) == plover.quad(right) else -1.5


def place_points(left: Act, right: Act) -> float:
    """1.5 for the same named place, −1 for two places of one state, −2 for two states; 0 where not told."""
    if left.place and right.place:
        if left.place == right.place:
            return 1.5
        return -1.0 if left.lands & right.lands else -2.0
    return 0.0


def party_points(left: Act, right: Act) -> float:
    """2 where both sides agree; 1 within one state; 0 for swapped sides or another doer; −2.5 for none."""
    day = dt.date.fromordinal(left.day) if left.day else None
    one, other = left.sides, right.sides
    if one == other:
        return 1.0 if len(one.all) < 2 else 2.0  # noqa: PLR2004  a state with itself is no rare dyad
    # Words are their speaker's own: what another says is another act. A deed may be laid at another's door.
    words = not any(plover.quad(act.event.type).material for act in (left, right))
    if words and not _agreement(one.actors, other.actors, day):
        return _mutual(one, other, day, _OTHER_SPEAKER)
    return max(_straight(one, other, day), _swapped(one, other, day), _mutual(one, other, day))


def _straight(one: Sides, other: Sides, day: dt.date | None) -> float:
    actors, recipients = (
        _agreement(one.actors, other.actors, day),
        _agreement(one.recipients, other.recipients, day),
    )
    if actors and recipients:
        return min(2.0, actors + recipients)
    if recipients:
        return 0.0 if one.recipients and other.recipients else -1.0
    if actors and (one.recipients <= one.actors or other.recipients <= other.actors):
        return 0.0  # a ban on one's own exports hits one's own firms or the state that bought
    return -1.0 if actors else _UNLIKE


def _swapped(one: Sides, other: Sides, day: dt.date | None) -> float:
    crossed = _agreement(one.actors, other.recipients, day) and _agreement(one.recipients, other.actors, day)
    return 0.0 if crossed and one.recipients and other.recipients else _UNLIKE


def _mutual(one: Sides, other: Sides, day: dt.date | None, unlike: float = _UNLIKE) -> float:
    """Sides that all act, against the same parties as doer and other side."""
    if not (one.mutual or other.mutual):
        return unlike
    return 1.5 if _agreement(one.all, other.all, day) >= _EXACT else unlike


_EXACT: Final = 1.0
_NEAR: Final = 0.7
_OPEN: Final = 0.4


@lru_cache(maxsize=65_536)
def _agreement(left: Names, right: Names, day: dt.date | None) -> float:
    """1 for the same names, .7 where they can be one or overlap, .4 where one is not told, 0 else."""
    if left == right:
        return _EXACT if left and left != {UNKNOWN} else _OPEN
    if not left or not right or {UNKNOWN} in (left, right):
        return _OPEN
    return _NEAR if any(are_one(a, b, day) for a in sorted(left) for b in sorted(right)) else 0.0


def landmark_points(left: Act, right: Act) -> float:
    """4 for kindred acts on one land in one month, told long after by the month alone.

    Who looks back after half a year and says "in January 2022" means what that month is known for; so the
    month and the land join accounts that differ in type and doer. Not for mere words: many meet in a month.
    """
    if not (looks_back(left) and looks_back(right)) or left.first != right.first:
        return 0.0
    alike = type_points(left.event.type, right.event.type) >= 0
    deeds = any(plover.quad(act.event.type).material for act in (left, right))
    if not (alike and deeds and left.lands & right.lands) or place_points(left, right) < 0:
        return 0.0
    return LANDMARK


def looks_back(act: Act) -> bool:
    """Whether it is told by its month alone, half a year later or more."""
    late = act.day is not None and act.last is not None and act.day - act.last > _LONG_AFTER
    return late and act.precision == "month"


def kindred(left: str, right: str) -> bool:
    """Whether two types may be given to one act (``data/kindred_types.tsv``)."""
    return frozenset((left, right)) in _kindred()


@lru_cache(maxsize=1)
def _kindred() -> frozenset[frozenset[str]]:
    found = set()
    for row in tables.rows("marsad.stories", "data/kindred_types.tsv", ("type", "other", "why")):
        for name in (row["type"], row["other"]):
            plover.event_type(name)
        found.add(frozenset((row["type"], row["other"])))
    return frozenset(found)

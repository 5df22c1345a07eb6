"""Heads of tellings as columns: which of many can be alike enough, asked of all at once.

A million events meet in some seventy million pairs, and nearly all of them are of two happenings. `points`
takes about 15 µs for a pair; the columns give for a telling and all whom it meets a bound that is never below
it, in about a microsecond a pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.stories.likeness import (
    BEST_PARTIES,
    BEST_UNDATED,
    CHANCE,
    COARSE,
    LANDMARK,
    MOST_MORE,
    NO_WORDS,
    WINDOW,
    WORDS,
    looks_back,
    type_points,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from marsad.stories.acts import Act
    from marsad.stories.wording import Wording

    Whole = NDArray[np.int32]
    Real = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_NEVER: Final = -np.inf
_ROOM: Final = 1e-6
"""For the order in which floats are summed."""


class Outlines:
    """What bounds the likeness of any two of a row of acts.

    Args:
        heads: the acts, which are named by their numbers from 0.
        wording: what words are worth among them.
    """

    def __init__(self, heads: Sequence[Act], wording: Wording) -> None:
        self._days = _days_of(heads)
        self._types = _numbered(head.event.type for head in heads)
        self._type_points = _type_table(heads)
        self._places = np.fromiter((bool(head.place) for head in heads), np.bool_, len(heads))
        self._place_names = _numbered(head.place for head in heads)
        self._documents = _numbered(head.event.document for head in heads)
        self._words = _Words(heads, wording)

    def reaching(self, least: float, one: int, numbers: Sequence[int]) -> list[int]:
        """Those of the others that can come to so many points with the one, or are of its document."""
        others = np.array(numbers, np.int32)
        most = self._days.most(one, others) + BEST_PARTIES + _ROOM
        most += self._type_points[self._types[one], self._types[others]]
        most += self._place_points(one, others)
        most += self._words.points(one, others)
        near = self._documents[others] == self._documents[one]
        found: list[int] = others[(most >= least) | near].tolist()
        return found

    def _place_points(self, one: int, others: Whole) -> Real:
        if not self._places[one]:
            return np.zeros(len(others))
        same = np.where(self._place_names[others] == self._place_names[one], 1.5, -1.0)
        return np.where(self._places[others], same, 0.0)


class _Days(NamedTuple):
    """First and last possible days of acts (0 where not known), and how they are told."""

    first: Whole
    last: Whole
    coarse: Mask
    looks_back: Mask

    def most(self, one: int, others: Whole) -> Real:
        """No less than the points for days and landmarks; −∞ where the days cannot be one."""
        first, last = self.first[others], self.last[others]
        if not self.first[one]:
            return np.full(len(others), BEST_UNDATED)
        gap = np.maximum(np.maximum(first - self.last[one], self.first[one] - last), 0)
        coarse = self.coarse[others] | self.coarse[one]
        found = np.where(gap > np.where(coarse, 0, WINDOW), _NEVER, 2.0 - gap)
        if self.looks_back[one]:
            found += np.where(self.looks_back[others] & (first == self.first[one]), LANDMARK, 0.0)
        return np.where(first == 0, BEST_UNDATED, found)


def _days_of(heads: Sequence[Act]) -> _Days:
    return _Days(
        np.fromiter((head.first or 0 for head in heads), np.int32, len(heads)),
        np.fromiter((head.last or 0 for head in heads), np.int32, len(heads)),
        np.fromiter((head.precision in COARSE for head in heads), np.bool_, len(heads)),
        np.fromiter(map(looks_back, heads), np.bool_, len(heads)),
    )


class _Words:
    """The words of acts, each as a number, and what they are worth."""

    def __init__(self, heads: Sequence[Act], wording: Wording) -> None:
        numbers = {key: at for at, key in enumerate(dict.fromkeys(key for one in heads for key in one.keys))}
        counts = np.fromiter((len(head.keys) for head in heads), np.int64, len(heads))
        self._ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        self._held = np.fromiter(
            (numbers[key] for head in heads for key in head.keys), np.int32, int(self._ends[-1])
        )
        self._worth = np.fromiter(map(wording.worth, numbers), np.float64, len(numbers))
        self._totals = _sums(self._worth[self._held], self._ends)
        self._of_one = np.zeros(len(numbers))

    def points(self, one: int, others: Whole) -> Real:
        """What `marsad.stories.likeness.word_points` gives for acts of two documents."""
        held = self._held[self._ends[one] : self._ends[one + 1]]
        self._of_one[held] = self._worth[held]
        starts, ends = self._ends[others], self._ends[others + 1]
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(ends - starts)])
        places = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], ends - starts)
        shared = _sums(self._of_one[self._held[places]], bounds)
        self._of_one[held] = 0.0
        share = shared / np.maximum(np.minimum(self._totals[others], self._totals[one]), _ROOM)
        found: Real = WORDS * share + np.clip(shared / CHANCE - 1, 0.0, MOST_MORE) + NO_WORDS
        return found


def _sums(values: Real, bounds: NDArray[np.int64]) -> Real:
    """Sums of the values between one bound and the next."""
    found: Real = np.add.reduceat(np.append(values, 0.0), bounds[:-1])
    found[bounds[1:] == bounds[:-1]] = 0.0
    return found


def _numbered(names: Iterable[Hashable]) -> Whole:
    """A number for each, equal ones the same."""
    known: dict[Hashable, int] = {}
    return np.fromiter((known.setdefault(name, len(known)) for name in names), np.int32)


def _type_table(heads: Sequence[Act]) -> Real:
    """Points for two types, in the order in which the acts first have them."""
    types = list(dict.fromkeys(head.event.type for head in heads))
    points = [type_points(left, right) for left in types for right in types]
    return np.array(points, np.float64).reshape(len(types), len(types))

"""Near-duplicates: texts of which a good part stands, word for word, in another.

MinHash and samples only propose (see `candidates`); what counts is exact: the runs of three words that
two texts share. `Likeness.jaccard` is their share of all runs of both. `of_later` and `of_earlier` are
their share of the runs of each, so that a half that was cut off, or a text that stands in a longer one,
is found where the whole texts are little alike. Two texts are near-duplicates where `LEAST_SHARED` runs
or more, and `LEAST_PART` or more of the runs of one of them, are shared.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.stories.candidates import candidates
from marsad.stories.shingles import shared, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.stories.shingles import Shingles

LEAST_SHARED: Final = 10
"""Runs of three words: twelve words in a row, or several shorter stretches."""

LEAST_PART: Final = 0.2
"""Part of the runs of one of two texts; see docs/explanation/origins.md for what it finds and mistakes."""

Order = tuple[str, ...]


class Likeness(NamedTuple):
    """How alike two texts are.

    Attributes:
        earlier: id of the text that comes first in the order.
        later: id of the other.
        shared: runs of three words that both have.
        jaccard: shared runs as a share of all that either has.
        of_earlier: shared runs as a share of the earlier text's.
        of_later: shared runs as a share of the later text's.
    """

    earlier: str
    later: str
    shared: int
    jaccard: float
    of_earlier: float
    of_later: float

    @property
    def part(self) -> float:
        """The greater share: 1 where one text stands whole in the other."""
        return max(self.of_earlier, self.of_later)


class DuplicateIndex:
    """Texts to find near-duplicates among.

    Texts may come one by one, in any order; what is found depends on the set of texts alone. What is costly,
    the reading of a text, is done once when it comes.
    """

    def __init__(self) -> None:
        self._texts: dict[str, tuple[Order, Shingles]] = {}

    def add(self, identity: str, terms: str, order: Order) -> None:
        """Takes a text in; one whose id is there already is replaced.

        Args:
            identity: id of the text.
            terms: its words as `marsad.archive.search_text.search_terms` gives them.
            order: what texts are ordered by, the earliest first; the id decides where it is equal.
        """
        self._texts[identity] = (order, shingles(terms))
        self.__dict__.pop("ordered", None)

    def reorder(self, orders: Mapping[str, Order]) -> None:
        """Gives texts another order.

        Args:
            orders: id of a text in the index → its order.
        """
        for identity, order in orders.items():
            self._texts[identity] = (order, self._texts[identity][1])
        self.__dict__.pop("ordered", None)

    def drop(self, identity: str) -> None:
        """Takes a text out, if it is there."""
        self._texts.pop(identity, None)
        self.__dict__.pop("ordered", None)

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._texts)

    def runs(self, identity: str) -> Shingles:
        """The runs of a text.

        Raises:
            KeyError: it is not in the index.
        """
        return self._texts[identity][1]

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """Ids in order of time."""
        return tuple(sorted(self._texts, key=lambda identity: (self._texts[identity][0], identity)))

    def near_duplicates(self) -> list[Likeness]:
        """All pairs that are near-duplicates, by the later text, then the earlier one.

        Of a text with very many copies each is compared with the earliest only (see `candidates`).
        """
        names = [name for name in self.ordered if len(self.runs(name)) >= LEAST_SHARED]
        texts = [self.runs(name) for name in names]
        found = []
        for pair in candidates(texts).tolist():
            earlier, later = divmod(pair, len(texts))
            likeness = _likeness(names[earlier], texts[earlier], names[later], texts[later])
            if likeness.shared >= LEAST_SHARED and likeness.part >= LEAST_PART:
                found.append((later, earlier, likeness))
        return [likeness for _, _, likeness in sorted(found)]


def near_duplicates(texts: Iterable[tuple[str, str, Order]]) -> list[Likeness]:
    """Near-duplicates among texts given as id, terms and order; see `DuplicateIndex`."""
    index = DuplicateIndex()
    for identity, terms, order in texts:
        index.add(identity, terms, order)
    return index.near_duplicates()


def _likeness(earlier: str, first: Shingles, later: str, second: Shingles) -> Likeness:
    common = shared(first, second)
    return Likeness(
        earlier,
        later,
        common,
        common / (len(first) + len(second) - common),
        common / len(first),
        common / len(second),
    )

"""Grouping of things by how alike they are, the same for any order in which they came.

The likest pair is joined first, as long as the groups that it joins agree as wholes: no pair across them is
ruled out, and on average they are alike. A chain of small steps therefore does not join what has nothing in
common. What is decided depends on the set of things alone.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Pair = tuple[float, int, int]  # likeness of two things and their numbers, the smaller one first
    Likeness = Callable[[int, int], float | None]
    Apart = Callable[[Sequence[int], Sequence[int]], bool]

_MOST_COMPARED: Final = 8
"""Members of a group that stand for it when it is compared as a whole: its first ones."""


def clustered(
    number: int,
    pairs: Iterable[Pair],
    likeness: Likeness,
    least: float = 0.0,
    apart: Apart = lambda *_: False,
) -> list[tuple[int, ...]]:
    """Groups of the things 0 … number−1, each in order, by their first members.

    Args:
        number: of things; their numbers must follow a fixed order.
        pairs: those that are alike enough to be joined.
        likeness: of any two, the smaller number first; None where they must not be in one group.
        least: what the pairs across two groups must reach on average.
        apart: whether two groups, all of their members looked at, must not be one.
    """
    groups: dict[int, tuple[int, ...]] = {at: (at,) for at in range(number)}
    home = list(range(number))
    for _, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, other = sorted((home[left], home[right]))
        if one == other or not _agree(groups[one], groups[other], likeness, least):
            continue
        if apart(groups[one], groups[other]):
            continue
        groups[one] = tuple(sorted((*groups[one], *groups.pop(other))))
        for member in groups[one]:
            home[member] = one
    return [groups[at] for at in sorted(groups)]


def _agree(one: Sequence[int], other: Sequence[int], likeness: Likeness, least: float) -> bool:
    across = list(product(one[:_MOST_COMPARED], other[:_MOST_COMPARED]))
    total = 0.0
    for left, right in across:
        found = likeness(min(left, right), max(left, right))
        if found is None:
            return False
        total += found
    return total >= least * len(across)

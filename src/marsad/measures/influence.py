"""What a balance hangs on: the deeds that move it most, and the family of outlets whose absence does."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from marsad.measures.balance import Numbers, balance
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from marsad.stories.deeds import Deed

MOST: Final = 5


class Shift(Record, frozen=True, kw_only=True):
    """A family of outlets, and the balance without what it alone tells."""

    family: str
    balance: float


def most_influential(deeds: Sequence[Deed], values: Numbers) -> tuple[str, ...]:
    """The surest event of each of the five deeds that move the balance most, the strongest first.

    Args:
        deeds: of a pole in a window.
        values: cooperation and conflict of each.
    """
    rest = values.sum(axis=0) - values
    moved = np.abs(balance(*values.sum(axis=0)) - balance(rest[:, 0], rest[:, 1]))
    order = sorted(range(len(deeds)), key=lambda at: (-moved[at], deeds[at].story))
    return tuple(dict.fromkeys(deeds[at].events[0] for at in order))[:MOST]


def largest_shift(deeds: Sequence[Deed], values: Numbers, family: Callable[[str], str]) -> Shift | None:
    """The family of outlets without which the balance would be farthest off; None where there is but one.

    What another family tells too stays.
    """
    told = [{family(outlet) for outlet in deed.outlets} for deed in deeds]
    families = sorted(set().union(*told))
    alone: dict[str, Numbers] = defaultdict(lambda: np.zeros(2))
    for value, names in zip(values, told, strict=True):
        if len(names) == 1:
            alone[next(iter(names))] += value
    total = values.sum(axis=0)
    if len(families) < 2:  # noqa: PLR2004 - without the only one there is nothing left
        return None
    whole = float(balance(*total))
    shifts = [Shift(family=name, balance=float(balance(*(total - alone[name])))) for name in families]
    return max(shifts, key=lambda shift: abs(shift.balance - whole))

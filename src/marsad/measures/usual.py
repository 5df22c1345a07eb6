"""What share a pole usually has: the mean over the other states of a state's region."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from marsad.measures.windows import is_exact_enough, window_of
from marsad.stories.acts import party_code
from marsad.tables import rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.measures.balance import Numbers
    from marsad.measures.poles import Pole
    from marsad.measures.windows import Every
    from marsad.stories.deeds import Deed

COLUMNS: Final = ("state", "region")
LEAST_STATES: Final = 5
"""Below this many other states the shares are taken as even."""


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """State → region (``data/regions.tsv``).

    Raises:
        DataFileError: a state given twice.
    """
    found: dict[str, str] = {}
    for row in rows("marsad.measures", "data/regions.tsv", COLUMNS):
        if row["state"] in found:
            raise row.error(f"{row['state']} is given twice")
        found[row["state"]] = row["region"]
    return found


@lru_cache(maxsize=256)
def region_states(state: str) -> frozenset[str]:
    """The other states of a state's region."""
    region = regions().get(state)
    return frozenset(code for code, where in regions().items() if where == region and code != state)


def usual_shares(
    deeds: Iterable[Deed], state: str, poles: Sequence[Pole], every: Every
) -> dict[str, Numbers]:
    """Window → m, the mean share of each pole in the cooperation of the region's other states.

    Windows in which fewer than five of them cooperated with any pole are left out.
    """
    others = region_states(state)
    sides = tuple(poles)
    summed: dict[tuple[str, str], Numbers] = defaultdict(lambda: np.zeros(len(sides)))
    for deed in deeds:
        if deed.score > 0 and is_exact_enough(deed.precision, every):
            for one, other in ((deed.actor, deed.recipient), (deed.recipient, deed.actor)):
                if party_code(one) in others:
                    summed[_name(deed.day, every), party_code(one)] += deed.cooperation * _held(
                        sides, other, deed.day
                    )
    return _means(summed)


@lru_cache(maxsize=65_536)
def _name(day: dt.date, every: Every) -> str:
    return "all" if every == "all" else window_of(day, every).name


@lru_cache(maxsize=65_536)
def _held(poles: tuple[Pole, ...], party: str, day: dt.date) -> Numbers:
    return np.array([pole.holds(party, day) for pole in poles], dtype=np.float64)


def _means(summed: Mapping[tuple[str, str], Numbers]) -> dict[str, Numbers]:
    shares: dict[str, list[Numbers]] = defaultdict(list)
    for (window, _), cooperation in summed.items():
        if cooperation.sum() > 0:
            shares[window].append(cooperation / cooperation.sum())
    return {name: np.mean(found, axis=0) for name, found in shares.items() if len(found) >= LEAST_STATES}

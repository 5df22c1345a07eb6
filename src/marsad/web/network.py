"""Who deals with whom, as a network: states, and how many stories two of them have with one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.regions import regions
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.archive import DyadCount

_NO_ACTOR: Final = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO", "UNK"})
"""Codes of many bodies at once."""

REGIONS: Final = (
    "north-america", "central-america", "caribbean", "south-america", "western-europe", "northern-europe",
    "southern-europe", "balkans", "eastern-europe", "caucasus", "central-asia", "east-asia", "southeast-asia",
    "south-asia", "gulf", "middle-east", "north-africa", "east-africa", "central-africa", "west-africa",
    "southern-africa", "oceania", "antarctica",
)  # fmt: skip
"""Round the world, neighbours beside one another."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two states and their stories with one another.

    Attributes:
        first: code.
        second: code.
        counts: stories by quad class, 1 to 4.
    """

    first: str
    second: str
    counts: tuple[int, int, int, int]

    @property
    def stories(self) -> int:
        """All of them; one that is told as two kinds counts as each."""
        return sum(self.counts)

    @property
    def cooperation(self) -> int:
        """Stories of cooperation, in words and deeds."""
        return self.counts[0] + self.counts[1]

    @property
    def conflict(self) -> int:
        """Stories of conflict, in words and deeds."""
        return self.counts[2] + self.counts[3]

    @property
    def balance(self) -> float:
        """Cooperation less conflict, over both and 2; −1 to 1, near 0 where there is little."""
        return (self.cooperation - self.conflict) / (self.stories + 2)


class Network(NamedTuple):
    """The dyads of most stories and their states.

    Attributes:
        states: codes, by region and name of code, groups of states last.
        dyads: those of most stories first.
        weights: stories of each state in these dyads.
        left_out: dyads that are not shown.
    """

    states: Sequence[str]
    dyads: Sequence[Dyad]
    weights: Counter[str]
    left_out: int


def dyads_of(counted: Iterable[DyadCount]) -> list[Dyad]:
    """Dyads of states and groups, those of most stories first; codes of many bodies are none."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in counted:
        if one.first and not {one.first, one.second} & _NO_ACTOR:
            found.setdefault((one.first, one.second), [0, 0, 0, 0])[one.quad - 1] += one.stories
    made = [Dyad(*pair, (a, b, c, d)) for pair, (a, b, c, d) in found.items()]
    return sorted(made, key=lambda one: (-one.stories, one.first, one.second))


def network_of(dyads: Sequence[Dyad], most: int) -> Network:
    """A network of the dyads of most stories, with at most so many states."""
    states: dict[str, None] = {}
    shown = []
    for one in dyads:
        if len({*states, one.first, one.second}) <= most:
            states |= dict.fromkeys((one.first, one.second))
            shown.append(one)
    weights: Counter[str] = Counter()
    for one in shown:
        weights[one.first] += one.stories
        weights[one.second] += one.stories
    return Network(sorted(states, key=_place), shown, weights, len(dyads) - len(shown))


def _place(code: str) -> tuple[int, str]:
    region = regions().get(code)
    return (REGIONS.index(region) if region in REGIONS else len(REGIONS), code)


@lru_cache(maxsize=1)
def capitals() -> dict[str, tuple[float, float]]:
    """Code of a state → latitude and longitude of its seat."""
    found = rows("marsad.web", "data/capitals.tsv", ("code", "lat", "lon"))
    return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in found}

"""What the coder's own errors add to the uncertainty: an act of conflict taken for cooperation, and back.

``data/confusion.tsv`` counts, on held-out gold, how acts of each side were coded. From it come draws of how
often each side is recognised, and from these and the observed share of cooperation the true one: Rogan and
Gladen (1978), "Estimating prevalence from the results of a screening test", American Journal of Epidemiology
107(1). Rates are drawn from their posterior under a flat prior, Beta(right + 1, wrong + 1).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.measures.balance import Numbers

COLUMNS: Final = ("truly", "coded", "events")
SIDES: Final = ("cooperation", "conflict")


class Confusion(NamedTuple):
    """Events of the gold by what they truly are and how they were coded."""

    cooperation_right: int
    cooperation_wrong: int
    conflict_right: int
    conflict_wrong: int


@lru_cache(maxsize=1)
def confusion() -> Confusion:
    """The counts that ship with the coder.

    Raises:
        DataFileError: a side that there is not, a pair given twice or not at all, or a number that is none.
    """
    found: dict[tuple[str, str], int] = {}
    for row in rows("marsad.measures", "data/confusion.tsv", COLUMNS):
        pair = row["truly"], row["coded"]
        if not set(pair) <= set(SIDES) or pair in found or not row["events"].isdecimal():
            raise row.error(f"{pair} is no pair of sides, is given twice, or has no number")
        found[pair] = int(row["events"])
    good, bad = SIDES
    return Confusion(found[good, good], found[good, bad], found[bad, bad], found[bad, good])


def with_coder_error(
    cooperation: Numbers, conflict: Numbers, known: Confusion, rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Draws of C and K as they would be without the coder's errors of side; C + K stays.

    Args:
        cooperation: draws along the first axis.
        conflict: likewise.
        known: how often the coder errs.
        rng: where the rates come from.
    """
    draws = (len(cooperation), *(1 for _ in cooperation.shape[1:]))
    right = rng.beta(known.cooperation_right + 1, known.cooperation_wrong + 1, draws)
    left = rng.beta(known.conflict_right + 1, known.conflict_wrong + 1, draws)
    volume = cooperation + conflict
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.where(volume > 0, cooperation / volume, 0.5)
    told_apart = np.maximum(right + left - 1, _LEAST)
    share = np.clip((observed + left - 1) / told_apart, 0.0, 1.0)
    return volume * share, volume * (1.0 - share)


_LEAST: Final = 0.05
"""A coder that hardly tells the sides apart corrects nothing."""

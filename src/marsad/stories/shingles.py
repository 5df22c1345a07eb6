"""A text as the set of its runs of three words, each run a number.

The words are those that search compares (`marsad.archive.search_text`): without vowel signs, spelling
variants and the small words written onto them, so that a desk that writes الأمريكية for الأميركية or puts
و before a sentence makes no other text of it. The numbers are hashes that any machine finds the same.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]

WORDS: Final = 3
"""Words in a run. Of two, too many runs are common phrases; of four, an edit of every third leaves none."""

_WEIGHTS: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


def shingles(terms: str) -> Shingles:
    """The runs of a text, as sorted numbers, each once.

    Args:
        terms: words as `marsad.archive.search_text.search_terms` gives them, parted by spaces.

    Returns:
        64-bit hashes; none for a text of fewer than `WORDS` words. Two of 10^8 runs collide with odds of
        about 1 in 3,700.
    """
    words = np.fromiter(map(_hashed, terms.split()), np.uint64)
    if len(words) < WORDS:
        return np.empty(0, np.uint64)
    last = len(words) - WORDS + 1
    runs = np.zeros(last, np.uint64)
    for place, weight in enumerate(_WEIGHTS):
        runs += words[place : last + place] * np.uint64(weight)
    return np.unique(mixed(runs))


def mixed(numbers: Shingles) -> Shingles:
    """Numbers spread evenly, one for one: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def shared(one: Shingles, other: Shingles) -> int:
    """How many runs two texts have in common."""
    return int(np.count_nonzero(present(one, other)))


def present(wanted: Shingles, among: Shingles) -> NDArray[np.bool_]:
    """For each of the wanted runs, whether it stands among the others; both sorted."""
    if not len(among):
        return np.zeros(len(wanted), np.bool_)
    places = np.searchsorted(among, wanted)
    places[places == len(among)] = 0
    found: NDArray[np.bool_] = among[places] == wanted
    return found


@lru_cache(maxsize=1 << 18)
def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")

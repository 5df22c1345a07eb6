"""Which texts are worth comparing: those that share a mark.

A text has two kinds of marks. **Bands** of its MinHash signature (Broder 1997; Indyk and Motwani 1998):
two texts share a band of two with the odds J², so that of `_BANDS` bands nearly always one is shared by
texts whose runs are alike by a fifth, however short. **Samples** are the runs whose number ends in two
zero bits: of a text that stands in a longer one, or of a half that was cut off, as many are shared as of
the runs themselves, which a signature of the whole text does not show.

A mark that thousands of texts have (a title, a formula) would pair each with each. Every text is
therefore compared with the `EARLIEST` texts that have the mark, in the order given: the original of much
copied words is among them, and time and memory grow with the number of texts alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from rensa import RMinHash

from marsad.stories.shingles import mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

EARLIEST: Final = 16
"""Texts with a mark that a later one with the mark is compared with."""

_BANDS: Final = 32
_PERMUTATIONS: Final = 2 * _BANDS
_SEED: Final = 20_260_101
_SAMPLED: Final = np.uint64(3)
_CHUNK: Final = 5_000
_LEAST_SHARE: Final = 0.015
"""Shared marks, as a share of the shorter text's runs, from which a pair is worth a look. Texts that share
a fifth of the runs are expected to share 0.05 in samples alone."""


def candidates(texts: Sequence[Numbers]) -> Numbers:
    """Pairs of texts to compare, each as ``earlier * len(texts) + later``, sorted.

    Args:
        texts: sorted runs of each text (see `shingles`), in the order of time; none empty.
    """
    marks, places = _marks(texts)
    pairs, counts = np.unique(_paired(marks, places, len(texts)), return_counts=True)
    lengths = np.fromiter(map(len, texts), np.int64)
    shorter = np.minimum(lengths[pairs // np.uint64(len(texts))], lengths[pairs % np.uint64(len(texts))])
    kept: Numbers = pairs[counts >= _LEAST_SHARE * shorter]
    return kept


def _marks(texts: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """All marks, and the place of the text that each is of."""
    marks, places = [np.empty(0, np.uint64)], [np.empty(0, np.uint64)]
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        for found in (_bands(chunk), _samples(chunk)):
            marks.append(found[0])
            places.append(found[1] + np.uint64(start))
    return np.concatenate(marks), np.concatenate(places)


def _bands(texts: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    signatures = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(texts), _offsets(texts), _PERMUTATIONS, _SEED
    )
    rows = np.array(signatures.to_rows(), np.uint64)
    bands = (rows[:, 0::2] << np.uint64(32)) | rows[:, 1::2]
    numbered = mixed(bands) + np.arange(1, _BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return mixed(numbered).ravel(), np.repeat(np.arange(len(texts), dtype=np.uint64), _BANDS)


def _offsets(texts: Sequence[Numbers]) -> Numbers:
    ends = np.cumsum(np.fromiter(map(len, texts), np.uint64))
    return np.concatenate([np.zeros(1, np.uint64), ends])


def _samples(texts: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    runs = np.concatenate(texts)
    places = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    sampled = (runs & _SAMPLED) == 0
    return runs[sampled], places[sampled]


def _paired(marks: Numbers, places: Numbers, number: int) -> Numbers:
    """A pair for every mark that two texts share, as often as they share one."""
    pairs = list(_pairs_by_rank(*_in_groups(marks, places), np.uint64(number)))
    return np.concatenate([np.empty(0, np.uint64), *pairs])


def _in_groups(marks: Numbers, places: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Places grouped by mark, in order within a group, and where in it each stands, from 0."""
    order = np.lexsort((places, marks))
    marks, places = marks[order], places[order]
    starts = np.flatnonzero(np.concatenate([[True], marks[1:] != marks[:-1]]) if len(marks) else [])
    lengths = np.diff(np.append(starts, len(marks)))
    return places, np.arange(len(marks)) - np.repeat(starts, lengths)


def _pairs_by_rank(places: Numbers, ranks: NDArray[np.int64], number: np.uint64) -> Iterator[Numbers]:
    at = np.arange(len(places))
    for rank in range(EARLIEST):
        later = np.flatnonzero(ranks > rank)
        if not len(later):
            return
        yield places[at[later] - ranks[later] + rank] * number + places[later]

"""Which sentence comes next to be annotated: the same order for all who annotate, whoever comes when.

The order hangs on the seed and on the ids of articles alone: a sentence of each article, by a hash of seed
and id, then a second one of each, and so on. An article that comes in later takes its place in it and moves
no other.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from marsad.archive import Reader
    from marsad.records import Sentence

    Place = tuple[str, int]  # id of a document, start of a sentence


def in_order(documents: Sequence[str], seed: int) -> list[str]:
    """Documents in the order of a seed."""
    return sorted(documents, key=lambda name: _hash(seed, name))


def next_sentence(
    reader: Reader, ordered: Sequence[str], seed: int, done: Collection[Place]
) -> tuple[str, Sentence] | None:
    """The next sentence, None where all are done.

    Args:
        reader: of the archive.
        ordered: as `in_order` gives them.
        seed: of the order of sentences within a document.
        done: sentences that the annotator has done.
    """
    rounds = Counter(document for document, _ in done)
    exhausted: set[str] = set()
    for turn in range(
        min((rounds[name] for name in ordered), default=0), max(rounds.values(), default=0) + 1
    ):
        for name in ordered:
            if name in exhausted or rounds[name] > turn:
                continue
            found = _of_document(reader, name, seed, done)
            if found is not None:
                return name, found
            exhausted.add(name)
    return None


def _of_document(reader: Reader, name: str, seed: int, done: Collection[Place]) -> Sentence | None:
    left = [one for one in reader.sentences(name) if one.text and (name, one.start) not in done]
    return min(left, key=lambda one: _hash(seed, f"{name}:{one.number}"), default=None)


def _hash(seed: int, words: str) -> bytes:
    return hashlib.blake2b(f"{seed} {words}".encode(), digest_size=8).digest()

"""What a model is asked: fixed instructions, and the sentences of one document as fenced data.

A request holds sentences of one document only, so that what an article tells a model can spoil its own coding
and no other's. Sentences are JSON, which their own quotation marks and line ends cannot break; the fences
carry a hash of what they hold, which no text can hold of itself.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from marsad.prompting.labels import told_labels

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from marsad.records import Sentence

SENTENCES: Final = 12
"""Most sentences of one request: more, and models begin to leave out the last."""
LETTERS: Final = 6_000
"""Most letters of one request; a longer sentence goes alone."""
_CONTEXT: Final = 2
_CONTEXT_LETTERS: Final = 2_000
_FENCE_BYTES: Final = 8


class Batch(NamedTuple):
    """Sentences of one document that go into one request, and what stood before them."""

    sentences: tuple[Sentence, ...]
    context: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def instructions() -> str:
    """The system message."""
    text = files("marsad.prompting").joinpath("data/instructions.txt").read_text(encoding="utf-8")
    return f"{text.strip()}\n{told_labels()}\n"


def batches(sentences: Sequence[Sentence], before: str = "") -> Iterator[Batch]:
    """The sentences in requests, each with the last ones before it as context.

    Args:
        sentences: of one document, in order.
        before: what stood before the document.
    """
    context: tuple[str, ...] = (before[-_CONTEXT_LETTERS:],) if before.strip() else ()
    waiting: list[Sentence] = []
    for sentence in sentences:
        letters = sum(len(one.text) for one in waiting) + len(sentence.text)
        if waiting and (len(waiting) >= SENTENCES or letters > LETTERS):
            yield Batch(tuple(waiting), context)
            context = _context_of(waiting)
            waiting = []
        waiting.append(sentence)
    if waiting:
        yield Batch(tuple(waiting), context)


def halves(batch: Batch) -> tuple[Batch, Batch]:
    """A batch of several sentences as two."""
    middle = len(batch.sentences) // 2
    first, second = batch.sentences[:middle], batch.sentences[middle:]
    return Batch(first, batch.context), Batch(second, _context_of(first))


def _context_of(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(sentence.text[-_CONTEXT_LETTERS:] for sentence in sentences[-_CONTEXT:])


def messages(batch: Batch, published: dt.date | None) -> list[dict[str, Any]]:
    """The messages of a request."""
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": fenced(batch, published)},
    ]


def fenced(batch: Batch, published: dt.date | None) -> str:
    """The data of a request between its fences."""
    day = published.isoformat() if published else None
    lines: list[dict[str, Any]] = [{"published": day}]
    lines += [{"context": True, "text": text} for text in batch.context]
    lines += [{"sentence": sentence.number, "text": sentence.text} for sentence in batch.sentences]
    data = b"\n".join(map(msgspec.json.encode, lines))
    fence = f"DATA {hashlib.blake2b(data, digest_size=_FENCE_BYTES).hexdigest()}"
    return f"<<<{fence}\n{data.decode()}\n{fence}>>>"

"""How much of an article's words the archive keeps: rights and storage may forbid keeping it whole.

``whole``: everything. ``sentences``: only the sentences that a record stands in. ``hash``: no sentence,
only the SHA-256 of the text, offsets, and what was coded. Offsets hold in all three: a document whose text
was not kept whole reads back with spaces in place of what is missing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.records import Claim, Coding, Document, Event, Figure, Forecast, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Keep = Literal["whole", "sentences", "hash"]
_KEEPS: Final[tuple[Keep, ...]] = ("whole", "sentences", "hash")
Coded = Event | Claim | Forecast | Figure


class Kept(NamedTuple):
    """What goes into the archive."""

    document: Document
    sentences: tuple[Sentence, ...]
    coding: Coding


def checked_keep(keep: str) -> Keep:
    """The setting itself.

    Raises:
        UsageError: another word than whole, sentences, hash.
    """
    for known in _KEEPS:
        if keep == known:
            return known
    raise UsageError(f"keep is {keep!r}, must be one of {', '.join(_KEEPS)}")


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal: shows later that a text is the one that was coded."""
    return hashlib.sha256(text.encode()).hexdigest()


def kept(document: Document, sentences: Sequence[Sentence], coding: Coding, keep: Keep) -> Kept:
    """The document, its sentences and its coding, reduced to what is to be kept."""
    if keep == "whole":
        return Kept(document, tuple(sentences), coding)
    bare = replace(document, comments=(), citations=())
    if keep == "hash":
        return Kept(bare, _emptied(sentences, ()), _wordless(coding))
    return Kept(bare, _emptied(sentences, list(coded_records(coding))), coding)


def coded_records(coding: Coding) -> Iterable[Coded]:
    """All records of a coding."""
    yield from coding.events
    yield from coding.claims
    yield from coding.forecasts
    yield from coding.figures


def rebuilt_text(length: int, sentences: Iterable[Sentence]) -> str:
    """A text of the original length with the kept sentences in place and spaces elsewhere."""
    parts: list[str] = []
    at = 0
    for sentence in sorted(sentences, key=lambda each: each.start):
        if sentence.text and sentence.start >= at:
            parts += [" " * (sentence.start - at), sentence.text]
            at = sentence.end
    return "".join([*parts, " " * (length - at)])


def _emptied(sentences: Sequence[Sentence], records: Sequence[Coded]) -> tuple[Sentence, ...]:
    """Sentences without their text, but for those that a record's span touches."""
    spans = [(record.start, record.end) for record in records]
    return tuple(
        sentence
        if any(start < sentence.end and sentence.start < end for start, end in spans)
        else replace(sentence, text="")
        for sentence in sentences
    )


def _wordless(coding: Coding) -> Coding:
    return replace(
        coding,
        events=tuple(replace(event, text="") for event in coding.events),
        claims=tuple(replace(claim, content="") for claim in coding.claims),
        forecasts=tuple(
            replace(forecast, statement="", condition=None if forecast.condition is None else "")
            for forecast in coding.forecasts
        ),
    )

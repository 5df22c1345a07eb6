"""Texts cut at the triggers: quotes of one sentence, and whole articles in paragraphs and runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from marsad.errors import MalformedError
from marsad.records import Passage
from marsad.views.parts import Direction, Paragraph, Quote, Run, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.records import Document, Event

_RTL_LANGUAGES: Final = frozenset({"ar", "fa", "he", "ku", "ps", "ug", "ur"})
_BREAK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_EXCERPT_SIDE: Final = 90
"""Characters of the sentence kept on each side of the trigger in the summary: about two lines in all."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger: where it stands, whose it is, and the entry to lead to (None for others' events)."""

    span: Span
    event: str
    entry: str | None


def direction_of(language: str) -> Direction:
    """Which way a language runs."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RTL_LANGUAGES else "ltr"


def sentence_span(document: Document, event: Event | Passage) -> Span:
    """Where the sentence of an event, or of a passage of evidence, stands in its document.

    Raises:
        MalformedError: the trigger lies outside the text or is blank, or the sentence is not around it.
    """
    length = len(document.text)
    name = event.event if isinstance(event, Passage) else event.id
    where = f"event {name}: trigger {event.start}-{event.end}"
    if not 0 <= event.start < event.end <= length:
        raise MalformedError(document.id, f"{where} does not lie in a text of {length} characters")
    if not document.text[event.start : event.end].strip():
        raise MalformedError(document.id, f"{where} is blank")
    first = max(0, event.end - len(event.text))
    start = document.text.find(event.text, first, event.start + len(event.text))
    if start < 0:
        raise MalformedError(document.id, f"{where} does not stand inside its sentence {event.text[:60]!r}")
    return Span(start, start + len(event.text))


def quote_of(document: Document, event: Event | Passage) -> Quote:
    """The event's or the passage's whole sentence, cut at the trigger; raises as `sentence_span` does."""
    sentence, text = sentence_span(document, event), document.text
    return Quote(
        before=text[sentence.start : event.start],
        trigger=text[event.start : event.end],
        after=text[event.end : sentence.end],
        language=document.language,
        direction=direction_of(document.language),
    )


def excerpt_of(quote: Quote, side: int = _EXCERPT_SIDE) -> Quote:
    """The words around the trigger, cut between words and marked with an ellipsis where cut.

    Args:
        quote: the whole.
        side: characters kept on each side at most.
    """
    return Quote(
        before=_tail(quote.before, side),
        trigger=quote.trigger,
        after=_head(quote.after, side),
        language=quote.language,
        direction=quote.direction,
    )


def _tail(words: str, side: int) -> str:
    if len(words) <= side:
        return words
    kept = words[-side:]
    return f"… {kept.partition(' ')[2] or kept}"


def _head(words: str, side: int) -> str:
    if len(words) <= side:
        return words
    kept = words[:side]
    return f"{kept.rpartition(' ')[0] or kept} …"


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap joined into one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def sentence_anchor(article: str, sentences: Sequence[Span], start: int) -> str:
    """Anchor of the (merged) sentence that holds an offset."""
    holding = next(span for span in sentences if span.start <= start < span.end)
    return f"{article}s{holding.start}"


def heading_of(
    document: Document, article: str, sentences: Sequence[Span], marks: Sequence[Mark]
) -> tuple[Stretch, ...]:
    """The title, cut as a paragraph is; empty where there is none."""
    title = _trimmed(document.text, Span(0, document.body_start))
    return tuple(_stretches(document.text, title, article, sentences, marks)) if title else ()


def paragraphs_of(
    document: Document, article: str, sentences: Sequence[Span], marks: Sequence[Mark]
) -> tuple[Paragraph, ...]:
    """The body in paragraphs, each cut at the coded sentences and at the triggers."""
    return tuple(
        Paragraph(stretches=tuple(_stretches(document.text, span, article, sentences, marks)))
        for span in _paragraph_spans(document.text, document.body_start)
    )


def _paragraph_spans(text: str, start: int) -> Iterator[Span]:
    for gap in _BREAK.finditer(text, start):
        if found := _trimmed(text, Span(start, gap.start())):
            yield found
        start = gap.end()
    if found := _trimmed(text, Span(start, len(text))):
        yield found


def _trimmed(text: str, span: Span) -> Span | None:
    piece = text[span.start : span.end]
    if not piece.strip():
        return None
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, span.end - len(piece) + len(piece.rstrip()))


def _stretches(
    text: str, block: Span, article: str, sentences: Sequence[Span], marks: Sequence[Mark]
) -> Iterator[Stretch]:
    inside = [span for span in sentences if span.start < block.end and span.end > block.start]
    for piece in _pieces(block, inside):
        holding = next((span for span in inside if span.start <= piece.start < span.end), None)
        # An anchor names one place: a sentence that runs on into another block keeps it on its first words.
        first = holding is not None and not text[holding.start : piece.start].strip()
        anchor = f"{article}s{holding.start}" if holding and first else None
        yield Stretch(anchor=anchor, runs=tuple(_runs(text, piece, marks)))


def _runs(text: str, block: Span, marks: Sequence[Mark]) -> Iterator[Run]:
    inside = [mark for mark in marks if mark.span.start < block.end and mark.span.end > block.start]
    for piece in _pieces(block, [mark.span for mark in inside]):
        over = [mark for mark in inside if mark.span.start <= piece.start < mark.span.end]
        # Where triggers overlap, the shortest is the most telling.
        over.sort(key=lambda mark: (mark.entry is None, mark.span.end - mark.span.start, mark.event))
        yield Run(
            text=text[piece.start : piece.end],
            events=tuple(mark.event for mark in over),
            entry=over[0].entry if over else None,
        )


def _pieces(block: Span, cuts: Iterable[Span]) -> Iterator[Span]:
    """The block cut wherever one of the spans begins or ends."""
    edges = {block.start, block.end}
    for cut in cuts:
        edges |= {edge for edge in (cut.start, cut.end) if block.start < edge < block.end}
    return (Span(start, end) for start, end in pairwise(sorted(edges)))

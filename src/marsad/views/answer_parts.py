"""The first page of a brief: an answer to each of the six questions, in a line or a short list."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.parts import Quote


class AnswerLine(Record, frozen=True, kw_only=True):
    """A line of an answer.

    Attributes:
        head: what it is about; leads to what it rests on.
        href: address of that within the brief; None where the brief has no more to say of it.
        words: the rest, piece by piece, each on its own in the order of letters.
        quote: the words of an article it rests on.
        inside: it belongs to the line before.
    """

    head: str
    href: str | None = None
    words: tuple[str, ...] = ()
    quote: Quote | None = None
    inside: bool = False


class Answer(Record, frozen=True, kw_only=True):
    """A question and its answer.

    Attributes:
        question: in words.
        part: anchor of the part that has all of it; None where there is none.
        more: words for what was left out; None where nothing was.
    """

    question: str
    part: str | None
    lines: tuple[AnswerLine, ...]
    more: str | None = None

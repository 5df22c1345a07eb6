"""Sentences of an Arabic text, by rules.

A sentence ends at ``. ! ? ؟ …`` or a run of them, with closing quotes, brackets and a stray comma behind
it, when white space or the end follows; a blank line always ends one. No end: a dot inside a number or
after a single letter ("د. محمد"), and anything inside the title, which is one sentence.

Text without any end in 2,000 characters is no sentence but a list or a dump; it is cut at its last comma or
blank, so that no input, however odd, takes long (the clause reader's work grows with the square of length).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000
"""Longest sentence, in characters."""
_LONGEST_TITLE = 160

_CLOSING = "\"'”’»)\\]"
_END = rf"[.!?؟…]+(?:[ \t]?[{_CLOSING}])*[،,]?(?=\s|$)|\n\s*\n|\n"


@lru_cache(maxsize=1)
def _end_pattern() -> re.Pattern[str]:
    return re.compile(_END)


@lru_cache(maxsize=1)
def _abbreviation_pattern() -> re.Pattern[str]:
    return re.compile(r"(?:^|[\s(«\"“])[\u0621-\u064aA-Za-z]\.$")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of a stretch of text, white space trimmed."""
    begin = 0
    for match in _end_pattern().finditer(text):
        if match.group() == "." and _abbreviation_pattern().search(
            text[max(0, match.end() - 3) : match.end()]
        ):
            continue
        yield from _pieces(text, begin, match.end())
        begin = match.end()
    yield from _pieces(text, begin, len(text))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends, cut where it is longer than any sentence."""
    while end - begin > LONGEST:
        cut = _cut(text, begin, begin + LONGEST)
        span = trimmed(text, begin, cut)
        if span:
            yield span
        begin = cut
    span = trimmed(text, begin, end)
    if span:
        yield span


def _is_lone_title(text: str) -> bool:
    """Whether a text is nothing but a title whose parts two dots keep apart ("مصر والأردن.. اتفاق جديد")."""
    line = text.strip()
    if ".." not in line or "\n" in line or len(line) > _LONGEST_TITLE:
        return False
    return not any(match.group().strip("،,")[:2] not in ("..", "") for match in _end_pattern().finditer(line))


def _cut(text: str, begin: int, limit: int) -> int:
    """Where to cut before ``limit``: behind the last semicolon, comma or blank, else at the limit."""
    for mark in "؛،, ":
        found = text.rfind(mark, begin + 1, limit)
        if found > begin:
            return found + 1
    return limit


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None where nothing but white space and dots is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        return start, end
    return None


def sentences(text: str, body_start: int = 0) -> list[Sentence]:
    """Sentences of a document's text.

    Args:
        text: the clean text: title, blank line, body; or the body alone.
        body_start: where the body begins; 0 where there is no title.

    Returns:
        The title as sentence 0 (if there is one) and the sentences of the body from 1.
    """
    found = []
    title = trimmed(text, 0, body_start)
    if title:
        found.append(Sentence(number=0, start=title[0], end=title[1], text=text[title[0] : title[1]]))
    body = text[body_start:] if body_start else text
    spans = sentence_spans(body) if body_start or not _is_lone_title(text) else _pieces(text, 0, len(text))
    for number, (start, end) in enumerate(spans, 1):
        begin, stop = start + body_start, end + body_start
        found.append(Sentence(number=number, start=begin, end=stop, text=text[begin:stop]))
    return found

"""The region where readers speak: which lines are their words, which are names, dates and buttons."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from marsad.reading.prose import believed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.reading.signs import Signs

_NAME_WORDS = 4
_SAID = re.compile(r"^[^:：]{2,40}[:：]\s*\S")  # "name: words" on one line
_FURNITURE = frozenset(
    {"comments_ask", "reply", "comments_open", "boilerplate", "author", "related", "no_comments"}
)


class Part(Enum):
    """What a line of the region is."""

    SPEECH = "comment"
    DATE = "date"
    MARK = "mark"  # number, score, button
    ASK = "ask"  # invitation to comment
    NAME = "name"


def comment_parts(region: Sequence[Signs], *, sure: bool) -> list[Part]:
    """One part for every block of the region.

    Args:
        region: blocks after the heading of the comments.
        sure: whether the heading says that there are comments; after a mere invitation ("leave a comment"),
            readers are only heard where entries have dates.
    """
    parts = [_own_part(signs) for signs in region]
    dated = Part.DATE in parts
    if not dated and not sure:
        return [Part.MARK] * len(parts)
    marked = any(signs.block.zone == "author" for signs in region)
    named = _named_side(region, parts) if dated and not marked else None
    return [_in_place(region, parts, index, named) for index in range(len(parts))]


def _own_part(signs: Signs) -> Part:
    if signs.dated_loosely or signs.block.zone == "date":
        return Part.DATE
    phrase = signs.phrase
    furniture = phrase is not None and phrase.kind in _FURNITURE
    if not signs.lettered or signs.address or signs.block.zone == "author":
        return Part.MARK
    if phrase is not None and phrase.kind == "comments_ask":
        return Part.ASK
    if furniture and believed(signs):
        return Part.MARK
    return Part.MARK if signs.block.zone == "furniture" else Part.SPEECH


def _named_side(region: Sequence[Signs], parts: list[Part]) -> int | None:
    """Where the writer's name stands: -1 the line before the date, 1 the line after it, None nowhere."""
    dates = [index for index, part in enumerate(parts) if part is Part.DATE]
    for side in (-1, 1):
        beside = [index + side for index in dates if 0 <= index + side < len(parts)]
        names = [index for index in beside if parts[index] is Part.SPEECH and _short(region[index])]
        if len(names) < len(dates) or not names:
            continue
        # With one entry only, a short line after the date is what the reader said.
        if side == -1 or (len(dates) > 1 and _speech_follows(parts, names)):
            return side
    return None


def _speech_follows(parts: list[Part], names: list[int]) -> bool:
    return all(index + 1 < len(parts) and parts[index + 1] is not Part.DATE for index in names)


def _short(signs: Signs) -> bool:
    return signs.words <= _NAME_WORDS and (signs.ending in {"", ":"} or signs.name_like)


def _in_place(region: Sequence[Signs], parts: list[Part], index: int, named: int | None) -> Part:
    """A line's part once its neighbours are known."""
    if parts[index] is not Part.SPEECH or region[index].block.zone == "comment":
        return parts[index]
    if Part.DATE not in parts:
        return _undated_part(region, parts, index)
    before = parts[index - 1] if index else Part.MARK
    after = parts[index + 1] if index + 1 < len(parts) else Part.MARK
    if _asked_since(parts[:index]):
        return Part.MARK
    if not _short(region[index]):
        return Part.SPEECH
    if (named == -1 and after is Part.DATE) or (named == 1 and before is Part.DATE):
        return Part.NAME
    return Part.SPEECH if _heard(parts[:index]) else Part.MARK


def _asked_since(before: Sequence[Part]) -> bool:
    """Whether readers were invited after the last entry: what follows is the page's foot."""
    last = next((part for part in reversed(before) if part in {Part.ASK, Part.DATE, Part.NAME}), None)
    return last is Part.ASK


def _heard(before: Sequence[Part]) -> bool:
    """Whether a short line is speech: the date of an entry stands before it, or speech directly."""
    last = next((part for part in reversed(before) if part not in {Part.MARK, Part.ASK}), None)
    return last is Part.DATE or (last is Part.SPEECH and before[-1] is Part.SPEECH)


def _undated_part(region: Sequence[Signs], parts: list[Part], index: int) -> Part:
    """Without dates: a short line directly before a longer one is a name."""
    signs = region[index]
    if not _short(signs) or _SAID.match(signs.text):
        return Part.SPEECH
    following = region[index + 1] if index + 1 < len(parts) else None
    if following is not None and parts[index + 1] is Part.SPEECH and not _short(following):
        return Part.NAME
    return Part.SPEECH if signs.words > 1 and index and parts[index - 1] is not Part.SPEECH else Part.MARK

"""The region where readers speak: which lines are their words, which are names, dates and buttons."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from marsad.reading.datewords import is_date_line, mostly_date
from marsad.reading.phrases import reply_words
from marsad.reading.prose import believed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.reading.signs import Signs

_NAME_WORDS = 4
_LEAST_CLOSED = 2
_TWO_BEFORE = -2  # side of a name before one line of speech before a date
_SAID = re.compile(r"^[^:：]{2,40}[:：]\s*\S")  # "name: words" on one line
_ENTRY = re.compile(
    r"^(?P<who>[^.!?؟:]{2,40}?)\s*(?:\s[-–—]|[·•|،,(\[])\s*(?P<when>[^·•|()\[\]]{2,40})[)\]]?\s*[:：]?$"
)
# "قال فلان في 3 مايو 2021:"; "فلان says:" stands on a line of its own.
_SPOKE = re.compile(
    r"^(?:قال|قالت|يقول|تقول|كتب|كتبت|علق|علقت|علّق|علّقت|أضاف|أضافت|بواسطة)\s[^.!?؟]{2,40}?"
    r"\s(?:في|بتاريخ|يوم|on)\s(?P<when>[^.!?؟]{6,40}?)\s*[:：]?$"
)
_MOST_NAME = 5
# How networks shorten a time ago: "3 س", "2d".
_SHORT_UNITS = frozenset(
    [
        "#",
        "س",
        "د",
        "ث",
        "ي",
        "ا",
        "ش",
        "اسبوع",
        "يوم",
        "ساعه",
        "دقيقه",
        "h",
        "hr",
        "hrs",
        "m",
        "min",
        "d",
        "w",
    ]
)
_MOST_BUTTONS = 8
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


def heads_entry(signs: Signs) -> bool:
    """Whether a line says who spoke and when: "فلان · منذ 3 ساعات", "قال فلان في 3 مايو 2021:"."""
    if signs.words <= _MOST_NAME and not signs.dated and not signs.ending and mostly_date(signs.text):
        return True
    found = _ENTRY.match(signs.text) or _SPOKE.match(signs.text)
    if found is None or not is_date_line(found["when"]):
        return False
    who = found.groupdict().get("who")
    return who is None or (len(who.split()) <= _MOST_NAME and not is_date_line(who))


def is_control(signs: Signs) -> bool:
    """Whether a line holds only buttons, counters and times beside a comment: "أعجبني · رد · 3 س"."""
    words = signs.form.split()
    return 0 < len(words) <= _MOST_BUTTONS and _SHORT_UNITS.union(reply_words()).issuperset(words)


def first_voice(signs: Sequence[Signs], start: int) -> int | None:
    """Index of the first of at least two entries of readers that no heading announces, or None."""
    heads = [index for index in range(start, len(signs) - 1) if _begins_entry(signs, index)]
    return heads[0] if len(heads) > 1 else None


def _begins_entry(signs: Sequence[Signs], index: int) -> bool:
    """Whether a name with a date, on one line or two, stands before somebody's sentence."""
    head, after = signs[index], signs[index + 1]
    if head.block.linked or head.block.heading or head.block.zone or believed(head):
        return False
    if heads_entry(head):
        return _speaks(after)
    return head.name_like and after.dated and index + 2 < len(signs) and _speaks(signs[index + 2])


def _speaks(signs: Signs) -> bool:
    """Whether a line is somebody's sentence rather than a headline."""
    marked = bool(signs.ending) or "،" in signs.text or "!" in signs.text
    return marked and signs.words > 1 and not signs.block.heading and not signs.block.linked


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
    if signs.dated_loosely or signs.block.zone == "date" or heads_entry(signs):
        return Part.DATE
    phrase = signs.phrase
    furniture = phrase is not None and phrase.kind in _FURNITURE
    if not signs.lettered or signs.address or signs.block.zone == "author" or is_control(signs):
        return Part.MARK
    if phrase is not None and phrase.kind == "comments_ask":
        return Part.ASK
    if furniture and believed(signs):
        return Part.MARK
    return Part.MARK if signs.block.zone == "furniture" else Part.SPEECH


def _named_side(region: Sequence[Signs], parts: list[Part]) -> int | None:
    """Where the writer's name stands: so many lines before (-) or after the date; None nowhere."""
    dates = [index for index, part in enumerate(parts) if part is Part.DATE]
    if _dates_close(region, parts, dates):
        return _TWO_BEFORE
    for side in (-1, 1):
        beside = [index + side for index in dates if 0 <= index + side < len(parts)]
        names = [index for index in beside if parts[index] is Part.SPEECH and _short(region[index])]
        if len(names) < len(dates) or not names:
            continue
        # With one entry only, a short line after the date is what the reader said.
        if side == -1 or (len(dates) > 1 and _speech_follows(parts, names)):
            return side
    return None


def _dates_close(region: Sequence[Signs], parts: list[Part], dates: list[int]) -> bool:
    """Whether every entry is a name, one line of speech, and its date behind them."""
    if len(dates) < _LEAST_CLOSED or Part.SPEECH in parts[dates[-1] :]:
        return False
    spoken = all(index > 1 and parts[index - 1] is Part.SPEECH for index in dates)
    return spoken and all(parts[index - 2] is Part.SPEECH and _short(region[index - 2]) for index in dates)


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
    if named == _TWO_BEFORE:
        closed = index + 2 < len(parts) and parts[index + 2] is Part.DATE and after is Part.SPEECH
        return Part.NAME if closed and _short(region[index]) else Part.SPEECH
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
    after = index + 1
    if index == 0 or parts[index - 1] is Part.MARK:  # a badge may stand between name and speech
        after = next((at for at in range(after, len(parts)) if parts[at] is not Part.MARK), len(parts))
    if after < len(parts) and parts[after] is Part.SPEECH and not _short(region[after]):
        return Part.NAME
    return Part.SPEECH if signs.words > 1 and index and parts[index - 1] is not Part.SPEECH else Part.MARK

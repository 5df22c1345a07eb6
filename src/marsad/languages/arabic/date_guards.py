"""What looks like a time expression and is none: names, verbs, rates, counts."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.time_lexicon import future_words, traps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.date_patterns import Shape
    from marsad.languages.arabic.time_marks import Mark

_TRAPPED: Final = {"W": "weekday", "t": "today", "M": "month", "D": "the_unit", "V": "day_word_weak"}
_LEADS_OF_MONTH: Final = frozenset("iejbzIL")
_LEADS_OF_YEAR: Final = frozenset("ijzI")
_NEWS_YEARS: Final = range(1900, 2101)
_FUTURE_VERB: Final = re.compile(r"[وف]?س[يتن]\w{2,}")
_THAT: Final = re.compile(r"ان(?:ه|ها|هم|هما|نا|ني)?")
_WORDS_BEFORE: Final = 8
_WORDS_AFTER: Final = 4
_CLAUSE_ENDS: Final = frozenset(",.:؛;!؟?")
_ZERO_MONTH: Final = "صفر"


def is_trap(marks: Sequence[Mark], shape: Shape) -> bool:
    """Whether the words around an expression, or the lack of them, show that it tells no time."""
    inside = marks[shape.start : shape.end]
    letters = "".join(mark.letter for mark in inside)
    if shape.rule == "habit" or _has_trap_beside(marks, shape, letters):
        return True
    check = _CHECKS.get(shape.rule)
    return check is not None and check(marks, shape, letters)


def looks_ahead(marks: Sequence[Mark], start: int, end: int) -> bool:
    """Whether the clause around marks start–end speaks of the future."""
    before = _clause_part(marks[max(0, start - _WORDS_BEFORE) : start][::-1])
    after = _until_that(_clause_part(marks[end : end + _WORDS_AFTER]))
    words, beginnings = future_words()
    for mark in before + after:
        text = mark.text
        if text in words or text.removeprefix("و") in words:
            return True
        is_verb = mark.letter == "x" and _FUTURE_VERB.fullmatch(text) is not None
        if is_verb and not text.removeprefix("و").removeprefix("ف").startswith(beginnings):
            return True
    return False


def is_measure_of_record(marks: Sequence[Mark], start: int) -> bool:
    """Whether "منذ" before mark ``start`` measures a record: "أعلى مستوى منذ 2012" did not happen in 2012."""
    before = _clause_part(marks[max(0, start - _WORDS_BEFORE) : start][::-1])
    return any(mark.text in traps()["since", "anywhere"] for mark in before)


def _clause_part(marks: Sequence[Mark]) -> list[Mark]:
    part: list[Mark] = []
    for mark in marks:
        if mark.text in _CLAUSE_ENDS or mark.letter == ",":
            break
        part.append(mark)
    return part


def _until_that(marks: Sequence[Mark]) -> list[Mark]:
    """The marks before a "that": what is told behind it has its own time ("أعلنت الثلاثاء أنها تعتزم …")."""
    return list(takewhile(lambda mark: _THAT.fullmatch(mark.text) is None, marks))


def _has_trap_beside(marks: Sequence[Mark], shape: Shape, letters: str) -> bool:
    known = traps()
    start = shape.start - len(shape.bound)
    before = marks[start - 1].text if start > 0 else ""
    two_before = f"{marks[start - 2].text} {before}" if start > 1 else before
    after = marks[shape.end].text if shape.end < len(marks) else ""
    classes = [_TRAPPED[letter] for letter in letters if letter in _TRAPPED]
    if "M" in letters and "Y" not in letters and "D" not in letters and shape.rule in {"day", "month"}:
        classes.append("month_event")
    for name in classes:
        if before in known.get((name, "before"), ()) or two_before in known.get((name, "before"), ()):
            return True
        if after in known.get((name, "after"), ()):
            return True
        if start > 1 and marks[start - 2].text == '"' and before in known.get((name, "quoted"), ()):
            return True
    return False


def _is_no_day_word(marks: Sequence[Mark], shape: Shape, letters: str) -> bool:
    before = marks[shape.start - 1].letter if shape.start else ""
    after = marks[shape.end].letter if shape.end < len(marks) else ""
    word = marks[shape.end - 1]
    if word.letter == "V":
        return len(letters) == 1 and word.prefix != "ب"
    if word.letter != "t" or "P" in letters or "h" in letters:
        return False
    # "برميل في اليوم" is a rate, "لليوم الثالث" a count of days.
    return before == "i" or after in {"O", "N"} or bool(word.prefix)


def _is_no_weekday(marks: Sequence[Mark], shape: Shape, _letters: str) -> bool:
    return shape.end < len(marks) and marks[shape.end].letter == "O"


def _is_no_month(marks: Sequence[Mark], shape: Shape, letters: str) -> bool:
    if set(letters) & set("YDAFCLJ") or letters.count("M") > 1:
        return False
    name = next(mark for mark in marks[shape.start : shape.end] if mark.letter == "M")
    if not name.bare:
        return shape.bound[:1] not in {"s", "a"}
    before = marks[shape.start - 1].letter if shape.start else ""
    if before == "&" and shape.start > 1 and marks[shape.start - 2].letter in {"M", "Y"}:
        return False
    return not shape.bound and before not in _LEADS_OF_MONTH and name.prefix not in {"ب", "ل"}


def _is_no_year(marks: Sequence[Mark], shape: Shape, letters: str) -> bool:
    if "y" in letters or "D" in letters:
        unit = next(mark for mark in marks[shape.start : shape.end] if mark.letter in "yD")
        return unit.unit != "year"
    figures = next(mark for mark in marks[shape.start : shape.end] if mark.letter == "Y")
    if figures.number not in _NEWS_YEARS:
        return True
    before = marks[shape.start - 1].letter if shape.start else ""
    after = marks[shape.end].letter if shape.end < len(marks) else ""
    if "m" in letters and marks[shape.end - 1].start == figures.end:
        return False
    in_brackets = before == "(" and after == ")"
    return not (shape.bound or "L" in letters or before in _LEADS_OF_YEAR or in_brackets)


def _is_no_year_range(marks: Sequence[Mark], shape: Shape, _letters: str) -> bool:
    figures = [mark for mark in marks[shape.start : shape.end] if mark.letter == "Y"]
    return any(mark.number not in _NEWS_YEARS for mark in figures)


def _is_no_hijri_day(marks: Sequence[Mark], shape: Shape, letters: str) -> bool:
    # "5 صفر" is a score unless a year follows.
    return "Y" not in letters and "O" not in letters and marks[shape.end - 1].text == _ZERO_MONTH


def _is_no_numeric(marks: Sequence[Mark], shape: Shape, _letters: str) -> bool:
    return shape.start > 0 and marks[shape.start - 1].text in {"+", "-"}


_CHECKS: Final = {
    "day_word": _is_no_day_word,
    "weekday": _is_no_weekday,
    "month": _is_no_month,
    "year": _is_no_year,
    "year_range": _is_no_year_range,
    "hijri_day": _is_no_hijri_day,
    "numeric": _is_no_numeric,
}

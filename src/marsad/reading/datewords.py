"""Lines that hold nothing but a date, and the day they state.

These are lines of page furniture ("3 مارس 2021 14:05", "نشر في: 3/4/2021", "منذ 3 ساعات"); dates inside
sentences are the language room's.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from marsad.reading.folding import folded
from marsad.tables import rows

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?:\s?[+-]\d{1,2}:?\d\d)?")
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}/\d{1,2}\s*$")
_MOST_WORDS = 16
_MOST_OTHER = 4
_DATE_PARTS = 3


def is_date_line(text: str) -> bool:
    """Whether a line is made of words of date and time only, and names a day, a month or a time ago."""
    if _DAY_AND_MONTH.match(text.translate(_DIGITS)):
        return True
    form = folded(text).split()
    if not form or len(form) > _MOST_WORDS or not re.search(r"\d|\w", text):
        return False
    kinds = [_kind(word) for word in _joined(form)]
    if "other" in kinds:
        return False
    return _names_time(kinds) or bool(_CLOCK.search(text.translate(_DIGITS)))


def mostly_date(text: str) -> bool:
    """Whether a line states a day (or a time ago) and says little else."""
    kinds = [_kind(word) for word in _joined(folded(text).split())]
    others = kinds.count("other")
    ago = "ago" in kinds and kinds[-1] == "unit" and others < _MOST_OTHER
    return ago or (stated_day(text) is not None and others <= _MOST_OTHER and 2 * others <= len(kinds))


def _names_time(kinds: list[str]) -> bool:
    dated = "number" in kinds and (
        "month" in kinds or "hijri" in kinds or kinds.count("number") >= _DATE_PARTS
    )
    return dated or "weekday" in kinds or ("ago" in kinds and ("unit" in kinds or len(kinds) == 1))


def stated_day(text: str) -> dt.date | None:
    """The first full Gregorian date of a line, or None; a day and month swapped into nonsense is no date."""
    text = text.translate(_DIGITS)
    if found := _YEAR_FIRST.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.search(text):
        day, month = int(found[1]), int(found[2])
        return _day(int(found[3]), month, day) or _day(int(found[3]), day, month)
    return _day_in_words(folded_keeping_digits(text))


def days_told(text: str) -> list[tuple[dt.date, int]]:
    """Full dates in running text, each with the offset at which it begins."""
    plain = text.translate(_DIGITS)
    found: list[tuple[dt.date, int]] = []
    for match in _in_text().finditer(plain):
        day = stated_day(match[0])
        if day is not None:
            found.append((day, match.start()))
    return found


def years_told(text: str) -> list[int]:
    """Years named by number after "عام", "سنة" or a month, in running text."""
    return [int(found[1]) for found in _year_in_text().finditer(text.translate(_DIGITS))]


def folded_keeping_digits(text: str) -> str:
    """Folded, with numbers as they stand."""
    parts = (part if part.isdigit() else folded(part) for part in re.findall(r"\d+|[^\d]+", text))
    return " ".join(filter(None, parts))


def _day_in_words(form: str) -> dt.date | None:
    pattern = _worded()
    if found := pattern["day_first"].search(form):
        return _day(int(found["year"]), _months()[found["month"]], int(found["day"]))
    if found := pattern["month_first"].search(form):
        return _day(int(found["year"]), _months()[found["month"]], int(found["day"]))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _worded() -> dict[str, re.Pattern[str]]:
    name = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<month>{name})(?:\s(?:{name}))?"
    day, year = r"\b(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d\d)\b"
    return {
        "day_first": re.compile(
            rf"{day}\s(?:من\s)?(?:شهر\s)?{month}\s(?:من\s)?(?:عام\s|سنه\s|لعام\s)?{year}"
        ),
        "month_first": re.compile(rf"\b{month}\s{day}\s{year}"),
    }


def _joined(words: list[str]) -> list[str]:
    """Words with two-word names of months joined."""
    pairs = _pairs()
    out: list[str] = []
    for word in words:
        if out and f"{out[-1]} {word}" in pairs:
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    return out


def _kind(word: str) -> str:
    if word in {"#", "#st", "#nd", "#rd", "#th"}:
        return "number"
    return _words().get(word) or (_words().get(word[1:]) if word[:1] in "وبل" else None) or "other"


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    return frozenset(word for word in _words() if " " in word)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Word → kind; a word of several kinds keeps the one that says most."""
    order = {kind: rank for rank, kind in enumerate(("filler", "unit", "ago", "hijri", "weekday", "month"))}
    found: dict[str, str] = {}
    for row in rows("marsad.reading", "data/date_words.tsv", ("word", "kind", "value")):
        word = folded(row["word"])
        if row["kind"] not in order:
            raise row.error(f"unknown kind {row['kind']!r}")
        found[word] = max(found.get(word, "filler"), row["kind"], key=order.__getitem__)
    return found


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    table = rows("marsad.reading", "data/date_words.tsv", ("word", "kind", "value"))
    return {folded(row["word"]): int(row["value"]) for row in table if row["kind"] == "month"}


@lru_cache(maxsize=1)
def _in_text() -> re.Pattern[str]:
    name = "|".join(sorted((re.escape(word) for word in _raw_months()), key=len, reverse=True))
    month = rf"(?:من\s)?(?:شهر\s)?(?:{name})(?:\s?/\s?(?:{name}))?"
    worded = rf"\d{{1,2}}\s+{month}\s*(?:من\s)?(?:عام\s|سنة\s)?،?\s?(?:19|20)\d\d"
    return re.compile(rf"(?<!\d)(?:{worded}|{_YEAR_FIRST.pattern}|{_DAY_FIRST.pattern})(?!\d)")


@lru_cache(maxsize=1)
def _year_in_text() -> re.Pattern[str]:
    name = "|".join(sorted((re.escape(word) for word in _raw_months()), key=len, reverse=True))
    return re.compile(rf"(?:عام|سنة|{name})\s((?:19|20)\d\d)(?!\d)")


@lru_cache(maxsize=1)
def _raw_months() -> list[str]:
    table = rows("marsad.reading", "data/date_words.tsv", ("word", "kind", "value"))
    return [row["word"] for row in table if row["kind"] == "month"]

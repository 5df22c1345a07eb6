"""The shapes of time expressions, as regular expressions over the letters of `time_marks`.

A sentence of forty words is a string of forty letters here, so one search finds all expressions. Groups named
inside a rule are read by the function that works out its value; ``MATCHER`` itself only tells the rule.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_MONTH: Final = r"J?M(?:[/-]M|\(M\))?"
# The year of a day or month: "2024", "من عام 2024", "من العام الماضي", "من العام نفسه".
_YEAR: Final = r"(?:,?f?[yD]?Ym?|f?D[AFCSn]|f?hD|f?qD|f?UD)"
_HIJRI_YEAR: Final = r"(?:,?f?[yD]?YQ?)"
# What may lead a day: "مساء الأربعاء", "أمس الخميس", "يوم", "الخميس الموافق".
_LEAD: Final = r"(?:(?:P?h?d?[tTV]P?d?W?|P?d?W[AF]?)[,(]?l?d?|P?d)?"
_DAY: Final = rf"{_LEAD}[NO]f?{_MONTH}[AFC]?{_YEAR}?"
_HIJRI_DAY: Final = rf"{_LEAD}[NO]f?J?H{_HIJRI_YEAR}?"
_LENGTH: Final = r"(?:[N1][uyJd2]|2(?:N|&5D?)?|[uyJd](?:1|&5D?)?|5[uyJd])"
_NO_DATE: Final = r"(?![YMHWZ])"

# No expression begins with these; without this test the search is three times as slow.
_OPENS: Final = r"(?![x,.()&/ieFASnvmQlw+-])"

_RULES: Final = {
    # Recurring and counted, never one day.
    "habit": r"K(?:N?[uyJ2]|d?W|[dtD])",
    # Days.
    "two_calendars": rf"(?:{_HIJRI_DAY}ld?(?P<a>{_LEAD}[NO]f?{_MONTH}{_YEAR}?)"
    rf"|(?P<b>{_DAY})[,(]?l{_HIJRI_DAY})",
    "day_range": (
        rf"(?:f(?P<a>{_LEAD}[NO]f?(?:{_MONTH}[AFC]?)?{_YEAR}?)[eg-](?P<b>{_DAY})"
        rf"|b(?P<c>{_LEAD}[NO]f?(?:{_MONTH}[AFC]?)?{_YEAR}?)[&e-](?P<d>{_DAY})"
        rf"|(?P<g>{_LEAD}[NO])[e&-](?P<h>[NO]f?{_MONTH}[AFC]?{_YEAR}?)"
        rf"|(?P<i>{_DAY})[e-](?P<j>{_DAY}))"
    ),
    "numeric_range": r"(?:fd?(?P<a>Z)[eg-]d?(?P<b>Z)|bd?(?P<c>Z)[&e-]d?(?P<d>Z)|(?P<g>Z)[e-](?P<h>Z))",
    "day": _DAY,
    "hijri_day": _HIJRI_DAY,
    "day_of_month": rf"{_LEAD}[NO]f(?:D[AFCSn]|hD|qD|C|A)",
    "numeric": rf"{_LEAD}Z[mQ]?",
    "numeric_day_month": r"(?:d|I|P?d?W[,(]?)N[/-]N(?![M/-])",
    "anniversary": rf"h[tD](?:f[yD]?(?P<y>Ym?)|Bo?(?P<len>{_LENGTH}))",
    # Lengths; the marks of neighbours tell what they are counted from.
    "that_after": rf"(?P<way>[rp])o?(?P<len>{_LENGTH})",
    "last_units": r"[jsz]?o?(?:X[N1]?|[N1][uyJd])[AF]",
    "ago": rf"[Bs]o?(?P<len>{_LENGTH})(?P<now>f[wt])?{_NO_DATE}",
    "after_length": rf"Eo?(?P<len>{_LENGTH})(?P<now>f[wt])?{_NO_DATE}",
    "within": rf"jo?(?P<len>{_LENGTH})(?P<now>f[wt])?{_NO_DATE}",
    "lasting": rf"zo?{_LENGTH}{_NO_DATE}",
    "some_units": r"[BsjzE]\+?u[AF]?|[BsE]\+[uyJd]",
    # Days by name.
    "weekday_range": (
        r"(?:fd?(?P<a>W)[eg-]d?(?P<b>W[AF]?)|bd?(?P<c>W)&d?(?P<d>W[AF]?)"
        r"|d(?P<g>W)&(?P<h>W[AF]?)|P(?P<i>W)[/-]?(?P<j>W))"
    ),
    "anaphor": r"P?(?:[tD][nSv]|q[tDd]|U[tD])",
    "weekday": r"(?:P?h?d?[tTV]P?d?W|P?d?W)[AFC]?(?:f(?:D[AFC]|hD))?",
    "day_word": r"P?h?d?[tTV]",
    # Years, months and what lies between.
    "part": rf"RO?(?:[ACF]|f?(?:[yD]?Ym?|D[AFC]|hD|{_MONTH}(?:[AFC]|{_YEAR})?))",
    "year_range": r"(?:f[yD]?(?P<a>Y)[eg-]f?[yD]?(?P<b>Y)|b[yD]?(?P<c>Y)&[yD]?(?P<d>Y)"
    r"|y?(?P<g>Y)[/-](?P<h>Y)|y(?P<i>Y)&(?P<j>Y))",
    "hijri_year": r"[yD]?YQ",
    "month_range": rf"(?:f(?P<a>{_MONTH}{_YEAR}?)[eg](?P<b>{_MONTH}[AFC]?{_YEAR}?)"
    rf"|b(?P<c>{_MONTH}{_YEAR}?)&(?P<d>{_MONTH}[AFC]?{_YEAR}?)"
    rf"|(?P<g>M)&(?P<h>{_MONTH}(?:[AFC]|{_YEAR})))",
    "hijri_month": rf"L?(?:J?H{_HIJRI_YEAR}|JH[AFC]?|H[AFC])",
    "month": rf"L?{_MONTH}[AFC]?{_YEAR}?",
    "decade": r"L?c(?:f?k[AC])?",
    "century": r"L?k(?:[ACFON])",
    "season": rf"L?(?:hG|G(?:{_YEAR}|[AFC]))",
    "year": r"L?[yD]?Ym?",
    "unit": r"L?(?:D[AFC]|hD[AFC]?)|LD",
}


class Shape(NamedTuple):
    """An expression found: the rule, the span in letters, its named parts, and the word that bounds it.

    ``bound`` is "" or one of s (since), g (until), B (before), E (after), a or af (starting from).
    """

    rule: str
    start: int
    end: int
    parts: dict[str, tuple[int, int]]
    bound: str


def shapes(letters: str) -> list[Shape]:
    """The time expressions in a string of letters, left to right, without overlap."""
    matcher, rules = _compiled()
    found: list[Shape] = []
    for match in matcher.finditer(letters):
        name = match.lastgroup or ""
        bound = match["bound"] or ""
        inner = rules[name].match(letters, match.start() + len(bound), match.end())
        groups = inner.groupdict() if inner else {}
        parts = {key: inner.span(key) for key, value in groups.items() if inner and value is not None}
        found.append(Shape(name, match.start() + len(bound), match.end(), parts, bound))
    return found


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    bare = {name: re.sub(r"\(\?P<\w+>", "(?:", pattern) for name, pattern in _RULES.items()}
    rules = "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare.items())
    return re.compile(rf"{_OPENS}(?P<bound>af?|[sgBE])?(?:{rules})"), {
        n: re.compile(p) for n, p in _RULES.items()
    }

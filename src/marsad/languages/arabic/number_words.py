"""The words that numbers are made of, in every form they are written in."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

from marsad.errors import DataFileError
from marsad.languages.arabic.normalise import normalised
from marsad.tables import Row, rows

WordKind = Literal[
    "unit",
    "teen_head",
    "ten",
    "hundred",
    "scale",
    "scale_two",
    "scale_or_two",
    "scale_many",
    "fraction",
    "vague",
    "ordinal",
    "ordinal_head",
    "ordinal_ten",
]

_COLUMNS: Final = ("value", "kind", "forms")
_ORDINALS: Final = frozenset({"ordinal", "ordinal_head", "ordinal_ten"})
# Written forms that look like a number with a proclitic and are something else ("لست", I am not).
_OTHER_WORDS: Final = frozenset({"لست", "فست", "كست"})


class NumberWord(NamedTuple):
    """One written form.

    Attributes:
        value: what it counts; the low end of a vague one.
        high: the high end of a vague one, else the value.
        kind: its part in a number.
        joined: whether it carries the conjunction و.
        lead: letters of conjunction before the number itself.
        article: whether it carries the definite article.
    """

    value: float
    high: float
    kind: WordKind
    joined: bool
    lead: int
    article: bool


@lru_cache(maxsize=1)
def number_words() -> dict[str, NumberWord]:
    """Every written form of a number word in even spelling.

    Raises:
        DataFileError: a row of number_words.tsv has a kind or value that is none.
    """
    found: dict[str, NumberWord] = {}
    for row in rows("marsad.languages.arabic", "data/number_words.tsv", _COLUMNS):
        low, high, kind = _checked(row)
        for form in row.alternatives("forms"):
            for written, word in _written(normalised(form).text, low, high, kind):
                # "واحد" is one before it is "and" with "أحد": a form of the table wins over a derived one.
                if written not in found or written == normalised(form).text:
                    found[written] = word
    return found


def _checked(row: Row) -> tuple[float, float, WordKind]:
    kind = next((known for known in get_args(WordKind) if known == row["kind"]), None)
    if kind is None:
        raise row.error(f"kind {row['kind']!r} is none of {', '.join(get_args(WordKind))}")
    if not row.alternatives("forms"):
        raise row.error("no forms")
    ends = _numbers_of(row)
    if (len(ends) > 1) != (kind == "vague"):
        raise row.error("a vague word has two ends, low;high, any other word one value")
    return ends[0], ends[-1], kind


def _numbers_of(row: Row) -> list[float]:
    try:
        return [float(end) for end in row["value"].split(";")]
    except ValueError as error:
        raise DataFileError(row.file, row.line, f"value {row['value']!r} is no number") from error


def _written(form: str, low: float, high: float, kind: WordKind) -> list[tuple[str, NumberWord]]:
    if kind in _ORDINALS:
        bases = [(form, True), ("ب" + form, True), ("ل" + form[1:], True)]
    else:
        bases = [(form, False), *((lead + form, False) for lead in "بلك")]
        bases += [("ال" + form, True), ("بال" + form, True), ("لل" + form, True)]
    written: list[tuple[str, NumberWord]] = []
    for base, article in bases:
        for lead in ("", "و", "ف"):
            if lead + base not in _OTHER_WORDS or base == form:
                word = NumberWord(low, high, kind, lead == "و", len(lead), article)
                written.append((lead + base, word))
    return written

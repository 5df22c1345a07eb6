"""Figures in words, Arabic and English: measures, amounts and periods (``data/figure_names.tsv``)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.records import Bilingual
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.records import Figure

COLUMNS: Final = ("key", "ar", "en")
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CHANGES: Final = ("rise", "fall")
_PERCENT: Final = "%"

Names = dict[str, str]


def measure_words(what: str) -> Bilingual:
    """The name of a measure; the words as they are where the table has none."""
    return Bilingual(ar=_measure(what, figure_names()["ar"]), en=_measure(what, figure_names()["en"]))


def amount_words(figure: Figure) -> Bilingual:
    """Value and unit: "about 20 billion USD", "10 to 15 million USD", "at least 3 people"."""
    return Bilingual(ar=_amount(figure, figure_names()["ar"]), en=_amount(figure, figure_names()["en"]))


def period_words(period: str) -> Bilingual:
    """A rate in words; a year or month as it stands."""
    key = f"period.{period}"
    return Bilingual(**{language: names.get(key, period) for language, names in figure_names().items()})


def _measure(what: str, names: Names) -> str:
    change, _, rest = what.partition(" in ")
    if change in _CHANGES and rest:
        return names[f"change.{change}"].format(x=names.get(f"what.{rest}", rest))
    return names.get(f"what.{what}", what)


def _amount(figure: Figure, names: Names) -> str:
    named = names.get(f"unit.{figure.unit}", figure.unit)
    unit = named if named == _PERCENT else f" {named}"
    low, high = (end if end is None else _number(end, names) for end in (figure.low, figure.high))
    if low and high:
        return names["amount.range"].format(low=low, high=high) + unit
    if low or high:
        return names["amount.least" if low else "amount.most"].format(x=f"{low or high}{unit}")
    told = f"{_number(figure.value, names)}{unit}"
    return names["amount.about"].format(x=told) if figure.approximate else told


def _number(value: float, names: Mapping[str, str]) -> str:
    """A number with up to two decimals, from a million on in words ("1.5 million")."""
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {names[f'scale.{name}']}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1)
def figure_names() -> dict[str, Names]:
    """Language → key of the table → words.

    Raises:
        DataFileError: a key is given twice, or has no words.
    """
    found: dict[str, Names] = {"ar": {}, "en": {}}
    for row in rows("marsad.stories", "data/figure_names.tsv", COLUMNS):
        for language, known in found.items():
            if row["key"] in known or not row[language]:
                raise row.error(f"{row['key']} is named twice, or has no words in {language!r}")
            known[row["key"]] = row[language]
    return found

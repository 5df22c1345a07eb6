"""Words that the rules of forecasts ask for, by language; read from ``data/forecast_cues.<language>.tsv``."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from marsad.errors import DataFileError
from marsad.languages import language
from marsad.tables import rows

COLUMNS: Final = ("cue", "words", "note")
_LEMMAS: Final = frozenset({"copula", "foresees", "happens", "programmed", "witness"})
"""Cues whose words are lemmas of the lexicon; of the others they are stems in even spelling."""

Words = frozenset[str]


class ForecastCues(NamedTuple):
    """One field a row of the table."""

    asking: Words
    chances: Words
    copula: Words
    dangers: Words
    doubt: Words
    experts: Words
    foreseen: Words
    foresees: Words
    grounds: Words
    happens: Words
    hedges: Words
    house: Words
    not_that: Words
    offices: Words
    ours: Words
    programmed: Words
    rules: Words
    scheduled: Words
    witness: Words


@lru_cache(maxsize=4)
def forecast_cues(code: str) -> ForecastCues:
    """The cues of a language.

    Raises:
        DataFileError: a cue is missing, unknown or given twice.
    """
    file, found = f"data/forecast_cues.{code}.tsv", {}
    for row in rows("marsad.coding", file, COLUMNS):
        name = row["cue"]
        if name not in ForecastCues._fields or name in found:
            raise row.error(f"cue {name!r} is unknown or given twice")
        words = row.alternatives("words")
        found[name] = frozenset(words if name in _LEMMAS else map(language(code).even, words))
    missing = set(ForecastCues._fields) - set(found)
    if missing:
        raise DataFileError(f"marsad/coding/{file}", 1, f"cues missing: {', '.join(sorted(missing))}")
    return ForecastCues(**found)

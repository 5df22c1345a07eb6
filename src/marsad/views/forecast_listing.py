"""Forecasts as flat rows, for tables, files and data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.views.listing import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from marsad.records import Forecast

FORECAST_COLUMNS: Final = (
    "made_on", "forecaster", "country", "sector", "statement", "words", "low", "high", "horizon", "condition",
    "type", "mode", "actors", "recipients", "negated", "verdict", "self_graded", "confidence", "wikidata",
    "document", "sentence", "start", "end", "id",
)  # fmt: skip

SHOWN_FORECAST_COLUMNS: Final = ("made_on", "forecaster", "words", "horizon", "statement")
"""What fits on a terminal."""


def forecast_row(forecast: Forecast) -> dict[str, Any]:
    """A forecast as one flat row: the event foreseen as its type and codes, the range as low and high."""
    who, about = forecast.forecaster, forecast.about or {}
    return {
        "made_on": forecast.made_on and forecast.made_on.isoformat(),
        "forecaster": who.text or who.name_ar or who.name,
        "country": who.country,
        "sector": who.sector,
        "statement": forecast.statement,
        "words": forecast.likelihood.words,
        "low": forecast.likelihood.low,
        "high": forecast.likelihood.high,
        "horizon": forecast.horizon,
        "condition": forecast.condition,
        "type": about.get("type"),
        "mode": about.get("mode"),
        "actors": " ".join(about.get("actors", ())),
        "recipients": " ".join(about.get("recipients", ())),
        "negated": about.get("negated"),
        "verdict": forecast.grade and forecast.grade.verdict,
        "self_graded": forecast.self_graded,
        "confidence": forecast.confidence,
        "wikidata": who.id,
        "document": forecast.document,
        "sentence": forecast.sentence,
        "start": forecast.start,
        "end": forecast.end,
        "id": forecast.id,
    }


def frame_of_forecasts(forecasts: Iterable[Forecast]) -> pl.DataFrame:
    """Forecasts as a data frame, one row each, columns `FORECAST_COLUMNS`."""
    return frame_of([forecast_row(forecast) for forecast in forecasts], FORECAST_COLUMNS)

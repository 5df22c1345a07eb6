"""Figures as flat rows, for tables, files and data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.views.listing import frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from marsad.records import Document, Figure, Sentence

FIGURE_COLUMNS: Final = (
    "value", "low", "high", "unit", "what", "parties", "period", "approximate", "words", "text", "published",
    "outlet", "document", "sentence", "start", "end", "id",
)  # fmt: skip

SHOWN_COLUMNS: Final = ("value", "unit", "what", "parties", "period", "published", "text")
"""What fits on a terminal."""


def figure_row(figure: Figure, document: Document, sentences: Sequence[Sentence]) -> dict[str, Any]:
    """A figure as one flat row: parties as codes, with its words and its sentence where they were kept.

    Args:
        figure: the figure.
        document: where it stands.
        sentences: the document's sentences.
    """
    around = next((one for one in sentences if one.start <= figure.start < one.end and one.text), None)
    words = around and around.text[figure.start - around.start : figure.end - around.start]
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "what": figure.what,
        "parties": " ".join(figure.parties),
        "period": figure.period,
        "approximate": figure.approximate,
        "words": words,
        "text": around and around.text,
        "published": document.published and document.published.isoformat(),
        "outlet": document.outlet,
        "document": figure.document,
        "sentence": figure.sentence,
        "start": figure.start,
        "end": figure.end,
        "id": figure.id,
    }


def frame_of_figures(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows of figures as a data frame, columns `FIGURE_COLUMNS`."""
    return frame_of(rows, FIGURE_COLUMNS)

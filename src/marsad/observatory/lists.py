"""Lists of what was coded: documents, events, claims, forecasts, figures; search."""

from __future__ import annotations

from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Any

from marsad.asking import (
    claim_filter,
    document_filter,
    event_filter,
    figure_filter,
    forecast_filter,
)
from marsad.observatory.over_archive import OverArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from marsad.records import Claim, Document, Event, Figure, Forecast


class Lists(OverArchive):
    """What was read and coded, record by record or as data frames."""

    def documents(self) -> Iterator[Document]:
        """Documents in order of publication."""
        return self._archive.reader().documents()

    def document_records(self, **filters: Any) -> Iterator[Document]:
        """Documents in order of publication; filters as `marsad.archive.DocumentFilter` takes them.

        Raises:
            UsageError: an argument that is no filter, or a date that is none.
        """
        return self._archive.reader().documents(document_filter(**filters))

    def event_records(self, *, imported: bool = False, **filters: Any) -> Iterator[Event]:
        """Events as records; filters as `marsad.archive.EventFilter` takes them, one code or several each.

        Args:
            imported: whether events of others' data come too, by day among the others; their field
                ``imported`` tells the row each stands in.
            **filters: which events.

        Raises:
            UnknownCodeError: a type that PLOVER does not have.
        """
        wanted = event_filter(**filters)
        own = self._archive.reader().events(wanted)
        if not imported:
            return own
        return merge(own, self._archive.imported().events(wanted), key=lambda event: event.date or "")

    def events(self, *, imported: bool = False, **filters: Any) -> pl.DataFrame:
        """Events as a data frame; arguments as in `event_records`."""
        from marsad.views.listing import frame_of_events

        return frame_of_events(self.event_records(imported=imported, **filters))

    def claim_records(self, **filters: Any) -> Iterator[Claim]:
        """Claims as records; filters as `marsad.archive.ClaimFilter` takes them, ``actor`` for the speaker.

        Raises:
            UnknownCodeError: a class of verbs that there is not.
        """
        return self._archive.reader().claims(claim_filter(**filters))

    def claims(self, **filters: Any) -> pl.DataFrame:
        """Claims as a data frame; filters as in `claim_records`."""
        from marsad.views.listing import frame_of_claims

        return frame_of_claims(self.claim_records(**filters))

    def forecast_records(self, **filters: Any) -> Iterator[Forecast]:
        """Forecasts as records; filters as `marsad.archive.ForecastFilter` takes them, one code or several.

        Raises:
            UsageError: an argument that is no filter, or a date that is none.
        """
        return self._archive.reader().forecasts(forecast_filter(**filters))

    def forecasts(self, **filters: Any) -> pl.DataFrame:
        """Forecasts as a data frame; filters as in `forecast_records`."""
        from marsad.views.forecast_listing import frame_of_forecasts

        return frame_of_forecasts(self.forecast_records(**filters))

    def figure_records(self, **filters: Any) -> Iterator[Figure]:
        """Figures as records; filters as `marsad.archive.FigureFilter` takes them, one code or several each.

        Raises:
            UsageError: an argument that is no filter, or a date that is none.
        """
        return self._archive.reader().figures(figure_filter(**filters))

    def figures(self, **filters: Any) -> pl.DataFrame:
        """Figures as a data frame, each with its words and its sentence; filters as in `figure_records`."""
        from marsad.views.figure_listing import frame_of_figures

        return frame_of_figures(self.figure_rows(**filters))

    def figure_rows(self, **filters: Any) -> list[dict[str, Any]]:
        """Figures as flat rows, each with its words and its sentence; filters as in `figure_records`."""
        from marsad.views.figure_listing import figure_row

        reader, rows = self._archive.reader(), []
        for name, found in groupby(self.figure_records(**filters), key=lambda figure: figure.document):
            document, split = reader.document(name), reader.sentences(name)
            if document is not None:  # another process may have forgotten it meanwhile
                rows += [figure_row(figure, document, split) for figure in found]
        return rows

    def search(self, words: str, limit: int = 20) -> list[dict[str, Any]]:
        """Sentences that hold all the words, best first; clitics and spelling variants are seen through.

        Raises:
            UsageError: no word to search for.
        """
        return [hit.as_dict() for hit in self._archive.search(words, limit)]

    def issues(self) -> list[dict[str, Any]]:
        """Inputs that could not be used, with reason and count."""
        return [issue.as_dict() for issue in self._archive.reader().issues()]

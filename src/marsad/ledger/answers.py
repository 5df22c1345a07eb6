"""What the ledger answers: forecasts, what is due, proposals, scores."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from marsad.archive import ClaimFilter, ForecastFilter
from marsad.errors import UsageError
from marsad.ledger.following import Book
from marsad.ledger.listing import Due, Listed, due, listed
from marsad.ledger.making import voices_of
from marsad.ledger.matching import Proposal, proposal, told_of
from marsad.ledger.pairs import Pair, head_to_head
from marsad.ledger.state import LEAST_DIGITS, known_by
from marsad.ledger.summary import Score, curve_of, scores
from marsad.ledger.units import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.ledger.asides import By
    from marsad.ledger.corp import Curve
    from marsad.ledger.state import Standing, State
    from marsad.records import Document, Forecast


class Answers(Book):
    """The ledger and the archive around it, asked; nothing here writes."""

    def known(self, as_of: dt.date | None = None) -> State:
        """The ledger as the world knew it on a day, see `state.known_by`; as it is without one."""
        return self.state if as_of is None else known_by(self.state, as_of)

    def archived(self, forecast: str) -> Forecast:
        """An archived forecast by its id or the first six or more digits of it.

        Raises:
            UsageError: there is none, or there are several.
        """
        reader = self._archive.reader()
        found = reader.forecast(forecast)
        if found is not None:
            return found
        known = reader.forecasts(ForecastFilter()) if len(forecast) >= LEAST_DIGITS else ()
        like = [one for one in known if one.id.startswith(forecast)]
        if len(like) != 1:
            several = f"several forecasts of the archive begin with {forecast!r}"
            raise UsageError(several if like else f"no forecast {forecast!r} in the archive")
        return like[0]

    def forecasts(self, as_of: dt.date | None = None) -> list[Listed]:
        """All forecasts, those of the archive and those of the ledger; see `listing.listed`."""
        reader = self._archive.reader()
        documents = {one.id: replace(one, text="", body_start=0) for one in reader.documents()}
        archived = reader.forecasts(ForecastFilter(as_of=as_of))
        return listed(self.known(as_of), archived, documents, as_of)

    def due(self, as_of: dt.date | None = None) -> list[Due]:
        """Questions that wait for a person, with what the archive speaks for; see `listing.due`."""
        today = as_of or dt.datetime.now(dt.UTC).date()
        state = self.known(as_of)
        return due(state, self.proposals(state.latest(), as_of), today)

    def proposals(self, standings: Iterable[Standing], as_of: dt.date | None = None) -> dict[str, Proposal]:
        """What the archive says of open questions, by their ids; of those on which it says something."""
        asked = [one.question for one in standings if one.stage == "open" and one.question.about is not None]
        if not asked:
            return {}
        told, today = told_of(self._archive, as_of), as_of or dt.datetime.now(dt.UTC).date()
        found = ((question.id, proposal(question, told, today)) for question in asked)
        return {name: one for name, one in found if one is not None}

    def scores(self, by: By = "all", **options: Any) -> list[Score]:  # noqa: ANN401
        """Scores of all, or by forecaster, outlet or topic; options as `summary.scores` takes them."""
        return scores(self.state, by, **options)

    def head_to_head(self, **options: Any) -> list[Pair]:  # noqa: ANN401
        """Forecasters two by two on the questions that they share; options as `scores` takes them."""
        return head_to_head(self.state, **options)

    def curve(self, **options: Any) -> Curve:  # noqa: ANN401
        """The reliability curve of all forecasts that were scored; options as `scores` takes them.

        Raises:
            UsageError: none was.
        """
        return curve_of(units(self.state, **options))

    def _voices(self, forecast: Forecast) -> tuple[str, ...]:
        return voices_of(forecast, self._archive.reader().claims(ClaimFilter(document=forecast.document)))

    def _document(self, forecast: Forecast) -> Document | None:
        return self._archive.reader().document(forecast.document)

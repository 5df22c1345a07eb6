"""What was foretold: all of it, what concerns one state, and one forecast with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.observatory.outlook import forecasts_about, kept_about, kept_all
from marsad.views.forecast_listing import FORECAST_COLUMNS, forecast_row
from marsad.views.foretelling import foretold_of
from marsad.web.evidence import bench_for
from marsad.web.page import NotThereError, Page, Table
from marsad.web.pages.resolving import work_on
from marsad.web.pages.stories import paging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.records import Forecast
    from marsad.views.foretold_parts import Foretold
    from marsad.views.matter import Kept
    from marsad.web.asked import Asked

_PER_PAGE: Final = 40
_MOST_EXPORTED: Final = 1_000_000


def forecasts_page(asked: Asked) -> Page:
    """All forecasts, newest first, with the questions of the ledger and its scores."""
    number, browser, archive = asked.number("page"), asked.library.browser, asked.library.archive
    found = browser.forecasts(limit=_PER_PAGE, offset=_PER_PAGE * (number - 1))
    kept = kept_all(archive) if number == 1 else None
    return Page(
        "forecasts.html.j2",
        asked.labels.text("web.forecasts"),
        {
            "f": _foretold(found.records, kept, asked),
            "paging": paging(asked, number, found.total, _PER_PAGE),
            "total": found.total,
        },
        Table("forecasts", FORECAST_COLUMNS, lambda: _rows(browser.forecasts(limit=_MOST_EXPORTED).records)),
    )


def state_forecasts_page(asked: Asked) -> Page:
    """Forecasts about a state, with the ledger's questions about it.

    Raises:
        NotThereError: no such state.
    """
    state, found = asked.state(), _about(asked)
    number = asked.number("page")
    part = found[_PER_PAGE * (number - 1) : _PER_PAGE * number]
    kept = kept_about(asked.library.archive, state, found, None) if number == 1 else None
    return Page(
        "forecasts.html.j2",
        asked.labels.text("web.forecasts_of", x=asked.labels.country(state)),
        {
            "f": _foretold(part, kept, asked),
            "paging": paging(asked, number, len(found), _PER_PAGE),
            "total": len(found),
        },
        Table(f"forecasts-{state}", FORECAST_COLUMNS, lambda: _rows(found)),
        of=state,
    )


def forecasts_short(asked: Asked) -> Page:
    """How much was foretold about a state; raises as `state_forecasts_page` does."""
    found = _about(asked)
    kept = kept_about(asked.library.archive, asked.state(), found, None)
    parts = {"f": _foretold(found[:_PER_PAGE], kept, asked), "total": len(found)}
    return Page("forecasts_short.html.j2", "", parts)


def forecast_page(asked: Asked) -> Page:
    """One forecast, and the question of the ledger that was asked of it.

    Raises:
        NotThereError: there is none.
    """
    found = asked.library.reader.forecast(asked.named["id"])
    if found is None:
        raise NotThereError("forecast", words=asked.named["id"])
    told = _foretold([found], kept_all(asked.library.archive), asked)
    questions = told.questions if told else ()
    anchor = told.forecasts[0].question if told else None
    return Page(
        "forecast.html.j2",
        asked.labels.text("web.forecast"),
        {
            "one": told.forecasts[0] if told else None,
            "questions": [question for question in questions if question.anchor == anchor],
            "forecast": found,
            "work_on": work_on(found.id, asked),
        },
        Table(f"forecast-{found.id}", FORECAST_COLUMNS, lambda: _rows([found])),
    )


def _about(asked: Asked) -> Sequence[Forecast]:
    """Forecasts about the state, newest first."""
    state, library = asked.state(), asked.library
    found = library.once(("forecasts", state), lambda: forecasts_about(library.archive, state, None))
    return sorted(found, key=lambda one: (str(one.made_on or ""), one.id), reverse=True)


def _foretold(forecasts: Sequence[Forecast], kept: Kept | None, asked: Asked) -> Foretold | None:
    bench = bench_for((one.document for one in forecasts), asked)
    return foretold_of([one for one in forecasts if one.document in bench.documents], kept, bench)


def _rows(forecasts: Sequence[Forecast]) -> list[dict[str, object]]:
    return [forecast_row(one) for one in forecasts]

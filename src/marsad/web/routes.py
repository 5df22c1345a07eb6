"""Which page stands at which address; and what forms do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.web.pages.adding import adding_page
from marsad.web.pages.agreeing import agreement_page
from marsad.web.pages.annotating import annotate, annotating_page
from marsad.web.pages.deciding import decide
from marsad.web.pages.decisions import decisions_page
from marsad.web.pages.document import document_page
from marsad.web.pages.event import event_page
from marsad.web.pages.following import follow
from marsad.web.pages.forecasts import (
    forecast_page,
    forecasts_page,
    forecasts_short,
    state_forecasts_page,
)
from marsad.web.pages.home import home_page
from marsad.web.pages.lean import lean_page, lean_short
from marsad.web.pages.links import links_page, links_short
from marsad.web.pages.outlet import outlet_page
from marsad.web.pages.queue import queue_page
from marsad.web.pages.resolving import resolve
from marsad.web.pages.rival import rival_page
from marsad.web.pages.rivals import rivals_page
from marsad.web.pages.search import search_page
from marsad.web.pages.state import state_page
from marsad.web.pages.stories import stories_page
from marsad.web.pages.story import story_page
from marsad.web.pages.warnings import warnings_page, warnings_short

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from marsad.web.asked import Asked
    from marsad.web.page import Page

PAGES: Final[tuple[tuple[str, Callable[[Asked], Page | Response]], ...]] = (
    ("/", home_page),
    ("/agreement", agreement_page),
    ("/annotate", annotating_page),
    ("/decisions", decisions_page),
    ("/document/{id}", document_page),
    ("/document/{id}/add/{number}", adding_page),
    ("/event/{id}", event_page),
    ("/forecast/{id}", forecast_page),
    ("/forecasts", forecasts_page),
    ("/outlet/{name}", outlet_page),
    ("/queue", queue_page),
    ("/rival/{id}", rival_page),
    ("/search", search_page),
    ("/state/{code}", state_page),
    ("/state/{code}/forecasts", state_forecasts_page),
    ("/state/{code}/forecasts/short", forecasts_short),
    ("/state/{code}/lean", lean_page),
    ("/state/{code}/lean/short", lean_short),
    ("/state/{code}/links", links_page),
    ("/state/{code}/links/short", links_short),
    ("/state/{code}/rivals", rivals_page),
    ("/state/{code}/stories", stories_page),
    ("/state/{code}/warnings", warnings_page),
    ("/state/{code}/warnings/short", warnings_short),
    ("/story/{id}", story_page),
)

ACTIONS: Final[tuple[tuple[str, Callable[[Asked, dict[str, str]], Response]], ...]] = (
    ("/annotate", annotate),
    ("/decide", decide),
    ("/follow", follow),
    ("/resolve", resolve),
)

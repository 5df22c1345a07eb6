"""Which page stands at which address; and what forms do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.web.pages.actor import actor_page
from marsad.web.pages.adding import adding_page
from marsad.web.pages.agreeing import agreement_page
from marsad.web.pages.annotating import annotate, annotating_page
from marsad.web.pages.deciding import decide
from marsad.web.pages.decisions import decisions_page
from marsad.web.pages.document import document_page
from marsad.web.pages.event import event_page
from marsad.web.pages.feed import atom_feed, json_feed
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
from marsad.web.pages.network import network_page
from marsad.web.pages.outlet import outlet_page
from marsad.web.pages.outlets import outlet_profile_page, outlets_page
from marsad.web.pages.picture import picture_file
from marsad.web.pages.queue import queue_page
from marsad.web.pages.resolving import resolve
from marsad.web.pages.rival import rival_page
from marsad.web.pages.rivals import rivals_page
from marsad.web.pages.saving import save
from marsad.web.pages.search import search_page
from marsad.web.pages.state import state_page
from marsad.web.pages.stories import stories_page
from marsad.web.pages.story import story_page
from marsad.web.pages.trap import trap_page, trap_short
from marsad.web.pages.warnings import warnings_page, warnings_short

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from marsad.web.asked import Asked
    from marsad.web.file import File
    from marsad.web.page import Page

PAGES: Final[tuple[tuple[str, Callable[[Asked], Page | Response]], ...]] = (
    ("/", home_page),
    ("/actor/{name}", actor_page),
    ("/agreement", agreement_page),
    ("/annotate", annotating_page),
    ("/decisions", decisions_page),
    ("/document/{id}", document_page),
    ("/document/{id}/add/{number}", adding_page),
    ("/event/{id}", event_page),
    ("/forecast/{id}", forecast_page),
    ("/forecasts", forecasts_page),
    ("/network", network_page),
    ("/outlet/{name:path}/profile", outlet_profile_page),
    ("/outlet/{name:path}", outlet_page),
    ("/outlets", outlets_page),
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
    ("/state/{code}/trap", trap_page),
    ("/state/{code}/trap/short", trap_short),
    ("/state/{code}/warnings", warnings_page),
    ("/state/{code}/warnings/short", warnings_short),
    ("/story/{id}", story_page),
)

FILES: Final[tuple[tuple[str, Callable[[Asked], File]], ...]] = (
    ("/state/{code}/feed.atom", atom_feed),
    ("/state/{code}/feed.json", json_feed),
    ("/state/{code}/picture/{name}", picture_file),
)

ACTIONS: Final[tuple[tuple[str, Callable[[Asked, dict[str, str]], Response]], ...]] = (
    ("/annotate", annotate),
    ("/decide", decide),
    ("/follow", follow),
    ("/resolve", resolve),
    ("/save", save),
)

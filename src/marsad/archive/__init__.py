"""The archive room: codings into SQL, and out again.

The front is `open_archive`; an `Archive` owns the file, a `Writer` puts into it, a `Reader` reads from it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.archive.acting import ActFilter, ActReader, PartnerCount
    from marsad.archive.answers import CodingVersion, Hit, Issue, OriginRow, Outcome, OutletCount
    from marsad.archive.browsing import Browser, DyadCount, Page, PairCount, StateCount, StoryFilter
    from marsad.archive.decided import Annotation, Decision, Evidence, Unfit
    from marsad.archive.decisions import Decided, Decisions
    from marsad.archive.deed_rows import DeedRow, DeedRows
    from marsad.archive.filters import ClaimFilter, DocumentFilter, EventFilter, FigureFilter, ForecastFilter
    from marsad.archive.forgetting import Forgotten, Trace
    from marsad.archive.imported import ImportedAct, ImportedReader, ImportInfo
    from marsad.archive.importing import ImportedRow, Importer, Progress
    from marsad.archive.keeping import Keep
    from marsad.archive.log import Draft, Log, LogEntry
    from marsad.archive.opening import Archive, open_archive
    from marsad.archive.reader import Reader
    from marsad.archive.search import SearchFilter
    from marsad.archive.watched import FeedState, WaitingPage, Watched
    from marsad.archive.writer import Writer

__all__ = [
    "ActFilter",
    "ActReader",
    "Annotation",
    "Archive",
    "Browser",
    "ClaimFilter",
    "CodingVersion",
    "Decided",
    "Decision",
    "Decisions",
    "DeedRow",
    "DeedRows",
    "DocumentFilter",
    "Draft",
    "DyadCount",
    "EventFilter",
    "Evidence",
    "FeedState",
    "FigureFilter",
    "ForecastFilter",
    "Forgotten",
    "Hit",
    "ImportInfo",
    "ImportedAct",
    "ImportedReader",
    "ImportedRow",
    "Importer",
    "Issue",
    "Keep",
    "Log",
    "LogEntry",
    "OriginRow",
    "Outcome",
    "OutletCount",
    "Page",
    "PairCount",
    "PartnerCount",
    "Progress",
    "Reader",
    "SearchFilter",
    "StateCount",
    "StoryFilter",
    "Trace",
    "Unfit",
    "WaitingPage",
    "Watched",
    "Writer",
    "open_archive",
]

_HOMES: Final = {
    "answers": ("CodingVersion", "Hit", "Issue", "OriginRow", "Outcome", "OutletCount"),
    "acting": ("ActFilter", "ActReader", "PartnerCount"),
    "browsing": ("Browser", "DyadCount", "Page", "PairCount", "StateCount", "StoryFilter"),
    "decided": ("Annotation", "Decision", "Evidence", "Unfit"),
    "decisions": ("Decided", "Decisions"),
    "deed_rows": ("DeedRow", "DeedRows"),
    "filters": ("ClaimFilter", "DocumentFilter", "EventFilter", "FigureFilter", "ForecastFilter"),
    "imported": ("ImportInfo", "ImportedAct", "ImportedReader"),
    "forgetting": ("Forgotten", "Trace"),
    "importing": ("ImportedRow", "Importer", "Progress"),
    "keeping": ("Keep",),
    "log": ("Draft", "Log", "LogEntry"),
    "opening": ("Archive", "open_archive"),
    "reader": ("Reader",),
    "watched": ("FeedState", "WaitingPage", "Watched"),
    "search": ("SearchFilter",),
    "writer": ("Writer",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

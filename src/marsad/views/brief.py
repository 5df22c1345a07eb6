"""A brief as a whole: a frozen tree of its parts, ready to be laid out."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.answer_parts import Answer
from marsad.views.foretold_parts import Foretold
from marsad.views.labels import Language
from marsad.views.lean_parts import Leaning
from marsad.views.linking import Linking
from marsad.views.parts import (
    Article,
    Direction,
    Dyad,
    FigureView,
    Header,
    Month,
    RivalView,
    Seen,
    Source,
    SpeakerView,
    Summary,
    TellingView,
    Untold,
)
from marsad.views.tallies import DimensionTally
from marsad.views.trap_parts import TrapView
from marsad.views.watching import Watching


class Brief(Record, frozen=True, kw_only=True):
    """A brief of one state, in one language.

    Attributes:
        joined: the entries are stories, not reports that are merely alike.
        answers: to the six questions, for the first page.
        foretold: what was foretold about the state; None where nothing was.
        leaning: where it leans; None where that was not asked.
        trap: what each choice between poles is said to cost; None where that was not asked.
        links: what follows what; None where that was not asked.
        watching: what to watch; None where that was not asked.
    """

    language: Language
    direction: Direction
    header: Header
    dyads: tuple[Dyad, ...]
    summary: Summary
    dimensions: tuple[DimensionTally, ...] = ()
    rivals: tuple[RivalView, ...] = ()
    joined: bool = False
    answers: tuple[Answer, ...] = ()
    months: tuple[Month, ...]
    speakers: tuple[SpeakerView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    foretold: Foretold | None = None
    leaning: Leaning | None = None
    trap: TrapView | None = None
    links: Linking | None = None
    watching: Watching | None = None
    sources: tuple[Source, ...]
    tellings: tuple[TellingView, ...] = ()
    articles: tuple[Article, ...]
    untold: tuple[Untold, ...]
    seen: tuple[Seen, ...]
    coder: str
    codebook: str

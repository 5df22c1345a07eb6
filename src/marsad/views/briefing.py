"""The brief of a state: what was read and coded, prepared part by part."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec

from marsad.errors import MalformedError, UsageError
from marsad.records import CODEBOOK_VERSION, CODER_VERSION, Claim, Document, Event, Figure
from marsad.views.articles import article_of, shelves_of, untold_of
from marsad.views.dealings import dyads_of, list_anchors, with_filters
from marsad.views.figures import figures_of, shown
from marsad.views.grouping import Shelf, entries_of
from marsad.views.labels import Labels, Names, labels_for
from marsad.views.parties import codes, concerns
from marsad.views.parts import Brief, Entry, FigureView, Header, Month, RivalView, Seen, Source, Summary
from marsad.views.passages import Mark, Span, direction_of
from marsad.views.rivals import by_dimension, linked, rivals_of
from marsad.views.saying import speakers_of
from marsad.views.tellings import tellings_of
from marsad.views.times import month_title, when_made, when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.stories import OutletProfile, Stories
    from marsad.views.tallies import DimensionTally

_CODE: Final = re.compile(r"[A-Z]{3}")
_SHORT_LIST: Final = 5
"""Entries in each list of the summary that could grow without end: it has to stay one page."""

_SEEN: Final = 8
_MOST_FIGURES: Final = 30
_Item = TypeVar("_Item", Claim, Document, Event, Figure)

_Coded = TypeVar("_Coded", Event, Figure)


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a brief is made of: everything that could be known, and what of it concerns the state."""

    state: str
    documents: Sequence[Document]
    events: Sequence[Event]
    own: Sequence[Event]
    entries: Sequence[Entry]
    shelves: Mapping[str, Shelf]
    labels: Labels
    told: _Together


@dataclass(frozen=True, slots=True)
class _Together:
    """What stories add: rival accounts, the entries by dimension, and whether they were joined at all."""

    joined: bool = False
    rivals: tuple[RivalView, ...] = ()
    dimensions: tuple[DimensionTally, ...] = ()


def brief_of(  # noqa: PLR0913 - a brief is of several kinds of records, each given apart
    state: str,
    documents: Sequence[Document],
    events: Sequence[Event],
    claims: Sequence[Claim] = (),
    *,
    figures: Sequence[Figure] = (),
    told: Stories | None = None,
    profiles: Sequence[OutletProfile] = (),
    language: Literal["ar", "en"] = "ar",
    names: Names | None = None,
    as_of: dt.date | None = None,
    made: dt.datetime | None = None,
) -> Brief:
    """The brief of a state, ready to be laid out.

    Args:
        state: ISO 3166-1 alpha-3 or a code of the codebook.
        documents: the articles that were read; one given twice counts once.
        events: what was coded in them; those without the state serve only to mark the articles.
        claims: who says what in them; those of the state and about its acts are shown.
        figures: what was read in them in numbers; those without the state are left out.
        told: stories that join the events, and rival accounts; without them, events that are alike stand as
            one entry.
        profiles: of the outlets, with how they tell the acts of states.
        language: of the interface; the articles stay in theirs.
        names: country code → (Arabic, English); a code that nobody names is shown as it is.
        as_of: only articles published on or before this day; undated ones are left out then.
        made: when the brief is made; now (UTC) where not given.

    Raises:
        UsageError: the state is not a code of three capital letters.
        UnknownCodeError: unknown language or event type.
        MalformedError: an event names no given document, or its span, sentence or date does not fit it; a
            claim's span or a profile's sentence does not; two different documents, events or claims share an
            id.
    """
    if not _CODE.fullmatch(state):
        raise UsageError(f"{state!r} is no country code; one of three capital letters is due, like KAZ")
    matter = _matter(state, documents, events, labels_for(language, names), as_of, told)
    brief = _brief(matter, as_of, made or dt.datetime.now(dt.UTC))
    made_claims = _each_once(claims).values()
    speakers = speakers_of(state, made_claims, matter.own, matter.documents, matter.shelves, matter.labels)
    known = {one.id: one for one in matter.documents}
    return msgspec.structs.replace(
        brief,
        speakers=speakers,
        figures=_figures(matter, figures, documents),
        tellings=tellings_of(state, profiles, known, matter.shelves, matter.labels),
    )


def _figures(
    matter: _Matter, figures: Sequence[Figure], documents: Sequence[Document]
) -> tuple[FigureView, ...]:
    """The state's figures of the articles that could be known; a list that stays compact."""
    kept = {document.id for document in matter.documents}
    own = [
        figure
        for figure in _checked(_each_once(figures).values(), _each_once(documents))
        if matter.state in figure.parties and figure.document in kept
    ]
    return shown(figures_of(own, {one.id: one for one in matter.documents}, matter.labels), _MOST_FIGURES)


def _matter(
    state: str,
    documents: Sequence[Document],
    events: Sequence[Event],
    labels: Labels,
    as_of: dt.date | None,
    told: Stories | None,
) -> _Matter:
    given = _each_once(documents)
    known = [document for document in given.values() if _known(document, as_of)]
    kept = {document.id for document in known}
    coded = [event for event in _checked(_each_once(events).values(), given) if event.document in kept]
    own = [event for event in coded if concerns(event, state)]
    shelves = shelves_of(_by_date(known), own)
    stories = {event: story for story in (told.stories if told else ()) for event in story.events}
    plain = entries_of(state, own, shelves, labels, stories)
    anchors = list_anchors(plain)
    entries = [with_filters(entry, anchors) for entry in plain]
    together = _Together()
    if told is not None:
        entries, together = _together(entries, told, {one.id: one for one in known}, shelves, labels)
    return _Matter(state, _by_date(known), coded, own, entries, shelves, labels, together)


def _together(
    entries: list[Entry],
    told: Stories,
    documents: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> tuple[list[Entry], _Together]:
    """The entries with their links to rival accounts and lists by dimension, and these."""
    rivals, linking = linked(rivals_of(told.rivals, documents, shelves, labels), told.rivals, entries)
    dimensions, listed = by_dimension(linking, labels)
    return listed, _Together(joined=True, rivals=rivals, dimensions=dimensions)


def _brief(matter: _Matter, as_of: dt.date | None, made: dt.datetime) -> Brief:
    labels = matter.labels
    return Brief(
        language=labels.language,
        direction=direction_of(labels.language),
        header=_header(matter, as_of, made),
        dyads=dyads_of(matter.state, matter.entries, list_anchors(matter.entries), labels),
        summary=_summary(matter.entries),
        dimensions=matter.told.dimensions,
        rivals=matter.told.rivals,
        joined=matter.told.joined,
        months=_months(matter.entries, labels),
        sources=_sources(matter),
        articles=tuple(article_of(shelf, _marks(matter, shelf), labels) for shelf in matter.shelves.values()),
        untold=tuple(untold_of(item, labels) for item in matter.documents if item.id not in matter.shelves),
        seen=() if matter.own else _seen(matter),
        coder=CODER_VERSION,
        codebook=CODEBOOK_VERSION,
    )


def _each_once(items: Iterable[_Item]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for item in items:
        if found.setdefault(item.id, item) != item:
            raise MalformedError(item.id, f"two different {type(item).__name__.lower()}s have this id")
    return found


def _checked(records: Iterable[_Coded], documents: Mapping[str, Document]) -> Iterable[_Coded]:
    for record in records:
        if record.document not in documents:
            name = f"{type(record).__name__.lower()} {record.id}"
            raise MalformedError(record.document, f"{name} names a document that was not given")
        yield record


def _known(document: Document, as_of: dt.date | None) -> bool:
    if as_of is None:
        return True
    latest = document.published_latest or document.published
    return latest is not None and latest <= as_of


def _by_date(documents: Iterable[Document]) -> list[Document]:
    """Newest first, undated last."""
    return sorted(documents, key=lambda item: (item.published or dt.date.min, item.id), reverse=True)


def _marks(matter: _Matter, shelf: Shelf) -> list[Mark]:
    anchors = {report.event: entry.anchor for entry in matter.entries for report in entry.reports}
    return [
        Mark(Span(event.start, event.end), event.id, anchors.get(event.id))
        for event in matter.events
        if event.document == shelf.document.id
    ]


def _header(matter: _Matter, as_of: dt.date | None, made: dt.datetime) -> Header:
    labels, documents = matter.labels, matter.documents
    days = sorted(item.published for item in documents if item.published)
    return Header(
        state=matter.state,
        name=labels.country(matter.state),
        since=when_published(days[0], labels) if days else None,
        until=when_published(days[-1], labels) if days else None,
        undated=len(documents) - len(days),
        articles=len(documents),
        with_events=len(matter.shelves),
        outlets=len({item.outlet for item in documents}),
        events=len(matter.own),
        entries=len(matter.entries),
        made=when_made(made, labels),
        as_of=when_told(as_of.isoformat(), labels) if as_of else None,
    )


def _summary(entries: Sequence[Entry]) -> Summary:
    done = [entry for entry in entries if entry.status == "actual"]
    several = sorted((entry for entry in done if _support(entry) > 1), key=lambda entry: -_support(entry))
    return Summary(
        recent=tuple(done[:_SHORT_LIST]),
        supported=tuple(several[:_SHORT_LIST]),
        denied=tuple(entry for entry in entries if entry.status in {"denied", "negated"})[:_SHORT_LIST],
        promised=tuple(entry for entry in done if entry.type == "AGREE")[:_SHORT_LIST],
        threatened=tuple(entry for entry in done if entry.type == "THREATEN")[:_SHORT_LIST],
    )


def _support(entry: Entry) -> int:
    """Independent origins where they are known, else outlets."""
    return entry.outlets if entry.origins is None else entry.origins


def _months(entries: Sequence[Entry], labels: Labels) -> tuple[Month, ...]:
    return tuple(
        Month(key=key, title=month_title(key, labels), entries=tuple(group))
        for key, group in groupby(entries, key=_month)
    )


def _month(entry: Entry) -> str:
    return (entry.when.iso or "")[:7] if entry.when else ""


def _sources(matter: _Matter) -> tuple[Source, ...]:
    articles: dict[str, list[str]] = defaultdict(list)
    for item in matter.documents:
        articles[item.outlet or matter.labels.text("ui.unnamed_outlet")].append(item.id)
    events = Counter(event.document for event in matter.own)
    found = [
        Source(
            outlet=outlet,
            articles=len(ids),
            with_events=sum(1 for name in ids if events[name]),
            events=sum(events[name] for name in ids),
        )
        for outlet, ids in articles.items()
    ]
    return tuple(sorted(found, key=lambda source: (-source.events, -source.articles, source.outlet)))


def _seen(matter: _Matter) -> tuple[Seen, ...]:
    numbers = Counter(
        code
        for event in matter.events
        for code in set(codes(event.actors) + codes(event.recipients)) - {"UNK"}
    )
    ordered = sorted(numbers, key=lambda code: (-numbers[code], code))[:_SEEN]
    return tuple(Seen(code=code, name=matter.labels.country(code), events=numbers[code]) for code in ordered)

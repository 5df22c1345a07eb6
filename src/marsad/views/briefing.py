"""The brief of a state: what was read and coded, prepared part by part."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import msgspec

from marsad.errors import MalformedError, UsageError
from marsad.records import CODEBOOK_VERSION, CODER_VERSION, Claim, Document, Event, Figure, Forecast
from marsad.views.answering import answers_of
from marsad.views.articles import article_of, shelves_of, untold_of
from marsad.views.brief import Brief
from marsad.views.dealings import dyads_of, list_anchors, with_filters
from marsad.views.figures import figures_of, shown
from marsad.views.foretelling import foretold_of
from marsad.views.grouping import Shelf, entries_of
from marsad.views.labels import Labels, Names, labels_for
from marsad.views.leaning import leaning_of
from marsad.views.linking import linking_of
from marsad.views.matter import Bench
from marsad.views.parties import codes, concerns
from marsad.views.parts import Entry, FigureView, Header, Month, RivalView, Seen, Source, Summary
from marsad.views.passages import Mark, Span, direction_of
from marsad.views.rivals import by_dimension, linked, rivals_of
from marsad.views.saying import speakers_of
from marsad.views.tellings import tellings_of
from marsad.views.times import month_title, when_made, when_published, when_told
from marsad.views.trapping import trap_view_of
from marsad.views.watching import watching_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.stories import Stories
    from marsad.views.matter import Matter
    from marsad.views.tallies import DimensionTally

_CODE: Final = re.compile(r"[A-Z]{3}")
_SHORT_LIST: Final = 5
"""Entries in each list of the summary that could grow without end: it has to stay one page."""

_SEEN: Final = 8
_MOST_FIGURES: Final = 30
_Item = TypeVar("_Item", Claim, Document, Event, Figure, Forecast)

_Coded = TypeVar("_Coded", Event, Figure, Forecast)


@dataclass(frozen=True, slots=True)
class _Ready:
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


def brief_of(
    matter: Matter,
    *,
    language: Literal["ar", "en"] = "ar",
    names: Names | None = None,
    as_of: dt.date | None = None,
    made: dt.datetime | None = None,
) -> Brief:
    """The brief of a state, ready to be laid out.

    Args:
        matter: what it is made from.
        language: of the interface; the articles stay in theirs.
        names: country code → (Arabic, English); a code that nobody names is shown as it is.
        as_of: only articles published on or before this day; undated ones are left out then.
        made: when the brief is made; now (UTC) where not given.

    Raises:
        UsageError: the state is not a code of three capital letters.
        UnknownCodeError: unknown language or event type.
        MalformedError: an event names no given document, or its span, sentence or date does not fit it; a
            claim's or forecast's span or a profile's sentence does not; two different documents, events,
            claims or forecasts share an id.
    """
    if not _CODE.fullmatch(matter.state):
        raise UsageError(
            f"{matter.state!r} is no country code; one of three capital letters is due, like KAZ"
        )
    ready, moment = _ready(matter, labels_for(language, names), as_of), made or dt.datetime.now(dt.UTC)
    known = {one.id: one for one in ready.documents}
    claims, labels = _each_once(matter.claims).values(), ready.labels
    bench = _bench(ready, as_of or moment.date())
    brief = msgspec.structs.replace(
        _brief(ready, as_of, moment),
        speakers=speakers_of(matter.state, claims, ready.own, ready.documents, ready.shelves, labels),
        figures=_figures(ready, matter),
        foretold=foretold_of(_forecasts(ready, matter), matter.kept, bench),
        tellings=tellings_of(matter.state, matter.profiles, known, ready.shelves, labels),
        **(_measured(matter, ready, bench) if ready.own else {}),
    )
    return msgspec.structs.replace(brief, answers=answers_of(brief, labels))


def _measured(matter: Matter, ready: _Ready, bench: Bench) -> dict[str, Any]:
    """The parts that measures make: where there is no event of the state, they have nothing to say."""
    own = {event.id: event for event in ready.own}
    return {
        "leaning": leaning_of(matter.lean, bench),
        "trap": trap_view_of(matter.trap, bench),
        "links": linking_of(matter.links, own, bench),
        "watching": watching_of(matter.warned, own, bench),
    }


def _bench(ready: _Ready, today: dt.date) -> Bench:
    return Bench({one.id: one for one in ready.documents}, ready.shelves, ready.labels, today)


def _figures(ready: _Ready, matter: Matter) -> tuple[FigureView, ...]:
    """The state's figures of the articles that could be known; a list that stays compact."""
    kept = {document.id: document for document in ready.documents}
    own = [one for one in _of_known(matter.figures, matter, ready) if ready.state in one.parties]
    return shown(figures_of(own, kept, ready.labels), _MOST_FIGURES)


def _forecasts(ready: _Ready, matter: Matter) -> list[Forecast]:
    """The forecasts of the articles that could be known; which concern the state, the giver has told."""
    return _of_known(matter.forecasts, matter, ready)


def _of_known(records: Sequence[_Coded], matter: Matter, ready: _Ready) -> list[_Coded]:
    kept = {document.id for document in ready.documents}
    found = _checked(_each_once(records).values(), _each_once(matter.documents))
    return [record for record in found if record.document in kept]


def _ready(matter: Matter, labels: Labels, as_of: dt.date | None) -> _Ready:
    given = _each_once(matter.documents)
    known = [document for document in given.values() if _known(document, as_of)]
    kept = {document.id for document in known}
    coded = [event for event in _checked(_each_once(matter.events).values(), given) if event.document in kept]
    own = [event for event in coded if concerns(event, matter.state)]
    shelves = shelves_of(_by_date(known), own)
    stories = {
        event: story for story in (matter.told.stories if matter.told else ()) for event in story.events
    }
    plain = entries_of(matter.state, own, shelves, labels, stories)
    anchors = list_anchors(plain)
    entries = [with_filters(entry, anchors) for entry in plain]
    together = _Together()
    if matter.told is not None:
        entries, together = _together(entries, matter.told, {one.id: one for one in known}, shelves, labels)
    return _Ready(matter.state, _by_date(known), coded, own, entries, shelves, labels, together)


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


def _brief(ready: _Ready, as_of: dt.date | None, made: dt.datetime) -> Brief:
    labels = ready.labels
    return Brief(
        language=labels.language,
        direction=direction_of(labels.language),
        header=_header(ready, as_of, made),
        dyads=dyads_of(ready.state, ready.entries, list_anchors(ready.entries), labels),
        summary=_summary(ready.entries),
        dimensions=ready.told.dimensions,
        rivals=ready.told.rivals,
        joined=ready.told.joined,
        months=_months(ready.entries, labels),
        sources=_sources(ready),
        articles=tuple(article_of(shelf, _marks(ready, shelf), labels) for shelf in ready.shelves.values()),
        untold=tuple(untold_of(item, labels) for item in ready.documents if item.id not in ready.shelves),
        seen=() if ready.own else _seen(ready),
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


def _marks(ready: _Ready, shelf: Shelf) -> list[Mark]:
    anchors = {report.event: entry.anchor for entry in ready.entries for report in entry.reports}
    return [
        Mark(Span(event.start, event.end), event.id, anchors.get(event.id))
        for event in ready.events
        if event.document == shelf.document.id
    ]


def _header(ready: _Ready, as_of: dt.date | None, made: dt.datetime) -> Header:
    labels, documents = ready.labels, ready.documents
    days = sorted(item.published for item in documents if item.published)
    return Header(
        state=ready.state,
        name=labels.country(ready.state),
        since=when_published(days[0], labels) if days else None,
        until=when_published(days[-1], labels) if days else None,
        undated=len(documents) - len(days),
        articles=len(documents),
        with_events=len(ready.shelves),
        outlets=len({item.outlet for item in documents}),
        events=len(ready.own),
        entries=len(ready.entries),
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


def _sources(ready: _Ready) -> tuple[Source, ...]:
    articles: dict[str, list[str]] = defaultdict(list)
    for item in ready.documents:
        articles[item.outlet or ready.labels.text("ui.unnamed_outlet")].append(item.id)
    events = Counter(event.document for event in ready.own)
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


def _seen(ready: _Ready) -> tuple[Seen, ...]:
    numbers = Counter(
        code
        for event in ready.events
        for code in set(codes(event.actors) + codes(event.recipients)) - {"UNK"}
    )
    ordered = sorted(numbers, key=lambda code: (-numbers[code], code))[:_SEEN]
    return tuple(Seen(code=code, name=ready.labels.country(code), events=numbers[code]) for code in ordered)

"""Rival accounts of a brief: side by side, each with its sentences; and the timeline by dimension."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from marsad import plover
from marsad.errors import MalformedError
from marsad.views.parts import AccountView, RivalView, Witness
from marsad.views.passages import quote_of, sentence_anchor, sentence_span
from marsad.views.safety import safe_url
from marsad.views.tallies import DimensionTally
from marsad.views.times import when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.records import Account, Agreed, Document, Entity, Passage, Rival
    from marsad.views.grouping import Shelf
    from marsad.views.labels import Labels
    from marsad.views.parts import Entry

_NONE: Final = "none"


def rivals_of(
    rivals: Sequence[Rival],
    documents: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> tuple[RivalView, ...]:
    """Rival accounts ready to be laid out, in their order.

    Raises:
        MalformedError: a sentence of theirs is of no given document, or does not stand in it.
    """
    return tuple(
        RivalView(
            anchor=f"r{number}",
            kind=one.kind,
            kind_label=labels.text(f"rival.{one.kind}"),
            matter=labels.one_of(one.matter),
            accounts=tuple(_account(account, documents, shelves, labels) for account in one.accounts),
            agreed=agreed_words(one.agreed, labels),
            why=labels.one_of(one.why),
        )
        for number, one in enumerate(rivals, 1)
    )


def linked(
    views: Sequence[RivalView], rivals: Sequence[Rival], entries: Sequence[Entry]
) -> tuple[tuple[RivalView, ...], list[Entry]]:
    """Rivals and entries that lead to one another: an entry to the first rivals that show its sentences."""
    anchors: dict[str, str] = {}
    for view, rival in zip(views, rivals, strict=True):
        for passage in (one for account in rival.accounts for one in account.sentences):
            if passage.event is not None:
                anchors.setdefault(passage.event, view.anchor)
    led = [replace(entry, rival=_first(entry, anchors)) for entry in entries]
    back: dict[str, list[str]] = {}
    for entry in led:
        if entry.rival:
            back.setdefault(entry.rival, []).append(entry.anchor)
    return tuple(replace(view, entries=tuple(back.get(view.anchor, ()))) for view in views), led


def _first(entry: Entry, anchors: Mapping[str, str]) -> str | None:
    return next((anchors[report.event] for report in entry.reports if report.event in anchors), None)


def by_dimension(entries: Sequence[Entry], labels: Labels) -> tuple[tuple[DimensionTally, ...], list[Entry]]:
    """How many entries are about each dimension, and the entries with the anchors of these lists."""
    numbers = Counter(name for entry in entries for name in entry.dimensions or (_NONE,))
    tallies = tuple(
        DimensionTally(
            name=name, label=labels.text(f"dimension.{name}"), number=numbers[name], anchor=f"x{at}"
        )
        for at, name in enumerate((*plover.DIMENSIONS, _NONE), 1)
        if numbers[name]
    )
    anchors = {tally.name: tally.anchor for tally in tallies}
    listed = [
        replace(entry, filters=(*entry.filters, *(anchors[name] for name in entry.dimensions or (_NONE,))))
        for entry in entries
    ]
    return tallies, listed


def _account(
    account: Account, documents: Mapping[str, Document], shelves: Mapping[str, Shelf], labels: Labels
) -> AccountView:
    return AccountView(
        role=account.role,
        role_label=labels.text(f"account.{account.role}"),
        says=labels.one_of(account.says),
        speakers=tuple(dict.fromkeys(_called(one, labels) for one in account.speakers)),
        origins=account.origins.number,
        witnesses=tuple(witness_of(one, documents, shelves, labels) for one in account.sentences),
    )


def witness_of(
    passage: Passage, documents: Mapping[str, Document], shelves: Mapping[str, Shelf], labels: Labels
) -> Witness:
    """A sentence of evidence ready to be laid out.

    Raises:
        MalformedError: it is of no given document, or does not stand in it.
    """
    if passage.document not in documents:
        raise MalformedError(passage.document, "a sentence of evidence names a document that was not given")
    document, shelf = documents[passage.document], shelves.get(passage.document)
    start = sentence_span(document, passage).start
    held = shelf is not None and any(span.start <= start < span.end for span in shelf.sentences)
    return Witness(
        href=f"#{sentence_anchor(shelf.anchor, shelf.sentences, start) if held else shelf.anchor}"
        if shelf
        else None,
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        url=safe_url(document.url),
        published=when_published(document.published, labels),
        quote=quote_of(document, passage),
    )


def agreed_words(agreed: Agreed, labels: Labels) -> tuple[str, ...]:
    """What all sides tell alike, in words: the day, the place, the parties."""
    told = [
        when_told(agreed.date, labels).text if agreed.date and agreed.date[:4].isdecimal() else agreed.date,
        agreed.place,
        labels.listed([labels.country(code) for code in agreed.parties]),
    ]
    return tuple(words for words in told if words)


def _called(speaker: Entity, labels: Labels) -> str:
    own = speaker.name_ar if labels.language == "ar" else speaker.name
    return own or speaker.text or speaker.name or speaker.name_ar or labels.text("ui.unnamed_outlet")

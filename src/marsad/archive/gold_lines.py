"""What people decided and annotated as gold: one line for each sentence, in the form of gold files."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from marsad.archive.applying import is_decided, sentence_of
from marsad.archive.decided import ON_EVENTS
from marsad.archive.filters import EventFilter
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.archive.decided import Annotation, Decision
    from marsad.archive.opening import Archive
    from marsad.records import Document, Entity, Event, Sentence

_LENGTH: Final = {"day": 10, "month": 7, "year": 4}


def corrected_gold(archive: Archive) -> Iterator[dict[str, Any]]:
    """The sentences that a person decided something in, with their events as they are now, in order.

    An event of such a sentence that nobody decided has ``"sure": false``. A sentence whose words were not
    kept is left out.
    """
    reader = archive.reader()
    for document, decisions in _by_document(archive.decisions().standing(*ON_EVENTS)):
        header, sentences = reader.document(document), reader.sentences(document)
        if header is None:
            continue
        events = list(reader.events(EventFilter(document=document)))
        decided = {sentence_of(one.evidence, sentences) for one in decisions if one.evidence}
        for sentence in sorted((one for one in decided if one), key=lambda one: one.number):
            if sentence.text:
                own = [_gold_event(one, sentence) for one in events if one.sentence == sentence.number]
                yield _line(header, sentence, sentences, own)


def annotated_gold(archive: Archive, who: str) -> Iterator[dict[str, Any]]:
    """The sentences that a person annotated, with the events read there, in order.

    Raises:
        UsageError: nobody of this name annotated anything.
    """
    reader, found = archive.reader(), annotations_of(archive, who)
    if not found:
        raise UsageError(
            f"nothing was annotated by {who!r}; by: {', '.join(archive.decisions().annotators())}"
        )
    for document, decisions in _by_document(found.values()):
        header, sentences = reader.document(document), reader.sentences(document)
        if header is None:
            continue
        for one in decisions:
            sentence = sentence_of(one.evidence, sentences) if one.evidence else None
            if sentence is not None and sentence.text:
                yield _line(header, sentence, sentences, [_annotated(event) for event in one.events])


def annotations_of(archive: Archive, who: str) -> dict[tuple[str, int], Decision]:
    """The last annotation of each sentence by a person, by document and start of the sentence."""
    return {
        (one.evidence.document, one.evidence.start): one
        for one in archive.decisions().standing("annotate")
        if one.who == who and one.evidence
    }


def _by_document(decisions: Iterable[Decision]) -> Iterator[tuple[str, list[Decision]]]:
    known = [one for one in decisions if one.evidence]
    ordered = sorted(known, key=lambda one: (_place(one), one.number))
    for document, group in groupby(ordered, key=lambda one: _place(one)[0]):
        yield document, list(group)


def _place(one: Decision) -> tuple[str, int]:
    return (one.evidence.document, one.evidence.start) if one.evidence else ("", 0)


def _line(
    document: Document, sentence: Sentence, sentences: list[Sentence], events: list[dict[str, Any]]
) -> dict[str, Any]:
    before = next((one.text for one in sentences if one.number == sentence.number - 1), "")
    return {
        "id": f"{document.id}:{sentence.number}",
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
        "before": before or None,
        "text": sentence.text,
        "events": events,
    }


def _gold_event(event: Event, sentence: Sentence) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "actors": _codes(event.actors),
        "recipients": _codes(event.recipients),
        "actor_sectors": [one.sector for one in event.actors],
        "status": event.status,
        "date": event.date and event.date[: _LENGTH.get(event.date_precision)],
        "trigger": sentence.text[event.start - sentence.start : event.end - sentence.start],
        "voice": event.voices[0].speaker.text if event.voices else None,
        "sure": is_decided(event),
    }


def _annotated(event: Annotation) -> dict[str, Any]:
    plain = event.as_dict()
    return {**plain, "actors": list(event.actors), "recipients": list(event.recipients), "sure": True}


def _codes(side: Iterable[Entity]) -> list[str]:
    return [one.country for one in side]

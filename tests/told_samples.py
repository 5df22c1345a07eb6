"""Events, documents and their stories for tests, made by hand or coded from short texts."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations
from pathlib import Path

from marsad.archive.search_text import search_terms
from marsad.coding import code_document
from marsad.languages import sentences
from marsad.records import Document, Entity, Event, Place, Voice, document_id, joined_text
from marsad.stories import Coded, OriginIndex, stories_told

MATTERS = Path(__file__).parent / "gold" / "matters.jsonl"


def party(code, name=None, text=None):
    return Entity(text=text, name=name, country=code)


def event(document, sentence, kind, actors, recipients=(), text="", **fields):
    """An event by codes of its sides ("IGO:CSTO" for a named body)."""
    voice = fields.pop("voice", None)
    place = fields.pop("place", None)
    date = fields.pop("date", None)
    precision = {None: "unknown", 4: "year", 7: "month", 10: "day"}[len(date) if date else None]
    return Event(
        id=f"{document}:{sentence}:{kind}:{'+'.join(actors)}:{fields.get('status', '')}",
        document=document,
        sentence=sentence,
        start=sentence * 1000,
        end=sentence * 1000 + 5,
        type=kind,
        actors=tuple(party(*code.split(":")) for code in actors),
        recipients=tuple(party(*code.split(":")) for code in recipients),
        date=date,
        date_precision=precision,
        place=Place(text=place[0], name=place[0], country=place[1]) if place else None,
        voices=(Voice(speaker=Entity(text=voice[0], country=voice[1]), verb="says"),) if voice else (),
        confidence=0.9,
        text=text or f"جملة {document} {sentence}",
        **fields,
    )


def article(name, text, published, title=None, outlet=None):
    joined, body_start = joined_text(title, text)
    day = dt.date.fromisoformat(published) if published else None
    return Document(
        id=name or document_id(joined, outlet, day),
        outlet=outlet,
        title=title,
        published=day,
        text=joined,
        body_start=body_start,
    )


def told(documents, events=None, claims=(), figures=()):
    """The stories of documents, coded where no events are given."""
    index = OriginIndex()
    for one in documents:
        index.add(one, search_terms(one.text))
    coded = [e for one in documents for e in code_document(one).events] if events is None else events
    split = {one.id: sentences(one.text, one.body_start) for one in documents}
    return stories_told(documents, Coded(coded, claims, figures), split, index.origins())


def matters():
    return [json.loads(line) for line in MATTERS.read_text(encoding="utf-8").splitlines()]


def articles_of(matter):
    return [
        article(f"{matter['id']}{one['id']}", one["text"], one["published"], one["title"], one["outlet"])
        for one in matter["articles"]
    ]


def shared_pairs(groups):
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def b_cubed(found, gold):
    """Precision, recall and F1 of a grouping against another of the same things (Bagga and Baldwin 1998)."""
    of_found = {one: set(group) for group in found for one in group}
    of_gold = {one: set(group) for group in gold for one in group}
    both = {one: len(of_found[one] & of_gold[one]) for one in of_found}
    precision = sum(both[one] / len(of_found[one]) for one in both) / len(both)
    recall = sum(both[one] / len(of_gold[one]) for one in both) / len(both)
    return precision, recall, 2 * precision * recall / (precision + recall)

"""Whom a text has something from: credits, datelines, footnotes, and "X writes" in the text itself.

Words of citing are data (``data/citations.ar.tsv``); an outlet must follow at once. `cues` reads a
document and knows no other; `citations` then names the outlets, which may be such as only the archive's
other documents have told of. So documents can be read one by one, in any order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.languages.arabic.normalise import normalised, raw_span
from marsad.records import Record
from marsad.stories.citing_words import How, phrase_at, phrase_starts, phrases_by_word, signs
from marsad.stories.outlets import (
    AGENCIES,
    Outlet,
    OutletNames,
    agency_codes,
    may_begin_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.records import Document

Part = Literal["credit", "head", "lead", "body", "end"]
"""Where a cue stands: in a field of the document, before the first dash, in title or first paragraph, behind
it, or in the last paragraph."""

_PACKAGE: Final = "marsad.stories"
_WORD: Final = re.compile(r"[^\W_]+")
_BARRED: Final = re.compile(r"[.؟!؛\n]")
_PIECES: Final = re.compile(r"\s*(?:[،,/()|\[\]:]|(?<=\s)[-–—]|[-–—](?=\s))\s*")
_BRACKETED: Final = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\s*\.?\s*$")
_AFTER: Final = 80
_REACH: Final = 140
_LEAD: Final = 400
_HEAD: Final = 80
_MOST_PIECES: Final = 4


class Cue(NamedTuple):
    """A word of citing, and what stands behind it, where an outlet's name is looked for.

    Attributes:
        how: what the word tells.
        part: where it stands.
        words: the next words, in even spelling; for a credit, all of them.
        raw: the credit as it stands, with its web address; empty for text.
        ends: for each of the words, where it ends in the document's text.
        start: where the cue begins in the document's text; None for a field of the document.
    """

    how: How
    part: Part
    words: tuple[str, ...]
    raw: str = ""
    ends: tuple[int, ...] = ()
    start: int | None = None


class Citation(Record, frozen=True, kw_only=True):
    """One outlet that a document has something from; ``start``–``end`` are the words that tell it.

    Attributes:
        outlet: canonical name; as it stands where no table lists it; "agencies" for agencies not named.
        how: relays and translates (the text is the other's), cites, told (someone said it to the other),
            footnote, agencies.
        source: the document as a whole has its matter from there: a credit, a dateline, or the first
            paragraph.
        start: None where a field of the document tells it.
        end: offset after the words.
    """

    outlet: str
    how: How
    source: bool
    start: int | None = None
    end: int | None = None


def cues(document: Document) -> tuple[Cue, ...]:
    """All that may cite an outlet, in the order of fields, then of the text."""
    return (*_credits(document), *_head(document), *_spoken(document))


def citations(found: Iterable[Cue], names: OutletNames, own: Outlet | None = None) -> tuple[Citation, ...]:
    """The outlets that cues name, each once in each way; the document's own outlet is not among them.

    Args:
        found: what `cues` found in a document.
        names: outlets that are known.
        own: the document's own outlet.
    """
    made = [citation for cue in found for citation in _named(cue, names)]
    told = any(citation.how == "own" for citation in made)
    kept: dict[tuple[str, How], Citation] = {}
    for citation in made:
        if citation.how == "own" or (own is not None and citation.outlet == own.name):
            continue
        if citation.how == "agencies" and told:
            continue
        key = (citation.outlet, citation.how)
        if key not in kept or (citation.source and not kept[key].source):
            kept[key] = citation
    return tuple(kept.values())


def _named(cue: Cue, names: OutletNames) -> Iterator[Citation]:
    if cue.how in ("own", "agencies"):
        yield Citation(outlet=AGENCIES, how=cue.how, source=True, start=cue.start, end=_end(cue, 1))
        return
    found = _credited(cue, names) if cue.part == "credit" else names.at(cue.words, 0)
    if found is not None:
        outlet, end = found
        source = cue.part in ("credit", "head", "lead") or (cue.part == "end" and cue.how in _WHOLE)
        source = source and cue.how != "footnote"
        yield Citation(outlet=outlet.name, how=cue.how, source=source, start=cue.start, end=_end(cue, end))


_WHOLE: Final = ("relays", "translates")


def _end(cue: Cue, words: int) -> int | None:
    return cue.ends[words - 1] if cue.ends else None


def _credited(cue: Cue, names: OutletNames) -> tuple[Outlet, int] | None:
    """The outlet of a credit: its whole words, else any name in it; a whole credit may be of one unlisted."""
    whole = names.named(cue.raw) or agency_codes().get(cue.words)
    if whole is not None:
        return whole, 0
    for start in range(len(cue.words)):
        found = names.at(cue.words, start)
        if found is not None:
            return found
    return (Outlet(cue.raw), 0) if cue.how in _WHOLE and cue.raw else None


# Fields of the document


def _credits(document: Document) -> Iterator[Cue]:
    if document.derived_from:
        yield from _credit(document.derived_from, "relays")
    for line in document.citations:
        yield from _source_line(line)
    for piece in _PIECES.split(normalised(document.author or "").text):
        yield from _signed(piece, None)


def _credit(raw: str, how: How) -> Iterator[Cue]:
    words = words_of(raw)
    signed = signs().get(words)
    if signed in ("own", "agencies"):
        yield Cue(signed, "credit", words)
    elif words:
        yield Cue(how, "credit", words, raw)


def _source_line(line: str) -> Iterator[Cue]:
    """A footnote, or a line such as "المصدر: وكالات", which tells whose the text is."""
    words = words_of(line)
    for phrase in phrases_by_word().get(words[0] if words else "", ()):
        rest = words[len(phrase.words) :]
        if words[: len(phrase.words)] == phrase.words and phrase.how in _WHOLE and rest:
            behind = list(_WORD.finditer(line))
            place = min(len(phrase.words), len(behind) - 1)
            yield from _credit(line[behind[place].start() :].strip(' .»”"'), phrase.how)
            return
    if words:
        yield Cue("footnote", "credit", words, line)


def _signed(piece: str, start: int | None) -> Iterator[Cue]:
    """A part of a byline or dateline that is an agency, "agencies" or "own" and nothing else."""
    words = words_of(piece)
    ends = () if start is None else (start + len(piece),)
    signed = signs().get(words)
    agency = agency_codes().get(words)
    if signed is not None:
        yield Cue(signed, "head", words, ends=ends, start=start)
    elif agency is not None:
        name = words_of(agency.name)
        yield Cue("relays", "head", name, ends=ends * len(name), start=start)


# The text


def _head(document: Document) -> Iterator[Cue]:
    """What stands before the first dash or colon of title and body, and in brackets at the very end."""
    for at in dict.fromkeys((0, document.body_start)):
        head = document.text[at : at + _HEAD].split("\n", 1)[0]
        marks = list(_PIECES.finditer(head))
        starts = [0, *(mark.end() for mark in marks)]
        if marks and ":" in marks[0][0]:
            yield from _headed(head[: marks[0].start()], at)
        for start, mark in list(zip(starts, marks, strict=False))[:_MOST_PIECES]:
            yield from _signed(head[start : mark.start()], at + start)
    last = _BRACKETED.search(document.text, max(0, len(document.text) - _HEAD))
    if last is not None:
        for piece in re.finditer(r"[^،,/–-]+", last[1]):
            words = piece[0].strip()
            yield from _signed(words, last.start(1) + piece.start() + piece[0].index(words))


def _headed(piece: str, start: int) -> Iterator[Cue]:
    """An outlet that speaks from the first word on: "بوليتيكو: …"."""
    words = words_of(piece)
    if words and may_begin_name(words[0]):
        yield Cue("cites", "head", words, ends=(start + len(piece),) * len(words), start=start)


def _spoken(document: Document) -> Iterator[Cue]:
    """Words of citing before what may be the name of an outlet."""
    even = normalised(document.text)
    lead_end, end_start = _lead(document), document.text.rstrip().rfind("\n")
    for hit in phrase_starts().finditer(even.text):
        found = list(_WORD.finditer(even.text, hit.start(), hit.start() + _REACH))
        forms = [word[0].casefold() for word in found]
        phrase, start = phrase_at(forms)
        if phrase is None:
            continue
        window = _window(even.text, found, start, label=phrase.where == "label")
        if not window:
            continue
        ends = [raw_span(even, word.start(), word.end())[1] for word in found[start : start + len(window)]]
        place = raw_span(even, hit.start(), hit.end())[0]
        part: Part = "lead" if place < lead_end else "end" if place > end_start >= 0 else "body"
        yield Cue(phrase.how, part, window, ends=tuple(ends), start=place)


def _lead(document: Document) -> int:
    """Where title and first paragraph end, no further than `_LEAD` characters of body."""
    end = document.text.find("\n", document.body_start)
    most = document.body_start + _LEAD
    return most if end < 0 else min(end, most)


def _window(text: str, found: list[re.Match[str]], start: int, *, label: bool) -> tuple[str, ...]:
    """The next words up to the end of the sentence; behind a label a colon or dash is due, and no other."""
    words: list[str] = []
    for word in found[start:]:
        before = text[found[start - 1 + len(words)].end() : word.start()]
        marked = ":" in before
        if _BARRED.search(before) or word.end() - found[start].start() > _AFTER:
            break
        if marked is not (label and not words):
            break
        words.append(word[0].casefold())
    return tuple(words)

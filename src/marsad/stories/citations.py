"""Whom a text has something from: credits, datelines, footnotes, and "X writes" in the text itself.

Words of citing are data (``data/citations.ar.tsv``); an outlet must follow at once. `cues` reads a
document and knows no other; `citations` then names the outlets, which may be such as only the archive's
other documents have told of. So documents can be read one by one, in any order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad import tables
from marsad.languages.arabic.normalise import normalised, raw_span
from marsad.records import Record
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

How = Literal["relays", "translates", "cites", "told", "footnote", "own", "agencies"]
Where = Literal["label", "before", "after", "head"]
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
_TO: Final = "ل"
_PROCLITICS: Final = ("و", "ف")
_MOST_BETWEEN: Final = 6


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


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    how: How
    where: Where
    to: bool


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
    signed = _signs().get(words)
    if signed in ("own", "agencies"):
        yield Cue(signed, "credit", words)
    elif words:
        yield Cue(how, "credit", words, raw)


def _source_line(line: str) -> Iterator[Cue]:
    """A footnote, or a line such as "المصدر: وكالات", which tells whose the text is."""
    words = words_of(line)
    for phrase in _phrases().get(words[0] if words else "", ()):
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
    signed = _signs().get(words)
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
    for hit in _starts().finditer(even.text):
        found = list(_WORD.finditer(even.text, hit.start(), hit.start() + _REACH))
        forms = [word[0].casefold() for word in found]
        phrase, start = _phrase_at(forms)
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


def _phrase_at(forms: list[str]) -> tuple[_Phrase | None, int]:
    """The longest phrase of citing that some words begin with, and the word at which a name may begin.

    و and ف may be written onto the first word.
    """
    word = forms[0]
    for first in (word, word[1:] if word.startswith(_PROCLITICS) else ""):
        for phrase in _phrases().get(first, ()):
            length = len(phrase.words)
            if phrase.words[1:] != tuple(forms[1:length]):
                continue
            start = _addressee(forms) if phrase.where == "after" else length
            if start and (not phrase.to or _goes_to(forms, start)) and _may_be_name(forms, start):
                return phrase, start
    return None, 0


def _may_be_name(forms: list[str], at: int) -> bool:
    return at < len(forms) and may_begin_name(forms[at])


def _addressee(forms: list[str]) -> int:
    """The word to whom something was said: with ل, before what was said begins; 0 for none."""
    for at, form in enumerate(forms[1 : _MOST_BETWEEN + 2], 1):
        named = _may_be_name(forms, at)
        if named or form in _said_begins():
            return at if named and form.startswith(_TO) else 0
    return 0


def _goes_to(forms: list[str], at: int) -> bool:
    return at < len(forms) and forms[at].startswith(_TO)


@lru_cache(maxsize=1)
def _starts() -> re.Pattern[str]:
    """Where a phrase may begin; one regular expression is five times as fast as to look at every word."""
    phrases = [phrase for options in _phrases().values() for phrase in options]
    labels = _any_of(phrase.words[0] for phrase in phrases if phrase.where == "label")
    others = _any_of(phrase.words[0] for phrase in phrases if phrase.where != "label")
    return re.compile(rf"(?<!\w)(?:[{''.join(_PROCLITICS)}]?(?:{others})(?!\w)|(?:{labels})(?:\s\w+)?\s*:)")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """First word → phrases that begin with it, the longest first; with a preposition before those without."""
    found: dict[str, list[_Phrase]] = {}
    for phrase in phrase_rows():
        if phrase.where != "head":
            found.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(phrases, key=lambda one: (-len(one.words), one.where != "after", not one.to)))
        for first, phrases in found.items()
    }


@lru_cache(maxsize=1)
def _said_begins() -> frozenset[str]:
    rows = tables.rows(_PACKAGE, "data/said_begins.ar.tsv", ("word",))
    return frozenset(word for row in rows for word in words_of(row["word"]))


@lru_cache(maxsize=1)
def _signs() -> dict[tuple[str, ...], How]:
    return {phrase.words: phrase.how for phrase in phrase_rows() if phrase.where == "head"}


def phrase_rows() -> Iterator[_Phrase]:
    """The table of words of citing.

    Raises:
        DataFileError: an unknown kind or place, or no words.
    """
    for row in tables.rows(_PACKAGE, "data/citations.ar.tsv", ("words", "how", "where")):
        how = next((known for known in get_args(How) if known == row["how"]), None)
        where = next((known for known in get_args(Where) if known == row["where"]), None)
        words = words_of(row["words"])
        to = len(words) > 1 and words[-1] == _TO
        if how is None or how == "footnote":
            raise row.error(f"unknown how {row['how']!r}")
        if where is None or not words:
            raise row.error(f"unknown place {row['where']!r}" if words else "no words")
        yield _Phrase(words[:-1] if to else words, how, where, to)

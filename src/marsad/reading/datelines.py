"""What stands before the first sentence of a story: "موسكو – رويترز –", "date 2025-01-31 لندن-", "X نيوز:".

A part before a dash counts as dateline when it is made of places, agencies, dates and publisher's words. Of
other words it counts only if no second dash follows in the sentence (which would make a parenthesis) and the
next word can begin a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from marsad.reading.datewords import is_date_line
from marsad.reading.folding import folded
from marsad.reading.signs import Block, Signs
from marsad.tables import rows

_PART = re.compile(r"^(?P<part>(?:[^-–—:.؟!\n]|\.(?=\S)){0,80}?)\s*(?P<mark>[-–—:])")
_AFTER_AGENCY = re.compile(r"^\s*\((?P<part>[^()]{2,40})\)\s*[-–—:]*\s*")
_SPLIT = re.compile(r"\s*[،,/()|\[\]\"«»]\s*|\s+و(?=\w)")
_DATE_WORD = re.compile(r"^(?:date|التاريخ|تاريخ)\b\s*:?\s*", re.IGNORECASE)
_FULL_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
# A relative or an apposition after the dash speaks on about what stands before it.
_GOES_ON = frozenset(
    map(
        folded,
        [
            "الذي",
            "التي",
            "الذين",
            "اللذين",
            "وهو",
            "وهي",
            "وهم",
            "أي",
            "أو",
            "و",
            "أحد",
            "إحدى",
            "ثاني",
            "أكبر",
            "رئيس",
            "وزير",
            "كما",
            "بحسب",
        ],
    )
)
_NO_DATELINE = frozenset(
    map(
        folded,
        [
            "في",
            "من",
            "على",
            "إلى",
            "عن",
            "أن",
            "إن",
            "قال",
            "قالت",
            "أكد",
            "هل",
            "لماذا",
            "كيف",
            "ما",
            "لا",
            "هذا",
            "هذه",
            "هو",
            "هي",
            "كل",
            "مع",
            "بعد",
            "قبل",
        ],
    )
)
_MOST_WORDS = 5
_LEAST_REST = 5


@dataclass(frozen=True, slots=True)
class Dateline:
    """The part before the story and the story; ``outlet`` where the part names a publisher."""

    head: str
    rest: str
    outlet: str | None = None


def split_dateline(text: str) -> Dateline:
    """Part a paragraph into dateline (possibly empty) and story."""
    rest, outlet = text, None
    for _ in range(4):
        found = _PART.match(_masked(rest))
        part = rest[: found.end("part")].strip() if found else ""
        if found is None or not (
            _is_dateline(part, rest[found.end() :], found["mark"])
            or (rest != text and _is_reporter(part, rest[found.end() :]))
        ):
            break
        outlet = outlet or outlet_named(part)
        rest = rest[found.end() :].lstrip(" -–—:")
    rest = _without_bracket(text, rest)
    return Dateline(text[: len(text) - len(rest)].strip(), rest, outlet)


def is_dateline_only(text: str) -> bool:
    """Whether a whole line is a dateline: places, agencies and dates and nothing else."""
    parts = [part for part in re.split(r"\s*[-–—:/،,()|]\s*", _without_dates(text)) if part]
    return bool(parts) and all(_known(part) for part in parts)


def agency_named(line: str) -> str | None:
    """The agency that a dateline or byline names as a part of its own ("باريس (أ ف ب)"); else None."""
    pieces = (piece.strip(' .،"«»[]') for piece in _SPLIT.split(line.replace(" - ", "|").replace("–", "|")))
    return next((piece for piece in pieces if _names().get(folded(piece)) == "agency"), None)


def outlet_named(part: str) -> str | None:
    """The publisher that a short phrase names, known by a word such as "نيوز" or "صحيفة"; else None."""
    part = re.sub(r"^(?:خاص|متابعات)\s*[-/:–]?\s*", "", part.strip(' .،"«»()'))
    words = [word.removeprefix("ل") for word in part.lower().split()]
    kinds = [_outlet_words().get(folded(word)) for word in words]
    if "part" in kinds or (kinds[:1] == ["before"] and len(kinds) > 1):
        while len(kinds) > 1 and kinds[0] == "before" and words[0] not in {"مركز", "معهد", "مؤسسة"}:
            part, kinds, words = part.split(None, 1)[1], kinds[1:], words[1:]
        return part.strip(' "«»()“”') or None
    return None


def _masked(text: str) -> str:
    """The text with the dashes and dots of numeric dates hidden, offsets kept."""
    return _FULL_DATE.sub(lambda found: "0" * len(found[0]), text[:160])


def _without_dates(text: str) -> str:
    return _FULL_DATE.sub("", _DATE_WORD.sub("", text)).strip()


def _is_dateline(part: str, rest: str, mark: str) -> bool:
    if len(rest.split()) < _LEAST_REST or not part:
        return False
    pieces = [piece for piece in _SPLIT.split(_without_dates(part)) if piece]
    if all(_known(piece) for piece in pieces):
        return True
    if mark == ":" or len(part.split()) > _MOST_WORDS:
        return False
    if outlet_named(part):
        return True
    return any(_known(piece) for piece in pieces) and _parts_off(part, rest)


def _is_reporter(part: str, rest: str) -> bool:
    """A name after the place: "القاهرة – فلان الفلاني – أعلن"."""
    return Signs(Block(part)).name_like and len(rest.split()) >= _LEAST_REST and _parts_off(part, rest)


def _parts_off(part: str, rest: str) -> bool:
    sentence = re.split(r"[.؟!]\s", rest, maxsplit=1)[0]
    words, following = folded(part).split(), folded(rest).split(" ", 1)[0]
    return (
        following not in _GOES_ON
        and not _NO_DATELINE.intersection(words)
        and not re.search(r"\s[-–—]", sentence)
    )


def _known(piece: str) -> bool:
    bare = _without_dates(piece).strip(' ."«»“”')
    form = folded(bare)
    if not form or form in _names() or is_date_line(bare):
        return True
    words = form.split()
    cuts = range(1, len(words))
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts)
    return any(a in _names() and (b in _names() or is_date_line(b)) for a, b in halves)


def _without_bracket(text: str, rest: str) -> str:
    """Drop an agency in brackets that stands between the dateline and the story."""
    found = _AFTER_AGENCY.match(rest)
    if found and all(_known(part) for part in re.split(r"[،,/]", found["part"])):
        return rest[found.end() :]
    head = re.match(r"^(?P<place>[^()\d]{2,30}?)\s*\((?P<part>[^()]{2,40})\)\s*[-–—:]*\s*", text)
    if head and rest == text and _known(head["place"]) and all(map(_known, re.split(r"[،,/]", head["part"]))):
        return text[head.end() :]
    return rest


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table = rows("marsad.reading", "data/dateline.tsv", ("form", "kind"))
    return {folded(row["form"]): row["kind"] for row in table}


@lru_cache(maxsize=1)
def _outlet_words() -> dict[str, str]:
    table = rows("marsad.reading", "data/outlet_words.tsv", ("word", "kind"))
    return {folded(row["word"]): row["kind"] for row in table}

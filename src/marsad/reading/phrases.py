"""The table of page furniture and how a line is looked up in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marsad.reading.folding import folded
from marsad.tables import Row, rows

COLUMNS: Final = ("phrase", "kind", "where", "note")
KINDS: Final = frozenset(
    [
        "about",
        "author",
        "bio",
        "boilerplate",
        "caption",
        "citations_open",
        "comments_ask",
        "comments_open",
        "credit",
        "date",
        "end",
        "no_comments",
        "related",
        "reply",
        "source",
        "updated",
    ]
)
PLACES: Final = frozenset({"line", "label", "start", "in", "end"})

_LABEL = re.compile(r"^([^:：|–—\-/؛]{2,40}?)\s*(?:[:：|–—/؛]|\s-\s|-\s|\s-)\s*")
_BRACKETED_END = re.compile(r"[(\[（]([^()\[\]]{1,60})[)\]）]\s*$")
_DASHED_END = re.compile(r"\s[-–—]\s([^-–—]{2,30})$")
_CREDITED_END = re.compile(r"(?:\s[|/–—-]\s|[|(\[،])\s?([^|:،()\[\]–—-]{2,24})[:：]\s?[^|:]{1,50}$")
_MOST_WORDS = 60
_TRUSTED = 3
"""A phrase of so many words is believed even at the head of what looks like a sentence."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was found: its kind, where it stood, how many words it has, and what follows a label."""

    kind: str
    where: str
    words: int
    rest: str = ""

    @property
    def trusted(self) -> bool:
        """Whether the whole line was matched or the phrase is long enough to be no accident."""
        return self.where == "line" or self.words >= _TRUSTED


def found_phrase(text: str) -> Phrase | None:
    """The phrase of the table that a line is, begins with or holds; the surest match first."""
    if text.count(" ") > _MOST_WORDS:
        return None
    tables = _tables()
    form = folded(text)
    for whole in (form, form.strip("# ")):  # a counter may hang on a label: "تعليقات الزوار (2)"
        if whole in tables["line"]:
            return Phrase(tables["line"][whole], "line", whole.count(" ") + 1)
    words = form.split(" ")
    inside = [phrase for phrase in (_begun(words), _held(form)) if phrase is not None]
    longest = max(inside, key=lambda phrase: phrase.words, default=None)
    return _labelled(text, form) or longest or _bracketed(text)


def _labelled(text: str, form: str) -> Phrase | None:
    table = _tables()["label"]
    for whole in (form, form.strip("# ")):
        if whole in table:
            return Phrase(table[whole], "line", whole.count(" ") + 1)
    found = _LABEL.match(text)
    label = folded(found[1]) if found else ""
    if found is None:
        return None
    kind = table.get(label) or _kind_of_row(label, text[len(found[1]) : found.end()])
    if kind is None:
        return None
    return Phrase(kind, "label", label.count(" ") + 1, text[found.end() :].strip())


def _kind_of_row(label: str, mark: str) -> str | None:
    """A whole-line phrase that begins a row: before a bar any, before a colon only an invitation."""
    kind = _tables()["line"].get(label)
    return kind if "|" in mark or kind == "comments_ask" else None


def _begun(words: list[str]) -> Phrase | None:
    table = _tables()["start"]
    for count in range(min(len(words), 7), 0, -1):
        kind = table.get(" ".join(words[:count]))
        if kind is not None:
            return Phrase(kind, "start", count, " ".join(words[count:]))
    return None


def _bracketed(text: str) -> Phrase | None:
    """A picture's source behind its caption: "(أ ف ب)", "- أرشيف"."""
    bracketed = _BRACKETED_END.search(text)
    found = bracketed or _DASHED_END.search(text)
    parts = re.split(r"[،,/|–-]", found[1]) if found else []
    table = _tables()["end"]
    for form in map(folded, parts):
        # An office is named in full ("وزارة الدفاع"); behind a dash, it may be the headline's own.
        kind = table.get(form) or (table.get(form.split(" ")[0]) if bracketed else None)
        if kind is not None:
            return Phrase(kind, "end", len(parts))
    return _credited(text)


def _credited(text: str) -> Phrase | None:
    """Who made a picture, named with a label behind the caption: "… | غرافيك: فلان"."""
    found = _CREDITED_END.search(text)
    kind = _tables()["label"].get(folded(found[1])) if found else None
    return Phrase(kind, "end", 1) if kind == "caption" else None


@lru_cache(maxsize=1)
def menu_words() -> frozenset[str]:
    """Words of which the labels of sections and buttons are made."""
    lines = _tables()["line"]
    return frozenset(
        word for form, kind in lines.items() if kind == "boilerplate" for word in form.split() if word != "#"
    )


@lru_cache(maxsize=1)
def reply_words() -> frozenset[str]:
    """Words that alone are a button or counter beside a comment."""
    lines = _tables()["line"]
    return frozenset(form for form, kind in lines.items() if kind == "reply" and " " not in form)


def _held(form: str) -> Phrase | None:
    found = _held_pattern().search(f" {form} ")
    if found is None:
        return None
    phrase = found[0].strip()
    return Phrase(_tables()["in"][phrase], "in", phrase.count(" ") + 1)


@lru_cache(maxsize=1)
def _held_pattern() -> re.Pattern[str]:
    phrases = sorted(_tables()["in"], key=len, reverse=True)
    return re.compile("(?<= )(?:" + "|".join(map(re.escape, phrases)) + ")(?= )")


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {place: {} for place in PLACES}
    for row in rows("marsad.reading", "data/boilerplate.tsv", COLUMNS):
        phrase, kind, place = checked(row)
        if tables[place].setdefault(phrase, kind) != kind:
            raise row.error(f"{row['phrase']!r} is {tables[place][phrase]!r} in another row")
    return tables


def checked(row: Row) -> tuple[str, str, str]:
    """The folded phrase, kind and place of a row.

    Raises:
        DataFileError: unknown kind or place, or a phrase of which folding leaves nothing.
    """
    phrase = folded(row["phrase"])
    if row["kind"] not in KINDS:
        raise row.error(f"unknown kind {row['kind']!r}")
    if row["where"] not in PLACES:
        raise row.error(f"unknown place {row['where']!r}")
    if not phrase:
        raise row.error("the phrase holds no word")
    return phrase, row["kind"], row["where"]

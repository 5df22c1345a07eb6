"""Arabic spelling made even, with the way back to the text as it was written.

The press writes one word in many ways: with or without hamza, vowel signs, tatweel, Persian keys, and the
presentation forms of old PDF files. Every comparison in this room is made on the even spelling; every span
that leaves it is given in the raw text. `Normalised.offsets` is the way back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

_ALIKE: Final = {
    "ا": "أإآٱٲٳ",
    "ي": "ىئیېےۍ",
    "ه": "ةہھۀەۂۃ",
    "و": "ؤۆۇۈۋ",
    "ك": "کگڪ",
    '"': "«»“”„‟‹›〝〞",
    "'": "‘’‚‛",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
}
# Vowel signs, Koranic marks, tatweel, soft hyphen, zero-width and direction marks.
_DROPPED: Final = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
    "\u0640\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
_PRESENTATION: Final = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
_DIGITS: Final = ((0x0660, "0123456789"), (0x06F0, "0123456789"))
# The letters and quotes that many a sentence holds; a run of str.replace is five times as fast as
# str.translate.
_COMMON: Final = (
    ("أ", "ا"),
    ("إ", "ا"),
    ("ة", "ه"),
    ("ى", "ي"),
    ("ئ", "ي"),
    ("آ", "ا"),
    ("ؤ", "و"),
    ("«", '"'),
    ("»", '"'),
    ("“", '"'),
    ("”", '"'),
)


class Normalised(NamedTuple):
    """A text in even spelling.

    Attributes:
        text: the even spelling.
        offsets: raw offset of every character of ``text``, and one more entry, the length of the raw text;
            None where the two texts run side by side, character by character.
    """

    text: str
    offsets: list[int] | None


class _Tables(NamedTuple):
    translation: dict[int, str]
    rare: re.Pattern[str]
    uneven: re.Pattern[str]
    expanded: dict[str, str]


def normalised(raw: str) -> Normalised:
    """The even spelling of a text.

    Hamza seats, alef maqsura and ta marbuta become plain letters, Persian letters Arabic ones, presentation
    forms ordinary letters, Arabic-Indic and Persian digits ASCII ones, typographic quotes ``"``, odd spaces
    the space. Vowel signs, tatweel, zero-width and direction marks are taken out. Everything else stays.
    """
    if raw.isascii():
        return Normalised(raw, None)
    tables, text, offsets = _tables(), raw, None
    if tables.uneven.search(raw):
        offsets = _offsets(raw, tables)
        text = tables.uneven.sub(lambda found: tables.expanded[found[0]], raw)
    if tables.rare.search(text):
        return Normalised(text.translate(tables.translation), offsets)
    for written, even in _COMMON:
        text = text.replace(written, even)
    return Normalised(text, offsets)


@lru_cache(maxsize=2)
def normalised_sentence(raw: str) -> Normalised:
    """The same of a sentence, which is asked for by its words and again by its times."""
    return normalised(raw)


def raw_span(n: Normalised, start: int, end: int) -> tuple[int, int]:
    """The raw span of ``n.text[start:end]``, with the vowel signs that hang on its last letter.

    Raises:
        IndexError: the span does not lie in the text.
    """
    if not 0 <= start <= end <= len(n.text):
        raise IndexError(f"span {start}:{end} outside a text of {len(n.text)} characters")
    if n.offsets is None:
        return start, end
    if start == end:
        return n.offsets[start], n.offsets[start]
    # A ligature gives several characters with one offset: its end is one past it, never its start.
    return n.offsets[start], max(n.offsets[end], n.offsets[end - 1] + 1)


def _offsets(raw: str, tables: _Tables) -> list[int]:
    offsets: list[int] = []
    at = 0
    for found in tables.uneven.finditer(raw):
        place = found.start()
        offsets.extend(range(at, place))
        offsets.extend([place] * len(tables.expanded[found[0]]))
        at = place + 1
    offsets.extend(range(at, len(raw) + 1))
    return offsets


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    translation = _translation()
    expanded = {chr(code): even for code, even in translation.items() if len(even) != 1}
    common = {written for written, _ in _COMMON}
    rare = "".join(chr(code) for code in translation if chr(code) not in common)
    uneven = re.compile(_char_class("".join(expanded)))
    return _Tables(translation, re.compile(_char_class(rare)), uneven, expanded)


def _translation() -> dict[int, str]:
    table = {ord(written): even for even, alike in _ALIKE.items() for written in alike}
    table |= {first + i: digit for first, digits in _DIGITS for i, digit in enumerate(digits)}
    table |= {ord(sign): "" for sign in _expanded(_DROPPED)}
    for first, last in _PRESENTATION:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                # A vowel sign standing alone decomposes to space and sign; both go.
                table[code] = plain.translate(table).strip() if plain[0] == " " else plain.translate(table)
    return table


def _expanded(ranges: str) -> list[str]:
    signs: list[str] = []
    for part in re.findall(r".-.|.", ranges):
        signs.extend(chr(code) for code in range(ord(part[0]), ord(part[-1]) + 1))
    return signs


def _char_class(signs: str) -> str:
    codes = sorted(map(ord, signs))
    starts = [codes[0], *(later for earlier, later in pairwise(codes) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(codes) if later != earlier + 1), codes[-1]]
    return "[" + "".join(f"\\u{a:04x}-\\u{b:04x}" for a, b in zip(starts, ends, strict=True)) + "]"

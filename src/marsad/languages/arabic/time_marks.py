"""A sentence as the time patterns see it: one mark for each word, number or sign that may matter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.number_grammar import number_at, ordinal_at, value_of_digits
from marsad.languages.arabic.number_words import number_words
from marsad.languages.arabic.time_lexicon import TimeWord, time_lexicon, traps
from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.pieces import Piece

_SIGNS: Final = {
    "/": "/",
    "-": "-",
    "–": "-",
    "—": "-",
    "،": ",",
    ",": ",",
    "(": "(",
    ")": ")",
    ".": ".",
    "و": "&",
}
_YEAR_DIGITS: Final = 4
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
_MOST: Final = 1_000_000
_ARTICLES: Final = frozenset({"ال", "وال", "بال", "لل"})


class Mark(Shape, frozen=True):
    """A word, number or sign with the part it plays; the span is in the even text."""

    letter: str
    text: str
    start: int
    end: int
    number: float = 0
    unit: str = ""
    bare: bool = True
    prefix: str = ""


def marks(cut: Sequence[Piece]) -> list[Mark]:
    """The marks of a cut text, in order. A conjunction و in front of a known word gets a mark of its own."""
    lexicon, known = time_lexicon(), _known()
    counted = traps()["year", "after"]
    found: list[Mark] = []
    at = 0
    while at < len(cut):
        text = cut[at].text
        if text not in known and not text[0].isdigit():  # three words in four
            _add_other(found, cut, at)
            at += 1
        elif text in lexicon.phrases and (phrase := _phrase(cut, at)) is not None:
            word, after = phrase
            _add_word(found, cut, at, after, word)
            at = after
        elif text in lexicon.words:
            _add_word(found, cut, at, at + 1, lexicon.words[text])
            at += 1
        elif text in number_words():
            at = _add_number_word(found, cut, at)
        elif text[0].isdigit() and text[0].isascii():
            at = _add_digits(found, cut, at, counted)
        else:
            _add_other(found, cut, at)
            at += 1
    return found


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Words that tell a time or a number, or begin what does."""
    lexicon = time_lexicon()
    return frozenset().union(lexicon.phrases, lexicon.words, number_words())


def _phrase(cut: Sequence[Piece], at: int) -> tuple[TimeWord, int] | None:
    following = cut[at + 1].text if at + 1 < len(cut) else ""
    for rest, word in time_lexicon().phrases[cut[at].text]:
        after = at + 1 + len(rest)
        if rest[0] == following and [piece.text for piece in cut[at + 1 : after]] == [*rest]:
            return word, after
    return None


def _add_word(found: list[Mark], cut: Sequence[Piece], at: int, after: int, word: TimeWord) -> None:
    start = cut[at].start
    if word.joined:
        found.append(Mark("&", "و", start, start + 1))
    text = cut[at].text[word.lead :] if after == at + 1 else cut[after - 1].text
    span = (start + word.lead, cut[after - 1].end)
    found.append(Mark(word.letter, text, *span, word.number, word.unit, word.bare, word.prefix))


def _add_number_word(found: list[Mark], cut: Sequence[Piece], at: int) -> int:
    word = number_words()[cut[at].text]
    start = cut[at].start + word.lead
    if word.joined:
        found.append(Mark("&", "و", cut[at].start, start))
    ordinal = ordinal_at(cut, at)
    read = ordinal or number_at(cut, at)
    if read is None or read.low != read.high or read.low > _MOST:
        found.append(Mark("x", cut[at].text, start, cut[at].end))
        return at + 1 if read is None else read.after
    is_year = _FIRST_YEAR <= read.low <= _LAST_YEAR and read.low % _FIRST_YEAR != 0
    letter = "O" if ordinal else "Y" if is_year else "N"
    # Of number words with a proclitic ب only "بليون" begins with that letter itself.
    prefix = "ب" if cut[at].text.startswith("ب", word.lead) else ""
    found.append(Mark(letter, cut[at].text, start, cut[read.after - 1].end, read.low, prefix=prefix))
    return read.after


def _add_digits(found: list[Mark], cut: Sequence[Piece], at: int, counted: frozenset[str]) -> int:
    piece = cut[at]
    start = piece.start
    if found and found[-1].text in _ARTICLES and found[-1].end == start:
        start = found.pop().start  # "الـ24 ساعة": the article belongs to the number
    value = value_of_digits(piece.text)
    if value is None:
        found.append(Mark(_letter_of_date(piece.text), piece.text, start, piece.end))
        return at + 1
    letter = "Y" if _may_be_year(cut, at, value, counted) else "N" if value <= _MOST else "x"
    if letter == "N" and not value.is_integer():
        letter = "x"
    found.append(Mark(letter, piece.text, start, piece.end, value))
    return at + 1


def _letter_of_date(text: str) -> str:
    return "Z" if any(sign in text for sign in "/-") or text.count(".") > 1 else "x"


def _may_be_year(cut: Sequence[Piece], at: int, value: float, counted: frozenset[str]) -> bool:
    text = cut[at].text
    if len(text) != _YEAR_DIGITS or not text.isdigit() or not _FIRST_YEAR <= value <= _LAST_YEAR:
        return False
    if at + 1 >= len(cut):
        return True
    following = time_lexicon().words.get(cut[at + 1].text)
    is_unit = following is not None and not following.lead and following.letter in {"u", "2", "y"}
    return not is_unit and cut[at + 1].text not in counted and cut[at + 1].text != "%"


def _add_other(found: list[Mark], cut: Sequence[Piece], at: int) -> None:
    piece = cut[at]
    found.append(Mark(_SIGNS.get(piece.text, "x"), piece.text, piece.start, piece.end))

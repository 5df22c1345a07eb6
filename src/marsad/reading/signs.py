"""What can be seen of a block of text before its neighbours are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from marsad.reading.datewords import is_date_line, mostly_date
from marsad.reading.folding import folded
from marsad.reading.phrases import Phrase, found_phrase, menu_words

LONG: Final = 25
"""Words from which on a block is a paragraph whatever its end looks like."""

_MOST_DATED: Final = 16
_LEAST_ROW: Final = 5
_LEAST_LABELS: Final = 3
_LABEL_WORDS: Final = 4
_NAME_WORDS: Final = range(2, 6)
_SENTENCE: Final = 8
_TWO: Final = 18
"""Words that make a block with a full stop, or with one inside, prose beyond doubt."""
_LONGEST_ADDRESS: Final = 500
_LONGEST_ROW: Final = 40
_DIGIT = re.compile(r"\d")
_BARS = re.compile(r"\s*[|»›•·>]\s*|\s::\s*")
_CLOSERS = " \"'”’»«)]}›*_"
_TRAILING_NOTE = re.compile(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|[⁰¹²³⁴-⁹]+)\s*$")
_FULL_STOPS = ".…。۔"
# Two dots part a headline's halves; one dot ends a sentence.
_INNER_END = re.compile(r"(?:(?<![.\s])\.|[؟?!])[\"”»)]?\s+\w")
_NOTE = re.compile(r"^\s*(?:\[\^?\s?[\d٠-٩]{1,3}\s?\]|[⁰¹²³⁴-⁹]+|\^)\s*[:.)–-]?\s*(?=\S)")
_ROUND_NOTE = re.compile(r"^\s*\(\s?[\d٠-٩]{1,3}\s?\)\s*[:.–-]?\s*(?=\S)")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?:[\w-]+\.)+(?:com|net|org|info|tv|pic|me|co|ru|kz)\S*"
)
_TAGS = re.compile(r"^(?:[#＃]\w+[\s،,|]*)+$")
_BULLET = re.compile(
    r"^\s*(?:[-–—•▪●◾■□○*·➤►▶✓✔»]|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?"
    r"|[\d٠-٩]{1,2}\ufe0f?\u20e3|[\d٠-٩]{1,2}\s?[-.)–](?!\d))\s*(?=\S)"
)
_NAME_WORD = re.compile(r"^[^\W\d_]+[.*]?$")
_INITIAL = re.compile(r"\s\w\.$")
_QUOTED = re.compile(r"^\s*[\"“«'‘].{8,}[\"”»'’]\s*[.،]?$")
# Words no name of a person holds; a line with one of them is a heading or a sentence.
_NO_NAME = frozenset(
    folded(word)
    for word in [
        "في",
        "من",
        "إلى",
        "عن",
        "مع",
        "بعد",
        "قبل",
        "بين",
        "هل",
        "لماذا",
        "كيف",
        "ما",
        "ماذا",
        "متى",
        "أين",
        "لا",
        "لم",
        "لن",
        "هذا",
        "هذه",
        "ذلك",
        "التي",
        "الذي",
        "حول",
        "ضد",
        "أو",
        "ثم",
        "قد",
        "كل",
        "غير",
        "عند",
        "منذ",
        "نحو",
        "دون",
        "بلا",
        "خلال",
    ]
)


@dataclass(frozen=True)
class Block:
    """A line of pasted text or a block of a page, clean and stripped, with what the page says of it.

    Attributes:
        gap: whether a blank line stands before it.
        heading: level of the heading element, 0 for none.
        linked: share of its letters that are inside links.
        paragraph: whether the markup says that it is a paragraph.
        zone: what the markup calls it: "comment", "date", "author", "notes", "furniture", or "" for nothing.
        reader: whether it stands where the markup keeps readers' comments.
        item: whether it is an item of a list.
    """

    text: str
    gap: bool = False
    heading: int = 0
    linked: float = 0.0
    paragraph: bool = False
    zone: str = ""
    reader: bool = False
    item: bool = False


@dataclass(frozen=True)
class Signs:
    """A block and what its own words tell; all is counted when first asked for."""

    block: Block

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text

    @cached_property
    def words(self) -> int:
        """Number of words; a mark standing alone, as machine translation leaves it, is none."""
        return sum(any(map(str.isalnum, part)) for part in self.text.split())

    @cached_property
    def form(self) -> str:
        """The text folded, for comparing."""
        return folded(self.text)

    @cached_property
    def ending(self) -> str:
        """How it ends: "." sentence, "?" question or exclamation, ":" , "," or "" for no mark."""
        last = _TRAILING_NOTE.sub("", self.text).rstrip(_CLOSERS)[-1:]
        if last in _FULL_STOPS and last:
            return "."
        return {"؟": "?", "?": "?", "!": "?", ":": ":", "،": ",", ",": ",", "؛": ",", ";": ","}.get(last, "")

    @cached_property
    def sentences(self) -> int:
        """Sentence ends inside the block, before its last word."""
        return len(_INNER_END.findall(self.text))

    @cached_property
    def phrase(self) -> Phrase | None:
        """The phrase of page furniture it is, begins with or holds."""
        return found_phrase(self.text)

    @cached_property
    def dated(self) -> bool:
        """Whether it is a line of date and time only."""
        return is_date_line(self.text)

    @cached_property
    def dated_loosely(self) -> bool:
        """Whether it is a short line about a date: "فلان - 4 مايو 2023 - 18:52"."""
        if self.ending in {".", ":", "?"} or self.note or self.round_note or self.words > _MOST_DATED:
            return False
        if self.dated or ("·" in self.text and is_date_line(self.text.split("·")[0])):
            return True
        return bool(_DIGIT.search(self.text) and mostly_date(self.text))

    @cached_property
    def menu(self) -> bool:
        """Whether it is a row of labels: parted by bars or arrows, or made of labels' words."""
        if self.words > _LONGEST_ROW:
            return False
        parts = [part for part in _BARS.split(self.text) if part.strip()]
        if len(parts) >= _LEAST_LABELS and max(len(part.split()) for part in parts) <= _LABEL_WORDS:
            return True
        form = self.form.split()
        known = sum(word in menu_words() for word in form)
        most = known == len(form) if len(form) < _LEAST_ROW else known >= 0.5 * len(form)
        return len(form) > 1 and not self.ending and most

    @cached_property
    def lettered(self) -> bool:
        """Whether it holds a letter."""
        return any(map(str.isalpha, self.text))

    @cached_property
    def note(self) -> bool:
        """Whether it begins as a footnote does: "[1] …", "¹ …"."""
        return bool(_NOTE.match(self.text))

    @cached_property
    def round_note(self) -> bool:
        """Whether it begins with a number in round brackets, which may be a footnote or an item."""
        return bool(_ROUND_NOTE.match(self.text))

    @cached_property
    def bullet(self) -> bool:
        """Whether it begins as an item of a list does."""
        return self.block.item or bool(_BULLET.match(self.text))

    @cached_property
    def quoted(self) -> bool:
        """Whether the whole of it stands in quotation marks."""
        return bool(_QUOTED.match(self.text))

    @cached_property
    def address(self) -> bool:
        """Whether it is made of addresses, handles or hashtags."""
        if len(self.text) > _LONGEST_ADDRESS:
            return False
        rest = folded(re.sub(r"[@#]\w+", "", _URL.sub("", self.text)))
        found = rest != self.form and rest.count(" ") <= 1
        return bool(_TAGS.match(self.text)) or found

    @cached_property
    def name_like(self) -> bool:
        """Whether it may be the name of one who writes: two to five words, no mark, no function word."""
        parts = [part.strip("،,") for part in self.text.replace(".", ". ").split()]
        return (
            len(parts) in _NAME_WORDS
            and (not self.ending or bool(_INITIAL.search(self.text)))
            and not self.menu
            and all(map(_NAME_WORD.match, parts))
            and not _NO_NAME.intersection(self.form.split())
            and "على" not in parts  # folded, it is the name علي
        )

    @cached_property
    def strong(self) -> bool:
        """Whether it is prose beyond doubt: a long paragraph, or a sentence with its full stop."""
        if self.words >= LONG:
            return True
        return (self.ending == "." and self.words >= _SENTENCE) or (self.sentences > 0 and self.words >= _TWO)

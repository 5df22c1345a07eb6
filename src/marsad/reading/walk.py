"""One walk over the blocks of a page, from its head to its end, saying of each what it is.

A block is judged by what it says (the table of phrases), by its shape (length, sentence marks, dates) and by
where it stands: before the first paragraph, in the body, in a list of other articles, among notes, behind the
article's end, among readers. Markup, where there is any, only adds hints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from marsad.reading.comments import first_voice, is_control
from marsad.reading.prose import believed, ends_are_loose, first_paragraph, is_paragraph, plain, sentence_like
from marsad.reading.titles import same_title, title_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.reading.signs import Signs

Kind = Literal["body", "title", "comment", "citation", "boilerplate", "author", "date"]
State = Literal["head", "body", "related", "notes", "end", "comments", "ask"]

_OVER: Final = 0.75
"""Share of the page's prose after which a byline, credit or note ends the article."""
_NEARLY_ALL: Final = 0.85
"""Share after which nothing that follows a list of other articles is the article's."""
_HALF: Final = 0.5
"""Share before which one more paragraph behind such a list still is."""
_BESIDE_ARTICLE: Final = frozenset({"author", "credit", "source", "citations_open", "bio", "about"})
_KIND_IN_HEAD: Final[dict[str, Kind]] = {
    "author": "author",
    "date": "date",
    "updated": "date",
    "source": "citation",
}
_ENDS: Final = frozenset({"end", "no_comments", "comments_open", "comments_ask", "about"})
_LONGEST_BIO: Final = 45
_LONGEST_BYLINE: Final = 20
_LINK: Final = 0.8
_LABELLED_LINK: Final = 0.5
"""The same of a short line: a label, and the title of another article."""
_LEAST_NOTE: Final = 3
_LEAST_SENTENCE: Final = 4
_LEAST_DECK: Final = 7
"""Words of a line under the title from which on it is a deck, which is body, and no label."""
_LEAST_READ: Final = 40
"""Words of body before a heading of comments is believed without a sign of readers behind it."""


_SELF_PORTRAIT: Final = re.compile(
    r"^(?:تأسس|تأسست|أسسها|أسسه)\s|^(?:[^\s.،]+\s){1,5}(?:هي\s|هو\s)?(?:صحيفة|جريدة|قناة|موقع|وكالة|شبكة|منصة|مجلة|مركز|بوابة|مؤسسة)\s(?!ال)\w+ي?ة?\s"
)
_FORUM_NUMBER: Final = re.compile(r"^#\s?\d{1,4}$")


class Walk:
    """The state of the walk; `kind` is asked for the blocks in order."""

    def __init__(self, signs: Sequence[Signs], title: str | None, hint: str | None = None) -> None:
        self.signs = signs
        self.first = first_paragraph(signs)
        self.at = title_index(signs[: self.first], signs[self.first :], hint) if title is None else None
        self.title = signs[self.at].text if self.at is not None else title
        self.state: State = "head"
        self.loose = ends_are_loose(signs)
        self.total = self._words_before_readers() or 1
        self.read = 0
        self.voices = first_voice(signs, self.first + 1)
        self.headed = False  # whether the notes have a heading

    def kind(self, index: int) -> Kind:
        """What a block is; moves the state on. The blocks behind "comments" and "ask" are not asked for."""
        kind = self._kind(index)
        if kind == "body":
            self.read += self.signs[index].words
        return kind

    @property
    def share(self) -> float:
        """Share of the article's prose that was read so far."""
        return self.read / self.total

    def readers_end(self, start: int) -> int:
        """Index after the last block among readers' comments that begin at ``start``."""
        marked = start < len(self.signs) and self.signs[start].block.reader
        for index in range(start, len(self.signs)):
            signs = self.signs[index]
            if (marked and not signs.block.reader) or _ends_comments(signs) or self._leads_away(index):
                return index
            if self.state == "ask" and _opens_comments(signs):
                return index  # buttons first ("تعليق", "إرسال"), then the readers' heading
        return len(self.signs)

    def _leads_away(self, index: int) -> bool:
        """Whether it is a label of other articles behind the last reader; "read more" may be a button."""
        signs = self.signs[index]
        if signs.phrase is None or signs.phrase.kind != "related" or signs.phrase.where != "line":
            return False
        return not any(after.dated or after.dated_loosely for after in self.signs[index + 1 :])

    def _words_before_readers(self) -> int:
        words = 0
        for index, signs in enumerate(self.signs):
            opens = _FORUM_NUMBER.match(signs.text) or (
                signs.phrase is not None and signs.phrase.kind == "comments_open"
            )
            if signs.block.reader or (opens and index > self.first and words >= _LEAST_READ):
                break
            words += signs.words if is_paragraph(signs) else 0
        return words

    def _kind(self, index: int) -> Kind:
        signs = self.signs[index]
        if signs.block.reader or (index == self.voices and self.share >= _HALF):
            self.state = "comments"
            return "boilerplate"
        if self.state == "head":
            if index < self.first:
                return self._head_kind(index)
            self.state = "body"
            if index == self.first and not signs.block.zone:
                return "body"
        return _zoned_kind(signs) or self._furniture_kind(index) or self._kind_by_state(index)

    # Before the first paragraph.

    def _head_kind(self, index: int) -> Kind:
        signs = self.signs[index]
        if index == self.at:
            return "title"
        if self.title is not None and same_title(signs, self.title):
            return self._title_again(index)
        if signs.dated_loosely or signs.block.zone == "date":
            return "date"
        if signs.phrase is not None and signs.phrase.kind in _KIND_IN_HEAD:
            return _KIND_IN_HEAD[signs.phrase.kind]
        if signs.block.zone == "author" or (self.at is not None and index > self.at and _is_name(signs)):
            return "author"
        return self._early_body(index)

    def _title_again(self, index: int) -> Kind:
        """The first line that says the title known from markup is the title; every other is furniture."""
        if self.at is None:
            self.at = index
            return "title"
        return "boilerplate"

    def _early_body(self, index: int) -> Kind:
        """What stands before the first long paragraph: a deck under the title, or a short first sentence.

        A text without any title may begin with that sentence.
        """
        signs = self.signs[index]
        titled = index > self.at if self.at is not None else self.title is None
        sentence = signs.ending == "." and signs.words >= _LEAST_SENTENCE
        if titled and plain(signs) and (sentence or (self.at is not None and signs.words >= _LEAST_DECK)):
            return "body"
        return "boilerplate"

    # Furniture, wherever it stands behind the head.

    def _furniture_kind(self, index: int) -> Kind | None:
        signs = self.signs[index]
        # Phrases first: the heading of the comments may say the title, too.
        kind = self._kind_by_phrase(index) if self._believed(signs) else None
        if kind is not None:
            return kind
        if self.title is not None and same_title(signs, self.title):
            return "boilerplate"
        if signs.dated_loosely:
            return "date"
        if signs.menu and self.state != "notes":
            return "boilerplate"
        if self.share >= _HALF and _FORUM_NUMBER.match(signs.text):
            return self._open_comments(index)
        return None if signs.lettered and not signs.address else self._bare_kind(index)

    def _believed(self, signs: Signs) -> bool:
        """Whether a phrase is furniture here; behind the article, the writer may be told in a sentence."""
        portrait = signs.phrase is not None and signs.phrase.kind == "bio" and self.state in {"notes", "end"}
        return portrait or believed(signs)

    def _bare_kind(self, index: int) -> Kind:
        """A line of numbers, marks or addresses: a note among notes, else furniture."""
        return "citation" if self.state == "notes" and self.signs[index].address else "boilerplate"

    def _kind_by_phrase(self, index: int) -> Kind | None:
        signs = self.signs[index]
        kind = signs.phrase.kind if signs.phrase else ""
        if kind in _BESIDE_ARTICLE:
            return self._kind_beside(signs, kind)
        match kind:
            case "comments_open":
                return self._open_comments(index)
            case "comments_ask":
                return self._turn("ask", _OVER)
            case "no_comments" | "end":
                return self._close(index)
            case "related":
                return self._open_related(signs)
        return "date" if kind in {"date", "updated"} else "boilerplate"

    def _kind_beside(self, signs: Signs, kind: str) -> Kind | None:
        """Bylines, credits, notes' heading, portraits: what may also be words of the article."""
        if kind == "citations_open":
            return self._open_notes(signs)
        return self._about(signs) if kind in {"bio", "about"} else self._byline(signs)

    def _turn(self, state: State, share: float) -> Kind:
        """Furniture that ends the article if enough of it was read."""
        if self.share >= share:
            self.state = state
        return "boilerplate"

    def _close(self, index: int) -> Kind:
        """A list of other articles, tags or a copyright line: the end, unless the article goes on."""
        if self.state in {"body", "related", "notes"}:
            self.state = "related" if self._resumes(index) else "end"
        return "boilerplate"

    def _resumes(self, index: int) -> bool:
        """Whether the article goes on behind a list: paragraphs follow each other, as teasers do not."""
        if self.share >= _NEARLY_ALL:
            return False
        run, longest = 0, 0
        for signs in self.signs[index + 1 :]:
            if signs.phrase is not None and signs.phrase.kind in _ENDS and believed(signs):
                break
            tells = signs.ending in {".", ":"} and plain(signs) and sentence_like(signs, loose=False)
            run = run + 1 if tells else 0
            longest = max(longest, run)
        return longest > 1 or (longest == 1 and self.share < _HALF)

    def _open_comments(self, index: int) -> Kind:
        if self.read >= _LEAST_READ or any(signs.dated for signs in self.signs[index:]):
            self.state = "comments"
        return "boilerplate"

    def _open_related(self, signs: Signs) -> Kind:
        if self.state == "body" and signs.phrase is not None and not signs.phrase.rest:
            self.state = "related"
        return "boilerplate"

    def _open_notes(self, signs: Signs) -> Kind | None:
        if self.share < _OVER:
            return None
        if signs.phrase is not None and signs.phrase.rest:
            return "citation"
        self.state, self.headed = "notes", True
        return "boilerplate"

    def _byline(self, signs: Signs) -> Kind | None:
        if signs.strong and signs.words > _LONGEST_BYLINE:
            return None
        if self.share >= _OVER and self.state in {"body", "notes"}:
            self.state = "end"
        kinds: dict[str, Kind] = {"author": "author", "source": "citation"}
        return kinds.get(signs.phrase.kind if signs.phrase else "", "boilerplate")

    def _about(self, signs: Signs) -> Kind | None:
        """Who the writer or the publisher is, said after the article."""
        long = signs.phrase is not None and signs.phrase.kind == "bio" and signs.words > _LONGEST_BIO
        if self.share < _OVER or long:
            return None
        self.state = "end" if self.state == "body" and self.share >= 1 else self.state
        return "boilerplate"

    # By state.

    def _kind_by_state(self, index: int) -> Kind:
        match self.state:
            case "related":
                return self._kind_after_link(index)
            case "notes":
                return self._kind_among_notes(index)
            case "end":
                return "citation" if self.signs[index].note and self.signs[index].words > 1 else "boilerplate"
        return self._kind_in_body(index)

    def _kind_in_body(self, index: int) -> Kind:
        signs = self.signs[index]
        if signs.note and (self.share >= _OVER or not signs.strong):
            self.state = "notes" if self.share >= _OVER else self.state
            return "citation"
        if self._is_round_note(index):
            self.state = "notes"
            return "citation"
        if self.share >= _OVER and _is_self_portrait(signs) and not self._goes_on(index):
            self.state = "end"
            return "boilerplate"
        if self._is_body(index):
            return "body"
        return "author" if self.share >= 1 and _is_name(signs) else "boilerplate"

    def _is_round_note(self, index: int) -> bool:
        """Whether it begins "(1)" near the end, and a paragraph before it holds that mark."""
        signs = self.signs[index]
        if not signs.round_note or self.share < _OVER:
            return False
        mark = signs.text[: signs.text.index(")") + 1]
        return any(mark in before.text[1:] for before in self.signs[self.first : index])

    def _is_body(self, index: int) -> bool:
        signs = self.signs[index]
        if signs.block.heading or signs.block.linked > (_LINK if signs.strong else _LABELLED_LINK):
            return False
        if signs.strong or (signs.bullet and self._in_list(index)):
            return True
        if signs.ending == ":" and signs.words > 1 and self._lists_follow(index):
            return True
        return sentence_like(signs, loose=self.loose and self._goes_on(index))

    def _lists_follow(self, index: int) -> bool:
        """Whether items of a list or short statements follow."""
        following = next(iter(self.signs[index + 1 : index + 2]), None)
        if following is None or following.block.heading:
            return False
        return following.bullet or (following.ending == "." and following.words <= _LEAST_DECK)

    def _goes_on(self, index: int) -> bool:
        """Whether prose follows, so that a line without a mark is still inside the body."""
        return any(map(is_paragraph, self.signs[index + 1 : index + 4]))

    def _in_list(self, index: int) -> bool:
        """Whether the items before lead back to a line that opens a list, or one of them is a sentence."""
        start = end = index
        while start and self.signs[start].bullet:
            start -= 1
        while end < len(self.signs) and self.signs[end].bullet:
            end += 1
        items = self.signs[start + 1 : end]
        long = self.signs[index].words >= _LEAST_SENTENCE and plain(self.signs[index])
        return self.signs[start].ending == ":" or (long and any(map(_tells, items)))

    def _kind_after_link(self, index: int) -> Kind:
        signs = self.signs[index]
        tells = signs.ending in {".", ":"} and plain(signs) and sentence_like(signs, loose=False)
        if is_paragraph(signs) or (tells and not signs.block.heading):
            self.state = "body"
            return "body"
        return "boilerplate"

    def _kind_among_notes(self, index: int) -> Kind:
        signs, before = self.signs[index], self.signs[index - 1]
        opened = before.phrase is not None and before.phrase.kind == "citations_open"
        named = self.headed and any(map(str.isdigit, signs.text)) and not _is_name(signs)
        listed = named or signs.note or signs.round_note or (signs.bullet and signs.words >= _LEAST_NOTE)
        if listed or opened or (not signs.block.gap and not _is_name(signs)):
            return "citation"
        self.state = "end"
        return "author" if _is_name(signs) else "boilerplate"


def _is_self_portrait(signs: Signs) -> bool:
    """Whether it says of a name what kind of publisher it is: "X is a daily newspaper that …"."""
    return bool(_SELF_PORTRAIT.match(signs.text))


def _tells(item: Signs) -> bool:
    """Whether an item of a list is a sentence, and no link to another page."""
    return item.ending == "." and item.words >= _LEAST_SENTENCE and plain(item) and not item.block.linked


def _is_name(signs: Signs) -> bool:
    return signs.name_like and plain(signs) and not signs.block.heading


def _zoned_kind(signs: Signs) -> Kind | None:
    """What markup says of a block outside the comments."""
    match signs.block.zone:
        case "notes":
            return "citation"
        case "author":
            return "author"
        case "date":
            return "date"
        case "":
            return None
    return "boilerplate"


def _opens_comments(signs: Signs) -> bool:
    return signs.phrase is not None and signs.phrase.kind == "comments_open" and believed(signs)


def _ends_comments(signs: Signs) -> bool:
    portrait = signs.strong and _is_self_portrait(signs)
    phrase = signs.phrase is not None and signs.phrase.kind in {"end", "about"} and believed(signs)
    closing = portrait or phrase
    # A row of numbers is a score, a row of buttons or a date stands beside an entry.
    beside = is_control(signs) or signs.dated_loosely
    furniture = signs.block.zone == "furniture" and not beside and signs.lettered
    return closing or (not signs.block.reader and furniture)

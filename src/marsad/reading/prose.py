"""What makes a block a paragraph of an article rather than a label, a heading or a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from marsad.reading.datelines import is_dateline_only
from marsad.reading.signs import LONG, Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOSE: Final = 0.4
_LEAST_LOOSE: Final = 8
_UNMARKED: Final = 14
_WITH_COMMA: Final = 10
_LEAST_QUOTE: Final = 4
_LEAST_SENTENCE: Final = 3
_SHORT: Final = 14
_LONGEST_NAME: Final = 9
_PUBLISHER: Final = re.compile(
    r"^(?:صحيفة|جريدة|يومية|مجلة|موقع|وكالة|شبكة|قناة|منصة|مركز|معهد|بوابة)\s\S+(?:\s(?:ال|لل|[و\w]+ية|\S+ي\b).*|$)"
)
_LONG_LABEL: Final = 30
_LINKED: Final = 0.6
_OPENS_SPEECH: Final = re.compile(
    r"^[وف]?(?:قال|قالت|أضاف|أضافت|تابع|تابعت|أوضح|أوضحت|أكد|أكدت|زاد|استطرد|ختم|كتب|كتبت|يقول|تقول|يضيف|تضيف|سأل|أجاب"
    r"|أجابت|ذكر|ذكرت|جاء|نقل|شدد|أردف)\s.{0,80}[:：]\s*$"
)
# A turn of an interview: "س: …", "ج: …".
_TURN: Final = re.compile(r"^(?:س|ج|سؤال|جواب|السؤال|الجواب)\s?\d{0,2}\s?[:：–-]\s?\S")
# Fewest words a block needs to be body, by how it ends.
_LEAST: Final = {".": 2, "?": 9, ":": 4, ",": 4}


def believed(signs: Signs) -> bool:
    """Whether the phrase found in a block makes it furniture, or is an accident of an article's words."""
    phrase = signs.phrase
    if phrase is None:
        return False
    if signs.text.startswith("©") and signs.words < LONG:
        return True
    if phrase.where == "line" or phrase.kind == "about":  # the walk knows whether the article is over
        return True
    if phrase.where == "label":
        return signs.words <= _SHORT or (signs.words <= _LONG_LABEL and not signs.strong)
    if phrase.where == "end":
        return not signs.strong
    return phrase.trusted or (signs.words <= _SHORT and not signs.strong)


def plain(signs: Signs) -> bool:
    """Whether nothing says that a block is furniture."""
    return (
        not believed(signs)
        and not signs.block.zone
        and not signs.block.reader
        and signs.block.linked <= _LINKED
        and signs.lettered
        and not (signs.address or signs.dated_loosely or signs.menu)
    )


def is_paragraph(signs: Signs) -> bool:
    """Whether a block is a paragraph of prose beyond doubt."""
    return (
        signs.strong and plain(signs) and not signs.block.heading and not (signs.note and signs.words < LONG)
    )


def first_paragraph(signs: Sequence[Signs]) -> int:
    """Index of the first paragraph, else of the likeliest line; the length where all is furniture."""
    for test in (is_paragraph, _short_paragraph):
        found = next((index for index, one in enumerate(signs) if test(one)), None)
        if found is not None:
            return found
    bare = [index for index, one in enumerate(signs) if _may_speak(one)]
    if len(bare) == 1 and len(signs) > 1 and not signs[bare[0]].ending:
        return len(signs)  # a headline and nothing else
    return bare[1] if len(bare) > 1 else bare[0] if bare else len(signs)


def publishers_name(signs: Signs) -> bool:
    """Whether a short line begins as the name or the motto of a publisher does: "صحيفة …", "وكالة …"."""
    return signs.words <= _LONGEST_NAME and bool(_PUBLISHER.match(signs.text)) and not signs.sentences


def _may_speak(signs: Signs) -> bool:
    return plain(signs) and signs.words > 1 and not publishers_name(signs)


def ends_are_loose(signs: Sequence[Signs]) -> bool:
    """Whether a page's paragraphs tend to stand without a full stop."""
    long = [one for one in signs if one.words >= LONG - 5 and plain(one)]
    return sum(one.ending == "" for one in long) > _LOOSE * len(long)


def sentence_like(signs: Signs, *, loose: bool) -> bool:
    """Whether a block that is no long paragraph may still be body, by its end and length.

    Args:
        signs: the block.
        loose: whether a line without a mark may be a sentence here.
    """
    if _OPENS_SPEECH.match(signs.text) or _TURN.match(signs.text):
        return True
    if signs.ending:
        return signs.words >= _LEAST[signs.ending] or (signs.quoted and signs.words >= _LEAST_QUOTE)
    if signs.quoted:
        return signs.words >= _LEAST_QUOTE
    if signs.block.paragraph or loose:
        return signs.words >= _LEAST_LOOSE
    return signs.words >= _UNMARKED or (signs.words >= _WITH_COMMA and "،" in signs.text)


def _short_paragraph(signs: Signs) -> bool:
    short = signs.ending == "." and signs.words >= _LEAST_SENTENCE and not is_dateline_only(signs.text)
    return (short or (signs.block.paragraph and signs.words >= _LEAST_LOOSE)) and plain(signs)

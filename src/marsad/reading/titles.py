"""Which line is the title."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from marsad.reading.folding import folded, words_only
from marsad.reading.prose import publishers_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.reading.signs import Signs

_MOST_WORDS: Final = 32
_MOST_LETTERS: Final = 300
_USUAL = range(5, 19)
_SITE = re.compile(r"\s+(?:[|»«›‹•·<>]|::|[-–—])\s+")
# Words that hold a text together are in every line and say nothing of what a line is about.
_LEAST_LETTERS = 4
_SECTION = re.compile(r"^(?:[^\s/]+\s){1,3}/\s")
# Emoji, arrows, bullets and the like before a headline, with "#عاجل" among them.
_ORNAMENT = re.compile(
    r"^(?:[\s\u2022-\u2027\u2190-\u2bff\u3030\ufe0e\ufe0f\u200d\u20e3*_~\U0001f000-\U0001faff]|#عاجل(?!\w)[:|\s]*)+"
    r"|[\s\u2190-\u2bff\ufe0e\ufe0f\u200d\u20e3*_~\U0001f000-\U0001faff]+$"
)
_LEAST_BEHIND = 4
_LEAST_REPEATED = 3
_MOST_SITE_WORDS = 5


def title_index(head: Sequence[Signs], body: Sequence[Signs], hint: str | None = None) -> int | None:
    """Index in ``head`` (the blocks before the first paragraph) of the title, or None.

    A line that is repeated is the title. Else lines are weighed: of a title's length, about what the body is
    about, and early rather than late.
    """
    rights = [signs.form for signs in body if "©" in signs.form or "الحقوق" in signs.form]
    candidates = [
        index
        for index, signs in enumerate(head)
        if _may_be_title(signs) and not any(signs.form in line for line in rights)
    ]
    if not candidates:
        return None
    counts = Counter(head[index].form for index in candidates)
    repeated = [
        index for index in candidates if counts[head[index].form] > 1 and head[index].words >= _LEAST_REPEATED
    ]
    if repeated:
        return repeated[0]
    topic, wanted = _topic(body), _long_words(hint or "")
    weights = [
        (_weight(head[index], topic, wanted) - 0.2 * min(place, 4), -index)
        for place, index in enumerate(candidates)
    ]
    return candidates[weights.index(max(weights))]


def same_title(signs: Signs, title: str) -> bool:
    """Whether a block says the title again, perhaps with the site's name or a date hung on."""
    if not 0.3 * len(title) <= len(signs.text) <= 3 * len(title):
        return False
    form, wanted = words_only(signs.text), words_only(title)
    if not wanted or not form:
        return False
    longer, shorter = sorted((form, wanted), key=len, reverse=True)
    return form == wanted or (shorter in longer and len(shorter) > 0.6 * len(longer) and " " in shorter)


def without_site(title: str) -> tuple[str, str | None]:
    """A page's title without the site's name behind (or before) a bar or dash, and that name."""
    parts = [part for part in _SITE.split(title) if part.strip()]
    return _longer_side(title, parts) if len(parts) > 1 else (title.strip(), None)


def _longer_side(title: str, parts: list[str]) -> tuple[str, str | None]:
    first, last = parts[0], parts[-1]
    site, start, end = (
        (last, 0, title.rfind(last)) if len(last) <= len(first) else (first, len(first), len(title))
    )
    if len(site.split()) > _MOST_SITE_WORDS:
        return title.strip(), None
    return re.sub(r"^[\s|»›•·:–—-]+|[\s|»›•·:–—-]+$", "", title[start:end]), site.strip()


def _may_be_title(signs: Signs) -> bool:
    if not 1 < signs.words <= _MOST_WORDS or len(signs.text) > _MOST_LETTERS:
        return False
    marked = (
        signs.menu or signs.dated_loosely or _is_phrase(signs) or signs.dated or signs.address or signs.note
    )
    return not marked and signs.lettered and signs.ending not in {".", ","} and signs.block.zone == ""


def _is_phrase(signs: Signs) -> bool:
    """Whether a line is furniture by its words; one word heading a longer line may be the title's own."""
    phrase = signs.phrase
    if phrase is not None and (phrase.kind, phrase.where) == ("boilerplate", "label"):
        return len(phrase.rest.split()) < _LEAST_BEHIND  # "عاجل | …" stands before a headline
    return phrase is not None and (
        phrase.where != "start" or phrase.words > 1 or signs.words <= _MOST_SITE_WORDS
    )


def _weight(signs: Signs, topic: frozenset[str], wanted: frozenset[str]) -> float:
    words = _long_words(signs.text)
    shared = len(words & topic) / max(len(words), 1) + 2 * len(words & wanted) / max(len(wanted), 1)
    length = 1.5 if signs.words in _USUAL else 0.8 if signs.words in {4, *range(19, 26)} else 0.0
    name = 2.5 if publishers_name(signs) else 0.5 if signs.words in {2, 3} and signs.name_like else 0.0
    heading = 2.0 if signs.block.heading == 1 else 0.5 if signs.block.heading else 0.0
    return length + 1.5 * shared + heading - name


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in folded(text).split() if len(word) >= _LEAST_LETTERS)


def _topic(body: Sequence[Signs]) -> frozenset[str]:
    return frozenset(
        word for signs in body[:12] for word in signs.form.split() if len(word) >= _LEAST_LETTERS
    )


def bare_title(line: str) -> str:
    """A title as a page shows it, without ornaments, the site's name behind a bar, sections before slashes.

    A dash may be the title's own and stays.
    """
    line = _ORNAMENT.sub("", line) or line
    line = without_site(line)[0] if re.search(r"\s\|\s", line) else line
    while (found := _SECTION.match(line)) and len(line[found.end() :].split()) >= _LEAST_BEHIND:
        line = line[found.end() :]
    return line

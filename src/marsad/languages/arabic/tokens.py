"""Tokens of an Arabic sentence: words, numbers and punctuation, with offsets in the text as it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.languages.arabic.normalise import normalised, raw_span
from marsad.languages.arabic.words import word
from marsad.languages.grammar import Token

# A small word written onto digits is a token of its own ("بـ3 مليارات").
_WORDS_AND_SIGNS = r"\d+(?:[.,/:٫٬-]\d+)*%?|\.{2,}|[بلو]{1,2}(?=\d)|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_"


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    return re.compile(_WORDS_AND_SIGNS)


def tokens(text: str) -> list[Token]:
    """Tokens of a sentence.

    Args:
        text: the sentence as it stands, with vowel signs, tatweel and all.

    Returns:
        Tokens in order; ``text[token.start:token.end]`` is ``token.raw``.
    """
    normal = normalised(text)
    found = []
    offsets = normal.offsets
    for match in _token_pattern().finditer(normal.text):
        start, end = match.span()
        if offsets is not None:
            start, end = raw_span(normal, start, end)
        form = match.group()
        found.append(Token(word(form), form, start, end, text[start:end]))
    return found

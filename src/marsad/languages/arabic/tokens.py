"""Tokens of an Arabic sentence: words, numbers and punctuation, with offsets in the text as it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.languages.arabic.normalise import normalised_sentence
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
    even, offsets = normalised_sentence(text)
    found: list[Token] = []
    end = 0
    for form in _token_pattern().findall(even):
        start = even.find(form, end)  # nothing but white space stands between two tokens
        end = start + len(form)
        first, last = start, end
        if offsets is not None:  # as `raw_span`, which a long sentence would ask forty times
            first, last = offsets[start], max(offsets[end], offsets[end - 1] + 1)
        found.append(Token(word(form), form, first, last, text[first:last]))
    return found

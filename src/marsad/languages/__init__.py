"""Text → sentences, tokens, clauses. One folder a language, every one with the same file names."""

from __future__ import annotations

from functools import lru_cache

from marsad.errors import UnknownCodeError
from marsad.languages.arabic.clauses import clauses
from marsad.languages.arabic.dates import time_expressions
from marsad.languages.arabic.futures import is_future, is_present, is_we
from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.quantities import counting, quantities
from marsad.languages.arabic.sentences import sentences
from marsad.languages.arabic.tokens import tokens
from marsad.languages.arabic.words import duals, is_common, is_people, keys, owner_gender, word
from marsad.languages.language import Language

__all__ = ["Language", "language", "sentences"]


@lru_cache(maxsize=4)
def language(code: str) -> Language:
    """The language of an ISO 639-1 code.

    Raises:
        UnknownCodeError: no room for that language.
    """
    if code != "ar":
        raise UnknownCodeError(f"unknown language {code!r}; known: ar")
    return Language(
        code,
        sentences,
        tokens,
        clauses,
        time_expressions,
        _even,
        word,
        keys,
        verb_classes,
        _is_common,
        _is_people,
        counting,
        quantities,
        duals,
        owner_gender,
        is_future,
        is_we,
        is_present,
    )


def _is_common(form: str) -> bool:
    return is_common(word(form))


def _is_people(form: str) -> bool:
    return is_people(word(form))


def _even(text: str) -> str:
    return normalised(text).text

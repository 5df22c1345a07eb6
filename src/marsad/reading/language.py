"""Which language a text is in, as far as Marsad needs to know."""

from __future__ import annotations

import re

_SAMPLE = 20_000
_ARABIC_SCRIPT = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]")
# Letters of Persian, Urdu, Kurdish and Uyghur that Arabic does not have; Arabic press uses a few in names.
_NOT_ARABIC = re.compile("[\u0679-\u06a3\u06a5-\u06d3\u06d5]")
_HALF = 0.5
_FOREIGN = 0.03


def language_of(text: str) -> str:
    """``ar`` for Arabic, ``und`` for anything else (no other language is coded yet)."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    script = len(_ARABIC_SCRIPT.findall(sample))
    if script <= _HALF * letters or len(_NOT_ARABIC.findall(sample)) > _FOREIGN * script:
        return "und"
    return "ar"

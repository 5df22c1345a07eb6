"""Characters that may stand in a document's text, and how text is parted into lines.

Cleaning comes before anything is counted, so offsets index the clean text only. It changes no letter: what is
dropped is invisible (controls, bidi marks, zero-width marks), what is mapped is another code for the same
letter (NFC, presentation forms of PDF dumps, kinds of space).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_OTHER_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_GAPS = re.compile(" *\t[\t ]*|  +")
# Presentation forms are mapped to their letters; the word ligatures U+FDF0–FDFF keep their one code point
# (except "Allah", which is an ordinary word) because spelling them out would add words nobody wrote.
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf2\ufe70-\ufefc]+")
_NOT_ASCII = re.compile(r"[^\n -~]")


@lru_cache(maxsize=1)
def _invisible() -> dict[int, None]:
    """C0 and C1 controls but the newline, bidi and zero-width marks, surrogates, non-characters."""
    codes = [
        code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\n\t"
    ]
    codes += [0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
    codes += [0xFEFF, *range(0xFDD0, 0xFDF0), *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF]
    codes += range(0xD800, 0xE000)
    return dict.fromkeys(codes)


def clean_text(text: str, *, gap: str = " ") -> str:
    """Text with newlines as its only line end, single plain spaces, NFC, and nothing invisible.

    Bidi marks are dropped: they belong to display, split words for the coder and can hide text from readers.
    Diacritics, tatweel, spelling and punctuation stay as they are.

    Args:
        text: any text.
        gap: what a tab or a run of spaces inside a line becomes.
    """
    text = _LINE_ENDS.sub("\n", text)
    if _NOT_ASCII.search(text):
        text = _OTHER_SPACES.sub(" ", text.translate(_invisible()))
        text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = unicodedata.normalize("NFC", text)
    return _GAPS.sub(gap, text)


def inline(text: str) -> str:
    """Clean text on one line, stripped."""
    return " ".join(clean_text(text).split())

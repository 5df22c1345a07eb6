"""The words, numbers and signs of a text in even spelling, as numbers and dates are read from them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A date written in digits is one piece, so is a number with its separators; letters and digits part
# ("و24" is two pieces); every other sign stands alone.
_PIECE: Final = re.compile(
    r"[^\W\d_]+"
    r"|(?<![0-9][./-])[0-9]{1,4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{2,4}(?![0-9]|[/.-][0-9])"
    r"|[0-9]+(?:[,٬،.٫][0-9]+)*"
    r"|\S"
)


class Piece(NamedTuple):
    """A word, number or sign; the span is in the text that was cut."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The pieces of a text in even spelling, in order."""
    return [Piece(found[0], found.start(), found.end()) for found in _PIECE.finditer(text)]

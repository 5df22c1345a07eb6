"""The words, numbers and signs of a text in even spelling, as numbers and dates are read from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.normalise import normalised, raw_span
from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.grammar import Token

# A date written in digits is one piece, so is a number with its separators; letters and digits part
# ("و24" is two pieces); every other sign stands alone.
_PIECE: Final = re.compile(
    r"[^\W\d_]+"
    r"|(?<![0-9][./-])[0-9]{1,4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{2,4}(?![0-9]|[/.-][0-9])"
    r"|[0-9]+(?:[,٬،.٫][0-9]+)*"
    r"|\S"
)


class Piece(Shape, frozen=True):
    """A word, number or sign; the span is in the text that was cut."""

    text: str
    start: int
    end: int


def pieces_of(tokens: Sequence[Token]) -> list[Piece]:
    """The pieces of the tokens of a sentence; spans are in the sentence as it stands."""
    found: list[Piece] = []
    for token in tokens:
        form = token.word.form
        if len(form) == 1 or form.isalpha():
            found.append(Piece(form, token.start, token.end))
        else:
            found.extend(_parted(token))
    return found


def _parted(token: Token) -> list[Piece]:
    """The pieces of a token with digits."""
    even, found = normalised(token.raw), []
    for piece in pieces(even.text):
        start, end = raw_span(even, piece.start, piece.end)
        found.append(Piece(piece.text, token.start + start, token.start + end))
    return found


def pieces(text: str) -> list[Piece]:
    """The pieces of a text in even spelling, in order."""
    return [Piece(found[0], found.start(), found.end()) for found in _PIECE.finditer(text)]

"""The words, numbers and signs of a text in even spelling."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A date written in digits is one token, so is a number with its separators; letters and digits part
# ("و24" is two tokens); every other sign stands alone.
_TOKEN: Final = re.compile(
    r"(?<![0-9][./-])(?<![0-9])[0-9]{1,4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{2,4}(?![0-9]|[/.-][0-9])"
    r"|[0-9]+(?:[,٬،.٫][0-9]+)*"
    r"|[^\W\d_]+"
    r"|\S"
)


class Token(NamedTuple):
    """A word, number or sign; the span is in the text that was cut."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text in even spelling, in order."""
    return [Token(found.group(), *found.span()) for found in _TOKEN.finditer(text)]

"""Text pasted from a page → Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.errors import UnreadableError
from marsad.reading.assemble import Facts, assembled
from marsad.reading.lines import classified_lines

if TYPE_CHECKING:
    import datetime as dt

    from marsad.records import Document


def read_text(
    text: str, *, source: str, outlet: str | None = None, published: dt.date | None = None
) -> Document:
    """The article in a text as a reader would paste it from a page.

    Args:
        text: the pasted text, with whatever came along.
        source: its name, for messages.
        outlet: who published it, where the caller knows.
        published: the day, where the caller knows.

    Raises:
        UnreadableError: it holds no letter.
        MalformedError: no line of it is the text of an article.
    """
    if not any(map(str.isalpha, text)):
        raise UnreadableError(source, "holds no letter" if text.strip() else "is empty")
    return assembled(classified_lines(text), Facts(outlet=outlet, published=published), source)

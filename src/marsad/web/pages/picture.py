"""Pictures of where a state leans, as files to take along."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from marsad.measures import Borrowed
from marsad.observatory.outlook import poles_for
from marsad.observatory.pictured import MOST_PARTNERS, Told, known_partners, picture_of, with_sentences
from marsad.web.file import File
from marsad.web.page import NotThereError
from marsad.web.pages.lean import EVERY, PICTURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.observatory.pictured import PicturePage
    from marsad.web.asked import Asked

_MEDIA: Final = {"svg": "image/svg+xml", "html": "text/html; charset=utf-8"}
_STYLE: Final = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def picture_file(asked: Asked) -> File:
    """A picture as an SVG file, or as a page with its numbers.

    Raises:
        NotThereError: no such state, kind of picture or kind of file.
        UnknownCodeError, UsageError: poles or windows that are none, or that it cannot show.
    """
    kind, _, suffix = asked.named["name"].partition(".")
    if kind not in PICTURES or suffix not in _MEDIA:
        raise NotThereError("picture", words=asked.named["name"])
    made = _picture(asked, kind)
    content = made.svg() if suffix == "svg" else made.html()
    name = f"{kind}-{asked.state()}.{suffix}"
    return File(name, _MEDIA[suffix], content.encode(), {"Content-Security-Policy": _rules(content)})


def _picture(asked: Asked, kind: str) -> PicturePage:
    state, library = asked.state(), asked.library
    every = asked.one_of("every", EVERY) or ("year" if kind == "heatmap" else "quarter")
    poles = _poles(asked, kind)

    def made() -> PicturePage:
        told = Told(library.deeds(), lambda *_: Borrowed(), partial(with_sentences, library.archive))
        return picture_of(told, state, poles, kind=kind, every=every, language=asked.language, width=None)

    return library.once(("picture", kind, state, tuple(poles), every, asked.language), made)


def _poles(asked: Asked, kind: str) -> Sequence[str]:
    words = asked.given.get("poles")
    if not words and kind == "heatmap":
        return known_partners(asked.library.deeds(), asked.state())[:MOST_PARTNERS]
    given = [word.strip() for word in words.split(",") if word.strip()] if words else None
    return poles_for(asked.state(), given)


def _rules(content: str) -> str:
    """It may use its own style, known by its hash, and load nothing."""
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(content))
    allowed = " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests) or "'none'"
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; frame-ancestors 'none'"

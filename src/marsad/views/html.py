"""The brief as one self-contained HTML file: no script, nothing loaded from anywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad.views.labels import labels_for
from marsad.views.words import Words

if TYPE_CHECKING:
    from marsad.views.brief import Brief
    from marsad.views.pictures.drawing import Drawn
    from marsad.views.tallies import Bar


def brief_html(brief: Brief) -> str:
    """The brief as a whole HTML document.

    Every word that comes from outside is escaped; the page's own rules (CSP) let it load nothing and run
    nothing, and only http and https addresses become links.
    """
    labels = labels_for(brief.language)
    template = environment().get_template("brief.html.j2")
    return template.render(brief=brief, t=Words(labels), bar_x=_mirrored(brief), drawn=drawn)


def picture_html(picture: Drawn, language: str) -> str:
    """A picture with its numbers as one HTML document."""
    labels = labels_for(language)
    template = environment().get_template("picture.html.j2")
    return template.render(d=picture, t=Words(labels), language=language, rtl=language == "ar", drawn=drawn)


def drawn(picture: str) -> Markup:
    """A picture of this room's own templates, in which all foreign words were escaped when it was drawn."""
    return Markup(picture)  # noqa: S704


def _mirrored(brief: Brief) -> _Places:
    return _Places(brief.direction == "rtl")


class _Places:
    """Where the pieces of a bar stand in a picture 200 wide with the middle line at 100.

    SVG is not mirrored with the text: cooperation grows towards the end of the line, conflict towards its
    start, so that in Arabic cooperation stands left.
    """

    def __init__(self, mirrored: bool) -> None:
        self._mirrored = mirrored

    def __call__(self, bar: Bar, *, cooperative: bool) -> float:
        """Left edge of a piece."""
        outwards_right = cooperative != self._mirrored
        left = 100 + bar.start if outwards_right else 100 - bar.start - bar.length
        return round(left, 2)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of this room, everything in them escaped."""
    return Environment(
        loader=PackageLoader("marsad.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

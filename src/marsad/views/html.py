"""The brief as one self-contained HTML file: no script, nothing loaded from anywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad.views.labels import Labels, labels_for

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
    return template.render(brief=brief, t=_Words(labels), bar_x=_mirrored(brief), drawn=_drawn)


def picture_html(drawn: Drawn, language: str) -> str:
    """A picture with its numbers as one HTML document."""
    labels = labels_for(language)
    template = environment().get_template("picture.html.j2")
    return template.render(d=drawn, t=_Words(labels), language=language, rtl=language == "ar", drawn=_drawn)


class _Words:
    """The words of the interface as the template asks for them, values isolated from the text around them."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def __call__(self, key: str, **values: object) -> Markup:
        """Words of ``ui.KEY``, values inside ``<bdi>``."""
        isolated = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in values.items()}
        # The table's own words hold no markup: with safe markup in their places they stay safe.
        return Markup(self._labels.text(f"ui.{key}", **isolated))  # noqa: S704

    def of(self, key: str) -> str:
        """Words of a key as it stands in the table."""
        return self._labels.text(key)

    def plain(self, key: str, **values: object) -> str:
        """Words of ``ui.KEY`` for an attribute or a title, where no markup can stand."""
        return self._labels.text(f"ui.{key}", **values)

    def counted(self, noun: str, number: int) -> Markup:
        """A number with its noun."""
        return Markup("<bdi>{}</bdi>").format(self._labels.counted(noun, number))

    def joiner(self) -> str:
        """What stands before the last of several."""
        return self._labels.last_joiner()

    def dimension(self, name: str) -> str:
        """Name of a dimension."""
        return self._labels.text(f"dimension.{name}")

    def quad(self, number: int) -> str:
        """Name of a quad class."""
        return self._labels.text(f"quad.{number}")

    def percent(self, share: float) -> str:
        """A share in whole percent."""
        return f"{round(100 * share)}%"


def _drawn(picture: str) -> Markup:
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

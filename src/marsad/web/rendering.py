"""Laying pages out: templates of this room over those of all views, everything in them escaped."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from marsad.coding import MINIMUM_CONFIDENCE
from marsad.records import CODEBOOK_VERSION, CODER_VERSION
from marsad.views.html import drawn
from marsad.views.passages import direction_of
from marsad.views.words import Words
from marsad.web.exporting import KINDS, citation
from marsad.web.telling import short

if TYPE_CHECKING:
    from marsad.web.asked import Asked
    from marsad.web.page import Page

LANGUAGES: Final = ("ar", "en")
SITE: Final[tuple[str, ...]] = ("network", "outlets", "forecasts", "decisions")
"""Pages that every page leads to, in order; each has words ``web.site_NAME``."""

WORK: Final[tuple[str, ...]] = ("queue", "annotate", "agreement")
"""Pages that every page leads to where somebody works on the archive; each has words ``web.work_NAME``."""

STATE_PARTS: Final[tuple[str, ...]] = ("stories", "rivals", "lean", "trap", "links", "forecasts", "warnings")
"""Pages of a state, in order; each has words ``web.part_NAME``."""

ASKED_PARTS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("lean", "leans", ("lean", "trap")),
    ("links", "follows", ("links",)),
    ("forecasts", "foretold", ("forecasts",)),
    ("warnings", "watch", ("warnings",)),
)
"""Of these, those that answer one of the six questions and take a while, with the name of the question (of
words ``ui.question_NAME``) and the parts whose ``/short`` forms answer it in a line: the page of the state
loads them after the rest."""

_STATIC: Final = {
    "marsad.css": (
        ("marsad.views", "templates/palette.css"),
        ("marsad.views", "templates/brief.css"),
        ("marsad.views", "templates/picture.css"),
        ("marsad.web", "static/web.css"),
        ("marsad.web", "static/work.css"),
    ),
    "marsad.js": (("marsad.web", "static/marsad.js"), ("marsad.web", "static/work.js")),
    "marsad.svg": (("marsad.web", "static/marsad.svg"),),
}


def laid_out(page: Page, asked: Asked, form_mark: str) -> str:
    """A page as HTML.

    Args:
        page: what it shows.
        asked: what it answers.
        form_mark: what forms bring back.
    """
    template = _environment().get_template(page.template)
    other = next(name for name in LANGUAGES if name != asked.language)
    return template.render(
        page=page,
        asked=asked,
        t=Words(asked.labels),
        w=Words(asked.labels, "web"),
        to=asked.links,
        direction=direction_of(asked.language),
        other=other,
        other_href=_address(other, asked),
        here=_address(asked.language, asked),
        form_mark=form_mark,
        coder=CODER_VERSION,
        codebook=CODEBOOK_VERSION,
        least=MINIMUM_CONFIDENCE,
        short=short,
        drawn=drawn,
        site=SITE,
        work_pages=WORK if asked.library.editing else (),
        state_parts=STATE_PARTS,
        asked_parts=ASKED_PARTS,
        kinds=tuple(KINDS),
        citation=citation(asked),
        **page.parts,
    )


def static_file(name: str) -> bytes | None:
    """A style sheet or script by its name, None where there is none."""
    return _static().get(name)


def _address(language: str, asked: Asked) -> str:
    from urllib.parse import quote, urlencode

    path = quote(f"/{language}{asked.path}")
    kept = {name: value for name, value in asked.given.items() if name != "format" and value}
    return f"{path}?{urlencode(kept)}" if kept else path


@lru_cache(maxsize=1)
def _static() -> dict[str, bytes]:
    return {
        name: b"\n".join(files(package).joinpath(file).read_bytes() for package, file in pieces)
        for name, pieces in _STATIC.items()
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader(
            [PackageLoader("marsad.web", "templates"), PackageLoader("marsad.views", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

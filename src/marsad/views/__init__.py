"""What reaches people: the brief of a state, for a terminal, as one HTML file, as Markdown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.views.brief import Brief
    from marsad.views.briefing import brief_of
    from marsad.views.html import brief_html
    from marsad.views.markdown import brief_markdown
    from marsad.views.matter import Kept, Lean, Matter
    from marsad.views.terminal import brief_terminal

__all__ = ["Brief", "Kept", "Lean", "Matter", "brief_html", "brief_markdown", "brief_of", "brief_terminal"]

# Jinja2 and rich are heavy: each is imported with the first use of what needs it.
_HOMES = {
    "Brief": "brief",
    "brief_html": "html",
    "brief_markdown": "markdown",
    "brief_of": "briefing",
    "brief_terminal": "terminal",
    "Kept": "matter",
    "Lean": "matter",
    "Matter": "matter",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

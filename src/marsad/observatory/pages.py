"""Briefs as pages, and what can be refused before one is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.asking import (
    parsed_day,
)
from marsad.errors import UnknownCodeError, UsageError

if TYPE_CHECKING:
    import datetime as dt

    from marsad.views import Brief


def check_brief(state: str, out: Path | None, as_of: dt.date | str | None) -> dt.date | None:
    """The day of a brief, after a look at all that can be refused before any work is done.

    Raises:
        UnknownCodeError: no such state.
        UsageError: ``as_of`` is no date, or a page cannot be saved under that name.
    """
    from marsad.actors import country_names

    if state not in country_names():
        raise UnknownCodeError(f"unknown state {state!r}; a code of three capitals is due, such as KAZ")
    if out is not None:
        _page_kind(out)
    return parsed_day(as_of)


_PAGE_KINDS: Final = {".html": "html", ".htm": "html", ".md": "markdown"}


def _page_kind(path: Path) -> str:
    kind = _PAGE_KINDS.get(path.suffix.lower())
    if kind is None:
        raise UsageError(f"{path}: a brief is saved as .html or .md")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder")
    return kind


class BriefPage:
    """A brief, ready to be shown or saved."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief

    def html(self) -> str:
        """One self-contained HTML page."""
        from marsad.views import brief_html

        return brief_html(self.brief)

    def markdown(self) -> str:
        """The same as Markdown."""
        from marsad.views import brief_markdown

        return brief_markdown(self.brief)

    def save(self, path: str | Path) -> Path:
        """Writes the page; the suffix tells how: .html, .htm or .md.

        Raises:
            UsageError: another suffix, no such folder, or a file that cannot be written.
        """
        target = Path(path)
        page = self.html() if _page_kind(target) == "html" else self.markdown()
        try:
            target.write_text(page, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{target}: {(error.strerror or str(error)).lower()}") from error
        return target

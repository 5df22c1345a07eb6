"""What every part of the front is made over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.archive import Archive


class OverArchive:
    """Answers from one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

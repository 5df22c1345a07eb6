"""What the pages are made from: the archive, opened for reading, and what was worked out from it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from marsad.measures import tallied
from marsad.observatory import Observatory
from marsad.stories import kept_deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from marsad.archive import Archive, Browser, Reader
    from marsad.measures import Tallies
    from marsad.stories import Counted
    from marsad.web.editing import Editing

T = TypeVar("T")
_MOST_KEPT: Final = 256


class Library:
    """An archive behind the pages; threads may share it.

    Args:
        archive: opened for reading.
        editing: what forms write through; None where nobody works here.
    """

    def __init__(self, archive: Archive, editing: Editing | None = None) -> None:
        self.archive, self.editing = archive, editing
        self.observatory = Observatory(archive)
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    @property
    def reader(self) -> Reader:
        """What reads records."""
        return self.archive.reader()

    @property
    def browser(self) -> Browser:
        """What reads pages of stories."""
        return self.archive.browser()

    def deeds(self) -> Counted:
        """All deeds that the stories tell, as these were last worked out."""
        return self.once("deeds", lambda: kept_deeds(self.archive))

    def tallies(self) -> Tallies | None:
        """These deeds by dyad and month, for all states; None where there are none."""
        return self.once("tallies", lambda: tallied(self.deeds().deeds, "month"))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out once for each state of the archive's stories.

        Who asks for the same meanwhile waits for it. The last 256 are kept.
        """
        full = (self.browser.worked_out(), key)
        with self._lock:
            turn = self._locks.setdefault(full, Lock())
        with turn:
            if full in self._kept:
                return self._taken(full)
            made = make()
            self._put(full, made)
            return made

    def _taken(self, key: Hashable) -> T:  # type: ignore[type-var]  # what was put under the key
        with self._lock:
            self._kept.move_to_end(key)
            return self._kept[key]  # type: ignore[return-value]

    def _put(self, key: Hashable, made: object) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _MOST_KEPT:
                old, _ = self._kept.popitem(last=False)
                self._locks.pop(old, None)

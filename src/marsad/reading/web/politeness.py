"""One request at a time to a site, with a pause between two."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from marsad.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE: Final = 1.0
"""Seconds between the end of a request and the next one to the same site."""

LONGEST_PAUSE: Final = 60.0
"""A site that asks for more seconds between two requests is asked no second time in a run."""


class Turns:
    """Who may ask a site now; threads wait for each other, sites do not.

    Args:
        pause: least seconds between two requests to a site.
        clock: tells seconds.
        sleep: waits for some.
    """

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def taken(self, host: str, pause: float, source: str) -> Iterator[None]:
        """Waits for the site to be free, and keeps it until the request is done.

        Args:
            host: the site.
            pause: seconds that the site itself wants between two requests.
            source: the address, for messages.

        Raises:
            FetchError: the site wants a longer pause than is waited.
        """
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            wait = (
                self._free_at[host] + max(pause, self._pause) - self._clock() if host in self._free_at else 0
            )
            if wait > LONGEST_PAUSE:
                raise FetchError(
                    source,
                    f"its site wants {pause:g} s between two requests; it is left for later",
                    passing=True,
                )
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock()

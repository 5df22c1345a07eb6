"""What a site's robots.txt allows, as RFC 9309 has it.

A file that is not there (4xx) allows all; one that cannot be had (5xx, 429, no answer) allows nothing until
it can. Rules are kept for a day, a failure for ten minutes. Beyond the first 500 KiB nothing is read.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from protego import Protego

from marsad.errors import FetchError, InputError
from marsad.reading.web.reservations import SITE_FILE, site_reserves

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.reading.web.fetching import Answer

NAME: Final = "Marsad"
"""The name that a robots.txt calls Marsad by."""

_MOST_BYTES: Final = 500 * 1024
_KEPT: Final = 24 * 3600.0
_FAILURE_KEPT: Final = 600.0
_ANSWERS: Final = re.compile(r"answers 4\d\d")
_TOO_MANY: Final = "answers 429"


@dataclass(frozen=True, slots=True)
class _Site:
    """What is known of a site until a moment: its rules, or why none can be had."""

    until: float
    rules: Protego | None = None
    error: FetchError | None = None
    reserved: bytes = b""


class Robots:
    """The rules of the sites that were asked.

    Args:
        fetched: fetches an address within all limits, without asking for rules.
        reserved: whether what publishers reserve is taken all the same; see `reservations`.
        clock: tells seconds.
    """

    def __init__(
        self,
        fetched: Callable[[str], Answer],
        *,
        reserved: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetched, self._reserved, self._clock = fetched, reserved, clock
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def pause_for(self, url: str) -> float:
        """Seconds that the site wants between two requests, of an address that it allows.

        Raises:
            FetchError: it does not allow it, or its rules cannot be had.
        """
        site = self._site(url)
        if site.error is not None:
            raise FetchError(url, site.error.problem, passing=site.error.passing)
        if site.rules is None:
            return 0.0
        if not site.rules.can_fetch(url, NAME):
            raise FetchError(url, "is kept back by its site's robots.txt")
        if site.reserved and site_reserves(site.reserved, url):
            raise FetchError(url, "is kept back: its publisher reserves text and data mining (tdmrep.json)")
        return float(site.rules.crawl_delay(NAME) or 0.0)

    def _site(self, url: str) -> _Site:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = self._sites.get(origin)
        if known is None or known.until <= self._clock():
            known = self._asked(origin)
            with self._lock:
                self._sites[origin] = known
        return known

    def _asked(self, origin: str) -> _Site:
        try:
            rules = _parsed(self._fetched(f"{origin}/robots.txt").body)
        except FetchError as error:
            missing = _ANSWERS.fullmatch(error.problem) and error.problem != _TOO_MANY
            if not missing:
                return self._without_rules(error)
            rules = _parsed(b"")
        except InputError as error:  # too large or damaged: what it says cannot be known
            return self._without_rules(FetchError(error.source, error.problem))
        return _Site(
            self._clock() + _KEPT, rules, reserved=b"" if self._reserved else self._site_file(origin)
        )

    def _without_rules(self, error: FetchError) -> _Site:
        refused = FetchError(
            error.source, f"its robots.txt cannot be had: {error.problem}", passing=error.passing
        )
        return _Site(self._clock() + _FAILURE_KEPT, error=refused if error.passing else error)

    def _site_file(self, origin: str) -> bytes:
        """The site's own list of reservations; where there is none or it cannot be had, nothing."""
        try:
            return self._fetched(f"{origin}{SITE_FILE}").body[:_MOST_BYTES]
        except InputError:
            return b""


def _parsed(data: bytes) -> Protego:
    return Protego.parse(data[:_MOST_BYTES].decode("utf-8-sig", "replace"))

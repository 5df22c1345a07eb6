"""Rounds over the feeds: ask each that is due whether it has changed, fetch what is new, wait for the next.

All that must outlive a killed run is in the archive: what a feed has named is noted in the same transaction
as its validators, so no page is lost to an answer "not changed"; a page is done when its document is on disk.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.archive import FeedState
from marsad.errors import FetchError, InputError
from marsad.reading.web.listing import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marsad.archive import WaitingPage, Watched
    from marsad.reading.web import Answer, Web
    from marsad.records import Document
    from marsad.watching.feed_list import Feed

MINUTES: Final = 15.0
"""Between two questions to a feed."""

MOST_PAGES: Final = 200
"""Pages of one feed that are fetched in one round; the others wait for the next."""

MOST_TRIES: Final = 5
"""A page that cannot be had for a passing reason is tried so often."""

_LONGEST_WAIT: Final = dt.timedelta(days=1)


class Kept(NamedTuple):
    """What became of a page or of a feed that could not be had.

    Attributes:
        document: its id, where it has one.
        is_new: whether it was added just now.
    """

    document: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did.

    Attributes:
        started: when.
        feeds: that were asked.
        unchanged: of them, that had not changed.
        failed_feeds: of them, that could not be had.
        found: pages that were named for the first time.
        added: documents that are new.
        known: documents that were there already.
        failed: pages that could not be used.
    """

    started: dt.datetime
    feeds: int = 0
    unchanged: int = 0
    failed_feeds: int = 0
    found: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0

    def line(self) -> str:
        """The round in one line."""
        moment = self.started.replace(microsecond=0).isoformat()
        return (
            f"{moment}\t{self.feeds} feeds asked, {self.unchanged} unchanged, {self.failed_feeds} failed\t"
            f"{self.found} pages found\t{self.added} added, {self.known} already there, {self.failed} failed"
        )


class Watch:
    """Asks feeds in rounds.

    Args:
        watched: where their state is kept.
        web: what fetches.
        keep: codes and keeps a document, or notes an error.
        minutes: between two questions to a feed that does not say so itself.
        clock: tells the moment, with its offset.
        sleep: waits for some seconds.
    """

    def __init__(
        self,
        watched: Watched,
        web: Web,
        keep: Callable[[Document | InputError], Kept],
        *,
        minutes: float = MINUTES,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._watched, self._web, self._keep = watched, web, keep
        self._minutes, self._clock, self._sleep = minutes, clock, sleep

    def rounds(self, feeds: Sequence[Feed], *, once: bool = False) -> Iterator[Round]:
        """One round after the other, each when something is due.

        Args:
            feeds: to watch.
            once: end after a single round, in which every feed is asked whether it is due or not.

        Raises:
            ArchiveWriteError: the archive cannot be written.
        """
        while True:
            yield self.round(feeds, every=once)
            if once:
                return
            due = self._watched.next_due(feed.address for feed in feeds)
            wait = (due - self._clock()).total_seconds() if due else self._minutes * 60
            self._sleep(max(wait, 1.0))

    def round(self, feeds: Sequence[Feed], *, every: bool = False) -> Round:
        """Asks the feeds that are due, or every one, and fetches the pages that wait."""
        told = Round(self._clock())
        for feed in feeds:
            state = self._watched.feed(feed.address)
            if every or state is None or state.due_at <= self._clock():
                told = self._ask(feed, state or FeedState(feed.address, None, None, told.started), told)
        now = self._clock()
        waiting = [
            [(feed, page) for page in self._watched.waiting(feed.address, now, MOST_PAGES)] for feed in feeds
        ]
        # In turns, so that one site rests while another is asked.
        for row in zip_longest(*waiting):
            for feed, page in filter(None, row):
                told = self._fetch(feed, page, told)
        return told

    def _ask(self, feed: Feed, state: FeedState, told: Round) -> Round:
        told = replace(told, feeds=told.feeds + 1)
        now = self._clock()
        try:
            asked = self._web.listed(feed.address, _validators(state))
        except InputError as error:
            self._keep(error)
            failed = state.failures + 1
            again = state._replace(
                due_at=now + self._wait(feed, failed, error), failures=failed, problem=error.problem
            )
            self._watched.note(again, now)
            return replace(told, failed_feeds=told.failed_feeds + 1)
        for problem in asked.problems:
            self._keep(problem)
        after = _state_after(asked.answer, state, now + self._wait(feed, 0))
        found = self._watched.note(after, now, asked.entries)
        return replace(told, found=told.found + found, unchanged=told.unchanged + asked.answer.unchanged)

    def _fetch(self, feed: Feed, page: WaitingPage, told: Round) -> Round:
        found = self._web.page(Entry(page.address, page.day), outlet=feed.outlet)
        try:
            kept = self._keep(found)
        except InputError as error:  # the archive cannot hold it
            found, kept = error, self._keep(error)
        now = self._clock()
        if not isinstance(found, InputError):
            self._watched.settle(page.address, "done", now, document=kept.document)
            return replace(told, added=told.added + kept.is_new, known=told.known + (not kept.is_new))
        again = isinstance(found, FetchError) and found.passing and page.tries + 1 < MOST_TRIES
        due = now + self._wait(feed, page.tries + 1, found)
        self._watched.settle(page.address, "waiting" if again else "failed", due, problem=found.problem)
        return replace(told, failed=told.failed + 1)

    def _wait(self, feed: Feed, failures: int, error: InputError | None = None) -> dt.timedelta:
        """Twice as long with every failure, at least as long as the site asks, at most a day."""
        usual = dt.timedelta(minutes=feed.minutes or self._minutes)
        asked = error.wait or 0.0 if isinstance(error, FetchError) else 0.0
        told = dt.timedelta(seconds=min(asked, _LONGEST_WAIT.total_seconds()))
        longer = usual * float(2 ** min(failures, 20))
        return max(usual, min(max(longer, told), _LONGEST_WAIT))


def _validators(state: FeedState) -> dict[str, str]:
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value and value.isascii() and value.isprintable()}


def _state_after(answer: Answer, state: FeedState, due_at: dt.datetime) -> FeedState:
    """A site that says "not changed" need not repeat its validators."""
    old = state if answer.unchanged else FeedState(state.address, None, None, due_at)
    etag, modified = (
        answer.headers.get("etag", old.etag),
        answer.headers.get("last-modified", old.last_modified),
    )
    return FeedState(state.address, etag, modified, due_at)

"""Watched feeds, and what became of the pages they name; so that a killed run goes on where it was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sqlalchemy import Connection, insert, select, update

from marsad.archive import schema
from marsad.archive.unwatching import hashed_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.archive.connection import Connections

PageState = Literal["waiting", "done", "failed"]
_BATCH: Final = 500


class FeedState(NamedTuple):
    """How it stands with a feed.

    Attributes:
        address: of the feed.
        etag: validator of its last answer.
        last_modified: another.
        due_at: when it is to be asked again.
        failures: how often in a row it could not be had.
        problem: of the last time.
    """

    address: str
    etag: str | None
    last_modified: str | None
    due_at: dt.datetime
    failures: int = 0
    problem: str | None = None


class WaitingPage(NamedTuple):
    """A page that a feed has named and that is still to be fetched."""

    address: str
    day: dt.date | None
    tries: int


class Watched:
    """Keeps the state of watched feeds.

    Args:
        connections: of the archive.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def feed(self, address: str) -> FeedState | None:
        """How it stands with a feed; None of one that was never asked."""
        columns = schema.feeds.c
        asked = select(
            columns.address,
            columns.etag,
            columns.last_modified,
            columns.due_at,
            columns.failures,
            columns.problem,
        ).where(columns.address == address)
        with self._connections.reading() as connection:
            row = connection.execute(asked).first()
        return None if row is None else FeedState(*row)._replace(due_at=dt.datetime.fromisoformat(row.due_at))

    def note(
        self, state: FeedState, checked_at: dt.datetime, pages: Iterable[tuple[str, dt.date | None]] = ()
    ) -> int:
        """Notes how it stands with a feed, and the pages that are new, in one transaction; tells how many.

        Raises:
            ArchiveWriteError: read-only, disk full, locked too long.
        """
        moment = _written(checked_at)
        row = state._asdict() | {"checked_at": moment, "due_at": _written(state.due_at)}
        with self._connections.writing() as connection:
            changed = update(schema.feeds).where(schema.feeds.c.address == state.address).values(row)
            if not connection.execute(changed).rowcount:
                connection.execute(insert(schema.feeds), row)
            fresh = [
                {
                    "address": address, "feed": state.address, "day": day.isoformat() if day else None,
                    "state": "waiting", "tries": 0, "due_at": moment,
                }
                for address, day in _unknown(connection, dict(pages))
            ]  # fmt: skip
            if fresh:
                connection.execute(insert(schema.feed_pages), fresh)
        return len(fresh)

    def waiting(self, feed: str, now: dt.datetime, most: int) -> list[WaitingPage]:
        """Pages of a feed that are to be fetched now, those that wait longest first."""
        columns = schema.feed_pages.c
        asked = (
            select(columns.address, columns.day, columns.tries)
            .where(columns.feed == feed, columns.state == "waiting", columns.due_at <= _written(now))
            .order_by(columns.due_at, columns.address)
            .limit(most)
        )
        with self._connections.reading() as connection:
            found = connection.execute(asked).all()
        return [
            WaitingPage(row.address, dt.date.fromisoformat(row.day) if row.day else None, row.tries)
            for row in found
        ]

    def settle(
        self,
        address: str,
        state: PageState,
        due_at: dt.datetime,
        *,
        document: str | None = None,
        problem: str | None = None,
    ) -> None:
        """Notes what became of a page, and that it was tried once more.

        Raises:
            ArchiveWriteError: as `note`.
        """
        columns = schema.feed_pages.c
        told = {"state": state, "due_at": _written(due_at), "document": document, "problem": problem}
        changed = update(schema.feed_pages).where(columns.address == address)
        with self._connections.writing() as connection:
            connection.execute(changed.values(tries=columns.tries + 1, **told))

    def next_due(self, feeds: Iterable[str]) -> dt.datetime | None:
        """When the next feed, or page of one, is to be asked for; None where none is known."""
        names = list(feeds)
        pages = schema.feed_pages.c
        asked = (
            select(schema.feeds.c.due_at).where(schema.feeds.c.address.in_(names)),
            select(pages.due_at).where(pages.feed.in_(names), pages.state == "waiting"),
        )
        with self._connections.reading() as connection:
            found = [connection.execute(one.order_by("due_at").limit(1)).scalar() for one in asked]
        return min((dt.datetime.fromisoformat(moment) for moment in found if moment), default=None)


def _unknown(connection: Connection, pages: dict[str, dt.date | None]) -> list[tuple[str, dt.date | None]]:
    """Those not named before; of one that was taken out its hash is known."""
    columns, known = schema.feed_pages.c, set[str]()
    names = [name for address in pages for name in (address, hashed_address(address))]
    for first in range(0, len(names), _BATCH):
        asked = select(columns.address).where(columns.address.in_(names[first : first + _BATCH]))
        known.update(connection.execute(asked).scalars())
    return [
        (address, day) for address, day in pages.items() if not known & {address, hashed_address(address)}
    ]


def _written(moment: dt.datetime) -> str:
    """ISO 8601 in UTC to the second, so that texts are in the order of moments."""
    return moment.astimezone(dt.UTC).replace(microsecond=0).isoformat()

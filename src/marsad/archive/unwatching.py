"""Pages of watched feeds whose source is taken out: they wait no more, and are not fetched again.

Of the address of such a page only its hash is kept, as ``sha256:…``: the feed may well name it again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from marsad.archive import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BATCH: Final = 500


def hashed_address(address: str) -> str:
    """What stands for the address of a page that was taken out."""
    return f"sha256:{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}"


def pages_of(connection: Connection, kind: str, source: str, documents: Sequence[str]) -> tuple[str, ...]:
    """Addresses of the pages that came, or wait to come, from what is taken out, in their order.

    These are the page of that address, all pages of a feed of that address, the pages that became one of the
    documents, and, of an outlet, those that wait in feeds all of whose articles are of this outlet.
    """
    columns = schema.feed_pages.c
    found = set(_addresses(connection, columns.address == source))
    if kind == "feed":
        found.update(_addresses(connection, columns.feed == source))
    if kind == "outlet":
        found.update(_addresses(connection, columns.feed.in_(_feeds_of_outlet(connection, source))))
    for start in range(0, len(documents), _BATCH):
        found.update(_addresses(connection, columns.document.in_(documents[start : start + _BATCH])))
    return tuple(sorted(name for name in found if not name.startswith("sha256:")))


def documents_of_feed(connection: Connection, feed: str) -> tuple[str, ...]:
    """Ids of the documents that pages of a feed became, in their order."""
    columns = schema.feed_pages.c
    asked = select(columns.document).where(columns.feed == feed, columns.document.is_not(None)).distinct()
    return tuple(sorted(connection.execute(asked).scalars()))


def is_feed(connection: Connection, address: str) -> bool:
    """Whether a feed of this address is watched."""
    asked = select(schema.feeds.c.address).where(schema.feeds.c.address == address)
    return connection.execute(asked).first() is not None


def drop_pages(connection: Connection, addresses: Iterable[str]) -> None:
    """Leaves of pages that they are done with, by the hash of their address."""
    done = {"day": None, "state": "done", "tries": 0, "document": None, "problem": None}
    for address in addresses:
        changed = update(schema.feed_pages).where(schema.feed_pages.c.address == address)
        connection.execute(changed.values(address=hashed_address(address), **done))


def drop_feed(connection: Connection, address: str) -> None:
    """Takes a feed out; its pages keep the hash of its address."""
    pages = schema.feed_pages
    connection.execute(update(pages).where(pages.c.feed == address).values(feed=hashed_address(address)))
    connection.execute(delete(schema.feeds).where(schema.feeds.c.address == address))


def _addresses(connection: Connection, condition: ColumnElement[bool]) -> list[str]:
    return list(connection.execute(select(schema.feed_pages.c.address).where(condition)).scalars())


def _feeds_of_outlet(connection: Connection, outlet: str) -> list[str]:
    pages, documents = schema.feed_pages.c, schema.documents.c
    known = select(pages.feed).join(schema.documents, documents.id == pages.document).group_by(pages.feed)
    alike = known.having(func.min(documents.outlet) == outlet, func.max(documents.outlet) == outlet)
    return list(connection.execute(alike).scalars())

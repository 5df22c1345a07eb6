"""Whether an archive has a table: one of an older layout, opened for reading only, is without some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

if TYPE_CHECKING:
    from sqlalchemy import Table


def is_there(connection: Connection, table: Table) -> bool:
    """Whether the archive has the table.

    Once it is there it stays, so that a connection asks for it once: every page and every adding of a
    document wants to know.
    """
    key = f"marsad_{table.name}"
    if not connection.info.get(key):
        connection.info[key] = inspect(connection).has_table(table.name)
    return bool(connection.info[key])

"""Deeds as rows of their table: what measures count, kept with the stories that it was made from.

Text columns that hold lists are JSON, so that any tool can read them; a day is ISO 8601.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from sqlalchemy import delete, insert, select

from marsad.archive import schema
from marsad.archive.answers import UNDATED_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

D = TypeVar("D")
_AT_ONCE: Final = 5_000
"""Rows held at once besides what is made of them."""


class DeedRow(NamedTuple):
    """A deed; the fields are the columns of ``schema.deeds``, where they are told."""

    story: str
    day: str
    precision: str
    actor: str
    recipient: str
    mutual: bool
    type: str
    score: float
    chance: float
    dimensions: str
    origin: str
    origins: str
    outlets: str
    events: str
    told: str | None


class DeedRows(NamedTuple):
    """The deeds of all stories, in their order, and how many stories gave none since nothing dates them."""

    rows: Sequence[DeedRow]
    undated: int


def put_deeds(connection: Connection, deeds: DeedRows) -> None:
    """Puts deeds into their empty table."""
    rows = [one._asdict() | {"place_in_list": place} for place, one in enumerate(deeds.rows)]
    if rows:
        connection.execute(insert(schema.deeds), rows)
    key = schema.meta.c.key == UNDATED_KEY
    connection.execute(delete(schema.meta).where(key))
    connection.execute(insert(schema.meta), {"key": UNDATED_KEY, "value": str(deeds.undated)})


def found_deeds(connection: Connection, made: Callable[[DeedRow], D]) -> tuple[list[D], int]:
    """What is made of each deed that was put, in their order, and the number of undated stories."""
    columns = [schema.deeds.c[name] for name in DeedRow._fields]
    undated = select(schema.meta.c.value).where(schema.meta.c.key == UNDATED_KEY)
    number = connection.execute(undated).scalar()
    asked = select(*columns).order_by(schema.deeds.c.place_in_list).execution_options(yield_per=_AT_ONCE)
    return [made(DeedRow(*row)) for row in connection.execute(asked)], int(number or 0)

"""Bringing an archive of an earlier layout to this one's, forwards, step by step.

The number of the layout stands in ``meta`` (``schema_version``). Each step is one transaction that ends with
the number raised, so that a killed run goes on where it ended, and of several processes that open an old
archive at once one takes each step. A step brings what is not there yet and leaves alone what is: archives
that call themselves layout 1 may hold any of the tables that came until layout 6, and a table that a step
makes has the columns of today. A step that adds a column must therefore do nothing where the column is there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, Table, delete, inspect, select, update

from marsad.archive import decision_rows, fts, log, schema
from marsad.archive.answers import STORIES_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.archive.connection import Connections

VERSION_KEY: Final = "schema_version"
"""Key of ``meta`` that tells the number of the layout."""


class Step(NamedTuple):
    """What a layout brought.

    Attributes:
        version: number of the layout that is reached.
        what: what is new, for people.
        bring: brings it.
    """

    version: int
    what: str
    bring: Callable[[Connection], None]


def steps() -> tuple[Step, ...]:
    """All steps, from layout 1 on."""
    return (
        Step(2, "origins of documents", _tables(schema.origins)),
        Step(3, "stories and rival accounts", _tables(schema.stories, schema.rivals)),
        Step(4, "the ledger", _bring_ledger),
        Step(5, "others' data", _tables(*schema.IMPORT_TABLES)),
        Step(6, "sides of stories", _bring_sides),
        Step(7, "traces of what was taken out, feeds, decisions of people", _bring_work),
        Step(8, "deeds of stories, an index of dealings, of words on PostgreSQL", _bring_deeds),
    )


def migrate(connections: Connections, version: int) -> None:
    """Takes every step from a layout to this one's.

    Args:
        connections: to an archive, not read-only.
        version: its layout.

    Raises:
        ArchiveWriteError: disk full, locked too long; the steps until then are taken.
    """
    for step in steps():
        if step.version > version:
            _take(connections, step)


def _take(connections: Connections, step: Step) -> None:
    number = schema.meta.c.key == VERSION_KEY
    with connections.writing() as connection:
        found = connection.execute(select(schema.meta.c.value).where(number)).scalar_one()
        if int(found) < step.version:  # else another process took it meanwhile
            step.bring(connection)
            connection.execute(update(schema.meta).where(number).values(value=str(step.version)))


def _tables(*tables: Table) -> Callable[[Connection], None]:
    return partial(_bring_tables, tables)


def _bring_tables(tables: tuple[Table, ...], connection: Connection) -> None:
    for table in tables:
        table.create(connection, checkfirst=True)


def _bring_ledger(connection: Connection) -> None:
    if not inspect(connection).has_table(schema.ledger.name):
        schema.ledger.create(connection)
        log.LOG_TABLE.guard(connection)


def _bring_sides(connection: Connection) -> None:
    _bring_of_stories((schema.story_sides, schema.story_events, schema.rival_sides), connection)


def _bring_of_stories(tables: tuple[Table, ...], connection: Connection) -> None:
    """Stories that were worked out without these tables are to be worked out anew."""
    if not inspect(connection).has_table(tables[0].name):
        connection.execute(delete(schema.meta).where(schema.meta.c.key == STORIES_KEY))
    _bring_tables(tables, connection)


def _bring_deeds(connection: Connection) -> None:
    _bring_of_stories((schema.deeds,), connection)
    connection.exec_driver_sql("DROP INDEX IF EXISTS story_sides_by_pair")
    (asked,) = (one for one in schema.story_sides.indexes if one.name == "story_sides_by_dealing")
    asked.create(connection, checkfirst=True)
    fts.create_word_index(connection)


def _bring_work(connection: Connection) -> None:
    """What people do with an archive, and the indexes that their pages ask by."""
    _bring_tables((schema.forgotten, schema.feeds, schema.feed_pages), connection)
    _bring_decisions(connection)
    schema.event_parties_by_name.create(connection, checkfirst=True)
    _bring_columns_of_pairs(connection)


def _bring_decisions(connection: Connection) -> None:
    if not inspect(connection).has_table(schema.decisions.name):
        schema.decisions.create(connection)
        decision_rows.DECISIONS_TABLE.guard(connection)
    for made in (schema.machine_events, schema.events_by_confidence):
        made.create(connection, checkfirst=True)


_OF_EVENTS: Final = ("id", "mode", "contexts", "origin")


def _bring_columns_of_pairs(connection: Connection) -> None:
    """Pairs of others' data that were put before they told what measures ask of their event."""
    pairs, events = schema.imported_pairs, schema.imported_events
    if "origin" in {column["name"] for column in inspect(connection).get_columns(pairs.name)}:
        return
    schema.imported_pairs_by_sides.drop(connection, checkfirst=True)
    for name in _OF_EVENTS:
        connection.exec_driver_sql(f"ALTER TABLE {pairs.name} ADD COLUMN {name} TEXT")
    told = {
        name: select(events.c[name]).where(events.c.key == pairs.c.event).scalar_subquery()
        for name in _OF_EVENTS
    }
    connection.execute(update(pairs).values(told))
    schema.imported_pairs_by_sides.create(connection)

"""The front of the room, and its SQL on the other database."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from marsad import archive
from marsad.archive import schema
from marsad.archive.filters import EventFilter, record_conditions


def test_everything_that_is_promised_is_there() -> None:
    assert archive.__all__ == sorted(archive.__all__)
    for name in archive.__all__:
        assert getattr(archive, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = archive.nothing


def test_importing_the_front_loads_no_database() -> None:
    program = "import sys, marsad.archive; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_filters_can_be_asked_on_postgresql() -> None:
    wanted = EventFilter(actor=("KAZ",), words="عقوبات", coder="1")
    asked = select(schema.events.c.record).where(*record_conditions(schema.events, wanted, "postgresql"))
    sql = str(asked.compile(dialect=postgresql.dialect()))
    assert "MATCH" not in sql
    assert "LIKE" in sql

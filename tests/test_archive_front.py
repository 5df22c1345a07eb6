"""The front of the room, and its SQL on the other database."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from archive_samples import trio
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
    assert "string_to_array(sentences.terms" in sql, "as the index of words has it"


DOC = Path(__file__).parents[1] / "docs" / "reference" / "archive.md"


def test_the_doc_page_names_every_table_and_column() -> None:
    lines = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {line.split("`")[1]: set(re.findall(r"`(\w+)`", line)) for line in lines}
    shared = {column for column in told["events"] if column in schema.claims.c}
    for table in schema.metadata.sorted_tables:
        columns = told[table.name] | (shared if table in schema.RECORD_TABLES else set())
        assert {column.name for column in table.c} <= columns


@pytest.mark.sqlite
def test_the_sql_of_the_doc_page_runs(tmp_path: Path) -> None:
    (sql,) = re.findall(r"```sql\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    with archive.open_archive(str(tmp_path / "a.db")) as opened:
        opened.writer().add(*trio("عرضت أستانا على الصين"))
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        rows = raw.execute(sql).fetchall()
        assert rows == [("2024-05-10", "AGREE", "KAZ", "CHN", "صحيفة", "عرضت أستانا على الصين")]
        assert raw.execute("SELECT json_extract(record, '$.content') FROM claims").fetchone() == (
            rows[0][-1],
        )

"""Tables that are only appended to: the database refuses to change their rows or to take some out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


class AppendOnly(NamedTuple):
    """A table with numbered rows, and how it is guarded.

    Attributes:
        table: its name.
        guards: what the names of its triggers begin with.
        refusal: what the database answers.
        unique: columns of which no two rows have the same, beside ``number``.
    """

    table: str
    guards: str
    refusal: str
    unique: tuple[str, ...]

    def guard(self, connection: Connection) -> None:
        """Makes the guards, where the database is one that has them."""
        for statement in self._statements().get(connection.dialect.name, ()):
            connection.exec_driver_sql(statement)

    @contextmanager
    def unguarded(self, connection: Connection) -> Iterator[None]:
        """Lets rows be changed, inside a transaction; nobody else can change one meanwhile."""
        if connection.dialect.name == "sqlite":
            before, after = f"DROP TRIGGER {self.guards}_update", self._on_sqlite()[0]
        else:
            switch = f"ALTER TABLE {self.table} {{}} TRIGGER {self.guards}_rows"
            before, after = switch.format("DISABLE"), switch.format("ENABLE")
        connection.exec_driver_sql(before)
        yield
        connection.exec_driver_sql(after)

    def _statements(self) -> dict[str, tuple[str, ...]]:
        return {"sqlite": self._on_sqlite(), "postgresql": self._on_postgresql()}

    def _on_sqlite(self) -> tuple[str, ...]:
        refuses = f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
        same = " OR ".join(("number >= new.number", *(f"{one} = new.{one}" for one in self.unique)))
        taken = f"EXISTS (SELECT 1 FROM {self.table} WHERE {same})"  # noqa: S608 - names of our own
        return (
            f"CREATE TRIGGER {self.guards}_update BEFORE UPDATE ON {self.table} {refuses}",
            f"CREATE TRIGGER {self.guards}_delete BEFORE DELETE ON {self.table} {refuses}",
            # INSERT OR REPLACE takes out rows without asking the trigger above
            f"CREATE TRIGGER {self.guards}_insert BEFORE INSERT ON {self.table} WHEN {taken} {refuses}",
        )

    def _on_postgresql(self) -> tuple[str, ...]:
        body = f"BEGIN RAISE EXCEPTION '{self.refusal}'; END"
        trigger, does = f"CREATE TRIGGER {self.guards}", f"EXECUTE FUNCTION {self.guards}()"
        return (
            f"CREATE OR REPLACE FUNCTION {self.guards}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"{trigger}_rows BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW {does}",
            f"{trigger}_all BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT {does}",
        )

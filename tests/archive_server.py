"""With ``pytest --archive-url postgresql://…`` every archive that a test opens by path is a schema there.

A path stays a path: at the first opening a schema is made and its URL written into the file of that name, so
that an archive is there or not there as a file is, and a copy of the file is a copy of the archive. The
tables of a new archive are made in one go, as the first one's were. ``:memory:`` is a schema of its own too,
gone when it is closed. A file that holds something else is left to SQLite. `place` gives what a process of
its own must open: an empty schema, where there was no archive.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

VARIABLE = "MARSAD_TEST_URL"
_SCHEME = "postgresql+psycopg://"
_MADE: dict[str, Path | None] = {}


def on_server() -> bool:
    """Whether archives of tests are on a server."""
    return bool(os.environ.get(VARIABLE))


def place(path: str | Path) -> str:
    """What stands for a path in a process of its own: the path, or the URL of its schema."""
    if not on_server():
        return str(path)
    return _url_in(Path(path)) or _told(Path(path), _new_schema(Path(path)))


def watch(opened: Callable[[str], None]) -> None:
    """Tells of every archive that this process opens; takes it to the server where there is one."""
    from marsad.archive import opening  # noqa: PLC0415 - after the environment is set

    opening.connections_to = _watched(opening.connections_to, opened)


def drop_schemas(below: Path | None = None) -> None:
    """Takes out the schemas of a folder's archives, or all that this process made."""
    for name in [name for name, path in _MADE.items() if below is None or (path and below in path.parents)]:
        _drop(name)
    if below is None and not _MADE:
        _tables.cache_clear()


def _watched(original: Callable[..., Any], opened: Callable[[str], None]) -> Callable[..., Any]:
    from marsad.archive import connection  # noqa: PLC0415 - after the environment is set

    def connections_to(path_or_url: str, *, readonly: bool, **others: Any) -> Any:
        opened(path_or_url)
        if not on_server():
            return original(path_or_url, readonly=readonly, **others)
        url = None
        if path_or_url == connection.MEMORY:
            url = None if readonly else _url(_new_archive(None))
        elif path_or_url and "://" not in path_or_url and "\0" not in path_or_url:
            path = connection._checked_path(path_or_url, readonly=readonly)
            is_new = not readonly and (not path.exists() or not path.stat().st_size)
            url = _told(path, _new_archive(path)) if is_new else _url_in(path)
        if url is None:
            return original(path_or_url, readonly=readonly, **others)
        found = original(url, readonly=readonly, **others)
        found.name = path_or_url
        if path_or_url == connection.MEMORY:
            found.close = _closing(found.close, url)
        return found

    return connections_to


def _closing(close: Callable[[], None], url: str) -> Callable[[], None]:
    def closes() -> None:
        close()
        _drop(_name_in(url))

    return closes


def _url_in(path: Path) -> str | None:
    """The URL that a file holds; of a file that was copied, that of a copy of the archive."""
    if not path.is_file():
        return None
    held = path.read_bytes()[:1_000]
    if not held.startswith(_SCHEME.encode()):
        return None
    url, home = held.decode().splitlines()
    if home == str(path):
        return url
    return _told(path, _copied_archive(_name_in(url), path))


def _told(path: Path, name: str) -> str:
    path.write_text(f"{_url(name)}\n{path}\n", encoding="utf-8")
    return _url(name)


def _url(name: str) -> str:
    url = _engine().url.update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


def _name_in(url: str) -> str:
    return url.rpartition("%3D")[2]


def _new_schema(path: Path | None) -> str:
    name = f"marsad_{uuid4().hex}"
    _run(f"CREATE SCHEMA {name}")
    _MADE[name] = path
    return name


def _new_archive(path: Path | None) -> str:
    """A schema with the tables of an archive, as Marsad makes them."""
    first, tables = _tables()
    name = _new_schema(path)
    _run(f"SET search_path = {name}; {tables}; INSERT INTO meta SELECT * FROM {first}.meta")
    return name


def _copied_archive(source: str, path: Path) -> str:
    from marsad.archive import schema  # noqa: PLC0415 - after the environment is set

    name = _new_archive(path)
    rows = "; ".join(
        f"INSERT INTO {name}.{table.name} SELECT * FROM {source}.{table.name}"
        for table in schema.metadata.sorted_tables
    )
    counters = "; ".join(
        f"SELECT setval(pg_get_serial_sequence('{name}.{table.name}', '{table.autoincrement_column.name}'),"
        f" coalesce(max({table.autoincrement_column.name}), 0) + 1, false) FROM {name}.{table.name}"
        for table in schema.metadata.sorted_tables
        if table.autoincrement_column is not None
    )
    _run(f"DELETE FROM {name}.meta; {rows}; {counters}")
    return name


@cache
def _tables() -> tuple[str, str]:
    """A schema in which Marsad has made an archive, and the statements by which it did."""
    from sqlalchemy import event  # noqa: PLC0415 - only where there is a server

    from marsad.archive import connection, creation  # noqa: PLC0415

    name, made = _new_schema(None), list[str]()
    opened = connection.connections_to(_url(name), readonly=False, lock_wait=30)

    @event.listens_for(opened.engine, "before_cursor_execute")
    def _note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().startswith("CREATE "):
            made.append(statement)

    creation.prepare(opened, 30)
    opened.close()
    return name, ";\n".join(made)


def _drop(name: str) -> None:
    """One by one: all at once would be more locks than a server has. What somebody still reads stays."""
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 - only where there is a server

    try:
        _run(f"SET lock_timeout = '5s'; DROP SCHEMA IF EXISTS {name} CASCADE")
    except OperationalError as error:
        raise AssertionError(f"somebody still reads the archive of {_MADE[name]}") from error
    finally:
        _MADE.pop(name, None)


def _run(statements: str) -> None:
    with _connected() as connection:
        connection.exec_driver_sql(statements)


@contextmanager
def _connected() -> Iterator[Any]:
    with _engine().connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("RESET ALL")


def _engine() -> Engine:
    return _engine_of(os.getpid())


@cache
def _engine_of(_: int) -> Engine:
    """Of one process: one that was forked must not use a connection of its parent."""
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415 - after the environment is set

    url = make_url(os.environ[VARIABLE]).set(drivername=_SCHEME.removesuffix("://"))
    return create_engine(url, pool_size=1)

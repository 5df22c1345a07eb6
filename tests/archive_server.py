"""With ``pytest --archive-url postgresql://…`` every archive that a test opens by path is a schema there.

A path stays a path: at the first opening a schema is made and its URL written into the file of that name, so
that an archive is there or not there as a file is. ``:memory:`` is a schema of its own too. A file that holds
something else is left to SQLite. `place` gives what a process of its own must open.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLE = "MARSAD_TEST_URL"
_SCHEME = "postgresql+psycopg://"
_MADE: list[str] = []


def on_server() -> bool:
    """Whether archives of tests are on a server."""
    return bool(os.environ.get(VARIABLE))


def place(path: str | Path) -> str:
    """What stands for a path in a process of its own: the path, or the URL of its schema."""
    if not on_server():
        return str(path)
    return _url_in(Path(path)) or _new_url(Path(path))


def redirect() -> None:
    """Lets paths be opened on the server."""
    from marsad.archive import opening  # noqa: PLC0415 - after the environment is set

    opening.connections_to = _redirected(opening.connections_to)


def drop_schemas() -> None:
    """Takes out what this process made."""
    if _MADE:
        with _engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in _MADE:  # one by one: all at once would be more locks than a server has
                connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        _MADE.clear()


def _redirected(original: Callable[..., Any]) -> Callable[..., Any]:
    from marsad.archive import connection  # noqa: PLC0415 - after the environment is set

    def connections_to(path_or_url: str, *, readonly: bool, **others: Any) -> Any:
        url = None
        if path_or_url == connection.MEMORY:
            url = None if readonly else _new_url(None)
        elif path_or_url and "://" not in path_or_url and "\0" not in path_or_url:
            path = connection._checked_path(path_or_url, readonly=readonly)
            is_new = not readonly and (not path.exists() or not path.stat().st_size)
            url = _new_url(path) if is_new else _url_in(path)
        if url is None:
            return original(path_or_url, readonly=readonly, **others)
        opened = original(url, readonly=readonly, **others)
        opened.name = path_or_url
        return opened

    return connections_to


def _url_in(path: Path) -> str | None:
    if not path.is_file():
        return None
    held = path.read_bytes()[:1_000]
    return held.decode() if held.startswith(_SCHEME.encode()) else None


def _new_url(path: Path | None) -> str:
    name = f"marsad_{uuid4().hex}"
    engine = _engine()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    _MADE.append(name)
    url = engine.url.update_query_dict({"options": f"-csearch_path={name}"})
    told = url.render_as_string(hide_password=False)
    if path is not None:
        path.write_text(told, encoding="ascii")
    return told


def _engine() -> Any:
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415 - after the environment is set
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    url = make_url(os.environ[VARIABLE]).set(drivername=_SCHEME.removesuffix("://"))
    return create_engine(url, poolclass=NullPool)

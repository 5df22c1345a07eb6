"""Archives of earlier layouts, made by the code of their times, as SQL in tests/layouts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import archive_server

_FOLDER = Path(__file__).parent / "layouts"
NUMBERS = tuple(range(1, 8))
_KEYS = ("sentences", "codings", "imports", "imported_events")


def old_archive(path: Path, number: int) -> Path:
    """An archive of a layout, at a path or, where archives are on a server, in the schema it stands for."""
    if archive_server.on_server():
        _fill_schema(archive_server.place(path), number)
    else:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
            raw.executescript(_sql(number, "sqlite") + _sql(number, "rows"))
    return path


def _fill_schema(url: str, number: int) -> None:
    import psycopg  # noqa: PLC0415 - only where there is a server
    from sqlalchemy import make_url  # noqa: PLC0415

    parts = make_url(url)
    plain = parts.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as raw:
        raw.execute(_sql(number, "postgresql"))
        raw.execute(_sql(number, "rows"))
        for table in _KEYS:  # the rows bring their keys; those to come must not meet them
            if raw.execute("SELECT to_regclass(%s)", (table,)).fetchone() != (None,):
                last = f"SELECT coalesce(max(key), 1) FROM {table}"
                raw.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), ({last}))")


def _sql(number: int, kind: str) -> str:
    return (_FOLDER / f"layout_{number}.{kind}.sql").read_text(encoding="utf-8")

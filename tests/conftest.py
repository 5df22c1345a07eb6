"""Tests see the tables as shipped, and no cache of the machine they run on."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import archive_server

if TYPE_CHECKING:
    from collections.abc import Generator

# A busy machine is no fault of the code: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Set before marsad is imported, and inherited by the commands that tests start; one cache a worker.
_HOME = Path(tempfile.gettempdir()) / f"marsad-tests-{os.getpid()}"
os.environ["MARSAD_ACTORS"] = str(_HOME / "actors")
os.environ.setdefault("MARSAD_CACHE", str(_HOME / "cache"))


_RUNNING: list[pytest.Item] = []
# What a module writes that opens an archive, itself or by its samples.
_OPENS = re.compile(r"open_archive|marsad\.open|--archive|examples_archive|_samples import")


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option that takes the archives of tests to a server."""
    told = "PostgreSQL database whose schemas are the archives of tests, in place of SQLite files"
    parser.addoption("--archive-url", default="", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Every archive on the server where one is named."""
    if config.getoption("--archive-url"):
        os.environ[archive_server.VARIABLE] = config.getoption("--archive-url")
    if archive_server.on_server():  # a new archive takes longer there
        settings.register_profile("server", deadline=None, max_examples=20)
        settings.load_profile("server")
    archive_server.watch(_check_marked)


def _check_marked(path_or_url: str) -> None:
    """Fails where a test opens an archive and would not be run on the server."""
    if _RUNNING and not any(item.get_closest_marker("archive") for item in _RUNNING):
        raise AssertionError(
            f"{path_or_url} is opened, but {_RUNNING[-1].path.name} is not known to open archives"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Notes which test runs; afterwards its archives are gone from the server, as its folder will be."""
    _RUNNING.append(item)
    try:
        return (yield)
    finally:
        _RUNNING.remove(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Takes the archives in a test's own folder from the server."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    try:
        return (yield)
    finally:
        if folder is not None:
            archive_server.drop_schemas(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what opens an archive; leaves out what looks into SQLite's own files where there are none."""
    opening = {path for path in {item.path for item in items} if _OPENS.search(path.read_text("utf-8"))}
    for item in items:
        if item.path in opening:
            item.add_marker(pytest.mark.archive)
        if archive_server.on_server() and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="of SQLite's own files"))


def pytest_sessionfinish() -> None:
    """Removes what the session kept."""
    shutil.rmtree(_HOME, ignore_errors=True)
    archive_server.drop_schemas()


@pytest.fixture
def run(monkeypatch, capfd):
    """Runs the command line as the shell would: exit code, standard output, standard error."""
    monkeypatch.delenv("MARSAD_ARCHIVE", raising=False)

    from marsad.cli import DONE, main  # noqa: PLC0415 - after the environment is set

    def runs(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["marsad", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return SimpleNamespace(code=ended.value.code or DONE, out=out, err=err)

    return runs


@pytest.fixture(scope="session")
def examples_archive(tmp_path_factory):
    """The path of an archive of the examples, stories worked out; only to be read."""
    import marsad  # noqa: PLC0415 - after the environment is set

    path = tmp_path_factory.mktemp("examples") / "kz.db"
    with marsad.open(path) as observatory:
        observatory.add(Path(__file__).parents[1] / "examples" / "kazakhstan")
        observatory.story_records()
    return path

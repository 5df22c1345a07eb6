"""Tests see the tables as shipped, and no cache of the machine they run on."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Set before marsad is imported, and inherited by the commands that tests start; one cache a worker.
_HOME = Path(tempfile.gettempdir()) / f"marsad-tests-{os.getpid()}"
os.environ["MARSAD_ACTORS"] = str(_HOME / "actors")
os.environ.setdefault("MARSAD_CACHE", str(_HOME / "cache"))


def pytest_sessionfinish() -> None:
    """Removes what the session kept."""
    shutil.rmtree(_HOME, ignore_errors=True)


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

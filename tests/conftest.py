"""Tests see the tables as shipped, and no cache of the machine they run on."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

# Set before marsad is imported, and inherited by the commands that tests start; one cache a worker.
_HOME = Path(tempfile.gettempdir()) / f"marsad-tests-{os.getpid()}"
os.environ["MARSAD_ACTORS"] = str(_HOME / "actors")
os.environ.setdefault("MARSAD_CACHE", str(_HOME / "cache"))


def pytest_sessionfinish() -> None:
    """Removes what the session kept."""
    shutil.rmtree(_HOME, ignore_errors=True)

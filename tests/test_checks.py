"""What `.ci/run` tells at its end, with everything that takes long put on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKS = Path(__file__).parents[1] / ".ci"
UV = '#!/bin/sh\ncase "$*" in *pytest*) echo "F."; echo "40 passed in 2s"; exit $SQLITE;; esac\n'
SERVER = '#!/bin/sh\necho "20 passed in 1s"; exit $POSTGRESQL\n'


@pytest.mark.parametrize(("server", "sqlite"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_the_last_line_is_of_a_run_that_passed(tmp_path, server, sqlite):
    (tmp_path / ".ci").mkdir()
    shutil.copy(CHECKS / "run", tmp_path / ".ci" / "run")
    put_on = {"uv": UV, ".ci/postgresql": SERVER, ".ci/packages": "#!/bin/sh\n"}
    for name, content in put_on.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    told = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SQLITE": str(sqlite), "POSTGRESQL": str(server)}
    done = subprocess.run([tmp_path / ".ci" / "run"], env=told, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1]
    if server or sqlite:
        assert (done.returncode, last[:7]) == (1, "FAILED;")
    else:
        assert (done.returncode, last) == (0, "40 passed in 2s")
    assert "20 passed in 1s" in done.stdout, "the second runs also where the first failed"
    assert "40 passed in 2s" in done.stdout


@pytest.mark.parametrize("name", ["nosuch", ""])
def test_packages_that_are_not_known_are_refused(name):
    done = subprocess.run([CHECKS / "packages", name], capture_output=True, text=True, check=False)
    assert (done.returncode, "is not known" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["run", "packages", "postgresql"])
def test_they_are_shell_and_can_be_run(name):
    assert os.access(CHECKS / name, os.X_OK)
    assert subprocess.run(["bash", "-n", CHECKS / name], check=False).returncode == 0

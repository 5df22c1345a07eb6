"""The house stands as drawn: rooms in order, a light front door, small functions and modules."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

import marsad

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "marsad").rglob("*.py"))
HEAVY = {"polars", "sqlalchemy", "lxml", "rich", "jinja2", "xlsxwriter", "typer", "hijridate"}

MOST_LINES = 450
LONG_FUNCTION = 50
LONG_SHARE = 0.03


def loaded_by(statement):
    program = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import marsad") & HEAVY


@pytest.mark.parametrize("room", ["reading", "archive", "views", "actors", "coding", "languages"])
def test_importing_a_room_loads_no_view_and_no_data_frame(room):
    assert not loaded_by(f"import marsad.{room}") & {"polars", "rich", "jinja2", "typer", "xlsxwriter"}


def test_the_command_line_starts_without_the_rooms():
    assert not loaded_by("import marsad.cli") & {"polars", "sqlalchemy", "lxml", "jinja2"}


def test_the_built_in_coder_loads_nothing_of_a_model():
    program = (
        "import io, json, sys\nfrom marsad.cli import app\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"id": 1, "text": "x"}\'))\n'
        "app(['code', '-'], standalone_mode=False)\n"
        "print(json.dumps([name for name in sys.modules if 'prompting' in name or 'httpx' in name]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_the_front_door_is_a_list():
    assert marsad.__all__ == ["BriefPage", "MarsadError", "Observatory", "__version__", "code", "open"]
    for name in marsad.__all__:
        assert getattr(marsad, name) is not None


def test_no_other_name_comes_through_the_front_door():
    with pytest.raises(AttributeError, match="no attribute 'Archive'"):
        _ = marsad.Archive


def test_rooms_import_only_rooms_below():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_modules_are_of_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def function_lengths():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.end_lineno - node.lineno + 1


def test_functions_are_short():
    lengths = list(function_lengths())
    assert median(lengths) <= 10
    assert sum(length > LONG_FUNCTION for length in lengths) / len(lengths) < LONG_SHARE

"""The docs against the code: commands, options, names, fields, links and examples."""

from __future__ import annotations

import inspect
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

import marsad
from marsad import errors, observatory, records
from marsad.archive import EventFilter
from marsad.cli import app
from marsad.observatory import BriefPage, Observatory

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = [*TOP, *sorted(DOCS.rglob("*.md"))]
PROGRAM = typer.main.get_command(app)


def all_commands(group, before=""):
    """Commands by their words: "actors show" too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(all_commands(PROGRAM))
KINDS = [
    thing
    for _, thing in inspect.getmembers(records, inspect.isclass)
    if issubclass(thing, records.Record) and thing is not records.Record
]


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def name_of(path):
    return str(path.relative_to(ROOT))


def section(text, title):
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title!r}"
    return found[1]


def first_cells(text):
    return [re.findall(r"`([^`]+)`", row.split("|")[1]) for row in text.splitlines() if row.startswith("| `")]


def options_of(command):
    return {name for param in command.params if param.param_type_name == "option" for name in param.opts}


def blocks(path, *languages):
    found = re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [body for language, body in found if language in languages]


# Commands


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_of_a_command_is_told_and_no_other(name):
    told = {
        option
        for cell in first_cells(section(page("reference/commands.md"), f"marsad {name}"))
        for option in cell
    }
    assert told == options_of(COMMANDS[name])


def test_no_command_is_told_that_there_is_not():
    told = re.findall(r"^## marsad ([\w -]+)$", page("reference/commands.md"), re.MULTILINE)
    assert sorted(told) == sorted(COMMANDS)


def test_options_of_the_program_itself_are_told():
    for option in options_of(PROGRAM) - {"--help"}:
        assert f"`marsad {option}`" in page("reference/commands.md")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_arguments_stand_in_the_usage_line(name):
    usage = section(page("reference/commands.md"), f"marsad {name}")
    for param in COMMANDS[name].params:
        if param.param_type_name == "argument":
            assert param.name.upper() in usage


def command_lines():
    for path in PAGES:
        for block in blocks(path, "bash", "console", "sh"):
            for line in block.replace("\\\n", " ").splitlines():
                for words in simple_commands(line.removeprefix("$ ")):
                    yield pytest.param(words, id=f"{path.stem}: {' '.join(words)}")


def simple_commands(line):
    """The calls of marsad in a shell line, without redirections and what they are piped into."""
    words = list(shlex.shlex(line, posix=True, punctuation_chars=True))
    tokens, current = [], []
    for word in [*words, ";"]:
        if re.fullmatch(r"[|&;]+", word):
            tokens.append(current)
            current = []
        else:
            current.append(word)
    for token in tokens:
        if "marsad" in token and token[0] in ("marsad", "uv"):
            call = token[token.index("marsad") + 1 :]
            end = next((place for place, word in enumerate(call) if re.fullmatch(r"[<>]+", word)), len(call))
            yield call[:end]


@pytest.mark.parametrize("words", list(command_lines()))
def test_command_lines_of_the_docs_parse(words):
    if words == ["--version"]:
        return
    depth = 2 if " ".join(words[:2]) in COMMANDS else 1
    name, rest = " ".join(words[:depth]), words[depth:]
    assert name in COMMANDS
    COMMANDS[name].make_context(name, rest)


def test_the_docs_hold_command_lines():
    assert len(list(command_lines())) > 20


# Python


def test_every_public_name_has_a_section():
    titles = re.findall(r"^## `marsad\.(\w+)", page("reference/python.md"), re.MULTILINE)
    assert sorted(titles) == sorted(marsad.__all__)


@pytest.mark.parametrize("thing", [Observatory, BriefPage], ids=lambda thing: thing.__name__)
def test_every_public_method_is_told_with_its_parameters(thing):
    text = section(page("reference/python.md"), f"`marsad.{thing.__name__}`")
    for name, method in inspect.getmembers(thing, inspect.isfunction):
        if not name.startswith("_"):
            told = re.search(rf"`{name}\(([^`]*)\)`", text)
            assert told, name
            for parameter in list(inspect.signature(method).parameters)[1:]:
                assert parameter in told[1], f"{name}: {parameter}"


@pytest.mark.parametrize(("name", "told_as"), [("open_observatory", "open"), ("code", "code")])
def test_signatures_of_the_functions_are_told(name, told_as):
    told = re.search(rf"^## `marsad\.{told_as}\((.*)\)`$", page("reference/python.md"), re.MULTILINE)[1]
    assert re.findall(r"(\w+)(?:=|,|$)", re.sub(r'"[^"]*"|=[^,]*', "", told)) == list(
        inspect.signature(getattr(observatory, name)).parameters
    )


def test_every_error_is_told():
    text = page("reference/python.md")
    for name, _ in inspect.getmembers(errors, inspect.isclass):
        assert f"`{name}`" in text or f"`marsad.{name}`" in text


def test_every_filter_is_told():
    text = page("reference/python.md")
    for name in EventFilter.__dataclass_fields__:
        assert f"`{name}`" in text


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_python_of_the_docs_compiles(path):
    for block in blocks(path, "python"):
        compile(block, str(path), "exec")


def test_the_example_of_the_readme_prints_what_it_says():
    done = subprocess.run(
        [sys.executable, "-c", blocks(ROOT / "README.md", "python")[0]],
        capture_output=True, text=True, encoding="utf-8", check=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout in blocks(ROOT / "README.md", "text")


def test_the_first_command_of_the_readme_makes_the_brief(tmp_path):
    line = next(
        line for block in blocks(ROOT / "README.md", "bash") for line in block.splitlines() if "brief" in line
    )
    call = next(iter(simple_commands(line)))
    target = tmp_path / call[call.index("-o") + 1]
    arguments = [*call[: call.index("-o")], "-o", str(target)]
    program = [sys.executable, "-c", "from marsad.cli import main; main()"]
    done = subprocess.run(
        [*program, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(f"The brief lies at {target}\n")
    assert target.read_text(encoding="utf-8").startswith("<!")


# Records


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_is_told_in_order(kind):
    if kind.__module__ != records.__name__:
        return
    told = [
        cell for cells in first_cells(section(page("reference/records.md"), kind.__name__)) for cell in cells
    ]
    assert told == list(kind.__struct_fields__)


# Links


def links():
    for path in PAGES:
        text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                yield pytest.param(path, target, id=f"{name_of(path)}: {target}")


def anchors(path):
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(("path", "target"), list(links()))
def test_links_lead_somewhere(path, target):
    file, _, anchor = unquote(target).partition("#")
    aim = (path.parent / file).resolve() if file else path
    assert aim.exists()
    assert aim.is_relative_to(ROOT)
    if anchor:
        assert anchor in anchors(aim)


def test_every_page_is_reached_from_the_index():
    index = page("index.md")
    for path in sorted(DOCS.rglob("*.md")):
        name = str(path.relative_to(DOCS))
        if name != "index.md" and not name.startswith("explanation/"):
            assert f"]({name})" in index, name


# What runs the checks


def test_the_checks_run_the_test_command_of_the_readme():
    command = next(
        line
        for block in blocks(ROOT / "README.md", "bash")
        for line in block.splitlines()
        if "pytest" in line
    )
    assert command.split("&&")[-1].strip() in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_credit_for_places_is_given():
    for name in ("NOTICE", "README.md"):
        assert "GeoNames" in (ROOT / name).read_text(encoding="utf-8")

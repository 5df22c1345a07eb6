"""The tree of errors: what catches what, and that each message names its place."""

from __future__ import annotations

import inspect
import pickle

import pytest

from marsad import errors
from marsad.errors import (
    ArchiveError,
    ArchiveVersionError,
    ArchiveWriteError,
    DataFileError,
    InputError,
    MalformedError,
    MarsadError,
    UnknownCodeError,
    UnreadableError,
    UsageError,
)

ALL = [
    thing for _, thing in inspect.getmembers(errors, inspect.isclass) if thing.__module__ == errors.__name__
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_every_error_hangs_on_the_tree_and_in_its_drawing(error):
    assert issubclass(error, MarsadError)
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        (UnknownCodeError, UsageError),
        (UnreadableError, InputError),
        (MalformedError, InputError),
        (ArchiveVersionError, ArchiveError),
        (ArchiveWriteError, ArchiveError),
    ],
)
def test_branches(child, parent):
    assert issubclass(child, parent)


def test_a_bad_input_is_no_misuse():
    assert not issubclass(InputError, UsageError)
    assert not issubclass(ArchiveError, InputError)


def test_input_errors_name_file_and_line():
    error = MalformedError("news.jsonl", "no JSON", 7)
    assert str(error) == "news.jsonl:7: no JSON"
    assert (error.source, error.problem, error.line) == ("news.jsonl", "no JSON", 7)


def test_input_errors_without_a_line_name_the_file():
    assert str(UnreadableError("news.txt", "is empty")) == "news.txt: is empty"


def test_data_file_errors_name_file_and_line():
    error = DataFileError("states.tsv", 3, "two cells")
    assert str(error) == "states.tsv:3: two cells"
    assert (error.file, error.line, error.problem) == ("states.tsv", 3, "two cells")


def test_errors_can_be_raised_and_caught_by_their_branch():
    with pytest.raises(MarsadError, match="gone"):
        raise ArchiveWriteError("gone")


@pytest.mark.parametrize(
    "error",
    [
        MalformedError("news.jsonl", "no JSON", 7),
        UnreadableError("news.txt", "is empty"),
        DataFileError("states.tsv", 3, "two cells"),
        UnknownCodeError("no such type"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_pass_between_processes(error):
    passed = pickle.loads(pickle.dumps(error))
    assert type(passed) is type(error)
    assert str(passed) == str(error)
    assert vars(passed) == vars(error)

"""Compiled things are kept, found again, and made anew where they cannot be."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors.knowledge import Knowledge, compiled
from marsad.caching import CACHE_VARIABLE, cache_folder, cached, fingerprint

KEY = "0" * 32
Table = dict[str, list[int]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def not_called():
    raise AssertionError("made although it is kept")


def test_what_was_made_is_found_again(folder):
    assert cached("t", KEY, Table, lambda: {"a": [1]}) == {"a": [1]}
    assert cached("t", KEY, Table, not_called) == {"a": [1]}


def test_only_the_newest_of_a_name_is_kept(folder):
    for key in ("1" * 32, "2" * 32):
        cached("t", key, Table, dict)
        cached("other", "3" * 32, Table, dict)
    assert sorted(file.name[:6] for file in folder.iterdir()) == ["other-", "t-2222"]


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\xa1a\xa1b", b"\x93"])
def test_a_damaged_file_is_made_anew(folder, damage):
    cached("t", KEY, Table, lambda: {"a": [1]})
    (folder / f"t-{KEY}.msgpack").write_bytes(damage)
    assert cached("t", KEY, Table, lambda: {"b": [2]}) == {"b": [2]}
    assert cached("t", KEY, Table, not_called) == {"b": [2]}


def test_where_nothing_can_be_written_it_stays_in_memory(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    assert cached("t", KEY, Table, lambda: {"a": [1]}) == {"a": [1]}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_no_error(folder):
    folder.mkdir(mode=0o500)
    assert cached("t", KEY, Table, lambda: {"a": [1]}) == {"a": [1]}


def test_the_cache_can_be_turned_off(monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    assert cache_folder() is None
    assert cached("t", KEY, Table, lambda: {"a": [1]}) == {"a": [1]}


def test_an_error_while_making_is_told_and_nothing_kept(folder):
    with pytest.raises(AssertionError):
        cached("t", KEY, Table, not_called)
    assert not folder.exists()


def test_a_fingerprint_knows_content_and_name(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    two.write_text("x")
    before = fingerprint([one])
    assert before != fingerprint([two])
    one.write_text("y")
    assert before != fingerprint([one])


def test_a_missing_source_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        fingerprint([tmp_path / "none"])


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_fingerprints_tell_where_one_file_ends(tmp_path_factory, left, right):
    folder = tmp_path_factory.mktemp("f")
    (folder / "a").write_bytes(left)
    (folder / "b").write_bytes(right)
    both = fingerprint([folder / "a", folder / "b"])
    (folder / "a").write_bytes(left + b"!")
    assert both != fingerprint([folder / "a", folder / "b"])


def test_the_index_of_names_comes_back_as_it_was_made(folder):
    made = compiled()
    cached("actors", KEY, Knowledge, lambda: made)
    assert cached("actors", KEY, Knowledge, not_called) == made

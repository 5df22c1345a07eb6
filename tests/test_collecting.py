"""How often the garbage collector looks: less often for a while, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from marsad.collecting import rare_collections


def test_the_collector_looks_less_often_and_then_as_before():
    before = gc.get_threshold()
    with rare_collections(123_456):
        assert gc.get_threshold() == (123_456, *before[1:])
    assert gc.get_threshold() == before


def test_it_looks_as_before_after_an_error_too():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), rare_collections():
        1 / 0  # noqa: B018  raises
    assert gc.get_threshold() == before

"""How often the garbage collector looks for cycles where there are none to be found."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_OBJECTS: Final = 100_000
"""New objects after which the collector looks, where code is run over many texts or rows."""


def collect_rarely(new_objects: int = _NEW_OBJECTS) -> None:
    """Lets the garbage collector of this process look for cycles less often.

    It walks the tables of names and verbs again and again and finds next to no cycle in them: that took 7 %
    of the time of coding (benchmarks/coding.py).

    Args:
        new_objects: after how many it looks again.
    """
    gc.set_threshold(new_objects, *gc.get_threshold()[1:])


@contextmanager
def rare_collections(new_objects: int = _NEW_OBJECTS) -> Iterator[None]:
    """The same for a while; afterwards it looks as often as before."""
    before = gc.get_threshold()
    collect_rarely(new_objects)
    try:
        yield
    finally:
        gc.set_threshold(*before)

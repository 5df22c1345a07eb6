"""The ledger's room: what was foretold, and who was right.

`Ledger` is the front; `scored` and its neighbours turn what it holds into numbers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from marsad.ledger.book import Ledger
    from marsad.ledger.matching import Proposal
    from marsad.ledger.state import Standing, State
    from marsad.ledger.verifying import Flaw

__all__ = ["Flaw", "Ledger", "Proposal", "Standing", "State"]

_HOMES: Final = {
    "book": ("Ledger",),
    "matching": ("Proposal",),
    "state": ("Standing", "State"),
    "verifying": ("Flaw",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

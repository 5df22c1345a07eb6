"""What a run may cost: tokens and money, never more than was said."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

from marsad.errors import MarsadError, UsageError

_MILLION: Final = 1_000_000


class SpentError(MarsadError):
    """The next request could cost more than is left."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Price of a million tokens, in whatever money the user counts; None where it is not known."""

    tokens_in: float | None = None
    tokens_out: float | None = None

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """The cost of tokens, None where the prices are not known."""
        if self.tokens_in is None or self.tokens_out is None:
            return None
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / _MILLION


@dataclass
class Budget:
    """What is left to spend; a request is reserved for at its most before it is sent.

    Args:
        prices: of the model.
        max_tokens: of prompts and answers together; None for no limit.
        max_cost: in the money of the prices; None for no limit.

    Raises:
        UsageError: a cost is limited and a price is missing.
    """

    prices: Prices = field(default_factory=Prices)
    max_tokens: int | None = None
    max_cost: float | None = None
    _spent: list[int] = field(default_factory=lambda: [0, 0], repr=False)
    _held: list[int] = field(default_factory=lambda: [0, 0], repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        """Checks that a cost can be counted."""
        if self.max_cost is not None and self.prices.cost(0, 0) is None:
            raise UsageError("--max-cost asks for --price-in and --price-out")

    def hold(self, tokens_in: int, tokens_out: int) -> None:
        """Reserves for a request.

        Raises:
            SpentError: with it more could be spent than was said.
        """
        with self._lock:
            most = [
                s + h + n for s, h, n in zip(self._spent, self._held, (tokens_in, tokens_out), strict=True)
            ]
            self._check(most[0], most[1])
            self._held = [self._held[0] + tokens_in, self._held[1] + tokens_out]

    def _check(self, tokens_in: int, tokens_out: int) -> None:
        if self.max_tokens is not None and tokens_in + tokens_out > self.max_tokens:
            raise SpentError(f"the next request could go over --max-tokens {self.max_tokens:,}")
        cost = self.prices.cost(tokens_in, tokens_out)
        if self.max_cost is not None and cost is not None and cost > self.max_cost:
            raise SpentError(f"the next request could go over --max-cost {self.max_cost:g}")

    def settle(self, held: tuple[int, int], spent: tuple[int, int]) -> None:
        """Puts what a request did cost in place of what was reserved for it."""
        with self._lock:
            self._held = [self._held[0] - held[0], self._held[1] - held[1]]
            self._spent = [self._spent[0] + spent[0], self._spent[1] + spent[1]]

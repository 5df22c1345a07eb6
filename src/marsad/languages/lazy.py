"""An attribute that is worked out when it is first asked for.

As `functools.cached_property`, which in Python 3.11 takes a lock each time: of the two dozen that a sentence
is asked for, that was one part in fifty of all the time. What is analysed here is one thread's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - a decorator, as property is
    """Decorates a method that takes nothing; its result stands in the instance from then on."""

    def __init__(self, found: Callable[[Any], T]) -> None:
        """Takes the method."""
        self._found, self._name = found, found.__name__
        self.__doc__ = found.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> T | Self:
        """The value, found now; the next time it is read from the instance itself."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._found(instance)
        return value

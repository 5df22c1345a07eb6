"""What a page is before it is laid out, and what can be wrong with what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class NotThereError(UsageError):
    """There is no such page, story, document or party; answered with 404."""


class NotAllowedError(UsageError):
    """The server was not started for what is asked; answered with 403."""


@dataclass(frozen=True, slots=True)
class Table:
    """The list behind a page, for export.

    Attributes:
        name: of the file, without suffix ("stories-KAZ").
        columns: in their order.
        rows: makes the rows; called only where somebody exports.
    """

    name: str
    columns: Sequence[str]
    rows: Callable[[], Iterable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, ready to be laid out.

    Attributes:
        template: file name in ``templates``.
        title: of the window, and the heading.
        parts: what the template shows.
        table: the list behind it; None where there is nothing to export.
        of: code of the state it belongs to, for the navigation; None for pages of all.
    """

    template: str
    title: str
    parts: Mapping[str, object] = field(default_factory=dict)
    table: Table | None = None
    of: str | None = None

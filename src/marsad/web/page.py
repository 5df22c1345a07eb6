"""What a page is before it is laid out, and what can be wrong with what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marsad.errors import UsageError
from marsad.web.wording import web_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from marsad.views.labels import Labels


class RefusedError(UsageError):
    """What was asked cannot be done, for a reason that is told in the reader's language.

    Args:
        reason: key of its words, behind "web.refused." ("day").
        told: what fills their places.
    """

    def __init__(self, reason: str, /, **told: object) -> None:
        self.reason, self.told = reason, told
        super().__init__(self.in_words(web_labels("en")))

    def in_words(self, labels: Labels) -> str:
        """The reason in the language of the labels."""
        return labels.text(f"web.refused.{self.reason}", **self.told)


class NotThereError(RefusedError):
    """There is no such page, story, document or party; answered with 404."""


class NotAllowedError(RefusedError):
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

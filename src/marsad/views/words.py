"""The words of the interface inside templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from marsad.views.labels import Labels


class Words:
    """The words of the interface as a template asks for them, values isolated from the text around them.

    Args:
        labels: of the language.
        branch: of the table's keys that plain words are looked up in ("ui" for ``ui.KEY``).
    """

    def __init__(self, labels: Labels, branch: str = "ui") -> None:
        self._labels, self._branch = labels, branch

    def __call__(self, key: str, **values: object) -> Markup:
        """Words of ``BRANCH.KEY``, values inside ``<bdi>``."""
        isolated = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in values.items()}
        # The table's own words hold no markup: with safe markup in their places they stay safe.
        return Markup(self._labels.text(f"{self._branch}.{key}", **isolated))  # noqa: S704

    def of(self, key: str) -> str:
        """Words of a key as it stands in the table."""
        return self._labels.text(key)

    def plain(self, key: str, **values: object) -> str:
        """Words of ``BRANCH.KEY`` for an attribute or a title, where no markup can stand."""
        return self._labels.text(f"{self._branch}.{key}", **values)

    def counted(self, noun: str, number: int) -> Markup:
        """A number with its noun."""
        return Markup("<bdi>{}</bdi>").format(self._labels.counted(noun, number))

    def joiner(self) -> str:
        """What stands before the last of several."""
        return self._labels.last_joiner()

    def dimension(self, name: str) -> str:
        """Name of a dimension."""
        return self._labels.text(f"dimension.{name}")

    def quad(self, number: int) -> str:
        """Name of a quad class."""
        return self._labels.text(f"quad.{number}")

    def percent(self, share: float) -> str:
        """A share in whole percent."""
        return f"{round(100 * share)}%"

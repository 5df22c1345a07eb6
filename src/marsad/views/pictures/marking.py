"""The single stories that weigh most, as marks of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad.stories.acts import party_code
from marsad.views.pictures.sheet import isolated
from marsad.views.pictures.trend import Mark
from marsad.views.times import when_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.stories import Deed
    from marsad.views.labels import Labels


class Weighty(NamedTuple):
    """A deed that moves the balance much, with the sentence that tells it.

    Attributes:
        deed: itself.
        sentence: in the words of the article or row; empty where none is at hand.
        href: where the sentence stands.
    """

    deed: Deed
    sentence: str = ""
    href: str | None = None


def marks_of(weighty: Iterable[Weighty], labels: Labels, first: int = 1) -> list[Mark]:
    """Marks numbered in their order."""
    return [_mark(number, one, labels) for number, one in enumerate(weighty, first)]


def _mark(number: int, one: Weighty, labels: Labels) -> Mark:
    return Mark(
        number=number,
        day=one.deed.day,
        cooperative=one.deed.score > 0,
        words=_words(one.deed, labels),
        sentence=" ".join(one.sentence.split()),
        href=one.href,
    )


def _words(deed: Deed, labels: Labels) -> str:
    """A deed in a line: day, act, sides, outlets."""
    day = deed.day.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(deed.precision, 10)]
    parts = [when_told(day, labels).text, labels.code("type", deed.type), _sides(deed, labels)]
    outlets = [outlet for outlet in deed.outlets if outlet]
    return " · ".join([*parts, *(isolated(outlet) for outlet in outlets[:2])])


def _sides(deed: Deed, labels: Labels) -> str:
    one, two = (labels.country(party_code(side)) for side in (deed.actor, deed.recipient))
    if deed.mutual:
        return labels.listed([one, two])
    return f"{one} {'←' if labels.language == 'ar' else '→'} {two}"

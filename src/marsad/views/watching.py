"""What to watch, in words: one way for the brief and the pages of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Record
from marsad.views.parts import Witness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.measures import Warned
    from marsad.records import Event
    from marsad.views.labels import Labels
    from marsad.views.matter import Bench

_SHOWN: Final = 12
_EVIDENCE: Final = 3
_QUADS: Final = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}


class WarningWords(NamedTuple):
    """A warning in words.

    Attributes:
        sides: both of them.
        acts: the quad class.
        quad: its number.
        window: in which so much was told.
        says: how many deeds, against how many expected.
        stayed: whether the level stayed up.
        past: what the rule was worth before.
    """

    sides: str
    acts: str
    quad: int
    window: str
    says: str
    stayed: str
    past: str


class WarningView(Record, frozen=True, kw_only=True):
    """A warning with the first of the sentences behind it; the words are those of `WarningWords`."""

    anchor: str
    sides: str
    acts: str
    quad: int
    window: str
    says: str
    stayed: str
    past: str
    told: tuple[Witness, ...]


class Watching(Record, frozen=True, kw_only=True):
    """What to watch: the newest warnings, and how many more there are."""

    warnings: tuple[WarningView, ...]
    more: int


def watching_of(
    warned: Sequence[Warned] | None, events: Mapping[str, Event], bench: Bench
) -> Watching | None:
    """What to watch, ready to be laid out; None where it was not asked.

    Args:
        warned: the newest first.
        events: by id; evidence that is not among them is left out.
        bench: what the views are made on.

    Raises:
        MalformedError: an event's sentence does not stand in its article.
    """
    if warned is None:
        return None
    shown = tuple(_view(at, one, events, bench) for at, one in enumerate(warned[:_SHOWN], 1))
    return Watching(warnings=shown, more=len(warned) - len(shown))


def warning_words(one: Warned, labels: Labels) -> WarningWords:
    """A warning in words."""
    past, quad = one.past, _QUADS[one.acts]
    known = past.hits + past.false_alarms
    usual = "–" if past.base_rate is None else f"{past.base_rate:.2f}"
    stayed = {True: "stayed", False: "fell", None: "open"}[one.stayed]
    return WarningWords(
        sides=labels.listed([labels.country(one.side), labels.country(one.other)]),
        acts=labels.text(f"quad.{quad}"),
        quad=quad,
        window=one.window,
        says=labels.text(
            "warned.says", x=one.count, y=f"{one.expected:.1f}", z=f"{one.chance:.4f}", o=one.origins
        ),
        stayed=labels.text(f"warned.{stayed}"),
        past=labels.text("warned.past" if known else "warned.new", x=past.hits, y=known, z=usual),
    )


def _view(at: int, one: Warned, events: Mapping[str, Event], bench: Bench) -> WarningView:
    told = [bench.event_witness(events[name]) for name in one.evidence if name in events][:_EVIDENCE]
    return WarningView(anchor=f"v{at}", **warning_words(one, bench.labels)._asdict(), told=tuple(told))

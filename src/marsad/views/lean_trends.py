"""The latent trend of a pole as a small picture: a line with its band, and the quarters that had deeds.

Time runs the way the page is read: in Arabic the oldest quarter stands right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.lean_parts import Stop, TrendView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.measures import Reading
    from marsad.views.labels import Labels

LEFT: Final = 46.0
WIDE: Final = 294.0
TOP: Final = 8.0
HIGH: Final = 100.0
_STRIP: Final = 22.0
_LEAST: Final = 2


def trend_of(name: str, readings: Sequence[Reading], labels: Labels) -> TrendView | None:
    """The trend of one pole; None where there is none, or a single quarter."""
    known = [one for one in readings if one.trend is not None]
    if len(known) < _LEAST:
        return None
    places = _places(len(known), mirrored=labels.language == "ar")
    most = max(one.stories for one in known) or 1
    return TrendView(
        line=_points(zip(places, (_y(one.trend) for one in known), strict=True)),
        band=_band(places, known),
        stops=tuple(_stop(x, one, most, labels) for x, one in zip(places, known, strict=True) if one.stories),
        start=_label(places[0], known[0], labels),
        stop=_label(places[-1], known[-1], labels),
        alternative=_alternative(name, known, labels),
    )


def quarter(window: str, labels: Labels) -> str:
    """A quarter in words: "2022-Q3"."""
    year, _, number = window.partition("-Q")
    return labels.text("ui.quarter", x=number, y=year)


def _places(number: int, *, mirrored: bool) -> list[float]:
    steps = [LEFT + WIDE * at / (number - 1) for at in range(number)]
    return [round(x, 1) for x in (reversed(steps) if mirrored else steps)]


def _y(share: float | None) -> float:
    return round(TOP + HIGH * (1 - (share or 0.0)), 1)


def _band(places: Sequence[float], known: Sequence[Reading]) -> str:
    there = [(x, _y(one.trend_low)) for x, one in zip(places, known, strict=True)]
    back = [(x, _y(one.trend_high)) for x, one in zip(places, known, strict=True)][::-1]
    return _points([*there, *back])


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _stop(x: float, one: Reading, most: int, labels: Labels) -> Stop:
    words = labels.text(
        "ui.trend_stop",
        x=quarter(one.window, labels),
        y=_percent(one.trend),
        z=labels.counted("story", one.stories),
    )
    return Stop(x=x, y=_y(one.trend), column=round(_STRIP * one.stories / most, 1), words=words)


def _label(x: float, one: Reading, labels: Labels) -> tuple[float, str, str]:
    """The name of a quarter at its place; it stays inside the picture, whichever way the text runs."""
    at_left = x < LEFT + WIDE / 2
    arabic = labels.language == "ar"
    return x, quarter(one.window, labels), "end" if at_left == arabic else "start"


def _alternative(name: str, known: Sequence[Reading], labels: Labels) -> str:
    """The line in words: where it begins, its least and its most, where it ends."""
    told = dict(zip("abcd", (known[0], _least(known), _most(known), known[-1]), strict=True))
    places = {key: _told(one, labels) for key, one in told.items()}
    return labels.text("ui.trend_text", x=name, **places)


def _least(known: Sequence[Reading]) -> Reading:
    return min(known, key=lambda one: one.trend or 0.0)


def _most(known: Sequence[Reading]) -> Reading:
    return max(known, key=lambda one: one.trend or 0.0)


def _told(one: Reading, labels: Labels) -> str:
    ends = labels.text("ui.interval", b=_percent(one.trend_low), c=_percent(one.trend_high))
    return f"{quarter(one.window, labels)}: {_percent(one.trend)} ({ends})"


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0.0):.0f}%"

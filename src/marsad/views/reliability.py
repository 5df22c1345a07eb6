"""The reliability diagram as a picture: an SVG that stands alone, in Arabic or English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from marsad.views.html import environment
from marsad.views.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.ledger.corp import Curve
    from marsad.ledger.summary import Score
    from marsad.views.labels import Labels

LEFT: Final = 120.0
TOP: Final = 96.0
SIDE: Final = 400.0
_STRIP: Final = 60.0
_LEAST_DOT: Final = 3.0
_MOST_DOT: Final = 11.0
_TENTHS: Final = 10
_ENOUGH: Final = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """A forecast as told by some: where it stands, how large it is, how high its column."""

    x: float
    y: float
    radius: float
    column: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The diagram in the units of its SVG; paths are lists of points as SVG writes them."""

    language: str
    direction: str
    title: str
    notes: tuple[str, ...]
    description: str
    curve: str
    consistent: str
    confident: str
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, float, str], ...]


def reliability_svg(curve: Curve, score: Score, language: str = "ar") -> str:
    """The diagram of a curve and of the score of the same forecasts.

    The horizontal place of a dot is the probability told, its height the share that came true, its area how
    many told it. The words of all dots stand in the picture's description, for those who cannot see it.

    Raises:
        UnknownCodeError: another language than ar and en.
    """
    labels = labels_for(language)
    return environment().get_template("reliability.svg.j2").render(p=_picture(curve, score, labels), t=labels)


def described(curve: Curve, score: Score, labels: Labels) -> str:
    """The diagram in words, for those who cannot see it."""
    return _picture(curve, score, labels).description


def _picture(curve: Curve, score: Score, labels: Labels) -> Picture:
    dots = _dots(curve, labels)
    notes = (labels.text("reliability.n", n=score.n, q=score.questions), *_notes(score, labels))
    comma = f"{labels.text('ui.comma')} "
    return Picture(
        language=labels.language,
        direction="rtl" if labels.language == "ar" else "ltr",
        title=labels.text("reliability.title"),
        notes=notes,
        description=f"{'. '.join(notes)}. {comma.join(dot.words for dot in dots)}",
        curve=_points(zip(curve.forecast, curve.calibrated, strict=True)),
        consistent=_area(curve.forecast, curve.consistent_low, curve.consistent_high),
        confident=_area(curve.forecast, curve.confident_low, curve.confident_high),
        dots=dots,
        ticks=tuple((_x(n / _TENTHS), _y(n / _TENTHS), f"{n * _TENTHS}%") for n in range(0, _TENTHS + 1, 2)),
    )


def _notes(score: Score, labels: Labels) -> list[str]:
    notes = []
    if score.brier is not None and score.miscalibration is not None:
        parts = (score.brier.value, score.miscalibration, score.discrimination, score.uncertainty)
        told = dict(zip("bmdu", (f"{part or 0:.3f}" for part in parts), strict=True))
        notes.append(labels.text("reliability.parts", **told))
    if score.questions < _ENOUGH:
        notes.append(labels.text("reliability.few", k=_ENOUGH))
    return notes


def _dots(curve: Curve, labels: Labels) -> tuple[Dot, ...]:
    most = float(max(curve.number))
    return tuple(
        Dot(
            x=_x(told),
            y=_y(came),
            radius=round(max(_LEAST_DOT, _MOST_DOT * (number / most) ** 0.5), 1),
            column=round(_STRIP * number / most, 1),
            words=labels.text("reliability.point", p=_percent(told), c=_percent(came), n=int(number)),
        )
        for told, came, number in zip(curve.forecast, curve.calibrated, curve.number, strict=True)
    )


def _area(at: Iterable[float], low: Iterable[float], high: Iterable[float]) -> str:
    """A band as one outline: along its low end and back along its high one."""
    there = list(zip(at, low, strict=True))
    back = list(zip(at, high, strict=True))[::-1]
    return _points([*there, *back])


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_x(x)},{_y(y)}" for x, y in places)


def _x(share: float) -> float:
    return round(LEFT + SIDE * float(share), 1)


def _y(share: float) -> float:
    return round(TOP + SIDE * (1 - float(share)), 1)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"

"""Where a state leans: a sentence, a bar and a trend for each pole, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.amounts import signed
from marsad.views.lean_parts import Gauge, Leaning, PoleView
from marsad.views.lean_pictures import pictures_of, trend_picture
from marsad.views.lean_words import why_not

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.measures import Reading
    from marsad.records import Event
    from marsad.views.labels import Labels
    from marsad.views.matter import Bench, Lean
    from marsad.views.parts import Witness

_HALF: Final = 100.0
_LEAST_WIDTH: Final = 1.0


def leaning_of(lean: Lean | None, bench: Bench) -> Leaning | None:
    """Where the state leans, ready to be laid out; None where it was not asked."""
    if lean is None or not lean.poles:
        return None
    whole = {one.pole: one for one in lean.whole}
    poles = tuple(_pole(at, name, whole.get(name), lean, bench) for at, name in enumerate(lean.poles, 1))
    states = {one.state for one in lean.whole}
    names = bench.labels.listed([one.name for one in poles])
    return Leaning(
        digest=" · ".join(_short(one, bench.labels) for one in poles),
        choice=bench.labels.text("ui.poles_choice", x=names),
        poles=poles,
        pictures=pictures_of(min(states), lean, bench.labels) if states else (),
    )


def _pole(at: int, pole: str, reading: Reading | None, lean: Lean, bench: Bench) -> PoleView:
    labels = bench.labels
    name = labels.country(pole)
    run = [one for one in lean.moving if one.pole == pole]
    told = _evidence(reading, lean.evidence, bench) if reading else []
    bare = PoleView(
        anchor=f"l{at}",
        name=name,
        says=_says(name, reading, labels),
        reading=False,
        balance=None,
        interval=None,
        share=None,
        stories=reading.stories if reading else 0,
        origins=reading.origins if reading else 0,
        gauge=None,
        trend=trend_picture(f"l{at}", name, run, told, lean, labels),
        hangs=None,
        evidence=tuple(witness for _, witness in told),
    )
    return _read(bare, reading, labels) if reading and reading.reading else bare


def _evidence(reading: Reading, evidence: Mapping[str, Event], bench: Bench) -> list[tuple[str, Witness]]:
    """The events that a reading names, with their sentences."""
    return [(name, bench.event_witness(evidence[name])) for name in reading.evidence if name in evidence]


def _read(bare: PoleView, reading: Reading, labels: Labels) -> PoleView:
    """The view of a pole for which there is a reading."""
    balance, low, high = _ends(reading)
    told = {name: getattr(bare, name) for name in bare.__struct_fields__}
    return PoleView(**told | {
        "reading": True,
        "balance": signed(balance, labels),
        "interval": labels.text("ui.interval", b=signed(low, labels), c=signed(high, labels)),
        "share": None if reading.share is None else f"{100 * reading.share:.0f}%",
        "gauge": _gauge(bare.says, reading, labels),
        "hangs": _hangs(reading, labels),
    })  # fmt: skip


def _ends(reading: Reading) -> tuple[float, float, float]:
    return reading.balance or 0.0, reading.low or 0.0, reading.high or 0.0


def _says(name: str, reading: Reading | None, labels: Labels) -> str:
    """The reading in a sentence; or that there is none, and why."""
    if reading is None or not reading.reading:
        return labels.text("lean.none", x=name, y=why_not(reading, labels))
    balance, low, high = _ends(reading)
    interval = labels.text("ui.interval", b=signed(low, labels), c=signed(high, labels))
    rests = (labels.counted("story", reading.stories), labels.counted("origin", reading.origins))
    comma = f"{labels.text('ui.comma')} "
    number = f"{signed(balance, labels)} ({interval})"
    return labels.text("lean.says", x=name, y=_direction(low, high, labels), z=comma.join((number, *rests)))


def _direction(low: float, high: float, labels: Labels) -> str:
    """Which way it points; where the interval holds zero, that it points nowhere for sure."""
    if low > 0:
        return labels.text("lean.cooperation")
    return labels.text("lean.conflict" if high < 0 else "lean.neither")


def _gauge(says: str, reading: Reading, labels: Labels) -> Gauge:
    """The bar: cooperation towards the end of the line, as in the bars of dealings; mirrored in Arabic."""
    turn = -1 if labels.language == "ar" else 1
    at, low, high = (_HALF + turn * _HALF * number for number in _ends(reading))
    left, right = sorted((low, high))
    return Gauge(
        left=round(left, 1),
        width=round(max(_LEAST_WIDTH, right - left), 1),
        at=round(at, 1),
        kind=_kind(reading),
        alternative=says,
    )


def _kind(reading: Reading) -> str:
    _, low, high = _ends(reading)
    if low > 0:
        return "coop"
    return "conf" if high < 0 else "even"


def _hangs(reading: Reading, labels: Labels) -> str | None:
    """The family of outlets without which the balance would be farthest off."""
    without = reading.without
    if without is not None:
        return labels.text("lean.without", x=without.family, y=signed(without.balance, labels))
    if not reading.outlets:
        return None
    return labels.text("lean.one_family", x=reading.outlets[0].name)


def _short(pole: PoleView, labels: Labels) -> str:
    if pole.balance is None:
        return f"{pole.name}: {labels.text('lean.no_reading')}"
    return f"{pole.name} {pole.balance} ({pole.interval})"

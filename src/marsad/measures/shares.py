"""Shares of several poles at once, with the region that their draws fill: what a ternary plot shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace

from marsad.measures import balance as formulas
from marsad.measures.alignment import LEAST_ORIGINS, LEAST_STORIES, Direction, checked, concerns, weight_of
from marsad.measures.coder_error import confusion, with_coder_error
from marsad.measures.resampling import resampled_sums
from marsad.measures.windows import is_exact_enough, windows_over
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.measures.alignment import Asked
    from marsad.measures.balance import Numbers
    from marsad.measures.windows import Window
    from marsad.stories.deeds import Deed

WIDEST: Final = 0.5
"""Half of the scale, as for the balance."""
_LOW, _HIGH = 5.0, 95.0
_INSIDE: Final = 0.9
_TERNARY: Final = 3


class Shares(Record, frozen=True, kw_only=True):
    """How a state's cooperation was shared out among poles in a window; empty where there is no reading.

    Attributes:
        state: its code.
        poles: their names.
        window: its name ("2024-05").
        dimension: as in `Reading`.
        direction: as in `Reading`.
        shares: L of each pole, in their order; they sum to 1.
        low: lower ends of their 90 % intervals.
        high: upper ends.
        region: with three poles, corners of the area that holds 90 % of the draws, as shares; going round.
        stories: stories of cooperation with any of the poles.
        origins: independent origins behind them.
        reading: whether there is enough to say anything.
        why: "no deeds", "few stories", "few origins" or "wide interval" where there is not.
    """

    state: str
    poles: tuple[str, ...]
    window: str
    dimension: str
    direction: Direction
    shares: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    region: tuple[tuple[float, ...], ...] = ()
    stories: int = 0
    origins: int = 0
    reading: bool = False
    why: str | None = None


def shares(deeds: Iterable[Deed], asked: Asked) -> list[Shares]:
    """Shares by window.

    Only cooperation is shared out, so that a reading needs five stories of cooperation, of three origins:
    with fewer, what is usual in the region would stand for the state.

    Raises:
        UsageError: as `marsad.measures.alignment.checked`.
    """
    checked(asked)
    ordered = sorted(deeds, key=lambda deed: (deed.day, deed.story, deed.actor, deed.recipient))
    found = [deed for deed in ordered if is_exact_enough(deed.precision, asked.every) and _any(deed, asked)]
    windows = windows_over([deed.day for deed in found], asked.every)
    return [_shares(found, window, asked) for window in windows]


def _any(deed: Deed, asked: Asked) -> bool:
    return any(concerns(deed, asked, pole) for pole in asked.poles)


def _shares(found: Sequence[Deed], window: Window, asked: Asked) -> Shares:
    inside = [deed for deed in found if window.first <= deed.day <= window.last]
    friendly = [deed for deed in inside if deed.cooperation > 0]
    bare = Shares(
        state=asked.state,
        poles=tuple(pole.name for pole in asked.poles),
        window=window.name,
        dimension=asked.dimension,
        direction=asked.direction,
        stories=len({deed.story for deed in friendly}),
        origins=len({origin for deed in friendly for origin in deed.origins}),
        why=_too_few(friendly),
    )
    return bare if bare.why else _read(bare, inside, window, asked)


def _too_few(friendly: Sequence[Deed]) -> str | None:
    if not friendly:
        return "no deeds"
    if len({deed.story for deed in friendly}) < LEAST_STORIES:
        return "few stories"
    if len({origin for deed in friendly for origin in deed.origins}) < LEAST_ORIGINS:
        return "few origins"
    return None


def _read(bare: Shares, deeds: Sequence[Deed], window: Window, asked: Asked) -> Shares:
    usual = asked.usual(window.name)
    even = np.full(len(asked.poles), 1.0 / len(asked.poles)) if usual is None else usual
    values = _values(deeds, asked)
    told = formulas.pole_shares(values[:, : len(asked.poles)].sum(axis=0), even)
    drawn = formulas.pole_shares(_drawn(values, [deed.origin for deed in deeds], asked), even)
    low, high = np.percentile(drawn, (_LOW, _HIGH), axis=0)
    if (high - low).max() > WIDEST:
        return replace(bare, why="wide interval")
    region = _region(drawn) if len(asked.poles) == _TERNARY else ()
    return replace(bare, shares=_plain(told), low=_plain(low), high=_plain(high), region=region, reading=True)


def _values(deeds: Sequence[Deed], asked: Asked) -> Numbers:
    """Deeds × cooperation with each pole, then conflict with each."""
    held = np.array([[concerns(deed, asked, pole) for pole in asked.poles] for deed in deeds])
    weights = np.array([weight_of(deed, asked) for deed in deeds])[:, None] * held
    cooperation = np.array([deed.cooperation for deed in deeds])[:, None]
    conflict = np.array([deed.conflict for deed in deeds])[:, None]
    return np.hstack([weights * cooperation, weights * conflict])


def _drawn(values: Numbers, origins: Sequence[str], asked: Asked) -> Numbers:
    """Draws of cooperation with each pole: one draw of origins and of the coder's errors for all poles."""
    rng = np.random.default_rng(asked.seed)
    sums, poles = resampled_sums(values, origins, rng=rng), len(asked.poles)
    return with_coder_error(sums[:, :poles], sums[:, poles:], confusion(), rng)[0]


def _region(drawn: Numbers) -> tuple[tuple[float, ...], ...]:
    """The hull of the 90 % of the draws that are nearest to their mean, by Mahalanobis distance.

    The distance is the same in every plane that the shares are drawn in, and a hull of shares never leaves
    the triangle.
    """
    flat = drawn[:, :2]
    away = flat - flat.mean(axis=0)
    distance = np.einsum("ij,jk,ik->i", away, np.linalg.pinv(np.cov(flat.T)), away)
    inside = flat[np.argsort(distance, kind="stable")[: round(_INSIDE * len(flat))]]
    corners = _hull(sorted({(float(one), float(two)) for one, two in inside}))
    return tuple((one, two, max(0.0, 1.0 - one - two)) for one, two in corners)


def _hull(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex hull of sorted places (Andrew's monotone chain)."""
    if len(places) == 1:
        return list(places)
    return [*_chain(places), *_chain(places[::-1])]


def _chain(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """One side of the hull, without its last place, where the other side begins."""
    held: list[tuple[float, float]] = []
    for place in places:
        while len(held) > 1 and _turns_back(held[-2], held[-1], place):
            held.pop()
        held.append(place)
    return held[:-1]


def _turns_back(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> bool:
    return (two[0] - one[0]) * (three[1] - one[1]) <= (two[1] - one[1]) * (three[0] - one[0])


def _plain(numbers: Numbers) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)

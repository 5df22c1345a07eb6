"""The alignment of a state with poles, window by window: readings, each with what it rests on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

import numpy as np
from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.measures import balance as formulas
from marsad.measures.coder_error import confusion, with_coder_error
from marsad.measures.influence import Shift, largest_shift, most_influential
from marsad.measures.resampling import resampled_sums
from marsad.measures.trend import Trend, trend
from marsad.measures.windows import MONTHS, is_exact_enough, windows_over
from marsad.plover import DIMENSIONS
from marsad.records import Record
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from marsad.measures.balance import Numbers
    from marsad.measures.poles import Pole
    from marsad.measures.windows import Every, Window
    from marsad.stories.deeds import Deed

Direction = Literal["both", "to", "from"]
ALL: Final = "all"

LEAST_STORIES: Final = 5
LEAST_ORIGINS: Final = 3
WIDEST: Final = 1.0
_LOW, _HIGH = 5.0, 95.0
_LAG_MONTHS: Final = 12


class Share(Record, frozen=True, kw_only=True):
    """An outlet, or its family, and its share of the deeds."""

    name: str
    share: float


class Reading(Record, frozen=True, kw_only=True):
    """Where a state stood to a pole in a window; numbers are None where there is no reading.

    Attributes:
        state: its code.
        pole: name of the pole.
        dimension: "all", or the dimension whose share of each deed is counted.
        direction: "to" (the state acts on the pole), "from", or "both", which has mutual acts too.
        window: its name ("2024-05").
        balance: B, −1 to 1.
        low: lower end of its 90 % interval.
        high: upper end.
        share: L, share of the state's cooperation with all the poles asked.
        hedging: H over these poles, 0 to 1; None with one pole.
        lean: Λ towards the first of two poles; None with other numbers of poles.
        ambivalence: 0 to 1.
        trend: share of acts that are cooperative, by the latent trend.
        trend_low: lower end of its 90 % interval.
        trend_high: upper end.
        rising: probability that the trend is above that of twelve months before.
        volume: C + K.
        stories: deeds' stories.
        origins: independent origins behind them.
        outlets: the outlets' shares, largest first.
        without: the outlet family whose absence moves the balance most, and where to.
        evidence: ids of events of the five deeds that move the balance most.
        reading: whether there is enough to say anything.
        why: "no deeds", "few stories", "few origins" or "wide interval" where there is not.
    """

    state: str
    pole: str
    dimension: str
    direction: Direction
    window: str
    balance: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    hedging: float | None = None
    lean: float | None = None
    ambivalence: float | None = None
    trend: float | None = None
    trend_low: float | None = None
    trend_high: float | None = None
    rising: float | None = None
    volume: float = 0.0
    stories: int = 0
    origins: int = 0
    outlets: tuple[Share, ...] = ()
    without: Shift | None = None
    evidence: tuple[str, ...] = ()
    reading: bool = False
    why: str | None = None


class Asked(NamedTuple):
    """What is asked of the deeds.

    Attributes:
        state: code of the state.
        poles: at least one.
        every: length of the windows.
        direction: of the acts.
        dimension: "all" or one of PLOVER's dimensions.
        usual: window name → mean shares of the region's other states; uniform where it is missing.
        family: outlet → the family it belongs to.
        seed: of the draws, so that the same archive gives the same interval.
        trends: whether the latent trend is wanted, which takes most of the time.
    """

    state: str
    poles: Sequence[Pole]
    every: Every = "month"
    direction: Direction = "both"
    dimension: str = ALL
    usual: Callable[[str], Numbers | None] = lambda _: None
    family: Callable[[str], str] = str
    seed: int = 0
    trends: bool = True


def checked(asked: Asked) -> Asked:
    """The question, if it is one.

    Raises:
        UsageError: a direction or dimension that there is not.
    """
    if asked.direction not in get_args(Direction):
        raise UsageError(f"unknown direction {asked.direction!r}; known: {', '.join(get_args(Direction))}")
    if asked.dimension not in (ALL, *DIMENSIONS):
        raise UsageError(f"unknown dimension {asked.dimension!r}; known: {', '.join((ALL, *DIMENSIONS))}")
    return asked


def alignment(deeds: Iterable[Deed], asked: Asked) -> list[Reading]:
    """Readings by pole, then window.

    Raises:
        UsageError: as `checked`.
    """
    checked(asked)
    own = (deed for deed in deeds if asked.state in (party_code(deed.actor), party_code(deed.recipient)))
    ordered = sorted(own, key=lambda deed: (deed.day, deed.story, deed.actor, deed.recipient))
    fitting = [deed for deed in ordered if is_exact_enough(deed.precision, asked.every)]
    by_pole = [[deed for deed in fitting if concerns(deed, asked, pole)] for pole in asked.poles]
    windows = windows_over([deed.day for found in by_pole for deed in found], asked.every)
    tables = [[_Table.of(found, window, asked) for window in windows] for found in by_pole]
    together = [_together([row[at] for row in tables], asked, window) for at, window in enumerate(windows)]
    return [
        reading
        for place, (pole, row) in enumerate(zip(asked.poles, tables, strict=True))
        for reading in _readings(pole, row, windows, [each.of(place) for each in together], asked)
    ]


def concerns(deed: Deed, asked: Asked, pole: Pole) -> bool:
    """Whether a deed is one between the state and the pole, in the direction and dimension asked."""
    if asked.dimension != ALL and not deed.dimensions.get(asked.dimension):
        return False
    acts = party_code(deed.actor) == asked.state and pole.holds(deed.recipient, deed.day)
    suffers = party_code(deed.recipient) == asked.state and pole.holds(deed.actor, deed.day)
    if deed.mutual:
        return asked.direction == "both" and (acts or suffers)
    return (acts and asked.direction != "from") or (suffers and asked.direction != "to")


def weight_of(deed: Deed, asked: Asked) -> float:
    """The part of a deed that counts for the dimension asked."""
    return 1.0 if asked.dimension == ALL else deed.dimensions[asked.dimension]


def _day(deed: Deed) -> dt.date:
    return deed.day


class _Table(NamedTuple):
    """The deeds of one pole in one window, with their weights of cooperation and conflict."""

    deeds: list[Deed]
    values: Numbers

    @classmethod
    def of(cls, deeds: Sequence[Deed], window: Window, asked: Asked) -> _Table:
        """Deeds are in the order of their days."""
        first = bisect_left(deeds, window.first, key=_day)
        inside = list(deeds[first : bisect_right(deeds, window.last, lo=first, key=_day)])
        weights = (weight_of(deed, asked) for deed in inside)
        values = [(w * deed.cooperation, w * deed.conflict) for w, deed in zip(weights, inside, strict=True)]
        return cls(inside, np.array(values, dtype=np.float64).reshape(-1, 2))

    @property
    def sums(self) -> Numbers:
        return np.asarray(self.values.sum(axis=0))


class _OfPole(NamedTuple):
    """What the poles of a window give together, as one of them sees it."""

    share: float
    hedging: float | None
    lean: float | None


class _Together(NamedTuple):
    shares: Numbers
    hedging: float | None
    lean: float | None

    def of(self, place: int) -> _OfPole:
        return _OfPole(float(self.shares[place]), self.hedging, self.lean)


def _together(tables: Sequence[_Table], asked: Asked, window: Window) -> _Together:
    sums = np.array([table.sums for table in tables])
    usual = asked.usual(window.name)
    even = np.full(len(tables), 1.0 / len(tables))
    shares = formulas.pole_shares(sums[:, 0], even if usual is None else usual)
    hedging = float(formulas.hedging(shares)) if len(tables) > 1 else None
    lean = float(formulas.two_pole_lean(sums[:, 0], sums[:, 1])) if len(tables) == _TWO else None
    return _Together(shares, hedging, lean)


_TWO: Final = 2


def _readings(
    pole: Pole,
    tables: Sequence[_Table],
    windows: Sequence[Window],
    together: Sequence[_OfPole],
    asked: Asked,
) -> list[Reading]:
    moving = _trend(tables, asked)
    bare = Reading(
        state=asked.state,
        pole=pole.name,
        dimension=asked.dimension,
        direction=asked.direction,
        window="",
    )
    named = [_with_trend(replace(bare, window=window.name), moving, at) for at, window in enumerate(windows)]
    return [_reading(*row, asked) for row in zip(named, tables, together, strict=True)]


def _trend(tables: Sequence[_Table], asked: Asked) -> Trend | None:
    """The trend over all windows, where they together hold enough."""
    deeds = [deed for table in tables for deed in table.deeds]
    if not asked.trends or asked.every == "all" or _too_few(deeds):
        return None
    signs = [np.sign(table.values[:, 0] - table.values[:, 1]) for table in tables]
    months = MONTHS[asked.every]
    return trend(
        np.array([(sign > 0).sum() for sign in signs], dtype=np.float64),
        np.array([(sign != 0).sum() for sign in signs], dtype=np.float64),
        months=months,
        lag=max(1, round(_LAG_MONTHS / months)),
    )


def _with_trend(bare: Reading, moving: Trend | None, at: int) -> Reading:
    if moving is None:
        return bare
    rising = float(moving.rising[at])
    return replace(
        bare,
        trend=float(moving.share[at]),
        trend_low=float(moving.low[at]),
        trend_high=float(moving.high[at]),
        rising=None if np.isnan(rising) else rising,
    )


def _reading(bare: Reading, table: _Table, together: _OfPole, asked: Asked) -> Reading:
    cooperation, conflict = table.sums
    known = replace(
        bare,
        volume=float(cooperation + conflict),
        stories=len({deed.story for deed in table.deeds}),
        origins=len({origin for deed in table.deeds for origin in deed.origins}),
        outlets=_mix(table.deeds),
    )
    why = _too_few(table.deeds)
    if why:
        return replace(known, why=why)
    low, high = _interval(table, asked)
    if high - low > WIDEST:
        return replace(known, why="wide interval")
    return replace(
        known,
        balance=float(formulas.balance(cooperation, conflict)),
        low=low,
        high=high,
        share=together.share,
        hedging=together.hedging,
        lean=together.lean,
        ambivalence=float(formulas.ambivalence(cooperation, conflict)),
        without=largest_shift(table.deeds, table.values, asked.family),
        evidence=most_influential(table.deeds, table.values),
        reading=True,
    )


def _too_few(deeds: Sequence[Deed]) -> str | None:
    if not deeds:
        return "no deeds"
    if len({deed.story for deed in deeds}) < LEAST_STORIES:
        return "few stories"
    if len({origin for deed in deeds for origin in deed.origins}) < LEAST_ORIGINS:
        return "few origins"
    return None


def _interval(table: _Table, asked: Asked) -> tuple[float, float]:
    """90 % interval of the balance: origins and deeds drawn anew, the coder's errors drawn with them."""
    rng = np.random.default_rng(asked.seed)
    sums = resampled_sums(table.values, [deed.origin for deed in table.deeds], rng=rng)
    drawn = formulas.balance(*with_coder_error(sums[:, 0], sums[:, 1], confusion(), rng))
    low, high = np.percentile(drawn, (_LOW, _HIGH))
    return float(low), float(high)


def _mix(deeds: Sequence[Deed]) -> tuple[Share, ...]:
    counted = Counter(outlet for deed in deeds for outlet in deed.outlets)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(name=name, share=number / counted.total()) for name, number in ordered)

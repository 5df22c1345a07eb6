"""The parts of a brief that tell where a state leans; pictures in the units of their SVG."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.parts import Witness


class Gauge(Record, frozen=True, kw_only=True):
    """A balance on a bar 200 wide whose middle is zero: where its interval lies and where it stands."""

    left: float
    width: float
    at: float
    kind: str
    alternative: str


class Stop(Record, frozen=True, kw_only=True):
    """A quarter in which there were deeds: its place, the height of its column, and it in words."""

    x: float
    y: float
    column: float
    words: str


class TrendView(Record, frozen=True, kw_only=True):
    """The latent trend by quarter; ``line`` and ``band`` are lists of points as SVG writes them.

    Attributes:
        start: the first quarter in words, where it stands, and how its text is anchored.
        stop: the same of the last.
        alternative: the whole in words.
    """

    line: str
    band: str
    stops: tuple[Stop, ...]
    start: tuple[float, str, str]
    stop: tuple[float, str, str]
    alternative: str


class PoleView(Record, frozen=True, kw_only=True):
    """Where the state stands to one pole.

    Attributes:
        says: it in a sentence; without a reading, why there is none.
        reading: whether there is one.
        balance: number and interval in words; None without a reading.
        share: share of its cooperation with these poles.
        hangs: the family of outlets that the balance hangs on, in words.
        evidence: the sentences that move the balance most.
    """

    anchor: str
    name: str
    says: str
    reading: bool
    balance: str | None
    interval: str | None
    share: str | None
    stories: int
    origins: int
    gauge: Gauge | None
    trend: TrendView | None
    hangs: str | None
    evidence: tuple[Witness, ...]


class Leaning(Record, frozen=True, kw_only=True):
    """Where the state leans.

    Attributes:
        digest: all of it in one line, for the summary.
        choice: that the poles are a choice, and which they are.
    """

    digest: str
    choice: str
    poles: tuple[PoleView, ...]

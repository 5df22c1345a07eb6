"""The parts of a brief that tell where a state leans; pictures in the units of their SVG."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.parts import Witness
from marsad.views.pictures.layout import PictureView


class Gauge(Record, frozen=True, kw_only=True):
    """A balance on a bar 200 wide whose middle is zero: where its interval lies and where it stands."""

    left: float
    width: float
    at: float
    kind: str
    alternative: str


class PoleView(Record, frozen=True, kw_only=True):
    """Where the state stands to one pole.

    Attributes:
        says: it in a sentence; without a reading, why there is none.
        reading: whether there is one.
        balance: number and interval in words; None without a reading.
        share: share of its cooperation with these poles.
        hangs: the family of outlets that the balance hangs on, in words.
        trend: the latent trend by quarter; its marks bear the numbers of the evidence.
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
    trend: PictureView | None
    hangs: str | None
    evidence: tuple[Witness, ...]


class Leaning(Record, frozen=True, kw_only=True):
    """Where the state leans.

    Attributes:
        digest: all of it in one line, for the summary.
        choice: that the poles are a choice, and which they are.
        pictures: what the poles show together.
    """

    digest: str
    choice: str
    poles: tuple[PoleView, ...]
    pictures: tuple[PictureView, ...] = ()

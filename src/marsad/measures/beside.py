"""Structure beside the press: both shown, never mixed, and whether they rank partners alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from msgspec.structs import replace

from marsad.measures.ranks import correlated
from marsad.measures.structure import Tie, means_by_partner
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.errors import MalformedError
    from marsad.measures.alignment import Reading

LEAST_PARTNERS: Final = 5
_COMPARED: Final = (("trade", "share"), ("arms", "share"), ("aid", "share"), ("votes", "agreement"))
_PRESS: Final = ("balance", "share")


class Beside(Record, frozen=True, kw_only=True):
    """A tie, and what the press told of the same partner in the same year.

    Attributes:
        tie: by the user's tables.
        balance: of the press, −1 to 1; None where there is no reading.
        low: lower end of its 90 % interval.
        high: upper end.
        press_share: L, the partner's share of the cooperation told with all partners in the tables.
        stories: that the press told of the two in that year.
    """

    tie: Tie
    balance: float | None = None
    low: float | None = None
    high: float | None = None
    press_share: float | None = None
    stories: int = 0


class Ranked(Record, frozen=True, kw_only=True):
    """Whether a table and the press rank the partners alike; means over the years that both have.

    Attributes:
        state: its code.
        matter: of the table.
        measure: the number of the table: "share" or "agreement".
        press: the number of the press: "balance" or "share".
        n: partners with both.
        rho: Spearman's; None with fewer than five partners or where nothing varies.
        rho_p: two-sided permutation p.
        tau: Kendall's τ-b.
        tau_p: its p.
        why: "few partners" or "no variation" where there is none.
    """

    state: str
    matter: str
    measure: str
    press: str
    n: int
    rho: float | None = None
    rho_p: float | None = None
    tau: float | None = None
    tau_p: float | None = None
    why: str | None = None


class Structure(NamedTuple):
    """Ties with the press beside them, how both rank, and the rows of the tables that are bad."""

    rows: list[Beside]
    ranked: list[Ranked]
    problems: list[MalformedError]


def beside(ties: Iterable[Tie], readings: Mapping[tuple[str, int], Reading]) -> list[Beside]:
    """Ties with the readings of partner and year beside them."""
    return [_row(tie, readings.get((tie.partner, tie.year))) for tie in ties]


def _row(tie: Tie, reading: Reading | None) -> Beside:
    if reading is None:
        return Beside(tie=tie)
    return Beside(
        tie=tie,
        balance=reading.balance,
        low=reading.low,
        high=reading.high,
        press_share=reading.share,
        stories=reading.stories,
    )


def ranked(rows: Sequence[Beside], state: str) -> list[Ranked]:
    """Rank correlations of each table with each number of the press."""
    matters = {row.tie.matter for row in rows}
    return [
        _ranked(rows, state, matter, measure, press)
        for matter, measure in _COMPARED
        if matter in matters
        for press in _PRESS
    ]


def _ranked(rows: Sequence[Beside], state: str, matter: str, measure: str, press: str) -> Ranked:
    name = "press_share" if press == "share" else press
    told = [row for row in rows if row.tie.matter == matter and getattr(row, name) is not None]
    by_table = means_by_partner([row.tie for row in told], matter, measure)
    by_press = {
        partner: float(np.mean([getattr(row, name) for row in told if row.tie.partner == partner]))
        for partner in by_table
    }
    bare = Ranked(state=state, matter=matter, measure=measure, press=press, n=len(by_table))
    if len(by_table) < LEAST_PARTNERS:
        return _because(bare, "few partners")
    found = correlated(np.array(list(by_table.values())), np.array(list(by_press.values())))
    if found is None:
        return _because(bare, "no variation")
    return Ranked(
        state=state, matter=matter, measure=measure, press=press, n=len(by_table), **found._asdict()
    )


def _because(bare: Ranked, why: str) -> Ranked:
    return replace(bare, why=why)

"""Ties by the user's tables with the press beside them, and how both rank partners, as flat rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict

from marsad.views.listing import frame_of
from marsad.views.measure_listing import short, with_ends

if TYPE_CHECKING:
    from marsad.measures.beside import Beside, Ranked

__all__ = [
    "RANKED_COLUMNS",
    "SHOWN_RANKED_COLUMNS",
    "SHOWN_TIE_COLUMNS",
    "TIE_COLUMNS",
    "frame_of",
    "ranked_row",
    "shown_ranked_row",
    "shown_tie_row",
    "tie_row",
]

TIE_COLUMNS: Final = (
    "state", "partner", "matter", "year", "value", "share", "concentration", "dependence", "asymmetry",
    "agreement", "low", "high", "n", "press_balance", "press_low", "press_high", "press_share",
    "press_stories",
)  # fmt: skip

SHOWN_TIE_COLUMNS: Final = (
    "matter", "partner", "year", "share", "depends", "asym.", "votes", "press balance",
)  # fmt: skip

RANKED_COLUMNS: Final = (
    "state", "matter", "measure", "press", "n", "rho", "rho_p", "tau", "tau_p", "why",
)  # fmt: skip

SHOWN_RANKED_COLUMNS: Final = ("matter", "measure", "press", "n", "rho", "tau")


def tie_row(row: Beside) -> dict[str, Any]:
    """A tie and the press beside it as one flat row."""
    return asdict(row.tie) | {
        "press_balance": row.balance,
        "press_low": row.low,
        "press_high": row.high,
        "press_share": row.press_share,
        "press_stories": row.stories,
    }


def shown_tie_row(row: Beside) -> dict[str, Any]:
    """A tie as a person reads it on a terminal."""
    tie = row.tie
    return {
        "matter": tie.matter,
        "partner": tie.partner,
        "year": tie.year,
        "share": short(tie.share),
        "depends": short(tie.dependence),
        "asym.": short(tie.asymmetry),
        "votes": with_ends(tie.agreement, tie.low, tie.high),
        "press balance": with_ends(row.balance, row.low, row.high) or "no reading",
    }


def ranked_row(ranked: Ranked) -> dict[str, Any]:
    """A rank correlation as one flat row."""
    return asdict(ranked)


def shown_ranked_row(ranked: Ranked) -> dict[str, Any]:
    """A rank correlation as a person reads it on a terminal."""
    told = {"matter": ranked.matter, "measure": ranked.measure, "press": ranked.press, "n": ranked.n}
    if ranked.rho is None:
        return told | {"rho": ranked.why, "tau": ""}
    return told | {
        "rho": f"{short(ranked.rho)} (p {short(ranked.rho_p)})",
        "tau": f"{short(ranked.tau)} (p {short(ranked.tau_p)})",
    }

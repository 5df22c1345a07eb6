"""Readings of alignment, links, and warnings, as flat rows for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.views.listing import frame_of

if TYPE_CHECKING:
    from marsad.measures import Link, Moved, Reading, Warned

__all__ = [
    "ALIGNMENT_COLUMNS",
    "LINK_COLUMNS",
    "MOVE_COLUMNS",
    "SHOWN_ALIGNMENT_COLUMNS",
    "SHOWN_LINK_COLUMNS",
    "SHOWN_MOVE_COLUMNS",
    "SHOWN_WARNING_COLUMNS",
    "WARNING_COLUMNS",
    "alignment_row",
    "frame_of",
    "link_row",
    "move_row",
    "short",
    "shown_alignment_row",
    "shown_link_row",
    "shown_move_row",
    "shown_warning_row",
    "warning_row",
    "with_ends",
]

ALIGNMENT_COLUMNS: Final = (
    "state", "pole", "dimension", "direction", "window", "balance", "low", "high", "share", "hedging", "lean",
    "ambivalence", "trend", "trend_low", "trend_high", "rising", "volume", "stories", "origins", "outlets",
    "without_family", "without_balance", "evidence", "reading", "why",
)  # fmt: skip

SHOWN_ALIGNMENT_COLUMNS: Final = (
    "window", "pole", "balance", "share", "trend", "stories", "origins",
)  # fmt: skip
"""What fits on a terminal."""


LINK_COLUMNS: Final = (
    "state", "side", "first", "then", "within", "n_first", "n_then", "followed", "expected", "lift", "p", "q",
    "placebo", "tried", "tested", "why", "pairs",
)  # fmt: skip

SHOWN_LINK_COLUMNS: Final = ("side", "first", "then", "followed", "expected", "p", "q", "placebo")

MOVE_COLUMNS: Final = (
    "state", "side", "acts", "within", "n", "points", "change", "expected", "p", "placebo", "lag", "r", "r_p",
    "q", "r_q", "tried", "tested", "why", "moves",
)  # fmt: skip

SHOWN_MOVE_COLUMNS: Final = ("side", "acts", "n", "change", "expected", "p", "q", "placebo", "r")

WARNING_COLUMNS: Final = (
    "side", "other", "acts", "window", "since", "count", "origins", "expected", "chance", "stayed", "streams",
    "by_chance", "level_window", "level_before", "level_after", "level_probability", "hits", "false_alarms",
    "open", "hit_share", "hit_low", "hit_high", "base_rate", "rises", "missed", "delay", "evidence",
)  # fmt: skip

SHOWN_WARNING_COLUMNS: Final = (
    "window", "sides", "acts", "count", "expected", "chance", "hits before",
)  # fmt: skip


def alignment_row(reading: Reading) -> dict[str, Any]:
    """A reading as one flat row; outlets with their shares and ids of evidence parted by semicolons."""
    same = {name: getattr(reading, name) for name in ALIGNMENT_COLUMNS if hasattr(reading, name)}
    return same | {
        "outlets": "; ".join(f"{one.name} {one.share:.2f}" for one in reading.outlets),
        "without_family": reading.without and reading.without.family,
        "without_balance": reading.without and reading.without.balance,
        "evidence": "; ".join(reading.evidence),
    }


def shown_alignment_row(reading: Reading) -> dict[str, Any]:
    """A reading as a person reads it on a terminal: two decimals, intervals together."""
    return {
        "window": reading.window,
        "pole": reading.pole,
        "balance": with_ends(reading.balance, reading.low, reading.high) or f"no reading: {reading.why}",
        "share": short(reading.share),
        "trend": with_ends(reading.trend, reading.trend_low, reading.trend_high),
        "stories": reading.stories,
        "origins": reading.origins,
    }


def with_ends(middle: float | None, low: float | None, high: float | None) -> str:
    """A number with its interval, two decimals; empty for none."""
    return "" if middle is None else f"{short(middle)} ({short(low)}, {short(high)})"


def short(number: float | None) -> str:
    """Two decimals without the leading zero: -.38; a terminal is narrow."""
    return "" if number is None else f"{number:.2f}".replace("0.", ".", 1)


def link_row(link: Link) -> dict[str, Any]:
    """A link as one flat row; pairs as "first event > then event", parted by semicolons."""
    same = {name: getattr(link, name) for name in LINK_COLUMNS}
    return same | {"pairs": "; ".join(f"{one.first_event} > {one.then_event}" for one in link.pairs)}


def shown_link_row(link: Link) -> dict[str, Any]:
    """A link as a person reads it on a terminal."""
    return {
        "side": link.side,
        "first": link.first,
        "then": link.then,
        "followed": f"{link.followed} of {link.n_first}",
        "expected": short(link.expected),
        "p": short(link.p) or "too few",
        "q": short(link.q),
        "placebo": short(link.placebo),
    }


def move_row(moved: Moved) -> dict[str, Any]:
    """What a series did after deeds as one flat row; moves as "event: change", parted by semicolons."""
    same = {name: getattr(moved, name) for name in MOVE_COLUMNS}
    return same | {"moves": "; ".join(f"{one.event}: {one.change:g}" for one in moved.moves)}


def shown_move_row(moved: Moved) -> dict[str, Any]:
    """The same as a person reads it on a terminal."""
    at = "" if moved.r is None else f"{short(moved.r)} (lag {moved.lag}, p {short(moved.r_p)})"
    return {
        "side": moved.side,
        "acts": moved.acts,
        "n": moved.n,
        "change": "" if moved.change is None else f"{moved.change:.3g}",
        "expected": "" if moved.expected is None else f"{moved.expected:.3g}",
        "p": short(moved.p) or "too few",
        "q": short(moved.q),
        "placebo": short(moved.placebo),
        "r": at,
    }


def warning_row(warned: Warned) -> dict[str, Any]:
    """A warning as one flat row; ids of evidence parted by semicolons."""
    past, level = warned.past, warned.level
    same = {name: getattr(warned, name) for name in WARNING_COLUMNS if hasattr(warned, name)}
    return (
        same
        | {name: getattr(past, name) for name in WARNING_COLUMNS if hasattr(past, name)}
        | {
            f"level_{name}": level and getattr(level, name)
            for name in ("window", "before", "after", "probability")
        }
        | {"hit_low": past.low, "hit_high": past.high, "evidence": "; ".join(warned.evidence)}
    )


def shown_warning_row(warned: Warned) -> dict[str, Any]:
    """A warning as a person reads it on a terminal."""
    past = warned.past
    known = past.hits + past.false_alarms
    usual = "" if past.base_rate is None else f" (usual {short(past.base_rate)})"
    return {
        "window": warned.window,
        "sides": f"{warned.side}, {warned.other}",
        "acts": warned.acts,
        "count": warned.count,
        "expected": short(warned.expected),
        "chance": f"{warned.chance:.4f}".replace("0.", ".", 1),
        "hits before": f"{past.hits} of {known}{usual}" if known else "no alarm before",
    }

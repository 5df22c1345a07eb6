"""What a run came to, for people and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.spending import Prices
    from marsad.prompting.tally import Tally


def summary_values(tally: Tally, to: Endpoint, prices: Prices) -> dict[str, Any]:
    """A run as plain values; ``cost`` is null where the prices are not known."""
    return {
        "coder": to.coder,
        "endpoint": to.address,
        "texts": tally.texts,
        "skipped": tally.skipped,
        "failed": tally.failed,
        "left": tally.left,
        "events": tally.events,
        "refused": _sorted(tally.refused),
        "corrected": _sorted(tally.corrected),
        "requests": tally.requests,
        "again": _sorted(tally.again),
        "tokens_in": tally.tokens_in,
        "tokens_out": tally.tokens_out,
        "guessed": tally.guessed,
        "seconds": round(tally.seconds, 3),
        "cost": prices.cost(tally.tokens_in, tally.tokens_out),
        "stopped": tally.stopped,
    }


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def summary_line(tally: Tally, prices: Prices) -> str:
    """A run in a few lines."""
    cost = prices.cost(tally.tokens_in, tally.tokens_out)
    lines = [_texts_line(tally), _requests_line(tally, cost)]
    told = (("refused", tally.refused), ("corrected", tally.corrected), ("again", tally.again))
    lines += [f"{name}: {_counted(counts)}" for name, counts in told if counts]
    if tally.stopped:
        lines.append(f"stopped: {tally.stopped}; what was done is kept")
    return "\n".join(lines)


def _texts_line(tally: Tally) -> str:
    return (
        f"{tally.texts} texts coded, {tally.skipped} done before, {tally.failed} failed, {tally.left} left; "
        f"{tally.events} events, {tally.refused.total()} refused, {tally.corrected.total()} parts corrected"
    )


def _requests_line(tally: Tally, cost: float | None) -> str:
    told = "not known (--price-in, --price-out)" if cost is None else f"{cost:.4f}"
    guessed = ", some guessed" if tally.guessed else ""
    return (
        f"{tally.requests} requests, {tally.again.total()} asked again; {tally.tokens_in:,} tokens asked, "
        f"{tally.tokens_out:,} answered{guessed}; {tally.seconds:.1f} s of waiting; cost {told}"
    )


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in _sorted(counts).items())

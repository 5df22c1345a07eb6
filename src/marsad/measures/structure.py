"""The structure a state stands in: shares, dependence, asymmetry, concentration, agreement of votes.

Worked out from the user's tables alone, and never mixed with what the press tells.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.measures.balance import Numbers
    from marsad.measures.brought import Brought, Flow, Vote

LEAST_VOTES: Final = 10
_DRAWS: Final = 2_000
_NOTHING: Final = 1e-12
_LOW, _HIGH = 5.0, 95.0


class Tie(Record, frozen=True, kw_only=True):
    """What ties a state to a partner in a year, by one of the user's tables.

    Attributes:
        state: its code.
        partner: the other state.
        matter: "trade" (both ways), "arms" or "aid" (what the state received), or "votes".
        year: of the figures.
        value: X + M, or what was received, in the unit of the table; None for votes.
        share: the partner's part of the state's total with all partners in the table, 0 to 1.
        concentration: Herfindahl and Hirschman's index of these shares in that year, 0 to 1.
        dependence: (X + M) / GDP of the state; None without its GDP.
        asymmetry: the partner's share of the state's trade less the state's share of the partner's, −1 to 1;
            above 0 the state needs the partner more. None for other matters.
        agreement: of votes, 1 − D_o/D_e: 1 always alike, 0 as by chance; None below ten votes in common or
            where neither ever votes otherwise.
        low: lower end of its 90 % interval.
        high: upper end.
        n: partners in the table that year, or votes in common.
    """

    state: str
    partner: str
    matter: str
    year: int
    value: float | None = None
    share: float | None = None
    concentration: float | None = None
    dependence: float | None = None
    asymmetry: float | None = None
    agreement: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


def ties_of(tables: Brought, state: str) -> list[Tie]:
    """All ties of a state, by matter, partner and year."""
    found = [*_flows(tables, state), *_votes(tables.votes, state)]
    return sorted(found, key=lambda tie: (tie.matter, tie.partner, tie.year))


def _flows(tables: Brought, state: str) -> Iterable[Tie]:
    by_matter: dict[tuple[str, int], list[Flow]] = defaultdict(list)
    for flow in tables.flows:
        by_matter[flow.matter, flow.year].append(flow)
    for (matter, year), flows in by_matter.items():
        totals = _totals(flows, both=matter == "trade")
        own = totals.get(state, {})
        total = sum(own.values())
        concentration = herfindahl(own.values())
        product = tables.products.get((state, year))
        for partner, value in own.items():
            yield Tie(
                state=state,
                partner=partner,
                matter=matter,
                year=year,
                value=value,
                share=value / total if total else None,
                concentration=concentration,
                dependence=value / product if product and matter == "trade" else None,
                asymmetry=_asymmetry(totals, state, partner) if matter == "trade" else None,
                n=len(own),
            )


def _totals(flows: Iterable[Flow], *, both: bool) -> Mapping[str, Mapping[str, float]]:
    """State → partner → what it received from it, with ``both`` also what it gave."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for flow in flows:
        found[flow.taker][flow.giver] += flow.value
        if both:
            found[flow.giver][flow.taker] += flow.value
    return found


def _asymmetry(totals: Mapping[str, Mapping[str, float]], state: str, partner: str) -> float | None:
    """Barbieri (1996), Journal of Peace Research 33(1): shares of each in the other's trade.

    None where the table has no other partner of the partner: its share would be 1 for want of data.
    """
    one, other = sum(totals[state].values()), sum(totals[partner].values())
    if totals[partner].keys() == {state} or not one or not other:
        return None
    return totals[state][partner] / one - totals[partner][state] / other


def herfindahl(values: Iterable[float]) -> float | None:
    """Σ of squared shares (Hirschman 1964, American Economic Review 54(5)); None where all is 0."""
    amounts = np.array(list(values), dtype=np.float64)
    return float(((amounts / amounts.sum()) ** 2).sum()) if amounts.sum() > 0 else None


def _votes(votes: Iterable[Vote], state: str) -> Iterable[Tie]:
    cast: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for vote in votes:
        cast[vote.state][vote.year, vote.resolution] = vote.vote
    own = cast.pop(state, {})
    for partner, theirs in cast.items():
        for year in sorted({year for year, _ in own.keys() & theirs.keys()}):
            same = sorted(key for key in own.keys() & theirs.keys() if key[0] == year)
            pairs = np.array([(own[key], theirs[key]) for key in same], dtype=np.float64)
            agreement, low, high = agreed(pairs[:, 0], pairs[:, 1])
            yield Tie(
                state=state,
                partner=partner,
                matter="votes",
                year=year,
                agreement=agreement,
                low=low,
                high=high,
                n=len(same),
            )


def agreed(one: Numbers, other: Numbers, seed: int = 0) -> tuple[float | None, float | None, float | None]:
    """Agreement of votes corrected for chance, with a 90 % interval over resolutions.

    1 − D_o/D_e (Häge 2011, Political Analysis 19(3)): D_o the mean squared distance of the two votes (yes 1,
    abstention 2, no 3), D_e that of two votes drawn from what both together cast (margins as in Scott's π).
    The interval is by Rubin's Bayesian bootstrap of the resolutions, 2,000 draws.
    """
    if len(one) < LEAST_VOTES:
        return None, None, None
    rng = np.random.default_rng(seed)
    even = np.full((1, len(one)), 1.0 / len(one))
    drawn = rng.dirichlet(np.ones(len(one)), _DRAWS)
    value, values = (_corrected(weights, one, other) for weights in (even, drawn))
    if np.isnan(value[0]):
        return None, None, None
    low, high = np.nanpercentile(values, (_LOW, _HIGH))
    return float(value[0]), float(low), float(high)


def _corrected(weights: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """1 − D_o/D_e by weights of the resolutions; with squared distances D_e is twice the pooled variance."""
    observed = weights @ (one - other) ** 2
    mean, square = weights @ ((one + other) / 2), weights @ ((one**2 + other**2) / 2)
    expected = 2 * (square - mean**2)
    some = expected > _NOTHING
    return np.asarray(np.where(some, 1 - observed / np.where(some, expected, 1.0), np.nan))


def means_by_partner(ties: Sequence[Tie], matter: str, name: str) -> dict[str, float]:
    """Partner → mean over the years of a number of its ties; partners without one are left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for tie in ties:
        value = getattr(tie, name)
        if tie.matter == matter and value is not None:
            found[tie.partner].append(value)
    return {partner: float(np.mean(values)) for partner, values in found.items()}

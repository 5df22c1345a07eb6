"""What follows what between a state and another side: sequence lift, tested by circular shifts.

Two streams of deeds on a line of days: of the first, how many are followed by one of the second within W
days? The second stream is shifted around the circle of all days, which keeps its own bunching, and asked
again: the share of all shifts with as many is the p-value. Shifts of a few days, which carry a sequence
along, count too: without them independent streams in bunches, in a short span, were found linked up to three
times as often as said (benchmarks/sequels.py). Against a shared trend the same is asked of the days
*before* (the placebo). Nothing here says that one thing caused another: it precedes it, more often than
the rhythm of both explains.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import islice, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.multiplicity import adjusted, share_at_least
from marsad.records import Record
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.measures.poles import Pole
    from marsad.stories.deeds import Deed

LEAST_DEEDS: Final = 8
_ECONOMIC: Final = frozenset({"economic", "energy"})
_MAJORITY: Final = 0.5
_MOST_PAIRS: Final = 20

Field = Literal["political", "economic"]
Tone = Literal["cooperation", "conflict"]


class Kind(NamedTuple):
    """A stream of deeds: political or economic, cooperation or conflict."""

    field: Field
    tone: Tone

    @property
    def name(self) -> str:
        """In words: "political conflict"."""
        return f"{self.field} {self.tone}"


class Sequel(Record, frozen=True, kw_only=True):
    """A deed and the one that followed: their days, and the surest event of each."""

    first_day: str
    then_day: str
    first_event: str
    then_event: str


class Link(Record, frozen=True, kw_only=True):
    """How often deeds of one kind precede those of another, between a state and another side.

    Attributes:
        state: its code.
        side: the other side, a pole's name.
        first: kind of the deeds that come before ("political conflict").
        then: kind of the deeds that come after.
        within: W, days.
        n_first: deeds of the first kind.
        n_then: of the second.
        followed: deeds of the first kind that one of the second follows after 1 to W days.
        expected: how many would be by the rhythm of both alone: the mean over the shifts; the base rate.
        lift: followed / expected; None where nothing is expected.
        p: share of all shifts of the circle of days with as many.
        q: p adjusted for all pairs tried (Benjamini–Hochberg).
        placebo: the same p for the W days before; small values tell of a shared trend, not of a sequence.
        tried: number of pairs that were tested together.
        tested: whether there was enough for the test.
        why: "not enough data for this test" where there was not.
        pairs: what followed what, oldest first.
    """

    state: str
    side: str
    first: str
    then: str
    within: int
    n_first: int
    n_then: int
    followed: int
    expected: float | None = None
    lift: float | None = None
    p: float | None = None
    q: float | None = None
    placebo: float | None = None
    tried: int = 0
    tested: bool = False
    why: str | None = None
    pairs: tuple[Sequel, ...] = ()


class Streams(NamedTuple):
    """The deeds between a state and a side by kind, with the span of days in which any was told."""

    of: Mapping[Kind, Sequence[Deed]]
    first: dt.date
    last: dt.date

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """Both days."""
        return self.first, self.last


def kind_of(deed: Deed) -> Kind | None:
    """The one stream a deed belongs to, so that none can follow itself; None for a score of 0."""
    if deed.score == 0:
        return None
    economic = sum(share for name, share in deed.dimensions.items() if name in _ECONOMIC)
    return Kind(
        "economic" if economic >= _MAJORITY else "political",
        "cooperation" if deed.score > 0 else "conflict",
    )


def streams_of(deeds: Iterable[Deed], state: str, side: Pole) -> Streams | None:
    """The streams between a state and a side; None where there is no dated deed."""
    found: dict[Kind, list[Deed]] = defaultdict(list)
    for deed in sorted(deeds, key=lambda one: (one.day, one.story)):
        kind = kind_of(deed)
        if kind is not None and deed.precision == "day" and _is_between(deed, state, side):
            found[kind].append(deed)
    days = [deed.day for stream in found.values() for deed in stream]
    return Streams(found, min(days), max(days)) if days else None


def _is_between(deed: Deed, state: str, side: Pole) -> bool:
    one, other = party_code(deed.actor), party_code(deed.recipient)
    return (one == state and side.holds(deed.recipient, deed.day)) or (
        other == state and side.holds(deed.actor, deed.day)
    )


def links(deeds: Sequence[Deed], state: str, sides: Iterable[Pole], *, within: int = 30) -> list[Link]:
    """Links of all pairs of a political and an economic stream, both ways, the likeliest first.

    Args:
        deeds: of any states.
        state: code of the state.
        sides: others that it deals with.
        within: W, days.

    Raises:
        UsageError: W is not positive.
    """
    if within < 1:
        raise UsageError(f"{within} days are no span in which anything could follow")
    told = _by_other_party(deeds, state)
    found = [
        _link(state, side.name, streams, pair, within)
        for side in sides
        if (streams := streams_of(_told_with(told, side), state, side)) is not None
        for pair in _pairs(streams)
    ]
    return sorted(_together(found), key=_likeliest_first)


def _by_other_party(deeds: Iterable[Deed], state: str) -> dict[str, list[Deed]]:
    """The deeds of a state by the other party, so that not all are looked at for each side."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        if party_code(deed.actor) == state:
            found[deed.recipient].append(deed)
        elif party_code(deed.recipient) == state:
            found[deed.actor].append(deed)
    return found


def _told_with(told: Mapping[str, Sequence[Deed]], side: Pole) -> list[Deed]:
    return [deed for party, deeds in told.items() if side.may_hold(party) for deed in deeds]


def _pairs(streams: Streams) -> list[tuple[Kind, Kind]]:
    kinds = sorted(streams.of)
    return [(one, other) for one, other in product(kinds, kinds) if one.field != other.field]


def _link(state: str, side: str, streams: Streams, pair: tuple[Kind, Kind], within: int) -> Link:
    before, after = (streams.of[kind] for kind in pair)
    link = Link(
        state=state,
        side=side,
        first=pair[0].name,
        then=pair[1].name,
        within=within,
        n_first=len(before),
        n_then=len(after),
        followed=0,
    )
    found = sequence([deed.day for deed in before], [deed.day for deed in after], streams.span, within)
    return replace(link, **found._asdict(), pairs=_sequels(before, after, within))


class Tested(NamedTuple):
    """How often days of one stream follow those of another; fields as in `Link`."""

    followed: int
    expected: float
    lift: float | None = None
    p: float | None = None
    placebo: float | None = None
    tested: bool = False
    why: str | None = None


def sequence(
    before: Sequence[dt.date],
    after: Sequence[dt.date],
    span: tuple[dt.date, dt.date],
    within: int,
) -> Tested:
    """Tests whether days of one stream are followed by days of another more often than by their rhythm.

    Args:
        before: days of the stream that comes first.
        after: days of the one that follows; neither is empty.
        span: first and last day of all that was told.
        within: W, days.
    """
    start, length = span[0], (span[1] - span[0]).days + 1
    first, then = (np.array([(day - start).days for day in days], int) for days in (before, after))
    number = followed(first, then, within)
    if min(len(first), len(then)) < LEAST_DEEDS or length <= 4 * within:
        expected = _base_rate(then, length, within) * len(first)
        return Tested(number, expected, why="not enough data for this test")
    drawn = sequels_by_shift(first, then, length, within)
    before_it = sequels_by_shift(length - 1 - first, length - 1 - then, length, within)
    usual = float(drawn.mean())
    return Tested(
        followed=number,
        expected=usual,
        lift=number / usual if usual else None,
        p=share_at_least(drawn[0], drawn[1:]),
        placebo=share_at_least(before_it[0], before_it[1:]),
        tested=True,
    )


def followed(first: np.ndarray, then: np.ndarray, within: int) -> int:
    """How many of the first days have one of the others 1 to W days later."""
    ordered = np.sort(then)
    after = np.searchsorted(ordered, first, side="right")
    until = np.searchsorted(ordered, first + within, side="right")
    return int((until > after).sum())


def sequels_by_shift(first: np.ndarray, then: np.ndarray, length: int, within: int) -> np.ndarray:
    """How many of the first days have one of the others 1 to W days later, for each shift of the others.

    Days go around in a circle, the shift 0 too, so that under independence all shifts are alike and the
    p-value is exact. All are worked out at once, as a correlation on the circle by Fourier transform.

    Args:
        first: days from 0 to before ``length``.
        then: likewise.
        length: days of the circle.
        within: W.

    Returns:
        One count for each shift from 0 on.
    """
    told, there = np.bincount(first, minlength=length), np.zeros(length)
    there[then] = 1
    around = np.cumsum(np.concatenate(([0.0], there, there[:within])))
    soon = np.roll(around[within:] - around[:-within], -1)[:length] if within < length else np.ones(length)
    product = np.fft.rfft(told) * np.conj(np.fft.rfft(soon > 0))
    return np.rint(np.fft.irfft(product, length)).astype(int)


def _base_rate(then: np.ndarray, length: int, within: int) -> float:
    """Share of days after which one of the second stream comes within W days, whatever happened on them."""
    return followed(np.arange(length), then, within) / length


def _sequels(before: Sequence[Deed], after: Sequence[Deed], within: int) -> tuple[Sequel, ...]:
    days = [one.day for one in after]
    nexts = ((first, bisect_right(days, first.day)) for first in before)
    found = (
        Sequel(
            first_day=first.day.isoformat(),
            then_day=days[at].isoformat(),
            first_event=first.events[0],
            then_event=after[at].events[0],
        )
        for first, at in nexts
        if at < len(days) and (days[at] - first.day).days <= within
    )
    return tuple(islice(found, _MOST_PAIRS))


def _together(found: Sequence[Link]) -> list[Link]:
    """The links with what they are worth among all that were tested."""
    tested = [link for link in found if link.p is not None]
    q_values = iter(adjusted([link.p for link in tested if link.p is not None]))
    return [
        replace(link, q=next(q_values), tried=len(tested)) if link.p is not None else link for link in found
    ]


def _likeliest_first(link: Link) -> tuple[float, float, str, str, str]:
    return (2.0 if link.p is None else link.p, -link.followed, link.side, link.first, link.then)

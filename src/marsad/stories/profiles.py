"""What an outlet covers, and whom it has its matter from: counts, and what the tables tell of its owner.

Leaning is not guessed. Ownership and country are data of the actors' room, or unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from marsad.records import Record
from marsad.stories.contrasts import Contrast
from marsad.stories.outlets import Outlet, listed
from marsad.stories.tellers import NO_STATE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.stories.origins import Origin


class Count(Record, frozen=True, kw_only=True):
    """A name and in how many documents it stands."""

    name: str
    n: int


class OutletProfile(Record, frozen=True, kw_only=True):
    """One outlet of an archive; counts are of documents, days of publication are ISO 8601.

    Attributes:
        outlet: canonical name, or the name it goes by; None for documents without an outlet.
        name_ar: Arabic name, where a table lists it.
        country: code of its home state, where a table lists it.
        ownership: state, public, royal, party, armed, private, unknown; None where no table lists it.
        owner: who owns it, as far as known.
        documents: how many there are.
        own: how many of them derive from nothing else that is known; see `marsad.stories.origins`.
        days: on how many days it published them.
        first: the first of these days.
        last: the last of them.
        cites: outlets that it cites, most first; "agencies" are such as it does not name.
        covers: codes of states and blocs that are a party of an event, most first.
        tells: how it tells the acts of states beside the others that tell the same stories.
    """

    outlet: str | None
    name_ar: str | None
    country: str | None
    ownership: str | None
    owner: str | None
    documents: int
    own: int
    days: int
    first: str | None
    last: str | None
    cites: tuple[Count, ...]
    covers: tuple[Count, ...]
    tells: tuple[Contrast, ...] = ()


def outlet_profiles(
    origins: Iterable[Origin],
    parties: Iterable[tuple[str, str]],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    tells: Mapping[str, tuple[Contrast, ...]] | None = None,
) -> list[OutletProfile]:
    """Outlets with what they cover and cite, those of most documents first.

    Args:
        origins: of the documents.
        parties: document and code of a party of its events, each pair once.
        since: only documents published on this day or later.
        until: only documents published on this day or earlier. With either, none without a day.
        tells: by outlet, how it tells the acts of states.
    """
    by_outlet: dict[str | None, list[Origin]] = defaultdict(list)
    for origin in origins:
        if is_between(origin.published, since, until):
            by_outlet[origin.outlet].append(origin)
    states: dict[str, list[str]] = defaultdict(list)
    for document, code in parties:
        if code not in NO_STATE:
            states[document].append(code)
    told = tells or {}
    made = [
        replace(_profile(name, found, states), tells=told.get(name or "", ()))
        for name, found in by_outlet.items()
    ]
    return sorted(made, key=lambda one: (-one.documents, one.outlet or ""))


def is_between(day: str | None, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether a day, or no day, lies within the limits; where there is a limit no day does not."""
    if day is None:
        return since is None and until is None
    return (since is None or day >= since.isoformat()) and (until is None or day <= until.isoformat())


def _profile(name: str | None, found: Sequence[Origin], states: dict[str, list[str]]) -> OutletProfile:
    known = listed().get(name or "") or Outlet(name or "")
    days = sorted({origin.published for origin in found if origin.published})
    cited = Counter(each for origin in found for each in {citation.outlet for citation in origin.citations})
    covered = Counter(code for origin in found for code in states.get(origin.document, ()))
    return OutletProfile(
        outlet=name,
        name_ar=known.name_ar,
        country=known.country,
        ownership=known.ownership,
        owner=known.owner,
        documents=len(found),
        own=sum(origin.is_own for origin in found),
        days=len(days),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        cites=_most(cited),
        covers=_most(covered),
    )


def _most(counted: Counter[str]) -> tuple[Count, ...]:
    return tuple(
        Count(name=name, n=n) for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )

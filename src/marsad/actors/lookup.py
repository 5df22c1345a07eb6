"""Who a name stands for: the answer to `marsad actors show`."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.actors.knowledge import knowledge
from marsad.actors.resolver import mentions
from marsad.actors.writing import name_of
from marsad.languages.arabic.tokens import tokens
from marsad.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.actors.mention import Mention
    from marsad.actors.parties import Party

_NEAR: Final = 0.8
_MOST_NEAR: Final = 3


class Identity(Record, frozen=True, kw_only=True):
    """Who a name stands for, during one span of time.

    Attributes:
        text: the name as asked for.
        name: canonical name in English; None for a generic party.
        name_ar: canonical name in Arabic.
        country: code of the codebook, or None where the words do not tell.
        sector: PLOVER sector, or None for the state as such.
        id: Wikidata QID where certain.
        office: office held, for people.
        from_: first day of the span; written ``from``.
        to: its last day.
    """

    text: str
    name: str | None = None
    name_ar: str | None = None
    country: str | None = None
    sector: str | None = None
    id: str | None = None
    office: str | None = None
    from_: dt.date | None = msgspec.field(default=None, name="from")
    to: dt.date | None = None


def identities(text: str, on: dt.date | None = None) -> list[Identity]:
    """Everyone a name may stand for; empty where it is unknown.

    Args:
        text: a name in Arabic or English, a Wikidata QID, a code (``KAZ``), or words for a generic party
            ("وزير الخارجية المجري").
        on: the day at which it is judged: only the spans that cover it. A person without an office that day
            is a private one (CVL, no office). Without a day, all spans.
    """
    parties = _listed(text)
    if not parties:
        return _by_rule(text, on)
    if on is None:
        return _in_order(_identity(text, party) for party in parties)
    holding = [party for party in parties if party.holds_on(on)]
    return _in_order(_identity(text, party) for party in holding) or _without_office(text, parties)


def close_names(text: str) -> list[str]:
    """Names of the tables that look like one that is unknown, best first."""
    known = sorted({name for party in knowledge().everyone() for name in (party.name, party.name_ar) if name})
    return get_close_matches(text, known, _MOST_NEAR, _NEAR)


def _listed(text: str) -> list[Party]:
    """Parties of an Arabic form and, for people, all their other offices; else those of an English name."""
    parties, asked = knowledge().everyone(), " ".join(text.split()).casefold()
    if not asked:
        return []
    name = name_of(asked)
    found = list(_of_form(name.words, article=name.article))
    if not found:
        found = [party for party in parties if _is_called(party, asked)]
    people = {(party.name, party.country) for party in found if party.kind == "person"}
    offices = [party for party in parties if party.kind == "person" and (party.name, party.country) in people]
    return list(dict.fromkeys([*found, *offices]))


def _of_form(words: tuple[str, ...], *, article: bool) -> Iterator[Party]:
    for name, numbers in knowledge().names_from(words[0]):
        if name.words == words and name.article == article:
            yield from knowledge().those(numbers)


def _is_called(party: Party, asked: str) -> bool:
    code = party.country.casefold() if party.kind in ("state", "bloc") else ""
    names = (party.name.casefold(), code, (party.wikidata or "").casefold())
    return party.kind not in ("adjective", "people", "capital") and asked in names


def _by_rule(text: str, on: dt.date | None) -> list[Identity]:
    """The parties that a phrase names by rule: its first, and those joined to it by "and".

    What depends on the first is not told: the embassy of one state "in" another is the first state's.
    """
    words = tokens(text)
    found = mentions(words, on)
    joined = found[:1] + [mention for mention in found[1:] if mention.conjunction]
    return [_of_mention(text, mention, whole=mention.end - mention.start == len(words)) for mention in joined]


def _of_mention(text: str, mention: Mention, *, whole: bool) -> Identity:
    """A mention of a phrase; its name is told where the mention is all of it, or a name by itself."""
    party = mention.party
    if party is None or (mention.adjective and not whole):
        return Identity(text=text, country=mention.country or None, sector=mention.sector)
    sector = None if party.kind == "adjective" and not mention.people else mention.sector
    return _identity(text, party._replace(sector=sector))


def _without_office(text: str, parties: Iterable[Party]) -> list[Identity]:
    people = {party.name: party for party in parties if party.kind == "person"}
    plain = [party._replace(sector="CVL", office=None, since=None, until=None) for party in people.values()]
    return _in_order(_identity(text, party) for party in plain)


def _identity(text: str, party: Party) -> Identity:
    return Identity(
        text=text,
        name=party.name or None,
        name_ar=party.name_ar,
        country=party.country or None,
        sector=party.sector,
        id=party.wikidata,
        office=party.office,
        from_=party.since,
        to=party.until,
    )


def _in_order(found: Iterable[Identity]) -> list[Identity]:
    return sorted(found, key=lambda one: (one.name or "", str(one.from_ or "")))

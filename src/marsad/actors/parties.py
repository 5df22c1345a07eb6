"""The records of the actors' room: what a name stands for, how it is written, what a generic word tells."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the index is read back by these annotations
from typing import Literal

from marsad.languages.grammar import Shape

PartyKind = Literal["state", "bloc", "capital", "place", "seat", "body", "person", "adjective", "people"]


class Party(Shape, frozen=True, array_like=True):
    """What a name stands for during a span of time.

    Attributes:
        kind: how it came to be a party; places and capitals may be mere places.
        name: canonical English name.
        name_ar: canonical Arabic name.
        country: code of the codebook.
        sector: PLOVER sector, or None for the state as such.
        wikidata: QID or None.
        office: office held, for people.
        since: first day, or None.
        until: last day, or None.
        gender: grammatical gender in Arabic, "m", "f" or "".
        lat: latitude, for places.
        lon: longitude.
        seat: English name of the city, for a capital.
    """

    kind: PartyKind
    name: str
    name_ar: str
    country: str
    sector: str | None = None
    wikidata: str | None = None
    office: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    gender: str = ""
    lat: float | None = None
    lon: float | None = None
    seat: str | None = None

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether the span of time covers a day; without a day, whether it is open or no capital's."""
        if day is None:
            return self.until is None or self.kind != "capital"
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Name(Shape, frozen=True, array_like=True):
    """A written name: its words after normalisation, the first without the article.

    Attributes:
        words: first word without article, then the others as they stand.
        article: whether the first word carries the article.
        needs: stems one of which must stand just before, for names that are also ordinary words.
        after_preposition: it is a name only after a preposition ("في مالي").
    """

    words: tuple[str, ...]
    article: bool
    needs: frozenset[str] = frozenset()
    after_preposition: bool = False


class Role(Shape, frozen=True, array_like=True):
    """A generic word for a party (وزير، قوات، محتجون): sector, and whether it names a person or a body.

    Attributes:
        form: the word as the table lists it.
        sector: PLOVER sector.
        kind: whether it names a person or a body.
        plural: this form is a plural.
        feminine: this form is feminine.
        needs_state: a party only with the article and a state behind it (الخارجية الروسية).
        stranger: it is of no state unless one is named with it (محللون).
    """

    form: str
    sector: str
    kind: Literal["person", "body"]
    plural: bool
    feminine: bool
    needs_state: bool = False
    stranger: bool = False

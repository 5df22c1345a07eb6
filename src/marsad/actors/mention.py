"""A party at its place in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.languages.grammar import Fixed, Shape

if TYPE_CHECKING:
    from marsad.actors.parties import Party, Role


class Mention(Shape, frozen=True):
    """A party at its place in a sentence.

    Attributes:
        start: first token.
        end: token after the last.
        party: what it stands for; None for a generic party.
        country: code, or None where the words do not tell.
        sector: PLOVER sector or None.
        adjective: it is an adjective of a noun before it (هجوم روسي).
        place: it may be no more than a place.
        role: the generic word, if any.
        gender: grammatical gender, "" where not known.
        article: its first word, a generic one, has the article.
        conjunction: proclitic conjunction of its first token.
        preposition: proclitic preposition of its first token.
        owned: it carries a pronoun: its country is that of someone named elsewhere (حكومته).
        people: it is the plural of a nisba that stands for people (الأردنيون).
        named_from: first token of a person's name that no list holds, or None.
    """

    start: int
    end: int
    party: Party | None
    country: str | None
    sector: str | None
    adjective: bool = False
    place: bool = False
    role: Role | None = None
    gender: str = ""
    article: bool = False
    conjunction: str = ""
    preposition: str = ""
    owned: bool = False
    people: bool = False
    named_from: int | None = None

    def fixed(self) -> Fixed:
        """The mention as the language room takes it."""
        return Fixed(self.start, self.end, self.conjunction, self.preposition, self.adjective, self.gender)

"""Parties found in the tokens of a sentence: names longest first, then generic parties by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.actors.apposition import continues, joined
from marsad.actors.generic import GenericParties
from marsad.actors.introduced import Introduced
from marsad.actors.leads import NOTHING, leads
from marsad.actors.mention import Mention
from marsad.actors.named import NamedParties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.languages.grammar import Token

_AND: Final = "و"


def mentions(
    tokens: Sequence[Token], on: dt.date | None, introduced: Introduced | None = None
) -> list[Mention]:
    """Parties of a sentence, in order, none overlapping.

    Args:
        tokens: tokens of the sentence.
        on: day at which offices are judged; None takes the latest.
        introduced: what the document has told before; nothing by default.
    """
    finder = _Finder(tokens, on, introduced or Introduced())
    found: list[Mention] = []
    after = 0
    for index in finder.places():
        if index < after:
            continue
        mention = finder.mention_at(index)
        if mention is None:
            after = finder.named.stops.get(index, index + 1)
            continue
        if index and tokens[index - 1].form == _AND:
            mention = mention._replace(conjunction=_AND)  # machine translation writes و apart
        if found and continues(found[-1], mention):
            found[-1] = joined(found[-1], mention)
        else:
            found.append(mention)
        after = mention.end
    return found


class _Finder:
    def __init__(self, tokens: Sequence[Token], on: dt.date | None, introduced: Introduced) -> None:
        self.tokens, self.people = tokens, introduced.people
        self.named = NamedParties(tokens, on, introduced)
        self.generic = GenericParties(self.named)

    def places(self) -> list[int]:
        """Tokens at which a party may begin: one in ten."""
        people = self.people.keys()
        if not people:
            return [i for i, token in enumerate(self.tokens) if leads(token.form) is not NOTHING]
        return [
            index
            for index, token in enumerate(self.tokens)
            if leads(token.form) is not NOTHING or not people.isdisjoint(token.word.stems)
        ]

    def mention_at(self, index: int) -> Mention | None:
        """The party that begins at one of the places, if one does."""
        if leads(self.tokens[index].form) is NOTHING:
            return self._introduced_person(index)
        named = self.named.at(index)
        generic = self.generic.at(index)
        if generic is not None and (named is None or generic.end > named.end):
            return generic
        return named or self.named.adjective(index)

    def _introduced_person(self, index: int) -> Mention | None:
        """Someone whose office and name the document has told before, by surname."""
        for split in self.tokens[index].word.splits:
            person = self.people.get(split.stem)
            if person is not None and not split.article:
                return Mention(
                    index,
                    index + 1,
                    None,
                    person.country,
                    person.role.sector,
                    role=person.role,
                    gender="m",
                    conjunction=split.conjunction,
                    preposition=split.preposition,
                )
        return None

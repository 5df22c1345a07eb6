"""What a document has introduced: its states, people that no list holds, and whose police "the police" is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.words import is_common, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.actors.mention import Mention
    from marsad.actors.parties import Role
    from marsad.languages.grammar import Token

_SHORTEST_SURNAME: Final = 4


class Person(NamedTuple):
    """Someone introduced by office and name ("وزير الخارجية المجري بيتر سيارتو").

    Attributes:
        country: code, or None where it was not told.
        role: the office.
    """

    country: str | None
    role: Role


class Introduced:
    """What the sentences of a document so far have introduced.

    Attributes:
        countries: how often each country was named.
        people: surname in even spelling → who it is.
        offices: generic word → country of the party that it was last said of in full.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.countries: Counter[str] = Counter()
        self.people: dict[str, Person] = {}
        self.offices: dict[str, str] = {}

    def note(self, tokens: Sequence[Token], found: Sequence[Mention]) -> None:
        """Takes note of a sentence's parties."""
        for mention in found:
            if mention.country:
                self.countries[mention.country] += 1
            if mention.role is None or mention.party is not None or mention.owned:
                continue
            if mention.country and not mention.role.plural:
                self.offices[mention.role.form] = mention.country
            if mention.named_from is not None:
                surname = tokens[mention.end - 1].form
                if _is_surname(surname):
                    self.people[surname] = Person(mention.country, mention.role)


def _is_surname(form: str) -> bool:
    written = word(form)
    return len(form) >= _SHORTEST_SURNAME and not written.readings and not is_common(written)

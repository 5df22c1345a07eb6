"""What a document has introduced: its states, people that no list holds, and whose police "the police" is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.leads import leads
from marsad.languages.arabic.words import is_common, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.actors.mention import Mention
    from marsad.actors.parties import Role
    from marsad.languages.grammar import Token

_SHORTEST_SURNAME: Final = 4
_TITLE: Final = 3
_NAME: Final = 2


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
        countries: how often each country was named, weighted.
        people: surname in even spelling → who it is.
        offices: generic word → country of the party that it was last said of in full.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.countries: Counter[str] = Counter()
        self.people: dict[str, Person] = {}
        self.offices: dict[str, str] = {}

    def note(self, tokens: Sequence[Token], found: Sequence[Mention], *, title: bool = False) -> None:
        """Takes note of a sentence's parties.

        A title tells whom the text is about, and an adjective less than a name (on the seeds, unnamed
        parties with the right country rose from .927 to .932 with these weights).
        """
        weight = _TITLE if title else 1
        for mention in found:
            if mention.country:
                self.countries[mention.country] += weight * (1 if mention.adjective else _NAME)
                for office in _offices(tokens, mention):
                    self.offices[office] = mention.country
            if mention.role is not None and mention.named_from is not None:
                surname = tokens[mention.end - 1].form
                if _is_surname(surname):
                    self.people[surname] = Person(mention.country, mention.role)


def _offices(tokens: Sequence[Token], mention: Mention) -> Iterator[str]:
    """What the party may be called without its name: "the court", "the newspaper", "the movement"."""
    if mention.role is not None:
        if not mention.role.plural and not mention.owned and mention.party is None:
            yield mention.role.form
    elif mention.party is not None and mention.party.kind == "body":
        for _, _, role in leads(tokens[mention.start].form).roles:
            if not role.plural:
                yield role.form


def _is_surname(form: str) -> bool:
    written = word(form)
    return len(form) >= _SHORTEST_SURNAME and not written.readings and not is_common(written)

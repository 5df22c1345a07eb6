"""What a token can be, and what is known of a word wherever it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.languages.arabic.lexicon import lexicon
from marsad.languages.arabic.words import common_split, word

if TYPE_CHECKING:
    from marsad.languages.grammar import Fixed, Reading

Tag = Literal[
    "verb", "event", "participle", "preposition", "that", "adverbial", "relative", "negation", "particle",
    "conjunction", "condition", "question", "demonstrative", "pronoun", "quantifier", "adverb", "point",
    "number", "word", "name", "quote",
]  # fmt: skip
PARTICLE_TAGS: Final[dict[str, Tag]] = {
    "preposition": "preposition",
    "conjunction": "conjunction",
    "relative": "relative",
    "negation": "negation",
    "particle": "particle",
    "condition": "condition",
    "question": "question",
    "demonstrative": "demonstrative",
    "pronoun": "pronoun",
    "quantifier": "quantifier",
    "adverb": "adverb",
}
QUOTE: Final = '"'
NOMINAL: Final = frozenset({"masdar", "noun"})
_WHOLE: Final = NOMINAL | {"verb"}
_PARTICIPLE: Final = frozenset({"active", "passive"})


class Traits(NamedTuple):
    """What the tagger asks of a word wherever it stands; found once a word and remembered.

    Attributes:
        closed: readings as a particle or another word of a closed class.
        whole: whether it is a verb or an event noun without a conjunction taken off.
        begins_pair: whether a preposition of two words may begin with it.
        nouns: readings as an event noun.
        participles: readings as a participle that is no common noun or adjective.
    """

    closed: tuple[Reading, ...]
    whole: bool
    begins_pair: bool
    nouns: tuple[Reading, ...]
    participles: tuple[Reading, ...]


@lru_cache(maxsize=65536)
def traits_of(form: str) -> Traits:
    """What is known of a word in even spelling."""
    known = word(form)
    readings = known.readings
    participles = tuple(reading for reading in readings if reading.kind in _PARTICIPLE)
    firsts = {first for first, _ in lexicon().pairs}
    return Traits(
        closed=tuple(r for r in readings if r.kind == "subordinator" or r.kind in PARTICLE_TAGS),
        whole=any(r.kind in _WHOLE and not r.conjunction for r in readings),
        begins_pair=any(s.stem in firsts and not s.article and not s.preposition for s in known.splits),
        nouns=tuple(reading for reading in readings if reading.kind in NOMINAL),
        participles=participles if participles and common_split(known) is None else (),
    )


class Tagged(NamedTuple):
    """A token's tag with the readings that agree with it, and its proclitics."""

    tag: Tag
    readings: tuple[Reading, ...] = ()
    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    fixed: Fixed | None = None

    @property
    def lemma(self) -> str:
        """Lemma of the first reading, or ""."""
        return self.readings[0].lemma if self.readings else ""

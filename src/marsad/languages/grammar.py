"""What a language room hands on: words, tokens and clauses, said in terms of grammar only.

Nothing here knows Arabic and nothing here knows politics. A language fills these shapes, the coder reads
them. Positions are token numbers inside one sentence unless a name says "offset".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

if TYPE_CHECKING:
    from typing import Self

WordClass = Literal[
    "verb",
    "masdar",
    "noun",
    "active",
    "passive",
    "preposition",
    "conjunction",
    "subordinator",
    "relative",
    "negation",
    "particle",
    "pronoun",
    "demonstrative",
    "question",
    "condition",
    "quantifier",
    "adverb",
]


class Shape(msgspec.Struct, frozen=True, gc=False):
    """What is made and looked into some hundred times a sentence.

    A `msgspec.Struct` is made in a quarter of the time of a NamedTuple (60 ns instead of 240), its fields are
    read in a third (6 ns instead of 19), and it is changed in a ninth (70 ns instead of 650). None holds
    anything that could lead back to itself, so the garbage collector need not look at it.
    """

    def _replace(self, **changes: object) -> Self:
        """The shape with some fields changed, as of a NamedTuple."""
        return msgspec.structs.replace(self, **changes)


class Reading(Shape, frozen=True):
    """One way to read a written word.

    Attributes:
        kind: class of the stem.
        lemma: its entry in the lexicon.
        conjunction: the proclitic conjunction, or "".
        preposition: the proclitic preposition's lemma, or "".
        article: whether the definite article is prefixed.
        enclitic: the pronoun suffixed, or "".
        tense: "past", "present" or "" for a word that is no verb.
        person: "1", "2", "3" or "".
        gender: "m", "f" or "".
        number: "s", "d", "p" or "".
        passive: the form can only be passive.
        future: it carries the future prefix.
        jussive: the form stands only after "did not" and the like.
        accusative: it carries the mark of an indefinite accusative, or a plural in that case.
    """

    kind: WordClass
    lemma: str
    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    enclitic: str = ""
    tense: str = ""
    person: str = ""
    gender: str = ""
    number: str = ""
    passive: bool = False
    future: bool = False
    accusative: bool = False
    jussive: bool = False


class Split(Shape, frozen=True):
    """A word with its proclitics taken off: one guess among several."""

    conjunction: str
    preposition: str
    article: bool
    stem: str


class Word(Shape, frozen=True):
    """All that is known of a written word apart from its place.

    Attributes:
        form: the normalised word.
        readings: ways to read it by the lexicon; empty for a word that is not in it.
        splits: ways to part it into proclitics and stem, the whole word first.
        punctuation: whether it is punctuation.
        digits: whether it is a number in digits.
        kinds: classes of its readings.
        lemmas: lemmas of its readings.
        stems: stems of its splits.
    """

    form: str
    readings: tuple[Reading, ...]
    splits: tuple[Split, ...]
    punctuation: bool
    digits: bool
    kinds: frozenset[str]
    lemmas: frozenset[str]
    stems: frozenset[str]


class Token(Shape, frozen=True):
    """A word at its place: offsets in the sentence's text as it stands.

    ``form`` is the word's, which rules ask for two hundred times a sentence, hence a field of its own.
    """

    word: Word
    form: str
    start: int
    end: int
    raw: str


class Phrase(Shape, frozen=True):
    """A noun phrase, or what stands where one would: tokens ``start`` to ``end`` (exclusive).

    ``role`` is "subject", "object", "genitive", "adjective" or the lemma of a preposition.
    """

    role: str
    start: int
    end: int


class Clause(Shape, frozen=True):
    """A predicate with its arguments.

    Attributes:
        token: number of the predicate's token.
        reading: the readings of the predicate that are left after the tagger's choice.
        kind: "verb", "masdar", "noun" or "participle".
        arguments: phrases in order of appearance.
        outer: phrases after this predicate that rather belong to an inner predicate.
        governor: number of the governing clause in the sentence's list, or None.
        link: how it hangs on the governor: "that", "relative", "adverb", "coordinate", a role, or "".
        negated: a negation stands before it.
        future: it is told as to come.
        possible: it is told as possible ("may", "perhaps").
        obliged: it is told as a duty ("must").
        condition: it stands in a condition.
        question: it stands in a question.
        passive: it is passive.
        inherited: whether the subject was taken from another clause.
    """

    token: int
    readings: tuple[Reading, ...]
    kind: Literal["verb", "masdar", "noun", "participle"]
    arguments: tuple[Phrase, ...] = ()
    outer: tuple[Phrase, ...] = ()
    governor: int | None = None
    link: str = ""
    negated: bool = False
    future: bool = False
    possible: bool = False
    obliged: bool = False
    condition: bool = False
    question: bool = False
    passive: bool = False
    inherited: bool = False

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The lemmas that the predicate may stand for."""
        if len(self.readings) == 1:
            return (self.readings[0].lemma,)
        return tuple(dict.fromkeys(reading.lemma for reading in self.readings))

    @property
    def subject(self) -> Phrase | None:
        """Its first subject, if any."""
        for argument in self.arguments:
            if argument.role == "subject":
                return argument
        return None


class Fixed(Shape, frozen=True):
    """A noun phrase known from outside (a name that a higher room recognised), tokens ``start``–``end``.

    Attributes:
        start: first token.
        end: token after the last.
        conjunction: proclitic conjunction on its first token, or "".
        preposition: proclitic preposition on its first token, or "".
        adjective: it is an adjective that qualifies a noun before it.
        gender: "m", "f" or "" where it is not known.
    """

    start: int
    end: int
    conjunction: str
    preposition: str
    adjective: bool
    gender: str


class TimeExpression(NamedTuple):
    """A time expression of a text.

    Attributes:
        start: where it begins in the text, in code points.
        end: where it ends.
        date: first day, month or year that it tells ("2024-10-17", "2024-10", "2024"); None where the text
            does not tell one, or there is nothing to count from.
        end_date: last day, month or year of a range; alone, the latest ("حتى الخميس", "خلال شهر").
        precision: how exact ``date`` is; "unknown" where it is None.
        kind: absolute (complete in itself), relative (worked out), range, duration (a length: it dates no
            act), vague.
        text: the words themselves.
    """

    start: int
    end: int
    date: str | None
    end_date: str | None
    precision: Literal["day", "month", "year", "unknown"]
    kind: Literal["absolute", "relative", "range", "duration", "vague"]
    text: str


QuantityKind = Literal["count", "percent", "points", "basis points", "times", "fraction"]


class Quantity(NamedTuple):
    """A number with the words that make a quantity of it; offsets in the text, in code points.

    Attributes:
        start: where it begins, with "about", "at least" and the like.
        number: where the number itself begins.
        end: where it ends, with the words or the sign of a percentage.
        value: the number told; of two ends their middle, of a vague count ("thousands") its low end. A
            fraction of something ("a third") is in percent.
        low: the least it may be, where the text tells that; else None.
        high: the most it may be, in the same way.
        approximate: it is told as about, as a bound, between two ends, or vaguely.
        kind: what it counts in; a count's unit is the noun beside it.
        definite: it carries the article ("the seven"), so that it names what is known already.
        parts: the two ends of "from … to …", which may also be a state before and one after.
    """

    start: int
    number: int
    end: int
    value: float
    low: float | None
    high: float | None
    approximate: bool
    kind: QuantityKind
    definite: bool = False
    parts: tuple[Quantity, ...] = ()

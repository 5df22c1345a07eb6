"""What a token can be, and what is known of a word wherever it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from marsad.languages.arabic.lexicon import lexicon, verb_classes
from marsad.languages.arabic.words import common_split, is_adjective, word
from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from marsad.languages.grammar import Fixed, Reading, Word

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


class Traits(Shape, frozen=True):
    """What the tagger asks of a word wherever it stands; found once a word and remembered.

    Attributes:
        closed: readings as a particle or another word of a closed class.
        whole: whether it is a verb or an event noun without a conjunction taken off.
        begins_pair: whether a preposition of two words may begin with it.
        circumstance: readings as an active participle in the accusative, of a word that is nothing else.
        verbs: readings as a finite verb, without those that only a negation allows.
        negated_verbs: readings as a finite verb behind a negation.
        nouns: readings as an event noun.
        adjective: whether it is an adjective.
        plain: whether neither its neighbours nor its written signs can make anything of it but ``otherwise``.
        otherwise: its tag where it is neither particle nor verb.
        quoted: its tag inside a short quotation, where it is no participle either.
    """

    closed: tuple[Reading, ...]
    whole: bool
    begins_pair: bool
    circumstance: tuple[Reading, ...]
    verbs: tuple[Reading, ...]
    negated_verbs: tuple[Reading, ...]
    nouns: tuple[Reading, ...]
    adjective: bool
    plain: bool
    otherwise: Tagged
    quoted: Tagged


@lru_cache(maxsize=65536)
def traits_of(form: str) -> Traits:
    """What is known of a word in even spelling."""
    known = word(form)
    readings = known.readings
    nouns = tuple(reading for reading in readings if reading.kind in NOMINAL)
    verbs = tuple(r for r in readings if r.kind == "verb" and not (nouns and _is_let_us(r)))
    firsts, seconds = _words_of_pairs()
    closed = tuple(r for r in readings if r.kind == "subordinator" or r.kind in PARTICLE_TAGS)
    circumstance, adjective = _circumstance(readings), is_adjective(known)
    begins_pair = any(s.stem in firsts and not s.article and not s.preposition for s in known.splits)
    return Traits(
        closed=closed,
        whole=any(r.kind in _WHOLE and not r.conjunction for r in readings),
        begins_pair=begins_pair,
        circumstance=circumstance,
        verbs=_finite(tuple(r for r in verbs if not r.jussive or r.preposition)),
        negated_verbs=_finite(verbs),
        nouns=nouns,
        adjective=adjective,
        plain=form != QUOTE
        and not (verbs or closed or circumstance or adjective or begins_pair or form in seconds),
        otherwise=_otherwise(known),
        quoted=_noun_or_word(known, participles=False),
    )


def _otherwise(known: Word) -> Tagged:
    if known.punctuation or known.digits:
        return Tagged("point") if known.punctuation else Tagged("number")
    return _noun_or_word(known, participles=True)


@lru_cache(maxsize=1)
def _words_of_pairs() -> tuple[frozenset[str], frozenset[str]]:
    """First words and second words of the prepositions of two words."""
    pairs = lexicon().pairs
    return frozenset(first for first, _ in pairs), frozenset(second for _, second in pairs)


def _circumstance(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    if any(reading.kind in _WHOLE or reading.article for reading in readings):
        return ()
    return tuple(reading for reading in readings if reading.kind == "active" and reading.accusative)


def _finite(verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Verb readings; those in the third person alone where there are any, since news is told in it."""
    third = _without_odd_duals(tuple(reading for reading in verbs if reading.person == "3"))
    return third or tuple(reading for reading in verbs if not reading.enclitic and not _is_i(reading))


def _without_odd_duals(verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Without duals and rare verbs where "and" with a singular may be meant: "ودعت" is "and she called"."""
    joined = any(reading.conjunction and reading.number == "s" for reading in verbs)
    return tuple(r for r in verbs if not (joined and not r.conjunction and _is_odd(r)))


def _is_odd(reading: Reading) -> bool:
    return reading.number == "d" or "rare" in verb_classes(reading.lemma)


def _is_let_us(reading: Reading) -> bool:
    """Whether it is "let us …", which is written like "for" and an event noun ("لنشر قوات")."""
    return reading.jussive and bool(reading.preposition) and reading.person == "1"


def _is_i(reading: Reading) -> bool:
    # "I do" in the present is written like an elative (أعنف) and next to never met in reported news.
    return reading.tense == "present" and reading.person == "1" and reading.number == "s"


def _noun_or_word(known: Word, *, participles: bool) -> Tagged:
    """The tag of a word that is neither particle nor verb: event noun, participle, or some other word."""
    nouns = tuple(reading for reading in known.readings if reading.kind in NOMINAL)
    common = common_split(known)
    whole = common is not None and common.stem == known.form
    if nouns and not (whole and nouns[0].preposition == "ك"):  # كردي is no ك + ردّي
        return with_clitics("event", nouns)
    if common is not None:
        return Tagged("word", (), common.conjunction, common.preposition, common.article)
    stating = tuple(reading for reading in known.readings if reading.kind in _PARTICIPLE)
    return with_clitics("participle", stating) if stating and participles else _uncommon(known)


def with_clitics(tag: Tag, readings: tuple[Reading, ...]) -> Tagged:
    """A tag with those readings that have the proclitics of the first."""
    # The whole word comes first: بحث is "discussion" before it is "by urging".
    first = readings[0]
    clitics = (first.conjunction, first.preposition, first.article)
    same = tuple(r for r in readings if (r.conjunction, r.preposition, r.article) == clitics)
    return Tagged(tag, same, first.conjunction, first.preposition, first.article)


def _uncommon(known: Word) -> Tagged:
    """The tag of a word that no table holds, as a name mostly is."""
    for split in known.splits:
        article = split.article and not (split.preposition == "ك" or split.conjunction == "ف")
        if article and (split.preposition or split.conjunction or known.form.startswith("ال")):
            return Tagged("word", (), split.conjunction, split.preposition, article=True)
    return Tagged("word")


class Tagged(Shape, frozen=True):
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

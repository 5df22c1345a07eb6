"""Words of the closed classes: which particle a token is, by its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.lexicon import lexicon, verb_classes
from marsad.languages.arabic.tags import PARTICLE_TAGS, Tag, Tagged, Traits
from marsad.languages.grammar import Reading, Token, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_THAT: Final = frozenset({"أن", "أنه", "ألا"})
_QAD: Final = "قد"
_LEST: Final = "ليلا"
"""Lest, and by night, in even spelling."""
_HAMZA: Final = "ئ"
_SHADDA: Final = "\u0651"
_COMMAS: Final = frozenset({"،", ","})
_BRINGS_ABOUT: Final = frozenset({"cause", "result"})
_BEFORE_WHAT: Final = frozenset({"preposition", "quantifier", "pronoun"})


def closed_class(tokens: Sequence[Token], index: int, before: list[Tagged], traits: Traits) -> Tagged | None:
    """The tag of a particle or another word of a closed class; None for any other word."""
    whole, readings = traits.whole, tokens[index].word.readings
    for reading in traits.closed:
        if tokens[index].raw.endswith("أ"):
            continue  # هنأ is no هنا
        if whole and reading.conjunction == "ف" and reading.lemma != _QAD:
            continue  # فتحت is no ف + تحت
        if reading.kind == "quantifier" and _may_be_verb(readings) and tokens[index].raw.endswith("ى"):
            continue  # أثنى is no اثني
        if (
            reading.kind in ("preposition", "adverb")
            and readings[-1].kind == "verb"
            and _SHADDA in tokens[index].raw
        ):
            continue  # عبّر is no عبر, فجّر no فجر
        if reading.kind == "subordinator" and tokens[index].form == _LEST and _HAMZA not in tokens[index].raw:
            continue  # ليلا is "by night", لئلا is "lest"
        if reading.kind == "subordinator":
            tag: Tag = "that" if reading.lemma in _THAT else "adverbial"
            return Tagged(tag, (reading,), reading.conjunction)
        if reading.kind == "particle" and whole and not _verb_follows(tokens, index):
            continue  # "فقد حياته" is "he lost", "فقد قتل" is "he did kill"
        tag = _particle_tag(reading, tokens, index, before)
        return Tagged(tag, (reading,), reading.conjunction, reading.preposition, reading.article)
    return None


def _verb_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a past that no article or pronoun makes a noun stands right behind."""
    following = tokens[index + 1].word.readings if index + 1 < len(tokens) else ()
    return any(reading.tense == "past" for reading in following)


def _may_be_verb(readings: tuple[Reading, ...]) -> bool:
    return any(reading.kind == "verb" for reading in readings)


def pair(tokens: Sequence[Token], index: int, before: list[Tagged], traits: Traits) -> Tagged | None:
    """A preposition of two words (إلى جانب، على يد): both words are tagged with it."""
    second = bool(before) and before[-1].tag == "preposition"
    if not second and not traits.begins_pair:
        return None
    pairs = lexicon().pairs
    first = tokens[index].word
    if index + 1 < len(tokens) and traits.begins_pair:
        for split in first.splits:
            lemma = pairs.get((split.stem, tokens[index + 1].form))
            if lemma and not split.article and not split.preposition:
                return Tagged("preposition", (Reading("preposition", lemma),), split.conjunction)
    if second and index:
        lemma = next(
            (
                pairs[s.stem, first.form]
                for s in tokens[index - 1].word.splits
                if (s.stem, first.form) in pairs
            ),
            "",
        )
        if lemma == before[-1].lemma:
            return Tagged("preposition", before[-1].readings)
    return None


def _particle_tag(reading: Reading, tokens: Sequence[Token], index: int, before: list[Tagged]) -> Tag:
    following = tokens[index + 1].word if index + 1 < len(tokens) else None
    if reading.lemma == "أي" and ((before and before[-1].tag != "point") or reading.preposition):
        return "quantifier"
    if reading.lemma == "ما" and reading.kind == "negation" and following is not None:
        if before and (before[-1].tag in _BEFORE_WHAT or _awaits_object(before)):
            return "relative"
        if not reading.conjunction and index and tokens[index - 1].form in _COMMAS and _leads_to(following):
            return "relative"
        return "negation" if any(after.tense == "past" for after in following.readings) else "relative"
    if reading.lemma == "نحو" and following is not None and not following.form.startswith("ال"):
        counted = following.digits or any(r.kind == "quantifier" for r in following.readings)
        return "quantifier" if counted else "preposition"
    if reading.lemma == "في حال":
        return "condition" if before and before[-1].lemma == "في" else "adverb"
    return PARTICLE_TAGS[reading.kind]


def _leads_to(word: Word) -> bool:
    """Whether a verb tells what something brought about: "، ما أدى إلى …" is which, not not."""
    return any(_BRINGS_ABOUT & verb_classes(reading.lemma) for reading in word.readings)


def _awaits_object(before: list[Tagged]) -> bool:
    """Whether a verb stands before in the same stretch: "نفى المتحدث ما تردد" is what, not not."""
    for tag in reversed(before):
        if tag.tag in ("point", "that", "quote", "negation"):
            return False
        if tag.tag == "verb":
            return True
    return False

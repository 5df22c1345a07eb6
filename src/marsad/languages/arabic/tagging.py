"""What each token of a sentence is: a verb, an event noun, a particle, part of a name, or some other word.

Without vowel signs one in ten nouns looks like a verb (رفض is "he refused" and "a refusal"), so a form is
never trusted alone: its neighbours decide. The rules are ordered, the first that applies wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.particles import closed_class, pair
from marsad.languages.arabic.tags import NOMINAL, QUOTE, Tag, Tagged, traits_of
from marsad.languages.arabic.verbhood import is_that, is_verb
from marsad.languages.arabic.words import common_split, is_adjective

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.grammar import Fixed, Reading, Token

_FATHATAN: Final = "\u064b"
_TANWIN: Final = frozenset("\u064b\u064c\u064d")
_COMMAS: Final = frozenset({"،", ","})
_LONGEST_QUOTED_NAME: Final = 5
_AFTER: Final = "بعد"
_NOT_YET: Final = frozenset({"لم", "لما"})
_DENIALS: Final = frozenset({"لم", "لن"})


def tagged(
    tokens: Sequence[Token], fixed: Sequence[Fixed], times: Sequence[tuple[int, int]] = ()
) -> list[Tagged]:
    """A tag for every token.

    Args:
        tokens: tokens of one sentence.
        fixed: names known from outside, in order and apart from each other.
        times: runs of tokens that tell a time; they are adverbs whatever their words.
    """
    timed = {index for start, end in times for index in range(start, end)}
    names = {index: span for span in fixed for index in range(span.start, span.end)}
    quoted = _short_quotes(tokens)
    tags: list[Tagged] = []
    for index in range(len(tokens)):
        if index in names:
            tags.append(_name(names[index], index))
        elif index in timed and not _is_preposition(tokens[index]):
            tags.append(Tagged("adverb"))
        elif tokens[index].form == QUOTE:
            tags.append(Tagged("quote"))
        elif index in quoted:
            tags.append(_quoted_word(tokens, index))
        elif tokens[index].form == _AFTER and _is_yet(tokens, index, tags):
            tags.append(Tagged("adverb"))
        else:
            tags.append(_tag(tokens, index, tags, names))
    return tags


def _is_yet(tokens: Sequence[Token], index: int, before: list[Tagged]) -> bool:
    """Whether "after" is "yet": behind "did not", and before what an "after" cannot stand before.

    "لم تتخذ بعد قرارا", "لم تسمح لهم بعد بالدخول"; but "لم يلتقه بعد القمة".
    """
    since = next(
        (n for n, tag in enumerate(reversed(before)) if tag.tag in ("negation", "point", "that")), -1
    )
    if since < 0 or before[-1 - since].lemma not in _NOT_YET:
        return False
    if index + 1 >= len(tokens) or before[-1].tag == "verb":
        return True
    following = tokens[index + 1].word
    if following.punctuation or tokens[index + 1].raw.endswith((_FATHATAN, _FATHATAN + "ا", "ا" + _FATHATAN)):
        return True
    governed = any(r.kind == "preposition" or r.preposition for r in following.readings)
    return governed or any(r.accusative for r in following.readings) or _is_open_object(tokens, index + 1)


def _is_open_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether a feminine event noun without article, genitive or pronoun stands there ("بعد دعوة إلى …")."""
    if not tokens[index].raw.endswith("ة") or index + 1 >= len(tokens):
        return False
    return any(reading.kind == "preposition" for reading in tokens[index + 1].word.readings)


def _is_preposition(token: Token) -> bool:
    return any(reading.kind == "preposition" for reading in token.word.readings)


def _short_quotes(tokens: Sequence[Token]) -> set[int]:
    """Tokens inside short quotations: names and catchwords, in which no verb or particle is looked for."""
    marks = [index for index, token in enumerate(tokens) if token.form == QUOTE]
    inside: set[int] = set()
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening - 1 <= _LONGEST_QUOTED_NAME and not _denies(tokens, opening + 1):
            inside.update(range(opening + 1, closing))
    return inside


def _denies(tokens: Sequence[Token], index: int) -> bool:
    """Whether a quotation opens with a denial, which no name does ("لم نقصف المدينة")."""
    return tokens[index].form in _DENIALS


def _quoted_word(tokens: Sequence[Token], index: int) -> Tagged:
    word = tokens[index].word
    if word.punctuation or word.digits:
        return Tagged("point" if word.punctuation else "number")
    nouns = tuple(reading for reading in word.readings if reading.kind in NOMINAL)
    return _with_clitics("event", nouns) if nouns else _other_word(tokens[index])


def _name(span: Fixed, index: int) -> Tagged:
    if index != span.start:
        return Tagged("name", fixed=span)
    return Tagged("name", (), span.conjunction, span.preposition, fixed=span)


def _tag(tokens: Sequence[Token], index: int, before: list[Tagged], names: dict[int, Fixed]) -> Tagged:
    word = tokens[index].word
    if word.punctuation:
        return Tagged("point")
    if word.digits:
        return Tagged("number")
    traits = traits_of(word.form)
    closed = pair(tokens, index, before) or closed_class(tokens, index, before)
    if closed:
        return closed
    stating = _circumstance(tokens, index)
    if stating:
        return _with_clitics("participle", stating)
    if _is_manner(tokens, index):
        return Tagged("adverb")
    verbs = () if _is_marked_noun(tokens[index].raw) else _verb_readings(word.readings, before)
    nouns = traits.nouns
    if verbs and is_verb(tokens, index, before, names, verbs=verbs, nouns=nouns):
        return Tagged("verb", verbs, verbs[0].conjunction)
    if nouns:
        return _with_clitics("event", nouns)
    if traits.participles:
        return _with_clitics("participle", traits.participles)
    return _other_word(tokens[index])


def _circumstance(tokens: Sequence[Token], index: int) -> tuple[Reading, ...]:
    """Readings of a participle that goes on behind a comma, also if it is an adjective too ("، مؤكداً أن")."""
    if index + 1 >= len(tokens) or tokens[index + 1].word.punctuation:
        return ()
    behind_comma = index > 0 and tokens[index - 1].form in _COMMAS
    if not behind_comma and not (index == 0 and is_that(tokens, index + 1)):
        return ()
    readings = tokens[index].word.readings
    if any(reading.kind in ("verb", *NOMINAL) or reading.article for reading in readings):
        return ()
    return tuple(reading for reading in readings if reading.kind == "active" and reading.accusative)


def _verb_readings(readings: tuple[Reading, ...], before: list[Tagged]) -> tuple[Reading, ...]:
    """Verb readings; those in the third person alone where there are any, since news is told in it."""
    negated = bool(before) and before[-1].tag == "negation"
    verbs = tuple(r for r in readings if r.kind == "verb" and (negated or not r.jussive or r.preposition))
    third = _without_odd_duals(tuple(reading for reading in verbs if reading.person == "3"))
    return third or tuple(reading for reading in verbs if not reading.enclitic and not _is_i(reading))


def _without_odd_duals(verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Without duals and rare verbs where "and" with a singular may be meant: "ودعت" is "and she called"."""
    joined = any(reading.conjunction and reading.number == "s" for reading in verbs)
    return tuple(r for r in verbs if not (joined and not r.conjunction and _is_odd(r)))


def _is_odd(reading: Reading) -> bool:
    return reading.number == "d" or "rare" in verb_classes(reading.lemma)


def _is_i(reading: Reading) -> bool:
    # "I do" in the present is written like an elative (أعنف) and next to never met in reported news.
    return reading.tense == "present" and reading.person == "1" and reading.number == "s"


def _is_manner(tokens: Sequence[Token], index: int) -> bool:
    """An adjective with the double vowel that follows no noun with it is an adverb (رسمياً، سنوياً)."""
    raw = tokens[index].raw
    if _FATHATAN not in raw or not is_adjective(tokens[index].word):
        return False
    return index == 0 or _FATHATAN not in tokens[index - 1].raw


def _is_marked_noun(raw: str) -> bool:
    """Written signs that no finite verb has: ta marbuta at the end, or the double vowel of an indefinite."""
    return raw.endswith("ة") or not _TANWIN.isdisjoint(raw)


def _with_clitics(tag: Tag, readings: tuple[Reading, ...]) -> Tagged:
    # The whole word comes first: بحث is "discussion" before it is "by urging".
    first = readings[0]
    clitics = (first.conjunction, first.preposition, first.article)
    same = tuple(r for r in readings if (r.conjunction, r.preposition, r.article) == clitics)
    return Tagged(tag, same, first.conjunction, first.preposition, first.article)


def _other_word(token: Token) -> Tagged:
    common = common_split(token.word)
    if common is not None:
        return Tagged("word", (), common.conjunction, common.preposition, common.article)
    for split in token.word.splits:
        article = split.article and not (split.preposition == "ك" or split.conjunction == "ف")
        if article and (split.preposition or split.conjunction or token.form.startswith("ال")):
            return Tagged("word", (), split.conjunction, split.preposition, article=True)
    return Tagged("word")

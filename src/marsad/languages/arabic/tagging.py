"""What each token of a sentence is: a verb, an event noun, a particle, part of a name, or some other word.

Without vowel signs one in ten nouns looks like a verb (رفض is "he refused" and "a refusal"), so a form is
never trusted alone: its neighbours decide. The rules are ordered, the first that applies wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.particles import closed_class, pair
from marsad.languages.arabic.tags import QUOTE, Tagged, Traits, traits_of, with_clitics
from marsad.languages.arabic.verbhood import is_that, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.grammar import Fixed, Reading, Token

_FATHATAN: Final = "\u064b"
_TANWIN: Final = frozenset("\u064b\u064c\u064d")
_COMMAS: Final = frozenset({"،", ","})
_THEM: Final = frozenset({"اياه", "اياها", "اياهم", "اياهما"})
_LONGEST_QUOTED_NAME: Final = 5
_AFTER: Final = "بعد"
_NOT_YET: Final = frozenset({"لم", "لما"})
_DENIALS: Final = frozenset({"لم", "لن"})
"""Negations behind which no past stands."""
_OWNED: Final = ("ها", "هم")
_ADVERB: Final = Tagged("adverb")
_MARK: Final = Tagged("quote")


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
    known = timed.union(names, quoted)
    tags: list[Tagged] = []
    for index, token in enumerate(tokens):
        traits = traits_of(token.form)
        if traits.plain and index not in known:  # two tokens in three
            tags.append(traits.otherwise)
        elif index in names:
            tags.append(_name(names[index], index))
        elif index in timed and "preposition" not in token.word.kinds:
            tags.append(_ADVERB)
        elif token.form == QUOTE:
            tags.append(_MARK)
        elif index in quoted:
            tags.append(_quoted_word(tokens, index))
        elif token.form == _AFTER and _is_yet(tokens, index, tags):
            tags.append(_ADVERB)
        else:
            tags.append(_tag(tokens, index, tags, names, traits))
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
    if index + 1 >= len(tokens) or before[-1].tag == "verb" or _is_owned_thing(tokens, index + 1):
        return True
    following = tokens[index + 1].word
    if following.punctuation or tokens[index + 1].raw.endswith((_FATHATAN, _FATHATAN + "ا", "ا" + _FATHATAN)):
        return True
    governed = any(r.kind == "preposition" or r.preposition for r in following.readings)
    return governed or any(r.accusative for r in following.readings) or _is_open_object(tokens, index + 1)


def _is_owned_thing(tokens: Sequence[Token], index: int) -> bool:
    """Whether a thing with its owner as pronoun stands there, which is no time ("لم تغلق بعد حدودها")."""
    word = tokens[index].word
    return word.form.endswith(_OWNED) and not word.form.startswith("ال") and not word.readings


def _is_open_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether a feminine event noun without article, genitive or pronoun stands there ("بعد دعوة إلى …")."""
    if not tokens[index].raw.endswith("ة") or index + 1 >= len(tokens):
        return False
    return "preposition" in tokens[index + 1].word.kinds


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
    word, traits = tokens[index].word, traits_of(tokens[index].form)
    return traits.otherwise if word.punctuation or word.digits else traits.quoted


def _name(span: Fixed, index: int) -> Tagged:
    if index != span.start:
        return Tagged("name", fixed=span)
    return Tagged("name", (), span.conjunction, span.preposition, fixed=span)


def _tag(
    tokens: Sequence[Token], index: int, before: list[Tagged], names: dict[int, Fixed], traits: Traits
) -> Tagged:
    if traits.plain:
        return traits.otherwise
    closed = pair(tokens, index, before, traits)
    closed = closed or (closed_class(tokens, index, before, traits) if traits.closed else None)
    if closed:
        return closed
    if traits.circumstance and _goes_on(tokens, index):
        return with_clitics("participle", traits.circumstance)
    if traits.adjective and _is_manner(tokens, index):
        return _ADVERB
    denied = bool(before) and before[-1].tag == "negation"
    verbs = _behind_negation(traits.negated_verbs, before[-1].lemma) if denied else traits.verbs
    if not verbs or _is_marked_noun(tokens[index].raw):
        return traits.otherwise
    if is_verb(tokens, index, before, names, verbs=verbs, nouns=traits.nouns):
        return Tagged("verb", verbs, verbs[0].conjunction)
    return traits.otherwise


def _behind_negation(verbs: tuple[Reading, ...], negation: str) -> tuple[Reading, ...]:
    """The verb readings that may stand behind a negation ("لم تسلّم" is no past of another verb)."""
    present = tuple(reading for reading in verbs if reading.tense == "present")
    return present if present and negation in _DENIALS else verbs


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle goes on behind a comma, or opens before "that" ("، مؤكداً أن")."""
    if index + 1 >= len(tokens) or tokens[index + 1].word.punctuation:
        return False
    behind_comma = index > 0 and tokens[index - 1].form in _COMMAS
    if tokens[index + 1].form in _THEM:
        return True  # "متهماً إياه بالكذب"
    return behind_comma or (index == 0 and is_that(tokens, index + 1))


def _is_manner(tokens: Sequence[Token], index: int) -> bool:
    """Whether an adjective has the double vowel and follows no noun with it: an adverb (رسمياً، سنوياً)."""
    return _FATHATAN in tokens[index].raw and (index == 0 or _FATHATAN not in tokens[index - 1].raw)


def _is_marked_noun(raw: str) -> bool:
    """Written signs that no finite verb has: ta marbuta at the end, or the double vowel of an indefinite."""
    return raw.endswith("ة") or not _TANWIN.isdisjoint(raw)
